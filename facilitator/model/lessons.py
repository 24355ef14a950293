"""Stage 4: lessons learned."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from facilitator.model.base import Item, ItemId, Value, item_of, with_unique_ids
from facilitator.model.types import Line


class LessonKind(StrEnum):
    """The four lists of lessons."""

    WENT_WELL = "went well"
    WENT_BADLY = "went badly"
    GOT_LUCKY = "got lucky"
    SURPRISED = "surprised us"


class Lesson(Item):
    """A lesson, which may be linked to a cause, to an action item or to both."""

    kind: LessonKind
    """The list it is in."""
    text: Annotated[Line, Field(min_length=1)]
    """The lesson, as one line that is not empty."""
    keep: Line = ""
    """How to keep what went well."""
    cause: ItemId | None = None
    """Id of the cause it is linked to; null if none."""
    action: ItemId | None = None
    """Id of the action item it is linked to; null if none."""


class Lessons(Value):
    """The lessons of all four lists."""

    lessons: Annotated[tuple[Lesson, ...], AfterValidator(with_unique_ids)] = ()
    """The lessons, in order within each of the four lists."""
    no_luck: bool = False
    """Whether the participants said that no luck was involved."""

    def of(self, kind: LessonKind) -> tuple[Lesson, ...]:
        """Return the lessons of one list, in order."""
        return tuple(lesson for lesson in self.lessons if lesson.kind == kind)

    def stepping(self, lesson_id: str, by: int) -> Self:
        """Move a lesson up (-1) or down (1) within its list; at the end of the list it stays.

        Raises UnknownItem.
        """
        lesson = item_of(self.lessons, lesson_id)
        listed = self.of(lesson.kind)
        index = listed.index(lesson) + by
        if not 0 <= index < len(listed):
            return self
        trade = {lesson.id: listed[index], listed[index].id: lesson}
        return self.changing(lessons=tuple(trade.get(old.id, old) for old in self.lessons))
