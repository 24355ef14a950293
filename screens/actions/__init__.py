"""Stage 5, action items."""
