"""Storage: the library with its index, backups and repair, and the files of this computer."""
