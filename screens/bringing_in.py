"""Bringing a file in: a postmortem of ours, or lines of a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.incoming import read_incoming
from facilitator.store import StoreError
from screens.dialogs.sheet import Sheet
from screens.fields import FieldSpec

if TYPE_CHECKING:
    from screens.app import FacilitatorApp

_FIELD = FieldSpec("path", "File", hint="a postmortem in JSON, or a text of timed lines")


def ask_for_file(app: FacilitatorApp) -> None:
    """Ask for a file, keep what it holds as a postmortem, and open it."""

    def check(texts: Mapping[str, str]) -> None:
        read_incoming(Path(texts["path"].strip()).expanduser(), datetime.now(UTC))

    def taken(texts: Mapping[str, str] | None) -> None:
        if texts is None:
            return
        path = Path(texts["path"].strip()).expanduser()
        document, understood = read_incoming(path, datetime.now(UTC))
        try:
            app.store.save(document, 0)
        except StoreError as error:
            app.notify(str(error), severity="error", markup=False)
            return
        app.notify(understood, markup=False)
        app.open_postmortem(document.id)

    app.push_screen(Sheet("Bring a file in", (_FIELD,), {}, check, app.drafts), taken)
