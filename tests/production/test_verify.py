"""An episode compared with its manifest: what changed is found, named, and nothing else is."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen
import pytest
from PIL import Image
from support.actors import in_a_room, save, talk

import drama
from drama.errors import CastError, DataError, StoryError
from drama.model import Aspect, Manifest, Outlook, Verdict, Verification
from drama.model.codec import to_json

pytestmark = pytest.mark.slow

STORY = """# The Weir

## Morning

Rain ran down the window.

"Is the door open?" asked Ruben.

"It was, an hour ago," said Ines.

## Evening

"Then who shut it?" Ruben whispered.
"""
CAST = '[characters.Ines]\nvoice = "wren"\n'


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "work"
    folder.mkdir()
    path = folder / "weir.md"
    path.write_text(STORY, encoding="utf-8")
    path.with_name("weir.voices.toml").write_text(CAST, encoding="utf-8")
    return path


def rendered(story: Path, suffix: str = ".mp3", **options: Any) -> Path:
    given: dict[str, Any] = {"engine": "tone", "style": "drama", "draws_cover": False, **options}
    return drama.render(story, story.with_suffix(suffix), **given).path


def verdicts(found: Verification, aspect: Aspect) -> dict[str, Verdict]:
    return {check.what: check.verdict for check in found.checks if check.aspect == aspect}


def about(found: Verification, what: str) -> str:
    return next(check.about for check in found.checks if check.what == what)


def picture(path: Path) -> Path:
    Image.new("RGB", (64, 64), "teal").save(path)
    return path


def edited(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Edit a manifest's file as somebody who makes its own digest right again."""
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document["value"])
    canonical = json.dumps(document["value"], sort_keys=True, separators=(",", ":"))
    document["sha256"] = hashlib.sha256(canonical.encode()).hexdigest()
    path.write_text(json.dumps(document), encoding="utf-8")


def test_the_manifest_says_what_the_episode_was_made_of_and_nothing_of_where_and_when(story: Path) -> None:
    episode = rendered(story, documents=["vtt"], title="The Old Weir", metadata={"genre": "Tale"})
    text = story.with_name("weir.manifest.json").read_text(encoding="utf-8")
    made = drama.manifest(episode)
    digests = {file.name: file.sha256 for file in (*made.story, *made.cast_files)}
    for name, digest in digests.items():
        assert hashlib.sha256(story.with_name(name).read_bytes()).hexdigest() == digest
    assert list(digests) == ["weir.md", "weir.voices.toml"]
    assert made.text_sha256 == hashlib.sha256(drama.read(story).story.text.encode()).hexdigest()
    assert [(one.path, one.kind) for one in made.files] == [("weir.mp3", "audio"), ("weir.vtt", "vtt")]
    assert made.files[0].sha256 == hashlib.sha256(episode.read_bytes()).hexdigest()
    assert {voice.speaker: voice.voice for voice in made.voices}["Ines"] == "wren"
    assert made.sounds
    assert made.settings.given == {
        "engine": "tone",
        "metadata.genre": "Tale",
        "style": "drama",
        "title": "The Old Weir",
    }
    assert made.versions.engines["tone"].version == drama.EngineInfo("tone").version
    assert "lameenc" in made.versions.libraries
    assert str(story.parent.parent) not in text
    assert to_json(made) == to_json(drama.manifest(story.with_name("weir.manifest.json")))


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".opus", ".wav", ".m4b"])
def test_an_episode_matches_and_rendered_again_it_has_the_same_bytes(suffix: str, story: Path) -> None:
    episode = rendered(story, suffix, documents=["vtt"], stems=story.with_name("stems") if suffix == ".wav" else None)
    found = drama.verify(episode, fresh=True, jobs=1)
    assert found.matches, found.differences
    assert (found.outlook, found.story) == (Outlook.YES, story)
    again = verdicts(found, Aspect.AGAIN)
    assert {f"weir{suffix}", "weir.vtt"} <= set(again)
    assert ("stems/dialogue.wav" in again) == (suffix == ".wav")
    assert set(again.values()) == {Verdict.SAME}


def test_another_folder_locale_time_zone_hash_seed_store_and_number_of_processes_change_no_byte(
    story: Path, tmp_path: Path
) -> None:
    episode = rendered(story, jobs=1, documents=["transcript-json"])
    other = tmp_path / "ein anderer Ordner ü"
    other.mkdir()
    for name in ("weir.md", "weir.voices.toml"):
        (other / name).write_bytes(story.with_name(name).read_bytes())
    command = (
        "import drama; drama.render('weir.md', engine='tone', style='drama', draws_cover=False, jobs=2,"
        "documents=['transcript-json'])"
    )
    changed = {
        "LC_ALL": "C",
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "77",
        "DRAMA_CACHE": str(tmp_path / "other"),
        "PYTHONPATH": str(Path(drama.__file__).parents[1]),
    }
    subprocess.run([sys.executable, "-c", command], cwd=other, env={**os.environ, **changed}, check=True)
    for name in (episode.name, "weir.manifest.json", "weir.transcript.json"):
        assert (other / name).read_bytes() == story.with_name(name).read_bytes(), name


def test_an_audiobook_in_chapters_has_one_manifest_that_moves_with_its_folder(story: Path) -> None:
    folder = rendered(story, preset="audiobook", documents=["vtt"])
    assert drama.manifest(folder).settings.in_chapters
    found = drama.verify(folder, again=True)
    assert found.matches, found.differences
    assert len(verdicts(found, Aspect.AGAIN)) == 4
    moved = story.parent / "shelf" / "Weir"
    moved.parent.mkdir()
    folder.rename(moved)
    second = sorted(moved.glob("*.mp3"))[1]
    second.write_bytes(second.read_bytes()[:-4_000])
    whole = drama.verify(moved, story=story)
    assert [check.what for check in whole.differences] == [second.name]
    assert drama.verify(min(moved.glob("*.mp3")), story=story).matches
    assert "cut off" in about(drama.verify(second, story=story), second.name)


def test_every_change_of_what_it_was_made_of_is_named_with_what_it_means(story: Path) -> None:
    episode = rendered(story)
    story.write_text(STORY.replace("an hour ago", "a day ago"), encoding="utf-8")
    story.with_name("weir.voices.toml").write_text(CAST.replace("wren", "robin") + "[pauses]\nscene_break = 900\n")
    found = drama.verify(episode)
    assert not found.matches
    assert found.outlook is Outlook.NO
    assert "its words changed" in about(found, "story weir.md")
    assert "Ines: wren" in about(found, "voices")
    assert "robin" in about(found, "voices")
    assert "pauses" in about(found, "settings")
    assert set(verdicts(found, Aspect.FILE).values()) == {Verdict.SAME}


def test_a_story_saved_anew_with_the_same_words_and_new_corrections_are_told_as_such(story: Path) -> None:
    episode = rendered(story)
    manifest = story.with_name("weir.manifest.json")
    edited(manifest, lambda value: value["story"][0].update(sha256="0" * 64))  # as if it had been another file
    line = next(line for line in drama.read(story).lines if line.speaker == "Ruben")
    drama.correct(story).pin(line.number, "Ines")
    found = drama.verify(episode)
    assert "its words are the same" in about(found, "story weir.md")
    assert verdicts(found, Aspect.SOURCE)["corrections weir.script.toml"] is Verdict.CHANGED
    assert verdicts(found, Aspect.SOURCE)["who says what"] is Verdict.CHANGED


def test_an_edited_tag_is_told_from_a_cut_off_file_and_a_missing_document(story: Path) -> None:
    episode = rendered(story, documents=["vtt", "srt"])
    whole = episode.read_bytes()
    file = mutagen.File(episode)
    file.tags["TIT2"].text = ["Somebody else's"]
    file.save()
    story.with_name("weir.vtt").unlink()
    story.with_name("weir.srt").write_text("edited", encoding="utf-8")
    found = drama.verify(episode)
    assert "tags were edited" in about(found, "weir.mp3")
    assert [check.what for check in found.differences] == ["weir.mp3", "weir.vtt", "weir.srt"]
    assert verdicts(found, Aspect.FILE)["weir.vtt"] is Verdict.MISSING
    episode.write_bytes(whole[:-1])
    assert "cut off" in about(drama.verify(episode), "weir.mp3")
    episode.write_bytes(whole[:-2] + b"??")
    assert "its sound is another" in about(drama.verify(episode), "weir.mp3")


def test_what_stands_beside_an_episode_is_none_of_its_bytes(story: Path) -> None:
    alone = rendered(story).read_bytes()
    assert rendered(story, documents=["vtt"], stems=story.with_name("stems")).read_bytes() == alone
    assert drama.verify(story.with_suffix(".mp3")).matches


def test_its_tags_are_enough_for_an_episode_that_went_elsewhere_alone(story: Path, tmp_path: Path) -> None:
    episode = rendered(story)
    alone = tmp_path / "downloads" / "episode.mp3"
    alone.parent.mkdir()
    alone.write_bytes(episode.read_bytes())
    found = drama.verify(alone)
    assert (found.matches, found.manifest_path, found.story) == (True, None, None)
    assert found.outlook is Outlook.UNKNOWN
    assert drama.verify(alone, story=story, again=True).outlook is Outlook.YES
    alone.write_bytes(episode.read_bytes()[:-500])
    assert not drama.verify(alone).matches


def test_a_manifest_renamed_with_its_episode_is_found_and_one_of_another_format_is_not_taken(story: Path) -> None:
    mp3, flac = rendered(story), rendered(story, ".flac")
    assert drama.manifest(mp3).settings.format == ".mp3", "from its tags: the file is of the .flac by now"
    flac.rename(story.with_name("new.flac"))
    story.with_name("weir.manifest.json").rename(story.with_name("new.manifest.json"))
    found = drama.verify(story.with_name("new.flac"))
    assert found.matches
    assert found.manifest_path == story.with_name("new.manifest.json")
    with pytest.raises(DataError, match=r"weir\.wav has no manifest"):
        drama.verify(drama.render(story, story.with_name("weir.wav"), engine="tone", manifest=False).path)


def test_a_story_or_a_cast_file_that_is_named_and_cannot_be_read_is_an_error_and_none_of_the_episodes(
    story: Path, tmp_path: Path
) -> None:
    episode = rendered(story, ".wav")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "odd.toml").write_text("[characters", encoding="utf-8")
    for wrong in (tmp_path / "nope.txt", tmp_path / "empty.txt"):
        with pytest.raises(StoryError, match=wrong.name):
            drama.verify(episode, story=wrong)
    for wrong in (tmp_path / "nope.toml", tmp_path / "odd.toml"):
        with pytest.raises(CastError, match=wrong.name):
            drama.verify(episode, voices=wrong)
    story.with_name("weir.voices.toml").write_text("[characters", encoding="utf-8")
    assert "it cannot be made now" in about(drama.verify(episode), "story")


def test_the_record_of_drama_leads_to_a_story_that_stands_elsewhere(story: Path, tmp_path: Path) -> None:
    episode = drama.render(story, tmp_path / "weir.mp3", engine="tone").path
    assert drama.verify(episode).story == story


def test_other_versions_break_no_match_but_the_same_bytes_are_not_to_be_expected(story: Path) -> None:
    episode = rendered(story, ".wav")
    path = story.with_name("weir.manifest.json")

    def change(value: dict[str, Any]) -> None:
        value["versions"]["drama"] = "0.0.1"
        value["versions"]["engines"]["lark"] = {"version": "3", "repeats": "not promised"}

    edited(path, change)
    found = drama.verify(episode)
    assert found.matches
    assert "0.0.1 then" in about(found, "drama")
    assert verdicts(found, Aspect.VERSION)["engine lark"] is Verdict.MISSING
    assert found.outlook is Outlook.NO


def test_what_is_to_be_expected_hangs_on_recordings_engines_and_machines(story: Path) -> None:
    episode = rendered(story, ".wav")
    path = story.with_name("weir.manifest.json")
    edited(path, lambda value: value["machine"].update(architecture="z80"))
    assert drama.verify(episode).outlook is Outlook.YES, "all recordings are there"
    drama.takes().clean()
    assert drama.verify(episode, story=story).outlook is Outlook.NOT_PROMISED
    edited(path, lambda value: value["machine"].update(architecture=platform.machine()))
    assert drama.verify(episode, story=story).outlook is Outlook.YES
    edited(path, lambda value: value["versions"]["engines"]["tone"].update(repeats="not promised"))
    told = drama.verify(episode, story=story)
    assert told.outlook is Outlook.NOT_PROMISED
    assert "tone" in told.why


def test_a_manifest_edited_by_hand_is_told_and_one_that_disagrees_with_the_tags_too(story: Path) -> None:
    episode = rendered(story)
    path = story.with_name("weir.manifest.json")
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("The Weir", "The Wear"), encoding="utf-8")
    assert "edited" in about(drama.verify(episode), "weir.manifest.json")
    path.write_text(whole, encoding="utf-8")
    edited(path, lambda value: value.update(title="The Wear"))
    assert "another than the file's" in about(drama.verify(episode), "the tags of weir.mp3")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"drama": "manifest", "version": 2, "value": {}}', "of version 2"),
        ('{"drama": "manifest", "version": 1, "value": {"title": 7}}', "damaged"),
        ('{"drama": "episode", "version": 1, "value": {}}', "holds a episode"),
        ('{"drama": "manifest", "version": 1, "value": ' + "[" * 900 + "]" * 900 + "}", "damaged"),
        ("\x00\x1b[31m", "no JSON"),
    ],
)
def test_a_hostile_manifest_is_one_clear_error(text: str, told: str, story: Path) -> None:
    path = story.with_name("weir.manifest.json")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=told):
        drama.verify(path)


@pytest.mark.parametrize("text", ["{", '{"drama": "manifest", "version": 1, "value": {"title": 7}}'])
def test_where_the_manifest_beside_an_episode_is_damaged_the_one_in_its_tags_is_used(text: str, story: Path) -> None:
    episode = rendered(story)
    whole = drama.manifest(episode)
    story.with_name("weir.manifest.json").write_text(text, encoding="utf-8")
    assert drama.manifest(episode) == whole.in_tags
    found = drama.verify(episode)
    assert [check.what for check in found.differences] == ["weir.manifest.json"]
    assert "the manifest in the tags is used" in about(found, "weir.manifest.json")
    assert about(found, "weir.mp3").startswith("its sound is as rendered")
    file = mutagen.File(episode)
    file.delete()
    with pytest.raises(DataError, match=r"weir\.manifest\.json: the manifest"):
        drama.verify(episode)


def test_a_manifest_without_end_is_not_read(story: Path) -> None:
    path = story.with_name("weir.manifest.json")
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(DataError, match="more than"):
        drama.manifest(path)


@pytest.mark.parametrize("named", ["../../secret.wav", "/etc/hostname", "a\x00b.wav", "..", ""])
def test_a_path_in_a_manifest_leads_nowhere_else(named: str, story: Path) -> None:
    episode = rendered(story, ".wav", documents=["vtt"])
    path = story.with_name("weir.manifest.json")
    edited(path, lambda value: value["files"][1].update(path=named, sha256="0" * 64))
    assert verdicts(drama.verify(episode), Aspect.FILE)[named] is Verdict.UNKNOWN


def test_a_preview_a_trailer_and_what_does_not_stay_have_no_manifest(story: Path) -> None:
    drama.preview(story, 1, story.with_name("scene.mp3"), engine="tone")
    drama.render(story, story.with_name("moment.mp3"), engine="tone", is_kept=False)
    assert not list(story.parent.glob("*.manifest.json"))
    part = drama.render(story, story.with_name("part.mp3"), engine="tone", scenes=[2])
    assert drama.manifest(part.path).settings.scenes == (2,)
    assert drama.verify(part.path, again=True).matches


def test_an_unchanged_story_rendered_again_encodes_nothing_again(story: Path, tmp_path: Path) -> None:
    rendered(story)
    chunks = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache" / "chunks").rglob("*.blob")}
    assert chunks
    story.with_name("weir.voices.toml").write_text(CAST + "\n# a comment\n", encoding="utf-8")
    rendered(story)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "cache" / "chunks").rglob("*.blob")} == chunks


def test_players_are_not_disturbed_by_the_manifest_in_the_tags(story: Path) -> None:
    av = pytest.importorskip("av")
    for suffix in (".mp3", ".flac", ".opus", ".m4b"):
        with av.open(str(rendered(story, suffix))) as file:
            told = {name.lower(): text for name, text in {**file.metadata, **file.streams[0].metadata}.items()}
            assert told["title"] == "The Weir"
            assert isinstance(drama.from_json(Manifest, told["drama_manifest"]), Manifest)
            assert sum(frame.samples for frame in file.decode(audio=0)) > 100_000


def test_a_recording_and_a_cover_that_are_gone_are_missing_and_not_edited(story: Path) -> None:
    line = next(line for line in drama.read(story).lines if line.speaker == "Ines")
    save(story.parent / "ines" / f"{line.number}.wav", in_a_room(talk(line.number, 1.5)))
    drama.import_recordings(story, story.parent / "ines")
    episode = rendered(story, cover=picture(story.with_name("art.png")), draws_cover=True)
    assert drama.verify(episode).matches
    (story.parent / "ines" / f"{line.number}.wav").unlink()
    story.with_name("art.png").unlink()
    gone = verdicts(drama.verify(episode), Aspect.SOURCE)
    assert gone[f"recording {line.number}.wav"] is Verdict.MISSING
    assert gone["cover art.png"] is Verdict.MISSING
    picture(story.with_name("art.png"))
    save(story.parent / "ines" / f"{line.number}.wav", in_a_room(talk(77, 1.5)))
    assert drama.verify(episode).differences[0].what == f"recording {line.number}.wav"
    assert "edited since" in about(drama.verify(episode), f"recording {line.number}.wav")
