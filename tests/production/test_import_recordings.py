"""A table read becomes a production: actors' files in the place of takes, judged, placed, and taken back."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile
import soxr
from support.actors import RATE, Samples, in_a_room, likeness, resampled, save, talk
from support.hearing import decode, integrated_lufs

import drama
from drama.engines import get_engine
from drama.errors import EngineError, ScriptError
from drama.model import ACTOR_ENGINE, FRAME_RATE, Voice, VoiceEffect

if TYPE_CHECKING:
    from support.forked import Launcher

pytestmark = pytest.mark.usefixtures("warm_tone")

STORY = """The ferry was late. Anna stood at the rail and looked for the light.

“There is nothing out there but the rain,” said Anna.

“Give it another minute,” said Tom. “It always comes.”

“You said that an hour ago, and the hour before,” said Anna.

“And I was right,” said Tom.

“Then tell me where it is,” said Anna over the telephone.

***

“Look,” said Tom.

“There is nothing out there but the rain,” said Anna.
"""
CAST = """[narrator]
voice = "tone:300"
engine = "tone"

[characters.Anna]
voice = "tone:400"
engine = "tone"
gender = "female"

[characters.Tom]
voice = "tone:500"
engine = "tone"
gender = "male"
"""

QUICK = 22_050
"""The rate of recordings whose sound does not matter: made and read in half the time of 48 kHz."""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(STORY, encoding="utf-8")
    path.with_name("ferry.voices.toml").write_text(CAST, encoding="utf-8")
    return path


def numbers(story: Path, who: str | None) -> list[int]:
    return [line.number for line in drama.read(story).lines if line.speaker == who]


def seconds_of(text: str) -> float:
    """Return how long an actor takes over some words."""
    return 0.3 + 0.07 * len(text)


def record(story: Path, folder: Path, who: str | None = "Anna") -> dict[int, Path]:
    """Record somebody's lines as an actor does: too loud or too soft, with a room around them."""
    files = {}
    for line in drama.read(story).lines:
        if line.speaker == who:
            level = (1.0, 0.05, 0.3)[line.number % 3]
            said = level * talk(line.number, seconds_of(line.text), rate=QUICK)
            sound = in_a_room(said, noise_dbfs=-85, rate=QUICK)
            file = folder / f"{line.number:03} {who or 'narrator'}.wav"
            files[line.number] = save(file, sound, 0.8 * sound, rate=QUICK)
    return files


def rendered(
    story: Path, name: str = "ferry.wav", **how: Any
) -> tuple[drama.Episode, Samples, dict[int, dict[str, Any]]]:
    """Render, and return the episode, its sound, and the first cue of each line."""
    sheet = story.with_name("cues.json")
    episode = drama.render(story, story.with_name(name), jobs=1, draws_cover=False, cues=sheet, **how)
    cues: dict[int, dict[str, Any]] = {}
    for cue in json.loads(sheet.read_text(encoding="utf-8"))["cues"]:
        cues.setdefault(cue["line"], cue)
    return episode, decode(episode.path)[0], cues


def cut(sound: Samples, cue: dict[str, Any]) -> Samples:
    return sound[cue["start_frame"] : cue["start_frame"] + cue["frames"]]


def corrections(story: Path) -> Path:
    return story.with_name("ferry.script.toml")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the second engine comes along on Linux alone")
def test_what_another_voice_recorded_is_heard_at_the_level_of_its_neighbours(story: Path, tmp_path: Path) -> None:
    espeak, rng = get_engine("pyttsx3"), np.random.default_rng(7)
    before, plain, _ = rendered(story, "before.wav")
    wanted: dict[int, Samples] = {}
    gains: dict[int, float] = {}
    for line in drama.read(story).lines:
        if line.speaker == "Anna":
            speech = espeak.speak(line.text, Voice("actor", "pyttsx3", "en-us+f3", rate_wpm=150))
            wanted[line.number] = resampled(speech.waveform.astype(np.float64), speech.frame_rate, FRAME_RATE)
            loud = soxr.resample(speech.waveform.astype(np.float64), speech.frame_rate, RATE)
            loud *= 10 ** (rng.uniform(-18, 0) / 20)
            sound = in_a_room(loud, before_s=rng.uniform(0.2, 2), after_s=rng.uniform(0.2, 2), offset=0.002)
            save(tmp_path / "anna" / f"{line.number}.wav", sound, 0.7 * sound)
            # Podcasts are at −16 LUFS on two channels, which sum, and lines by 0.45 LU above the whole.
            gains[line.number] = -16 + 0.45 - 3.01 - integrated_lufs(0.85 * loud[:, None], RATE)
    done = drama.import_recordings(story, tmp_path / "anna")
    assert [one.line.number for one in done.taken] == list(wanted)
    assert done.is_clean
    assert {one.line.number: one.gain_db for one in done.taken} == pytest.approx(gains, abs=0.5)
    assert done.gains_db[1] - done.gains_db[0] > 5

    # Not remembered: the next whole render would keep the gain of this one, within the tolerance of the mix.
    episode, sound, cues = rendered(story, "after.wav", is_remembered=False)
    assert (episode.recorded, episode.reused) == (len(wanted), before.recorded - len(wanted))
    levels = {
        number: integrated_lufs(cut(sound, cue), FRAME_RATE)
        for number, cue in cues.items()
        if cue["frames"] > 0.45 * FRAME_RATE
    }
    others = [level for number, level in levels.items() if number not in wanted]
    for number, said in wanted.items():
        if cues[number]["channel"] == "direct":
            assert likeness(cut(sound, cues[number]).mean(axis=1), said) > 0.97, number
            assert levels[number] == pytest.approx(np.median(others), abs=1.5), number
        edges = np.abs(np.diff(cut(sound, cues[number]).mean(axis=1)))
        assert max(edges[:20].max(), edges[-20:].max()) < 0.01, number

    assert rendered(story, "after.wav", is_remembered=False)[0].recorded == 0
    assert drama.undo(story).edits[0].label == f"recordings of {len(wanted)} lines by Anna"
    again, _, _ = rendered(story, "again.wav")
    assert again.recorded == 0
    assert again.path.read_bytes() == before.path.read_bytes()
    assert not np.array_equal(sound[: len(plain)], plain[: len(sound)])


def test_an_import_is_one_step_anchored_by_words_and_undone_to_the_byte(story: Path, tmp_path: Path) -> None:
    corrections(story).write_text('# mine\n[[line]]\nwords = "Look"\nspeaker = "Tom"  # sure\n', encoding="utf-8")
    before = corrections(story).read_bytes()
    first = numbers(story, "Anna")[0]
    drama.direct_line(story, first, delivery="muttered")
    muttered = corrections(story).read_bytes()
    record(story, tmp_path / "anna")
    assert drama.import_recordings(story, tmp_path / "anna").is_written
    imported = corrections(story).read_text(encoding="utf-8")
    assert imported.startswith('# mine\n[[line]]\nwords = "Look"\nspeaker = "Tom"  # sure\n')
    assert imported.count("recording = ") == len(numbers(story, "Anna"))
    assert f'recording = "anna/{first:03} Anna.wav"' in imported
    assert imported.count("words = ") == imported.count("recording = ") + 1  # the muttered line has one table still
    assert not drama.read(story).warnings

    again = drama.import_recordings(story, tmp_path / "anna")
    assert not any(one.is_new for one in again.taken)
    assert corrections(story).read_text(encoding="utf-8") == imported
    drama.undo(story)
    assert corrections(story).read_bytes() == muttered
    drama.redo(story)
    assert corrections(story).read_text(encoding="utf-8") == imported
    drama.undo(story, steps=2)
    assert corrections(story).read_bytes() == before


def test_every_odd_file_is_named_and_the_others_are_taken(story: Path, tmp_path: Path) -> None:
    anna, folder = numbers(story, "Anna"), tmp_path / "anna"
    files = record(story, folder)
    sound, rate = soundfile.read(files[anna[0]])
    soundfile.write(files[anna[0]], np.clip(8 * sound, -1, 1), rate, subtype="PCM_16")
    save(files[anna[1]], resampled(in_a_room(talk(2, 3)), RATE, 11_025), rate=11_025)
    whole = in_a_room(talk(3, 14, rate=QUICK), rate=QUICK)
    save(files[anna[2]], whole, -whole, rate=QUICK)
    files[anna[3]].unlink()
    save(folder / f"{anna[3]}.wav", in_a_room(talk(3, 0.2)))
    save(folder / "99.wav", talk(1))
    (folder / f"{numbers(story, 'Tom')[0]:03} Anna.flac").write_bytes(b"fLaC")
    (folder / "takes.doc").write_bytes(b"")
    save(folder / f"{numbers(story, 'Tom')[1]}.wav", np.zeros(RATE))
    for strict in (True, False):
        done = drama.import_recordings(story, folder, strict=strict)
        assert done.is_written == corrections(story).exists() == (not strict)
    refused = {one.path.name: one.reason for one in done.refused}
    assert set(refused) == {
        f"{anna[3]}.wav",
        "99.wav",
        f"{numbers(story, 'Tom')[0]:03} Anna.flac",
        f"{numbers(story, 'Tom')[1]}.wav",
    }
    assert "cannot be all of “There is nothing out there but the rain,”, 8 words" in refused[f"{anna[3]}.wav"]
    assert "is Tom's, not Anna's" in refused[f"{numbers(story, 'Tom')[0]:03} Anna.flac"]
    assert refused[f"{numbers(story, 'Tom')[1]}.wav"].startswith("silent")
    odd = {one.line.number: "; ".join(one.warnings) for one in done.taken}
    assert "clipped in" in odd[anna[0]]
    assert "11.025 kHz sounds like a telephone" in odd[anna[1]]
    assert "out of phase" in odd[anna[2]]
    assert "long for 6 words" in odd[anna[2]]
    assert [one.path.name for one in done.passed_over] == ["takes.doc"]
    assert dict(done.missing) == {"Anna": tuple(anna[3:])}
    assert done.lines["Anna"] == len(anna)
    assert len(drama.correct(story).recorded()) == 3


def test_nothing_is_changed_by_a_trial_and_the_users_files_never_are(story: Path, tmp_path: Path) -> None:
    files = record(story, tmp_path / "anna")
    held = {path: path.read_bytes() for path in files.values()}
    tried = drama.import_recordings(story, tmp_path / "anna", dry_run=True)
    assert len(tried.taken) == len(files)
    assert not tried.is_written
    assert not corrections(story).exists()
    copies = tmp_path / "ferry.recordings"
    copies.mkdir()
    mine = save(copies / files[min(files)].name, talk(99))
    before = mine.read_bytes()
    for _ in range(2):
        drama.import_recordings(story, tmp_path / "anna", copies=True)
        assert mine.read_bytes() == before
        assert len(list(copies.iterdir())) == len(files) + 1
    assert 'recording = "ferry.recordings/' in corrections(story).read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in files.values()} == held
    for path in held:
        path.unlink()
    assert drama.prepare(story).early_warnings == ()


@pytest.mark.slow
def test_only_what_changed_is_done_anew_and_no_engine_gets_the_words(story: Path, tmp_path: Path) -> None:
    files = record(story, tmp_path / "anna")
    anna = list(files)
    drama.import_recordings(story, tmp_path / "anna")
    production = drama.prepare(story, engine="tone")
    used = {
        line.number: request.voice.engine
        for line, request in zip(production.script.lines, production.requests, strict=True)
    }
    assert {number for number, engine in used.items() if engine == ACTOR_ENGINE} == set(anna)
    plan = drama.plan(production)
    assert {str(plan.reasons[number]) for number in anna} == {"taken from an actor's recording, new or changed"}
    rendered(story)
    save(files[anna[0]], in_a_room(talk(77, 3.0)))
    assert [line.number for line in drama.plan(drama.prepare(story)).to_record] == anna[:1]
    (tmp_path / "moved").mkdir()
    for path in (story, story.with_name("ferry.voices.toml"), corrections(story), tmp_path / "anna"):
        path.rename(tmp_path / "moved" / path.name)
    moved = drama.prepare(tmp_path / "moved" / story.name)
    assert [line.number for line in drama.plan(moved).to_record] == anna[:1]
    drama.remove_recordings(tmp_path / "moved" / story.name, [anna[0]])
    plan = drama.plan(drama.prepare(tmp_path / "moved" / story.name))
    assert [line.number for line in plan.to_record] == anna[:1]
    without = drama.prepare(tmp_path / "moved" / story.name, recordings=False)
    assert [line.number for line in drama.plan(without).to_record] == anna
    assert not any(request.voice.is_recording for request in without.requests)


def test_a_recording_whose_line_got_more_words_is_told_and_recorded_anew_or_taken_out(
    story: Path, tmp_path: Path
) -> None:
    files = record(story, tmp_path / "anna")
    third = list(files)[2]
    drama.import_recordings(story, tmp_path / "anna")
    story.write_text(STORY.replace("where it is,”", "where it is, and how far,”"), encoding="utf-8")
    (told,) = drama.prepare(story).warnings
    assert f"the recording {third:03} Anna.wav of “Then tell me where it is," in told
    assert f"the words of line {third} are others now, and a voice speaks it. Record it anew" in told
    edited = corrections(story).read_bytes()
    assert [line.number for line in drama.remove_recordings(story, [third])] == [third]
    assert not drama.prepare(story).warnings
    drama.undo(story)
    assert corrections(story).read_bytes() == edited
    again = drama.import_recordings(story, tmp_path / "anna")
    assert again.is_written
    assert not drama.prepare(story).warnings
    assert drama.read(story).lines[third - 1].direction.recording == f"anna/{third:03} Anna.wav"


def test_an_edited_line_and_a_file_that_is_gone_are_told(story: Path, tmp_path: Path) -> None:
    files = record(story, tmp_path / "anna")
    second, third = list(files)[1:3]
    drama.import_recordings(story, tmp_path / "anna")
    story.write_text(STORY.replace("an hour ago", "a day ago"), encoding="utf-8")
    production = drama.prepare(story)
    (told,) = [warning for warning in production.warnings if "is not used" in warning]
    assert f"{second:03} Anna.wav of “You said that an hour ago" in told
    assert "not in the story any more" in told
    heard = {
        line.number: how.voice.is_recording
        for line, how in zip(production.script.lines, production.direction.performances, strict=True)
    }
    assert not heard[second]
    assert heard[third]

    files[third].unlink()
    production = drama.prepare(story)
    (told,) = production.early_warnings
    assert told.startswith(f"the recording of line {third} (anna/{third:03} Anna.wav) is not in")
    with pytest.raises(EngineError, match="put it back"):
        drama.render(production, tmp_path / "e.wav", draws_cover=False)
    assert drama.hear(production, third - 1).seconds > 0
    with pytest.raises(EngineError, match=f"line {third} of the script.*is not there"):
        drama.hear(production, third)
    assert drama.prepare(story, recordings=False).early_warnings == ()


@pytest.mark.slow
def test_captions_pages_and_the_mix_treat_a_recording_as_any_take(story: Path, tmp_path: Path) -> None:
    story.with_name("ferry.voices.toml").write_text(
        CAST.replace('gender = "female"', 'gender = "female"\nactor = "Ilse Maar"\ngain_db = -3'), encoding="utf-8"
    )
    files = record(story, tmp_path / "anna")
    phone = list(files)[2]
    drama.import_recordings(story, tmp_path / "anna")
    drama.direct_line(story, phone, rate=0.8, gain_db=-2.0)
    production = drama.prepare(story, style="drama")
    performances = {
        line.number: how for line, how in zip(production.script.lines, production.direction.performances, strict=True)
    }
    assert performances[phone].voice_effect is VoiceEffect.PHONE
    assert (performances[phone].level_db, performances[phone].voice.gain_db) == (-2.0, -3.0)
    assert f"line {phone}: its recording is heard as it was made, without the rate set for it" in production.warnings
    documents = ["vtt", "page", "credits"]
    episode, sound, cues = rendered(story, style="drama", documents=documents)
    assert all(path.exists() for path in episode.outputs)
    by_words = {number for number, cue in cues.items() if cue["words"]}
    assert by_words.isdisjoint(files)
    assert by_words
    captions = next(path for path in episode.outputs if path.suffix == ".vtt").read_text(encoding="utf-8")
    first = cues[min(files)]
    clock = time.strftime("%H:%M:%S", time.gmtime(first["start_frame"] / FRAME_RATE))
    block = next(part for part in captions.split("\n\n") if "nothing out there" in part)
    assert clock in block
    assert "<0" not in block  # nothing is claimed of when each word is said
    assert np.abs(cut(sound, first)).max() > 0.05
    credit = next(path for path in episode.outputs if "credits" in path.name).read_text(encoding="utf-8")
    assert "Anna ....... Ilse Maar" in credit or "Ilse Maar" in credit
    assert "tone" not in credit.split("Ilse")[0].splitlines()[-1]


def test_a_sheet_in_the_folder_tells_lines_by_their_words(story: Path, tmp_path: Path) -> None:
    script = drama.read(story)
    drama.write_script(script, tmp_path / "anna.csv", drama.recording_sheet(script, "csv", parts="Anna"), story=story)
    files = record(story, tmp_path / "anna")
    (tmp_path / "anna.csv").rename(tmp_path / "anna" / "sheet.csv")
    story.write_text(f"“Is anybody there?” asked Tom.\n\n{STORY.replace('an hour ago', 'long ago')}", encoding="utf-8")
    done = drama.import_recordings(story, tmp_path / "anna")
    first, second, *others = files
    assert [one.line.number for one in done.taken] == [number + 2 for number in (first, *others)]
    assert (done.taken[0].path, done.taken[0].line.text) == (
        files[first],
        drama.read(story).lines[first + 1].text,
    )
    (refused,) = done.refused
    assert refused.path == files[second]
    assert "“You said that an hour ago, and the hour before,”, is not in the story any more" in refused.reason
    assert not done.passed_over
    drama.write_script(script, tmp_path / "two.csv", drama.recording_sheet(script, "csv"), story=story)
    (tmp_path / "two.csv").rename(tmp_path / "anna" / "two.csv")
    with pytest.raises(ScriptError, match="two recording sheets"):
        drama.import_recordings(story, tmp_path / "anna")


def test_recordings_are_taken_out_by_line_or_by_part_and_a_part_there_is_not_is_an_error(
    story: Path, tmp_path: Path
) -> None:
    record(story, tmp_path / "both")
    record(story, tmp_path / "both", "Tom")
    done = drama.import_recordings(story, tmp_path / "both", parts=["tom"])
    assert {one.line.speaker for one in done.taken} == {"Tom"}
    assert len(done.refused) == len(numbers(story, "Anna"))
    drama.import_recordings(story, tmp_path / "both")
    gone = drama.remove_recordings(story, parts=["Anna"])
    assert [line.number for line in gone] == numbers(story, "Anna")
    with pytest.raises(ScriptError, match=r"no recording stands for line 1; lines \d+, \d+.* have one"):
        drama.remove_recordings(story, [1])
    last = len(drama.read(story).lines)
    with pytest.raises(ScriptError, match=f"no line {last + 1}: it has lines 1 to {last}$"):
        drama.remove_recordings(story, range(1, last + 2))
    first, *others = numbers(story, "Tom")
    assert [line.number for line in drama.remove_recordings(story, range(1, first + 1))] == [first]
    assert [line.number for line in drama.remove_recordings(story, range(1, last + 1))] == others
    with pytest.raises(ScriptError, match="no line of this story has a recording"):
        drama.remove_recordings(story, [1])
    assert "recording" not in corrections(story).read_text(encoding="utf-8")
    for wrong in ({"folder": tmp_path / "absent"}, {"folder": tmp_path / "both", "parts": ["Ann"]}):
        with pytest.raises(ScriptError, match=r"there is no folder|did you mean"):
            drama.import_recordings(story, **wrong)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_killed_at_any_moment_an_import_is_there_whole_or_not_at_all(
    story: Path, tmp_path: Path, launcher: Launcher
) -> None:
    files = record(story, tmp_path / "anna")
    words = ("actors", "ferry.txt", "--import", "anna", "--copy")
    began = time.monotonic()
    assert launcher.start(tmp_path, *words).wait() == 0
    takes_s = time.monotonic() - began
    whole = corrections(story).read_bytes()
    chance, killed = random.Random(4), 0
    for _ in range(6):
        for path in (corrections(story), corrections(story).with_name(f".{corrections(story).name}.undo")):
            path.unlink(missing_ok=True)
        process = launcher.start(tmp_path, *words)
        try:
            process.wait(chance.uniform(0, takes_s))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
        assert not corrections(story).exists() or corrections(story).read_bytes() == whole
    assert killed
    assert launcher.start(tmp_path, *words).wait() == 0
    assert corrections(story).read_bytes() == whole
    assert len(list((tmp_path / "ferry.recordings").glob("*.wav"))) == len(files)
