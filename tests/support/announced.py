"""Parts written in a test, announced to drama the way other packages do it: by entry points."""

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
def announced(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    classes: Mapping[str, str],
    *,
    group: str = engines.GROUP,
) -> Iterator[None]:
    """Announce parts of a group, name -> class in a module of this source, to this process and those it starts."""
    package = f"drama_{group.partition('.')[2]}_{folder.name}".replace("-", "_")
    site = folder / f"site-{group}"
    metadata = site / f"{package}-1.dist-info"
    metadata.mkdir(parents=True)
    (site / f"{package}.py").write_text(source, encoding="utf-8")
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1\n", encoding="utf-8")
    points = "".join(f"{name} = {package}:{found}\n" for name, found in classes.items())
    (metadata / "entry_points.txt").write_text(f"[{group}]\n{points}", encoding="utf-8")
    monkeypatch.syspath_prepend(site)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")]))
    engines.get_engine.cache_clear()
    yield
    engines.get_engine.cache_clear()
