"""Exit conditions of every stage: the rules that it has to meet before it is done."""
