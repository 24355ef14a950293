"""Beginning a postmortem: three answers, then the first stage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

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
