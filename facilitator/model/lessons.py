"""Stage 4: what worked and what did not."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from facilitator.model.base import Item, ItemId, Value, item_of, with_unique_ids
from facilitator.model.types import Line


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

    def stepping(self, lesson_id: str, by: int) -> Self:
        """Move a lesson up (-1) or down (1) within its list; at the end of it, it stays.

        Raises UnknownItem.
        """
        lesson = item_of(self.lessons, lesson_id)
        listed = self.of(lesson.kind)
        index = listed.index(lesson) + by
        if not 0 <= index < len(listed):
            return self
        trade = {lesson.id: listed[index], listed[index].id: lesson}
        return self.changing(lessons=tuple(trade.get(old.id, old) for old in self.lessons))
