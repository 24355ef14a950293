"""A postmortem as Markdown, for colleagues and for customers."""
