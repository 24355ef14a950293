"""Where things are kept on this computer."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

LIBRARY_VARIABLE = "FACILITATOR_LIBRARY"
CACHE_VARIABLE = "FACILITATOR_CACHE"


def library_folder(chosen: str | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the library's folder: the chosen one, else the variable's, else the user's own."""
    named = chosen or environ.get(LIBRARY_VARIABLE)
    if named:
        try:
            return Path(named).expanduser().absolute()
        except RuntimeError:  # there is no such user, or no home: it is a name like any other
            return Path(named).absolute()
    from platformdirs import user_data_path  # 15 ms, needed only where nobody chose

    return user_data_path("facilitator", appauthor=False) / "library"


def index_file(library: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the index of a library is kept: a file that may be deleted at any time."""
    return _cache_folder(environ) / "index" / f"{_short_hash(library)}.sqlite3"


def copied_file(library: Path, postmortem_id: str, suffix: str) -> Path:
    """Return the file written beside whenever this postmortem is copied; `suffix` as in `md`."""
    return library / "copied" / f"{postmortem_id}.{suffix}"


def _cache_folder(environ: Mapping[str, str]) -> Path:
    if named := environ.get(CACHE_VARIABLE):
        try:
            return Path(named).expanduser().absolute()
        except RuntimeError:  # there is no such user, or no home: it is a name like any other
            return Path(named).absolute()
    from platformdirs import user_cache_path

    return user_cache_path("facilitator", appauthor=False)


def _short_hash(library: Path) -> str:
    return hashlib.sha256(os.fsencode(library.absolute())).hexdigest()[:16]
