"""Form fields and item lists of stage 6, each with how it reads and writes the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.model.followup import CustomerSummary, Followup, Review, Share, SignOff
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Audience
from facilitator.model.stage import Answer, Stage
from facilitator.text.format import day_and_clock
from screens.widgets.form_spec import (
    BoundField,
    EditorKind,
    FieldSpec,
    ListColumn,
    ListSpec,
    bound_field,
    day_text,
    minute_text,
    options_of,
    parse_day,
    parse_minute,
)


def with_repeat_of(document: Postmortem, earlier: str) -> Postmortem:
    """Set the postmortem this one repeats: an id or any text. Raises ValueError for its own id."""
    if earlier.strip() == document.id:
        raise ValueError("a postmortem does not repeat itself")
    return document.changing(followup=document.followup.changing(repeat_of=earlier))


def _followup_field(
    spec: FieldSpec, read: Callable[[Followup], str], write: Callable[[str], dict[str, object]]
) -> BoundField:
    return bound_field("followup", spec, read, write)


def _customer_field(name: str, label: str, hint: str) -> BoundField:
    def read(document: Postmortem) -> str:
        return str(getattr(document.followup.customer, name))

    def write(document: Postmortem, text: str) -> Postmortem:
        customer: CustomerSummary = document.followup.customer.changing(**{name: text})
        return document.changing(followup=document.followup.changing(customer=customer))

    linted_field = LintedField(FieldKind.CUSTOMER, Stage.FOLLOWUP, f"customer.{name}")
    spec = FieldSpec(name, label, EditorKind.PROSE, hint=hint, rows=4, lint_as=linted_field)
    return BoundField(spec, read, write)


INTERNAL_FIELDS = (
    _followup_field(
        FieldSpec(
            "internal_summary",
            "Summary",
            EditorKind.PROSE,
            hint="for colleagues who were not there",
            rows=5,
            lint_as=LintedField(FieldKind.PROSE, Stage.FOLLOWUP, "internal_summary"),
        ),
        lambda followup: followup.internal_summary,
        lambda text: {"internal_summary": text},
    ),
)

CUSTOMER_FIELDS = (
    _customer_field("summary", "In short", "what customers saw, when, and for how long"),
    _customer_field("what_happened", "What happened", "in their words, without names or hosts"),
    _customer_field("what_we_do", "What we are doing", "what will be different, and by when"),
)

ABOUT_FIELDS = (
    _followup_field(
        FieldSpec("promised", "Promised to them", EditorKind.CHOICE, options_of(Answer)),
        lambda followup: followup.promised_to_customers.value,
        lambda text: {"promised_to_customers": Answer(text) if text else Answer.UNDECIDED},
    ),
    BoundField(
        FieldSpec("repeat_of", "Repeats", hint="Enter or p chooses an earlier postmortem"),
        lambda document: document.followup.repeat_of,
        with_repeat_of,
    ),
    _followup_field(
        FieldSpec(
            "escalation",
            "Raised to",
            hint="where a repeat was taken further, and when",
            lint_as=LintedField(FieldKind.ASIDE, Stage.FOLLOWUP, "escalation"),
        ),
        lambda followup: followup.escalation,
        lambda text: {"escalation": text},
    ),
)


def _sign_off_from(texts: Mapping[str, str], old: SignOff | None, now: datetime) -> SignOff:
    if not texts["role"].strip():
        raise ValueError("say whose agreement is needed: a role")
    base = old or SignOff(role=texts["role"])
    return base.changing(role=texts["role"], name=texts["name"], at=parse_minute(texts["at"], now))


SIGN_OFFS = ListSpec(
    name="sign-offs",
    title="Sign-offs",
    noun="sign-off",
    columns=(
        ListColumn("Role", 0, lambda s: s.role),
        ListColumn("Name", 22, lambda s: s.name),
        ListColumn("Signed (UTC)", 16, lambda s: day_and_clock(s.at) if s.at else "awaited"),
    ),
    fields=(
        FieldSpec("role", "Role", hint="legal, head of engineering, ..."),
        FieldSpec("name", "Name"),
        FieldSpec("at", "Signed at (UTC)", hint="now, 2026-12-31 14:00; empty while awaited"),
    ),
    items=lambda document: document.followup.sign_offs,
    texts=lambda s: {"role": s.role, "name": s.name, "at": minute_text(s.at)},
    build=_sign_off_from,
    write=lambda document, items: document.changing(
        followup=document.followup.changing(sign_offs=items)
    ),
    empty="None asked for: press a to add whose agreement is needed.",
)


def _share_from(texts: Mapping[str, str], old: Share | None, now: datetime) -> Share:
    if not texts["audience"]:
        raise ValueError("choose who it went to")
    audience = Audience(texts["audience"])
    base = old or Share(audience=audience)
    at = parse_minute(texts["at"], now)
    return base.changing(audience=audience, channel=texts["channel"], at=at)


SHARES = ListSpec(
    name="shares",
    title="Shared with",
    noun="share",
    columns=(
        ListColumn("Readers", 18, lambda s: s.audience.value),
        ListColumn("Where", 0, lambda s: s.channel),
        ListColumn("When (UTC)", 16, lambda s: day_and_clock(s.at) if s.at else "not yet"),
    ),
    fields=(
        FieldSpec("audience", "Readers", EditorKind.CHOICE, options_of(Audience)),
        FieldSpec("channel", "Where", hint="a channel, a mailing list, the status page"),
        FieldSpec("at", "When (UTC)", hint="now, 2026-12-31 14:00; empty until it went out"),
    ),
    items=lambda document: document.followup.shares,
    texts=lambda s: {
        "audience": s.audience.value,
        "channel": s.channel,
        "at": minute_text(s.at),
    },
    build=_share_from,
    write=lambda document, items: document.changing(
        followup=document.followup.changing(shares=items)
    ),
    empty="Nobody yet: press a to say who got it, where and when.",
)


def _review_from(texts: Mapping[str, str], old: Review | None, now: datetime) -> Review:
    due = parse_day(texts["due"])
    if due is None:
        raise ValueError("a review needs a day on which somebody looks again")
    held_on = parse_day(texts["held_on"])
    if held_on is not None and held_on > now.date():
        raise ValueError(f"{held_on} is still to come: a review is held once it has been")
    base = old or Review(due=due)
    return base.changing(due=due, held_on=held_on, outcome=texts["outcome"])


REVIEWS = ListSpec(
    name="reviews",
    title="Reviews",
    noun="review",
    columns=(
        ListColumn("Due", 10, lambda r: r.due.isoformat()),
        ListColumn("Held on", 10, lambda r: day_text(r.held_on) or "to come"),
        ListColumn("Outcome", 0, lambda r: r.outcome),
    ),
    fields=(
        FieldSpec("due", "Due", hint="2026-12-31"),
        FieldSpec("held_on", "Held on", hint="empty until it was held"),
        FieldSpec(
            "outcome",
            "Outcome",
            EditorKind.PROSE,
            hint="did the actions do what they were for",
            lint_as=LintedField(FieldKind.PROSE, Stage.FOLLOWUP, "outcome"),
        ),
    ),
    items=lambda document: document.followup.reviews,
    texts=lambda r: {
        "due": r.due.isoformat(),
        "held_on": day_text(r.held_on),
        "outcome": r.outcome,
    },
    build=_review_from,
    write=lambda document, items: document.changing(
        followup=document.followup.changing(reviews=items)
    ),
    empty="None dated: r puts them on the calendar; a adds one. h holds one.",
)
