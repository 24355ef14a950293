"""A slide of the presentation: its event time, text and details, and the events around it."""

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
from screens.base.text import drawable_words, plain, wrapped
from screens.widgets.phase_layout import PHASE_PATTERNS

_GAP = 2


class DetailPreview(Widget):
    """A detail cut to `max_lines` lines, beside its label: its full text has a slide of its own."""

    DEFAULT_CSS = "DetailPreview { height: auto; color: $quiet; }"

    def __init__(self, detail: Detail, max_lines: int, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._label = detail.label
        self._words = drawable_words(detail.text)
        self._max_lines = max_lines

    def _lines(self, width: int) -> tuple[str, ...]:
        return wrapped(self._words, max(1, width - self._indent), self._max_lines)

    @property
    def _indent(self) -> int:
        return cell_len(self._label) + _GAP if self._label else 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at a width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Draw the label and the text beside it."""
        indent = "\n" + " " * self._indent
        label = f"{self._label}{' ' * _GAP}" if self._label else ""
        return plain(label, "bold") + plain(indent.join(self._lines(self.size.width)))


_MAX_FIGURE_CELLS = 12
"""Texts up to this width are right-aligned as figures, if each of them has a note."""

_PATTERN_CELLS = 6

_COLUMN, _MARGIN, _LABEL = 88, 4, 18
"""Maximum width of the column, its margins, and the width of a label: as in `present.tcss`."""

_FRAME, _PHASES, _CLOCK = 7, 4, 5
"""Lines of the frame with the blank ones around the text, of the phase bar, and of the clock."""

_WORD_CELLS = 6
"""Cells that a wrapped line leaves free at its end, on average."""

_OVERLAP = 2
"""Lines of a page that are still visible on the next."""


class SlideView(VerticalScroll, can_focus=False):
    """Shows a slide in a narrow column, which is easier to read; a long one scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self._slide: Slide | None = None

    def show(self, slide: Slide) -> None:
        """Show a slide from its top; where it is the same one, edited, keep the position."""
        if slide == self._slide:
            return
        if self._slide is None or slide.key != self._slide.key:
            # Immediate: else Textual scrolls only after it has drawn a frame at the old position.
            self.scroll_home(animate=False, immediate=True)
        self._slide = slide
        self.refresh(recompose=True)

    @property
    def has_more_below(self) -> bool:
        """Whether part of the slide is below the visible region."""
        return self.max_scroll_y > self.scroll_offset.y

    def page(self, by: int) -> bool:
        """Scroll a page down (1) or up (-1). Returns False at the end, without scrolling."""
        has_more = self.has_more_below if by > 0 else self.scroll_offset.y > 0
        if has_more:
            self.scroll_relative(
                y=by * (self.size.height - _OVERLAP), animate=False, immediate=True
            )
        return has_more

    def compose(self) -> ComposeResult:
        """Compose the parts of the slide."""
        slide = self._slide
        if slide is None:
            return
        with Vertical(classes="column"):
            max_lines = 2 if slide.event_time is None else 1
            # A blank line keeps the clock in its place on the slide of the first event.
            before = slide.before or ((Detail(""),) if slide.event_time else ())
            yield from (DetailPreview(detail, max_lines) for detail in before)
            if slide.event_time is not None:
                with Horizontal(classes="moment"):
                    yield Digits(slide.event_time.clock)
                    yield Static(_clock_lines(slide.event_time), classes="when")
            yield Static(plain(slide.text), classes="says")
            with Vertical(classes="parts -airy" if self._has_room_for(slide) else "parts"):
                for label, says in _detail_rows(slide.details):
                    with Horizontal(classes="part" if label else "part -alone"):
                        if label:
                            yield Static(label, classes="label")
                        yield Static(says, classes="fact")
            yield from (DetailPreview(detail, max_lines, classes="after") for detail in slide.after)

    def _has_room_for(self, slide: Slide) -> bool:
        """Return whether a slide fits the screen with a blank line after each detail.

        An estimate: the exact height is known only after the layout, and the slide would jump.
        """
        column_width = min(self.app.size.width - _MARGIN, _COLUMN)
        detail_width = column_width - _LABEL
        lines = _FRAME + (_PHASES if slide.stage is Stage.TIMELINE else 0)
        lines += (_CLOCK if slide.event_time else 0) + _lines(slide.text, column_width)
        lines += sum(_lines(detail.text, column_width) for detail in (*slide.before, *slide.after))
        for detail in slide.details:
            words = f"{detail.text}   {detail.note}"
            lines += 1 + max(_lines(detail.label, _LABEL), _lines(words, detail_width))
        return lines <= self.app.size.height


def _lines(text: str, width: int) -> int:
    """Return an estimate of how many lines a text takes, wrapped at words."""
    room = max(1, width - _WORD_CELLS)
    return sum(1 + cell_len(line) // room for line in text.split("\n"))


def _clock_lines(event_time: EventTime) -> Content:
    """Return the three lines beside the clock: date, time since the start, milestone or phase."""
    marks = plain(f"◆ {event_time.milestone}   " if event_time.milestone else "", "bold $accent")
    pattern = PHASE_PATTERNS[event_time.phase] * _PATTERN_CELLS if event_time.phase else ""
    where = marks + plain(f"{pattern} {event_time.phase}" if event_time.phase else "", "$quiet")
    return plain(f"UTC  {event_time.day}\n{event_time.since}\n") + where


def _detail_rows(details: tuple[Detail, ...]) -> Iterator[tuple[Content, Content]]:
    """Yield label and text of each detail; a label that repeats is shown once."""
    longest = max((cell_len(detail.text) for detail in details), default=0)
    are_figures = longest <= _MAX_FIGURE_CELLS and all(detail.note for detail in details)
    last = ""
    for detail in details:
        gap = " " * (longest - cell_len(detail.text)) if are_figures else ""
        words = plain(gap + detail.text)
        if detail.note:
            words += plain(f"   {detail.note}", "$quiet")
        yield plain(" " if detail.label and detail.label == last else detail.label), words
        last = detail.label
