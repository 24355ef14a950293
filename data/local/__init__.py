"""What stays on this computer: drafts, asked prompts, settings, the clipboard, files to import."""
