"""x: which causes have an answer, and which actions answer nothing."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from facilitator.guide.cover import uncovered
from facilitator.model.actions import Action
from facilitator.model.causes import CauseRole
from facilitator.model.postmortem import Postmortem
from screens.safe import plain


@dataclass(frozen=True)
class CoverLine:
    """A cause or an orphan action (`what`), its mark, and what answers it, one a line."""

    mark: str
    what: str
    answers: tuple[str, ...]


def cover_lines(document: Postmortem) -> tuple[CoverLine, ...]:
    """Return what nothing answers to, then the orphan actions, then what is covered.

    A step of the chain needs no answer, and shows only where an action gives one.
    """
    causes = document.causes
    labels = causes.labels()
    open_ids = {cause.id for cause in uncovered(document)}
    bare: list[CoverLine] = []
    covered: list[CoverLine] = []
    for _, cause in causes.in_tree_order():
        answers = [_words(a) for a in document.actions.actions if cause.id in a.addresses]
        if cause.accepted_risk:
            answers.append(f"risk accepted: {cause.accepted_risk}")
        role = "" if cause.role is CauseRole.STEP else f" ({cause.role.value})"
        what = f"{labels[cause.id]} {cause.text}{role}"
        if cause.id in open_ids:
            bare.append(CoverLine("!", what, ("uncovered", *answers)))
        elif answers:
            covered.append(CoverLine("✓", what, tuple(answers)))
    known = labels.keys()
    orphans = [
        CoverLine("?", _words(action), ("answers no cause",))
        for action in document.actions.actions
        if not known & set(action.addresses)
    ]
    return (*bare, *orphans, *covered)


def _words(action: Action) -> str:
    kind = f"{action.type.value}: " if action.type else ""
    return f"{kind}{action.title} ({action.status.value})"


class Cover(ModalScreen[None]):
    """Causes against actions, what is missing first."""

    CSS_PATH = "cover.tcss"
    BINDINGS = [Binding("escape,x,q,enter", "dismiss", "Close", id="cover.close")]

    def __init__(self, lines: tuple[CoverLine, ...]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Lay each cause above what answers it."""
        missing = sum(line.mark != "✓" for line in self._lines)
        head = f"Causes and actions   {missing or 'nothing'} to look at   Esc closes"
        with Vertical(id="cover"):
            yield Static(plain(head), classes="heading")
            with VerticalScroll():
                if not self._lines:
                    yield Static(plain("No cause is marked and no action written down yet."))
                for line in self._lines:
                    style = "bold" if line.mark == "✓" else "bold $warning"
                    yield Static(plain(f"{line.mark} {line.what}", style), classes="what")
                    for answer in line.answers:
                        yield Static(plain(answer, "$quiet"), classes="answer")
