"""What tests of the lens share: the words that are underlined on the screen, and the lens ready."""

from __future__ import annotations

from textual.pilot import Pilot

from screens.app import FacilitatorApp
from screens.widgets.form_field import Field
from tests.support.screens import until


async def lens_ready(app: FacilitatorApp, pilot: Pilot[None]) -> None:
    """Wait until the lens has its rules."""
    await until(pilot, lambda: app.lens.context is not None)
    await pilot.pause()


def underlined(app: FacilitatorApp) -> list[str]:
    """Return the words on the screen that ask for a second look: underlined, in the colour."""
    warning, found = app.theme_variables["warning"].lower(), list[str]()
    for line in app.screen._compositor.render_strips():
        joined = False
        for segment in line:
            style = segment.style
            colour = style.color.triplet if style and style.color else None
            is_marked = bool(style and style.underline and colour and colour.hex == warning)
            if is_marked and joined:
                found[-1] += segment.text
            elif is_marked:
                found.append(segment.text)
            joined = is_marked
    return found


def fields(app: FacilitatorApp) -> list[Field]:
    """Return the fields in front that the lens looks at."""
    return [field for field in app.screen.query(Field) if field.linted_editor is not None]


def field(app: FacilitatorApp, name: str) -> Field:
    """Return the field of this name in front."""
    return next(field for field in app.screen.query(Field) if field.spec.name == name)
