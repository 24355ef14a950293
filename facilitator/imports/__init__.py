"""Text that comes in: typed lines, pasted lines, JSON."""
