"""The depth at the scope: what it means, live, and why a lower one will do."""

from __future__ import annotations

from pathlib import Path

from facilitator.model.scope import Depth, Severity
from screens.app import FacilitatorApp
from screens.dialogs.form import FormDialog
from screens.scope.screen import depth_summary
from screens.widgets.choice import Choice
from screens.widgets.form_field import DocumentForm
from tests.support.screens import opened, postmortem, screen_text, until


def _depth(app: FacilitatorApp) -> Choice:
    editor = app.screen.query_one("#what", DocumentForm).field("depth").editor
    assert isinstance(editor, Choice)
    return editor


def test_the_words_say_what_the_depth_means_and_rests_on() -> None:
    assert depth_summary(postmortem()) == (
        "SEV2: full, seven stages, 60 minutes. Meet within 5 working days."
    )
    lowered = postmortem(depth=Depth.LIGHT, depth_reason="one person, one fix")
    assert depth_summary(lowered).endswith("Suggested by SEV2. Lowered: one person, one fix")
    assert "nobody has said why" in depth_summary(postmortem(depth=Depth.LIGHT))


async def test_a_lower_depth_asks_why_and_is_taken_with_its_reason(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(), "scope", (120, 50)) as (app, pilot):
        _depth(app).focus()
        await pilot.press("right", "space")
        await until(pilot, lambda: app.session.document.scope.depth is Depth.FULL)
        await pilot.press("right", "space")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        assert "Why standard and not full? Suggested by SEV2" in screen_text(app)
        assert app.session.document.scope.depth is Depth.FULL
        await pilot.press("enter")
        await until(pilot, lambda: "say why standard will do" in screen_text(app))
        await pilot.press(*"one fix", "enter")
        await until(pilot, lambda: app.session.document.scope.depth is Depth.STANDARD)
        assert app.session.document.scope.depth_reason == "one fix"
        await until(pilot, lambda: "Lowered: one fix" in screen_text(app))
        assert _depth(app).text == "standard"
        await pilot.press("u")
        await until(pilot, lambda: app.session.document.scope.depth is Depth.FULL)
        assert app.session.document.scope.depth_reason == ""


async def test_escape_keeps_the_depth_that_was_suggested(tmp_path: Path) -> None:
    async with opened(tmp_path, postmortem(depth=Depth.FULL), "scope", (120, 50)) as (app, pilot):
        _depth(app).focus()
        await pilot.press("right", "space")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, FormDialog))
        assert app.session.document.scope.depth is Depth.FULL
        assert _depth(app).text == "full"


async def test_a_depth_as_suggested_or_higher_asks_and_clears_nothing(tmp_path: Path) -> None:
    document = postmortem(severity=Severity.SEV3, depth=Depth.LIGHT, depth_reason="small")
    async with opened(tmp_path, document, "scope", (120, 50)) as (app, pilot):
        _depth(app).focus()
        for depth in (Depth.STANDARD, Depth.FULL):
            await pilot.press("left", "space")
            await until(pilot, lambda depth=depth: app.session.document.scope.depth is depth)  # type: ignore[misc]
            assert not isinstance(app.screen, FormDialog)
        assert app.session.document.scope.depth_reason == "small"
        await until(pilot, lambda: "chosen instead" in screen_text(app))


async def test_the_lowest_depth_is_reached_without_a_word_for_the_one_on_the_way(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, postmortem(depth=Depth.FULL), "scope", (120, 50)) as (app, pilot):
        _depth(app).focus()
        await pilot.press("right", "right", "space")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        assert "Why light and not full?" in screen_text(app)
