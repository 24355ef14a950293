"""What belongs to this computer: settings, drafts, asked prompts, clipboard, files to import."""
