"""The settings file of a person or a team: read when something first asks for it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.durable import why
from data.folders import settings_file
from facilitator.settings import Settings, UnusableSettings, settings_from

_LARGEST_BYTES = 1_000_000


@dataclass(frozen=True)
class SettingsRead:
    """The settings in force, the file they would stand in, and what is wrong with that file.

    A file that is not there is fine; of one that cannot be used nothing counts, and `problem` says
    why in one sentence.
    """

    file: Path
    settings: Settings = field(default_factory=Settings)
    problem: str = ""


def read_settings(environ: Mapping[str, str] = os.environ) -> SettingsRead:
    """Read the settings file. Never raises."""
    file = settings_file(environ)
    try:
        with file.open("rb") as opened:
            held = opened.read(_LARGEST_BYTES + 1)
    except FileNotFoundError:
        return SettingsRead(file)
    except OSError as error:
        return _unusable(file, f"{why(error)}.")
    if len(held) > _LARGEST_BYTES:
        return _unusable(file, "it is larger than a settings file can be.")
    import tomllib  # where there is something to read

    try:
        return SettingsRead(file, settings_from(tomllib.loads(held.decode("utf-8"))))
    except UnusableSettings as error:
        return _unusable(file, str(error))
    except UnicodeDecodeError:
        return _unusable(file, "it is no UTF-8 text.")
    except tomllib.TOMLDecodeError as error:
        return _unusable(file, f"{error}.")
    except RecursionError:
        return _unusable(file, "it is nested too deep.")


def _unusable(file: Path, reason: str) -> SettingsRead:
    return SettingsRead(file, problem=f"{file} is not used: {reason}")
