"""Which line a file is of: by the number in its name, whoever wrote that, and nothing guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.actors import save, talk

import drama
from drama.actors import found_in, match
from drama.actors.names import names_of, read_name
from drama.errors import ScriptError
from drama.model import Character, Script, Story

STORY = "\n\n".join(
    f"“Hold the lamp number {number} higher,” said {who}."
    for number, who in enumerate(("Anna", "Tom", "Robot 7", "Anna", "Miss O’Neill", "Tom"), 1)
)


def people(*names: tuple[str, ...]) -> Script:
    return Script(Story("", ()), (), (), tuple(Character(name, aliases=aliases) for name, *aliases in names))


NAMES = names_of(people(("Anna", "Anna Berg"), ("Tom",), ("Robot 7",), ("Miss O’Neill", "Grace"), ("X",)))


@pytest.mark.parametrize(
    ("stem", "number", "take", "is_marked", "whose"),
    [
        ("12", 12, 0, False, ""),
        ("012 Anna", 12, 0, False, "Anna"),
        ("Anna_012_take2", 12, 2, False, "Anna"),
        ("anna-berg-12", 12, 0, False, "Anna"),
        ("ANNA012", 12, 0, False, "Anna"),
        ("line-12", 12, 0, False, ""),
        ("L12", 12, 0, False, ""),
        ("scene 3 line 12 tk 4", 12, 4, False, ""),
        ("sc3_012_Tom", 12, 0, False, "Tom"),
        ("12b", 12, 2, False, ""),
        ("012b Anna x", 12, 2, False, "Anna X"),
        ("012x Anna", 12, 0, True, "Anna"),
        ("12 take 3 x", 12, 3, False, "X"),
        ("012 Anna (2)", 12, 2, False, "Anna"),
        ("١٢", 12, 0, False, ""),
        ("s2_012_v3", 12, 0, False, ""),
        ("00012", 12, 0, False, ""),
        ("012 Robot 7", 12, 0, False, "Robot 7"),
        ("Robot 7 012 t2", 12, 2, False, "Robot 7"),
        ("Tom's 12", 12, 0, False, "Tom"),
        ("012 miss o'neill", 12, 0, False, "Miss O’Neill"),
        ("Grace 012", 12, 0, False, "Miss O’Neill"),
        ("012 narrator", 12, 0, False, "narrator"),
        ("012 a whole lot of words", 12, 0, False, ""),
        ("Anna", None, 0, False, "Anna"),
        ("ZOOM0012", None, 0, False, ""),
        ("12 14", None, 0, False, ""),
        ("2026-11-28 12", None, 0, False, ""),
        ("Scene 3", None, 0, False, ""),
        ("9999999", None, 0, False, ""),
        ("", None, 0, False, ""),
    ],
)
def test_a_name_tells_line_take_and_character(
    stem: str, number: int | None, take: int, is_marked: bool, whose: str
) -> None:
    named = read_name(stem, (), NAMES)
    assert named.number == number
    if number is not None and "X" not in whose:
        assert (named.take, named.is_marked) == (take, is_marked)
        assert named.people == ({whose} if whose else set())
    assert bool(named.problem) == (number is None)


def test_a_mark_is_no_name_where_nobody_is_called_x() -> None:
    names = names_of(people(("Anna",)))
    for stem in ("012b Anna x", "12bx", "x 012", "012 Anna take2 X", "012_x_"):
        assert read_name(stem, (), names).is_marked == (stem != "12bx"), stem


def test_the_folder_says_whose_a_file_is_where_its_name_does_not() -> None:
    assert read_name("12", ("session 4", "Anna"), NAMES).people == {"Anna"}
    assert read_name("12 Tom", ("Anna",), NAMES).people == {"Tom"}


@pytest.fixture
def script(tmp_path_factory: pytest.TempPathFactory) -> Script:
    path = tmp_path_factory.mktemp("story") / "lamps.txt"
    path.write_text(STORY, encoding="utf-8")
    return drama.read(path)


def matched(folder: Path, script: Script, *names: str, parts: tuple[str, ...] = ()) -> tuple[dict[int, str], str]:
    """Match empty files, and return which is taken for which line, and what is said of the others."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    found = match(found_in(folder).sounds, folder, script, parts=parts)
    said = "\n".join(f"{one.path.name}: {one.reason}" for one in (*found.refused, *found.passed_over))
    return {one.line.number: one.path.name for one in found.chosen}, said


def test_of_several_takes_the_last_or_the_marked_one_is_chosen_and_the_others_are_named(
    tmp_path: Path, script: Script
) -> None:
    taken, said = matched(
        tmp_path, script, "1 take1.wav", "1 take2.wav", "3.wav", "3b.flac", "7 a.wav", "007 Anna b x.mp3", "7c.wav"
    )
    assert taken == {1: "1 take2.wav", 3: "3b.flac", 7: "007 Anna b x.mp3"}
    assert said.splitlines() == [
        "1 take1.wav: another take of line 1 than 1 take2.wav",
        "3.wav: another take of line 3 than 3b.flac",
        "7 a.wav: another take of line 7 than 007 Anna b x.mp3",
        "7c.wav: another take of line 7 than 007 Anna b x.mp3",
    ]


def test_two_files_of_one_line_that_do_not_say_which_to_use_are_both_refused(tmp_path: Path, script: Script) -> None:
    taken, said = matched(tmp_path, script, "1.wav", "001 Anna.wav", "3.wav")
    assert taken == {3: "3.wav"}
    assert "1.wav: 001 Anna.wav is line 1 too; put an x on the one to use: 1 x.wav" in said
    assert "001 Anna.wav: 1.wav is line 1 too" in said


def test_every_file_that_is_of_no_line_says_why(tmp_path: Path, script: Script) -> None:
    taken, said = matched(
        tmp_path, script, "99.wav", "0.wav", "003 Anna.wav", "Anna.wav", "1 3.wav", "Tom/7.wav", "002 Anna.wav"
    )
    assert taken == {}
    assert "99.wav: the story has no line 99: it has lines 1 to 12" in said
    assert "0.wav: the story has no line 0" in said
    assert "003 Anna.wav: line 3 is Tom's, not Anna's: “Hold the lamp number 2 higher,”" in said
    assert "Anna.wav: its name holds no number of a line; valid is a name such as 012 narrator.wav" in said
    assert "1 3.wav: its name holds several numbers that may be a line's (1 and 3)" in said
    assert "7.wav: line 7 is Anna's, not Tom's" in said
    assert "002 Anna.wav: line 2 is the narrator's, not Anna's: “said Anna.”" in said


def test_only_the_lines_of_a_part_are_looked_for(tmp_path: Path, script: Script) -> None:
    taken, said = matched(tmp_path, script, "1.wav", "3.wav", parts=("Anna",))
    assert taken == {1: "1.wav"}
    assert "3.wav: line 3 is Tom's, not Anna's" in said


def test_a_folder_is_read_with_its_folders_and_what_is_hidden_is_left_alone(tmp_path: Path) -> None:
    for name in ("b.wav", "A/1.FLAC", "A/B/2.m4a", "A/B/C/3.ogg", "A/B/C/D/4.wav"):
        save(tmp_path / Path(name).with_suffix(".wav"), talk(1, 0.1)).rename(tmp_path / name)
    for name in ("notes.txt", ".DS_Store", "._b.wav", ".git/5.wav"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = found_in(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found.sounds] == [
        "b.wav",
        "A/1.FLAC",
        "A/B/2.m4a",
        "A/B/C/3.ogg",
    ]
    assert [path.name for path in found.others] == ["notes.txt"]
    assert found.unread == (tmp_path / "A/B/C/D",)
    with pytest.raises(ScriptError, match="there is no folder"):
        found_in(tmp_path / "absent")
    with pytest.raises(ScriptError, match=r"notes\.txt is a file, not a folder"):
        found_in(tmp_path / "notes.txt")
    for name, holds in (("none", "holds no recordings; they are called"), ("other", "but one other file; they are")):
        (tmp_path / name).mkdir()
        (tmp_path / "other" / "notes.txt").touch() if name == "other" else None
        with pytest.raises(ScriptError, match=rf"{holds} .*12\.wav.*flac"):
            found_in(tmp_path / name)
    (tmp_path / "none" / "1" / "2" / "3" / "4").mkdir(parents=True)
    with pytest.raises(ScriptError, match=r"holds no recordings; .*4 is deeper than three folders"):
        found_in(tmp_path / "none")
