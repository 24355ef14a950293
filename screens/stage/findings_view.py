"""List of the findings, with the reason and the rewrites of the selected one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from facilitator.analysis.stage_minutes import equal_apart_from_stage_times
from facilitator.findings.finding import Finding
from facilitator.findings.labels import short_label
from facilitator.guide.stages import guide_for
from facilitator.model.postmortem import Postmortem
from facilitator.model.stage import Stage
from screens.base.text import one_line, plain
from screens.widgets.text import HangingIndent, LiveText

MAX_SHOWN = 60
"""Most findings in the list. More are only counted: hundreds of lines would delay keystrokes."""
KEYS_TO_FINDINGS = "F2 Tab"
"""Keys to the findings while the guide opens with its conditions."""
_APPLIED_MARK = "✓"
FindingCommand = Literal["go", "rewrite", "suppress"]


class FindingList(OptionList):
    """The option list of the findings; Enter goes to the place of one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Go there", id="finding.go"),
    ]


class ShownRewrite(NamedTuple):
    """A finding that stays in the list although one of its rewrites was applied."""

    finding: Finding
    rewrite: int
    """Index of the applied rewrite."""
    line: int
    document: Postmortem
    """The document with the rewrite."""


class FindingsView(Vertical):
    """Heading, list of findings, and the reason and rewrites of the selected one.

    A finding whose rewrite was applied stays until the cursor leaves it, so that another rewrite
    can replace the first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "take", "Reword", id="finding.take"),
        Binding("l", "let_stand", "Let it stand", id="finding.let-stand"),
        # As elsewhere in the guide; not in the footer, which has no room left.
        Binding("space", "screen.question(1)", "Next question", False, id="finding.question"),
    ]

    @dataclass
    class CommandRequested(Message):
        """A command for a finding was given; `rewrite` is the index of the one to apply."""

        command: FindingCommand
        finding: Finding
        rewrite: int = 0

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._heading = LiveText(classes="heading")
        self._keys_to_here = KEYS_TO_FINDINGS
        self.options = FindingList(markup=False, compact=True)
        self._reason = LiveText()
        self._rewrites = LiveText()
        self.findings: tuple[Finding, ...] = ()
        self._lines: list[Finding | None] = []
        self._line_texts: list[Content | HangingIndent] = []
        self._applied: ShownRewrite | None = None

    def compose(self) -> ComposeResult:
        """Compose the view."""
        yield self._heading
        yield self.options
        with VerticalScroll(classes="todo", can_focus=False):
            yield self._reason
            yield self._rewrites

    @property
    def selected(self) -> Finding | None:
        """The finding at the cursor."""
        index = self.options.highlighted
        return self._lines[index] if index is not None and index < len(self._lines) else None

    def show(self, document: Postmortem, findings: tuple[Finding, ...]) -> None:
        """Show the findings of a document; the cursor stays at its finding, else near its line."""
        at, previous = self.options.highlighted, self.selected
        self.findings = findings
        applied = self._applied
        if applied is not None:
            is_edited = not equal_apart_from_stage_times(applied.document, document)
            if is_edited or applied.finding in findings:
                self._applied = applied = None
        lines = list(self._list_lines(document))
        if applied is not None:
            lines.insert(applied.line, (applied.finding, self._line(document, applied.finding)))
        self._lines = [finding for finding, _ in lines]
        if [words for _, words in lines] != self._line_texts:
            self._line_texts = [words for _, words in lines]
            self.options.set_options(_option(finding, words) for finding, words in lines)
        self.options.highlighted = self._cursor_line(previous, at)
        self.set_class(not lines, "-nothing")
        self._show_heading()
        self._show_reason()

    def show_keys_to_here(self, keys_to_here: str) -> None:
        """Show in the heading which keys lead to this list; empty while it has the focus."""
        self._keys_to_here = keys_to_here
        self._show_heading()

    def _show_heading(self) -> None:
        """Show the count, and the keys to this list."""
        count = len(self.findings)
        if not count:
            self._heading.set_text(plain("Nothing to look at twice"))
            return
        self._heading.set_text(plain(f"Findings  {count}  ") + plain(self._keys_to_here, "$quiet"))

    def show_applied(self, finding: Finding, rewrite: int, document: Postmortem) -> None:
        """Keep a finding whose rewrite was applied; `document` is the one with the rewrite."""
        if finding not in self._lines:
            return
        line = self._lines.index(finding)
        self._applied = ShownRewrite(finding, rewrite, line, document)
        self._line_texts[line] = self._line(document, finding)
        self.options.replace_option_prompt_at_index(line, self._line_texts[line])
        self._show_reason()

    def _list_lines(
        self, document: Postmortem
    ) -> Iterator[tuple[Finding | None, Content | HangingIndent]]:
        """Yield the lines: this stage's findings, then those of other stages below its title."""
        ordered = sorted(self.findings, key=lambda each: each.location.stage is not self._stage)
        above = self._stage
        for finding in ordered[:MAX_SHOWN]:
            if finding.location.stage is not above:
                above = finding.location.stage
                yield None, plain(guide_for(above).title, "$quiet")
            yield finding, self._line(document, finding)
        if (more := len(ordered) - MAX_SHOWN) > 0:
            yield None, plain(f"and {more} more", "$quiet")

    def _line(self, document: Postmortem, finding: Finding) -> HangingIndent:
        mark = _APPLIED_MARK if self._is_applied(finding) else "!"
        name = one_line(short_label(document, finding.location))
        words = f"“{one_line(finding.words)}” …" if finding.words else f"· {finding.reason}"
        return HangingIndent(plain(mark), plain(f"{name} {one_line(words)}"))

    def _cursor_line(self, previous: Finding | None, at: int | None) -> int | None:
        """Return the line of the finding the cursor was at; else the nearest one of a finding."""
        if previous is not None and previous in self._lines:
            return self._lines.index(previous)
        found = [n for n, finding in enumerate(self._lines) if finding is not None]
        return min(found, key=lambda n: (abs(n - (at or 0)), n), default=None)

    def _is_applied(self, finding: Finding) -> bool:
        return self._applied is not None and self._applied.finding == finding

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        selected, applied = self.selected, self._applied
        if applied is not None and selected is not None and selected != applied.finding:
            self._applied, line = None, self._lines.index(applied.finding)
            del self._lines[line], self._line_texts[line]
            self.options.remove_option_at_index(line)
            self.options.highlighted = self._cursor_line(selected, line)
        self._show_reason()

    def _show_reason(self) -> None:
        finding = self.selected
        if finding is None:
            self._reason.set_text(plain(""))
            self._rewrites.set_text(plain(""))
            return
        self._reason.set_text(plain(finding.reason))
        rewrites = plain("")
        for n, rewrite in enumerate(finding.rewrites):
            put_in = (
                self._applied is not None
                and self._is_applied(finding)
                and self._applied.rewrite == n
            )
            key = _APPLIED_MARK if put_in else "tt" if n and self._applied is None else "t"
            rewrites += plain(f"\n{key} " if n else f"{key} ", "bold $accent")
            rewrites += plain(rewrite.words)
        self._rewrites.set_text(rewrites)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._request("go")

    def action_take(self) -> None:
        """Apply the first rewrite, or the next one where a rewrite is applied already."""
        finding, applied = self.selected, self._applied
        following = applied.rewrite + 1 if applied is not None and applied.finding == finding else 0
        if finding is not None and finding.rewrites:
            self._request("rewrite", following % len(finding.rewrites))
        else:
            self._request("rewrite")

    def action_let_stand(self) -> None:
        """Suppress the finding at the cursor."""
        self._request("suppress")

    def _request(self, command: FindingCommand, rewrite: int = 0) -> None:
        if self.selected is not None:
            self.post_message(self.CommandRequested(command, self.selected, rewrite))


def _option(finding: Finding | None, words: Content | HangingIndent) -> Option:
    """Return a line of the list; the cursor skips those that are no finding."""
    return Option(words, disabled=finding is None)
