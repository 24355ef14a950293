"""Form fields and item lists of the scope, each with how it reads and writes the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum

from facilitator.findings.language.kinds import FieldKind, LintedField
from facilitator.model.scope import (
    Audience,
    DateOrder,
    Depth,
    Kind,
    Link,
    LinkKind,
    Participant,
    Scope,
    Severity,
)
from facilitator.model.stage import Answer, Stage
from facilitator.timeparse.timezones import zone_of_name
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


def _scope_field(
    spec: FieldSpec, read: Callable[[Scope], str], write: Callable[[str], dict[str, object]]
) -> BoundField:
    return bound_field("scope", spec, read, write)


def _line_field(
    name: str, label: str, hint: str = "", text_kind: FieldKind | None = None
) -> BoundField:
    linted_field = LintedField(text_kind, Stage.SCOPE, name) if text_kind else None
    return _scope_field(
        FieldSpec(name, label, hint=hint, lint_as=linted_field),
        lambda scope: str(getattr(scope, name)),
        lambda text: {name: text},
    )


def _choice_field(name: str, label: str, kind: type[StrEnum]) -> BoundField:
    def read(scope: Scope) -> str:
        value = getattr(scope, name)
        return str(value.value) if value is not None else ""

    spec = FieldSpec(name, label, EditorKind.CHOICE, options_of(kind))
    return _scope_field(spec, read, lambda text: {name: kind(text) if text else None})


def _zone_name_from(text: str) -> str:
    """Return the IANA name of the time zone typed, empty for UTC.

    Raises ValueError, with a sentence, for an unknown zone and for an abbreviation with a fixed
    offset (`CET`), which does not say when summer time begins.
    """
    name = text.strip()
    if name.upper() in ("", "UTC"):
        return ""
    place = str(zone_of_name(name.upper() if "/" not in name else name))
    if "/" not in place:
        raise ValueError("name a place, as in Europe/Berlin: letters leave summer time open")
    return place


_FOLLOWS_SEVERITY = "follows severity"
_ASK_EACH_TIME = "asked each time"

SCOPE_FIELDS = (
    _line_field("title", "Title", "what users saw, in one line, naming no person", FieldKind.TITLE),
    _line_field("reference", "Reference", "incident number or ticket"),
    _choice_field("severity", "Severity", Severity),
    _choice_field("kind", "Kind", Kind),
    _scope_field(
        FieldSpec("incident_date", "Day of incident", hint="2026-12-31, in UTC"),
        lambda scope: day_text(scope.incident_date),
        lambda text: {"incident_date": parse_day(text)},
    ),
    _scope_field(
        FieldSpec("zone", "Times typed in", hint="UTC; or a place, as in Europe/Berlin"),
        lambda scope: scope.zone,
        lambda text: {"zone": _zone_name_from(text)},
    ),
    _scope_field(
        FieldSpec("services", "Services", hint="checkout, payments, ..."),
        lambda scope: ", ".join(scope.services),
        lambda text: {"services": tuple(s.strip() for s in text.split(",") if s.strip())},
    ),
    _scope_field(
        # Deepest first: the arrow keys pass no depth that asks for a reason on the way to another.
        FieldSpec(
            "depth",
            "Depth",
            EditorKind.CHOICE,
            (_FOLLOWS_SEVERITY, *reversed(options_of(Depth))),
            needs_space=True,
        ),
        lambda scope: scope.depth.value if scope.depth else _FOLLOWS_SEVERITY,
        lambda text: {"depth": Depth(text) if text and text != _FOLLOWS_SEVERITY else None},
    ),
    _line_field(
        "depth_reason",
        "Why that depth",
        "asked for when it is lower than the severity's",
        FieldKind.ASIDE,
    ),
)

PEOPLE_FIELDS = (
    _scope_field(
        FieldSpec("audiences", "Readers", EditorKind.CHOICES, options_of(Audience)),
        lambda scope: "\n".join(audience.value for audience in scope.audiences),
        lambda text: {"audiences": tuple(Audience(a) for a in text.split("\n") if a)},
    ),
    _choice_field("personal_data", "Personal data", Answer),
    _choice_field("security_detail", "Security detail", Answer),
    _line_field("document_owner", "Document owner", "the one person who answers for the document"),
    _line_field("facilitator", "Facilitator", "somebody who did not respond to the incident"),
    _line_field("scribe", "Scribe"),
    _scope_field(
        FieldSpec("meeting_at", "Meeting (UTC)", hint="2026-12-31 14:00"),
        lambda scope: minute_text(scope.meeting_at),
        lambda text: {"meeting_at": parse_minute(text, datetime.now(UTC))},
    ),
    _scope_field(
        FieldSpec(
            "date_order",
            "02/03/2026 is",
            EditorKind.CHOICE,
            (_ASK_EACH_TIME, *options_of(DateOrder)),
        ),
        lambda scope: scope.date_order.value if scope.date_order else _ASK_EACH_TIME,
        lambda text: {"date_order": DateOrder(text) if text and text != _ASK_EACH_TIME else None},
    ),
)


def _participant(texts: Mapping[str, str], old: Participant | None, now: datetime) -> Participant:
    if not texts["name"].strip():
        raise ValueError("a participant needs a name")
    base = old or Participant(name=texts["name"])
    return base.changing(
        name=texts["name"], role=texts["role"], responder=texts["responder"] == "yes"
    )


PARTICIPANTS = ListSpec(
    name="participants",
    title="Who is here",
    noun="participant",
    columns=(
        ListColumn("Name", 0, lambda p: p.name),
        ListColumn("Role", 24, lambda p: p.role),
        ListColumn("Responder", 10, lambda p: "yes" if p.responder else "no"),
    ),
    fields=(
        FieldSpec("name", "Name"),
        FieldSpec("role", "Role", hint="incident lead, on call for payments, ..."),
        FieldSpec("responder", "Responder", EditorKind.CHOICE, ("yes", "no")),
    ),
    items=lambda document: document.scope.participants,
    texts=lambda p: {"name": p.name, "role": p.role, "responder": "yes" if p.responder else "no"},
    build=_participant,
    write=lambda document, items: document.changing(
        scope=document.scope.changing(participants=items)
    ),
    empty="Nobody yet: press a to add the people in the room.",
)


def _link(texts: Mapping[str, str], old: Link | None, now: datetime) -> Link:
    if not texts["url"].strip():
        raise ValueError("a link needs an address")
    base = old or Link(url=texts["url"])
    kind = LinkKind(texts.get("kind") or LinkKind.OTHER)
    return base.changing(kind=kind, label=texts["label"], url=texts["url"])


LINKS = ListSpec(
    name="links",
    title="Links",
    noun="link",
    columns=(
        ListColumn("Kind", 10, lambda link: link.kind.value),
        ListColumn("Label", 24, lambda link: link.label),
        ListColumn("Address", 0, lambda link: link.url),
    ),
    fields=(
        FieldSpec("kind", "Kind", EditorKind.CHOICE, options_of(LinkKind)),
        FieldSpec("label", "Label"),
        FieldSpec("url", "Address", hint="https://..."),
    ),
    items=lambda document: document.scope.links,
    texts=lambda link: {"kind": link.kind.value, "label": link.label, "url": link.url},
    build=_link,
    write=lambda document, items: document.changing(scope=document.scope.changing(links=items)),
    empty="None yet: press a to add the chat, the ticket, a dashboard.",
)
