"""Make the README's picture: the timeline of the worked example. Run it from the top folder."""

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from data.example import worked_example
from data.library.library import TinyLibrary
from screens.app import FacilitatorApp
from screens.timeline.screen import TimelineScreen


async def picture() -> str:
    """Return the timeline as SVG, at 120 columns by 32 rows."""
    with TemporaryDirectory() as folder:
        library = TinyLibrary(Path(folder) / "library")
        example = worked_example()
        library.save(example)
        app = FacilitatorApp(library, Path(folder))
        async with app.run_test(size=(120, 32)) as pilot:
            app.open_postmortem(example.id, "timeline")
            while not isinstance(app.screen, TimelineScreen):
                await pilot.pause()
            await pilot.press("down", "down", "down")
            await pilot.pause(0.5)
            svg = app.export_screenshot(title="facilitator")
    # The fonts of the picture are the reader's own: nothing is fetched to look at it.
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    (Path(__file__).parent / "timeline.svg").write_text(asyncio.run(picture()), encoding="utf-8")
