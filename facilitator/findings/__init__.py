"""Findings: what the checks and the language lens find in a document, and redaction of leaks."""
