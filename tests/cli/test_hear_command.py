"""``drama hear``: a line played or written; and why a render would record what it would."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

Drama = Callable[..., subprocess.CompletedProcess[str]]


def test_a_line_is_written_where_nothing_plays_it_and_a_render_uses_its_recording(drama: Drama, story: Path) -> None:
    done = drama("hear", story, 2, "--engine", "tone")
    assert done.returncode == 0, done.stderr
    assert "2  Ines: “Is that the last one?”" in done.stderr
    assert done.stdout.startswith("ferry.line-2.wav: 0:0")
    alone = soundfile.info(story.with_name("ferry.line-2.wav"))
    assert (alone.samplerate, alone.channels) == (44_100, 2)
    around = drama("hear", story, 2, "--engine", "tone", "--exchange", "--voice", "wren", "-o", "talk.wav")
    assert around.returncode == 0, around.stderr
    assert "They've stopped the boats" in around.stderr
    assert soundfile.info(story.with_name("talk.wav")).duration > alone.duration + 3
    told = drama("render", story, "--engine", "tone", "--dry-run").stdout
    assert "never recorded: " in told
    assert "(1, 9, 10)" in told


def test_a_player_plays_it(drama: Drama, story: Path) -> None:
    player = story.with_name("aplay")
    player.write_text('#!/bin/sh\n[ "$1" = -q ] && /bin/cp "$2" heard.wav\n', encoding="utf-8")
    player.chmod(0o755)
    done = drama("hear", story, "1", "--engine", "tone")
    assert done.returncode == 0, done.stderr
    assert soundfile.info(story.with_name("heard.wav")).frames > 20_000
    assert not story.with_name("ferry.line-1.wav").exists()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["ferry.txt", "99"], 1, "no line 99 in ferry.txt: it has lines 1 to"),
        (["ferry.txt", "2", "--voice", "wrenn"], 1, 'unknown voice "wrenn"'),
        (["ferry.txt", "2", "-o", "ferry.mp3"], 2, "a line is written as WAV"),
        (["ferry.txt"], 2, "name a LINE by its number"),
        (["ferry.txt", "second"], 2, "name a LINE by its number"),
    ],
)
def test_a_wrong_word_is_one_clear_error(drama: Drama, story: Path, words: list[str], code: int, told: str) -> None:
    done = drama("hear", *words, "--engine", "tone")
    assert done.returncode == code
    assert told in done.stderr
    assert not list(story.parent.glob("*.wav"))


def test_a_file_that_is_not_dramas_stays(drama: Drama, story: Path) -> None:
    mine = story.with_name("mine.wav")
    mine.write_bytes(b"my own")
    refused = drama("hear", story, "1", "--engine", "tone", "-o", "mine.wav")
    assert refused.returncode == 1
    assert "--force replaces it" in refused.stderr
    assert mine.read_bytes() == b"my own"
    assert drama("hear", story, "1", "--engine", "tone", "-o", "mine.wav", "--force").returncode == 0
    assert soundfile.info(mine).frames > 20_000
