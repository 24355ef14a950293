"""Parsing of typed lines and pasted text into events and action items."""
