"""One open postmortem: editing, undo, merging with other windows, and where it is stored."""
