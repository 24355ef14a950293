"""Stage 2, second half: who was hurt, how much, and what was promised to them."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from facilitator.model.base import Item, Value, with_unique_ids
from facilitator.model.types import Line, Prose, UtcMinute


class MeasureKind(StrEnum):
    """The two measures every postmortem asks for, and any other."""

    USERS = "users affected"
    REQUESTS = "share of requests"
    OTHER = "other"


class DataIntegrity(StrEnum):
    """What became of data."""

    NONE_AFFECTED = "none affected"
    LOST = "lost"
    CORRUPTED = "corrupted"
    EXPOSED = "exposed"
    UNKNOWN = "unknown"


class Breach(StrEnum):
    """Whether a service-level objective or agreement was broken."""

    YES = "yes"
    NO = "no"
    NONE_APPLIES = "none applies"
    UNKNOWN = "unknown"


class Measure(Item):
    """One figure of the impact, measured or estimated; unknown (value None) has a reason.

    `unit` says what is counted; a share of requests is always in percent.
    """

    kind: MeasureKind = MeasureKind.OTHER
    name: Line = ""
    value: float | None = None
    unit: Line = ""
    estimated: bool = False
    source: Line = ""
    unknown_reason: Line = ""

    @model_validator(mode="after")
    def value_is_possible(self) -> Self:
        """Refuse fewer than no users and shares outside 0 to 100 percent."""
        if self.value is None or self.kind is MeasureKind.OTHER:
            return self
        if self.value < 0:
            raise ValueError(f"{self.kind} cannot be less than nothing")
        if self.kind is MeasureKind.REQUESTS and self.value > 100:
            raise ValueError("a share of requests lies between 0 and 100 percent")
        return self


class Objective(Value):
    """A service-level objective or agreement: target in percent over a period in days."""

    target_percent: Annotated[float, Field(gt=0, lt=100)] | None = None
    period_days: Annotated[int, Field(gt=0, le=3660)] | None = None
    breached: Breach | None = None


class CustomerNotice(Item):
    """What customers were told, where and at which minute."""

    at: UtcMinute
    channel: Line = ""
    text: Prose


class Impact(Value):
    """Figures and words for the harm. The window, where not given, is started to mitigated."""

    summary: Prose = ""
    measures: Annotated[tuple[Measure, ...], AfterValidator(with_unique_ids)] = ()
    window_start: UtcMinute | None = None
    window_end: UtcMinute | None = None
    data_integrity: DataIntegrity | None = None
    data_detail: Prose = ""
    objective: Objective = Field(default_factory=Objective)
    notices: Annotated[tuple[CustomerNotice, ...], AfterValidator(with_unique_ids)] = ()

    @model_validator(mode="after")
    def window_runs_forwards(self) -> Self:
        """Refuse an impact window that ends before it begins."""
        if self.window_start and self.window_end and self.window_end < self.window_start:
            raise ValueError("the impact window cannot end before it begins")
        return self

    def measure(self, kind: MeasureKind) -> Measure | None:
        """Return the first measure of this kind, if there is one."""
        return next((measure for measure in self.measures if measure.kind == kind), None)
