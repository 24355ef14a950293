"""Backups of a whole library, and bringing them back."""
