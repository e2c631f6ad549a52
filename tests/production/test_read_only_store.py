"""A store that can be read and not written: what is recorded is heard, everything asked for is written, and told."""

from __future__ import annotations

import shutil
import stat
import sys
from pathlib import Path

import pytest
from support.sealed import Somebody, as_somebody, sealed

from drama.errors import TakeError
from drama.files.store_folder import default_folder
from drama.production import stages as produce
from drama.recording.store import TakeStore

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

__all__ = ["as_somebody", "sealed"]

STORY = """# The Weir

“Is the gate shut?” Bettina asked.

“It was shut at noon,” said Corin. “The river did not read the notice.”

***

“Then row,” said Bettina.
"""
MADE = ("chunks", "covers", "episodes")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "weir.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def recorded(story: Path) -> produce.Production:
    """A story whose every line is in the store, which takes nothing else: files stand where its folders go.

    That stops even a user who may write everywhere.
    """
    production = produce.prepare(story, engine="tone")
    produce.render(production, story.with_name("first.wav"), is_whole=False)
    for name in MADE:
        shutil.rmtree(default_folder() / name, ignore_errors=True)
        (default_folder() / name).write_bytes(b"")
    return production


@pytest.mark.parametrize(
    "name", [*(offer.name for offer in produce.documents().values() if not (offer.needs or offer.needs_stems)), None]
)
def test_every_document_is_written(recorded: produce.Production, name: str | None) -> None:
    output = recorded.path.with_name("weir.mp3")
    stems = output.with_name("stems") if name and produce.documents()[name].needs_stems else None
    extras = produce.Extras(documents=produce.beside(output, [name] if name else ()), stems=stems, draws_cover=True)
    episode = produce.render(recorded, output, extras=extras)
    assert episode.recorded == 0
    assert all(path.stat().st_size for path in (output, *extras.documents.values()))
    assert [warning for warning in episode.warnings if "not be remembered" in warning]


@pytest.mark.parametrize("suffix", [".json", ".html"])
def test_report_cues_and_stems_are_written(recorded: produce.Production, suffix: str) -> None:
    output = recorded.path.with_name("weir.flac")
    report, cues, stems = (output.with_name(name) for name in (f"report{suffix}", "cues.json", "stems"))
    extras = produce.Extras(report=report, cues=cues, stems=stems, draws_cover=True)
    episode = produce.render(recorded, output, extras=extras)
    assert report.stat().st_size
    assert cues.stat().st_size
    assert list(stems.glob("*.wav"))
    assert set(episode.outputs) >= {report, cues}


def test_a_scene_is_heard_and_what_could_not_be_kept_is_told(recorded: produce.Production) -> None:
    scene = produce.select_scenes(recorded, {1})
    episode = produce.render(scene, recorded.path.with_name("scene.mp3"), is_whole=False)
    assert episode.path.stat().st_size
    (told,) = [warning for warning in episode.warnings if "not kept for the next render" in warning]
    assert "set DRAMA_CACHE" in told


def test_a_line_that_is_not_recorded_is_one_message(recorded: produce.Production) -> None:
    shutil.rmtree(default_folder() / "takes")
    (default_folder() / "takes").write_bytes(b"")
    with pytest.raises(TakeError, match=r"cannot keep recordings in .* set DRAMA_CACHE"):
        produce.render(recorded, recorded.path.with_name("weir.mp3"))


# ------------------------------------------------------------------ by permissions


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_store_of_somebody_elses_serves(sealed: Path, as_somebody: Somebody) -> None:
    (sealed / "weir.txt").write_text(STORY, encoding="utf-8")
    render = ("render", "weir.txt", "--engine", "tone")
    assert as_somebody(*render, "-o", "first.wav").returncode == 0
    store = sealed / "store"
    for path in (store, *store.rglob("*")):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    before = sorted(sealed.joinpath("store").rglob("*"))

    done = as_somebody(*render, "--with", "all", "--report", "report.html", "--cues", "cues.json")
    assert done.returncode == 0, done.stderr
    assert "0 lines recorded" in done.stdout
    assert "this render will not be remembered: " in done.stderr
    assert "Traceback" not in done.stderr
    for words in (("preview", "weir.txt", "--engine", "tone", "--scene", "1", "-o", "scene.mp3"), ("takes", "info"),
                  ("script", "weir.txt"), ("cast", "weir.txt"), (*render, "--dry-run")):  # fmt: skip
        assert as_somebody(*words).returncode == 0, words
    for words in (("takes", "clean", "--yes"), ("takes", "redo", "weir.txt", "--engine", "tone", "--lines", "1")):
        done = as_somebody(*words)
        assert (done.returncode, done.stdout) == (1, ""), words
        assert "could not be removed; may you write there?" in done.stderr
    assert as_somebody("recast", "weir.txt", "Corin", "cedar").returncode == 0
    assert sorted(sealed.joinpath("store").rglob("*")) == before


def test_forgetting_counts_what_was_there(recorded: produce.Production) -> None:
    store = TakeStore(default_folder())
    keys = [path.stem for path in (default_folder() / "takes").rglob("*.take")]
    assert store.forget([*keys, "0" * 64]) == len(keys) > 0
    assert store.forget(keys) == 0
