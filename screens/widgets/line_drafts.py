"""Unsubmitted lines of an entry line: one per row being edited, and any number of new ones."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass

from facilitator.model.postmortem import Postmortem
from screens.widgets.entry_line import EntryLine

# Keys of a stored draft. "line N" is a new line. "begun ID" is a line that edits a row, "was ID"
# the text it was loaded with, and "at" the row in the entry line.
_NEW = "line "
_AT = "at"
_BEGUN = "begun "
_WAS = "was "


@dataclass(frozen=True)
class _Draft:
    """An unsubmitted text, the text the line was loaded with, and the document of that time."""

    text: str
    loaded: str = ""
    loaded_from: Postmortem | None = None


class LineDrafts:
    """The row an entry line edits, and every line that was begun and not submitted.

    A line that is left for another row is kept, and comes back with its row. All of them are
    stored in `drafts` under `key` as they are typed, so that they survive the end of the program.
    """

    def __init__(
        self, entry: EntryLine, drafts: MutableMapping[str, dict[str, str]], key: str
    ) -> None:
        self._entry = entry
        self._drafts = drafts
        self._key = key
        self._row_drafts: dict[str, _Draft] = {}
        """Lines begun for rows that are not in the entry line, by row id."""
        self._new_drafts: list[_Draft] = []
        """New lines begun and left, the latest first."""
        self._loaded = ""
        self.row_id: str | None = None
        """The id of the row in the entry line; None for a new one."""
        self.loaded_from: Postmortem | None = None
        """The document the row was loaded from; None for a new one."""

    @property
    def has_draft(self) -> bool:
        """Whether the entry line holds text that was typed and not submitted."""
        return bool(self._entry.text.strip()) and self._entry.text != self._loaded

    def load_row(self, row_id: str | None, text: str, document: Postmortem) -> None:
        """Load a row into the entry line, or a new line for None.

        `text` is the row as a line. A draft of the row, or the latest new line, replaces it.
        """
        if row_id == self.row_id and (row_id is None or self._entry.text):
            return
        if self.has_draft:
            left = _Draft(self._entry.text, self._loaded, self.loaded_from)
            if self.row_id is None:
                self._new_drafts.insert(0, left)
            else:
                self._row_drafts[self.row_id] = left
        if row_id is None:
            self._load(None, self._new_drafts.pop(0) if self._new_drafts else _Draft(""))
        else:
            fresh = _Draft(text, text, document)
            self._load(row_id, self._row_drafts.pop(row_id, fresh))

    def detach(self) -> None:
        """Detach from the row: the text in the entry line becomes a new line."""
        self.row_id, self.loaded_from, self._loaded = None, None, ""
        if not self._entry.text and self._new_drafts:
            self._load(None, self._new_drafts.pop(0))
        self.save()

    def detach_if_unchanged(self) -> None:
        """Detach from the row and clear the entry line, unless something was typed."""
        if self.row_id is not None and not self.has_draft:
            self._entry.load("")
            self.detach()

    def save(self) -> None:
        """Store every unsubmitted line."""
        rows, new = dict(self._row_drafts), [draft.text for draft in self._new_drafts]
        if self.has_draft and self.row_id is None:
            new.insert(0, self._entry.text)
        elif self.has_draft and self.row_id is not None:
            rows[self.row_id] = _Draft(self._entry.text, self._loaded, self.loaded_from)
        stored = {f"{_NEW}{n}": text for n, text in enumerate(new)}
        for row_id, draft in rows.items():
            stored[f"{_BEGUN}{row_id}"], stored[f"{_WAS}{row_id}"] = draft.text, draft.loaded
        if self.row_id in rows:
            stored[_AT] = self.row_id or ""
        if stored:
            self._drafts[self._key] = stored
        else:
            self._drafts.pop(self._key, None)

    def restore(self, line_of: Callable[[str], str | None], document: Postmortem) -> None:
        """Load the lines stored by an earlier run.

        `line_of` returns a row as a line, or None if it is gone. A draft of a row that is gone or
        was changed since becomes a new line.
        """
        stored = self._drafts.get(self._key, {})
        new = [text for key, text in stored.items() if key.startswith(_NEW)]
        for key, text in stored.items():
            if key.startswith(_BEGUN):
                row_id = key.removeprefix(_BEGUN)
                was = stored.get(f"{_WAS}{row_id}", "")
                if was and line_of(row_id) == was:
                    self._row_drafts[row_id] = _Draft(text, was, document)
                else:
                    new.append(text)
        self._new_drafts = [_Draft(text) for text in new]
        at = stored.get(_AT, "")
        if at in self._row_drafts:
            self._load(at, self._row_drafts.pop(at))
        elif self._new_drafts:
            self._load(None, self._new_drafts.pop(0))

    def _load(self, row_id: str | None, draft: _Draft) -> None:
        self.row_id, self.loaded_from, self._loaded = row_id, draft.loaded_from, draft.loaded
        self._entry.load(draft.text)
        self.save()
