"""What a postmortem repeats: said beneath the field, pointed out where one is like it, chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from facilitator.guide.depth import REPEATS, depth_of, why_raised
from facilitator.guide.similarity import VERY_LIKE, traits_of
from facilitator.model.postmortem import Postmortem
from screens.base.text import one_line
from screens.dialogs.earlier import Earlier
from screens.followup_fields import with_repeat_of
from screens.library.screen import LibraryScreen

if TYPE_CHECKING:
    from data.index.index import Index
    from data.index.search import Alike
    from screens.stage.screen import StageScreen

_TITLE_LETTERS = 60


@dataclass
class LooksLike(Message):
    """An earlier postmortem is very like the open one; None where there is none."""

    earlier: Alike | None


def index_of(stage: StageScreen) -> Index:
    """Return the index of the library that the open postmortem is in."""
    (library,) = (s for s in stage.app.screen_stack if isinstance(s, LibraryScreen))
    return library.index


def finding_likeness(stage: StageScreen) -> Callable[[], None]:
    """Return what finds the postmortem most like the open one, to be run on a thread of its own.

    It posts LooksLike to the stage. Nothing is looked for where a repeat is chosen already.
    """
    document, index = stage.document, index_of(stage)

    def find() -> None:
        found = [] if document.followup.repeat_of else index.alike(traits_of(document), document.id)
        is_like = bool(found) and found[0].likeness.score >= VERY_LIKE
        stage.post_message(LooksLike(found[0] if is_like else None))

    return find


def choose_earlier(stage: StageScreen) -> None:
    """Ask which earlier postmortem this one repeats, and write its id down.

    Words that were typed in the field, and are no postmortem's id, are searched for.
    """

    def taken(chosen: str | None) -> None:
        if chosen is not None:
            stage.edit_or_say(lambda d: with_repeat_of(d, chosen), "Say what it repeats")

    own, index = stage.document, index_of(stage)
    typed = own.followup.repeat_of
    search = "" if index.summaries([typed]) else typed
    stage.app.push_screen(Earlier(index, traits_of(own), own.id, search), taken)


def title_of(index: Index, earlier: str) -> str:
    """Return the title and the day of a postmortem of the library; empty where it has none."""
    return "".join(
        f"'{shortened(row.title or 'Untitled postmortem')}' of {row.made_on}"
        for row in index.summaries([earlier])
    )


def repeat_words(document: Postmortem, title: str, like: Alike | None) -> str:
    """Say what a document repeats and what that changes, or what it looks like.

    `title`: of what it repeats, as `title_of` gives it.
    """
    if not document.followup.repeat_of:
        if like is None:
            return ""
        return f"Looks like {like.made_on} '{shortened(like.title)}': p chooses it."
    said = [f"Repeats {title}." if title else "It repeats what is not in this library."]
    if REPEATS in why_raised(document):
        said.append(f"Its depth goes up one step, to {depth_of(document).value}.")
    if not document.followup.escalation.strip():
        said.append("Take it further: say where it was raised.")
    return " ".join(said)


def shortened(title: str) -> str:
    """Return a title on one line, with an ellipsis where it is long."""
    line = one_line(title)
    return line if len(line) <= _TITLE_LETTERS else f"{line[: _TITLE_LETTERS - 1].rstrip()}…"
