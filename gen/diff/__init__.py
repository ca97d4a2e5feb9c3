"""Reviewing a change (比较): what two states of the data differ in, by record, and what that does to the published document."""
