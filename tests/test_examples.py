"""The examples run as they stand."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from support.announced import announced

import drama

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[1] / "examples"
STORY = "The Ferry\n\n“Is that the last one?” Ines asked.\n\n“The last tonight,” said Ulf.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_a_story_is_rendered_in_five_lines(story: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(EXAMPLES / "render.py"), str(story), "ferry.mp3"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ferry.mp3: " in done.stdout
    assert (tmp_path / "ferry.mp3").stat().st_size > 10_000


def test_an_export_of_ones_own(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (EXAMPLES / "own_export.py").read_text(encoding="utf-8")
    with announced(tmp_path, monkeypatch, code, {"lines-csv": "LinesAsTable"}, group="drama.exports"):
        command = [sys.executable, "-m", "drama", "render", "ferry.txt", "--engine", "tone", "--with", "lines-csv"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "ferry.lines.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["speaker"] for row in rows] == ["Narrator", "Ines", "Narrator", "Ulf", "Narrator"]


def test_a_reader_of_ones_own_states_speakers_and_deliveries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ferry.talk").write_text(
        "# The Ferry\nThe lamp went out.\nInes (whispering): Is that the last one?\nUlf: The last tonight.\n",
        encoding="utf-8",
    )
    code = (EXAMPLES / "own_reader.py").read_text(encoding="utf-8")
    with announced(tmp_path, monkeypatch, code, {"talk": "TalkReader"}, group="drama.readers"):
        script = drama.read(tmp_path / "ferry.talk")
    assert [(line.speaker, line.text, line.delivery.manner.value) for line in script.lines] == [
        (None, "The Ferry", "plain"),
        (None, "The lamp went out.", "plain"),
        ("Ines", "Is that the last one?", "whispered"),
        ("Ulf", "The last tonight.", "plain"),
    ]


def test_an_encoder_of_ones_own(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (EXAMPLES / "own_encoder.py").read_text(encoding="utf-8")
    with announced(tmp_path, monkeypatch, code, {"au": "SunEncoder"}, group="drama.encoders"):
        episode = drama.render(story, tmp_path / "ferry.au", engine="tone")
    assert episode.path.read_bytes()[:4] == b".snd"


def test_an_engine_of_ones_own_speaks_and_times_its_words(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (EXAMPLES / "beep_engine" / "beep_engine.py").read_text(encoding="utf-8")
    with announced(tmp_path, monkeypatch, code, {"beep": "BeepEngine"}):
        episode = drama.render(story, tmp_path / "b.wav", engine="beep", documents=["vtt"])
    assert episode.recorded == 5
    assert "<00:00:0" in (tmp_path / "b.vtt").read_text(encoding="utf-8")
