"""The forms one pasted line comes in: bullets, bold or bracketed times, a name before its time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from facilitator.imports.table_forms import bare_row, unescaped
from facilitator.model.types import plain_prose
from facilitator.timeparse.patterns import PLACES, ZONE_NAMES

_UNSEEN = "\ufeff\u200b\u200e\u200f\u2060"
"""Marks without a width that programs put before a line."""

_QUOTE_OR_HEADING = re.compile(r"(?:>\s*)+|#{1,6}\s+")
_BULLET = re.compile(r"(?:[*+•·–—-]|[0-9]{1,3}[.)])\s+(?:\[[ xX]\]\s+)?|[-*•–—](?=[\[(~*_`]*[0-9])")
_WRAPPED = re.compile(
    r"(?P<about>[~≈]?)\s?[\[(*_`<]{1,6}(?P<inside>[^\[\](){}<>*_`]{3,60})[\])>*_`]{1,6}"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_FACE = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]\.?m\b\.?)?"
_LEADING_WORD = re.compile(r"(?:at|from)\s+(?=[~≈]?[0-9]{1,2}:[0-9]{2})", re.IGNORECASE)
_CIRCA = re.compile(r"(?:circa|ca\.?|c\.|approx(?:\.|imately)?)\s?(?=[0-9])", re.IGNORECASE)
_ABOUT_AFTER = re.compile(
    rf"(?P<time>{_FACE})(?:ish\b|\s?\((?:about|approx\.?|approximately|ca\.?)\))", re.IGNORECASE
)
_ZONE_IN_BRACKETS = re.compile(
    rf"(?P<time>[~≈]?(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[ T])?(?i:{_FACE})~?)"
    rf"\s?[\[(](?P<zone>UTC|GMT|Z|{ZONE_NAMES}|(?i:{PLACES}))[\])](?P<rest>.*)",
    re.DOTALL,
)
_CAPITAL = r"[A-Z\u00c0-\u00de][^\W\d_]*[.'’-]?[^\W\d_]*"
_NAME = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}}")
_SPEAKER = re.compile(
    rf"(?:(?P<name>{_CAPITAL}(?: {_CAPITAL}){{1,3}}) ?"
    r"|(?P<handle>[^\W\d_][^\d\s\[\](){}|<>,;!?:]{0,30}(?: [^\d\s\[\](){}|<>,;!?:]{1,30}){0,4})"
    r"(?:\s{2,}|\t|\s*(?=[\[(])))"
    rf"[\[(]?(?P<time>(?i:{_FACE})(?: (?:UTC|GMT|{ZONE_NAMES}))?)[\])]?"
)
_LONGEST_NAME = 90


@dataclass(frozen=True)
class Speaker:
    """Who said what stands beneath, and when, as a chat shows it."""

    name: str
    time: str


def seen(raw: str) -> str:
    """Return a line as a reader sees it: no control sequence and no unseen mark at its head."""
    return plain_prose(raw).strip().lstrip(_UNSEEN).lstrip()


def plain_form(line: str) -> str:
    """Return a pasted line with its time bare at the head; a line of another form as it is."""
    bare = _without(_without(line.strip(), _QUOTE_OR_HEADING), _BULLET)
    row = bare.startswith("|")
    bare = bare.strip("|").strip() if row else bare
    wrapped = _WRAPPED.match(bare)
    if wrapped and any(sign.isdecimal() for sign in wrapped["inside"]):
        time = f"{wrapped['about']}{wrapped['inside'].strip().rstrip(':')}"
        bare = f"{time} {wrapped['rest'].strip()}".strip()
    elif row:
        bare = unescaped(bare)
    if not row and (cells := bare_row(bare)) is not None:
        bare = cells
    return _time_in_our_words(bare)


def speaker_of(line: str) -> Speaker | None:
    """Return who speaks, and when, where that is all a line says: `Ana Lima  2:05 PM`."""
    found = _SPEAKER.fullmatch(line) if len(line) <= _LONGEST_NAME else None
    return Speaker(found["name"] or found["handle"], found["time"]) if found else None


def is_name(line: str) -> bool:
    """Whether a line is a name and nothing else, as a chat shows it above a time."""
    return len(line) <= _LONGEST_NAME and _NAME.fullmatch(line) is not None


def _time_in_our_words(line: str) -> str:
    """Return a line whose time at the head is spelt the way the entry line takes it."""
    line = _CIRCA.sub("~", _without(line, _LEADING_WORD), count=1) if line[:1].isalpha() else line
    if (found := _ABOUT_AFTER.match(line)) is not None:
        line = f"~{found['time']}{line[found.end() :]}"
    if (found := _ZONE_IN_BRACKETS.match(line)) is not None:
        line = f"{found['time']} {found['zone']} {found['rest'].strip()}".strip()
    return line


def _without(line: str, prefix: re.Pattern[str]) -> str:
    found = prefix.match(line)
    return line[found.end() :] if found else line
