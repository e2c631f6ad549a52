"""What the Reaper project plays is the episode."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from support.hearing import decode
from support.reaper_player import Project, play, read
from wavinfo import WavInfoReader

import drama

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

STORY = """# The Kiln

## The yard

Wind came over the yard.

[SFX: knock]

“Who stacked these?” Hedda asked.

“Anselm,” said Anselm. “And the stack is—”

“Leaning,” said Hedda. “It has leaned since Easter.”

## The kiln

[SFX: knock]

The bricks ticked as they cooled, and nobody spoke.

“Listen,” said Anselm. “They sing!”
"""

CAST = """[narrator]
engine = "tone"
voice = "tone:150"
[characters.Hedda]
engine = "tone"
voice = "tone:440"
pan = -1
[characters.Anselm]
engine = "tone"
voice = "tone:260"
pan = 1
[sound]
style = "drama"
intro = "chime"
[scenes.1]
bed = "wind"
[scenes.2]
room = "church"
bed = "rain"
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story in which lines, beds, effects, music and reverb sound into each other."""
    (tmp_path / "kiln.voices.toml").write_text(CAST, encoding="utf-8")
    path = tmp_path / "kiln.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def below_db(project: Project, folder: Path, mix: np.ndarray) -> float:
    """Return how far below the mix stands what a project plays differently."""
    rest = play(project, folder, len(mix)) - mix
    return float(10 * np.log10(np.mean(rest**2) / np.mean(mix**2)))


def test_the_project_plays_the_mix_also_where_the_limiter_is_at_work(story: Path) -> None:
    cast = story.with_name("kiln.voices.toml")
    cast.write_text(f"{CAST}[mix]\nloudness_lufs = -9\n", encoding="utf-8")  # so loud that it is, nearly everywhere
    output = story.with_name("out") / "kiln.wav"
    output.parent.mkdir()
    with pytest.raises(drama.DramaError, match="--stems FOLDER"):
        drama.render(story, output, documents=["reaper"])
    drama.render(story, output, stems=story.with_name("stems"), documents=["reaper"], jobs=2)
    project = read(output.with_suffix(".rpp").read_text(encoding="utf-8"))
    mix, _ = decode(output)
    assert below_db(project, output.parent, mix) < -60
    assert {item.file for track in project.tracks for item in track.items} == {
        f"../stems/{name}.wav" for name in ("Narrator", "Hedda", "Anselm", "beds", "effects", "music")
    }
    assert [track.name for track in project.tracks if not track.folders] == ["Dialogue", "Music and effects"]
    lines = [item for track in project.tracks if track.folders == ("Dialogue",) for item in track.items]
    assert sorted(int(item.name.split()[0]) for item in lines) == list(range(1, len(lines) + 1))


def test_the_stems_of_chapters_say_where_they_stand_in_the_book_and_all_documents_are_theirs_too(story: Path) -> None:
    output = story.with_name("kiln.wav")
    drama.render(story, output, preset="audiobook", stems=story.with_name("stems"), documents="all", jobs=2)
    chapters = sorted(output.with_suffix("").glob("*.wav"))
    assert len(chapters) > 1
    frames = 0
    for chapter in chapters:
        said = WavInfoReader(str(story.with_name("stems") / chapter.stem / "dialogue.wav"))
        assert said.bext.time_reference == frames
        assert said.bext.description == f"dialogue - The Kiln: {chapter.stem.partition(' - ')[2]}"
        mix, _ = decode(chapter)
        assert below_db(read(chapter.with_suffix(".rpp").read_text(encoding="utf-8")), chapter.parent, mix) < -60
        frames += len(mix)
