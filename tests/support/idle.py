"""How tests of screens use Textual: they go on when the program is idle, and paint when they look.

Textual 8.2 takes a program for idle that used next to no CPU time for 20 ms. A program that a busy
machine holds up uses none either, so a test went on before its keys had been read; and each key
cost 40 ms. Here the event loop is asked instead, and no clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Hashable, Mapping
from contextlib import suppress
from time import monotonic
from typing import TypeVar

import pytest
from textual._context import active_app
from textual.app import App, ScreenStackError
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._footer import FooterKey

ReturnT = TypeVar("ReturnT")

PATIENCE_SECONDS = 60.0
"""How long a test waits for what is to come about; it takes so long only where it never does."""


async def _nothing_is_ready() -> None:
    """Wait until every task of this loop waits for something: no message is left in a queue."""
    ready: Collection[object] = vars(asyncio.get_running_loop())["_ready"]
    looks = 0
    while looks < 2:  # what another thread hands in comes with the next look at the selector
        await asyncio.sleep(0)
        looks = 0 if ready else looks + 1


def _paint(app: App[ReturnT]) -> bool:
    """Paint what is asked to be painted, a 60th of a second early; whether there was any."""
    with suppress(ScreenStackError):
        screen = app.screen
        if screen.is_attached and screen._update_timer._active.is_set():
            screen._on_timer_update()
            return True
    return False


async def until_idle(app: App[ReturnT]) -> None:
    """Wait until the app has read all messages, and painted what they asked for.

    A thread of its own, or a timer, is not waited for: what they bring about is a condition.
    """
    await _nothing_is_ready()
    while _paint(app):
        await _nothing_is_ready()


def go_on_when_idle(patch: pytest.MonkeyPatch) -> None:
    """Let every pilot go on when its app is idle."""

    async def wait_for_idle(*_: object) -> None:
        await until_idle(active_app.get())

    async def wait_for_screen(pilot: Pilot[object], *_: object) -> bool:
        await until_idle(pilot.app)
        return True

    resize = Pilot.resize_terminal

    async def resize_terminal(pilot: Pilot[object], width: int, height: int) -> None:
        await resize(pilot, width, height)
        end = monotonic() + PATIENCE_SECONDS
        while pilot.app.screen.outer_size != (width, height):  # a timer passes it on
            assert monotonic() < end, f"the screen stayed at {pilot.app.screen.outer_size}"
            await asyncio.sleep(0.005)
        await until_idle(pilot.app)

    patch.setattr(Pilot, "resize_terminal", resize_terminal)
    patch.setattr("textual.app.wait_for_idle", wait_for_idle)
    patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
    patch.setattr(Pilot, "_wait_for_screen", wait_for_screen)
    patch.setattr(App, "CLICK_CHAIN_TIME_THRESHOLD", 60.0)  # two clicks are one, however slow


def paint_when_looked_at(patch: pytest.MonkeyPatch) -> None:
    """Let no app paint for a terminal that is not there: a fifth of its time.

    Whoever looks (`screen_text`) gets what is to be seen painted for it.
    """

    def forget(screen: Screen[object]) -> None:
        screen._dirty_widgets.clear()
        screen._compositor._dirty_regions.clear()
        screen.app._update_mouse_over(screen)

    patch.setattr(Screen, "_compositor_refresh", forget)


def read_styles_once(patch: pytest.MonkeyPatch) -> None:
    """Let every app of a process share what it read in the style sheets: a tenth of its time."""
    read = Stylesheet._parse_rules
    known: dict[object, list[RuleSet]] = {}

    def rules(
        sheet: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        variables = tuple(sheet._variables.items())
        key = (css, read_from, is_default_rules, tie_breaker, scope, variables)
        if key not in known:
            known[key] = read(sheet, css, read_from, is_default_rules, tie_breaker, scope)
        return known[key]

    patch.setattr(Stylesheet, "_parse_rules", rules)


_NEEDS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
"""What Textual remembers of a node with its styles: after which changes they are found anew."""


def find_styles_once(patch: pytest.MonkeyPatch) -> None:
    """Let all apps of a process share which rules hold for what: a quarter of their time.

    What decides is the path from the app down to the widget: the type, the id, the classes and the
    state of each. Where the order among siblings decides as well, or which of them has the focus,
    Textual looks each time: it says so by keeping nothing.
    """
    find = Stylesheet.apply
    sheets: dict[Hashable, int] = {}
    known: dict[Hashable, tuple[tuple[bool, ...], RulesMap]] = {}

    def apply(
        sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: object = None
    ) -> None:
        key = _sheet_number(sheet, sheets), *map(_what_decides, node.css_path_nodes)
        if key in known:
            needs, rules = known[key]
            for need, is_there in zip(_NEEDS, needs, strict=True):
                setattr(node, need, is_there)
            sheet.replace_rules(node, rules, animate=animate)
            sheet._process_component_classes(node)
            return
        found: dict[Hashable, RulesMap] = {}
        find(sheet, node, animate=animate, cache=found)  # type: ignore[arg-type]
        for rules in found.values():
            known[key] = tuple(bool(getattr(node, need)) for need in _NEEDS), rules

    patch.setattr(Stylesheet, "apply", apply)
    patch.setattr(RuleSet, "__hash__", object.__hash__)  # the same, without a call of Python's


def _sheet_number(sheet: Stylesheet, sheets: dict[Hashable, int]) -> int:
    """Return one number for all style sheets of the same rules, which `read_styles_once` keeps."""
    rules = sheet.rules
    numbered: tuple[list[RuleSet], int] | None = vars(sheet).get("_numbered")
    if numbered is None or numbered[0] is not rules:
        numbered = rules, sheets.setdefault(tuple(map(id, rules)), len(sheets))
        vars(sheet)["_numbered"] = numbered
    return numbered[1]


def _what_decides(node: DOMNode) -> Hashable:
    """Return whatever a selector asks about a node, but for its place among its siblings."""
    values: Mapping[str, object] = vars(node)
    state: tuple[object, ...] = ()
    if isinstance(node, Widget):
        state = (
            values.get("_reactive_mouse_hover"),
            values.get("_reactive_has_focus"),
            values.get("_reactive_disabled"),
            node.allow_focus(),
        )
    elif isinstance(node, App):
        state = (
            node.app_focus,
            node.current_theme.dark,
            node.is_inline,
            node.native_ansi_color,
            node.no_color,
        )
    return type(node), node._id, frozenset(node._classes), state


def style_keys_once(patch: pytest.MonkeyPatch) -> None:
    """Let keys in the footer have the class they get at once from the start, not after it."""
    make = FooterKey.__init__

    def make_compact(key: FooterKey, *args: str, **more: str) -> None:
        make(key, *args, **more)  # type: ignore[arg-type]
        key.add_class("-compact", update=False)

    patch.setattr(FooterKey, "__init__", make_compact)
