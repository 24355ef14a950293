"""ctrl+o: the document as it leaves. Copied, written to a file, or looked at first."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Static, TextArea

from data.clipboard import copy
from data.new_file import write_new_file
from facilitator.exports.markdown import internal_markdown
from facilitator.model.postmortem import Postmortem
from facilitator.tickets import Tickets
from screens.safe import plain


class Output(ModalScreen[None]):
    """The internal Markdown, ready to leave."""

    CSS_PATH = "output.tcss"
    BINDINGS = [
        Binding("c", "copy", "Copy", id="output.copy"),
        Binding("w", "write", "Write to a file", id="output.write"),
        Binding("escape", "leave", "Close", id="output.close"),
    ]

    def __init__(self, document: Postmortem, folder: Path, tickets: Tickets) -> None:
        super().__init__()
        self._markdown = internal_markdown(document, tickets)
        self._beside = folder / f"{document.id}.md"
        self._said = Static(classes="said")
        self._path = Input(str(Path.cwd() / f"{document.id}.md"), compact=True, id="output-path")
        self._path.display = False

    def compose(self) -> ComposeResult:
        """Lay what happened beneath the preview."""
        with Vertical(id="output"):
            yield Static(plain("Internal Markdown"), classes="heading")
            yield TextArea(self._markdown, read_only=True, id="preview", compact=True)
            yield self._path
            yield self._said
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Begin in the preview: c copies, w writes, the arrows scroll."""
        self.query_one("#preview").focus()
        size = len(self._markdown.encode())
        self._say(f"{size / 1024:.1f} KB. c copies it, w writes it to a file.")

    def _say(self, sentence: str) -> None:
        self._said.update(plain(sentence))

    @work(thread=True, exit_on_error=False, exclusive=True)
    def action_copy(self) -> None:
        """Copy to the clipboard, and say what is known of it."""
        self.app.call_from_thread(self._say, "Copying …")
        send = self.app.copy_to_clipboard
        try:
            copied = copy(
                self._markdown,
                beside=self._beside,
                osc52=lambda text: self.app.call_from_thread(send, text),
            )
        except OSError as error:
            self.app.call_from_thread(self._say, f"! Not copied: {error}")
            return
        self.app.call_from_thread(self._say, copied.sentence)

    def action_write(self) -> None:
        """Ask where to write."""
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
            self.query_one("#preview").focus()
            self._say(f"Written to {path}")

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)
