"""No method of a widget is taken for a key: the toolkit calls `key_at` when `@` is pressed."""

from __future__ import annotations

import ast
from pathlib import Path

from facilitator.model.causes import Cause, Causes
from tests.support.screens import opened, postmortem

SOURCES = sorted((Path(__file__).parents[2] / "screens").rglob("*.py"))


def test_no_method_is_named_like_a_key() -> None:
    named = [
        f"{path.name}: {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for node in node.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith(("key_", "_key_"))
    ]
    assert SOURCES
    assert named == []


async def test_an_at_sign_over_the_causes_does_nothing(tmp_path: Path) -> None:
    document = postmortem().changing(causes=Causes(causes=(Cause(text="a"),)))
    async with opened(tmp_path, document, "causes", (80, 24)) as (app, pilot):
        await pilot.press("@", "f", "@")
        assert app.session.document == document
