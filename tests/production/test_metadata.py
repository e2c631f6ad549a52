"""The tags of a rendered episode: who is believed, and what is said where nobody says anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen.id3 import ID3
from mutagen.mp4 import MP4

from drama.errors import DramaError
from drama.files.store_folder import default_folder
from drama.model import Preset
from drama.production import stages as produce

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

HEAD = """---
title: The Salt Road
author: Nell Orrin
series: Harbour Tales
part: 2
year: 2019
genre: Sea story
---
"""
STORY = """# The hill

Odile carried the salt. “Is it far?” Odile asked.

“Not very,” said Ruben.

# The shore, where the boats lie

“There is the water,” said Ruben.
"""
CAST = '[narrator]\nvoice = "marble"\n'


@pytest.fixture
def story(tmp_path: Path) -> Path:
    say(tmp_path / "salt.voices.toml", CAST)
    return say(tmp_path / "salt.md", HEAD + STORY)


def say(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def add(story: Path, rows: str) -> None:
    say(story.with_name("salt.voices.toml"), f"{CAST}\n[metadata]\n{rows}\n")


def tags(story: Path, **given: str) -> dict[str, str]:
    """What stands in the tag of an MP3 of the story."""
    output = story.with_name("salt.mp3")
    produce.render(produce.prepare(story, engine="tone", metadata=given), output)
    return {name: str(frame) for name, frame in ID3(output, translate=False).items() if name[:1] in {"T", "M"}}


def test_what_a_story_says_of_itself_is_in_its_tags(story: Path) -> None:
    found = tags(story)
    wanted = {
        "TIT2": "The Salt Road",
        "TALB": "The Salt Road",
        "TPE1": "Nell Orrin",
        "TPE2": "Nell Orrin",
        "TXXX:SERIES": "Harbour Tales",
        "TXXX:SERIES-PART": "2",
        "TYER": "2019",
        "TCON": "Sea story",
        "TLAN": "eng",
    }
    assert {name: found.get(name) for name in wanted} == wanted


def test_a_story_that_says_nothing_is_an_english_audio_drama_read_by_its_narrating_voice(story: Path) -> None:
    say(story, STORY)
    found = tags(story)
    wanted = {"TIT2": "Salt", "TALB": "Salt", "TCON": "Audio Drama", "TLAN": "eng"}
    assert {name: found.get(name) for name in wanted} == wanted
    assert found["TCOM"]
    assert not {"TPE1", "TPE2", "TYER", "TXXX:SERIES", "MVIN", "TRCK", "TPUB", "TDES", "TIT3"} & set(found)


def test_a_voice_with_no_name_of_its_own_is_no_narrator(story: Path) -> None:
    say(story.with_name("salt.voices.toml"), '[narrator]\nengine = "tone"\nvoice = "tone:150"\n')
    assert "TCOM" not in tags(story)
    assert tags(story, narrator="Tam Vell")["TCOM"] == "Tam Vell"


def test_the_cast_file_goes_before_the_story_and_what_is_given_before_both(story: Path) -> None:
    add(story, 'series = "Lamp Tales"\npart = 7\ntitle = "The Salt Way"\nauthor = "N. Orrin"')
    found = tags(story, part="9", title="The Long Way")
    assert (found["TXXX:SERIES"], found["TXXX:SERIES-PART"], found["TYER"]) == ("Lamp Tales", "9", "2019")
    assert (found["TIT2"], found["TALB"], found["TPE1"]) == ("The Long Way", "The Long Way", "N. Orrin")


def test_a_title_and_an_author_given_by_name_go_before_all(story: Path) -> None:
    add(story, 'title = "The Salt Way"\nauthor = "N. Orrin"')
    production = produce.prepare(story, title="Mine", author="Me", metadata={"title": "Not mine", "author": "Not me"})
    assert (production.script.story.title, production.script.story.author) == ("Mine", "Me")


def test_an_empty_text_leaves_out_what_would_be_there(story: Path) -> None:
    add(story, 'genre = ""\nyear = ""\nnarrator = ""\nalbum_artist = ""\nlanguage = ""')
    assert not {"TCON", "TYER", "TCOM", "TPE2", "TLAN"} & set(tags(story))


def test_a_name_that_is_none_is_an_error_before_any_work(story: Path) -> None:
    with pytest.raises(DramaError, match=r'no metadata "serie"; did you mean "series"'):
        produce.prepare(story, metadata={"serie": "x"})


def test_a_language_that_nobody_knows_is_not_taken_for_english(story: Path) -> None:
    say(story, HEAD.replace("year: 2019", "language: Elvish of the hills") + STORY)
    assert "TLAN" not in tags(story)


def track(file: Path) -> list[str]:
    """Title, album, place in it, series and album artist of a chapter's file."""
    if file.suffix == ".mp3":
        id3 = ID3(file)
        return [str(id3[name]) for name in ("TIT2", "TALB", "TRCK", "TXXX:SERIES", "TPE2")]
    mp4 = MP4(file)
    number, total = mp4["trkn"][0]
    named = [mp4[name][0] for name in ("\xa9nam", "\xa9alb", "\xa9mvn", "aART")]
    return [*named[:2], f"{number}/{total}", *named[2:]]


@pytest.mark.parametrize("suffix", [".mp3", ".m4a"])
def test_the_chapters_of_an_audiobook_are_numbered_tracks_of_one_album(story: Path, suffix: str) -> None:
    production = produce.prepare(story, engine="tone", preset=Preset.AUDIOBOOK)
    episode = produce.render(production, story.with_name(f"salt{suffix}"))
    assert [track(file) for file in sorted(episode.path.glob(f"*{suffix}"))] == [
        ["The hill", "The Salt Road", "1/2", "Harbour Tales", "Nell Orrin"],
        ["The shore, where the boats lie", "The Salt Road", "2/2", "Harbour Tales", "Nell Orrin"],
    ]


def test_other_tags_change_no_sound_and_mix_nothing_again(story: Path) -> None:
    output = story.with_name("salt.mp3")
    produce.render(produce.prepare(story, engine="tone"), output)
    before, kept = output.read_bytes(), chunk_files()
    given = {"series": "Lamp Tales", "description": "Salt.", "genre": "Winter story"}
    produce.render(produce.prepare(story, engine="tone", metadata=given), output)
    after = output.read_bytes()
    assert kept
    assert chunk_files() == kept
    assert sound_of(after) == sound_of(before)
    assert after != before


def sound_of(mp3: bytes) -> bytes:
    """All of an MP3 behind its tag, whose size stands in 7 bits of each of 4 bytes."""
    size = sum(byte << shift for byte, shift in zip(mp3[6:10], (21, 14, 7, 0), strict=True))
    return mp3[10 + size :]


def chunk_files() -> set[Path]:
    """The encoded chunks that are kept."""
    return {path for path in (default_folder() / "chunks").rglob("*") if path.is_file()}
