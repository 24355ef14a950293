"""Stage 7, the final review."""
