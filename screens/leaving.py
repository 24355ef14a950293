"""Leaving while something could not be saved: say why, and offer another place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.exports.json import as_json
from facilitator.session import Session
from screens.dialogs.ask import Ask
from screens.dialogs.sheet import Sheet
from screens.fields import FieldSpec

if TYPE_CHECKING:
    from screens.app import FacilitatorApp


def leave_unsaved(app: FacilitatorApp, session: Session) -> None:
    """Ask what becomes of a document that is not safe."""

    def answered(answer: str | None) -> None:
        if answer == "elsewhere":
            _save_elsewhere(app, session)
        elif answer == "again":
            session.save()
            if session.is_safe:
                app.exit()
            else:
                leave_unsaved(app, session)
        elif answer == "leave":
            app.exit()

    question = f"Not saved: {session.state.why}"
    answers = (
        ("again", "Try to save again"),
        ("elsewhere", "Save it elsewhere, as a JSON file"),
        ("leave", "Leave without the last edits"),
    )
    app.push_screen(Ask(question, answers), answered)


def _save_elsewhere(app: FacilitatorApp, session: Session) -> None:
    text = as_json(session.document)

    def write(texts: Mapping[str, str]) -> None:
        path = Path(texts["path"].strip()).expanduser()
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            raise ValueError(f"{path} is there already: choose another name") from None
        except OSError as error:
            raise ValueError(f"not written to {path}: {error.strerror or error}") from None

    def written(texts: Mapping[str, str] | None) -> None:
        if texts is not None:
            app.exit()

    path = str(Path.home() / f"{session.document.id}.json")
    field = FieldSpec("path", "File", hint="a path that can be written")
    app.push_screen(Sheet("Save elsewhere, then leave", (field,), {"path": path}, write), written)
