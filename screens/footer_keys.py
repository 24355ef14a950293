"""Which keys the footer of a stage shows, by where the focus is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens.widgets.form_field import is_in_a_form

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

    from screens.stage import StageScreen

_BESIDE_THE_GUIDES = frozenset({"edit.undo"})
"""Keys of the stage that the footer shows in the guide as well, by their ids."""

_BESIDE_A_FIELDS = {"escape": "field.leave", "f9": "go.next"}
"""Keys of the stage that lead on from a field, where letters and figures are only typed."""


def in_the_footer(stage: StageScreen, active: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """Return what keys do now, those shown that matter where the focus is.

    In the guide the keys of the stage give way to its own.
    """
    if stage.guiding.panel.has_focus_within:
        return {
            key: _shown(each, each.binding.show and each.binding.id in _BESIDE_THE_GUIDES)
            if each.node is stage
            else each
            for key, each in active.items()
        }
    if is_in_a_form(stage.focused):
        return {
            key: _shown(each) if _BESIDE_A_FIELDS.get(key, "") == each.binding.id else each
            for key, each in active.items()
        }
    return active


def _shown(active: ActiveBinding, show: bool = True) -> ActiveBinding:
    return active._replace(binding=replace(active.binding, show=show))
