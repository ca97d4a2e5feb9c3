"""Canonical form (规范格式): one way to write each source file, so that a difference between two files is one between their facts."""
