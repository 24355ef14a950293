"""The settings of a team: the model, and the parser of the TOML file."""
