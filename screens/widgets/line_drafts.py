"""The line of a table: which row it mends, what was begun of others, and what a kill leaves."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass

from facilitator.model.postmortem import Postmortem
from screens.widgets.entry_line import EntryLine

_NEW = "line "
_AT = "at"
_BEGUN = "begun "
_WAS = "was "


@dataclass(frozen=True)
class _Begun:
    """A text not entered yet, what the line was loaded with, and the document that came from."""

    text: str
    loaded: str = ""
    since: Postmortem | None = None


class LineDrafts:
    """What the entry line is about. A line begun and left for another row waits; none is lost.

    All of them stand among the drafts, under `key`, as they are typed.
    """

    def __init__(
        self, entry: EntryLine, drafts: MutableMapping[str, dict[str, str]], key: str
    ) -> None:
        self._entry = entry
        self._drafts = drafts
        self._key = key
        self._waiting: dict[str, _Begun] = {}
        """Lines begun of other rows and not yet taken, by the row they are of."""
        self._new: list[_Begun] = []
        """New lines begun and left, the latest first."""
        self._loaded = ""
        self.editing: str | None = None
        """The id of the row in the line; None for a new one."""
        self.since: Postmortem | None = None
        """The document the row in the line was loaded from; None for a new one."""

    @property
    def is_begun(self) -> bool:
        """Whether the line holds typing that nobody has taken yet."""
        return bool(self._entry.text.strip()) and self._entry.text != self._loaded

    def turn_to(self, item_id: str | None, written: str, document: Postmortem) -> None:
        """Turn the line to another row, written like this; what was begun there comes back."""
        if item_id == self.editing and (item_id is None or self._entry.text):
            return
        if self.is_begun:
            left = _Begun(self._entry.text, self._loaded, self.since)
            if self.editing is None:
                self._new.insert(0, left)
            else:
                self._waiting[self.editing] = left
        if item_id is None:
            self._take_up(None, self._new.pop(0) if self._new else _Begun(""))
        else:
            fresh = _Begun(written, written, document)
            self._take_up(item_id, self._waiting.pop(item_id, fresh))

    def end(self) -> None:
        """Let the row go: what the line holds now is of a new one."""
        self.editing, self.since, self._loaded = None, None, ""
        if not self._entry.text and self._new:
            self._take_up(None, self._new.pop(0))
        self.keep()

    def leave(self) -> None:
        """Let the row go where nothing of it was changed."""
        if self.editing is not None and not self.is_begun:
            self._entry.load("")
            self.end()

    def keep(self) -> None:
        """Put every line begun among the drafts."""
        lines, new = dict(self._waiting), [line.text for line in self._new]
        if self.is_begun and self.editing is None:
            new.insert(0, self._entry.text)
        elif self.is_begun and self.editing is not None:
            lines[self.editing] = _Begun(self._entry.text, self._loaded, self.since)
        kept = {f"{_NEW}{n}": text for n, text in enumerate(new)}
        for item_id, line in lines.items():
            kept[f"{_BEGUN}{item_id}"], kept[f"{_WAS}{item_id}"] = line.text, line.loaded
        if self.editing in lines:
            kept[_AT] = self.editing or ""
        if kept:
            self._drafts[self._key] = kept
        else:
            self._drafts.pop(self._key, None)

    def bring_back(self, written: Callable[[str], str | None], document: Postmortem) -> None:
        """Take up what an earlier run left. `written`: a row as a line; None where it is gone.

        What was begun of a row that is gone, or is another by now, becomes a new line of its own.
        """
        draft = self._drafts.get(self._key, {})
        new = [text for key, text in draft.items() if key.startswith(_NEW)]
        for key, text in draft.items():
            if key.startswith(_BEGUN):
                item_id = key.removeprefix(_BEGUN)
                was = draft.get(f"{_WAS}{item_id}", "")
                if was and written(item_id) == was:
                    self._waiting[item_id] = _Begun(text, was, document)
                else:
                    new.append(text)
        self._new = [_Begun(text) for text in new]
        at = draft.get(_AT, "")
        if at in self._waiting:
            self._take_up(at, self._waiting.pop(at))
        elif self._new:
            self._take_up(None, self._new.pop(0))

    def _take_up(self, item_id: str | None, line: _Begun) -> None:
        self.editing, self.since, self._loaded = item_id, line.since, line.loaded
        self._entry.load(line.text)
        self.keep()
