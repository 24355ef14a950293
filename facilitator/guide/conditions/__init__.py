"""Exit conditions of every stage: what must hold before the stage is done."""
