"""Every type selector in a style sheet names a widget class: a renamed class keeps its styles."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import textual

_ROOT = Path(__file__).parents[2] / "screens"
_SELECTOR = re.compile(r"(?<![\w.#$:-])([A-Z]\w+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INLINE = re.compile(r'CSS\b[^=\n]*= """(.*?)"""', re.DOTALL)


def test_every_type_selector_names_a_class() -> None:
    named = {
        (source.name, name)
        for source, styles in _style_sheets()
        for rule in re.findall(r"([^{}]*)\{", _COMMENT.sub("", styles))
        for name in _SELECTOR.findall(rule)
    }
    assert len(named) > 50  # the style sheets were found
    known = _classes(_ROOT) | _classes(Path(textual.__file__).parent)
    assert sorted(each for each in named if each[1] not in known) == []


def _style_sheets() -> list[tuple[Path, str]]:
    sheets = [(path, path.read_text(encoding="utf-8")) for path in _ROOT.rglob("*.tcss")]
    for path in _ROOT.rglob("*.py"):
        sheets += [(path, styles) for styles in _INLINE.findall(path.read_text(encoding="utf-8"))]
    return sheets


def _classes(folder: Path) -> set[str]:
    return {
        node.name
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
