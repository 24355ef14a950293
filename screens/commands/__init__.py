"""Commands that work from every stage: export, quit, parking lot, presentation, other windows."""
