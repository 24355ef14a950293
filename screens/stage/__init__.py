"""Parts that all stages share: the screen, title bar, stage rail, guide, edits and navigation."""
