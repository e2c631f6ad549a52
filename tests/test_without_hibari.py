"""A machine for which there is no wheel of the natural voice: eSpeak NG speaks, and that is told once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

STORY = "Ines looked up. “Is it far?” she asked.\n\n“Far enough,” said Ulf.\n"


def without_onnxruntime(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run code in a process that cannot import onnxruntime."""
    hidden = "import sys; sys.modules['onnxruntime'] = None\n"
    return subprocess.run(
        [sys.executable, "-c", hidden + code, *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_a_story_is_cast_from_espeaks_pool_and_the_listener_is_told_once(tmp_path: Path) -> None:
    story = tmp_path / "far.txt"
    story.write_text(STORY, encoding="utf-8")
    code = (
        "from pathlib import Path\nfrom drama.production import stages as produce\n"
        "production = produce.prepare(Path(sys.argv[1]))\n"
        "cast = production.cast\n"
        "print({voice.engine for voice in (cast.narrator, *cast.voices.values())}, len(cast.voices))\n"
        "print([warning for warning in production.warnings if 'hibari' in warning])\n"
    )
    done = without_onnxruntime(code, story)
    assert done.returncode == 0, done.stderr
    engines, told = done.stdout.splitlines()
    assert engines == "{'pyttsx3'} 2"
    assert told == "['the natural voices (hibari) are not installed here; eSpeak NG speaks']"


def test_the_engine_is_not_listed_and_asking_for_it_says_what_is_missing() -> None:
    code = (
        "from drama.engines import engine_names, get_engine\nprint(engine_names())\n"
        "from drama.errors import RequestRefusedError\n"
        "try:\n    get_engine('hibari')\nexcept RequestRefusedError as problem:\n    print(problem)\n"
    )
    listed, problem = without_onnxruntime(code).stdout.splitlines()
    assert "hibari" not in listed
    assert problem.startswith("the engine hibari is not installed here: it needs hibari and onnxruntime")
