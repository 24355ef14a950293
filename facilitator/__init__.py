"""The postmortem as a value, the rules of the method, exporters and the command line."""

__version__ = "0.1.0"
