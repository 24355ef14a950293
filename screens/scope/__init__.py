"""Stage 1, scope and audience."""
