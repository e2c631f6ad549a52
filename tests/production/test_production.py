"""From a story file to an episode, heard: which voice speaks when, pauses, order, loudness, chapters."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from mutagen.id3 import ID3
from support.hearing import Sound, decode, integrated_lufs, is_silent, pitch_hz

from drama import timeline
from drama.engines import tone
from drama.errors import MixError, ScriptError, StoryError, TakeError, WriteError
from drama.model import Episode, Timeline
from drama.production import history
from drama.production import stages as produce
from drama.recording.store import TakeStore

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

STORY = """# The Lamp

## The stair

Odile climbed to the lamp room with the oil can in both hands.

“Is it still burning?” Odile asked.

“It burned all night,” said Ruben. He did not turn round. “So did I.”

“You should have called me,” she said.

***

In the morning the boat was gone.

“Ruben?” Odile called. “Ruben, where are you?”

## The shore

The sand kept his footprints as far as the water.

“He took the small oars,” said the harbour master, and he took off his cap.
"""

CAST = """[narrator]
engine = "tone"
voice = "tone:150"
[characters.Odile]
engine = "tone"
voice = "tone:440"
[characters.Ruben]
engine = "tone"
voice = "tone:260"
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story file with its cast file beside it."""
    (tmp_path / "lamp.voices.toml").write_text(CAST, encoding="utf-8")
    path = tmp_path / "lamp.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def render(story: Path, name: str = "lamp.wav") -> tuple[Episode, dict, Sound]:
    """Render a story; return the episode, its cue sheet and its sound."""
    production = produce.prepare(story, engine="tone")
    output, cues = story.with_name(name), story.with_name("cues.json")
    episode = produce.render(production, output, extras=produce.Extras(cues=cues), jobs=2)
    return episode, json.loads(cues.read_text(encoding="utf-8")), decode(output)[0]


def test_every_cue_has_the_pitch_of_its_speakers_voice(story: Path) -> None:
    _, sheet, sound = render(story)
    voices = {None: 150.0, "Odile": 440.0, "Ruben": 260.0}
    heard = [cue for cue in sheet["cues"] if cue["speaker"] in voices]
    assert len(heard) >= 10
    for cue in heard:
        clip = sound[cue["start_frame"] : cue["start_frame"] + cue["frames"]]
        assert pitch_hz(clip, sheet["frame_rate"]) == pytest.approx(voices[cue["speaker"]], rel=0.02), cue["text"]


def test_the_cue_sheet_speaks_the_source_verbatim_and_in_order(story: Path) -> None:
    _, sheet, sound = render(story)
    source = story.read_text(encoding="utf-8")
    ends = [0]
    for cue in sheet["cues"]:
        assert cue["text"] == source[cue["start"] : cue["end"]]
        assert cue["start_frame"] >= ends[-1]
        ends.append(cue["start_frame"] + cue["frames"])
    assert ends[-1] <= sheet["frames"] == len(sound)


def test_between_cues_there_is_silence_and_a_scene_break_is_the_longer(story: Path) -> None:
    _, sheet, sound = render(story)
    cues = sheet["cues"]
    within, between = [], []
    for one, other in pairwise(cues):
        gap = sound[one["start_frame"] + one["frames"] : other["start_frame"]]
        assert is_silent(gap)
        (within if one["scene"] == other["scene"] else between).append(len(gap) / sheet["frame_rate"])
    assert between
    assert min(between) >= 1.5
    assert max(within) < 1.5


@pytest.mark.parametrize("suffix", [".mp3", ".wav", ".flac"])
def test_every_format_has_exactly_the_frames_of_the_cue_sheet(story: Path, suffix: str) -> None:
    episode, sheet, sound = render(story, f"lamp{suffix}")
    assert len(sound) == sheet["frames"] == episode.frames
    assert sound.shape[1] == 2


def test_chapters_stand_where_their_headings_are_spoken(story: Path) -> None:
    _, sheet, _ = render(story, "lamp.mp3")
    chapters = sorted(ID3(story.with_name("lamp.mp3")).getall("CHAP"), key=lambda chapter: chapter.start_time)
    titles = [str(chapter.sub_frames["TIT2"]) for chapter in chapters]
    assert titles[-2:] == ["The stair", "The shore"]
    for title, chapter in zip(titles[-2:], chapters[-2:], strict=True):
        spoken = next(cue for cue in sheet["cues"] if cue["text"] == title)
        assert 0 <= spoken["start_frame"] / sheet["frame_rate"] * 1000 - chapter.start_time < 3000


def test_the_episode_lands_at_its_loudness(story: Path) -> None:
    _, sheet, sound = render(story)
    assert integrated_lufs(sound, sheet["frame_rate"]) == pytest.approx(-16.0, abs=0.5)
    assert np.max(np.abs(sound)) <= 10 ** (-1 / 20)


def test_rendered_again_nothing_is_recorded_and_the_file_is_the_same(story: Path) -> None:
    first, _, _ = render(story, "lamp.mp3")
    before = story.with_name("lamp.mp3").read_bytes()
    second, sheet, _ = render(story, "lamp.mp3")
    assert first.recorded > 0
    assert (second.recorded, sheet["recorded"]) == (0, 0)
    assert sheet["reused"] == first.recorded + first.reused
    assert story.with_name("lamp.mp3").read_bytes() == before


def test_a_recast_records_that_characters_lines_and_nothing_else(story: Path) -> None:
    _, before, _ = render(story)
    cast = story.with_name("lamp.voices.toml")
    cast.write_text(CAST.replace("tone:440", "tone:520"), encoding="utf-8")
    production = produce.prepare(story, engine="tone")
    plan = produce.plan(production)
    assert {line.speaker for line in plan.to_record} == {"Odile"}
    assert {change.line.speaker for change in plan.changes} == {"Odile"}
    episode, sheet, sound = render(story)
    assert episode.recorded == len(plan.to_record)
    for cue in sheet["cues"]:
        if cue["speaker"] == "Odile":
            clip = sound[cue["start_frame"] : cue["start_frame"] + cue["frames"]]
            assert pitch_hz(clip, sheet["frame_rate"]) == pytest.approx(520, rel=0.02)
    assert [cue["frames"] for cue in sheet["cues"]] == [cue["frames"] for cue in before["cues"]]


def test_an_edited_paragraph_records_only_itself(story: Path) -> None:
    render(story)
    story.write_text(STORY.replace("the boat was gone", "the boat was gone again"), encoding="utf-8")
    episode, _, _ = render(story)
    assert episode.recorded == 1
    assert episode.changes == ()


def test_a_preview_is_one_scene_and_its_takes_serve_the_render(story: Path) -> None:
    production = produce.prepare(story, engine="tone")
    scene = produce.select_scenes(production, {2})
    preview = produce.render(scene, story.with_name("scene.wav"), is_whole=False)
    assert preview.scenes == 1
    assert preview.recorded == len(scene.script.lines)
    episode = produce.render(production, story.with_name("lamp.wav"))
    assert episode.reused == preview.recorded


def test_the_pieces_of_a_scene_are_all_its_lines_in_order_the_first_one_short(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(
        "\n\n".join(f"“Is it {n} yet?” Ada asked. Bo looked at the clock." for n in range(200)), encoding="utf-8"
    )
    production = produce.prepare(path, engine="tone")
    parts = list(produce.pieces(production))
    assert len(parts) >= 3
    assert [line for part in parts for line in part.script.lines] == list(production.script.lines)
    assert all(part.script.lines for part in parts)
    first = produce.render(parts[0], tmp_path / "first.wav", is_whole=False)
    assert first.duration_s < 30
    sound, frame_rate = decode(produce.render(parts[1], tmp_path / "second.wav", is_whole=False).path)
    assert not is_silent(sound[: frame_rate // 10])


def test_a_scene_the_story_has_not_got_is_an_error_that_says_which_there_are(story: Path) -> None:
    production = produce.prepare(story, engine="tone")
    with pytest.raises(ScriptError, match=r"no scene 99 in lamp\.md: it has scenes 1 to \d"):
        produce.select_scenes(production, {99})


def test_a_line_missing_from_the_mix_fails_the_render(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    production = produce.prepare(story, engine="tone")
    whole = timeline.build_timeline

    def forgetful(*arguments: object, **settings: object) -> Timeline:
        made = whole(*arguments, **settings)  # type: ignore[arg-type]
        forgotten = made.cues[0]
        kept = (replace(s, cues=tuple(cue for cue in s.cues if cue is not forgotten)) for s in made.chunks)
        return replace(made, chunks=tuple(kept))

    monkeypatch.setattr(sys.modules["drama.production.render"], "build_timeline", forgetful)
    with pytest.raises(MixError, match="line 1 of the script is missing from the mix"):
        produce.render(production, story.with_name("lamp.wav"))
    assert not story.with_name("lamp.wav").exists()


def test_a_damaged_take_is_recorded_again_and_heard(story: Path) -> None:
    _, _, before = render(story)
    takes = [path for path in (story.parent / "cache" / "takes").rglob("*") if path.is_file()]
    chunks = [path for path in (story.parent / "cache" / "chunks").rglob("*") if path.is_file()]
    assert takes
    for path in chunks:
        path.unlink()
    for path in takes:
        data = bytearray(path.read_bytes())
        data[-1] ^= 0xFF
        path.write_bytes(data)
    _, _, after = render(story)
    assert np.array_equal(before, after)


def test_cleaning_the_store_leaves_nothing_that_a_render_kept_there_but_its_records(story: Path) -> None:
    render(story, "lamp.mp3")
    cache = story.parent / "cache"
    assert any((cache / "chunks").rglob("*.blob"))
    TakeStore(cache).clean()
    assert {path.name for path in cache.iterdir()} == {"DRAMA-STORE", "README.txt", "written"}


@pytest.mark.parametrize("name", ["lamp.md", "lamp.voices.toml"])
def test_an_output_never_replaces_an_input(story: Path, name: str) -> None:
    production = produce.prepare(story, engine="tone")
    before = story.with_name(name).read_bytes()
    with pytest.raises(WriteError):
        produce.render(production, story.with_name(name))
    with pytest.raises(WriteError, match="is an input"):
        produce.render(production, story.with_name("out.wav"), extras=produce.Extras(cues=story.with_name(name)))
    assert story.with_name(name).read_bytes() == before


def test_a_cue_sheet_that_cannot_be_written_is_refused_before_a_line_is_recorded(story: Path) -> None:
    production = produce.prepare(story, engine="tone")
    folder = story.parent
    (folder / "folder.json").mkdir()
    for cues, why in ((folder / "no" / "cues.json", "no folder"), (folder / "folder.json", "is a folder"),
                      (folder / "." / "lamp.wav", "two outputs")):  # fmt: skip
        with pytest.raises(WriteError, match=why):
            produce.render(production, folder / "lamp.wav", extras=produce.Extras(cues=cues))
    assert not (folder / "cache").exists()
    assert not (folder / "lamp.wav").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_an_episode_never_takes_the_place_of_a_pipe_or_a_device(story: Path) -> None:
    output = story.with_name("pipe.wav")
    os.mkfifo(output)
    with pytest.raises(WriteError, match="not a file"):
        produce.render(produce.prepare(story, engine="tone"), output)
    assert output.is_fifo()


def test_a_story_of_one_word_is_an_episode(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("Rain.", encoding="utf-8")
    episode = produce.render(produce.prepare(path, engine="tone"), tmp_path / "short.mp3")
    assert (episode.scenes, episode.recorded) == (1, 1)
    assert len(decode(episode.path)[0]) == episode.frames


def test_the_tone_engine_gives_each_of_these_voices_its_own_pitch(story: Path) -> None:
    cast = produce.prepare(story, engine="tone").cast
    pitches = [tone.frequency_hz(voice) for voice in (cast.narrator, *cast.voices.values())]
    assert len({round(pitch) for pitch in pitches}) == len(pitches)


@pytest.mark.parametrize("text", ["…", "“”", "?! — …", "* * *\n\n“…”"])
def test_a_story_without_words_is_refused_before_anything_is_recorded(tmp_path: Path, text: str) -> None:
    path = tmp_path / "silent.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoryError, match="holds no words to read aloud"):
        produce.prepare(path, engine="tone")


def test_a_store_that_cannot_remember_costs_a_warning_and_not_the_cue_sheet(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise TakeError("cannot write there")

    monkeypatch.setattr(history, "save", refuse)
    episode, sheet, sound = render(story)
    assert any("will not be remembered: cannot write there" in warning for warning in episode.warnings)
    assert len(sound) == sheet["frames"]
