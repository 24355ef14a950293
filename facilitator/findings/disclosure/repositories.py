"""Where source code lives: files by their paths, repositories by their names, single commits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facilitator.findings.disclosure.context import DisclosureContext
from facilitator.findings.disclosure.leak import Leak, LeakKind, leak_at
from facilitator.findings.disclosure.lists import listed

_PATH = re.compile(
    r"(?<![\w/.:@~%+-])(?:~|\.{1,2})?/?(?:[\w.@+-]++/)+[\w.@+-]*+(?::[0-9]{1,6}){0,2}(?![/\w])"
)
_FILE_AND_LINE = re.compile(
    r"(?<![\w/.@-])[\w-]++\.([A-Za-z0-9]{1,6}):[0-9]{1,6}(?::[0-9]{1,6})?(?!\w)"
)
_WINDOWS = re.compile(r"(?<![\w\\])[A-Za-z]:\\[\w.\\$-]+")
_COMMIT = re.compile(
    r"(?<!\w)(?i:commit|revision|changeset|sha|hash)s?:?\s{1,2}`?(?P<hash>[0-9a-f]{7,40})(?!\w)"
    r"|(?<![\w/+=-])(?P<whole>[0-9a-f]{40})(?![\w/+=-])"
)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*")
_WORD = re.compile(r"[A-Za-z]+")
_AROUND = 40
_CODE, _FILE, _COMMIT_SAID = (
    "our source code",
    "a file on our servers",
    "a change to our source code",
)


def repositories_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield paths of source files, names such as `team/ledger-service`, and commits."""
    if "/" in text:
        for found in _PATH.finditer(text):
            words = found[0].rstrip(".")
            if instead := _judged(text, words, found.start(), context):
                end = found.start() + len(words)
                yield leak_at(text, LeakKind.REPOSITORY, found.start(), end, instead)
    if ":" in text:
        for found in _FILE_AND_LINE.finditer(text):
            if found[1] in listed("source_endings"):
                yield leak_at(text, LeakKind.REPOSITORY, *found.span(), _CODE)
    if "\\" in text:
        for found in _WINDOWS.finditer(text):
            yield leak_at(text, LeakKind.REPOSITORY, *found.span(), _FILE)
    for found in _COMMIT.finditer(text):
        part = "hash" if found["hash"] else "whole"
        if any(letter.isdecimal() for letter in found[part]):
            yield leak_at(text, LeakKind.REPOSITORY, *found.span(part), _COMMIT_SAID)


def _judged(text: str, words: str, start: int, context: DisclosureContext) -> str:
    """Return what may stand instead of a path; empty for one that gives nothing away."""
    path = re.sub(r"(?::[0-9]+){1,2}$", "", words)
    parts = path.split("/")
    ending = parts[-1].rpartition(".")[2].lower() if "." in parts[-1] else ""
    if path[0] in "/~" and (path[0] == "~" or parts[1] in listed("source_roots")):
        return _FILE
    if ending in listed("source_endings"):
        return _CODE
    if len(parts) != 2 or not all(_NAME.fullmatch(part) for part in parts):
        return ""
    if parts[0] in context.own_names or _is_named_like_one(parts[1]):
        return _CODE
    if _is_about_code(text, start, start + len(words)):
        return _CODE
    return ""


def _is_named_like_one(name: str) -> bool:
    words = re.split(r"[-_.]", name)
    return len(words) > 1 and words[-1] in listed("repository_endings")


def _is_about_code(text: str, start: int, end: int) -> bool:
    """Whether one of the two words before, or the one behind, is about code."""
    before = _WORD.findall(text[max(0, start - _AROUND) : start])[-2:]
    after = _WORD.findall(text[end : end + _AROUND])[:1]
    return any(word.lower() in listed("about_code") for word in before + after)
