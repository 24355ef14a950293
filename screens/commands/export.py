"""Ctrl+O: export as Markdown, for colleagues or customers, to the clipboard or a file.

A text for customers that leaks something (names, hosts, links ...) is exported only redacted, or
after somebody acknowledged the leaks by name.
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


class ExportAudience(Enum):
    """The audience of an export. Each has Markdown of its own."""

    COLLEAGUES = "colleagues"
    CUSTOMERS = "customers"

    @property
    def other(self) -> ExportAudience:
        """The other one of the two."""
        (other,) = (each for each in ExportAudience if each is not self)
        return other


@dataclass
class ExportJob:
    """The export of a session's document by the team's rules."""

    session: Session
    folder: Path
    """Folder for a copy of what goes to the clipboard, which not every terminal supports."""
    team: TeamRules

    @property
    def document(self) -> Postmortem:
        """The current document."""
        return self.session.document

    def markdown(self, audience: ExportAudience) -> str:
        """Return the Markdown; for customers with all leaks redacted that are not acknowledged."""
        if audience is ExportAudience.CUSTOMERS:
            return customer_markdown(self.document, self.team.disclosure, self.team.tickets)
        return internal_markdown(self.document, self.team)

    def name(self, audience: ExportAudience) -> str:
        """Return the default file name."""
        middle = ".customers" if audience is ExportAudience.CUSTOMERS else ""
        return f"{self.document.id}{middle}.md"

    def open_leaks_for(self, audience: ExportAudience) -> tuple[LocatedLeak, ...]:
        """Return the leaks nobody has acknowledged; none for colleagues, who may read all."""
        if audience is ExportAudience.COLLEAGUES:
            return ()
        return open_leaks(self.document, self.team.disclosure, self.team.tickets)

    @property
    def has_acknowledged_leaks(self) -> bool:
        """Whether the text for customers has leaks that somebody acknowledged."""
        leaks = document_leaks(self.document, self.team.disclosure, self.team.tickets)
        return any(located.acknowledged for located in leaks)

    def acknowledge_leaks(self, leaks: Iterable[LocatedLeak], by: str) -> None:
        """Record in the document who acknowledges these leaks, and save it.

        Raises ValueError without a name, or where it cannot be saved, and StoreError.
        """
        before = self.document
        document = with_leaks_acknowledged(before, leaks, by, datetime.now(UTC))
        self.session.record(document, before)
        self.session.save()
        if not self.session.is_saved:
            raise ValueError(f"it could not be written down: {self.session.state.reason}")


def open_export_by_id(app: AppContext, postmortem_id: str) -> None:
    """Open the export of a postmortem in the library. Raises StoreError where it cannot be read."""
    saved = app.store.load(postmortem_id)
    open_export(app, Session(saved, app.store, lambda: datetime.now(UTC)))


def export_job(app: AppContext, session: Session) -> ExportJob:
    """Return the export of a session's document by the team's rules."""
    return ExportJob(session, app.folder / "output", app.settings.rules)


def open_export(app: AppContext, session: Session) -> None:
    """Open the export dialog for a session's document."""
    app.push_screen(ExportDialog(export_job(app, session)))


_HEADINGS = {
    ExportAudience.COLLEAGUES: "For colleagues: all of it",
    ExportAudience.CUSTOMERS: "For customers: without names, hosts, links or causes",
}
_HEADING_WITH_LEAKS = "For customers: with what somebody let leave by name"
_NAME_FIELD = FieldSpec("by", "Your name", hint="it is recorded, with what it lets leave")
_LISTED, _LISTED_FOR_SIGNING = 3, 30
"""How many leaking words are quoted: in a status line, and where they are to be acknowledged."""
_REDACTED_HINT = "Safe words stand here instead; c and w ask what leaves."
_DOCUMENT_CHANGED = (
    "! Nothing left: it was changed in another window meanwhile. Look at it once more."
)
_REDACTED = "redacted"
_EXPORT_CHOICES = (
    (_REDACTED, "What is shown here, with safe words instead"),
    ("typed", "What was typed, in my name"),
)


class ExportDialog(Dialog[None], ShowsPostmortem):
    """Previews of both exports, side by side or, in a narrow terminal, one at a time.

    The audience whose preview has the focus is the one that `c` copies and `w` writes.
    """

    CSS_PATH = "export.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    BINDINGS = [
        Binding("c", "copy", "Copy", id="output.copy"),
        Binding("w", "write", "Write to a file", id="output.write"),
        Binding("a", "other_readers", "Colleagues / customers", id="output.readers"),
        Binding("escape", "leave", "Close", id="output.close"),
    ]

    def __init__(self, job: ExportJob) -> None:
        super().__init__()
        self._job = job
        self._shown_document = job.document
        self._audience = ExportAudience.COLLEAGUES
        self._status = Static(classes="said")
        self._headings = {audience: Static(classes="heading") for audience in ExportAudience}
        self._previews = {
            audience: TextArea(
                job.markdown(audience),
                read_only=True,
                compact=True,
                id="preview" if audience is ExportAudience.COLLEAGUES else "customer-preview",
            )
            for audience in ExportAudience
        }
        self._path = Input(compact=True, id="output-path")
        self._path.display = False

    def compose(self) -> ComposeResult:
        """Compose the previews above the path and the status."""
        with Vertical(id="output"):
            with Horizontal(id="versions"):
                for audience in ExportAudience:
                    with Vertical(id=f"for-{audience.value}"):
                        yield self._headings[audience]
                        yield self._previews[audience]
            yield self._path
            yield self._status
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the export for colleagues."""
        self._show_audience(ExportAudience.COLLEAGUES)

    def repaint(self) -> None:
        """Show the current document, so that no outdated one is exported; keep the position."""
        if self._job.document is self._shown_document:
            return
        self._shown_document = self._job.document
        for audience, preview in self._previews.items():
            text = self._job.markdown(audience)
            if text != preview.text:
                position = preview.scroll_offset.y
                preview.load_text(text)
                preview.scroll_to(y=position, animate=False)
        self._show_headings()
        self._show_status()

    def _show_audience(self, audience: ExportAudience) -> None:
        self._audience = audience
        for each in ExportAudience:
            self.set_class(each is audience, f"-{each.value}")
        self._show_headings()
        self._path.display = False
        self._previews[audience].focus()
        self._show_status()

    def _show_headings(self) -> None:
        texts = dict(_HEADINGS)
        if self._job.has_acknowledged_leaks:
            texts[ExportAudience.CUSTOMERS] = _HEADING_WITH_LEAKS
        for audience, heading in self._headings.items():
            mark = "▸ " if audience is self._audience else "  "
            heading.update(plain(f"{mark}{texts[audience]}"))

    def _show_status(self) -> None:
        problems, leak_warnings = self._problems(), self._leak_warnings()
        size = len(self._markdown.encode()) / 1024
        keys = (f"{size:.1f} KB for {self._audience.value}. c copies it, w writes it to a file.",)
        mark = "! " if problems or leak_warnings else ""
        self._set_status(mark + " ".join((*problems, *(leak_warnings or keys))))

    def _problems(self) -> tuple[str, ...]:
        if self._audience is ExportAudience.COLLEAGUES:
            return ()
        return customer_warnings(self._job.document)

    def _leak_warnings(self) -> tuple[str, ...]:
        """Return sentences on the open leaks, where they are fixed, and what c and w ask."""
        leaks = self._job.open_leaks_for(self._audience)
        if not leaks:
            return ()
        can_redact = any(located.leak.replacement for located in leaks)
        how = _REDACTED_HINT if can_redact else "c and w ask who lets it go."
        what = f"{count_leaks(len(leaks))}: {list_leaks(leaks, _LISTED)}."
        return (what, _fixed_in(leaks), how)

    @property
    def _markdown(self) -> str:
        return self._previews[self._audience].text

    def _set_status(self, sentence: str) -> None:
        self._status.update(plain(sentence))

    @on(TextArea.SelectionChanged)
    def _choose_clicked(self, event: TextArea.SelectionChanged) -> None:
        """Choose the audience whose preview was clicked."""
        for audience, preview in self._previews.items():
            if event.text_area is preview and preview.has_focus and audience is not self._audience:
                self._show_audience(audience)

    def action_other_readers(self) -> None:
        """Switch to the other audience."""
        self._show_audience(self._audience.other)

    def action_copy(self) -> None:
        """Copy to the clipboard, after open leaks were redacted or acknowledged."""
        self._after_acknowledgement(self._copy)

    def action_write(self) -> None:
        """Ask for a path to write to, after open leaks were redacted or acknowledged."""
        self._after_acknowledgement(self._ask_where)

    def _after_acknowledgement(self, export: Callable[[], object]) -> None:
        """Export at once where there are no open leaks; otherwise ask what is to be exported.

        A leak with a replacement may stay redacted, as the preview shows it. All others have to be
        acknowledged.
        """
        leaks, asked_about = self._job.open_leaks_for(self._audience), self._job.document
        without_redaction = tuple(located for located in leaks if not located.leak.replacement)
        if len(without_redaction) == len(leaks):
            self._ask_for_name(leaks, export)
            return

        def answered(answer: str | None) -> None:
            if answer is None:
                self._set_status("Nothing left.")
            elif self._job.document != asked_about:
                self._set_status(_DOCUMENT_CHANGED)
            else:
                self._ask_for_name(without_redaction if answer == _REDACTED else leaks, export)

        leak_sentence = f"What was typed gives away {list_leaks(leaks, _LISTED)}."
        question = " ".join((*self._problems(), leak_sentence, "What leaves?"))
        self.app.push_screen(ChoiceDialog(question, _EXPORT_CHOICES), answered)

    def _ask_for_name(self, leaks: tuple[LocatedLeak, ...], export: Callable[[], object]) -> None:
        """Export after somebody acknowledged these leaks by name; at once where there are none."""
        if not leaks:
            export()
            return

        asked_about = self._job.document

        def check(texts: Mapping[str, str]) -> None:
            if not texts["by"].strip():
                raise ValueError("say who lets it leave: a name")

        def closed(texts: Mapping[str, str] | None) -> None:
            if texts is None:
                self._set_status("Nothing left.")
                return
            if self._job.document != asked_about:
                self._set_status(_DOCUMENT_CHANGED)
                return
            try:
                self._job.acknowledge_leaks(leaks, texts["by"])
            except (ValueError, StoreError) as error:
                self._set_status(f"! Nothing left: {error}")
                return
            self.repaint()
            export()

        title = f"Let it leave as it stands? {list_leaks(leaks, _LISTED_FOR_SIGNING)}"
        self.app.push_screen(FormDialog(title, (_NAME_FIELD,), {"by": ""}, check), closed)

    @work(thread=True, exit_on_error=False, exclusive=True)
    def _copy(self) -> None:
        """Copy to the clipboard on another thread, and show by which way it got there."""
        self.app.call_from_thread(self._set_status, "Copying …")
        send = self.app.copy_to_clipboard
        try:
            copied = copy(
                self._markdown,
                copy_file=self._job.folder / self._job.name(self._audience),
                send_osc52=lambda text: self.app.call_from_thread(send, text),
            )
        except OSError as error:
            self.app.call_from_thread(self._set_status, f"! Not copied: {error}")
            return
        self.app.call_from_thread(self._set_status, copied.sentence)

    def _ask_where(self) -> None:
        self._path.value = str(Path.cwd() / self._job.name(self._audience))
        self._path.display = True
        self._path.focus()
        self._set_status("Enter writes the file; one that is there already is not overwritten.")

    @on(Input.Submitted, "#output-path")
    def _write(self, event: Input.Submitted) -> None:
        try:
            path = write_new_file(event.value, self._markdown)
        except ValueError as error:
            self._set_status(f"! {error}")
        else:
            self._path.display = False
            self._previews[self._audience].focus()
            self._set_status(f"Written to {path}")

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def _fixed_in(leaks: Iterable[LocatedLeak]) -> str:
    """Return a sentence on which stages fix these leaks."""
    numbers = sorted({guide_for(located.location.stage).number for located in leaks})
    if len(numbers) == 1:
        return f"Stage {numbers[0]} mends it."
    first = ", ".join(map(str, numbers[:-1]))
    return f"Stages {first} and {numbers[-1]} mend it."
