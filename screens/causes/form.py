"""Forms of the problem, of a cause, of a bone and of evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from facilitator.analysis.fishbone import NO_BONE_YET
from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.importers.event_line import event_label, find_event
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Timeline
from screens.base.text import cut
from screens.widgets.form_spec import EditorKind, FieldSpec, ListColumn, ListSpec, options_of

_URL = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)

PROBLEM_FIELD = FieldSpec(
    "problem",
    "Problem",
    EditorKind.PROSE,
    hint="what went wrong for users, in a sentence or two; ctrl+s saves",
    rows=4,
    lint_as=LintedField(FieldKind.PROSE, Stage.CAUSES, "problem"),
)

BONE_NAME = FieldSpec("name", "Bone", hint="one word or two: where to look for causes")

OWN_BONE = FieldSpec("own_bone", "A bone of your own", hint="one word or two")


ACCEPTED_RISK = LintedField(FieldKind.ASIDE, Stage.CAUSES, "accepted_risk")


def _text(role: CauseRole) -> FieldSpec:
    kind = FieldKind.ROOT if role is CauseRole.ROOT else FieldKind.CAUSE
    hint = "what in the system made this possible?"
    return FieldSpec("text", "Cause", hint=hint, lint_as=LintedField(kind, Stage.CAUSES, "text"))


def _bone(causes: Causes) -> FieldSpec:
    return FieldSpec("bone", "Bone", EditorKind.CHOICE, causes.bones)


def new_cause_fields(causes: Causes) -> tuple[FieldSpec, ...]:
    """Return the fields of a new cause. The text alone is enough; Enter saves it."""
    return (_text(CauseRole.STEP), _bone(causes))


def cause_fields(causes: Causes, cause: Cause) -> tuple[FieldSpec, ...]:
    """Return all fields of a cause. The text of a root cause is linted as one."""
    return (
        _text(cause.role),
        FieldSpec("role", "Role", EditorKind.CHOICE, options_of(CauseRole)),
        _bone(causes),
        OWN_BONE,
        FieldSpec(
            "accepted_risk",
            "Accepted risk",
            hint="why we live with it, if we do",
            lint_as=ACCEPTED_RISK,
        ),
    )


def cause_texts(cause: Cause) -> Mapping[str, str]:
    """Return the values of the fields for a cause."""
    return {
        "text": cause.text,
        "role": cause.role.value,
        "bone": cause.bone,
        "accepted_risk": cause.accepted_risk,
    }


def cause_from(texts: Mapping[str, str], old: Cause | None) -> Cause:
    """Make a cause from field values, keeping the other fields of `old`. Raises ValueError."""
    if not texts["text"].strip():
        raise ValueError("a cause needs words: what made this possible?")
    base = old or Cause(text=texts["text"])
    return base.changing(
        text=texts["text"],
        role=CauseRole(texts.get("role") or base.role),
        bone=texts.get("own_bone", "").strip() or texts["bone"],
        accepted_risk=texts.get("accepted_risk", base.accepted_risk),
    )


def cause_options(causes: Causes, cells: int | None = None) -> dict[str, str]:
    """Return each cause as an option of a choice (`c1 No limit on CPU`), by id, in tree order.

    With `cells`, options are cut to that width.
    """
    options = {
        cause_id: f"{label} {causes.cause(cause_id).text}"
        for cause_id, label in causes.labels().items()
    }
    return options if cells is None else {key: cut(text, cells) for key, text in options.items()}


def evidence_text(evidence: Evidence, timeline: Timeline) -> str:
    """Return evidence on one line: its text, its URL, and the event that shows it."""
    words = [evidence.text, evidence.url, _event_text(evidence, timeline)]
    return "  ".join(filter(None, words)) or "an event that is no longer in the timeline"


def _event_text(evidence: Evidence, timeline: Timeline) -> str:
    event = next((event for event in timeline.events if event.id == evidence.event), None)
    return event_label(event) if event else ""


def _parse_url(text: str) -> str:
    """Parse a URL; empty is allowed. Raises ValueError for anything else."""
    if text.strip() and not _URL.fullmatch(text.strip()):
        raise ValueError("an address begins with http:// or https://: other words go above it")
    return text.strip()


def evidence_list(cause_id: str, timeline: Timeline) -> ListSpec:
    """Return the list of a cause's evidence, with the form that adds and edits a piece."""

    def build(texts: Mapping[str, str], old: Evidence | None, now: datetime) -> Evidence:
        named = texts["event"].strip()
        event = find_event(named, timeline).id if named else None
        values = {"text": texts["text"], "url": _parse_url(texts["url"]), "event": event}
        return old.changing(**values) if old else Evidence.model_validate(values)

    def write(document: Postmortem, evidence: tuple[Evidence, ...]) -> Postmortem:
        cause = document.causes.cause(cause_id).changing(evidence=evidence)
        return document.changing(causes=document.causes.with_cause(cause))

    return ListSpec(
        name=f"evidence-{cause_id}",
        title="Evidence",
        noun="evidence",
        columns=(ListColumn("", 0, lambda evidence: evidence_text(evidence, timeline)),),
        fields=(
            FieldSpec(
                "text",
                "How we know",
                hint="a graph, a log line, a diff, somebody saw it",
                lint_as=LintedField(FieldKind.ASIDE, Stage.CAUSES, "text"),
            ),
            FieldSpec("url", "Address", hint="https://..."),
            FieldSpec("event", "Event", hint="14:02, or words of an event that shows it"),
        ),
        items=lambda document: document.causes.cause(cause_id).evidence,
        texts=lambda evidence: {
            "text": evidence.text,
            "url": evidence.url,
            "event": _event_text(evidence, timeline),
        },
        build=build,
        write=write,
    )


def cause_details(document: Postmortem, cause_id: str) -> str:
    """Return a cause in full, line by line: text, role, bone, actions, evidence, accepted risk."""
    cause = document.causes.cause(cause_id)
    label = document.causes.labels()[cause_id]
    parts = [cause.role.value, cause.bone or NO_BONE_YET]
    answered = sum(cause_id in action.addresses for action in document.actions.actions)
    if answered:
        parts.append(f"{answered} action{'s' if answered > 1 else ''}")
    lines = [f"{label}  {cause.text}", " · ".join(parts)]
    lines += [
        f"evidence: {evidence_text(evidence, document.timeline)}" for evidence in cause.evidence
    ]
    if cause.accepted_risk:
        lines.append(f"risk accepted: {cause.accepted_risk}")
    return "\n".join(lines)
