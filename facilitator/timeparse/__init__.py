"""Times as people write them, read into UTC minutes and time zones."""
