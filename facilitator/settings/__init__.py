"""The team's settings: their model, and reading them from a TOML file."""
