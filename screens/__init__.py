"""The Textual user interface: a package for the library, for each stage, and for shared parts."""
