"""The library: postmortems as files in a folder, with history, trash, locks and recovery."""
