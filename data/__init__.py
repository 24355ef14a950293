"""What this program reads and writes on the computer: library, index, backups, settings, drafts."""
