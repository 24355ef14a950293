"""Exit conditions of every stage: what has to hold before it is done."""
