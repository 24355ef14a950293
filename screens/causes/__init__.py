"""Stage 3, root cause."""
