"""Whole renders in styles: what is heard, what is written beside, and what is not done again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.hearing import Sound, decode, integrated_lufs, is_silent, pitch_hz

from drama.errors import CastError, WriteError
from drama.model import Episode, Preset
from drama.production import stages as produce

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

STORY = """# The Weir

## The sluice

Rain fell on the lock house.

[SFX: knock]

“Who is it?” Odile asked.

“Ruben,” said Ruben. “Open the door.”

“The door is open,” said Odile. “It has been open since March.”

## The mill

[SFX: a trumpet of doom]

The wheel turned, and turned, and stopped.

“Listen,” said Ruben.

“I hear nothing,” said Odile.
"""

CAST = """[narrator]
engine = "tone"
voice = "tone:150"
[characters.Odile]
engine = "tone"
voice = "tone:440"
pan = -1
[characters.Ruben]
engine = "tone"
voice = "tone:260"
pan = 1
[sound]
style = "drama"
[scenes.2]
room = "hall"
bed = "rain"
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A story with its cast file beside it."""
    (tmp_path / "weir.voices.toml").write_text(CAST, encoding="utf-8")
    path = tmp_path / "weir.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def render(story: Path, name: str = "weir.wav", *, style: str | None = None, **extras: object) -> tuple[Episode, dict]:
    cues = story.with_name(f"{name}.cues.json")
    episode = produce.render(
        produce.prepare(story, style=style), story.with_name(name), jobs=2,
        extras=produce.Extras(cues=cues, **extras),  # type: ignore[arg-type]
    )  # fmt: skip
    return episode, json.loads(cues.read_text(encoding="utf-8"))


def heard(sound: Sound, cue: dict) -> Sound:
    return sound[cue["start_frame"] : cue["start_frame"] + cue["frames"]]


def gap_after(sound: Sound, sheet: dict, number: int) -> Sound:
    """Return what is between a cue and the next."""
    cue, following = sheet["cues"][number : number + 2]
    return sound[cue["start_frame"] + cue["frames"] : following["start_frame"]]


def test_a_drama_is_heard_as_its_cast_file_says(story: Path) -> None:
    episode, sheet = render(story)
    sound, rate = decode(episode.path)
    assert episode.style == "drama"
    assert abs(integrated_lufs(sound, rate) + 16) < 0.5
    pitches = {None: 150, "Odile": 440, "Ruben": 260}
    for cue in sheet["cues"]:
        clip = heard(sound, cue)
        if len(clip) > 0.3 * rate:
            assert pitch_hz(clip, rate) == pytest.approx(pitches[cue["speaker"]], rel=0.02)
            left, right = np.sqrt(np.mean(clip**2, axis=0))
            side = {"Odile": left / right, "Ruben": right / left, None: 1 + abs(np.log(left / right))}[cue["speaker"]]
            assert side > 1.3 if cue["speaker"] else side < 1.1
    pairs = enumerate(zip(sheet["cues"], sheet["cues"][1:], strict=False))
    inside = [gap_after(sound, sheet, i) for i, (one, other) in pairs if one["scene"] == other["scene"] == 2]
    assert inside
    for gap in inside:
        assert np.abs(gap).max() > 0
        assert not np.any(np.all(gap == 0, axis=1) & np.all(np.roll(gap, 40, axis=0) == 0, axis=1))


def test_a_sound_that_is_missing_is_told_and_left_out(story: Path) -> None:
    episode, _ = render(story)
    assert any("trumpet of doom" in warning for warning in episode.warnings)
    assert not any("knock" in warning for warning in episode.warnings)


def test_a_reading_stays_plain_whatever_the_scenes_say(story: Path) -> None:
    episode, sheet = render(story, style="reading")
    sound, _ = decode(episode.path)
    assert episode.style == "reading"
    assert np.array_equal(sound[:, 0], sound[:, 1])
    assert all(is_silent(gap_after(sound, sheet, i)) for i in range(len(sheet["cues"]) - 1))


def test_another_style_another_bed_another_seat_record_nothing(story: Path) -> None:
    first, _ = render(story)
    path = story.with_name("weir.voices.toml")
    changed = path.read_text(encoding="utf-8").replace('"rain"', '"sea"').replace("pan = 1", "pan = 0.2")
    path.write_text(changed, encoding="utf-8")
    second, _ = render(story)
    third, _ = render(story, style="radio")
    assert (first.recorded > 0, second.recorded, third.recorded) == (True, 0, 0)


def test_the_same_render_gives_the_same_bytes(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = render(story, "one.mp3")
    first = one.path.read_bytes()
    manifest = story.with_name("one.manifest.json")
    made = manifest.read_bytes()
    monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "other"))
    for path in (one.path, story.with_name("one.mp3.cues.json"), manifest):
        path.unlink()
    again, _ = render(story, "one.mp3")
    assert again.path.read_bytes() == first
    assert manifest.read_bytes() == made


def test_tags_the_voice_makes_redundant_are_left_out_and_nothing_else(story: Path) -> None:
    path = story.with_name("weir.voices.toml")
    path.write_text(CAST.replace("[sound]", '[sound]\ntags = "manner"'), encoding="utf-8")
    production = produce.prepare(story)
    said = " ".join(line.text for line in production.script.lines)
    assert "said Ruben" not in said
    assert "The door is open" in said
    assert any(one.rule == "dropped tag" for one in production.script.unspoken)


def test_everything_goes_out_beside_the_episode(story: Path) -> None:
    output = story.with_name("weir.mp3")
    names = [name for name, offer in produce.documents().items() if not offer.needs and not offer.needs_stems]
    documents = produce.beside(output, names)
    episode, sheet = render(story, "weir.mp3", documents=documents, report=story.with_name("r.json"), draws_cover=True)
    assert {path.name for path in documents.values()} < {path.name for path in episode.outputs}
    assert all(path.stat().st_size > 30 for path in episode.outputs)
    page = documents["page"].read_text(encoding="utf-8")
    assert "The wheel turned" in page
    assert "http" not in page.split("data:audio")[0].replace("http://www.w3.org", "").replace("http-equiv", "")
    report = json.loads(story.with_name("r.json").read_text(encoding="utf-8"))
    figures = {figure["key"]: figure["value"] for figure in report["figures"]}
    assert figures["loudness_lufs"] == pytest.approx(-16, abs=0.5)
    assert report["missing"] == ["a trumpet of doom"]
    assert episode.report
    assert documents["cover"].read_bytes()[:3] == b"\xff\xd8\xff"
    assert sheet["frames"] == episode.frames


def test_stems_add_up_to_the_episode(story: Path) -> None:
    episode, _ = render(story, stems=story.with_name("stems"))
    stems = {path.stem: soundfile.read(path)[0] for path in story.with_name("stems").glob("*.wav")}
    assert set(stems) == {"dialogue", "music-and-effects", "Narrator", "Odile", "Ruben", "beds", "effects"}
    mix, _ = decode(episode.path)
    both = stems["dialogue"] + stems["music-and-effects"]
    people = stems["Narrator"] + stems["Odile"] + stems["Ruben"]
    sounds = stems["beds"] + stems["effects"]
    for whole, parts in ((mix, both), (stems["dialogue"], people), (stems["music-and-effects"], sounds)):
        rest = np.sqrt(np.mean((whole - parts) ** 2) / np.mean(whole**2))
        assert 20 * np.log10(rest + 1e-12) < -60


def test_an_audiobook_is_a_folder_of_chapters(story: Path) -> None:
    production = produce.prepare(story, preset=Preset.AUDIOBOOK)
    episode = produce.render(
        production, story.with_name("weir.flac"), extras=produce.Extras(documents={"vtt": Path("unused.vtt")})
    )
    assert episode.path == story.with_name("weir")
    files = sorted(path.name for path in episode.path.glob("*.flac"))
    assert files[-2:] == ["02 - The sluice.flac", "03 - The mill.flac"] or files == [
        "01 - The sluice.flac",
        "02 - The mill.flac",
    ]
    captions = [path.read_text(encoding="utf-8") for path in sorted(episode.path.glob("*.vtt"))]
    assert len(captions) == len(files)
    assert not any("roomtone" in told for told in captions)


def test_all_chapters_of_an_audiobook_stand_in_one_report_and_one_cue_sheet(story: Path) -> None:
    production = produce.prepare(story, preset=Preset.AUDIOBOOK)
    cues, report, stems = (story.with_name(name) for name in ("cues.json", "report.html", "stems"))
    extras = produce.Extras(cues=cues, report=report, stems=stems)
    episode = produce.render(production, story.with_name("weir.flac"), extras=extras)
    chapters = sorted(episode.path.glob("*.flac"))
    sheets = json.loads(cues.read_text(encoding="utf-8"))["chapters"]
    assert [sheet["file"] for sheet in sheets] == [path.name for path in chapters]
    for sheet, path in zip(sheets, chapters, strict=True):
        assert sheet["frames"] == soundfile.info(path).frames
        assert soundfile.info(stems / path.stem / "dialogue.wav").frames == sheet["frames"]
    assert sum(sheet["recorded"] for sheet in sheets) == episode.recorded > 0
    heard = [cue["line"] for sheet in sheets for cue in sheet["cues"]]
    assert sorted(set(heard)) == [line.number for line in production.script.lines]
    page = report.read_text(encoding="utf-8")
    assert page.count("<section") == len(chapters)
    assert page.count("Noise floor") >= len(chapters)
    assert any("noise floor" in row and "rms" in row for row in episode.report)


def test_a_style_that_is_not_there_is_named(story: Path) -> None:
    with pytest.raises(CastError, match='no style "dramma"; did you mean "drama"'):
        produce.prepare(story, style="dramma")


def test_a_report_is_a_page_or_json(story: Path) -> None:
    with pytest.raises(WriteError, match=r"a report is \.html or \.json"):
        render(story, report=story.with_name("report.pdf"))


def test_a_preview_in_pieces_is_the_scene_in_the_same_style(story: Path) -> None:
    production = produce.select_scenes(produce.prepare(story), {2})
    pieces = list(produce.pieces(replace(production)))
    assert sum(len(piece.script.lines) for piece in pieces) == len(production.script.lines)
    assert all(len(piece.direction.performances) == len(piece.script.lines) for piece in pieces)
