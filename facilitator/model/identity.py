"""What a postmortem and its parts are known by; importing this brings nothing else."""

from __future__ import annotations

SCHEMA_VERSION = 4
"""The version of the document's shape; a file says which one it was written in."""

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Lower-case letters and digits, without those that look alike (0 o, 1 l i)."""

POSTMORTEM_ID_PATTERN = f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}-[{ID_ALPHABET}]{{6}}$"
