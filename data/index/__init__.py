"""The index of a library: a cache in SQLite for its list, its search and what is due."""
