"""Shared fixtures: nothing in the test run may touch the user's own folders."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test out of the real take store, and out of what the user has fetched and measured."""
    monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DRAMA_HOME", str(tmp_path / "home"))
