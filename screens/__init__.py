"""The Textual user interface: a package for the library and for each stage, and what they share."""
