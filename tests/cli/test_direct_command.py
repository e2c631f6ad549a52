"""``drama direct`` and ``drama pronounce`` from outside."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

import drama as public

Drama = Callable[..., subprocess.CompletedProcess[str]]

STORY = """Wren came down to Lough Esk. “No boat, no fare,” said Wren.

“Lough or sea, it is one to me,” said Hale.
"""
CAST = '[narrator]\nvoice = "tone:300"\nengine = "tone"\n\n[pronounce]  # by ear\nEsk = "esk"\n'


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "lough.txt"
    path.write_text(STORY, encoding="utf-8")
    path.with_name("lough.voices.toml").write_text(CAST, encoding="utf-8")
    return path


def test_a_line_is_directed_step_by_step_shown_and_taken_back(drama: Drama, story: Path) -> None:
    done = drama("direct", story, 2, "--delivery", "whispered", "--slower", "--slower", "--louder")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Line 2: Wren, “No boat, no fare,”",
        "  whispered; slower (rate 0.826); louder (+2 dB)",
        "  1 line to record anew",
        f"  in {story.with_name('lough.script.toml')}",
    ]
    softer = drama("direct", story, 2, "--softer", "--softer", "--pause-after", 1500).stdout
    assert "softer (−2 dB); pause of 1.5 s\n  nothing to record anew" in softer
    words = ("--stress", "no#3", "--pronounce", "fare=/fɛː/", "--say", "No boat and no fare.")
    assert "there is no “no#3”" in drama("direct", story, 2, *words).stderr
    assert (
        "stress no#1; fare as /fɛː/; says “No boat" in drama("direct", story, 2, "--stress", "no#1", *words[2:]).stdout
    )
    shown = drama("script", story).stdout
    assert "2    “No boat, no fare,”" in shown
    assert "· as directed: whispered; slower" in shown
    assert "says “No boat and no fare.”" in " ".join(shown.split())
    for rows in (drama("direct", story, "--list").stdout, drama("pin", story, "--list").stdout):
        (row,) = rows.splitlines()
        assert row.lower().startswith("line 2: ")
        assert "fare as /fɛː/" in row
    assert "The last edit is taken back" in drama("direct", story, "--undo").stdout
    assert "says" not in drama("direct", story, "--list").stdout
    assert "slower" not in drama("direct", story, 2, "--unset", "rate", "--unset", "delivery").stdout
    assert "  as the story tells it\n" in drama("direct", story, 2, "--reset").stdout
    assert drama("direct", story, "--list").stdout.startswith("no line is directed")


def test_a_locked_line_is_not_pinned_until_it_is_unlocked(drama: Drama, story: Path) -> None:
    assert "plain; locked" in drama("direct", story, 2, "--lock").stdout
    assert "line 2 is locked" in drama("pin", story, 2, "Hale").stderr
    assert drama("direct", story, 2, "--unlock").returncode == 0
    assert drama("pin", story, 2, "Hale").returncode == 0
    assert "line 2: Hale, plain" in drama("pin", story, "--list").stdout


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((2,), "say how the line is spoken"),
        (("two", "--rate", "1"), "LINE is a number"),
        (("--rate", "1"), "name a LINE"),
        ((2, "--rate", "0.9", "--slower"), "--rate and --slower do not go together"),
        ((2, "--slower", "--faster"), "--slower and --faster do not go together"),
        ((2, "--stress", "no#1", "--no-stress"), "--stress and --no-stress do not go together"),
        ((2, "--reset", "--say", "x"), "--reset does not go with --say"),
        ((2, "--reset", "--unset", "say"), "--reset does not go with --unset"),
        (("--undo", "--list"), "--list and --undo do not go together"),
        (("--list", "--hear"), "--list does not go with --hear"),
        ((2, "--delivery", "sung"), "'sung' is not one of"),
        ((2, "--pronounce", "fare"), "'fare' is not a word and its sound such as Niamh=Neev"),
        ((2, "--undo"), "--undo is about the whole story; it takes no LINE"),
        ((2, "--list"), "--list is about the whole story; it takes no LINE"),
    ],
)
def test_wrong_usage_is_one_message(drama: Drama, story: Path, words: tuple[object, ...], problem: str) -> None:
    done = drama("direct", story, *words)
    assert done.returncode == 2
    assert problem in done.stderr
    assert not story.with_name("lough.script.toml").exists()


@pytest.mark.slow
def test_a_line_is_heard_as_it_is_directed(drama: Drama, story: Path) -> None:
    before = drama("direct", story, 1, "--hear")
    assert before.stdout == "  no player is installed: wrote lough.line-1.wav\n"
    whole = soundfile.info(story.with_name("lough.line-1.wav")).duration
    assert drama("direct", story, 1, "--rate", 0.5, "--hear").returncode == 0
    assert soundfile.info(story.with_name("lough.line-1.wav")).duration == pytest.approx(2 * whole, rel=0.1)
    story.with_name("lough.line-2.wav").write_bytes(b"mine")
    assert drama("direct", story, 2, "--hear").returncode == 1
    assert story.with_name("lough.line-2.wav").read_bytes() == b"mine"


def test_a_word_is_counted_pronounced_everywhere_and_taken_out_again(drama: Drama, story: Path) -> None:
    cast = story.with_name("lough.voices.toml")
    assert drama("pronounce", story, "Lough", "--count").stdout == "Lough is said in 2 lines: 1, 4\n"
    assert cast.read_text(encoding="utf-8") == CAST
    done = drama("pronounce", story, "Lough", "lock")
    assert done.stdout.splitlines() == [f"Lough: lock, in {cast}", "  said in 2 lines"]
    done = drama("pronounce", story, "Lough", "/lɒx/")
    assert done.stdout.startswith(f"Lough: /lɒx/, was lock, in {cast}")
    assert cast.read_text(encoding="utf-8") == CAST + 'Lough = { phonemes = "lɒx" }\n'
    assert "as the voices read it, was /lɒx/" in drama("pronounce", story, "Lough", "--remove").stdout
    assert cast.read_text(encoding="utf-8") == CAST
    assert "as it was before its last edit" in drama("pronounce", story, "--undo").stdout
    production = public.prepare(story)
    assert [line.number for line in public.plan(production).to_record] == [1, 2, 3, 4, 5]
    assert production.file.sounds.sound.pronounce[-1].phonemes == "lɒx"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("Loch", "lock"), 'nobody says "Loch" in lough.txt; did you mean "Lough"?'),
        (("Lough",), "name a WORD and its SOUND"),
        (("Lough", ""), "SOUND is empty"),
        (("sea", "--remove"), 'does not say how "sea" is pronounced'),
        (("--count", "--remove", "sea"), "--count and --remove do not go together"),
    ],
)
def test_what_cannot_be_pronounced_is_one_message(
    drama: Drama, story: Path, words: tuple[str, ...], problem: str
) -> None:
    done = drama("pronounce", story, *words)
    assert done.returncode in {1, 2}
    assert problem in done.stderr
    assert story.with_name("lough.voices.toml").read_text(encoding="utf-8") == CAST
