"""What the causes' sheets ask, and how each reads from and writes to the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from facilitator.findings.language.kinds import FieldKind as TextKind
from facilitator.findings.language.kinds import LintedField
from facilitator.importers.event_line import event_label, find_event
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from facilitator.model.timeline import Timeline
from screens.base.text import cut
from screens.widgets.form_spec import EditorKind, FieldSpec, ListColumn, ListSpec, options_of

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)

PROBLEM_FIELD = FieldSpec(
    "problem",
    "Problem",
    EditorKind.PROSE,
    hint="what went wrong for users, in a sentence or two; ctrl+s saves",
    rows=4,
    lint_as=LintedField(TextKind.PROSE, Stage.CAUSES, "problem"),
)

BONE_NAME = FieldSpec("name", "Bone", hint="one word or two: where to look for causes")

OWN_BONE = FieldSpec("own_bone", "A bone of your own", hint="one word or two")


ACCEPTED_RISK = LintedField(TextKind.ASIDE, Stage.CAUSES, "accepted_risk")


def _text(role: CauseRole) -> FieldSpec:
    kind = TextKind.ROOT if role is CauseRole.ROOT else TextKind.CAUSE
    hint = "what in the system made this possible?"
    return FieldSpec("text", "Cause", hint=hint, lint_as=LintedField(kind, Stage.CAUSES, "text"))


def _bone(causes: Causes) -> FieldSpec:
    return FieldSpec("bone", "Bone", EditorKind.CHOICE, causes.bones)


def new_cause_fields(causes: Causes) -> tuple[FieldSpec, ...]:
    """Return what the sheet of a new cause asks: the text is enough, Enter takes it."""
    return (_text(CauseRole.STEP), _bone(causes))


def cause_fields(causes: Causes, cause: Cause) -> tuple[FieldSpec, ...]:
    """Return what the sheet of a cause asks; a root's text is read as one."""
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
    """Write a cause for its sheet."""
    return {
        "text": cause.text,
        "role": cause.role.value,
        "bone": cause.bone,
        "accepted_risk": cause.accepted_risk,
    }


def cause_from(texts: Mapping[str, str], old: Cause | None) -> Cause:
    """Make a cause from a sheet's texts, over the old one or None. Raises ValueError."""
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
    """Return what a choice calls each cause (`c1 No limit on CPU`), by its id, in tree order.

    `cells`: the width an option is cut to, where there is one.
    """
    options = {
        cause_id: f"{label} {causes.cause(cause_id).text}"
        for cause_id, label in causes.labels().items()
    }
    return options if cells is None else {key: cut(text, cells) for key, text in options.items()}


def evidence_text(evidence: Evidence, timeline: Timeline) -> str:
    """Say how a cause is known, in one line: words, an address, the event that shows it."""
    words = [evidence.text, evidence.url, _event_words(evidence, timeline)]
    return "  ".join(filter(None, words)) or "an event that is no longer in the timeline"


def _event_words(evidence: Evidence, timeline: Timeline) -> str:
    event = next((event for event in timeline.events if event.id == evidence.event), None)
    return event_label(event) if event else ""


def _address(text: str) -> str:
    """Return an address as it is typed. Raises ValueError for one that is none."""
    if text.strip() and not _ADDRESS.fullmatch(text.strip()):
        raise ValueError("an address begins with http:// or https://: other words go above it")
    return text.strip()


def evidence_list(cause_id: str, timeline: Timeline) -> ListSpec:
    """Return the list of a cause's evidence, with the sheet that adds and edits a piece."""

    def build(texts: Mapping[str, str], old: Evidence | None, now: datetime) -> Evidence:
        named = texts["event"].strip()
        event = find_event(named, timeline).id if named else None
        held = {"text": texts["text"], "url": _address(texts["url"]), "event": event}
        return old.changing(**held) if old else Evidence.model_validate(held)

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
                lint_as=LintedField(TextKind.ASIDE, Stage.CAUSES, "text"),
            ),
            FieldSpec("url", "Address", hint="https://..."),
            FieldSpec("event", "Event", hint="14:02, or words of an event that shows it"),
        ),
        items=lambda document: document.causes.cause(cause_id).evidence,
        texts=lambda evidence: {
            "text": evidence.text,
            "url": evidence.url,
            "event": _event_words(evidence, timeline),
        },
        build=build,
        write=write,
    )


def cause_details(document: Postmortem, cause_id: str) -> str:
    """Say everything about a cause, a line each: its text, its part, its evidence, its risk."""
    cause = document.causes.cause(cause_id)
    label = document.causes.labels()[cause_id]
    parts = [cause.role.value, cause.bone or "no bone yet"]
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
