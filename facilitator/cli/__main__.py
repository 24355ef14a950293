"""`python -m facilitator.cli`, the same as the installed command `facilitator`."""

from facilitator.cli import process

process()
