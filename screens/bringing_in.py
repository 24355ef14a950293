"""Bringing a file in: a postmortem of ours, or lines of a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.local.importer import bring_json, bring_lines, is_json, text_of
from facilitator.session.store import StoreError
from screens.dialogs.form import Sheet
from screens.widgets.form_spec import FieldSpec

if TYPE_CHECKING:
    from screens.app import FacilitatorApp

_FIELD = FieldSpec("path", "File", hint="a postmortem in JSON, or a text of timed lines")


def ask_for_file(app: FacilitatorApp) -> None:
    """Ask for a file, keep what it holds as a postmortem, and open it."""
    came: tuple[str, str] | None = None

    def bring(texts: Mapping[str, str]) -> None:
        nonlocal came
        now = datetime.now(UTC)
        text = text_of(Path(texts["path"].strip()).expanduser())
        try:
            came = (
                bring_json(app.store, text, now)
                if is_json(text)
                else bring_lines(app.store, text, None, now)
            )
        except StoreError as error:
            raise ValueError(str(error)) from None

    def brought(texts: Mapping[str, str] | None) -> None:
        if texts is not None and came is not None:
            postmortem_id, said = came
            app.notify(said)
            app.open_postmortem(postmortem_id)

    app.push_screen(Sheet("Bring a file in", (_FIELD,), {}, bring, app.drafts), brought)
