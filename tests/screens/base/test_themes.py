"""The two themes: every text colour can be read on every ground it stands on."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from screens.base.themes import DARK, LIGHT


def contrast(text: str, ground: str) -> float:
    """Return the contrast ratio of WCAG 2.1 between two colours: 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in Color.parse(colour).rgb]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_text_colour_has_four_and_a_half_to_one_on_every_ground(theme: Theme) -> None:
    texts = (
        theme.foreground,
        theme.accent,
        theme.warning,
        theme.error,
        theme.success,
        theme.variables["quiet"],
    )
    grounds = (theme.background, theme.surface, theme.variables["focus-ground"])
    low = [
        (text, ground, round(contrast(text or "", ground or ""), 2))
        for text in texts
        for ground in grounds
        if contrast(text or "", ground or "") < 4.5
    ]
    assert low == []


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_what_stands_on_a_coloured_ground_can_be_read(theme: Theme) -> None:
    pairs = (
        (theme.background, theme.accent),
        (theme.background, theme.warning),
        (
            theme.variables["block-cursor-foreground"],
            theme.variables["block-cursor-background"],
        ),
        (
            theme.variables["block-cursor-blurred-foreground"],
            theme.variables["block-cursor-blurred-background"],
        ),
    )
    assert [pair for pair in pairs if contrast(pair[0] or "", pair[1] or "") < 4.5] == []
