"""The lock of a series, with an engine whose version, voices and figures change: told before anything is recorded."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from support.announced import announced
from support.incli import run_drama
from support.seasons import EPISODES, own_file, write_season

import drama
from drama.cast import lock_path, read_lock
from drama.errors import CastError
from drama.production.read_series import read_series

pytestmark = pytest.mark.slow

FICKLE = '''
import os
import numpy as np
from drama.engines.base import EngineVoice, Speech
from drama.model import Figures


class Fickle:
    """Says of itself what the environment says."""

    @property
    def version(self):
        return os.environ.get("FICKLE_VERSION", "fickle 1.0+numpy 2.0")

    def voices(self):
        names = os.environ.get("FICKLE_VOICES", "high low middle other").split()
        return [EngineVoice(name, name.title(), "en") for name in names]

    def identity(self, voice):
        return voice.id + os.environ.get("FICKLE_FILE", "#1")

    def figures(self):
        turned = os.environ.get("FICKLE_FIGURES", "")
        rows = {"high": (90, 0, 0, 9), "low": (0, 90, 9, 0), "middle": (0, 9, 90, 0), "other": (9, 0, 0, 90)}
        return {name: Figures(bytes(rows["other" if name == turned else name]) * 64) for name in rows}

    def speak(self, text, voice):
        time_s = np.arange(round(len(text) / 6 * 60 / voice.rate_wpm * 16000) + 2000) / 16000
        return Speech((8000 * np.sin(2 * np.pi * 220 * time_s)).astype(np.int16), 16000)
'''

SERIES = """[series]
title = "Harbour Tales"

[narrator]
engine = "fickle"
voice = "middle"

[characters.Ines]
engine = "fickle"
voice = "high"

[characters.Ulf]
engine = "fickle"
voice = "low"
"""

Drama = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def _fickle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with announced(tmp_path, monkeypatch, FICKLE, {"fickle": "Fickle"}):
        yield


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """A season whose first two episodes there are, locked."""
    folder = write_season(tmp_path / "one", dict(list(EPISODES.items())[:2]), series=SERIES)
    drama.lock_series(folder)
    return folder


@pytest.fixture
def last(season: Path) -> Path:
    """The episode that comes after the lock was made."""
    write_season(season, {"12 tower.md": EPISODES["03 tower.md"]})
    return season / "12 tower.md"


@pytest.fixture
def run(tmp_path: Path) -> Drama:
    return partial(run_drama, tmp_path)


def test_a_lock_holds_engine_voices_and_figures_of_all_whom_the_file_names(season: Path) -> None:
    lock = read_lock(season / "series.voices.lock")
    assert lock is not None
    assert (lock.drama, dict(lock.engines)) == (drama.__version__, {"fickle": "fickle 1.0+numpy 2.0"})
    assert set(lock.people) == {None, "Ines", "Ulf"}
    ines = lock.people["Ines"]
    assert (ines.voice, ines.engine, ines.id, ines.rate_wpm, ines.sound) == ("high", "fickle", "high", 165, "high#1")
    assert ines.figures == bytes((90, 0, 0, 9)) * 64


def test_nothing_of_the_machine_is_in_it(season: Path) -> None:
    text = (season / "series.voices.lock").read_text(encoding="utf-8")
    assert str(season) not in text
    assert "/" not in text.replace("base64", "").partition("figures")[0]


def test_an_episode_that_sounds_as_locked_is_recorded_without_a_word(run: Drama, last: Path) -> None:
    assert drama.prepare(last).lock_warnings == ()
    rendered = run("render", last, "-o", "12.wav")
    assert (rendered.returncode, "lock" in rendered.stderr) == (0, False)


def test_another_version_of_the_engine_is_refused_before_a_line_is_recorded(
    run: Drama, last: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FICKLE_VERSION", "fickle 2.0+numpy 2.0")
    for words in (("render", last, "-o", "12.wav"), ("preview", last, "--scene", 1, "-o", "12.wav")):
        refused = run(*words)
        assert refused.returncode == 1
        assert refused.stderr.startswith(
            "Error: 12 tower.md would not sound like the episodes before it: the engine fickle is of another version: "
            "fickle 2.0 here, fickle 1.0 locked; "
        )
        assert "pip install fickle==1.0" in refused.stderr
        assert "--lock-anyway records it all the same" in refused.stderr
        assert "--lock --force renews the lock" in refused.stderr
    assert not list((tmp_path / "cache").rglob("*.take"))
    assert not (tmp_path / "12.wav").exists()


def test_it_is_recorded_anyway_on_demand_and_told_first(
    run: Drama, last: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FICKLE_VERSION", "fickle 2.0+numpy 2.0")
    rendered = run("render", last, "-o", "12.wav", "--lock-anyway")
    assert rendered.returncode == 0, rendered.stderr
    assert rendered.stderr.count("Warning: not as in series.voices.lock: the engine fickle is of another version") == 1
    planned = run("render", last, "--dry-run")
    assert planned.returncode == 0
    assert "Warning: not as in series.voices.lock" in planned.stderr


def test_it_is_shown_and_not_refused_where_nothing_is_recorded(
    run: Drama, last: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FICKLE_VERSION", "fickle 2.0+numpy 2.0")
    assert run("cast", last).returncode == 0
    assert "not as in series.voices.lock" in run("cast", last).stderr
    assert run("script", last).returncode == 0
    shown = run("cast", "--series", last.parent)
    assert "Not as locked: the engine fickle is of another version" in shown.stdout
    assert "locked in series.voices.lock" in shown.stdout


def test_another_engine_for_every_voice_is_not_held_against_the_lock(
    last: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FICKLE_VERSION", "fickle 2.0+numpy 2.0")
    assert drama.prepare(last, engine="tone").lock_warnings == ()


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("FICKLE_FILE", "#2", 'the voice "middle" of the narrator is the locked one in name only'),
        ("FICKLE_FIGURES", "high", 'the voice "high" of Ines was measured as another than the locked one: 0.20'),
        ("FICKLE_VOICES", "low middle other", 'the engine fickle has no voice "high"'),
    ],
)
def test_a_voice_that_is_not_the_locked_one_is_refused(
    last: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(CastError, match=told.replace("(", r"\(")):
        drama.prepare(last)


def test_a_recast_is_told_and_not_refused(last: Path) -> None:
    own_file(last.parent, last.name, '[characters.Ines]\nengine = "fickle"\nvoice = "other"\n')
    assert drama.prepare(last).lock_warnings == (
        'not as in series.voices.lock: Ines has the voice "other", and "high" is locked',
    )


def test_a_guest_is_none_of_the_locks_business(last: Path) -> None:
    own_file(last.parent, last.name, '[characters.Dora]\nengine = "fickle"\nvoice = "other"\nrate_wpm = 120\n')
    assert drama.prepare(last).lock_warnings == ()


def test_somebody_new_in_the_file_of_the_series_is_told_until_they_are_locked(last: Path) -> None:
    series = last.parent / "series.voices.toml"
    series.write_text(SERIES + '[characters.Dora]\nengine = "fickle"\nvoice = "other"\n', encoding="utf-8")
    (warning,) = drama.prepare(last).lock_warnings
    assert warning.startswith("not in series.voices.lock yet: Dora; drama cast --series ")
    assert drama.lock_series(last.parent).added == ("Dora",)
    assert drama.prepare(last).lock_warnings == ()


def test_what_the_lock_is_damaged_in_is_an_error_with_its_line(last: Path) -> None:
    lock_path(last.parent / "series.voices.toml").write_text("version = 1\nengins = 2\n", encoding="utf-8")
    with pytest.raises(CastError, match=r'series.voices.lock, line 2: unknown key "engins"; did you mean "engines"'):
        drama.prepare(last)
    assert any("the lock cannot be compared with" in note for note in read_series(last.parent).notes)
    drama.lock_series(last.parent, renew=True)
    assert drama.prepare(last).lock_warnings == ()


# ------------------------------------------------------------------ making and renewing


def test_a_lock_is_renewed_on_purpose_only_and_can_be_taken_back(
    run: Drama, last: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = last.parent / "series.voices.lock"
    before = path.read_text(encoding="utf-8")
    monkeypatch.setenv("FICKLE_VERSION", "fickle 2.0+numpy 2.0")
    refused = run("cast", "--series", last.parent, "--lock")
    assert refused.returncode == 1
    assert "is not as it would be written now: the engine fickle is of another version" in refused.stderr
    assert path.read_text(encoding="utf-8") == before
    renewed = run("cast", "--series", last.parent, "--lock", "--force")
    assert "Renewed: the engine fickle is of another version" in renewed.stdout
    assert path.read_text(encoding="utf-8") == before.replace("fickle 1.0", "fickle 2.0")
    assert drama.prepare(last).lock_warnings == ()
    undone = run("cast", "--series", last.parent, "--undo", "--lock")
    assert "series.voices.lock is as it was before its last edit" in undone.stdout
    assert path.read_text(encoding="utf-8") == before


def test_a_lock_that_has_everybody_is_left_as_it_is(run: Drama, season: Path) -> None:
    before = (season / "series.voices.lock").read_text(encoding="utf-8")
    assert "Nothing to lock: " in run("cast", "--series", season, "--lock").stdout
    assert (season / "series.voices.lock").read_text(encoding="utf-8") == before


def test_somebody_added_does_not_renew_what_is_locked(season: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    series = season / "series.voices.toml"
    before = (season / "series.voices.lock").read_text(encoding="utf-8")
    series.write_text(SERIES + '[characters.Dora]\nengine = "tone"\nvoice = "tone:500"\n', encoding="utf-8")
    assert drama.lock_series(season).added == ("Dora",)
    after = (season / "series.voices.lock").read_text(encoding="utf-8")
    assert set(before.splitlines()) <= set(after.splitlines())
    assert 'tone = "1"' in after.splitlines()


def test_a_series_is_saved_and_locked_in_one_go(run: Drama, tmp_path: Path) -> None:
    write_season(tmp_path / "two")
    done = run("cast", "--series", "two", "--save", "--lock")
    assert done.returncode == 0, done.stderr
    assert "Saved in two/series.voices.toml (new): the narrator" in done.stdout
    assert "Locked in two/series.voices.lock (new): the narrator" in done.stdout
    assert "drama cast" not in done.stdout.splitlines()[-1]
    for story in sorted((tmp_path / "two").glob("*.md")):
        assert drama.prepare(story).lock_warnings == ()


def test_a_folder_without_a_series_has_nothing_to_lock(run: Drama, tmp_path: Path) -> None:
    write_season(tmp_path / "two")
    refused = run("cast", "--series", "two", "--lock")
    assert refused.returncode == 1
    assert "two has no cast file of a series" in refused.stderr
    assert "drama cast --series two --save writes one" in refused.stderr


def test_neither_the_file_of_a_series_nor_its_lock_is_overwritten_by_a_render(run: Drama, last: Path) -> None:
    for name in ("series.voices.toml", "series.voices.lock"):
        kept = (last.parent / name).read_text(encoding="utf-8")
        refused = run("render", last, "-o", "12.wav", "--force", "--cues", last.parent / name)
        assert refused.returncode == 1
        assert (last.parent / name).read_text(encoding="utf-8") == kept
