"""Beginning a postmortem: three answers, then the first stage.

Bringing a file in: a postmortem of ours, or lines of a timeline.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.local.importer import bring_json, bring_lines, is_json, text_of
from facilitator.findings.language.kinds import FieldKind as TextKind
from facilitator.findings.language.kinds import LookedAt
from facilitator.model.postmortem import Postmortem, new_postmortem_id
from facilitator.model.scope import Kind, Scope, Severity
from facilitator.model.stage import Stage
from facilitator.session.store import StoreError
from screens.dialogs.form import Sheet
from screens.widgets.form_spec import FieldKind, FieldSpec, day_from, options_of

if TYPE_CHECKING:
    from screens.app import FacilitatorApp

_FIELDS = (
    FieldSpec(
        "title",
        "What happened",
        hint="what users saw, in one line",
        looked_at=LookedAt(TextKind.TITLE, Stage.SCOPE, "title"),
    ),
    FieldSpec("severity", "Severity", FieldKind.CHOICE, options_of(Severity)),
    FieldSpec("kind", "Kind", FieldKind.CHOICE, options_of(Kind)),
    FieldSpec("incident_date", "Day of incident", hint="2026-12-31, in UTC"),
)


def _begun(texts: Mapping[str, str], now: datetime) -> Postmortem:
    scope = Scope(
        title=texts["title"],
        severity=Severity(texts["severity"]) if texts["severity"] else None,
        kind=Kind(texts["kind"]) if texts["kind"] else Kind.INCIDENT,
        incident_date=day_from(texts["incident_date"]),
    )
    return Postmortem(id=new_postmortem_id(now.date()), scope=scope)


def ask_for_new(app: FacilitatorApp) -> None:
    """Ask what happened, keep the new postmortem, and open it."""
    now = datetime.now(UTC)

    def check(texts: Mapping[str, str]) -> None:
        _begun(texts, now)

    def taken(texts: Mapping[str, str] | None) -> None:
        if texts is None:
            return
        document = _begun(texts, now)
        try:
            app.store.save(document)
        except StoreError as error:
            app.notify(str(error), severity="error")
            app.drafts["New postmortem"] = dict(texts)
            return
        app.open_postmortem(document.id, "scope")

    texts = {"kind": Kind.INCIDENT.value, "incident_date": now.date().isoformat()}
    app.push_screen(Sheet("New postmortem", _FIELDS, texts, check, app.drafts), taken)


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
