"""The installed Chromium for a module of tests, which are skipped, loudly, where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.chromium import Chromium, NoBrowserError, find


@contextmanager
def installed_browser(profile: Path, what: str) -> Iterator[Chromium]:
    """Open a browser with an empty profile; ``what`` was not tried in one where none is installed, or none starts."""
    program = find()
    if program is None:
        pytest.skip(f"NO BROWSER: {what} was not tried in one; install Debian's chromium")
    try:
        chromium = Chromium(program, profile)
    except NoBrowserError as why:
        pytest.skip(f"NO BROWSER: {what} was not tried in one; {why}")
    yield chromium
    chromium.close()
