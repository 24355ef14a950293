"""What a text gives away that is on its way to customers, and what may stand there instead."""
