"""A real browser for the studio's page, where one is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from support.chromium_fixture import installed_browser

if TYPE_CHECKING:
    from support.chromium import Chromium


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with installed_browser(tmp_path_factory.mktemp("profile"), "the studio's page") as chromium:
        yield chromium
