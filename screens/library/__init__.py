"""The library screen: the list of postmortems, creating one, the trash."""
