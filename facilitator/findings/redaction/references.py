"""References to source code (files, repositories, commits) and to tickets in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facilitator.findings.redaction.disclosure_context import DisclosureContext
from facilitator.findings.redaction.leak import Leak, LeakKind, leak_at
from facilitator.findings.redaction.rules import word_list

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
_AROUND = 40  # characters before and after a name that are searched for a word about code
_CODE, _FILE, _COMMIT_REPLACEMENT = (
    "our source code",
    "a file on our servers",
    "a change to our source code",
)


def repositories_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield paths of source files, names such as `team/ledger-service`, and commits."""
    if "/" in text:
        for found in _PATH.finditer(text):
            words = found[0].rstrip(".")
            if replacement := _path_replacement(text, words, found.start(), context):
                end = found.start() + len(words)
                yield leak_at(text, LeakKind.REPOSITORY, found.start(), end, replacement)
    if ":" in text:
        for found in _FILE_AND_LINE.finditer(text):
            if found[1] in word_list("source_endings"):
                yield leak_at(text, LeakKind.REPOSITORY, *found.span(), _CODE)
    if "\\" in text:
        for found in _WINDOWS.finditer(text):
            yield leak_at(text, LeakKind.REPOSITORY, *found.span(), _FILE)
    for found in _COMMIT.finditer(text):
        part = "hash" if found["hash"] else "whole"
        if any(letter.isdecimal() for letter in found[part]):
            yield leak_at(text, LeakKind.REPOSITORY, *found.span(part), _COMMIT_REPLACEMENT)


def _path_replacement(text: str, words: str, start: int, context: DisclosureContext) -> str:
    """Return the replacement of a path; empty if it is no leak."""
    path = re.sub(r"(?::[0-9]+){1,2}$", "", words)
    parts = path.split("/")
    ending = parts[-1].rpartition(".")[2].lower() if "." in parts[-1] else ""
    if path[0] in "/~" and (path[0] == "~" or parts[1] in word_list("source_roots")):
        return _FILE
    if ending in word_list("source_endings"):
        return _CODE
    if len(parts) != 2 or not all(_NAME.fullmatch(part) for part in parts):
        return ""
    if parts[0] in context.company_names or _has_repository_ending(parts[1]):
        return _CODE
    if _is_about_code(text, start, start + len(words)):
        return _CODE
    return ""


def _has_repository_ending(name: str) -> bool:
    words = re.split(r"[-_.]", name)
    return len(words) > 1 and words[-1] in word_list("repository_endings")


def _is_about_code(text: str, start: int, end: int) -> bool:
    """Whether one of the two words before, or the word after, is about code."""
    before = _WORD.findall(text[max(0, start - _AROUND) : start])[-2:]
    after = _WORD.findall(text[end : end + _AROUND])[:1]
    return any(word.lower() in word_list("about_code") for word in before + after)


_KEY = re.compile(
    r"(?<![\w.-])#?(?P<prefix>[A-Za-z][A-Za-z0-9_]{0,14}-)[0-9]{1,9}(?![\w-]|[.,][0-9])"
)
_NUMBER = re.compile(r"(?<![\w#&/])#[0-9]{1,7}(?!\w)")
_RECORD = re.compile(
    r"(?<![\w-])(?:INC|CHG|PRB|RITM|REQ|CTASK|SCTASK)[0-9]{5,10}(?!\w)"
    r"|(?<![\w/.-])[\w.-]++/[\w.-]+#[0-9]{1,7}(?!\w)"
)
"""Ticket keys without a hyphen: those of service desks, and `team/repository#12`."""
_QUARTER_OR_HALF = re.compile(r"Q[1-4]|H[12]")
"""Prefixes of a quarter or half of a year: Q3-2026 is no ticket."""
_LONGEST_PREFIX = 11
_LOOK_BACK = 16
_TICKET = "an internal ticket"


def tickets_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield ticket keys such as OPS-12, if not a public term such as UTF-8, and `issue #12`."""
    for found in _KEY.finditer(text):
        if _is_ticket(found["prefix"], context):
            yield leak_at(text, LeakKind.TICKET, *found.span(), _TICKET)
    for found in _RECORD.finditer(text):
        yield leak_at(text, LeakKind.TICKET, *found.span(), _TICKET)
    for found in _NUMBER.finditer(text) if "#" in text else ():
        before = text[max(0, found.start() - _LOOK_BACK) : found.start()].rstrip().lower()
        if any(re.search(rf"(?<!\w){word}$", before) for word in word_list("before_a_number")):
            yield leak_at(text, LeakKind.TICKET, *found.span(), _TICKET)


def _is_ticket(prefix: str, context: DisclosureContext) -> bool:
    if prefix.lower() in context.ticket_prefixes:
        return True
    name = prefix[:-1]
    return (
        name.isupper()
        and not _QUARTER_OR_HALF.fullmatch(name)
        and 2 <= len(name) <= _LONGEST_PREFIX
        and name.lower() not in word_list("public_prefixes")
    )
