"""drama as one whom permissions hold, also where the tests are run as root."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.forked import Launcher

Somebody = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """A folder; whatever a test takes the permission to write from has it again afterwards."""
    yield tmp_path
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IRWXU)


@pytest.fixture
def as_somebody(sealed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Somebody]:
    """Run drama as one whom permissions hold: root is held by them without its capabilities."""
    is_root = os.geteuid() == 0
    if is_root and shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere, and setpriv, which would change that, is not installed")
    bare = ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all"] if is_root else []
    somebody = Launcher(tmp_path_factory.mktemp("l"), *bare)

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        done = somebody.run(sealed, *words, DRAMA_CACHE=str(sealed / "store"))
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    yield run
    somebody.close()
