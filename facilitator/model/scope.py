"""Stage 1: the incident, and the depth, audiences and participants of the postmortem."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator

from facilitator.model.base import Item, Value, with_unique_ids
from facilitator.model.stage import Answer
from facilitator.model.types import Line, Person, UtcMinute


class Severity(StrEnum):
    """Severity of the incident; SEV1 is the worst."""

    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"
    SEV5 = "SEV5"


class Kind(StrEnum):
    """Kind of the incident."""

    INCIDENT = "incident"
    NEAR_MISS = "near miss"
    SECURITY = "security incident"


class Depth(StrEnum):
    """How much of the method a postmortem needs.

    It follows the severity unless somebody chooses another one.
    """

    LIGHT = "light"
    STANDARD = "standard"
    FULL = "full"


class Audience(StrEnum):
    """A group that the postmortem is shared with."""

    ENGINEERING = "engineering"
    EXECUTIVES = "executives"
    SUPPORT = "customer support"
    CUSTOMERS = "customers"


class DateOrder(StrEnum):
    """How a date in figures such as 02/03/2026 is read."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


class LinkKind(StrEnum):
    """Kind of a page that a link leads to."""

    CHAT = "chat"
    TICKET = "ticket"
    DASHBOARD = "dashboard"
    RECORDING = "recording"
    OTHER = "other"


class Participant(Item):
    """A participant of the postmortem meeting."""

    name: Line
    """Name or handle."""
    role: Line = ""
    """Role in the incident, such as incident commander."""
    responder: bool = False
    """Whether they responded to the incident."""


class Link(Item):
    """A link to a page about the incident, such as a dashboard."""

    kind: LinkKind = LinkKind.OTHER
    """Kind of the page that it leads to."""
    label: Line = ""
    """The text shown for it."""
    url: Line
    """The address."""


class Scope(Value):
    """The scope: the incident, and the participants and audiences of the postmortem."""

    title: Line = ""
    """What users saw, in one line."""
    reference: Line = ""
    """Number or key of the incident in another system, such as INC-7."""
    severity: Severity | None = None
    """Severity; null while not chosen."""
    kind: Kind = Kind.INCIDENT
    """Kind of the incident."""
    incident_date: date | None = None
    """Day of the incident; while there are no events, also the day of a time typed without one."""
    zone: Line = ""
    """IANA time zone of times typed without one, such as Europe/Paris; empty for UTC."""
    date_order: DateOrder | None = None
    """How ambiguous dates in figures are read; null: the program asks."""
    services: tuple[Line, ...] = ()
    """Names of the affected services."""
    depth: Depth | None = None
    """The chosen depth; null while it follows the severity."""
    depth_reason: Line = ""
    """Why a lighter depth was chosen than the severity suggests."""
    audiences: tuple[Audience, ...] = ()
    """The groups that the postmortem is to be shared with."""
    personal_data: Answer = Answer.UNDECIDED
    """Whether the postmortem contains personal data."""
    security_detail: Answer = Answer.UNDECIDED
    """Whether the postmortem contains security detail."""
    document_owner: Person = ""
    """The one person responsible for the final document."""
    facilitator: Person = ""
    """Who facilitates the meeting."""
    scribe: Person = ""
    """Who takes notes in the meeting."""
    participants: Annotated[tuple[Participant, ...], AfterValidator(with_unique_ids)] = ()
    """The participants of the meeting."""
    meeting_at: UtcMinute | None = None
    """Minute in UTC at which the meeting begins; null while not scheduled."""
    links: Annotated[tuple[Link, ...], AfterValidator(with_unique_ids)] = ()
    """Links to pages about the incident."""
