"""What an engine needs makes no contact with anybody and leaves nothing behind: onnxruntime would do both by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SPEAK = """
from drama.engines import get_engine
from drama.model import Voice
engine = get_engine("hibari")
speech = engine.speak("Zhorvalek spoke.", Voice(name="x", engine="hibari", id="hibari:heart"))
assert len(speech.samples)
import os, sys
assert "onnxruntime" in sys.modules
assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
"""


def test_speaking_leaves_no_file_in_the_temporary_folder_nor_at_home(tmp_path: Path) -> None:
    """With the switch off, loading onnxruntime 1.32 leaves the number of a session in the temporary folder."""
    homes = {name: str(tmp_path / name.lower()) for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    for folder in homes.values():
        Path(folder).mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", SPEAK], env={**environment, **homes}, check=True, timeout=120)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []
