"""Whether what is shown is safe on disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class SaveState:
    """Whether the document is safe: saved (`at`, UTC), saving, or not saved (`why`)."""

    kind: Literal["saved", "saving", "not saved"]
    at: datetime | None = None
    why: str = ""
