"""Ctrl+Q and F12: quit, and save a copy elsewhere where the library cannot be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from data.fs.durable import write_new_file
from facilitator.model.json_codec import as_json
from facilitator.session.session import Session
from screens.base.modal import KeepsDraft
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.widgets.form_spec import FieldSpec

if TYPE_CHECKING:
    from screens.services.context import AppContext


_QUOTED_CHARACTERS = 40
"""How many characters of unsubmitted text the warning quotes."""

_PATH = FieldSpec("path", "File", hint="a path that can be written")


def quit_app(app: AppContext, session: Session | None) -> None:
    """Quit where everything is saved; else warn, and ask what to do with unsaved edits.

    A warning about text that would be discarded shows once: quitting again discards it.
    """
    if session is not None:
        app.commit_typing()
        session.save()
    warning = discard_warning_text(app)
    if warning != app.discard_warning:
        app.discard_warning = warning
        if warning:
            app.notify(warning, severity="warning", timeout=8)
            return
    if session is not None and not session.is_saved and not session.read_only:
        ask_about_unsaved(app, session)
    else:
        app.exit()


def discard_warning_text(app: AppContext) -> str:
    """Return a warning about typed text that quitting would discard; empty where there is none.

    Text in forms and entry lines is stored as drafts first. It is lost only where that fails.
    """
    texts: list[str] = []
    for screen in app.screen_stack:
        if isinstance(screen, KeepsDraft):
            screen.keep_draft()
            texts += screen.draft_texts()
    for stage in app.stages:
        texts += stage.unsubmitted_lines()
    app.drafts.save()
    if app.drafts.are_saved:
        return ""
    words = " ".join(" ".join(texts).split())
    if not words:
        return ""
    shown = words if len(words) <= _QUOTED_CHARACTERS else f"{words[:_QUOTED_CHARACTERS].rstrip()}…"
    return f"Not taken yet: {shown} · ctrl+q again leaves without it."


def ask_about_unsaved(app: AppContext, session: Session) -> None:
    """Ask what to do about a document that could not be saved."""

    def answered(answer: str | None) -> None:
        if answer == "elsewhere":
            save_elsewhere(app, session, "Save elsewhere, then leave", lambda _: app.exit())
        elif answer == "again":
            session.save()
            if session.is_saved:
                app.exit()
            else:
                ask_about_unsaved(app, session)
        elif answer == "leave":
            app.exit()

    question = f"Not saved: {session.state.reason}"
    answers = (
        ("again", "Try to save again"),
        ("elsewhere", "Save it elsewhere, as a JSON file"),
        ("leave", "Leave without the last edits"),
    )
    app.push_screen(ChoiceDialog(question, answers), answered)


def save_copy(app: AppContext, session: Session) -> None:
    """Ask for a path and write the document to it."""

    def written(path: Path) -> None:
        app.notify(f"Written to {path}", markup=False)

    save_elsewhere(app, session, "Save a copy elsewhere", written)


def save_elsewhere(
    app: AppContext, session: Session, title: str, then: Callable[[Path], object]
) -> None:
    """Ask for a path and write the document to it, as JSON that `import` reads back.

    Afterwards `then` is called with the path, unless the form was closed.
    """
    written: list[Path] = []

    def write(texts: Mapping[str, str]) -> None:
        written.append(write_new_file(texts["path"], as_json(session.document)))

    def closed(texts: Mapping[str, str] | None) -> None:
        if texts is not None:
            then(written[-1])

    path = str(Path.home() / f"{session.document.id}.json")
    app.push_screen(FormDialog(title, (_PATH,), {"path": path}, write), closed)
