"""Where the entries of a TOML text stand, whatever strings, lists and remarks lie between them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from facilitator.text.toml_lines import Key, TomlLines

TEXT = r'''# [not.a.table]
top = 1  # one
[tickets]
"OPS-{n}" = "https://t.test/#{n}"
'[#{n}]' = "]"

[language]
off = ["blame", # "hindsight"
  "vague", """
many
lines = 3 """, ]
add.forgot = [
  'a', # first

  "b\"]", ["c",
    "d"]]
inline = { x = 1, "y.z" = [2,
  3] }
[ language . rewrites ]
fault = """"What?"" she said.""""
day = 2026-11-25 20:00:00Z
[[many]]
a = -1.5e3
'''


def entries(value: object, path: tuple[Key, ...] = ()) -> Iterator[tuple[Key, ...]]:
    """Every path that there is in a loaded TOML text."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, held in value.items():
            yield from entries(held, (*path, key))
    elif isinstance(value, list):
        for n, held in enumerate(value):
            yield from entries(held, (*path, n))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 2),
        (("tickets",), 3),
        (("tickets", "OPS-{n}"), 4),
        (("tickets", "[#{n}]"), 5),
        (("language",), 7),
        (("language", "off", 0), 8),
        (("language", "off", 1), 9),
        (("language", "off", 2), 9),
        (("language", "add"), 12),
        (("language", "add", "forgot", 0), 13),
        (("language", "add", "forgot", 1), 15),
        (("language", "add", "forgot", 2, 1), 16),
        (("language", "inline", "y.z", 1), 18),
        (("language", "rewrites", "fault"), 20),
        (("language", "rewrites", "day"), 21),
        (("many", "a"), 23),
    ],
)
def test_each_entry_has_its_line(path: tuple[Key, ...], line: int) -> None:
    assert TomlLines(TEXT).of(*path) == line
    assert TomlLines(TEXT.replace("\n", "\r\n")).of(*path) == line


def test_no_entry_is_passed_over() -> None:
    lines = TomlLines(TEXT)
    loaded = tomllib.loads(TEXT)
    loaded["many"] = loaded["many"][0]  # lists of tables are known by their first line
    for path in entries(loaded):
        assert path in lines._lines, path


def test_what_is_not_there_stands_where_it_would() -> None:
    lines = TomlLines(TEXT)
    assert lines.of("language", "add", "nothing") == 12
    assert lines.of("nothing") == 0


@pytest.mark.parametrize(
    "broken", ["[other", "x = ", "= 3", "y", "z = [1, ", 'q = "a', '"\\q" = 1']
)
def test_a_text_that_breaks_off_keeps_the_lines_before(broken: str) -> None:
    assert TomlLines(TEXT + broken).of("many", "a") == 23


def test_a_long_text_is_read_in_one_go() -> None:
    text = "a = [" + '"x",\n' * 50_000 + "]"
    assert TomlLines(text).of("a", 49_999) == 50_000
