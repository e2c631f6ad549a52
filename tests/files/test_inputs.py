"""What a person names is read if it is a file, up to a limit; a pipe, a device or a folder is named as such."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from drama.cast import undo_recast
from drama.errors import DramaError, StoryError
from drama.files.inputs import TooLargeError, check_file, read_file
from drama.production import stages as produce
from drama.readers import read_story
from drama.sounds import Library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, sockets and devices of POSIX")

STORY = "“The kettle is on,” said Maud.\n\n“So is my hat,” said Piet.\n"


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    # Bound by a short name: the address of a socket takes about a hundred bytes.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


KINDS: dict[str, Callable[[Path], None]] = {
    "named pipe": make_pipe,
    "socket": make_socket,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "folder": Path.mkdir,
}


def raised_by(call: Callable[[], object]) -> BaseException:
    """Return what a call raises; fail if it goes on for ever."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            call()
        except BaseException as problem:
            raised.append(problem)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(60)
    assert not thread.is_alive(), "it hangs"
    assert raised, "it says nothing"
    return raised[0]


@pytest.fixture
def kettle(tmp_path: Path) -> Path:
    path = tmp_path / "kettle.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def extending(odd: Path) -> Path:
    path = odd.with_name("other.toml")
    path.write_text(f'extends = "{odd.name}"', encoding="utf-8")
    return path


PLACES: dict[str, tuple[str, Callable[[Path, Path], object]]] = {
    "story": ("tea.txt", lambda story, odd: produce.read(odd)),
    "markdown": ("tea.md", lambda story, odd: produce.read(odd)),
    "book": ("tea.epub", lambda story, odd: produce.read(odd)),
    "page": ("tea.html", lambda story, odd: produce.read(odd)),
    "voices": ("odd.toml", lambda story, odd: produce.read(story, voices=odd)),
    "own voices": ("kettle.voices.toml", lambda story, odd: produce.read(story)),
    "extends": ("odd.toml", lambda story, odd: produce.read(story, voices=extending(odd))),
    "corrections": ("kettle.script.toml", lambda story, odd: produce.read(story)),
    "corrections to edit": ("kettle.script.toml", lambda story, odd: produce.CorrectionsEditor(story)),
    "cover": ("odd.jpg", lambda story, odd: produce.prepare(story, cover=odd, engine="tone")),
    "licences": ("library.toml", lambda story, odd: Library(odd.parent)),
    "voices to recast": ("odd.toml", lambda story, odd: produce.recast(story, "Maud", "cedar", voices=odd)),
    "undo": (".kettle.voices.toml.undo", lambda story, odd: undo_recast(story.with_name("kettle.voices.toml"))),
    "audition": ("tea.txt", lambda story, odd: produce.audition((), "Maud", story=odd, engine="tone")),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_file_is_named_and_never_waited_for(kettle: Path, place: str, kind: str) -> None:
    name, read = PLACES[place]
    odd = kettle.with_name(name)
    KINDS[kind](odd)
    problem = raised_by(lambda: read(kettle, odd))
    assert isinstance(problem, DramaError), problem
    assert name in str(problem)
    assert kind in str(problem) or "is a directory" in str(problem)
    assert "\n" not in str(problem)


@pytest.mark.parametrize("kind", ["named pipe", "socket", "device"])
def test_a_shared_cast_file_above_the_story_that_is_no_file_is_named_too(tmp_path: Path, kind: str) -> None:
    story = tmp_path / "season" / "kettle.txt"
    story.parent.mkdir()
    story.write_text(STORY, encoding="utf-8")
    KINDS[kind](tmp_path / "voices.toml")
    problem = raised_by(lambda: produce.read(story))
    assert isinstance(problem, DramaError)
    assert kind in str(problem)


def test_a_cast_file_that_is_a_link_to_nothing_is_not_passed_over(kettle: Path) -> None:
    kettle.with_name("kettle.voices.toml").symlink_to("gone.toml")
    with pytest.raises(DramaError, match=r"kettle\.voices\.toml.* does not exist"):
        produce.read(kettle)


def large(path: Path, *, size: int) -> None:
    """Make a file that is large and takes no room."""
    with path.open("wb") as file:
        file.truncate(size)


@pytest.mark.parametrize("place", [place for place in PLACES if place != "page"])
def test_what_is_too_large_is_refused_with_the_limit(kettle: Path, place: str) -> None:
    name, read = PLACES[place]
    odd = kettle.with_name(name)
    large(odd, size=1 << 40)
    problem = raised_by(lambda: read(kettle, odd))
    assert isinstance(problem, DramaError), problem
    assert name in str(problem)
    assert "it has more than " in str(problem)
    assert " bytes" in str(problem)


def test_a_cover_that_is_no_picture_is_refused_before_any_work(kettle: Path) -> None:
    cover = kettle.with_name("cover.jpg")
    for data in (b"", b"GIF89a", STORY.encode()):
        cover.write_bytes(data)
        with pytest.raises(DramaError, match=r"cover\.jpg.*JPEG"):
            produce.prepare(kettle, cover=cover, engine="tone")


@pytest.mark.parametrize("size", [0, 1, 9, 10])
def test_all_of_a_file_within_the_limit_is_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * size)
    assert read_file(path, limit=10) == b"x" * size
    check_file(path, limit=10)


def test_a_file_over_the_limit_is_not(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 11)
    for read in (read_file, check_file):
        with pytest.raises(TooLargeError, match="it has more than 10 bytes"):
            read(path, limit=10)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="no files that say they are empty")
def test_a_file_that_says_it_is_empty_is_read_up_to_the_limit() -> None:
    with pytest.raises(TooLargeError):
        read_file(Path("/proc/self/maps"), limit=10)
    assert read_file(Path("/proc/self/maps"), limit=1 << 24)


def test_a_name_no_file_can_have_is_an_error_of_the_system(tmp_path: Path) -> None:
    for name in ("a\0b", "x" * 5_000):
        with pytest.raises(OSError, match=r"null byte|too long"):
            read_file(tmp_path / name, limit=10)


def test_a_story_that_cannot_be_looked_at_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="cannot be read"):
        read_story(tmp_path / ("x" * 5_000 + ".txt"))


def test_licences_nested_without_end_are_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "library.toml").write_text("a = " + "[" * 20_000, encoding="utf-8")
    with pytest.raises(DramaError, match=r"library\.toml: not valid TOML"):
        Library(tmp_path)
