"""Data of this computer: settings, drafts, asked prompts, clipboard, files to import."""
