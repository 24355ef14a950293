"""Text for customers: what would leak in it, and what to write instead."""
