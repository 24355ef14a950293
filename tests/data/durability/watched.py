"""File operations that are counted, that fail or die at a chosen one, or that are written down."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.fs.files import Files

OPERATIONS = tuple(
    name for name, kind in vars(Files).items() if callable(kind) and not name.startswith("_")
)


class Died(BaseException):
    """The process was killed here."""


class Quick(Files):
    """The real operations in small pieces, without waiting for the disk: a process may die here,
    but the machine does not.
    """

    def write(self, descriptor: int, content: memoryview) -> int:
        return os.write(descriptor, content[:700])

    def sync(self, descriptor: int) -> None:
        pass

    def sync_folder(self, folder: Path) -> None:
        folder.stat()  # a folder that is not there cannot be synced


class Watched(Files):
    """Passes every operation through `around`, those that the seam gets one day too."""

    def __init__(self, inner: Files) -> None:
        self.inner = inner

    def around(self, name: str, arguments: tuple[Any, ...], act: Callable[[], Any]) -> Any:
        """Do one operation, or something else in its place."""
        return act()


def _passed_through(name: str) -> Callable[..., Any]:
    def operation(self: Watched, *arguments: Any) -> Any:
        act: Callable[[], Any] = lambda: getattr(self.inner, name)(*arguments)  # noqa: E731
        return self.around(name, arguments, act)

    return operation


for _name in OPERATIONS:
    setattr(Watched, _name, _passed_through(_name))


@dataclass(frozen=True)
class Fault:
    """What goes wrong at one operation: before it is done, or after it though it was done."""

    error: BaseException
    after: bool

    @property
    def kills(self) -> bool:
        """Whether nothing of the process runs after it."""
        return isinstance(self.error, Died)


FAILS = Fault(OSError(errno.EIO, "Input/output error"), after=False)
FAILS_AFTERWARDS = Fault(OSError(errno.EIO, "Input/output error"), after=True)
DIES = Fault(Died(), after=False)
NOT_PERMITTED = Fault(OSError(errno.EPERM, "Operation not permitted"), after=False)

_ONLY_LOOKS = ("read", "head", "stat", "exists", "is_folder", "names", "take_lock")


def faults_at(operation: str) -> tuple[Fault, ...]:
    """Return what can go wrong at an operation, each with a disk of its own to be judged.

    Failing after a look is failing before it, and dying after an operation is dying before the
    next. Where a second name is not permitted, a copy is made.
    """
    if operation in _ONLY_LOOKS:
        return (FAILS, DIES)
    if operation == "link":
        return (FAILS, FAILS_AFTERWARDS, DIES, NOT_PERMITTED)
    return (FAILS, FAILS_AFTERWARDS, DIES)


class Faulty(Watched):
    """Counts operations and has a fault at one of them; `at` of -1 is none."""

    def __init__(self, inner: Files, fault: Fault = FAILS, at: int = -1) -> None:
        super().__init__(inner)
        self.fault, self.at = fault, at
        self.done: list[str] = []
        self.dead = False

    def around(self, name: str, arguments: tuple[Any, ...], act: Callable[[], Any]) -> Any:
        closes = name in ("close", "close_lock")
        if self.dead:
            if closes:  # the system closes what a dead process had open
                return act()
            raise Died
        self.done.append(name)
        if len(self.done) - 1 != self.at:
            return act()
        self.dead = self.fault.kills
        if self.fault.after or closes:  # a descriptor is gone even where closing it fails
            result = act()
            if name in ("open_new", "open_lock"):
                os.close(result)
        raise self.fault.error


@dataclass(frozen=True)
class Step:
    """One operation that changed the disk, or brought a change to it."""

    name: str
    arguments: tuple[Any, ...]
    result: Any


class Recorded(Watched):
    """Writes down every operation that was done."""

    def __init__(self, inner: Files) -> None:
        super().__init__(inner)
        self.steps: list[Step] = []

    def around(self, name: str, arguments: tuple[Any, ...], act: Callable[[], Any]) -> Any:
        result = act()
        kept = tuple(bytes(a) if isinstance(a, memoryview) else a for a in arguments)
        self.steps.append(Step(name, kept, result))
        return result

    def acknowledge(self) -> None:
        """Write down that the change was called safe here."""
        self.steps.append(Step("acknowledged", (), None))
