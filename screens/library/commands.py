"""Commands of the library that add a postmortem: create one from a form, or import a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.local.importer import import_json, import_lines, is_json, read_text_file
from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.model.postmortem import Postmortem, new_postmortem_id
from facilitator.model.scope import Kind, Scope, Severity
from facilitator.model.stage import Stage
from facilitator.session.store import StoreError
from screens.dialogs.form import FormDialog
from screens.widgets.form_spec import EditorKind, FieldSpec, options_of, parse_day

if TYPE_CHECKING:
    from screens.services.context import AppContext

_NEW_TITLE = "New postmortem"
"""The form's title, and so the key of its draft."""

_NEW_FIELDS = (
    FieldSpec(
        "title",
        "What happened",
        hint="what users saw, in one line",
        lint_as=LintedField(FieldKind.TITLE, Stage.SCOPE, "title"),
    ),
    FieldSpec("severity", "Severity", EditorKind.CHOICE, options_of(Severity)),
    FieldSpec("kind", "Kind", EditorKind.CHOICE, options_of(Kind)),
    FieldSpec("incident_date", "Day of incident", hint="2026-12-31, in UTC"),
)


def create_postmortem(app: AppContext) -> None:
    """Open the form of a new postmortem; save it and open it at the scope.

    Where the library refuses to save it, the form's texts stay as its draft.
    """
    now = datetime.now(UTC)

    def check(texts: Mapping[str, str]) -> None:
        _postmortem_from(texts, now)

    def create(texts: Mapping[str, str] | None) -> None:
        if texts is None:
            return
        document = _postmortem_from(texts, now)
        try:
            app.store.save(document)
        except StoreError as error:
            app.notify(str(error), severity="error")
            app.drafts[_NEW_TITLE] = dict(texts)
            return
        app.open_postmortem(document.id, "scope")

    texts = {"kind": Kind.INCIDENT.value, "incident_date": now.date().isoformat()}
    app.push_screen(FormDialog(_NEW_TITLE, _NEW_FIELDS, texts, check, app.drafts), create)


def _postmortem_from(texts: Mapping[str, str], now: datetime) -> Postmortem:
    """Make a postmortem from the form's texts; its id begins with the UTC date of `now`.

    Raises ValueError, with a sentence, for a text that is refused.
    """
    scope = Scope(
        title=texts["title"],
        severity=Severity(texts["severity"]) if texts["severity"] else None,
        kind=Kind(texts["kind"]) if texts["kind"] else Kind.INCIDENT,
        incident_date=parse_day(texts["incident_date"]),
    )
    return Postmortem(id=new_postmortem_id(now.date()), scope=scope)


_FILE_FIELD = FieldSpec("path", "File", hint="a postmortem in JSON, or a text of timed lines")


def import_postmortem(app: AppContext) -> None:
    """Ask for a file, import it as a postmortem of its own, and open that."""
    imported: tuple[str, str] | None = None
    """Id of the postmortem, and a sentence on the content of the file."""

    def import_from(texts: Mapping[str, str]) -> None:
        nonlocal imported
        now = datetime.now(UTC)
        text = read_text_file(Path(texts["path"].strip()).expanduser())
        try:
            imported = (
                import_json(app.store, text, now)
                if is_json(text)
                else import_lines(app.store, text, None, now)
            )
        except StoreError as error:
            raise ValueError(str(error)) from None

    def open_imported(texts: Mapping[str, str] | None) -> None:
        if texts is not None and imported is not None:
            postmortem_id, message = imported
            app.notify(message)
            app.open_postmortem(postmortem_id)

    # The import itself is the form's check: a file that is refused leaves the form open.
    form = FormDialog("Bring a file in", (_FILE_FIELD,), {}, import_from, app.drafts)
    app.push_screen(form, open_imported)
