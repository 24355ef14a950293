"""The open postmortem: editing, undo, merging with other windows, and the store it is saved to."""
