"""What every test is kept from: writing where the person who runs it keeps things."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.folders import CACHE_VARIABLE


@pytest.fixture(autouse=True, scope="session")
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every index of a test in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield
