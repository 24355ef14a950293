"""Remarks that point at a place in the document: what is odd there, and what to ask about it."""
