"""Schemas (结构描述) of the source files for the tools of others, made from the one declaration of their shape."""
