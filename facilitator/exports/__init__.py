"""A postmortem as text that leaves: Markdown, JSON, and pictures as SVG or mermaid."""
