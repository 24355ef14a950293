"""Backup of a whole library into one file, and its restore."""
