"""Where postmortems are kept, and how they leave."""
