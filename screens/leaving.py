"""Leaving while something could not be saved: say why, and offer another place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.exports.json import as_json
from facilitator.session import Session
from screens.dialogs.ask import Ask
from screens.dialogs.paste import PasteSheet
from screens.dialogs.sheet import Sheet
from screens.fields import FieldSpec

if TYPE_CHECKING:
    from screens.app import FacilitatorApp


_SHOWN = 40
"""So many letters of what would be lost are enough to know it by."""


def not_taken_yet(app: FacilitatorApp) -> str:
    """Say what was typed into a sheet or an entry line and not taken; empty where nothing was."""
    begun: list[str] = []
    for screen in app.screen_stack:
        if isinstance(screen, Sheet):
            begun += screen.typed.values()
        elif isinstance(screen, PasteSheet):
            begun.append(screen.area.text)
    for stage in app.stages:
        begun += stage.begun_lines()
    words = " ".join(" ".join(begun).split())
    if not words:
        return ""
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
    return f"Not taken yet: {shown} · ctrl+q again leaves without it."


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
