"""Whether a library, or one postmortem of it, can be written by the person at the keyboard."""

from __future__ import annotations

import os
from pathlib import Path


def reason_read_only(folder: Path, path: Path | None = None) -> str:
    """Say why nothing can be saved in a folder; empty where saving works, or would make it.

    With the path of a postmortem's file, that one is looked at too.
    """
    there = folder
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    if there.is_symlink() and not there.is_dir():
        return f"{there} is a link that leads nowhere; choose another place for the library."
    if not there.is_dir():
        return f"{there} is a file, not a folder; choose another place for the library."
    if not os.access(there, os.W_OK | os.X_OK):
        return f"{there} is read-only for you: what you open can be read, but not saved."
    if path is not None and os.path.lexists(path) and not os.access(path, os.W_OK):
        return f"{path} is write-protected: it can be read, but not saved."
    return ""
