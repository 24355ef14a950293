"""What texts of the stages have in common: words are marked as they are typed; two keys answer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea

from facilitator.findings.language.kinds import LookedAt
from facilitator.findings.language.live import Mark, Turn, mark_at, turn_of
from screens.marking import Marking
from screens.services.lens import lens_of, standing_of
from screens.widgets.finding_words import (
    REWRITE_KEY,
    STAND_KEY,
    FindingWords,
    words_of_mark,
    words_of_turn,
)
from screens.widgets.marked_text import MarkedArea, MarkedLine


class Marked(Vertical):
    """Holds an editor with marks, and says beneath it what is found at the cursor."""

    class LetStand(Message):
        """Something found was let stand; where its text is in the document, so is that."""

    BINDINGS = [
        Binding(REWRITE_KEY, "rewrite", "Rewrite", id="lens.rewrite"),
        Binding(STAND_KEY, "let_stand", "Let it stand", id="lens.stand"),
    ]

    def __init__(
        self,
        name: str | None = None,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.marking = Marking(self, self.texts_read, self._look_again)
        self.finding_words = FindingWords()
        self._mark: Mark | None = None
        """What is found at the cursor."""
        self._turn: Turn | None = None
        self._looked: tuple[str, int, Sequence[Mark], Turn | None] | None = None
        """What was looked at last."""

    @property
    @abstractmethod
    def marked(self) -> MarkedLine | MarkedArea | None:
        """The editor, where the lens looks at what it holds."""

    @abstractmethod
    def texts_read(self, text: str) -> Sequence[tuple[LookedAt, str]]:
        """Return what is read of a text, and as what."""

    def on_mount(self) -> None:
        """Follow the cursor, and what texts are read with."""
        if self.marked is not None:
            lens = lens_of(self.app)
            lens.changed.subscribe(self, self._look_again)
            self.watch(self.marked, "selection", self.look, init=False)
            self.call_after_refresh(lens.begin)

    def look(self) -> None:
        """Say what is found at the cursor, where the editor has the focus."""
        editor = self.marked
        if editor is None or not editor.has_focus:
            return
        text, cursor = editor.text, editor.cursor_index
        marks = self.marking.marks(text)
        looked = text, cursor, marks, self._turn
        if looked == self._looked:
            return  # a key moves the cursor and changes the text: both ask
        self._looked = looked
        mark = mark_at(marks, cursor)
        turn = self._turn if self._turn and self._turn.holds(text, cursor) else None
        if turn is not None and not turn.is_as_written:
            self.finding_words.say(words_of_turn(turn))
            mark = None
        elif mark is not None:
            self.finding_words.say(words_of_mark(mark, text))
        elif text:
            self.finding_words.say(Content())
        else:
            self.finding_words.leave()
        could = self._can
        self._mark, self._turn = mark, turn
        if could != self._can:
            self.refresh_bindings()

    @property
    def _can(self) -> dict[str, bool]:
        """Which keys do something now."""
        may_stand = self._mark is not None and self._mark.may_stand
        is_turned = self._turn is not None and not self._turn.is_as_written
        has_rewrites = self._mark is not None and bool(self._mark.finding.rewrites)
        return {"let_stand": may_stand, "rewrite": is_turned or has_rewrites}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys out while nothing is found."""
        return self._can.get(action, True)

    def action_rewrite(self) -> None:
        """Put the rewrite at the cursor in; then the other one, then what was written again."""
        editor, turn = self.marked, self._turn or self._first_turn()
        if editor is None or turn is None:
            return
        editor.put(turn.start, turn.end, turn.next_passage)
        # Only now: on its way to the end of the passage the cursor may have stood outside of it.
        self._turn = turn.turned()
        self.look()

    def _first_turn(self) -> Turn | None:
        editor = self.marked
        text = editor.text if editor else ""
        mark = mark_at(self.marking.read_now(text), editor.cursor_index) if editor else None
        return turn_of(text, mark, self._layer_of(mark, text)) if mark else None

    def _layer_of(self, mark: Mark, text: str) -> str:
        layers = self.texts_read(text)
        return next((layer for at, layer in layers if at == mark.looked_at), text)

    def action_let_stand(self) -> None:
        """Let what is found at the cursor stand, for the sentence it is in."""
        editor, mark = self.marked, self._mark
        if editor is not None and mark is not None:
            self._turn = None
            layer = self._layer_of(mark, editor.text)
            lens_of(self.app).let_stand(standing_of(mark, layer))
            self.post_message(self.LetStand())

    def _look_again(self, _: object = None) -> None:
        if self.marked is not None:
            self.marked.draw_again()
            self.look()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _edited(self) -> None:
        self.look()

    def on_descendant_focus(self) -> None:
        """Say what is found where the cursor is."""
        self.look()

    def on_descendant_blur(self) -> None:
        """Say nothing any more."""
        self._mark = self._turn = self._looked = None
        self.finding_words.leave()
