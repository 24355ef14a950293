"""Where things are kept on this computer."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

LIBRARY_VARIABLE = "FACILITATOR_LIBRARY"


def library_folder(chosen: str | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the library's folder: the chosen one, else the variable's, else the user's own."""
    named = chosen or environ.get(LIBRARY_VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path  # 15 ms, needed only where nobody chose

    return user_data_path("facilitator", appauthor=False) / "library"


def copied_file(library: Path, postmortem_id: str, suffix: str) -> Path:
    """Return the file written beside whenever this postmortem is copied; `suffix` as in `md`."""
    return library / "copied" / f"{postmortem_id}.{suffix}"
