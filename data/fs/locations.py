"""Paths of library, index, drafts and settings on this computer, and the kind of disk they are on.

Each path can be set by an environment variable. The defaults come from platformdirs, which takes 15
ms to import and is imported only where no variable is set.
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
    """Return the library's folder: `chosen`, else FACILITATOR_LIBRARY, else the default."""
    if name := chosen or environ.get(LIBRARY_VARIABLE):
        return _absolute(name)
    from platformdirs import user_data_path

    return user_data_path("facilitator", appauthor=False) / "library"


def index_file(library: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the file of a library's index, a cache that may be deleted at any time."""
    return _cache_folder(environ) / "index" / f"{_short_hash(library)}.sqlite3"


def drafts_folder(library: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of a library's drafts: unsubmitted text, kept on this computer only."""
    return _state_folder(environ) / "drafts" / _short_hash(library)


def asked_prompts_folder(library: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder that records which prompts of a library were asked on this computer."""
    return _state_folder(environ) / "asked" / _short_hash(library)


def settings_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the settings file: FACILITATOR_SETTINGS, else the default."""
    if name := environ.get(SETTINGS_VARIABLE):
        return _absolute(name)
    from platformdirs import user_config_path

    return user_config_path("facilitator", appauthor=False) / "settings.toml"


def clipboard_file(library: Path, postmortem_id: str, suffix: str) -> Path:
    """Return the file that every copy of a postmortem to the clipboard is also written to.

    `suffix` without its dot: `md`.
    """
    return library / "copied" / f"{postmortem_id}.{suffix}"


def _cache_folder(environ: Mapping[str, str]) -> Path:
    if name := environ.get(CACHE_VARIABLE):
        return _absolute(name)
    from platformdirs import user_cache_path

    return user_cache_path("facilitator", appauthor=False)


def _state_folder(environ: Mapping[str, str]) -> Path:
    if name := environ.get(STATE_VARIABLE):
        return _absolute(name)
    from platformdirs import user_state_path

    return user_state_path("facilitator", appauthor=False)


def _absolute(name: str) -> Path:
    try:
        return Path(name).expanduser().absolute()
    except RuntimeError:  # `~name` without such a user, or no home: an ordinary name
        return Path(name).absolute()


def _short_hash(library: Path) -> str:
    """Return a short name for the library at this path, so that no two libraries share files."""
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
"""Names of the folders that sync clients copy, by product."""

_SYNC_MARKERS = {
    "Syncthing": (".stfolder",),
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Nextcloud": (".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db"),
    "Resilio Sync": (".sync/ID",),
}
"""Files that sync clients put into such a folder, or into one above it."""

_NETWORK = re.compile(
    r"nfs4?|cifs|smb\d?|smbfs|ncpfs|afs|9p|ceph|lustre|gfs2|ocfs2|vboxsf|prl_fs|drvfs|davfs|"
    r"fuse\.(sshfs|rclone|s3fs|gcsfuse|goofys|glusterfs|davfs2?|gvfsd-fuse|vmhgfs-fuse|curlftpfs)"
)
"""Types of network file systems in /proc/mounts."""

_MOUNTS = Path("/proc/mounts")


def sync_product(folder: Path) -> str:
    """Return the name of the product that seems to sync this folder elsewhere; empty if none."""
    lineage = [folder, *folder.parents]
    for each in lineage:
        for product, name in _SYNCED_NAMES.items():
            if name.fullmatch(each.name):
                return product
    for each in lineage:
        for product, markers in _SYNC_MARKERS.items():
            if any(_contains(each, marker) for marker in markers):
                return product
    return ""


def network_file_system(folder: Path, mounts: str | None = None) -> str:
    """Return the type of the network file system that holds a folder; empty for a local disk.

    `mounts` is the text of /proc/mounts, which only Linux has: elsewhere the result is empty.
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
        mount_point = Path(_unescape(fields[1]))
        # >= since of two mounts on one folder the later hides the earlier.
        if folder.is_relative_to(mount_point) and len(mount_point.parts) >= len(best.parts):
            best, kind = mount_point, fields[2]
    return kind if _NETWORK.fullmatch(kind) else ""


def free_bytes(folder: Path) -> int:
    """Return the free bytes for this user on the disk of a folder. Raises OSError."""
    existing = folder
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    return shutil.disk_usage(existing).free


def _contains(folder: Path, marker: str) -> bool:
    try:
        if "*" in marker:
            return next(folder.glob(marker), None) is not None
        return (folder / marker).exists()
    except OSError:
        return False


def _unescape(name: str) -> str:
    """Return a path from /proc/mounts, where spaces and tabs are written as octal escapes."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), name)
