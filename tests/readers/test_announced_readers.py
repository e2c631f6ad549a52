"""Readers of other packages: chosen by suffix and content; of a broken one, one message that names it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced

from drama.errors import StoryError
from drama.model import Form
from drama.readers import GROUP, read_story, reader_suffixes

STRANGE = '''
import sys
from drama.errors import StoryError
from drama.model import GivenLine, Paragraph, Role, Skip, Story


class Reeds:
    """A reader with nothing strange about it, of files that begin with a reed."""

    name = "reeds"
    suffixes = (".reeds",)

    def recognizes(self, start):
        return start.startswith(b"reed")

    def read(self, path, options):
        text = path.read_text("utf-8")
        return Story(text, (Paragraph(0, len(text.rstrip())),))


class Starts(Reeds):
    def __init__(self):
        raise ConnectionError("the reed is not plugged in")


class Exits(Reeds):
    def __init__(self):
        sys.exit(0)


class Lacks:
    name = "lacks"


class Recognizes(Reeds):
    def recognizes(self, start):
        raise ConnectionError("the reed is not plugged in")


class Raises(Reeds):
    def read(self, path, options):
        raise KeyError("reed")


class Words(Reeds):
    def read(self, path, options):
        return "Once upon a time"


class Refuses(Reeds):
    def read(self, path, options):
        raise StoryError(f"{path}: the reed is bent")


class Number(Reeds):
    def read(self, path, options):
        return Story(7, ())


class Loses(Reeds):
    def read(self, path, options):
        return Story("reed by the water", (Paragraph(0, 4),))


class Beyond(Reeds):
    def read(self, path, options):
        return Story("reed", (Paragraph(0, 40),))


class Overlaps(Reeds):
    def read(self, path, options):
        return Story("reed by", (Paragraph(0, 5), Paragraph(4, 7)))


class Silent(Reeds):
    def read(self, path, options):
        return Story("reed", (), (Skip(0, 4, "note"),))


class Misplaced(Reeds):
    def read(self, path, options):
        return Story("reed", (Paragraph(0, 4, Role.HEADING, 1),), given=(GivenLine(0, 4, "Runa"),))


class Nameless(Reeds):
    def read(self, path, options):
        return Story("reed", (Paragraph(0, 4),), given=(GivenLine(0, 4, " "),))


class Paragraphs(Reeds):
    def read(self, path, options):
        return Story("reed", ("reed",))
'''

MESSAGES = {
    "Starts": "does not start: ConnectionError: the reed is not plugged in",
    "Exits": "does not start: SystemExit: 0",
    "Lacks": "is none: it has no suffixes and no recognizes and no read",
    "Recognizes": "does not tell whether it reads",
    "Raises": "KeyError: 'reed'",
    "Words": "made str of",
    "Number": "its text is int, not str",
    "Loses": "“by the water” at offset 5 is in no paragraph and no skip",
    "Beyond": "a paragraph is 0 to 40; valid is a stretch of the 4 characters",
    "Overlaps": "a paragraph begins at 4, before the one before it ends at 5",
    "Silent": "it holds no words to read aloud",
    "Misplaced": "the line given to Runa at offset 0 is not within one paragraph of prose",
    "Nameless": "the line given at offset 0 names no speaker",
    "Paragraphs": "AttributeError",
}


@pytest.fixture(autouse=True)
def _strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Announce every reader of this module by its name in small letters; Reeds also for a suffix of ours."""
    classes = {name.lower(): name for name in (*MESSAGES, "Refuses", "Reeds")} | {"txt": "Reeds", "fadein": "Reeds"}
    with announced(tmp_path, monkeypatch, STRANGE, classes, group=GROUP):
        yield


def write(tmp_path: Path, name: str, text: str = "reed by the water") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", MESSAGES)
def test_a_strange_reader_is_one_message_that_names_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoryError, match=f"the reader '{name.lower()}' of drama_readers") as caught:
        read_story(write(tmp_path, f"a.{name.lower()}"))
    assert MESSAGES[name] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_a_reader_itself_says_of_a_file_is_the_message(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"a\.refuses: the reed is bent$"):
        read_story(write(tmp_path, "a.refuses"))


def test_a_strange_reader_is_in_the_way_of_no_other_story(tmp_path: Path) -> None:
    assert read_story(write(tmp_path, "a.md", "Rain fell.")).text == "Rain fell."
    assert read_story(write(tmp_path, "a.reeds")).text == "reed by the water"


def test_a_reader_is_chosen_by_content_also_for_a_suffix_of_ours(tmp_path: Path) -> None:
    theirs = read_story(write(tmp_path, "a.txt", "reed 1\n\nreed 2"))
    ours = read_story(write(tmp_path, "b.txt", "Rain 1\n\nRain 2"))
    assert (len(theirs.paragraphs), len(ours.paragraphs)) == (1, 2)


def test_a_form_named_by_the_user_is_read_by_ours(tmp_path: Path) -> None:
    assert len(read_story(write(tmp_path, "a.txt", "reed 1\n\nreed 2"), as_=Form.PROSE).paragraphs) == 2


def test_a_suffix_we_refuse_is_read_by_who_knows_it_and_refused_where_nobody_does(tmp_path: Path) -> None:
    assert read_story(write(tmp_path, "a.fadein")).paragraphs
    with pytest.raises(StoryError, match=r"\.fadein files \(screenplays\) are not read; a story is \.txt, \.md"):
        read_story(write(tmp_path, "b.fadein", "INT. A SHED"))


def test_announced_suffixes_are_listed_behind_ours() -> None:
    assert reader_suffixes()[:4] == (".txt", ".md", ".markdown", ".fountain")
    assert ".reeds" in reader_suffixes()


def test_the_command_line_shows_the_message_and_fails(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "drama", "script", str(write(tmp_path, "a.raises"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: the reader 'raises' of ")
