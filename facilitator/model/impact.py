"""Stage 2, second half: the impact on users, data and service-level objectives."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from facilitator.model.base import Item, Value, with_unique_ids
from facilitator.model.types import Line, Prose, UtcMinute


class MeasureKind(StrEnum):
    """Kind of an impact metric: the two that every postmortem asks for, or another one."""

    USERS = "users affected"
    REQUESTS = "share of requests"
    OTHER = "other"


class DataIntegrity(StrEnum):
    """Impact on data."""

    NONE_AFFECTED = "none affected"
    LOST = "lost"
    CORRUPTED = "corrupted"
    EXPOSED = "exposed"
    UNKNOWN = "unknown"


class Breach(StrEnum):
    """Whether a service-level objective or agreement (SLO, SLA) was breached."""

    YES = "yes"
    NO = "no"
    NONE_APPLIES = "none applies"
    UNKNOWN = "unknown"


class Measure(Item):
    """An impact metric: one figure, measured or estimated, or the reason why it is unknown."""

    kind: MeasureKind = MeasureKind.OTHER
    """Which metric it is."""
    name: Line = ""
    """Name of a metric of the kind "other"."""
    value: float | None = None
    """The figure, in `unit`; for a share of requests in percent, 0 to 100; null if unknown."""
    unit: Line = ""
    """What is counted, such as orders; if empty, a share of requests is shown with %."""
    estimated: bool = False
    """Whether the figure is estimated rather than measured."""
    source: Line = ""
    """Where the figure comes from, such as a dashboard."""
    unknown_reason: Line = ""
    """Why the figure is unknown."""

    @model_validator(mode="after")
    def value_is_possible(self) -> Self:
        """Refuse negative users and requests, and a share of requests over 100 percent."""
        if self.value is None or self.kind is MeasureKind.OTHER:
            return self
        if self.value < 0:
            raise ValueError(f"{self.kind} cannot be less than nothing")
        if self.kind is MeasureKind.REQUESTS and self.value > 100:
            raise ValueError("a share of requests lies between 0 and 100 percent")
        return self


class Objective(Value):
    """A service-level objective or agreement, from which the error budget is computed."""

    target_percent: Annotated[float, Field(gt=0, lt=100)] | None = None
    """The target in percent, such as 99.9, between 0 and 100 exclusive; null if not given."""
    period_days: Annotated[int, Field(gt=0, le=3660)] | None = None
    """The window of the objective in days, 1 to 3660; null if not given."""
    breached: Breach | None = None
    """Whether it was breached; null while not answered."""


class CustomerNotice(Item):
    """A notice to customers during the incident."""

    at: UtcMinute
    """Minute in UTC of the notice."""
    channel: Line = ""
    """Where it was posted, such as the status page."""
    text: Prose
    """What it said."""


class Impact(Value):
    """The impact of the incident, in figures and in words."""

    summary: Prose = ""
    """The impact in words."""
    measures: Annotated[tuple[Measure, ...], AfterValidator(with_unique_ids)] = ()
    """The impact metrics."""
    window_start: UtcMinute | None = None
    """Minute in UTC from which users were affected; null: the milestone "started"."""
    window_end: UtcMinute | None = None
    """Minute in UTC until which users were affected; null: the milestone "mitigated"."""
    data_integrity: DataIntegrity | None = None
    """Impact on data; null while not answered."""
    data_detail: Prose = ""
    """What happened to the data, or why that is unknown."""
    objective: Objective = Field(default_factory=Objective)
    """The service-level objective or agreement that applies."""
    notices: Annotated[tuple[CustomerNotice, ...], AfterValidator(with_unique_ids)] = ()
    """The notices to customers, whose figures are checked against the timeline."""

    @model_validator(mode="after")
    def window_runs_forwards(self) -> Self:
        """Refuse an impact window that ends before it begins."""
        if self.window_start and self.window_end and self.window_end < self.window_start:
            raise ValueError("the impact window cannot end before it begins")
        return self

    def measure(self, kind: MeasureKind) -> Measure | None:
        """Return the first metric of this kind, or None."""
        return next((measure for measure in self.measures if measure.kind == kind), None)
