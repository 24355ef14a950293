"""A slide: context for a glance, the clock, the main thing large, and what is said beside it.

What leads up to a thing and what follows it: a line or two, for a glance.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Digits, Static

from facilitator.model.stage import Stage
from facilitator.slides.slide import Detail, EventTime, Slide
from screens.base.text import plain, drawable_words, wrapped
from screens.widgets.phase_bar import PHASE_PATTERNS

_GAP = 2


class DetailPreview(Widget):
    """A part in at most so many lines beside its label; the whole of it has a slide of its own."""

    DEFAULT_CSS = "DetailPreview { height: auto; color: $quiet; }"

    def __init__(self, part: Detail, most: int, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._label = part.label
        self._words = drawable_words(part.text)
        self._most = most

    def _lines(self, width: int) -> tuple[str, ...]:
        return wrapped(self._words, max(1, width - self._indent), self._most)

    @property
    def _indent(self) -> int:
        return cell_len(self._label) + _GAP if self._label else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it takes at a width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Draw the label, and the words beside it."""
        indent = "\n" + " " * self._indent
        label = f"{self._label}{' ' * _GAP}" if self._label else ""
        return plain(label, "bold") + plain(indent.join(self._lines(self.size.width)))


_FIGURE = 12
"""Values of at most so many cells, all of them with an aside, stand in a column to the right."""

_PATTERN_CELLS = 6

_COLUMN, _MARGIN, _LABEL = 88, 4, 18
"""Cells of the column at most, beside it, and of what stands before a part: as the styles have it.
"""

_FRAME, _PHASES, _CLOCK = 7, 4, 5
"""Lines that the frame takes with the blank ones around the main thing, the phases, the clock."""

_WORD = 6
"""Cells that a wrapped line leaves free at its end."""


_OVERLAP = 2
"""Lines of a page that stay in sight on the next."""


class SlideView(VerticalScroll, can_focus=False):
    """Shows a slide in a column that tired people can read; what is longer scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._slide: Slide | None = None

    def show(self, slide: Slide) -> None:
        """Show a slide from its top; one that was edited meanwhile stays where it is."""
        if slide == self._slide:
            return
        if self._slide is None or slide.key != self._slide.key:
            self.scroll_home(animate=False, immediate=True)
        self._slide = slide
        self.refresh(recompose=True)

    @property
    def has_more_below(self) -> bool:
        """Whether some of the slide is out of sight beneath the screen."""
        return self.max_scroll_y > self.scroll_offset.y

    def page(self, by: int) -> bool:
        """Scroll a page down (1) or up (-1). Returns whether there was more that way."""
        has_more = self.has_more_below if by > 0 else self.scroll_offset.y > 0
        if has_more:
            self.scroll_relative(
                y=by * (self.size.height - _OVERLAP), animate=False, immediate=True
            )
        return has_more

    def compose(self) -> ComposeResult:
        """Lay the parts of the slide one beneath the other."""
        slide = self._slide
        if slide is None:
            return
        with Vertical(classes="column"):
            most = 2 if slide.event_time is None else 1
            before = slide.before or (
                (Detail(""),) if slide.event_time else ()
            )  # the clock stays put
            yield from (DetailPreview(part, most) for part in before)
            if slide.event_time is not None:
                with Horizontal(classes="moment"):
                    yield Digits(slide.event_time.clock)
                    yield Static(_when(slide.event_time), classes="when")
            yield Static(plain(slide.text), classes="says")
            with Vertical(classes="parts -airy" if self._has_room_for(slide) else "parts"):
                for label, says in _facts(slide.details):
                    with Horizontal(classes="part" if label else "part -alone"):
                        if label:
                            yield Static(label, classes="label")
                        yield Static(says, classes="fact")
            yield from (DetailPreview(part, most, classes="after") for part in slide.after)

    def _has_room_for(self, slide: Slide) -> bool:
        """Say whether all of a slide is in sight with a blank line after each of its parts."""
        whole = min(self.app.size.width - _MARGIN, _COLUMN)
        beside = whole - _LABEL
        lines = _FRAME + (_PHASES if slide.stage is Stage.TIMELINE else 0)
        lines += (_CLOCK if slide.event_time else 0) + _lines(slide.text, whole)
        lines += sum(_lines(part.text, whole) for part in (*slide.before, *slide.after))
        for part in slide.details:
            words = f"{part.text}   {part.note}"
            lines += 1 + max(_lines(part.label, _LABEL), _lines(words, beside))
        return lines <= self.app.size.height


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes, words being what they are."""
    room = max(1, width - _WORD)
    return sum(1 + cell_len(line) // room for line in text.split("\n"))


def _when(moment: EventTime) -> Content:
    """Return what stands beside the clock, in its three lines."""
    marks = plain(f"◆ {moment.milestone}   " if moment.milestone else "", "bold $accent")
    pattern = PHASE_PATTERNS[moment.phase] * _PATTERN_CELLS if moment.phase else ""
    where = marks + plain(f"{pattern} {moment.phase}" if moment.phase else "", "$quiet")
    return plain(f"UTC  {moment.day}\n{moment.since}\n") + where


def _facts(parts: tuple[Detail, ...]) -> Iterator[tuple[Content, Content]]:
    """Yield each part's label, said once for several in a row, and its words."""
    longest = max((cell_len(part.text) for part in parts), default=0)
    are_figures = longest <= _FIGURE and all(part.note for part in parts)
    last = ""
    for part in parts:
        gap = " " * (longest - cell_len(part.text)) if are_figures else ""
        words = plain(gap + part.text)
        if part.note:
            words += plain(f"   {part.note}", "$quiet")
        yield plain(" " if part.label and part.label == last else part.label), words
        last = part.label
