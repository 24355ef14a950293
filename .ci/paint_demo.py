"""Paint the demo without a terminal: the library, then every stage of the worked example."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from data.example import worked_example
from data.library.library import TinyLibrary
from screens.app import FacilitatorApp

STAGES = ("scope", "timeline", "causes", "lessons", "actions", "followup", "review")


async def main() -> int:
    """Walk the stages; every one has to show the title of the example."""
    with TemporaryDirectory() as folder:
        library = TinyLibrary(Path(folder) / "library")
        example = worked_example()
        library.save(example)
        app = FacilitatorApp(library, Path(folder), example.id)
        async with app.run_test(size=(100, 30)) as pilot:
            for stage in STAGES:
                app.action_go(stage)
                await pilot.pause()
                await pilot.pause()
                picture = app.export_screenshot()
                if "Review" not in picture:
                    sys.stderr.write(f"{stage} was not painted\n")
                    return 1
                sys.stdout.write(f"painted {stage}: {len(picture)} characters of SVG\n")
    return 0


sys.exit(asyncio.run(main()))
