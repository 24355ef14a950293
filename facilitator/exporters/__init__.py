"""Export of a postmortem as Markdown, SVG pictures and mermaid diagrams."""
