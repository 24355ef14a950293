"""ctrl+o: the document as it leaves. Copied, written to a file, or looked at first.

The open document, or one of the library, on its way out: for colleagues and for customers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Input, Static, TextArea

from data.fs.durable import write_new_file
from data.local.clipboard import copy
from facilitator.exporters.markdown.customer import customer_markdown
from facilitator.exporters.markdown.document import internal_markdown
from facilitator.findings.redaction.document_leaks import (
    LocatedLeak,
    document_leaks,
    list_leaks,
    open_leaks,
    with_leaks_acknowledged,
)
from facilitator.findings.redaction.leak import count_leaks
from facilitator.findings.team_rules import TeamRules
from facilitator.guide.conditions.followup import customer_warnings
from facilitator.guide.stages import guide_for
from facilitator.model.postmortem import Postmortem
from facilitator.session.session import Session
from facilitator.session.store import StoreError
from screens.base.modal import Dialog
from screens.base.screen import ShowsPostmortem
from screens.base.text import plain
from screens.dialogs.choose import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.widgets.form_spec import FieldSpec

if TYPE_CHECKING:
    from screens.services.context import AppContext


class Audience(Enum):
    """For whom a document leaves."""

    COLLEAGUES = "colleagues"
    CUSTOMERS = "customers"

    @property
    def others(self) -> Audience:
        """The other readers."""
        return Audience.CUSTOMERS if self is Audience.COLLEAGUES else Audience.COLLEAGUES


@dataclass
class ExportJob:
    """A document, what of it leaves, and what holds it back; `folder`: where copies are kept."""

    session: Session
    folder: Path
    team: TeamRules

    @property
    def document(self) -> Postmortem:
        """The document as it stands."""
        return self.session.document

    def markdown(self, readers: Audience) -> str:
        """Return the document as it leaves."""
        if readers is Audience.CUSTOMERS:
            return customer_markdown(self.document, self.team.disclosure, self.team.tickets)
        return internal_markdown(self.document, self.team)

    def name(self, readers: Audience) -> str:
        """Return what a file of it is called."""
        middle = ".customers" if readers is Audience.CUSTOMERS else ""
        return f"{self.document.id}{middle}.md"

    def open_leaks_for(self, readers: Audience) -> tuple[LocatedLeak, ...]:
        """Return what gives something away, and nobody has let pass."""
        if readers is Audience.COLLEAGUES:
            return ()
        return open_leaks(self.document, self.team.disclosure, self.team.tickets)

    @property
    def count_leaks(self) -> bool:
        """Whether customers read something that somebody let pass by name."""
        rules, tickets = self.team.disclosure, self.team.tickets
        return any(placed.acknowledged for placed in document_leaks(self.document, rules, tickets))

    def let_pass(self, leaks: Iterable[LocatedLeak], by: str) -> None:
        """Record who lets these words leave. Raises ValueError without a name, StoreError."""
        before = self.document
        document = with_leaks_acknowledged(before, leaks, by, datetime.now(UTC))
        self.session.record(document, before)
        self.session.save()
        if not self.session.is_saved:
            raise ValueError(f"it could not be written down: {self.session.state.reason}")


def open_export_by_id(app: AppContext, postmortem_id: str) -> None:
    """Open a postmortem of the library as it leaves. Raises StoreError where it cannot be read."""
    kept = app.store.load(postmortem_id)
    open_export(app, Session(kept, app.store, lambda: datetime.now(UTC)))


def export_job(app: AppContext, session: Session) -> ExportJob:
    """Return the document of a session on its way out, by the rules of the team."""
    return ExportJob(session, app.folder / "output", app.settings.rules)


def open_export(app: AppContext, session: Session) -> None:
    """Open the document of a session as it leaves."""

    app.push_screen(ExportDialog(export_job(app, session)))


_HEADS = {
    Audience.COLLEAGUES: "For colleagues: all of it",
    Audience.CUSTOMERS: "For customers: without names, hosts, links or causes",
}
_IN_A_NAME = "For customers: with what somebody let leave by name"
_IN_WHOSE_NAME = FieldSpec("by", "Your name", hint="it is recorded, with what it lets leave")
_SHOWN, _SIGNED_FOR = 3, 30
"""So many of the words are named in passing; and where somebody lets them leave by name."""
_MADE_SAFE = "Safe words stand here instead; c and w ask what leaves."
_CHANGED = "! Nothing left: it was changed in another window meanwhile. Look at it once more."
_AS_SHOWN = "shown"
_WHAT_LEAVES = (
    (_AS_SHOWN, "What is shown here, with safe words instead"),
    ("typed", "What was typed, in my name"),
)


class ExportDialog(Dialog[None], ShowsPostmortem):
    """The Markdown for colleagues, and beside or behind it the one for customers."""

    CSS_PATH = "export.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    BINDINGS = [
        Binding("c", "copy", "Copy", id="output.copy"),
        Binding("w", "write", "Write to a file", id="output.write"),
        Binding("a", "other_readers", "Colleagues / customers", id="output.readers"),
        Binding("escape", "leave", "Close", id="output.close"),
    ]

    def __init__(self, leaves: ExportJob) -> None:
        super().__init__()
        self._leaves = leaves
        self._shown = leaves.document
        self._readers = Audience.COLLEAGUES
        self._said = Static(classes="said")
        self._heads = {readers: Static(classes="heading") for readers in Audience}
        self._previews = {
            readers: TextArea(
                leaves.markdown(readers),
                read_only=True,
                compact=True,
                id="preview" if readers is Audience.COLLEAGUES else "customer-preview",
            )
            for readers in Audience
        }
        self._path = Input(compact=True, id="output-path")
        self._path.display = False

    def compose(self) -> ComposeResult:
        """Lay what happened beneath the previews."""
        with Vertical(id="output"):
            with Horizontal(id="versions"):
                for readers in Audience:
                    with Vertical(id=f"for-{readers.value}"):
                        yield self._heads[readers]
                        yield self._previews[readers]
            yield self._path
            yield self._said
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Begin with what colleagues read: c copies, w writes, the arrows scroll."""
        self._choose(Audience.COLLEAGUES)

    def repaint(self) -> None:
        """Show the document as it is now, where it was read to: an old one never leaves."""
        if self._leaves.document is self._shown:
            return
        self._shown = self._leaves.document
        for readers, preview in self._previews.items():
            text = self._leaves.markdown(readers)
            if text != preview.text:
                read_to = preview.scroll_offset.y
                preview.load_text(text)
                preview.scroll_to(y=read_to, animate=False)
        self._show_heads()
        self._say_standing()

    def _choose(self, readers: Audience) -> None:
        self._readers = readers
        for each in Audience:
            self.set_class(each is readers, f"-{each.value}")
        self._show_heads()
        self._path.display = False
        self._previews[readers].focus()
        self._say_standing()

    def _show_heads(self) -> None:
        says = _HEADS | ({Audience.CUSTOMERS: _IN_A_NAME} if self._leaves.count_leaks else {})
        for readers, head in self._heads.items():
            head.update(plain(f"{'▸ ' if readers is self._readers else '  '}{says[readers]}"))

    def _say_standing(self) -> None:
        amiss, leaking = self._amiss(), self._leaking()
        size = len(self._markdown.encode()) / 1024
        keys = (f"{size:.1f} KB for {self._readers.value}. c copies it, w writes it to a file.",)
        mark = "! " if amiss or leaking else ""
        self._say(mark + " ".join((*amiss, *(leaking or keys))))

    def _amiss(self) -> tuple[str, ...]:
        if self._readers is Audience.COLLEAGUES:
            return ()
        return customer_warnings(self._leaves.document)

    def _leaking(self) -> tuple[str, ...]:
        """Say what gives something away, where that is mended, and what c and w do about it."""
        leaks = self._leaves.open_leaks_for(self._readers)
        if not leaks:
            return ()
        are_safe = any(placed.leak.replacement for placed in leaks)
        how = _MADE_SAFE if are_safe else "c and w ask who lets it go."
        what = f"{count_leaks(len(leaks))}: {list_leaks(leaks, _SHOWN)}."
        return (what, _mended_in(leaks), how)

    @property
    def _markdown(self) -> str:
        return self._previews[self._readers].text

    def _say(self, sentence: str) -> None:
        self._said.update(plain(sentence))

    @on(TextArea.SelectionChanged)
    def _clicked_into(self, event: TextArea.SelectionChanged) -> None:
        """The mouse chooses too: the version that is clicked into is the one that leaves."""
        for readers, preview in self._previews.items():
            if event.text_area is preview and preview.has_focus and readers is not self._readers:
                self._choose(readers)

    def action_other_readers(self) -> None:
        """Go from what colleagues read to what customers read, or back."""
        self._choose(self._readers.others)

    def action_copy(self) -> None:
        """Copy to the clipboard; what gives something away, in somebody's name."""
        self._once_let_pass(self._copy)

    def action_write(self) -> None:
        """Ask where to write; what gives something away, in somebody's name."""
        self._once_let_pass(self._ask_where)

    def _once_let_pass(self, go_on: Callable[[], object]) -> None:
        """Go on at once where nothing holds the text back, else when somebody let it pass.

        What has a safe replacement may leave made safe, as it is shown, and then leaks no more.
        """
        leaks, asked_of = self._leaves.open_leaks_for(self._readers), self._leaves.document
        as_shown = tuple(placed for placed in leaks if not placed.leak.replacement)
        if len(as_shown) == len(leaks):
            self._in_somebodys_name(leaks, go_on)
            return

        def answered(answer: str | None) -> None:
            if answer is None:
                self._say("Nothing left.")
            elif self._leaves.document != asked_of:
                self._say(_CHANGED)
            else:
                self._in_somebodys_name(as_shown if answer == _AS_SHOWN else leaks, go_on)

        count_leaks = f"What was typed gives away {list_leaks(leaks, _SHOWN)}."
        question = " ".join((*self._amiss(), count_leaks, "What leaves?"))
        self.app.push_screen(ChoiceDialog(question, _WHAT_LEAVES), answered)

    def _in_somebodys_name(
        self, leaks: tuple[LocatedLeak, ...], go_on: Callable[[], object]
    ) -> None:
        """Go on once somebody has let these leaks pass by name; at once where there are none."""
        if not leaks:
            go_on()
            return

        asked_of = self._leaves.document

        def check(texts: Mapping[str, str]) -> None:
            if not texts["by"].strip():
                raise ValueError("say who lets it leave: a name")

        def taken(texts: Mapping[str, str] | None) -> None:
            if texts is None:
                self._say("Nothing left.")
                return
            if self._leaves.document != asked_of:
                self._say(_CHANGED)
                return
            try:
                self._leaves.let_pass(leaks, texts["by"])
            except (ValueError, StoreError) as error:
                self._say(f"! Nothing left: {error}")
                return
            self.repaint()
            go_on()

        title = f"Let it leave as it stands? {list_leaks(leaks, _SIGNED_FOR)}"
        self.app.push_screen(FormDialog(title, (_IN_WHOSE_NAME,), {"by": ""}, check), taken)

    @work(thread=True, exit_on_error=False, exclusive=True)
    def _copy(self) -> None:
        """Copy, and say what is known of it."""
        self.app.call_from_thread(self._say, "Copying …")
        send = self.app.copy_to_clipboard
        try:
            copied = copy(
                self._markdown,
                beside=self._leaves.folder / self._leaves.name(self._readers),
                osc52=lambda text: self.app.call_from_thread(send, text),
            )
        except OSError as error:
            self.app.call_from_thread(self._say, f"! Not copied: {error}")
            return
        self.app.call_from_thread(self._say, copied.sentence)

    def _ask_where(self) -> None:
        self._path.value = str(Path.cwd() / self._leaves.name(self._readers))
        self._path.display = True
        self._path.focus()
        self._say("Enter writes the file; one that is there already is not overwritten.")

    @on(Input.Submitted, "#output-path")
    def _write(self, event: Input.Submitted) -> None:
        try:
            path = write_new_file(event.value, self._markdown)
        except ValueError as error:
            self._say(f"! {error}")
        else:
            self._path.display = False
            self._previews[self._readers].focus()
            self._say(f"Written to {path}")

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def _mended_in(leaks: Iterable[LocatedLeak]) -> str:
    """Say in which stages leaks are mended: the title and the events stand elsewhere."""
    numbers = sorted({guide_for(placed.location.stage).number for placed in leaks})
    if len(numbers) == 1:
        return f"Stage {numbers[0]} mends it."
    first = ", ".join(map(str, numbers[:-1]))
    return f"Stages {first} and {numbers[-1]} mend it."
