"""Stage 1: what this postmortem is about, who reads it and who takes part."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from facilitator.model.base import Item, Value, with_unique_ids
from facilitator.model.stage import Answer
from facilitator.model.types import Line, Person, UtcMinute


class Severity(StrEnum):
    """How bad it was, SEV1 the worst."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"
    SEV5 = "SEV5"


class Kind(StrEnum):
    """What sort of happening is looked back at."""

    INCIDENT = "incident"
    NEAR_MISS = "near miss"
    SECURITY = "security incident"


class Depth(StrEnum):
    """How much of the method a postmortem needs."""

    LIGHT = "light"
    STANDARD = "standard"
    FULL = "full"


class Audience(StrEnum):
    """Who will read the document or hear of it."""

    ENGINEERING = "engineering"
    EXECUTIVES = "executives"
    SUPPORT = "customer support"
    CUSTOMERS = "customers"


class DateOrder(StrEnum):
    """How days are written that are all figures, such as 02/03/2026."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class LinkKind(StrEnum):
    """What a link of the scope leads to."""

    CHAT = "chat"
    TICKET = "ticket"
    DASHBOARD = "dashboard"
    RECORDING = "recording"
    OTHER = "other"


class Participant(Item):
    """Somebody in the room: their name, their role, and whether they responded to the incident."""

    name: Line
    role: Line = ""
    responder: bool = False


class Link(Item):
    """Where more can be read: chat, ticket, dashboards, recording."""

    kind: LinkKind = LinkKind.OTHER
    label: Line = ""
    url: Line


class Scope(Value):
    """Title, severity, readers and people.

    `incident_date` is the day on which a bare `HH:MM` is read while the timeline is empty. `zone`
    names the place whose clock such times are typed in, empty for UTC; what is kept is UTC.
    `date_order` is how days in figures are read that could be two, None while nobody said.
    `depth` is None while it follows the severity; `depth_reason` says why a lower one was chosen.
    """

    title: Line = ""
    reference: Line = ""
    severity: Severity | None = None
    kind: Kind = Kind.INCIDENT
    incident_date: date | None = None
    zone: Line = ""
    date_order: DateOrder | None = None
    services: tuple[Line, ...] = ()
    depth: Depth | None = None
    depth_reason: Line = ""
    audiences: tuple[Audience, ...] = ()
    personal_data: Answer = Answer.UNDECIDED
    security_detail: Answer = Answer.UNDECIDED
    document_owner: Person = ""
    facilitator: Person = ""
    scribe: Person = ""
    participants: Annotated[tuple[Participant, ...], AfterValidator(with_unique_ids)] = ()
    meeting_at: UtcMinute | None = None
    links: Annotated[tuple[Link, ...], AfterValidator(with_unique_ids)] = ()
