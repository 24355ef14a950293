"""Handles in a text: any word with an @ before it, and those of the people here without one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facilitator.findings.disclosure.context import DisclosureContext
from facilitator.findings.disclosure.leak import Leak, LeakKind, leak_at
from facilitator.findings.disclosure.lists import listed
from facilitator.findings.disclosure.roles import SOMEBODY, is_a_post
from facilitator.findings.disclosure.words import fold, folded_words

_AT = re.compile(r"(?<![\w@.+/-])@(?:[A-Z][\w.-]*+|[a-z](?:[\w-]|\.(?![A-Z]))*+)(?!/)")
_SHORTEST = 3


def handles_in(text: str, context: DisclosureContext) -> Iterator[Leak]:
    """Yield where a handle stands. Without its @ only one that is no ordinary word counts."""
    for found in _AT.finditer(text) if "@" in text else ():
        start, end = found.start(), found.start() + len(found[0].rstrip(".-"))
        if fold(text[start + 1 : end]) in context.own_names:
            continue  # how the world calls us: "follow us"
        instead = context.handles.get(fold(text[start + 1 : end]), SOMEBODY)
        yield leak_at(text, LeakKind.HANDLE, start, end, instead)
    for handle, instead in context.handles.items():
        if handle in text and _stands_for_itself(handle):
            for found in re.finditer(rf"(?<![\w@./-]){re.escape(handle)}(?![\w@/-]|\.\w)", text):
                yield leak_at(text, LeakKind.HANDLE, *found.span(), instead)


def _stands_for_itself(handle: str) -> bool:
    words = folded_words(handle)
    ordinary = listed("ordinary_names") | listed("months") | listed("environments")
    return len(handle) >= _SHORTEST and not is_a_post(handle) and ordinary.isdisjoint(words)
