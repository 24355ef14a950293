"""The line of a table: which row it mends, what was begun of others, and what a kill leaves."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass

from facilitator.model.postmortem import Postmortem
from screens.widgets.entry_line import EntryLine

_NEW = "line"
_AT = "at"
_BEGUN = "begun "
_WAS = "was "


@dataclass(frozen=True)
class _Begun:
    """A text not entered yet, what the line was loaded with, and the document that came from."""

    text: str
    loaded: str = ""
    since: Postmortem | None = None


class LineInWork:
    """What the entry line is about. A line begun and left for another row waits; none is lost.

    All of them stand among the drafts, under `key`, as they are typed.
    """

    def __init__(
        self, entry: EntryLine, drafts: MutableMapping[str, dict[str, str]], key: str
    ) -> None:
        self._entry = entry
        self._drafts = drafts
        self._key = key
        self._waiting: dict[str | None, _Begun] = {}
        """Lines begun and not yet taken, by the row they are of (None: a new one)."""
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
            self._waiting[self.editing] = _Begun(self._entry.text, self._loaded, self.since)
        fresh = _Begun(written, written, document if item_id else None)
        self._take_up(item_id, self._waiting.pop(item_id, fresh))

    def end(self) -> None:
        """Let the row go: what the line holds now is of a new one."""
        self.editing, self.since, self._loaded = None, None, ""
        if not self._entry.text:
            self._take_up(None, self._waiting.pop(None, _Begun("")))
        self.keep()

    def leave(self) -> None:
        """Let the row go where nothing of it was changed."""
        if self.editing is not None and not self.is_begun:
            self._entry.load("")
            self.end()

    def keep(self) -> None:
        """Put every line begun among the drafts."""
        lines = dict(self._waiting)
        if self.is_begun:
            lines[self.editing] = _Begun(self._entry.text, self._loaded, self.since)
        kept: dict[str, str] = {}
        for item_id, line in lines.items():
            if item_id is None:
                kept[_NEW] = line.text
            else:
                kept[f"{_BEGUN}{item_id}"], kept[f"{_WAS}{item_id}"] = line.text, line.loaded
        if kept and self.editing in lines:
            kept[_AT] = self.editing or ""
        if kept:
            self._drafts[self._key] = kept
        else:
            self._drafts.pop(self._key, None)

    def bring_back(self, written: Callable[[str], str | None], document: Postmortem) -> None:
        """Take up what an earlier run left. `written`: a row as a line; None where it is gone.

        What was begun of a row that is gone, or is another by now, becomes a new line.
        """
        draft = self._drafts.get(self._key, {})
        new = [draft[_NEW]] if _NEW in draft else []
        for key, text in draft.items():
            if key.startswith(_BEGUN):
                item_id = key.removeprefix(_BEGUN)
                was = draft.get(f"{_WAS}{item_id}", "")
                if was and written(item_id) == was:
                    self._waiting[item_id] = _Begun(text, was, document)
                else:
                    new.append(text)
        if new:
            self._waiting[None] = _Begun(" ".join(new))
        at = draft.get(_AT) or None
        at = at if at in self._waiting else None
        if at in self._waiting:
            self._take_up(at, self._waiting.pop(at))

    def _take_up(self, item_id: str | None, line: _Begun) -> None:
        self.editing, self.since, self._loaded = item_id, line.since, line.loaded
        self._entry.load(line.text)
        self.keep()
