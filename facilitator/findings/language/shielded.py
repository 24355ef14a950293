"""What the lens does not look into: quotations, code, addresses, lines of a log."""

from __future__ import annotations

import re

SHIELD = "\0"
"""Stands for each character that is not looked into, so that places stay where they are."""

_QUOTED = re.compile(
    r"(?s:```.*?(?:```|\Z))"
    r"|`[^`\n]*`"
    r'|"(?:[^"\n]|\n(?!\s*\n))*+"'
    r"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»"
    r"|(?<!\w)‘[^‘\n]*?’(?!\w)"
    r"|(?<!\w)'(?!\s)(?:[^'\n]|(?<=\w)'(?=\w))*+'(?!\w)"
)
"""Each alternative reads on to its own end or to the next beginning, never back: linear."""
_QUOTES = re.compile("[`\"'“„«‘]")
"""What each alternative begins with: most texts have none of them, and are done at once."""
_LOG_LINE = re.compile(
    r"^[ \t]*+(?:"
    r">|\$[ ]"
    r"|(?:\[?[0-9][0-9:.,TZ/+\-]*+\]?[ \t]++){1,3}"
    r"\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE)\b"
    r"|\[?(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE|CRITICAL|PANIC|[Ee]rror|panic|fatal)\]?[:\]]"
    r"|[IWEF][0-9]{4}[ ]"
    r"|at[ ][\w.$]++\("
    r"|[\w.$]*(?:Exception|Error):"
    r"|(?:ts|time|level|lvl|msg)="
    r")[^\n]*",
    re.MULTILINE,
)
_ODD = re.compile(r"[_=\\/{}$<>|@]")
_SPACE = re.compile(r"\s")
_AROUND = "_*()[].,;:!?\"'"
_ONLY_IN_CODE = frozenset("_=\\{}$<>|")


def shielded(text: str) -> str:
    """Return the text, as long as before, with what is not looked into taken out."""
    text = _QUOTED.sub(_blank, text) if _QUOTES.search(text) else text
    text = _LOG_LINE.sub(_blank, text)
    return _without_code_words(text) if _ODD.search(text) else text


def _blank(found: re.Match[str]) -> str:
    return SHIELD * (found.end() - found.start())


def _without_code_words(text: str) -> str:
    """Take out addresses, paths and names of code: whatever stands between two spaces."""
    pieces: list[str] = []
    done = 0
    while odd := _ODD.search(text, done):
        start = max(text.rfind(space, done, odd.start()) for space in " \n\t") + 1 or done
        after = _SPACE.search(text, odd.start())
        end = after.start() if after else len(text)
        pieces.append(text[done:start])
        word = text[start:end]
        pieces.append(SHIELD * len(word) if _is_code(word) else word)
        done = end
    return "".join((*pieces, text[done:]))


def _is_code(word: str) -> bool:
    core = word.strip(_AROUND)
    if not any(character.isalnum() for character in core):
        return False
    return (
        not _ONLY_IN_CODE.isdisjoint(core)
        or "://" in core
        or core.startswith("/")
        or core.count("/") > 1
        or "@" in core[1:]
    )
