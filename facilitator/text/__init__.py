"""Plain text: dates and times as text, spelling suggestions, line numbers of a TOML file."""
