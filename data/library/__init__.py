"""The library in a folder: postmortems as files, their history, locks and recovery."""
