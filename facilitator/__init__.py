"""What a facilitator knows: the postmortem as a value, and the rules about it."""

__version__ = "0.1.0"
