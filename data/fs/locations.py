"""Where things are kept on this computer.

Where on this computer a library lies, and what that means for it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
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


_SYNCED_NAMES = {
    "Dropbox": re.compile(r"Dropbox( \(.+\))?"),
    "OneDrive": re.compile(r"OneDrive( - .+|-.+)?"),
    "iCloud": re.compile(r"iCloud ?Drive|Mobile Documents|com~apple~CloudDocs|CloudDocs"),
    "Google Drive": re.compile(r"Google ?Drive(-.+| .+)?|My Drive"),
    "Nextcloud": re.compile(r"Nextcloud\d*|ownCloud"),
    "pCloud": re.compile(r"pCloud ?Drive"),
    "MEGA": re.compile(r"MEGA(sync)?"),
    "Box": re.compile(r"Box Sync|Box-Box"),
    "a cloud drive": re.compile(r"CloudStorage"),
}
_SYNCED_MARKS = {
    "Syncthing": (".stfolder",),
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Nextcloud": (".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db"),
    "Resilio Sync": (".sync/ID",),
}
_NETWORK = re.compile(
    r"nfs4?|cifs|smb\d?|smbfs|ncpfs|afs|9p|ceph|lustre|gfs2|ocfs2|vboxsf|prl_fs|drvfs|davfs|"
    r"fuse\.(sshfs|rclone|s3fs|gcsfuse|goofys|glusterfs|davfs2?|gvfsd-fuse|vmhgfs-fuse|curlftpfs)"
)
_MOUNTS = Path("/proc/mounts")


def synced_by(folder: Path) -> str:
    """Return what copies this folder to other computers; empty where nothing seems to."""
    lineage = [folder, *folder.parents]
    for each in lineage:
        for product, name in _SYNCED_NAMES.items():
            if name.fullmatch(each.name):
                return product
    for each in lineage:
        for product, marks in _SYNCED_MARKS.items():
            if any(_has(each, mark) for mark in marks):
                return product
    return ""


def network_of(folder: Path, mounts: str | None = None) -> str:
    """Return the kind of network file system a folder lies on; empty for a disk, or unknown.

    `mounts` as in /proc/mounts, which only Linux has.
    """
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(errors="replace")
        except OSError:
            return ""
    best, kind = Path("/"), ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mounted = Path(_unescaped(fields[1]))
        # Of two in one place, the later covers the earlier.
        if folder.is_relative_to(mounted) and len(mounted.parts) >= len(best.parts):
            best, kind = mounted, fields[2]
    return kind if _NETWORK.fullmatch(kind) else ""


def free_bytes(folder: Path) -> int:
    """Return how much room this user has on the disk of a folder. Raises OSError."""
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    return shutil.disk_usage(there).free


def _has(folder: Path, mark: str) -> bool:
    try:
        if "*" in mark:
            return next(folder.glob(mark), None) is not None
        return (folder / mark).exists()
    except OSError:
        return False


def _unescaped(name: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), name)
