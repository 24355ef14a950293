"""The postmortem as frozen values, one module a stage."""
