"""Commands that work from every stage: export, quit, park a thought, present."""
