"""Writing a file where somebody asked for it, and nowhere else: never over another one."""

from __future__ import annotations

from pathlib import Path

from data.durable import fill, why
from data.files import FILES, Files

_MODE = 0o666
"""What people write out for others gets the rights they usually give."""


def write_new_file(name: str, text: str, files: Files = FILES) -> Path:
    """Write a text to a file that is not there yet, and return its path.

    `~` is the home folder. Raises ValueError with one sentence, and leaves nothing half written.
    """
    if not name.strip():
        raise ValueError("say where to write it")
    try:
        path = Path(name.strip()).expanduser()
    except RuntimeError:
        raise ValueError("~ is not known here: write the whole path") from None
    try:
        descriptor = files.open_new(path, _MODE)
    except FileExistsError:
        raise ValueError(f"{path} is there already: choose another name") from None
    except (OSError, ValueError) as error:
        raise ValueError(_refused(path, error)) from None
    try:
        fill(descriptor, text.encode(), files)
        files.sync_folder(path.parent)
    except OSError as error:
        files.unlink(path)
        raise ValueError(_refused(path, error)) from None
    return path


def _refused(path: Path, error: Exception) -> str:
    reason = why(error) if isinstance(error, OSError) else "this is no file's name"
    return f"not written to {path}: {reason}"
