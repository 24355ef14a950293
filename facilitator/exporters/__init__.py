"""A postmortem as Markdown, SVG and mermaid."""
