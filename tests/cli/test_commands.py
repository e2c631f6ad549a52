"""The command line from outside: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile
from mutagen.flac import FLAC
from support.announced import announced
from support.forked import Launcher  # noqa: TC002 (pytest reads it)

from drama import __version__

pytestmark = pytest.mark.usefixtures("warm_tone")

Drama = Callable[..., subprocess.CompletedProcess[str]]


def test_help_lists_every_command_with_examples(drama: Drama) -> None:
    done = drama("--help")
    assert done.returncode == 0
    for command in ("render", "preview", "script", "cast", "recast", "voices", "takes"):
        assert re.search(rf"^  {command} ", done.stdout, re.MULTILINE)
        assert "Examples:" in drama(command, "--help").stdout


def test_the_version_is_the_packages(drama: Drama) -> None:
    assert __version__ in drama("--version").stdout


@pytest.mark.slow
def test_render_writes_the_episode_and_says_what_it_did(drama: Drama, story: Path) -> None:
    done = drama("render", story, "--engine", "tone", "--cues", "cues.json")
    assert done.returncode == 0
    assert done.stderr == (  # what an engine cannot do is told, and nothing else
        "Warning: 1 asked line: the engine tone has no melody to change; spoken by pace and level alone\n"
    )
    episode = story.with_name("ferry.mp3")
    sheet = json.loads(story.with_name("cues.json").read_text(encoding="utf-8"))
    assert soundfile.info(episode).frames == sheet["frames"]
    lines = len({cue["line"] for cue in sheet["cues"]})
    assert f"{lines} lines recorded, 0 reused" in done.stdout
    assert "2 scenes, 2 characters" in done.stdout
    assert "cast file: built in" in done.stdout


@pytest.mark.slow
def test_render_to_where_it_is_told_and_only_the_scenes_asked_for(drama: Drama, story: Path) -> None:
    done = drama("render", story, "--engine", "tone", "-o", "part.flac", "--scenes", "2")
    assert done.returncode == 0
    assert "1 scene," in done.stdout
    assert soundfile.info(story.with_name("part.flac")).format == "FLAC"


def test_a_dry_run_records_nothing_and_writes_nothing(drama: Drama, story: Path) -> None:
    done = drama("render", story, "--engine", "tone", "--dry-run")
    assert done.returncode == 0
    assert re.search(r"(\d+) lines, of which \1 would be recorded: 2 scenes, about 0:\d\d", done.stdout)
    assert not story.with_name("ferry.mp3").exists()
    assert not list((story.parent / "cache").rglob("*.take"))


def test_script_prints_a_screenplay(drama: Drama, story: Path) -> None:
    done = drama("script", story)
    assert done.returncode == 0
    assert "── Scene 2 · " in done.stdout
    assert re.search(r"INES.*\n +\d+ +“Is that the last one\?”", done.stdout)
    assert "\x1b" not in done.stdout


def test_script_as_json_lines_covers_the_source_exactly_once(drama: Drama, story: Path) -> None:
    done = drama("script", story, "--format", "jsonl")
    records = [json.loads(row) for row in done.stdout.splitlines()]
    cast = [record for record in records if "character" in record]
    segments = [record for record in records if "character" not in record]
    assert {record["character"] for record in cast} == {"Ines", "Ulf"}
    assert records[: len(cast)] == cast
    source = story.read_text(encoding="utf-8")
    covered = [0] * len(source)
    for segment in segments:
        assert segment["text"] == source[segment["start"] : segment["end"]]
        for offset in range(segment["start"], segment["end"]):
            covered[offset] += 1
    assert all(times == 1 for character, times in zip(source, covered, strict=True) if not character.isspace())
    assert max(covered) == 1


@pytest.mark.slow
def test_cast_lists_who_is_in_it_and_saves_a_file_it_does_not_overwrite(drama: Drama, story: Path) -> None:
    done = drama("cast", story, "--save")
    assert done.returncode == 0
    assert re.search(r"^Ines +2 ", done.stdout, re.MULTILINE)
    saved = story.with_name("ferry.voices.toml")
    before = saved.read_text(encoding="utf-8")
    assert "[characters.Ines]" in before
    again = drama("cast", story, "--save")
    assert again.returncode == 1
    assert "ferry.voices.toml" in again.stderr
    assert saved.read_text(encoding="utf-8") == before


@pytest.mark.slow
def test_recast_edits_the_cast_file_says_the_cost_and_can_be_undone(drama: Drama, story: Path) -> None:
    drama("cast", story, "--save", "--engine", "pyttsx3")
    drama("render", story, "--engine", "pyttsx3")
    saved = story.with_name("ferry.voices.toml")
    before = saved.read_text(encoding="utf-8")
    other = next(name for name in re.findall(r"^(\w+) .*\(pyttsx3\)", drama("voices").stdout, re.MULTILINE)
                 if name.islower() and f'"{name}"' not in before)  # fmt: skip
    done = drama("recast", story, "Ines", other)
    assert done.returncode == 0, done.stderr
    assert "of which 2 would be recorded: 1 scene" in done.stdout
    assert f'"{other}"' in saved.read_text(encoding="utf-8")
    undone = drama("recast", story, "--undo")
    assert undone.returncode == 0, undone.stderr
    assert "of which 0 would be recorded" in undone.stdout
    assert saved.read_text(encoding="utf-8") == before


@pytest.mark.slow
def test_what_a_recast_costs_is_told_for_the_style_asked_for(drama: Drama, story: Path) -> None:
    story.with_name("ferry.voices.toml").write_text('[narrator]\nvoice = "marble"\n', encoding="utf-8")
    drama("render", story, "--engine", "pyttsx3", "--style", "drama")
    drama("recast", story, "Ines", "en-us+f3", "--style", "drama")
    same = drama("recast", story, "--undo", "--style", "drama")
    assert "of which 0 would be recorded" in same.stdout, same.stderr
    other = drama("recast", story, "Ines", "en-us+f3")
    assert "of which 0 would be recorded" not in other.stdout
    assert "2 would be recorded" in drama("recast", story, "Ines", "en-us+f4", "--style", "drama").stdout


@pytest.mark.slow
def test_preview_without_a_player_writes_the_scene_here(drama: Drama, story: Path) -> None:
    done = drama("preview", story, "--scene", "2", "--engine", "tone")
    assert done.returncode == 0
    assert story.with_name("ferry.scene-2.mp3").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a player is a shell script")
@pytest.mark.slow
def test_preview_plays_the_scene_where_a_player_is_found(drama: Drama, story: Path) -> None:
    player = story.with_name("aplay")
    player.write_text('#!/bin/sh\n/bin/cp "$2" played-$$.wav\n')
    player.chmod(0o755)
    done = drama("preview", story, "--scene", "1", "--engine", "tone")
    assert done.returncode == 0
    (played,) = story.parent.glob("played-*.wav")
    assert soundfile.info(played).duration > 1
    assert not story.with_name("ferry.scene-1.mp3").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a player is a shell script")
@pytest.mark.slow
def test_a_player_that_fails_is_one_message_that_names_the_way_out(drama: Drama, story: Path) -> None:
    player = story.with_name("aplay")
    player.write_text("#!/bin/sh\necho no such device >&2\nexit 3\n")
    player.chmod(0o755)
    done = drama("preview", story, "--scene", "1", "--engine", "tone")
    assert done.returncode == 1
    assert done.stderr.endswith("could not play the sound (no such device); write a file instead with -o\n")


def test_voices_lists_the_pool_and_what_an_engine_offers(drama: Drama) -> None:
    pool = drama("voices").stdout
    assert len(pool.splitlines()) >= 24 + 2
    assert "marble" in pool
    offered = drama("voices", "--engine", "pyttsx3").stdout
    assert "en-us" in offered


@pytest.mark.slow
def test_an_audition_speaks_a_characters_own_lines_in_each_voice(drama: Drama, story: Path) -> None:
    done = drama("voices", "cedar", "marble", "--audition", "Ines", "--story", story, "--engine", "tone", "-o", "a.wav")
    assert done.returncode == 0, done.stderr
    assert "2 voices" in done.stdout
    assert soundfile.info(story.with_name("a.wav")).duration > 3


@pytest.mark.slow
def test_takes_can_be_counted_redone_and_cleaned(drama: Drama, story: Path) -> None:
    drama("render", story, "--engine", "tone")
    assert re.search(r"\d+ takes", drama("takes", "info").stdout)
    redo = drama("takes", "redo", story, "--lines", "1-2", "--engine", "tone")
    assert "2 takes forgotten" in redo.stdout
    assert "2 lines recorded" in drama("render", story, "--engine", "tone").stdout
    refused = drama("takes", "clean")
    assert refused.returncode != 0
    assert drama("takes", "clean", "--yes").returncode == 0
    assert re.search(r"^0 takes", drama("takes", "info").stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("render", "nowhere.txt"), "nowhere.txt"),
        (("render", "cache"), "no such file"),
        (("render", "{story}", "-o", "episode.ogg", "--engine", "tone"), r"\.mp3"),
        (("render", "{story}", "-o", "no/such/folder/e.mp3", "--engine", "tone"), "folder"),
        (("render", "{story}", "--engine", "kazoo"), "kazoo"),
        (("render", "{story}", "--voices", "nowhere.toml"), "nowhere.toml"),
        (("render", "{story}", "-o", "{story}", "--engine", "tone"), "ferry.txt"),
        (("preview", "{story}", "--scene", "9", "--engine", "tone"), "it has scenes 1 to 2"),
        (("recast", "{story}", "Inez", "cedar"), "Ines"),
        (("recast", "{story}", "Ines", "cedra"), "cedar"),
        (("recast", "{story}", "--undo"), "to take back"),
        (("takes", "redo", "{story}", "--character", "Ulff"), "Ulf"),
    ],
)
def test_a_mistake_gets_one_clear_message_and_exit_code_1(
    drama: Drama, story: Path, words: tuple[str, ...], message: str
) -> None:
    done = drama(*(word.format(story=story) for word in words))
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("Error: ")
    assert re.search(message, done.stderr)
    assert done.stdout == ""


@pytest.mark.slow
def test_clean_takes_no_for_an_answer_and_says_so(drama: Drama, story: Path) -> None:
    drama("render", story, "--engine", "tone")
    refused = drama("takes", "clean", typed="n\n")
    assert refused.returncode == 1
    assert refused.stderr == "Error: nothing was removed\n"
    assert "10 takes" in drama("takes", "info").stdout


@pytest.mark.slow
def test_the_narrators_takes_can_be_redone(drama: Drama, story: Path) -> None:
    drama("render", story, "--engine", "tone")
    redo = drama("takes", "redo", story, "--character", "narrator", "--engine", "tone")
    assert re.match(r"[1-9]\d* takes? forgotten", redo.stdout), redo.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [("voices",), ("--help",), ("takes", "info")])
@pytest.mark.slow
def test_a_full_disk_behind_standard_output_is_one_message(
    story: Path, launcher: Launcher, words: tuple[str, ...]
) -> None:
    done = launcher.run(story.parent, *words, shell=">/dev/full")
    assert (done.returncode, done.stderr) == (1, b"Error: cannot write to standard output: No space left on device\n")


def test_a_story_that_may_not_be_read_is_a_mistake_not_wrong_usage(drama: Drama, story: Path) -> None:
    story.chmod(0)
    if os.access(story, os.R_OK):
        pytest.skip("this user may read anything")
    done = drama("script", story)
    assert done.returncode == 1
    assert "Permission denied" in done.stderr


@pytest.mark.parametrize("words", [("render",), ("render", "s.txt", "--scenes", "5-3"), ("sing",), ("recast", "s.txt")])
def test_wrong_usage_exits_2(drama: Drama, words: tuple[str, ...]) -> None:
    assert drama(*words).returncode == 2


def test_nothing_in_a_story_or_a_file_name_reaches_the_terminal_as_a_command(drama: Drama, tmp_path: Path) -> None:
    evil = tmp_path / "a\x1b]0;owned\x07b.txt"
    evil.write_text("“Hi \x1b[31m\x9b2Jthere,” said Ines\u202e.\n", encoding="utf-8")
    for words in (("script", evil), ("cast", evil), ("render", evil, "--engine", "tone", "-o", "e.wav"),
                  ("render", tmp_path / "no\x1b[31mne.txt")):  # fmt: skip
        done = drama(*words)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", done.stdout + done.stderr), words


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.slow
def test_ctrl_c_exits_130_leaves_no_half_file_and_says_how_to_go_on(
    tmp_path: Path, story: Path, launcher: Launcher
) -> None:
    story.write_text(story.read_text(encoding="utf-8") * 100, encoding="utf-8")
    process = launcher.start(tmp_path, "render", str(story), "--engine", "tone", "-o", "long.mp3")
    while not list((tmp_path / "cache").rglob("*.take")):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"the same command goes on from here" in said
    assert b"Traceback" not in said
    assert not [path for path in tmp_path.iterdir() if "long" in path.name]


@pytest.mark.parametrize("words", [(), ("takes",)])
def test_no_command_shows_the_help_in_rows(drama: Drama, words: tuple[str, ...]) -> None:
    done = drama(*words)
    assert done.returncode == 2
    assert "\nCommands:\n" in done.stdout + done.stderr
    assert "Error" not in done.stderr


def test_the_command_for_doubtful_lines_can_be_pasted(drama: Drama, story: Path) -> None:
    named = story.rename(story.with_name("my story.md"))
    named.write_text("# A door\n\n“Who is it?”\n\n“Me.”\n\nMoss and Fern stood there.\n", encoding="utf-8")
    done = drama("render", named.name, "--engine", "tone", "-o", "out.wav")
    assert "drama script 'my story.md' --doubtful" in done.stdout


def test_a_preview_has_no_cover_of_its_own(drama: Drama, story: Path) -> None:
    assert drama("preview", story.name, "--scene", "1", "--engine", "tone", "-o", "p.flac").returncode == 0
    assert not FLAC(story.with_name("p.flac")).pictures


def test_a_cast_is_saved_where_a_folder_is(drama: Drama, story: Path) -> None:
    done = drama("cast", story.name, "--engine", "tone", "-o", "nowhere/mine.toml")
    assert done.returncode == 1
    assert 'there is no folder "nowhere"; make it first' in done.stderr


LACKING = """
class Lute:
    suffix = ".lute.txt"
    describe = "the title, for a lute"
    library = "lutes_that_are_not_installed"

    def make(self, file):
        return ""
"""


def test_what_all_leaves_out_is_told(
    drama: Drama, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with announced(tmp_path, monkeypatch, LACKING, {"lute": "Lute"}, group="drama.exports"):
        done = drama("render", story.name, "--engine", "tone", "-o", "out.wav", "--with", "all", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "Note: lute is left out: it needs lutes_that_are_not_installed" in done.stderr
