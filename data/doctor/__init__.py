"""The doctor: inspection of a library's files, and repair of what is damaged."""
