"""Voices that are fetched, measured, or spoken by a server: what the command line does and says."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import speech_server
from support.speech_server import KEY
from support.tiny_piper import write_voice

from drama.cli.commands import cli
from drama.engines import engine_names
from drama.errors import CastError, EngineError
from drama.production import stages as produce

Drama = Callable[..., subprocess.CompletedProcess[str]]


needs_hibari = pytest.mark.skipif("hibari" not in engine_names(), reason="there is no wheel of hibari for this system")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start the server and return its address."""
    process = subprocess.Popen(
        [sys.executable, speech_server.__file__],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    process.kill()
    process.wait()
    process.stdout.close()


def cast_file(story: Path, address: str, *, ines: str = "crowd-ines", ulf: str = "crowd-ulf", more: str = "") -> Path:
    """Write a cast file in which a server speaks for both, and the tone engine narrates."""
    path = story.with_name("ferry.voices.toml")
    path.write_text(
        f'[server]\nurl = "{address}/v1"\nmodel = "toy"\n{more}\n[narrator]\nengine = "tone"\nvoice = "tone:300"\n'
        f'[characters.Ines]\nengine = "http"\nvoice = "{ines}"\n[characters.Ulf]\nengine = "http"\nvoice = "{ulf}"\n',
        encoding="utf-8",
    )
    return path


def seen(address: str, what: str) -> object:
    with urllib.request.urlopen(f"{address}/{what}", timeout=10) as answer:
        return json.load(answer)


@pytest.mark.slow
def test_what_goes_where_is_said_before_it_does_and_not_where_nothing_goes(
    drama: Drama, story: Path, address: str
) -> None:
    cast_file(story, address, more="at_once = 3")
    told = f"the words of 5 lines go to {address} (model toy)"
    planned = CliRunner().invoke(cli, ["render", str(story), "--dry-run"])
    assert planned.exit_code == 0, planned.output
    assert told in planned.output
    assert not [asked for asked in seen(address, "seen") if asked["voice"].startswith("crowd")]  # type: ignore[attr-defined]
    previewed = drama("preview", story, "--scene", 1, "-o", "one.wav")
    assert f"the words of 4 lines go to {address} (model toy)" in previewed.stderr
    rendered = drama("render", story)
    assert rendered.returncode == 0, rendered.stderr
    assert f"the words of 1 line go to {address} (model toy)" in rendered.stderr
    assert len([asked for asked in seen(address, "seen") if asked["voice"].startswith("crowd")]) == 5  # type: ignore[attr-defined]
    assert 1 <= seen(address, "most") <= 3  # type: ignore[operator]


@pytest.mark.slow
def test_the_key_opens_the_server_and_stands_nowhere_afterwards(
    drama: Drama, story: Path, address: str, tmp_path: Path
) -> None:
    cast_file(story, address, ines="locked", ulf="locked-2")
    wrong = drama("render", story, DRAMA_HTTP_KEY="open-5512")
    assert wrong.returncode == 1
    assert f"line 2 of the script of ferry.txt: the server {address} refuses the key in DRAMA_HTTP_KEY" in wrong.stderr
    assert not story.with_name("ferry.mp3").exists()
    done = drama("render", story, "--with", "all", "--cues", "cues.json", "--report", "r.json", DRAMA_HTTP_KEY=KEY)
    assert done.returncode == 0, done.stderr
    told = "".join(run.stdout + run.stderr for run in (wrong, done)).encode()
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert KEY.encode() not in told + written
    assert b"open-5512" not in told + written


@pytest.mark.parametrize("command", ["render STORY", "render STORY --dry-run", "preview STORY --scene 1", "cast STORY"])
def test_one_engine_for_all_without_a_server_is_one_clear_error(command: str, story: Path) -> None:
    done = CliRunner().invoke(cli, [*command.replace("STORY", str(story)).split(), "--engine", "http"])
    assert isinstance(done.exception, CastError)
    assert "the engine http speaks through a server, and [server] names no url and no model" in str(done.exception)
    assert not done.output


@pytest.mark.skipif("piper" not in engine_names(), reason="there are no wheels it needs for this system")
@pytest.mark.slow
def test_a_voice_of_ones_own_is_measured_once_and_casting_hears_it(
    story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "voices").mkdir()
    write_voice(tmp_path / "voices", "nina.onnx")
    write_voice(tmp_path / "voices", "choir.onnx", speakers=["bass", "alto"])
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["voices", "measure", "voices/nina.onnx", "voices/choir.onnx#bass", "--jobs", "1"])
    assert done.exit_code == 0, done.output
    # Both are the same tone, and so one person.
    assert "nina.onnx        1.00 choir.onnx#bass  (hard to tell apart)" in done.output
    kept = json.loads((tmp_path / "home" / "voices.json").read_text(encoding="utf-8"))["voices"]["piper"]
    assert [len(rows) for rows in kept.values()] == [2]
    story.with_name("ferry.voices.toml").write_text(
        '[characters.Ines]\nvoice = "voices/nina.onnx"\n[characters.Ulf]\nvoice = "voices/choir.onnx#bass"\n',
        encoding="utf-8",
    )
    told = "share scene 1 and are hard to tell apart (0.00 of 1)"
    assert told in "".join(produce.prepare(story).cast.warnings)
    monkeypatch.setenv("DRAMA_HOME", str(tmp_path / "nowhere"))
    assert told not in "".join(produce.prepare(story).cast.warnings)


def test_measuring_needs_a_voice_or_an_engine() -> None:
    done = CliRunner().invoke(cli, ["voices", "measure"])
    assert done.exit_code == 2
    assert "name the voices to measure, or an engine" in done.output


@pytest.mark.parametrize("text", ["", "[]", '{"voices": {"tone": {"1": {"a": {"embedding": "zz"}}}}}'])
def test_figures_that_are_damaged_are_told_with_what_to_do(story: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "voices.json").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(cli, ["cast", str(story), "--engine", "tone"])
    assert "voices.json is damaged: remove it, and measure the voices anew" in str(done.exception)


@needs_hibari
def test_fetching_asks_first_with_size_licence_and_both_places(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["voices", "fetch", "hibari"], input="n\n")
    assert done.exit_code == 1
    assert "hibari:emma, hibari:fenrir, hibari:fable, hibari:kore" in done.output
    assert "31.8 MB, licence Apache-2.0" in done.output
    assert "from https://" in done.output
    assert f"to   {tmp_path}/home/hibari" in done.output
    assert "nothing was fetched" in done.output
    assert not (tmp_path / "home").exists()


@needs_hibari
def test_fetching_without_network_is_one_clear_error_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    done = CliRunner().invoke(cli, ["voices", "fetch", "hibari", "emma", "--yes"])
    assert isinstance(done.exception, EngineError)
    assert "cannot be reached: Connection refused; is there a network?" in str(done.exception)
    assert not (tmp_path / "home" / "hibari").exists()


@needs_hibari
@pytest.mark.parametrize(("words", "told"), [("pyttsx3", "no voices to fetch; hibari has"), ("hibari anna", "'anna'")])
def test_fetching_what_there_is_not_says_what_there_is(words: str, told: str) -> None:
    done = CliRunner().invoke(cli, ["voices", "fetch", *words.split()])
    assert told in str(done.exception)


@pytest.mark.parametrize("command", ["fetch", "measure"])
def test_each_has_a_help_with_examples(command: str) -> None:
    done = CliRunner().invoke(cli, ["voices", command, "--help"])
    assert f"Usage: cli voices {command}" in done.output
    assert "Examples:" in done.output
