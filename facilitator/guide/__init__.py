"""The stages: purpose, prompts, timebox, depth and exit conditions."""
