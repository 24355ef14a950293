"""Findings of the checks and of the language lens in a document, and redaction of leaks."""
