"""``drama mark`` from outside."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from support.hearing import decode

import drama as public
from drama.model import LineMark

Drama = Callable[..., subprocess.CompletedProcess[str]]

CAST = '[narrator]\nvoice = "tone:300"\nengine = "tone"\n'


def kept(story: Path) -> str:
    return story.with_name("ferry.script.toml").read_text(encoding="utf-8")


def test_a_line_is_marked_listed_unmarked_and_the_edit_is_taken_back(drama: Drama, story: Path) -> None:
    done = drama("mark", story, 3, "trailer", "soundbite")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:] == ["  soundbite, trailer", f"  in {story.with_name('ferry.script.toml')}"]
    assert 'marks = ["soundbite", "trailer"]' in kept(story)
    (row,) = drama("mark", story, "--list").stdout.splitlines()
    assert row.startswith("Line 3: ")
    assert row.endswith("  soundbite, trailer")
    assert drama("direct", story, "--list").stdout.startswith("no line is directed")
    assert drama("mark", story, 3, "trailer", "--off").stdout.splitlines()[1] == "  soundbite"
    assert drama("undo", story).returncode == 0
    assert public.read(story).lines[2].marks == (LineMark.SOUNDBITE, LineMark.TRAILER)
    assert drama("mark", story, 3, "--off").stdout.splitlines()[1] == "  not marked"
    assert "[[line]]" not in kept(story)
    assert drama("mark", story, "--list").stdout.startswith("no line is marked")


def test_a_mark_stays_beside_what_else_is_decided_of_a_line(drama: Drama, story: Path) -> None:
    drama("direct", story, 4, "--slower")
    drama("mark", story, 4, "soundbite")
    assert "slower (rate 0.909); marked as soundbite" in drama("direct", story, 4, "--rate", "0.909").stdout
    drama("direct", story, 4, "--reset")
    assert public.read(story).lines[3].direction == public.LineDirection(marks=(LineMark.SOUNDBITE,))
    drama("pin", story, 4, "Moss", "--new")
    line = public.read(story).lines[3]
    assert (line.speaker, line.marks) == ("Moss", (LineMark.SOUNDBITE,))
    refused = drama("direct", story, 4, "--reset")
    assert "nothing was decided of how line 4 is spoken" in refused.stderr


@pytest.mark.slow
def test_a_mark_changes_no_take_and_no_sound(drama: Drama, story: Path) -> None:
    story.with_name("ferry.voices.toml").write_text(CAST, encoding="utf-8")
    sounds = []
    for _ in range(2):
        episode = public.render(story, story.with_suffix(".mp3"), engine="tone", jobs=1, draws_cover=False)
        sounds.append(decode(episode.path)[0])
        drama("mark", story, 3, "soundbite", "trailer")
    assert (episode.recorded, episode.changes) == (0, ())
    assert np.array_equal(*sounds)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("soundbite",), "name a LINE"),
        ((3,), "say what line 3 is marked as: soundbite, trailer"),
        ((3, "soundbit"), 'there is no mark "soundbit"; did you mean "soundbite"? Valid are soundbite, trailer.'),
        ((3, "trailer", "--off"), "line 3 is not marked as trailer"),
        ((99, "trailer"), "no line 99 in the script of ferry.txt"),
        (("--list", "--off"), "--list and --off do not go together"),
    ],
)
def test_what_cannot_be_marked_is_told(drama: Drama, story: Path, words: tuple[object, ...], problem: str) -> None:
    done = drama("mark", story, *words)
    assert done.returncode in (1, 2)
    assert problem in done.stderr
    assert not story.with_name("ferry.script.toml").exists()


def test_marks_in_the_file_are_checked_and_those_of_two_tables_are_one(story: Path) -> None:
    file = story.with_name("ferry.script.toml")
    for marks, problem in (
        ('["trailor"]', 'there is no mark "trailor"; did you mean "trailer"? Valid are soundbite, trailer.'),
        ('"trailer"', "marks must be a list"),
        ("[3]", "there is no mark 3"),
    ):
        file.write_text(f'[[line]]\nwords = "Then I’ll swim"\nmarks = {marks}\n', encoding="utf-8")
        with pytest.raises(public.DramaError, match=r"ferry\.script\.toml, line 1: ") as raised:
            public.read(story)
        assert problem in str(raised.value)
    rows = (
        '[[line]]\nwords = "The last tonight"\nmarks = ["trailer"]\n',
        '[[line]]\nwords = "The last tonight"\nmarks = ["soundbite"]\n',
    )
    file.write_text("\n".join(rows), encoding="utf-8")
    script = public.read(story)
    assert script.warnings == ()
    assert [line.marks for line in script.lines if line.marks] == [(LineMark.SOUNDBITE, LineMark.TRAILER)]
