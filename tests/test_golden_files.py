"""A small story's script, captions and cue sheet, as somebody has read them and found them right (``tests/golden``).

Where drama is to make something else of it, ``pytest tests/test_golden_files.py --update-golden`` writes the files
anew; their difference is read like any other before it is committed.
"""

from __future__ import annotations

import shutil
from difflib import unified_diff
from pathlib import Path

import pytest
from support.incli import run_drama

pytestmark = pytest.mark.usefixtures("warm_tone")

GOLDEN = Path(__file__).parent / "golden" / "the-salt-stair"
STORY = "the-salt-stair.md"
FILES = ("script.txt", "captions.vtt", "cues.json")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what drama makes of the story today."""
    folder = tmp_path_factory.mktemp("golden")
    shutil.copy(GOLDEN / STORY, folder)
    home = {"DRAMA_HOME": str(folder / "home")}
    script = run_drama(folder, "script", STORY, **home)
    (folder / "script.txt").write_text(script.stdout, encoding="utf-8", newline="\n")
    words = ("render", STORY, "--engine", "tone", "-o", "captions.mp3", "--with", "vtt", "--cues", "cues.json")
    render = run_drama(folder, *words, **home)
    assert (script.returncode, render.returncode) == (0, 0), script.stderr + render.stderr
    return folder


@pytest.mark.parametrize("name", FILES)
def test_a_small_story_is_made_into_what_was_read_and_found_right(
    made: Path, name: str, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--update-golden"):
        shutil.copy(made / name, GOLDEN)
    wanted, given = ((folder / name).read_text(encoding="utf-8").splitlines() for folder in (GOLDEN, made))
    difference = "\n".join(unified_diff(wanted, given, f"tests/golden/{GOLDEN.name}/{name}", "today", lineterm=""))
    assert not difference, (
        f"\n{difference}\n\nIf this is as it should be: pytest tests/{Path(__file__).name} --update-golden"
    )
