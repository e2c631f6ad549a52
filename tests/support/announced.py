"""Engines written in a test, announced to drama the way other packages do it: by an entry point."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from drama import engines

if TYPE_CHECKING:
    import pytest


@contextmanager
def announced(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str, classes: Mapping[str, str]) -> Iterator[None]:
    """Announce engines, name -> class of a module with this source, to this process and to those it starts."""
    package = f"drama_{folder.name}".replace("-", "_")
    house = folder / "site"
    about = house / f"{package}-1.dist-info"
    about.mkdir(parents=True)
    (house / f"{package}.py").write_text(source, encoding="utf-8")
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n", encoding="utf-8")
    points = "".join(f"{name} = {package}:{found}\n" for name, found in classes.items())
    (about / "entry_points.txt").write_text(f"[{engines.GROUP}]\n{points}", encoding="utf-8")
    monkeypatch.syspath_prepend(house)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(house), os.environ.get("PYTHONPATH", "")]))
    engines.get_engine.cache_clear()
    yield
    engines.get_engine.cache_clear()
