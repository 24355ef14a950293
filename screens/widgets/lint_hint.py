"""A line in colours: its time, marks and source, what cannot be read, and what is found in it.

The words beneath a text about what is found at its cursor: why, and what each key does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.widget import Widget

from facilitator.findings.language.marks import Mark, Turn, what_differs
from facilitator.importers.highlight import Part, Span
from screens.base.text import cut, one_line, plain

SpanFinder = Callable[[str], Sequence[Span]]
"""Tells the parts of a line."""

Theme = Callable[[], Mapping[str, str]]
"""Tells the colours of the theme by their names."""


def nothing(_: str) -> Sequence[Span]:
    """Tell no parts."""
    return ()


def to_reconsider(colours: Mapping[str, str]) -> Style:
    """Return how words look that ask for a second look: underlined, and in a colour as well."""
    return Style(underline=True, color=colours.get("warning"))


class LineHighlighter(Highlighter):
    """Bold for what was understood, underlined for what was not; colour says it once more."""

    def __init__(
        self, spans: SpanFinder, marks: Callable[[str], Sequence[Mark]], theme: Theme
    ) -> None:
        self._spans = spans
        self._marks = marks
        self._theme = theme
        self._told: tuple[str, Sequence[Span]] | None = None
        """The text last looked at, and its parts: an input asks several times for one frame."""

    def forget(self) -> None:
        """Look at the text again when it is next drawn: what surrounds it may have changed."""
        self._told = None

    def parts(self, text: str) -> Sequence[Span]:
        """Return the parts of a line."""
        if self._told is None or self._told[0] != text:
            self._told = text, self._spans(text)
        return self._told[1]

    def highlight(self, text: Text) -> None:
        """Style the parts of a line, and the words in it that are found."""
        colours = self._theme()
        styles = {
            Part.TIME: Style(bold=True),
            Part.MARK: Style(bold=True, color=colours.get("accent")),
            Part.SOURCE: Style(color=colours.get("quiet")),
            Part.UNREAD: to_reconsider(colours),
        }
        for start, end, part in self.parts(text.plain):
            text.stylize(styles[part], start, end)
        for mark in self._marks(text.plain):
            text.stylize(to_reconsider(colours), mark.start, mark.end)


REWRITE_KEY, STAND_KEY = "ctrl+t", "ctrl+l"
_LONGEST_WORDS = 32
"""So many cells of the words are enough to know them by: they are underlined above."""
_LONGEST = 110
"""So many cells of what could stand instead: the key shows all of it."""


def words_of_mark(mark: Mark, text: str) -> Content:
    """Say what a finding of a text is about, why, and what to write instead."""
    finding, instead = mark.finding, ""
    if finding.rewrites:
        first = finding.rewrites[0]
        written = text[first.start + mark.moved : first.end + mark.moved]
        instead = what_differs(written, first.words)
    return _said(finding.words, finding.reason, instead, mark.may_stand)


@lru_cache(maxsize=16)
def _said(words: str, reason: str, instead: str, may_stand: bool) -> Content:
    said = plain(f"! “{cut(one_line(words), _LONGEST_WORDS)}”: {reason}", "$warning")
    if instead:
        shown = cut(one_line(instead), _LONGEST)
        said += plain(f"  {REWRITE_KEY}: ", "$quiet") + plain(shown)
    return said + plain(f"  {STAND_KEY} lets it stand" if may_stand else "", "$quiet")


def words_of_turn(turn: Turn) -> Content:
    """Say what was put in, and what the key does next."""
    following = one_line(turn.next_passage)
    is_last = turn.at == len(turn.passages) - 1
    back = f"back to “{cut(following, _LONGEST_WORDS)}”"
    next_is = back if is_last else cut(what_differs(turn.passages[0], following), _LONGEST)
    said = plain("Rewritten, to be read through.", "$quiet")
    return said + plain(f"  {REWRITE_KEY}: ", "$quiet") + plain(next_is)


class FindingWords(Widget):
    """Takes room once there is something to say, and keeps it until the text is left."""

    DEFAULT_CSS = "FindingWords { height: 1; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self._content = Content()

    @property
    def words(self) -> str:
        """What it says."""
        return self._content.plain

    def set_text(self, content: Content) -> None:
        """Say this; the room grows where it must, and does not shrink while people type."""
        if content.is_same(self._content):
            return
        self._content = content
        if content.plain:
            held = self.size.height if self.display else 0
            self._take_room(held)
            self.display = True
        self.refresh()

    def leave(self) -> None:
        """Say nothing, and give the room back."""
        self._content = Content()
        self.display = False

    def _take_room(self, held: int) -> None:
        parent = self.parent
        width = parent.content_size.width if isinstance(parent, Widget) else 0
        lines = len(self._content.wrap(max(1, width - self.styles.padding.width)))
        if lines > held:
            self.styles.height = lines

    def on_resize(self) -> None:
        """Take the room that the words need in another width."""
        if self.display and self._content.plain:
            self._take_room(self.size.height)

    def render(self) -> Content:
        """Draw the words."""
        return self._content
