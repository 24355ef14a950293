"""Stage 2, timeline and impact."""
