"""`facilitator`, `facilitator open` and `facilitator demo`: start the screens."""

from __future__ import annotations

import tempfile
from pathlib import Path

from data.library.library import TinyLibrary
from screens import app


def open_library(library: TinyLibrary, postmortem_prefix: str | None = None) -> int:
    """Show the library, or the postmortem with this id or prefix of it; return the exit code.

    Raises StoreError, before any screen is shown, if it cannot be read.
    """
    if postmortem_prefix is None:
        library.ids()  # raises StoreError if the library cannot be read
        return app.run(library)
    return app.run(library, open_id=library.find(postmortem_prefix))


def open_demo() -> int:
    """Show the worked example in a library that is deleted afterwards; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="facilitator-demo-") as folder:
        return app.run(TinyLibrary(Path(folder)), demo=True)
