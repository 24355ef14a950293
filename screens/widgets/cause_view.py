"""What the tree of causes and the fishbone share: the keys of their lines, and what people want."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message

PROBLEM = "problem"
"""The key of the problem; every cause is keyed by its id."""

ASK_FOR_PROBLEM = "What went wrong for users? Press e to write the problem down."

NO_BONE_YET = "no bone yet"
"""What the causes stand on that nobody has put on a bone."""

_BONE = "bone:"


def bone_key(bone: str) -> str:
    """Return the key of a bone's label; no cause's id looks like it."""
    return f"{_BONE}{bone}"


def bone_of_key(key: str) -> str | None:
    """Return the bone a key stands for ("" for no bone yet), or None for any other key."""
    return key.removeprefix(_BONE) if key.startswith(_BONE) else None


CAUSE_KEYS = (
    Binding("a", "want('add')", "Add beneath", id="cause.add"),
    Binding("e", "want('edit')", "Edit", id="cause.edit"),
    Binding("enter", "want('edit')", "Edit", False, id="cause.open"),
    Binding("r", "want('root')", "Root", id="cause.root"),
    Binding("c", "want('contributing')", "Contributing", False, id="cause.contributing"),
    Binding("s", "want('beside')", "Add beside", False, id="cause.beside"),
    Binding("b", "want('bone')", "Bone", False, id="cause.bone"),
    Binding("v", "want('evidence')", "Evidence", False, id="cause.evidence"),
    Binding("greater_than_sign", "want('indent')", "Put under the one above; a bone: later",
            False, id="cause.indent"),
    Binding("less_than_sign", "want('lift')", "Lift one level; a bone: earlier", False,
            id="cause.lift"),
    Binding("M", "want('move')", "Move anywhere", False, id="cause.move"),
    Binding("d,delete", "want('delete')", "Delete", False, id="cause.delete"),
    Binding("B", "want('new bone')", "Add a bone", False, id="cause.new_bone"),
    Binding("R", "want('read back')", "Read the chain back", False, id="cause.read_back"),
    Binding("q", "want('questions')", "Parked questions", False, id="cause.questions"),
    Binding("f", "want('other view')", "Tree or fishbone", False, id="cause.view"),
)  # fmt: skip
"""The keys of both views: there is one definition of each."""


class CauseView:
    """A view of the causes with one of them, a bone or the problem selected.

    It is no widget itself: a widget has its component classes and styles from one base only.
    """

    @dataclass
    class Wanted(Message):
        """The person wants something done to what has this key."""

        what: str
        key: str

    @property
    def selected(self) -> str:
        """The key under the cursor."""
        raise NotImplementedError

    def action_want(self, what: str) -> None:
        """Ask for something to be done to what is under the cursor."""
        self.post_message(self.Wanted(what, self.selected))

    def post_message(self, message: Message) -> bool:
        """Post a message, as every widget does."""
        raise NotImplementedError
