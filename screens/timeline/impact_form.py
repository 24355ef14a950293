"""Fields and lists of the impact: summary, data, SLO, window, metrics, customer notices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.model.impact import (
    Breach,
    CustomerNotice,
    DataIntegrity,
    Impact,
    Measure,
    MeasureKind,
)
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.widgets.form_spec import (
    BoundField,
    EditorKind,
    FieldSpec,
    ListColumn,
    ListSpec,
    bound_field,
    minute_text,
    number_text,
    options_of,
    parse_minute,
    parse_number,
)

_ABOUT = re.compile(
    r"\s*(?:~|≈|(?:about|around|roughly|approx\.?|ca\.?)(?=[\s\d]))\s*", re.IGNORECASE
)
"""Words before a number that mark it as an estimate."""


def impact_date(document: Postmortem, today: date) -> date:
    """Return the UTC date of times without one in the impact: the incident's, else today."""
    if document.timeline.events:
        return document.timeline.events[0].at.date()
    return document.scope.incident_date or today


def _impact_field(
    spec: FieldSpec, read: Callable[[Impact], str], write: Callable[[str], dict[str, object]]
) -> BoundField:
    return bound_field("impact", spec, read, write)


def _minute_field(name: str, label: str, hint: str) -> BoundField:
    def write(document: Postmortem, text: str) -> Postmortem:
        now = datetime.now(UTC)
        minute = parse_minute(text, now, impact_date(document, now.date()))
        return document.changing(impact=document.impact.changing(**{name: minute}))

    spec = FieldSpec(name, label, hint=hint)
    return BoundField(spec, lambda document: minute_text(getattr(document.impact, name)), write)


def _objective_field(
    spec: FieldSpec, read: Callable[[Impact], str], value: Callable[[str], object]
) -> BoundField:
    def write(document: Postmortem, text: str) -> Postmortem:
        objective = document.impact.objective.changing(**{spec.name: value(text)})
        return document.changing(impact=document.impact.changing(objective=objective))

    return BoundField(spec, lambda document: read(document.impact), write)


def _parse_days(text: str) -> int | None:
    number = parse_number(text)
    if number is not None and number != int(number):
        raise ValueError("write the period in whole days")
    return None if number is None else int(number)


SUMMARY_FIELDS = (
    _impact_field(
        FieldSpec(
            "summary",
            "Summary",
            EditorKind.PROSE,
            hint="who felt what, for how long",
            lint_as=LintedField(FieldKind.PROSE, Stage.TIMELINE, "summary"),
        ),
        lambda impact: impact.summary,
        lambda text: {"summary": text},
    ),
)

IMPACT_FIELDS = (
    _impact_field(
        FieldSpec("data_integrity", "Data", EditorKind.CHOICE, options_of(DataIntegrity)),
        lambda impact: impact.data_integrity.value if impact.data_integrity else "",
        lambda text: {"data_integrity": DataIntegrity(text) if text else None},
    ),
    _impact_field(
        FieldSpec(
            "data_detail",
            "Data, in words",
            EditorKind.PROSE,
            hint="what, how much",
            rows=1,
            lint_as=LintedField(FieldKind.PROSE, Stage.TIMELINE, "data_detail"),
        ),
        lambda impact: impact.data_detail,
        lambda text: {"data_detail": text},
    ),
    _objective_field(
        FieldSpec("breached", "Promise broken", EditorKind.CHOICE, options_of(Breach)),
        lambda impact: impact.objective.breached.value if impact.objective.breached else "",
        lambda text: Breach(text) if text else None,
    ),
    _objective_field(
        FieldSpec("target_percent", "Objective (%)", hint="99.9"),
        lambda impact: number_text(impact.objective.target_percent),
        parse_number,
    ),
    _objective_field(
        FieldSpec("period_days", "Over (days)", hint="30"),
        lambda impact: number_text(impact.objective.period_days),
        _parse_days,
    ),
    _minute_field("window_start", "From (UTC)", "14:02; empty: when it started"),
    _minute_field("window_end", "Until (UTC)", "14:49; empty: when it was mitigated"),
)


def measure_name(measure: Measure) -> str:
    """Return the name of a metric, by default its kind."""
    return measure.name or measure.kind.value


def measure_value(measure: Measure) -> str:
    """Format the value of a metric with its unit, or `unknown`."""
    if measure.value is None:
        return "unknown"
    unit = "%" if measure.kind is MeasureKind.REQUESTS else measure.unit
    return f"{measure.value:,.10g} {unit}".rstrip()


def _how_known(measure: Measure) -> str:
    if measure.value is None:
        return ""
    return "estimated" if measure.estimated else "measured"


def _parse_estimate(text: str) -> tuple[float | None, bool]:
    """Parse a number, and whether it is marked as an estimate (`about 1200`). Raises ValueError."""
    about = _ABOUT.match(text)
    return parse_number(text[about.end() :] if about else text), about is not None


def _build_measure(texts: Mapping[str, str], old: Measure | None, now: datetime) -> Measure:
    kind = MeasureKind(texts.get("kind") or MeasureKind.OTHER)
    value, is_about = _parse_estimate(texts["value"])
    if kind is MeasureKind.OTHER and not texts["name"].strip():
        raise ValueError("say what this measure counts, or choose users or requests")
    if value is None and not texts["unknown_reason"].strip():
        raise ValueError("give the figure, or say why it is unknown")
    if value is not None and not is_about and not texts.get("estimated"):
        raise ValueError("say whether the figure was measured or is an estimate")
    return (old or Measure()).changing(
        kind=kind,
        name=texts["name"],
        value=value,
        unit="%" if kind is MeasureKind.REQUESTS else texts["unit"],
        estimated=is_about or texts.get("estimated") == "estimated",
        source=texts["source"],
        unknown_reason=texts["unknown_reason"] if value is None else "",
    )


MEASURES = ListSpec(
    name="measures",
    title="How much",
    noun="measure",
    columns=(
        ListColumn("Measure", 18, measure_name),
        ListColumn("Figure", 16, measure_value),
        ListColumn("How known", 10, _how_known),
        ListColumn("From, or why unknown", 0, lambda m: m.source or m.unknown_reason),
    ),
    fields=(
        FieldSpec("kind", "Counts", EditorKind.CHOICE, options_of(MeasureKind)),
        FieldSpec("value", "Figure", hint="1200, about 1200, or empty where unknown"),
        FieldSpec("estimated", "How known", EditorKind.CHOICE, ("measured", "estimated")),
        FieldSpec("name", "Name", hint="failed checkouts"),
        FieldSpec("unit", "Unit", hint="orders; a share of requests is in %"),
        FieldSpec("source", "Source", hint="dashboard, query, support tickets"),
        FieldSpec(
            "unknown_reason",
            "Why unknown",
            hint="where there is no figure",
            lint_as=LintedField(FieldKind.ASIDE, Stage.TIMELINE, "unknown_reason"),
        ),
    ),
    items=lambda document: document.impact.measures,
    texts=lambda m: {
        "kind": m.kind.value,
        "value": number_text(m.value),
        "estimated": _how_known(m),
        "name": m.name,
        "unit": m.unit,
        "source": m.source,
        "unknown_reason": m.unknown_reason,
    },
    build=_build_measure,
    write=lambda document, items: document.changing(
        impact=document.impact.changing(measures=items)
    ),
    empty="Nothing measured yet: a adds users affected; an estimate is fine.",
)


def _build_notice(
    texts: Mapping[str, str], old: CustomerNotice | None, now: datetime
) -> CustomerNotice:
    at = parse_minute(texts["at"], now, old.at.date() if old else None)
    if at is None:
        raise ValueError("a notice needs the minute it went out, as 2026-12-31 14:02")
    if old is None and at != parse_minute(texts["at"], now, now.date() - timedelta(days=1)):
        raise ValueError("write its day as well, as 2026-12-31 14:02: it may be a later one")
    if not texts["text"].strip():
        raise ValueError("write what customers were told")
    base = old or CustomerNotice(at=at, text=texts["text"])
    return base.changing(at=at, channel=texts["channel"], text=texts["text"])


NOTICES = ListSpec(
    name="notices",
    title="What customers were told",
    noun="notice",
    columns=(
        ListColumn("UTC", 16, lambda n: minute_text(n.at)),
        ListColumn("Channel", 16, lambda n: n.channel),
        ListColumn("Text", 0, lambda n: n.text),
    ),
    fields=(
        FieldSpec("at", "Minute (UTC)", hint="2026-12-31 14:02"),
        FieldSpec("channel", "Channel", hint="status page, mail"),
        FieldSpec(
            "text",
            "Text",
            EditorKind.PROSE,
            hint="what it said",
            lint_as=LintedField(FieldKind.CUSTOMER, Stage.TIMELINE, "text"),
        ),
    ),
    items=lambda document: document.impact.notices,
    texts=lambda n: {"at": minute_text(n.at), "channel": n.channel, "text": n.text},
    build=_build_notice,
    write=lambda document, items: document.changing(impact=document.impact.changing(notices=items)),
    empty="None yet: a adds a notice, with its minute.",
)
