"""Plain text: dates and times as text, spelling suggestions, lines of a TOML file."""
