"""Redaction: leaks in texts for customers, and their replacements."""
