"""Exports of other packages: asked for by name; of a broken one, one message that names it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced
from support.programmes import episode_file, programme

from drama.errors import WriteError
from drama.exports.registry import EXPORTS, GROUP, Offered, check_export, write_export
from drama.model import Preset
from drama.production import stages as produce

STRANGE = '''
import sys
from drama.errors import WriteError


class Reed:
    """An export with nothing strange about it."""

    name = "Reed"
    suffix = ".reed.txt"
    describe = "the title, in reeds"

    def make(self, file):
        return f"reed: {file.programme.title}"


class Starts(Reed):
    def __init__(self):
        raise ConnectionError("the reed is not plugged in")


class Lacks:
    suffix = ".lacks"


class Tells(Reed):
    @property
    def describe(self):
        raise ConnectionError("the reed is not plugged in")


class Suffix(Reed):
    suffix = "reed"


class Folder(Reed):
    suffix = ".reed/../x"


class Wordless(Reed):
    describe = ""


class Library(Reed):
    library = 7


class Needs(Reed):
    library = "reeds_that_are_not_installed"


class Raises(Reed):
    def make(self, file):
        raise KeyError("reed")


class Exits(Reed):
    def make(self, file):
        sys.exit(0)


class Number(Reed):
    def make(self, file):
        return 7


class Refuses(Reed):
    def make(self, file):
        raise WriteError("the reed is bent")


class Long(Reed):
    suffix = ".long.txt"
    audio_suffixes = (".mp3", ".wav")

    def write(self, path, file):
        assert not path.read_bytes()
        file.warn("the reed is long")
        path.write_text(f"written: {file.audio.name}", encoding="utf-8")


class Whole(Reed):
    suffix = ".whole.txt"

    def write_whole(self, path, files):
        path.write_text("".join(f"{file.audio.name}: {file.programme.title}\\n" for file in files), encoding="utf-8")


class Breaks(Reed):
    def write(self, path, file):
        path.write_text("half", encoding="utf-8")
        raise KeyError("reed")


class Audio(Reed):
    audio_suffixes = "mp3"
'''

BEFORE = {
    "Starts": "does not start: ConnectionError: the reed is not plugged in",
    "Lacks": "is none: it has no describe and no make",
    "Tells": "does not tell its suffix and what it is: ConnectionError",
    "Suffix": "has the suffix 'reed'; valid is one such as .lines.csv",
    "Folder": "has the suffix '.reed/../x'; valid is",
    "Wordless": "says of itself ''; valid is a text of one line",
    "Library": "needs the library 7; valid is a module's name",
    "Audio": "valid are suffixes such as .mp3",
}
LATER = {
    "Raises": "KeyError: 'reed'",
    "Exits": "SystemExit: 0",
    "Number": "made int for",
    "Breaks": "KeyError: 'reed'",
}
OTHERS = ("Reed", "Needs", "Refuses", "Long", "Whole")


@pytest.fixture(autouse=True)
def _strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Announce every export of this module by the name of its class, and one by a name of ours."""
    classes = {name: name for name in (*BEFORE, *LATER, *OTHERS)} | {"vtt": "Reed"}
    with announced(tmp_path, monkeypatch, STRANGE, classes, group=GROUP):
        yield


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "reeds.txt"
    path.write_text("The wind was in the reeds.\n\n“Listen,” said Runa.\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", BEFORE)
def test_a_strange_export_is_one_message_before_any_work(name: str, story: Path) -> None:
    with pytest.raises(WriteError, match=f"the export '{name}'") as caught:
        produce.beside(story.with_suffix(".mp3"), [name])
    assert BEFORE[name] in str(caught.value)
    with pytest.raises(WriteError, match=f"the export '{name}'"):
        check_export(name)


@pytest.mark.parametrize("name", LATER)
def test_an_export_that_fails_is_one_message_and_leaves_the_old_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.reed.txt"
    path.write_text("old")
    with pytest.raises(WriteError, match=f"the export '{name}'") as caught:
        write_export(path, name, episode_file(programme()))
    assert LATER[name] in str(caught.value)
    assert path.read_text() == "old"


def test_what_an_export_itself_says_is_the_message(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"^the reed is bent$"):
        write_export(tmp_path / "a", "Refuses", episode_file(programme()))


def test_a_library_that_is_not_installed_is_told_of_before_any_work() -> None:
    assert Offered()["Needs"].needs == "reeds_that_are_not_installed"
    with pytest.raises(WriteError, match=r"'Needs' needs reeds_that_are_not_installed, which is not installed$"):
        check_export("Needs")


@pytest.mark.slow
def test_a_strange_export_is_in_the_way_of_no_other(story: Path, tmp_path: Path) -> None:
    assert list(Offered())[: len(EXPORTS)] == list(EXPORTS)
    assert set(OTHERS) <= set(Offered())
    documents = produce.beside(story.with_suffix(".wav"), ["vtt", "Reed"])
    produce.render(
        produce.prepare(story, engine="tone"),
        story.with_suffix(".wav"),
        extras=produce.Extras(documents=documents),
        jobs=1,
    )
    assert (tmp_path / "reeds.reed.txt").read_text(encoding="utf-8") == "reed: Reeds"
    assert (tmp_path / "reeds.vtt").read_text(encoding="utf-8").startswith("WEBVTT")


def test_an_unknown_name_is_refused_with_all_there_are(story: Path) -> None:
    with pytest.raises(WriteError, match=r"there is no document 'reef' \(there are: page, picture, .*, Reed"):
        produce.beside(story, ["reef"])
    with pytest.raises(KeyError):
        Offered()["reef"]


@pytest.mark.parametrize("names", ["list", "Raises"])
@pytest.mark.slow
def test_the_command_line_shows_the_message_and_fails(names: str, story: Path) -> None:
    command = [sys.executable, "-m", "drama", "render", str(story), "--engine", "tone", "-o", "a.wav", "--with", names]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd=story.parent)
    assert done.returncode == 1
    assert "Error: the export '" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_large_is_written_in_place_of_being_made(tmp_path: Path) -> None:
    warnings: list[str] = []
    file = episode_file(programme(), Path("lamp.mp3"), warn=warnings.append)
    write_export(tmp_path / "a.long.txt", "Long", file)
    assert (tmp_path / "a.long.txt").read_text(encoding="utf-8") == "written: lamp.mp3"
    assert warnings == ["the reed is long"]
    assert list(tmp_path.glob(".drama*")) == []


def test_an_audio_file_that_an_export_cannot_carry_is_refused_before_any_work(story: Path) -> None:
    check_export("Long", Path("lamp.MP3"))
    extras = produce.Extras(documents=produce.beside(story.with_suffix(".flac"), ["Long"]))
    with pytest.raises(WriteError, match=r"'Long' cannot carry reeds\.flac; valid is an episode as \.mp3 or \.wav$"):
        produce.render(produce.prepare(story, engine="tone"), story.with_suffix(".flac"), extras=extras)
    assert not story.with_suffix(".flac").exists()


@pytest.mark.slow
def test_of_an_audiobook_in_chapters_what_is_one_for_all_is_written_once(tmp_path: Path) -> None:
    story = tmp_path / "reeds.txt"
    story.write_text("Chapter One\n\nThe wind rose.\n\nChapter Two\n\nThe wind fell.\n", encoding="utf-8")
    output = story.with_suffix(".mp3")
    extras = produce.Extras(documents=produce.beside(output, ["Reed", "Long", "Whole"]))
    production = produce.prepare(story, engine="tone", preset=Preset.AUDIOBOOK)
    episode = produce.render(production, output, extras=extras, jobs=1)
    assert [path.name for path in episode.outputs if path.suffix == ".txt"] == [
        *("01 - Chapter One.reed.txt", "01 - Chapter One.long.txt"),
        *("02 - Chapter Two.reed.txt", "02 - Chapter Two.long.txt"),
        "reeds.whole.txt",
    ]
    assert (tmp_path / "reeds.whole.txt").read_text(encoding="utf-8") == (
        "01 - Chapter One.mp3: Chapter One\n02 - Chapter Two.mp3: Chapter Two\n"
    )
    assert [warning for warning in episode.warnings if "reed" in warning] == ["the reed is long"]
