"""Highlighting of linted text, and the hint below it about the finding at the cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.widget import Widget

from facilitator.findings.language.marks import Mark, RewriteCycle, rewrite_preview
from facilitator.importers.highlight import LinePart, LineSpan
from screens.base.text import cut, one_line, plain

SpanFinder = Callable[[str], Sequence[LineSpan]]
"""Returns the parts of an entry line: time, milestone, source, and what cannot be parsed."""

Theme = Callable[[], Mapping[str, str]]
"""Returns the colours of the current theme by name."""


def no_spans(_: str) -> Sequence[LineSpan]:
    """Return no parts."""
    return ()


def hint_style(colours: Mapping[str, str]) -> Style:
    """Return the style of words with a finding: underlined and coloured, never by colour alone."""
    return Style(underline=True, color=colours.get("warning"))


class LineHighlighter(Highlighter):
    """Styles the parts of a line: bold what was parsed, underlined what was not or has a finding.

    Colours repeat what bold and underline say.
    """

    def __init__(
        self, spans: SpanFinder, marks: Callable[[str], Sequence[Mark]], theme: Theme
    ) -> None:
        self._find_spans = spans
        self._find_marks = marks
        self._theme = theme
        self._parsed: tuple[str, Sequence[LineSpan]] | None = None
        """The last text with its parts: an input highlights the same text several times a frame."""

    def forget(self) -> None:
        """Parse the text again when it is next drawn, since its context may have changed."""
        self._parsed = None

    def spans(self, text: str) -> Sequence[LineSpan]:
        """Return the parts of a line."""
        if self._parsed is None or self._parsed[0] != text:
            self._parsed = text, self._find_spans(text)
        return self._parsed[1]

    def highlight(self, text: Text) -> None:
        """Style the parts of a line and its findings."""
        colours = self._theme()
        styles = {
            LinePart.TIME: Style(bold=True),
            LinePart.MARK: Style(bold=True, color=colours.get("accent")),
            LinePart.SOURCE: Style(color=colours.get("quiet")),
            LinePart.UNREAD: hint_style(colours),
        }
        for start, end, part in self.spans(text.plain):
            text.stylize(styles[part], start, end)
        for mark in self._find_marks(text.plain):
            text.stylize(hint_style(colours), mark.start, mark.end)


REWRITE_KEY, SUPPRESS_KEY = "ctrl+t", "ctrl+l"
_MAX_QUOTE_CELLS = 32
"""Width of a quotation of the text, which is underlined in full above the hint."""
_MAX_REWRITE_CELLS = 110
"""Width of a suggested rewrite; the rewrite key shows all of it."""


def mark_hint(mark: Mark, text: str) -> Content:
    """Return the hint about a finding: the words it quotes, the reason, and a rewrite if any."""
    finding, instead = mark.finding, ""
    if finding.rewrites:
        first = finding.rewrites[0]
        original = text[first.start + mark.offset : first.end + mark.offset]
        instead = rewrite_preview(original, first.words)
    return _hint(finding.words, finding.reason, instead, mark.can_be_suppressed)


@lru_cache(maxsize=16)
def _hint(words: str, reason: str, instead: str, can_be_suppressed: bool) -> Content:
    hint = plain(f"! “{cut(one_line(words), _MAX_QUOTE_CELLS)}”: {reason}", "$warning")
    if instead:
        shown = cut(one_line(instead), _MAX_REWRITE_CELLS)
        hint += plain(f"  {REWRITE_KEY}: ", "$quiet") + plain(shown)
    return hint + plain(f"  {SUPPRESS_KEY} lets it stand" if can_be_suppressed else "", "$quiet")


def rewrite_hint(cycle: RewriteCycle) -> Content:
    """Return the hint after a rewrite was applied: what the rewrite key does next."""
    following = one_line(cycle.next_variant)
    is_last = cycle.at == len(cycle.variants) - 1
    back = f"back to “{cut(following, _MAX_QUOTE_CELLS)}”"
    next_is = (
        back if is_last else cut(rewrite_preview(cycle.variants[0], following), _MAX_REWRITE_CELLS)
    )
    hint = plain("Rewritten, to be read through.", "$quiet")
    return hint + plain(f"  {REWRITE_KEY}: ", "$quiet") + plain(next_is)


class LintHint(Widget):
    """A hint below an editor.

    It gets its height with the first hint, and keeps it until the editor loses the focus, so that
    nothing moves while people type.
    """

    DEFAULT_CSS = "LintHint { height: 1; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self._content = Content()

    @property
    def text(self) -> str:
        """The text of the hint."""
        return self._content.plain

    def set_text(self, content: Content) -> None:
        """Show a hint; the height grows where needed, and does not shrink."""
        if content.is_same(self._content):
            return
        self._content = content
        if content.plain:
            self._grow(self.size.height if self.display else 0)
            self.display = True
        self.refresh()

    def clear(self) -> None:
        """Show no hint, and give the height back."""
        self._content = Content()
        self.display = False

    def _grow(self, height: int) -> None:
        """Grow from this height to the one that the hint needs."""
        # The own width is not known before the first layout.
        parent = self.parent
        width = parent.content_size.width if isinstance(parent, Widget) else 0
        lines = len(self._content.wrap(max(1, width - self.styles.padding.width)))
        if lines > height:
            self.styles.height = lines

    def on_resize(self) -> None:
        """Grow to the height that the hint needs at another width."""
        if self.display and self._content.plain:
            self._grow(self.size.height)

    def render(self) -> Content:
        """Render the hint."""
        return self._content
