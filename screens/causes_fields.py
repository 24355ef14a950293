"""What the causes' sheets ask, and how each reads from and writes to the document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from facilitator.model.postmortem import Postmortem
from screens.fields import Column, FieldKind, FieldSpec, ListSpec, options_of
from screens.safe import cell

SHORT = 50
"""The cells a title gives a cause's text, so that the line it is in fits 80 columns."""


def shortened(text: str, cells: int = SHORT) -> str:
    """Return a text cut to so many cells, with an ellipsis where anything is missing."""
    line = cell(text)
    line.truncate(cells, overflow="ellipsis")
    return line.plain


PROBLEM_FIELD = FieldSpec(
    "problem",
    "Problem",
    FieldKind.PROSE,
    hint="what went wrong for users, in a sentence or two; ctrl+s saves",
    rows=4,
)

BONE_NAME = FieldSpec("name", "Bone", hint="one word or two: where to look for causes")

OWN_BONE = FieldSpec("own_bone", "A bone of your own", hint="one word or two")


def _text(hint: str) -> FieldSpec:
    return FieldSpec("text", "Cause", hint=hint)


def _bone(causes: Causes) -> FieldSpec:
    return FieldSpec("bone", "Bone", FieldKind.CHOICE, causes.bones)


def new_cause_fields(causes: Causes) -> tuple[FieldSpec, ...]:
    """Return what the sheet of a new cause asks: the text is enough, Enter takes it."""
    return (_text("what in the system made this possible?"), _bone(causes))


def cause_fields(causes: Causes) -> tuple[FieldSpec, ...]:
    """Return what the sheet of a cause asks."""
    return (
        _text("what in the system made this possible?"),
        FieldSpec("role", "Role", FieldKind.CHOICE, options_of(CauseRole)),
        _bone(causes),
        OWN_BONE,
        FieldSpec("accepted_risk", "Accepted risk", hint="why we live with it, if we do"),
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


def _evidence(texts: Mapping[str, str], old: Evidence | None, now: datetime) -> Evidence:
    if old is None:
        return Evidence(text=texts["text"], url=texts["url"])
    return old.changing(text=texts["text"], url=texts["url"])


def evidence_of(cause_id: str) -> ListSpec:
    """Return the list of a cause's evidence, with the sheet that adds and edits a piece."""

    def write(document: Postmortem, evidence: tuple[Evidence, ...]) -> Postmortem:
        cause = document.causes.cause(cause_id).changing(evidence=evidence)
        return document.changing(causes=document.causes.with_cause(cause))

    return ListSpec(
        name=f"evidence-{cause_id}",
        title="Evidence",
        noun="evidence",
        columns=(Column("", 0, lambda evidence: evidence.text or evidence.url),),
        fields=(
            FieldSpec("text", "How we know", hint="a graph, a log line, a diff, somebody saw it"),
            FieldSpec("url", "Address", hint="https://..."),
        ),
        items=lambda document: document.causes.cause(cause_id).evidence,
        texts=lambda evidence: {"text": evidence.text, "url": evidence.url},
        build=_evidence,
        write=write,
    )


def cause_in_full(document: Postmortem, cause_id: str) -> str:
    """Say everything about a cause, a line each: its text, its part, its evidence, its risk."""
    cause = document.causes.cause(cause_id)
    label = document.causes.labels()[cause_id]
    parts = [cause.role.value, cause.bone or "no bone yet"]
    answered = sum(cause_id in action.addresses for action in document.actions.actions)
    if answered:
        parts.append(f"{answered} action{'s' if answered > 1 else ''}")
    lines = [f"{label}  {cause.text}", " · ".join(parts)]
    lines += [
        "evidence: " + "  ".join(words for words in (evidence.text, evidence.url) if words)
        for evidence in cause.evidence
    ]
    if cause.accepted_risk:
        lines.append(f"risk accepted: {cause.accepted_risk}")
    return "\n".join(lines)
