"""How fast an engine speaks is measured, and remembered for estimates."""

from __future__ import annotations

from pathlib import Path

import pytest

from drama.model import Voice
from drama.recording import Request, Speed, expected_s, record, remembered
from drama.recording.speeds import FOLDER, remember
from drama.recording.store import TakeStore

VOICE = Voice(name="Odile", engine="tone", id="tone:300")


@pytest.mark.slow
def test_recording_measures_the_engine_and_what_is_reused_is_not_measured(tmp_path: Path) -> None:
    requests = [Request(f"She counted {number} lamps along the quay.", VOICE) for number in (3, 4)]
    assert remembered(tmp_path, "tone") is None
    list(record(requests, TakeStore(tmp_path)))
    first = remembered(tmp_path, "tone")
    assert first is not None
    assert first.sound_s > 2
    assert first.busy_s > 0
    list(record(requests, TakeStore(tmp_path)))
    assert remembered(tmp_path, "tone") == first


def test_measurements_add_up_and_old_ones_fade(tmp_path: Path) -> None:
    remember(tmp_path, "tone", Speed(100.0, 10.0, 120.0))
    remember(tmp_path, "tone", Speed(100.0, 30.0, 130.0))
    assert remembered(tmp_path, "tone") == Speed(200.0, 40.0, 250.0)
    for _ in range(9):
        remember(tmp_path, "tone", Speed(600.0, 20.0))
    known = remembered(tmp_path, "tone")
    assert known is not None
    assert known.sound_s <= 1_200
    assert known.ratio == pytest.approx(30.0, rel=0.01)


def test_lengths_are_expected_as_they_were_measured() -> None:
    assert Speed(9_000.0, 1.0, 12_000.0).stretch == pytest.approx(0.75, abs=0.001)
    assert Speed(0.5, 1.0, 2.0).stretch == pytest.approx(1.0, abs=0.05)  # one short line tells little
    assert Speed(90.0, 1.0).stretch == 1.0
    assert expected_s("She counted the lamps.", VOICE) == pytest.approx(4 * 60 / 165)


@pytest.mark.parametrize("nothing", [Speed(0.0, 1.0), Speed(1.0, 0.0)])
def test_nothing_is_remembered_of_nothing(tmp_path: Path, nothing: Speed) -> None:
    remember(tmp_path, "tone", nothing)
    assert remembered(tmp_path, "tone") is None


def test_another_version_is_another_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(tmp_path, "tone", Speed(100.0, 10.0))
    monkeypatch.setattr("drama.engines.tone.ToneEngine.version", "2")
    assert remembered(tmp_path, "tone") is None


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"[]",
        b'{"sound_s": "x"}',
        b'{"sound_s": 1e999, "busy_s": 1, "expected_s": 1}',
        b'{"sound_s": 1, "busy_s": 1}',
        b'{"sound_s": 1, "busy_s": 1, "expected_s": -1}',
    ],
)
def test_a_record_that_makes_no_sense_is_none(tmp_path: Path, forged: bytes) -> None:
    from drama.recording.blob_store import CacheStore  # noqa: PLC0415
    from drama.recording.speeds import _key  # noqa: PLC0415

    CacheStore(tmp_path, FOLDER).put(_key("tone"), forged)
    assert remembered(tmp_path, "tone") is None


@pytest.mark.slow
def test_the_store_counts_and_cleans_what_it_remembers_of_speeds(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    list(record([Request("She counted the lamps.", VOICE)], store))
    assert list((tmp_path / FOLDER).rglob("*.blob"))
    assert store.clean() >= 2
    assert not (tmp_path / FOLDER).exists()
