"""Stage 4: what worked and what did not."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from facilitator.model.text import Line
from facilitator.model.value import Item, ItemId, Value, with_unique_ids


class LessonKind(StrEnum):
    """The four lists."""

    WENT_WELL = "went well"
    WENT_BADLY = "went badly"
    GOT_LUCKY = "got lucky"
    SURPRISED = "surprised us"


class Lesson(Item):
    """Something learned; may point at a cause or an action. `keep`: how to keep what went well."""

    kind: LessonKind
    text: Annotated[Line, Field(min_length=1)]
    keep: Line = ""
    cause: ItemId | None = None
    action: ItemId | None = None


class Lessons(Value):
    """Four lists kept as one; `no_luck` is the room's word that luck played no part."""

    lessons: Annotated[tuple[Lesson, ...], AfterValidator(with_unique_ids)] = ()
    no_luck: bool = False

    def of(self, kind: LessonKind) -> tuple[Lesson, ...]:
        """Return one of the four lists."""
        return tuple(lesson for lesson in self.lessons if lesson.kind == kind)
