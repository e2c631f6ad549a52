"""What is said of an installation: what works, what is missing and how to get it, and what is broken."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

import drama
from drama.cli.commands import cli
from drama.model import Area, Diagnosis, Finding, Health
from drama.production.doctor import engines, examine, files_out, storage, system

pytestmark = pytest.mark.slow


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def finding(found: Diagnosis, what: str) -> Finding:
    return next(one for one in found.findings if one.what == what)


def test_this_installation_has_all_that_a_plain_render_needs_and_nothing_is_changed(
    cache: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    output.mkdir()
    found = drama.doctor(output=output)
    assert found.is_well, found.broken
    assert {one.area for one in found.findings} == set(Area)
    assert finding(found, ".mp3").health is Health.OK
    assert not list(output.iterdir())
    assert not cache.exists()
    assert drama.from_json(Diagnosis, drama.to_json(found)) == found


def test_what_is_not_installed_is_named_with_the_command_that_gets_it(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name.startswith("kokoro") else object())
    monkeypatch.delenv("DRAMA_KOKORO_MODEL", raising=False)
    kokoro = next(iter(engines._engine("kokoro")))
    assert (kokoro.health, kokoro.is_needed) == (Health.ABSENT, False)
    assert "[kokoro]" in kokoro.remedy


def test_a_broken_engine_that_a_plain_render_speaks_with_is_needed() -> None:
    def of(**health: Health) -> Finding:
        return next(engines.speaker_findings([Finding(Area.ENGINES, name, is_so) for name, is_so in health.items()]))

    assert of(hibari=Health.OK, pyttsx3=Health.ABSENT).health is Health.OK
    assert of(hibari=Health.ABSENT, pyttsx3=Health.OK).about == "speaks with pyttsx3"
    for broken in (of(hibari=Health.BROKEN, pyttsx3=Health.OK), of(hibari=Health.ABSENT, pyttsx3=Health.ABSENT)):
        assert (broken.health, broken.is_needed) == (Health.BROKEN, True)


def test_a_check_that_hangs_or_fails_is_told_and_keeps_no_other_from_its_answer(
    monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    about = Finding(Area.ENCODERS, ".slow", Health.BROKEN)
    monkeypatch.setattr(
        files_out,
        "checks",
        lambda: iter(
            [(about, lambda: time.sleep(30) or ()), (Finding(Area.EXPORTS, "odd", Health.BROKEN), lambda: 1 / 0)]
        ),
    )
    found = examine.doctor(timeout_s=3.0)
    assert "no answer within 3 s" in finding(found, ".slow").about
    assert "ZeroDivisionError" in finding(found, "odd").about
    assert finding(found, "packaged cast").health is Health.OK


def test_damaged_takes_and_a_folder_that_anybody_may_write_into_are_told_and_left(cache: Path, tmp_path: Path) -> None:
    story = tmp_path / "weir.txt"
    story.write_text('"Is the door open?" asked Ines.\n', encoding="utf-8")
    drama.render(story, tmp_path / "weir.wav", engine="tone")
    takes = sorted(cache.rglob("*.take"))
    takes[0].write_bytes(takes[0].read_bytes()[:-9] + b"damaged!!")
    found = drama.doctor(output=tmp_path)
    assert "1 damaged" in finding(found, "takes").about
    assert takes[0].exists(), "it is the render's to record it anew"
    if os.name == "posix":
        cache.chmod(0o777)
        assert "anybody" in finding(drama.doctor(output=tmp_path), "recordings").about


def test_a_folder_that_can_be_made_is_well_and_a_file_in_its_place_or_a_full_disk_is_not(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = tmp_path / "none" / "yet"
    assert "is not there yet, and can be made" in finding(drama.doctor(output=none), "episodes").about
    assert not none.parent.exists()
    (tmp_path / "file").write_bytes(b"")
    for wrong in (tmp_path / "file", tmp_path / "file" / "below"):
        (broken,) = drama.doctor(output=wrong).broken
        assert (broken.what, broken.about) == ("episodes", f"{tmp_path / 'file'} is a file, not a folder")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 1_000))
    assert "space for episodes" in [one.what for one in drama.doctor(output=tmp_path).broken]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="/proc is of Linux")
def test_a_store_where_nothing_can_be_made_is_told_although_permissions_say_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DRAMA_CACHE", "/proc/drama/store")
    told = next(iter(storage._store()))
    assert (told.health, told.about) == (Health.POOR, "/proc/drama/store takes no files; recordings are not kept")
    episodes = next(iter(storage._output(Path("/proc/drama/out"))))
    assert (episodes.health, episodes.about) == (Health.BROKEN, "/proc takes no files")


def test_cast_files_of_the_current_folder_are_read_and_a_broken_one_is_named(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not list(system._cast_files_here())
    (tmp_path / "weir.voices.toml").write_text('[characters.Ines]\nvoice = "wren"\n', encoding="utf-8")
    assert finding(drama.doctor(), "cast files here").about == "read without an error: weir.voices.toml"
    (tmp_path / "voices.toml").write_text("[characters", encoding="utf-8")
    (broken,) = drama.doctor().broken
    assert broken.what == "cast file here"
    assert "voices.toml" in broken.about


@pytest.mark.parametrize(
    ("version", "shown"),
    [
        ("lark-tts 0.2.1+onnxruntime 1.32.0+5f410227+2.4", "lark-tts 0.2.1, onnxruntime 1.32.0"),
        ("2.99+loader 0.2.4+3", "lark 2.99, loader 0.2.4"),
        ("1", "version 1"),
    ],
)
def test_the_version_of_an_engine_is_shown_as_its_packages(version: str, shown: str) -> None:
    assert engines._packages(SimpleNamespace(name="lark", version=version)) == shown  # type: ignore[arg-type]


def test_every_engine_speaks_when_it_is_asked_to(cache: Path) -> None:
    spoken = {one.what: one for one in engines.spoken()}
    assert spoken["tone speaks"].health is Health.OK
    assert "s of speech a second" in spoken["tone speaks"].about
    assert "not tried" in spoken["http speaks"].about


def test_the_table_has_words_beside_its_signs_and_the_exit_code_follows(cache: Path, tmp_path: Path) -> None:
    well = CliRunner().invoke(cli, ["doctor", "--out", str(tmp_path)])
    assert well.exit_code == 0, well.output
    assert "✓ ok      .mp3" in well.output
    assert well.output.endswith("A plain render has all it needs\n")
    a_file = tmp_path / "file"
    a_file.write_bytes(b"")
    ill = CliRunner().invoke(cli, ["doctor", "--out", str(a_file), "--json"])
    assert ill.exit_code == 1
    assert not drama.from_json(Diagnosis, ill.output).is_well


def test_verify_prints_a_table_and_one_summary_and_its_exit_code_follows(cache: Path, tmp_path: Path) -> None:
    story, episode = tmp_path / "weir.txt", tmp_path / "weir.mp3"
    story.write_text('"Is the door open?" asked Ines.\n', encoding="utf-8")
    drama.render(story, episode, engine="tone")
    well = CliRunner().invoke(cli, ["verify", str(episode), "--again"])
    assert well.exit_code == 0, well.output
    assert "weir.mp3 matches its manifest (weir.manifest.json)" in well.output
    assert "weir.mp3: the same bytes" in well.output
    story.write_text('"Is the gate open?" asked Ines.\n', encoding="utf-8")
    ill = CliRunner().invoke(cli, ["verify", str(episode)])
    assert ill.exit_code == 1
    assert "does not match its manifest (weir.manifest.json): story weir.txt (changed)" in ill.output
    assert CliRunner().invoke(cli, ["verify", str(episode), "--json"]).exit_code == 1
