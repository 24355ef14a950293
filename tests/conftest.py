"""What all tests share: folders of their own, and figures that are told at the end of the run."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from data.fs.locations import CACHE_VARIABLE, SETTINGS_VARIABLE, STATE_VARIABLE

_FIGURE = "figure"


def pytest_configure() -> None:
    """Look for garbage less often: a quarter of what a test of a screen takes went there."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


def pytest_xdist_auto_num_workers() -> int:
    """Return how many workers there are: a test of a screen waits for a third of its time."""
    return (os.cpu_count() or 1) * 2


@pytest.fixture(autouse=True, scope="session")
def _folders_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every index and every draft of a test, and its settings, in folders of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(tmp_path_factory.mktemp("cache")))
        patch.setenv(STATE_VARIABLE, str(tmp_path_factory.mktemp("state")))
        patch.setenv(SETTINGS_VARIABLE, str(tmp_path_factory.mktemp("config") / "settings.toml"))
        yield


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """What a test counted or measured, said at the end, whichever process the test ran in."""
    return partial(record_property, _FIGURE)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures of all tests."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    for report in reports:
        if getattr(report, "when", "") == "call":
            for name, figure in report.user_properties:
                if name == _FIGURE:
                    terminalreporter.write_line(str(figure))
