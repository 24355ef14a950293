"""What a disk may hold after a power cut, from the operations that were done before it.

As ALICE enumerates them (Pillai et al., OSDI 2014): what was written to a file and not synced may
be missing, there in part, zeroes, or there; names that were made, moved or removed in a folder and
not synced may have reached the disk up to any one of them, in each folder for itself. A rename is
one step, also between two folders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from tests.data.durability.watched import Step


@dataclass
class _Change:
    """One change of names: what is taken away, what is put there, in which folders."""

    folders: frozenset[Path]
    removed: Path | None = None
    added: Path | None = None
    inode: int = -1
    is_folder: bool = False
    on_disk: bool = False


@dataclass(frozen=True)
class State:
    """What a disk holds, and whether the change had been called done."""

    files: frozenset[tuple[Path, bytes]]
    folders: frozenset[Path]
    acknowledged: bool

    def materialised(self) -> None:
        """Put it on a real disk, where nothing may be yet."""
        for folder in sorted(self.folders):
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in self.files:
            path.write_bytes(content)


@dataclass
class Disk:
    """A model of a disk below a folder that was there, and synced, all along."""

    root: Path
    files: dict[Path, bytes]
    """What was there, and synced, at the beginning."""
    folders: frozenset[Path]
    _names: dict[Path, int] = field(init=False)
    _written: dict[int, bytes] = field(init=False)
    _synced: dict[int, bytes] = field(init=False)
    _changes: list[_Change] = field(default_factory=list)
    _open: dict[int, int] = field(default_factory=dict)
    _acknowledged: bool = False

    def __post_init__(self) -> None:
        self._names = {path: inode for inode, path in enumerate(self.files)}
        self._written = {self._names[path]: content for path, content in self.files.items()}
        self._synced = dict(self._written)
        self._first_names = dict(self._names)

    def do(self, step: Step) -> bool:
        """Take in one operation; say whether a power cut after it may leave other states."""
        first = step.arguments[0] if step.arguments else None
        if isinstance(first, Path) and self.root not in (first, *first.parents):
            return False
        match step.name, step.arguments:
            case "open_new", (Path() as path, _):
                inode = self._open[step.result] = len(self._written)
                self._written[inode] = self._synced[inode] = b""
                self._change(path, inode)
            case "write", (int() as descriptor, bytes() as content):
                self._written[self._open[descriptor]] += content[: step.result]
            case "sync", (int() as descriptor,):
                self._synced[self._open[descriptor]] = self._written[self._open[descriptor]]
            case "link", (Path() as path, Path() as other):
                self._change(other, self._names[path])
            case "replace", (Path() as path, Path() as other):
                if self._names[path] != self._names.get(other):  # else it does nothing at all
                    self._change(other, self._names[path], removed=path)
            case "unlink", (Path() as path,) if path in self._names:
                del self._names[path]
                self._changes.append(_Change(frozenset({path.parent}), removed=path))
            case "make_folder", (Path() as path,):
                place = frozenset({path.parent})
                self._changes.append(_Change(place, added=path, is_folder=True))
            case "sync_folder", (Path() as folder,):
                for change in self._changes:
                    change.on_disk = change.on_disk or folder in change.folders
            case "acknowledged", ():
                self._acknowledged = True
            case _:
                return False
        return True

    def states(self) -> Iterator[State]:
        """Return every state that a power cut at this moment may leave."""
        for changes in self._reached():
            names, folders = dict(self._first_names), set(self.folders)
            for change in changes:
                if change.removed is not None:
                    names.pop(change.removed, None)
                if change.added is not None and change.is_folder:
                    folders.add(change.added)
                elif change.added is not None:
                    names[change.added] = change.inode
            there = {f for f in folders if all(p in folders for p in self._above(f))}
            names = {path: n for path, n in names.items() if path.parent in there}
            inodes = sorted(set(names.values()))
            for contents in product(*(self._contents(inode) for inode in inodes)):
                content_of = dict(zip(inodes, contents, strict=True))
                files = frozenset((path, content_of[n]) for path, n in names.items())
                yield State(files, frozenset(there), self._acknowledged)

    def _change(self, path: Path, inode: int, removed: Path | None = None) -> None:
        self._names[path] = inode
        folders = {path.parent}
        if removed is not None:
            del self._names[removed]
            folders.add(removed.parent)
        self._changes.append(_Change(frozenset(folders), removed, path, inode))

    def _above(self, folder: Path) -> Sequence[Path]:
        return [each for each in folder.parents if self.root in each.parents]

    def _contents(self, inode: int) -> Sequence[bytes]:
        written, synced = self._written[inode], self._synced[inode]
        if written == synced:
            return [written]
        return [written, synced, written[: len(written) // 2], bytes(len(written))]

    def _reached(self) -> Iterator[list[_Change]]:
        """Return the lists of changes that may be on the disk: in each folder, up to any one."""
        of_folder: dict[Path, list[_Change]] = {}
        for change in self._changes:
            for folder in change.folders:
                of_folder.setdefault(folder, []).append(change)
        choices = []
        for changes in of_folder.values():
            surely = max((n for n, c in enumerate(changes, start=1) if c.on_disk), default=0)
            choices.append(range(surely, len(changes) + 1))
        for counts in product(*choices):
            reached = [
                {id(change) for change in changes[:count]}
                for changes, count in zip(of_folder.values(), counts, strict=True)
            ]
            left_out = [
                {id(change) for change in changes[count:]}
                for changes, count in zip(of_folder.values(), counts, strict=True)
            ]
            if not set().union(*reached) & set().union(*left_out):  # a rename is one step
                yield [change for change in self._changes if id(change) in set().union(*reached)]


def disk_of(root: Path) -> Disk:
    """Return a disk that holds what a real folder does."""
    files = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return Disk(root, files, frozenset([root, *(p for p in root.rglob("*") if p.is_dir())]))
