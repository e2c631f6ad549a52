"""A real browser for the studio's page, where one is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.chromium import Chromium, NoBrowserError, find


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Start a browser for the tests of a module, and check that the page complained of nothing in it."""
    program = find()
    if program is None:
        pytest.skip("NO BROWSER: the studio's page was not tried in one; install Debian's chromium")
    try:
        chromium = Chromium(program, tmp_path_factory.mktemp("profile"))
    except NoBrowserError as why:
        pytest.skip(f"NO BROWSER: the studio's page was not tried in one; {why}")
    yield chromium
    chromium.close()
