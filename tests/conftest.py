"""What all tests share: folders of their own, and figures that are told at the end of the run."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache, partial

import pytest
from hypothesis import HealthCheck, settings

from data.fs.locations import CACHE_VARIABLE, SETTINGS_VARIABLE, STATE_VARIABLE
from tests.support.idle import (
    find_styles_once,
    go_on_when_idle,
    paint_when_looked_at,
    read_styles_once,
    style_keys_once,
)

_FIGURE = "figure"
_Remembering = type(lru_cache(len))

settings.register_profile(
    "suite",
    max_examples=50,
    deadline=None,  # how long an example takes is the machine's affair; tests/bench measures
    derandomize=True,  # what fails here fails everywhere, and what holds here holds everywhere
    print_blob=True,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
settings.load_profile("suite")


def pytest_configure() -> None:
    """Look for garbage less often: a quarter of what a test of a screen takes went there."""
    gc.set_threshold(20_000, 50, 1_000)


def pytest_collection_finish() -> None:
    """Leave alone whatever was imported: no look for garbage goes through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="module")
def _what_a_module_leaves_behind_is_let_go() -> Iterator[None]:
    """Let go of what a module's tests held: apps, which hold themselves, and remembered texts."""
    yield
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("facilitator", "screens", "data"):
            for each in list(vars(module).values()):
                if isinstance(each, _Remembering) and each.cache_parameters()["maxsize"]:
                    each.cache_clear()
    gc.collect()


def pytest_xdist_auto_num_workers() -> int:
    """Return how many workers there are: one more than cores, as a story in a terminal waits."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True, scope="session")
def _folders_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every index and every draft of a test, and its settings, in folders of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(tmp_path_factory.mktemp("cache")))
        patch.setenv(STATE_VARIABLE, str(tmp_path_factory.mktemp("state")))
        patch.setenv(SETTINGS_VARIABLE, str(tmp_path_factory.mktemp("config") / "settings.toml"))
        yield


@pytest.fixture(autouse=True, scope="session")
def _screens_wait_for_no_clock() -> Iterator[None]:
    """Let a test of a screen wait for the program, and do no work that nobody looks at."""
    with pytest.MonkeyPatch.context() as patch:
        go_on_when_idle(patch)
        paint_when_looked_at(patch)
        read_styles_once(patch)
        find_styles_once(patch)
        style_keys_once(patch)
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
