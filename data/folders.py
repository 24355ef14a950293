"""Where things are kept on this computer."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

LIBRARY_VARIABLE = "FACILITATOR_LIBRARY"
CACHE_VARIABLE = "FACILITATOR_CACHE"
STATE_VARIABLE = "FACILITATOR_STATE"
SETTINGS_VARIABLE = "FACILITATOR_SETTINGS"


def library_folder(chosen: str | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the library's folder: the chosen one, else the variable's, else the user's own."""
    if named := chosen or environ.get(LIBRARY_VARIABLE):
        return _folder_named(named)
    from platformdirs import user_data_path  # 15 ms, needed only where nobody chose

    return user_data_path("facilitator", appauthor=False) / "library"


def index_file(library: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the index of a library is kept: a file that may be deleted at any time."""
    return _cache_folder(environ) / "index" / f"{_short_hash(library)}.sqlite3"


def drafts_folder(library: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return where what is typed over a library and not taken yet is kept, on this computer."""
    return _state_folder(environ) / "drafts" / _short_hash(library)


def asked_folder(library: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return where it is kept which questions were asked over a library, on this computer."""
    return _state_folder(environ) / "asked" / _short_hash(library)


def settings_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the file of the settings: the variable's, else the user's own."""
    if named := environ.get(SETTINGS_VARIABLE):
        return _folder_named(named)
    from platformdirs import user_config_path

    return user_config_path("facilitator", appauthor=False) / "settings.toml"


def copied_file(library: Path, postmortem_id: str, suffix: str) -> Path:
    """Return the file written beside whenever this postmortem is copied; `suffix` as in `md`."""
    return library / "copied" / f"{postmortem_id}.{suffix}"


def _cache_folder(environ: Mapping[str, str]) -> Path:
    if named := environ.get(CACHE_VARIABLE):
        return _folder_named(named)
    from platformdirs import user_cache_path

    return user_cache_path("facilitator", appauthor=False)


def _state_folder(environ: Mapping[str, str]) -> Path:
    if named := environ.get(STATE_VARIABLE):
        return _folder_named(named)
    from platformdirs import user_state_path

    return user_state_path("facilitator", appauthor=False)


def _folder_named(name: str) -> Path:
    try:
        return Path(name).expanduser().absolute()
    except RuntimeError:  # there is no such user, or no home: it is a name like any other
        return Path(name).absolute()


def _short_hash(library: Path) -> str:
    return hashlib.sha256(os.fsencode(library.absolute())).hexdigest()[:16]
