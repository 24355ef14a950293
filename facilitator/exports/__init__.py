"""A postmortem as text that leaves: Markdown, JSON."""
