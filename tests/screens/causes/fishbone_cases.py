"""Causes whose fishbone is kept in `golden/fishbone.txt`, in several rooms.

After a change that is meant to be seen, draw them again and read what became of them:
`python -m tests.screens.causes.fishbone_cases`
"""

from __future__ import annotations

from pathlib import Path

from data.example import worked_example
from facilitator.model.causes import Cause, CauseRole, Causes, Evidence
from screens.causes.fishbone import drawn_fishbone

GOLDEN = Path(__file__).parent / "golden" / "fishbone.txt"

ROOMS = {
    "a terminal of 80x24": (78, 14),
    "a terminal of 120x30": (82, 21),
    "120 columns": (120, 20),
    "a terminal of 200x50": (162, 39),
    "200 columns": (200, 39),
}
"""The room there is for the picture: that of the stage in a terminal, and the whole width."""

_TEXTS = (
    "A rule held an expression that backtracks without bound",
    "The guard had been taken out",
    "Tests look at what rules match, not at what they cost",
    "One change reached every server at once",
    "The procedure lets a rule that is not urgent go everywhere without a staged rollout",
    "The alert came late",
    "Simulate mode runs the expression too",
    "Two complete builds to go back",
    "Sign-ins had timed out",
    "The way around the edge had been practised very little",
    "Dashboard and API sit behind the same edge",
    "The status page is updated by hand",
)
_BONES = ("design", "tooling", "testing", "process", "process", "detection", "design")
_ROLES = (*(CauseRole.STEP,) * 2, CauseRole.ROOT, *(CauseRole.CONTRIBUTING,) * 2)


def some(count: int) -> Causes:
    """Return so many causes: every third beneath the one before, now and then one on no bone."""
    causes = Causes(problem="Every server spent all its CPU, and visitors got errors.")
    made: list[Cause] = []
    for n in range(count):
        beneath = made[-1].id if n % 3 == 2 else None
        bone = "" if beneath or n % 11 == 8 else _BONES[n % len(_BONES)]
        evidence = (Evidence(id=f"vvvvv{n:03}".translate(_TO_IDS), text="a graph"),)
        made.append(
            Cause(
                id=f"ccccc{n:03}".translate(_TO_IDS),
                text=_TEXTS[n % len(_TEXTS)],
                parent=beneath,
                bone=bone,
                role=_ROLES[n % len(_ROLES)],
                evidence=evidence if n % 4 else (),
            )
        )
    return causes.changing(causes=tuple(made))


_TO_IDS = str.maketrans("01", "xy")
"""An id has no character that looks like another."""

CASES = {
    "nothing": Causes(),
    "one cause": some(1),
    "7 causes": some(7),
    "12 causes": some(12),
    "the worked example": worked_example().causes,
    "12 causes nobody put on a bone": Causes(
        causes=tuple(cause.changing(bone="", parent=None) for cause in some(12).causes)
    ),
    "30 causes": some(30),
    "60 causes": some(60),
    "nine bones, some with long names": some(7)
    .with_bone("people and how the shifts are staffed at night")
    .with_bone("time")
    .with_bone("漢字"),
}


def lines_of(causes: Causes, width: int, height: int) -> list[str]:
    """Return the picture as text."""
    picture = drawn_fishbone(causes, width, height)
    return ["".join(text for text, _ in line) for line in picture.lines]


def pictures() -> str:
    """Return every case in every room."""
    written = []
    for name, causes in CASES.items():
        written.append(f"== {name}\n")
        for room, (width, height) in ROOMS.items():
            written.append(f"-- {room}: {width} x {height}\n")
            written += [f"{line.rstrip()}\n" for line in lines_of(causes, width, height)]
    return "".join(written)


if __name__ == "__main__":
    GOLDEN.write_text(pictures(), encoding="utf-8")
