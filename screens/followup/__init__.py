"""Stage 6, communication and follow-up."""
