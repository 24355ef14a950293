"""Tokens, keys and passwords in a text, found by known prefixes and by the names before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from facilitator.findings.redaction.leak import Leak, LeakKind, leak_at

_TOKEN = re.compile(
    r"(?<![A-Za-z0-9_])(?:"
    r"(?:AKIA|ASIA|AGPA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{16}"
    r"|gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,}"
    r"|xox[a-z](?:-[A-Za-z0-9]+){2,}|xapp-[A-Za-z0-9-]{10,}"
    r"|[spr]k_(?:live|test)_[A-Za-z0-9]{8,}|whsec_[A-Za-z0-9+/=]{8,}"
    r"|sk-[A-Za-z0-9_-]{20,}"
    r"|AIza[\w-]{30,}|ya29\.[\w-]{20,}"
    r"|gl(?:pat|dt|rt|ft|ptt|cbt|soat)-[\w-]{16,}"
    r"|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{20,}|dckr_pat_[\w-]{20,}"
    r"|hv[sbr]\.[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{20,}"
    r"|do[por]_v1_[0-9a-f]{20,}|hf_[A-Za-z0-9]{30,}|lin_api_\w{20,}|NRAK-[A-Z0-9]{20,}"
    r"|(?:AC|SK)[0-9a-f]{32}|GOCSPX-[\w-]{20,}|sq0[a-z]{3}-[\w-]{20,}|[0-9]{8,10}:AA[\w-]{30,}"
    r"|eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)*"
    r")"
)
"""Access tokens, by the prefixes that their issuers publish for secret scanners."""
_ASSIGNMENT = re.compile(
    r"(?<![\w-])(?P<name>[\w-]{1,60}+)"
    r"(?:(?<=password)|(?<=passwd)|(?<=pwd)|(?<=phrase)|(?<=secret)|(?<=token)|(?<=key)"
    r"|(?<=credential)|(?<=credentials))"
    r"[\"'`]?(?P<sets>\s{0,2}[:=]{1,2}\s{0,2}|\s(?:is|was)\s)(?!//)[\"'`]?"
    r"(?P<value>[^\s\"'`,;<>]{4,})",
    re.IGNORECASE,
)
_SECRET_NAME = re.compile(
    r"(?:pass(?:word|wd|phrase)?|pwd|secret|token|credentials?|api[_-]?key|access[_-]?key"
    r"|private[_-]?key|secret[_-]?access[_-]?key|auth[_-]?key|account[_-]?key|client[_-]?secret)$",
    re.IGNORECASE,
)
_BEARER = re.compile(
    r"(?<!\w)(?:(?i:authorization)\s?:\s?)?(?i:bearer|basic)\s(?P<value>[\w.~+/=-]{16,})"
)
_KEY_BEGINS = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----")
_KEY_ENDS = re.compile(r"-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----")
_PLACEHOLDER = re.compile(
    r"[*x.…•_-]+|\$.*|%.*%|\{.*|true|false|none|null|required|\[.*", re.IGNORECASE
)
_REPLACEMENT = "a credential"


def credentials_in(text: str) -> Iterator[Leak]:
    """Yield tokens with known prefixes, values after `password=`, and private keys."""
    for found in _TOKEN.finditer(text):
        yield leak_at(text, LeakKind.SECRET, *found.span(), _REPLACEMENT)
    for found in _ASSIGNMENT.finditer(text):
        value = found["value"].rstrip(".:)]}")
        if _SECRET_NAME.search(found["name"]) and _is_secret(value, found["sets"]):
            end = found.start("value") + len(value)
            yield leak_at(text, LeakKind.SECRET, found.start(), end, _REPLACEMENT)
    for found in _BEARER.finditer(text):
        if any(letter.isdecimal() for letter in found["value"]):
            yield leak_at(text, LeakKind.SECRET, *found.span(), _REPLACEMENT)
    yield from _private_keys(text)


def _is_secret(value: str, sets: str) -> bool:
    """Whether a value is a secret, and not the next word of a sentence: `password: it expired`."""
    if len(value) < 4 or _PLACEHOLDER.fullmatch(value):
        return False
    if ":" not in sets and "=" not in sets:  # "the password was Winter2026"
        return value.isalnum() and not value.isalpha() and not value[0].isdecimal()
    return "=" in sets or not (value.isalpha() and value[1:].islower())


def _private_keys(text: str) -> Iterator[Leak]:
    done = 0
    while header := _KEY_BEGINS.search(text, done):
        footer = _KEY_ENDS.search(text, header.end())
        done = footer.end() if footer else len(text)
        yield leak_at(text, LeakKind.SECRET, header.start(), done, _REPLACEMENT)
