"""A render replaces only what drama wrote, never an input, and an audiobook's folder holds the last render only."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result
from mutagen.flac import FLAC

from drama.cli.commands import cli
from drama.errors import WriteError
from drama.exports.registry import is_one_for_all
from drama.model import Preset
from drama.production import stages as produce

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

STORY = """# The Weir

## Morning

The water stood high.

“Open it,” said Ilse.

## Evening

“It is open,” said Marek. “It was open all day.”
"""

CAST = """extends = "series.voices.toml"

[sound]
library = "sounds"
intro = "theme.wav"
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story with its cast file, the file that extends, corrections, and a library with the theme in use."""
    folder = tmp_path / "weir"
    (folder / "sounds").mkdir(parents=True)
    time = np.arange(44_100) / 44_100
    soundfile.write(folder / "sounds" / "theme.wav", 0.1 * np.sin(2 * np.pi * 330 * time), 44_100)
    (folder / "sounds" / "library.toml").write_text('[sounds."theme.wav"]\ncredit = "ours"\n', encoding="utf-8")
    (folder / "series.voices.toml").write_text('[narrator]\nengine = "tone"\nvoice = "tone:150"\n', encoding="utf-8")
    (folder / "weir.voices.toml").write_text(CAST, encoding="utf-8")
    (folder / "weir.script.toml").write_text('[characters.Ilse]\naliases = ["the girl"]\n', encoding="utf-8")
    (folder / "cover.png").write_bytes(b"\x89PNG\r\n\x1a\nnot looked at here")
    path = folder / "weir.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def drama(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


ASKED = ("--with", "page,vtt,cover,credits,picture,chapters", "--report", "report.html", "--cues", "cues.json",
         "--stems", "stems")  # fmt: skip
THEIRS = ("weir.mp3", "weir.html", "weir.vtt", "weir.cover.jpg", "weir.credits.txt", "weir.svg", "weir.chapters.json",
          "report.html", "cues.json", "stems/dialogue.wav", "stems/Narrator.wav", "stems/Ilse.wav")  # fmt: skip


@pytest.mark.parametrize("name", THEIRS)
def test_a_file_of_the_users_at_the_place_of_any_output_is_named_and_stays(
    story: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(story.parent)
    theirs = story.parent / name
    theirs.parent.mkdir(exist_ok=True)
    theirs.write_bytes(b"the only copy")
    before = contents(story.parent)
    done = drama("render", "weir.md", "--engine", "tone", *ASKED)
    assert isinstance(done.exception, WriteError)
    assert name in str(done.exception)
    assert "--force" in str(done.exception)
    assert contents(story.parent) == before
    assert not list((story.parents[1] / "cache").rglob("*.take"))  # refused before a line is recorded


def test_asked_for_by_force_they_are_replaced_and_from_then_on_without(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(story.parent)
    for name in THEIRS:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(b"the only copy")
    command = ("render", "weir.md", "--engine", "tone", *ASKED)
    assert drama(*command, "--force").exit_code == 0
    assert not [name for name in THEIRS if Path(name).read_bytes() == b"the only copy"]
    assert drama(*command).exit_code == 0


def test_preview_audition_and_sounds_replace_no_file_of_the_users_either(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(story.parent)
    Path("mine.wav").write_bytes(b"the only copy")
    commands = (
        ("preview", "weir.md", "--scene", 1, "--engine", "tone", "-o", "mine.wav"),
        ("voices", "--engine", "tone", "--audition", "Who goes there?", "marble", "-o", "mine.wav"),
        ("sounds", "rain", "-o", "mine.wav"),
    )
    for command in commands:
        done = drama(*command)
        assert isinstance(done.exception, WriteError), command
        assert "mine.wav is there already" in str(done.exception)
        assert Path("mine.wav").read_bytes() == b"the only copy"
    for command in commands:
        assert drama(*command, "--force").exit_code == 0, command
        assert drama(*command).exit_code == 0, command


INPUTS = ("weir.md", "weir.voices.toml", "series.voices.toml", "weir.script.toml", "sounds/theme.wav",
          "sounds/library.toml", "cover.png")  # fmt: skip


@pytest.mark.parametrize("how", ["by name", "by a link", "by a hard link", "through a linked folder"])
@pytest.mark.parametrize("name", INPUTS)
def test_no_input_is_ever_an_output_by_whatever_name(story: Path, name: str, how: str) -> None:
    source = story.parent / name
    output = source
    try:
        if how == "by a link":
            output = story.parent / "out.json"
            output.symlink_to(source)
        elif how == "by a hard link":
            output = story.parent / "out.json"
            output.hardlink_to(source)
        elif how == "through a linked folder":
            (story.parents[1] / "elsewhere").symlink_to(story.parent, target_is_directory=True)
            output = story.parents[1] / "elsewhere" / name
    except OSError:
        pytest.skip("no links here")
    production = produce.prepare(story, engine="tone")
    production = replace(production, cover_path=story.parent / "cover.png")
    before = contents(story.parent)
    with pytest.raises(WriteError, match="is an input"):
        produce.render(production, story.with_name("out.wav"), extras=produce.Extras(cues=output), replaces_any=True)
    assert contents(story.parent) == before


@pytest.mark.parametrize("name", ["weir.script.toml", "weir.voices.toml"])
def test_an_output_never_takes_a_place_where_drama_would_look_for_an_input(story: Path, name: str) -> None:
    story.with_name(name).unlink()
    production = produce.prepare(story, engine="tone")
    with pytest.raises(WriteError, match="is an input"):
        produce.render(production, story.with_name("out.wav"), extras=produce.Extras(cues=story.with_name(name)))


def test_a_library_sound_in_use_is_not_replaced_by_the_episode(story: Path) -> None:
    theme = story.parent / "sounds" / "theme.wav"
    before = theme.read_bytes()
    production = produce.prepare(story, engine="tone")
    with pytest.raises(WriteError, match="is an input"):
        produce.render(production, theme, replaces_any=True)
    assert drama("sounds", "theme", "--voices", story.with_name("weir.voices.toml"), "-o", theme).exit_code != 0
    assert theme.read_bytes() == before


def test_an_episode_in_its_own_library_folder_is_rendered_again(story: Path) -> None:
    text = story.with_name("weir.voices.toml").read_text(encoding="utf-8").replace('"sounds"', '"."')
    story.with_name("weir.voices.toml").write_text(text.replace("theme.wav", "sounds/theme.wav"), encoding="utf-8")
    production = produce.prepare(story, engine="tone")
    for _ in range(2):
        produce.render(production, story.with_name("weir.wav"))


def test_a_library_sound_in_the_shape_of_an_output_is_an_input_even_if_drama_wrote_it(story: Path) -> None:
    jingle = story.parent / "sounds" / "jingle.wav"
    assert drama("sounds", "chime", "-o", jingle).exit_code == 0
    cast = story.with_name("weir.voices.toml")
    cast.write_text(cast.read_text(encoding="utf-8").replace("theme.wav", "jingle.wav"), encoding="utf-8")
    with pytest.raises(WriteError, match="is an input"):
        produce.render(produce.prepare(story, engine="tone"), jingle)


# ------------------------------------------------------------------ audiobooks


def audiobook(story: Path, **extras: object) -> Path:
    production = produce.prepare(story, engine="tone", preset=Preset.AUDIOBOOK, language_anyway=True)
    return produce.render(
        production,
        story.with_name("weir.flac"),
        extras=produce.Extras(**extras),  # type: ignore[arg-type]
    ).path


def test_chapters_of_an_earlier_render_go_when_a_title_changes(story: Path) -> None:
    folder = audiobook(story, documents={"vtt": Path("unused.vtt")})
    (folder / "cover art.png").write_bytes(b"mine")
    first = {path.name for path in folder.iterdir()}
    assert "02 - Evening.flac" in first
    assert "02 - Evening.vtt" in first
    story.write_text(STORY.replace("## Evening", "## Night"), encoding="utf-8")
    audiobook(story, documents={"vtt": Path("unused.vtt")})
    second = {path.name for path in folder.iterdir()}
    assert second == {name.replace("Evening", "Night") for name in first}
    assert (folder / "cover art.png").read_bytes() == b"mine"


def test_a_dropped_chapter_goes_and_one_the_user_edited_stays_and_is_told(story: Path) -> None:
    folder = audiobook(story)
    evening = folder / "02 - Evening.flac"
    evening.write_bytes(evening.read_bytes() + b"tagged")
    story.write_text(STORY[: STORY.index("## Evening")] + "## Noon\n\nThe sun stood high.\n", encoding="utf-8")
    production = produce.prepare(story, engine="tone", preset=Preset.AUDIOBOOK)
    episode = produce.render(production, story.with_name("weir.flac"))
    assert evening.exists()
    assert any("02 - Evening.flac" in warning for warning in episode.warnings)
    assert (folder / "02 - Noon.flac").exists()


def test_a_part_of_an_audiobook_goes_where_it_stands_in_the_whole_and_removes_nothing(story: Path) -> None:
    folder = audiobook(story)
    before = {path.name for path in folder.iterdir()}
    production = produce.prepare(story, engine="tone", preset=Preset.AUDIOBOOK)
    part = produce.select_scenes(production, {production.script.scenes[-1].number})
    produce.render(part, story.with_name("weir.flac"), is_whole=False)
    assert {path.name for path in folder.iterdir()} == before
    assert FLAC(folder / "02 - Evening.flac")["tracknumber"] == ["2"]


def test_a_chapter_file_of_the_users_is_named_before_anything_is_recorded(story: Path) -> None:
    folder = story.with_name("weir")
    folder.mkdir()
    (folder / "02 - Evening.flac").write_bytes(b"the only copy")
    with pytest.raises(WriteError, match=r"02 - Evening\.flac is there already"):
        audiobook(story)
    assert (folder / "02 - Evening.flac").read_bytes() == b"the only copy"
    assert not list((story.parents[1] / "cache").rglob("*.take"))


# ------------------------------------------------------------------ names


@pytest.mark.skipif(os.name != "posix", reason="names are counted in bytes there")
@pytest.mark.parametrize("name", ["声" * 80, "ж" * 120, "n" * 251])
def test_a_story_with_a_long_name_is_rendered(story: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(story.parent)
    long = story.with_name(f"{name}.md")
    long.write_text(STORY, encoding="utf-8")
    done = drama("render", long, "--engine", "tone", "--voices", "series.voices.toml")
    assert done.exit_code == 0, done.output
    assert Path(f"{name}.mp3").stat().st_size > 10_000


@pytest.mark.skipif(os.name != "posix", reason="names are counted in bytes there")
@pytest.mark.parametrize("option", [("--with", "chapters"), ("--with", "credits"), ("--cues", "c" * 251 + ".json")])
def test_a_name_that_leaves_no_room_for_an_output_is_refused_before_anything_is_recorded(
    story: Path, option: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(story.parent)
    output = "n" * 251 + ".mp3"
    done = drama("render", "weir.md", "--engine", "tone", "-o", output, *option)
    assert isinstance(done.exception, WriteError)
    assert "name is too long" in str(done.exception)
    assert not list((story.parents[1] / "cache").rglob("*.take"))


@pytest.mark.skipif(os.name != "posix", reason="names are counted in bytes there")
def test_chapters_with_long_titles_in_any_script_leave_room_for_their_documents(story: Path) -> None:
    story.write_text(STORY.replace("Evening", "夜の川の声" * 30), encoding="utf-8")
    offered = produce.documents().items()
    one_each = [name for name, offer in offered if not (offer.needs or offer.needs_stems or is_one_for_all(name))]
    names = [name for name in one_each if produce.documents()[name].can_carry(Path("weir.flac"))]
    folder = audiobook(story, documents={name: Path(name) for name in names})
    assert max(len(os.fsencode(path.name)) for path in folder.iterdir()) <= 255
    assert len(list(folder.glob("02 - *"))) == len(names) + 1
