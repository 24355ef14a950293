"""The dark and the light theme. Text has a contrast of at least 4.5:1 (WCAG 2, level AA)."""

from __future__ import annotations

from textual.theme import Theme

_DARK_GROUND, _DARK_TEXT = "#12161c", "#dde3ea"
_LIGHT_GROUND, _LIGHT_TEXT = "#fbfaf7", "#20262e"

DARK = Theme(
    name="facilitator-dark",
    primary="#7cc4ff",
    secondary="#9fb2c6",
    accent="#7cc4ff",
    warning="#f0c674",
    error="#ff8f85",
    success="#8fd19e",
    foreground=_DARK_TEXT,
    background=_DARK_GROUND,
    surface="#1a2028",
    panel="#222a34",
    dark=True,
    variables={
        "quiet": "#9aa7b5",
        "focus-ground": "#263341",
        "block-cursor-background": "#7cc4ff",
        "block-cursor-foreground": "#0d1116",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2a3644",
        "block-cursor-blurred-foreground": _DARK_TEXT,
        "footer-key-foreground": "#7cc4ff",
        "footer-description-foreground": "#b9c4d0",
        "footer-background": _DARK_GROUND,
        "input-cursor-background": "#7cc4ff",
        "input-cursor-foreground": "#0d1116",
        "scrollbar": "#3a4858",
        "scrollbar-hover": "#556779",
        "scrollbar-active": "#556779",
        "scrollbar-background": "#1a2028",
        "scrollbar-background-hover": "#1a2028",
        "scrollbar-background-active": "#1a2028",
        "scrollbar-corner-color": "#1a2028",
    },
)

LIGHT = Theme(
    name="facilitator-light",
    primary="#0b5a9d",
    secondary="#4a5866",
    accent="#0b5a9d",
    warning="#7a5200",
    error="#a8221a",
    success="#1c6b32",
    foreground=_LIGHT_TEXT,
    background=_LIGHT_GROUND,
    surface="#f1efe9",
    panel="#e7e4db",
    dark=False,
    variables={
        "quiet": "#59646f",
        "focus-ground": "#dce8f3",
        "block-cursor-background": "#0b5a9d",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#d5dde5",
        "block-cursor-blurred-foreground": _LIGHT_TEXT,
        "footer-key-foreground": "#0b5a9d",
        "footer-description-foreground": "#3d4853",
        "footer-background": _LIGHT_GROUND,
        "input-cursor-background": "#0b5a9d",
        "input-cursor-foreground": "#ffffff",
        "scrollbar": "#b9c2ca",
        "scrollbar-hover": "#8b98a4",
        "scrollbar-active": "#8b98a4",
        "scrollbar-background": "#f1efe9",
        "scrollbar-background-hover": "#f1efe9",
        "scrollbar-background-active": "#f1efe9",
        "scrollbar-corner-color": "#f1efe9",
    },
)
