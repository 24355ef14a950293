"""Where a version goes that met a newer one: beside the library's files, losing nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data.record import Json


def conflict_file(folder: Path, postmortem_id: str, content: Json, base_revision: int) -> Path:
    """Return where this refused version belongs. Its content names it: saved twice, kept once."""
    fingerprint = hashlib.sha256(content).hexdigest()[:24]
    return folder / "conflicts" / f"{postmortem_id}-r{base_revision}-{fingerprint}.json"
