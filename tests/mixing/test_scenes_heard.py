"""Scenes, heard: beds under speech and in pauses, tails, seats, effects, joints without a seam."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soxr
from support.hearing import integrated_lufs
from support.scenes import STYLE, Scenes, level_db, talk
from support.toneplay import line

from drama.mixing.loudness_forecast import episode_gain
from drama.model import FRAME_RATE, Backdrop, MixSettings, Pauses, Preset, SoundPart, VoiceEffect

if TYPE_CHECKING:
    from numpy.typing import NDArray

pytestmark = pytest.mark.slow

RAIN = {1: Backdrop("room", "rain")}


def true_peak_dbtp(pcm: NDArray[np.int16]) -> float:
    fine = soxr.resample(pcm / 32_768, FRAME_RATE, 4 * FRAME_RATE, quality="VHQ")
    return float(20 * np.log10(np.abs(fine).max()))


def test_a_bed_is_heard_in_every_pause_and_never_stops_within_its_scene() -> None:
    scenes = Scenes(talk(24), backdrops=RAIN)
    pcm = scenes.mixed()
    cues = scenes.timeline.cues
    for one, other in pairwise(cues):
        gap = pcm[one.start_frame + one.frames : other.start_frame]
        assert level_db(gap) > -60
    inside = pcm[cues[0].start_frame : cues[-1].start_frame + cues[-1].frames]
    silent = ~inside.any(axis=1)
    runs = np.diff(np.flatnonzero(np.concatenate(([True], ~silent, [True]))))
    assert runs.max() < FRAME_RATE // 500


def test_speech_is_far_above_its_bed() -> None:
    scenes = Scenes(talk(16), backdrops=RAIN)
    mixer = scenes.mixer()
    for chunk, block in zip(mixer.timeline.chunks, mixer.stem_blocks(), strict=True):
        for cue in chunk.cues:
            at = slice(cue.start_frame - chunk.start_frame, cue.start_frame - chunk.start_frame + cue.frames)
            speech, bed = (float(np.mean(block[name][at] ** 2)) for name in ("dialogue", "music-and-effects"))
            assert 10 * np.log10(speech / bed) >= 17


def test_a_bed_rises_where_nobody_speaks_for_a_while() -> None:
    lines = [line("One.", pause_after_ms=6000), line("Two.", paragraph=1)]
    scenes = Scenes(lines, backdrops=RAIN)
    mixer = scenes.mixer()
    one, other = mixer.timeline.cues
    bed = np.concatenate([block["music-and-effects"] for block in mixer.stem_blocks()])
    middle = (one.start_frame + one.frames + other.start_frame) // 2
    open_db = 10 * np.log10(np.mean(bed[middle : middle + FRAME_RATE] ** 2))
    under_db = 10 * np.log10(np.mean(bed[one.start_frame : one.start_frame + one.frames] ** 2))
    assert open_db - under_db == pytest.approx(STYLE.bed_lu - STYLE.bed_open_lu, abs=0.5)


def test_a_bed_comes_and_goes_softly_around_its_scene() -> None:
    scenes = Scenes(talk(12, scenes=3), backdrops={2: Backdrop("", "rain")})
    timeline, pcm = scenes.timeline, scenes.mixed()
    (bed,) = timeline.sounds
    end = bed.start_frame + bed.frames
    tenth = FRAME_RATE // 10
    risen = [level_db(pcm[bed.start_frame + i * tenth :][:tenth]) for i in range(0, 12, 3)]
    fallen = [level_db(pcm[end - (i + 1) * tenth :][:tenth]) for i in range(0, 12, 3)]
    assert risen == sorted(risen)
    assert fallen == sorted(fallen)
    assert level_db(pcm[bed.start_frame :][: FRAME_RATE // 100]) < -60
    spoken = [cue for cue in timeline.cues if cue.line.scene == 2]
    assert bed.start_frame < spoken[0].start_frame
    assert spoken[-1].start_frame + spoken[-1].frames < end


def test_a_bed_fades_under_the_words_that_end_it() -> None:
    lines = [line(f"Line {n}.", paragraph=n) for n in range(6)]
    timeline = Scenes(lines, backdrops={1: Backdrop("", "rain", bed_until=4)}).timeline
    (bed,) = timeline.sounds
    ending = timeline.cues[4]
    assert bed.start_frame + bed.frames - bed.fade_out_frames == ending.start_frame
    assert 0 < bed.fade_out_frames <= ending.frames
    later = Scenes(lines[4:], backdrops={1: Backdrop("", "rain", bed_until=4)}).timeline
    assert later.sounds == ()


@pytest.mark.parametrize("voice_effect", [VoiceEffect.DIRECT, VoiceEffect.MEMORY])
def test_a_voice_rings_on_after_its_last_word(voice_effect: VoiceEffect) -> None:
    lines = [line("“One.”", "Ilse", pause_after_ms=4000), line("Two.", paragraph=1)]
    scenes = Scenes(lines, backdrops={1: Backdrop("church")}, voice_effects={1: voice_effect})
    pcm = scenes.mixed()
    one, other = scenes.timeline.cues
    end = one.start_frame + one.frames
    tail = [level_db(pcm[end + i * FRAME_RATE // 4 :][: FRAME_RATE // 8]) for i in range(6)]
    assert tail[0] > -60
    assert all(earlier > later for earlier, later in pairwise(tail))
    assert tail[-1] < tail[0] - 20
    assert level_db(pcm[other.start_frame - 2000 : other.start_frame]) < -80


def test_a_tail_is_heard_across_the_joint_of_chunks() -> None:
    scenes = Scenes(talk(40, speakers=("Ilse", "Marek")), backdrops={1: Backdrop("church")})
    mixer = scenes.mixer()
    pcm = scenes.mixed()
    joints = [other.start_frame for one, other in pairwise(mixer.timeline.chunks) if one.cues and other.cues]
    assert len(joints) > 2
    for joint in joints:
        before, after = level_db(pcm[joint - 1000 : joint]), level_db(pcm[joint : joint + 1000])
        assert before > -70
        assert after == pytest.approx(before, abs=4)


def test_no_joint_makes_a_step_beyond_the_programmes_own() -> None:
    scenes = Scenes(
        talk(44, scenes=2, speakers=("Ilse", None, "Marek")),
        backdrops={1: Backdrop("church", "rain"), 2: Backdrop("room", "wind")},
        effects={7: ["storm"], 25: ["knock"]},
        sting="chime",
    )
    pcm = scenes.mixed().astype(np.int64)
    steps = np.abs(np.diff(pcm, axis=0)).max(axis=1)
    joints = [chunk.start_frame for chunk in scenes.timeline.chunks[1:]]
    assert len(joints) > 4
    for joint in joints:
        around = np.concatenate((steps[joint - 2000 : joint - 5], steps[joint + 5 : joint + 2000]))
        assert steps[joint - 2 : joint + 2].max() <= around.max()


def test_the_leads_of_a_stretch_are_the_sound_around_it() -> None:
    scenes = Scenes(talk(40), backdrops={1: Backdrop("church", "rain")})
    mixer, pcm = scenes.mixer(), scenes.mixed()
    given = 0
    for chunk in mixer.timeline.chunks:
        start, end = chunk.start_frame, chunk.start_frame + chunk.frames
        if (lead := mixer.lead_in(chunk)) is not None:
            sound = lead()
            given += 1
            assert np.abs(sound.astype(int) - pcm[start - len(sound) : start]).max() <= 1
        if (lead := mixer.lead_out(chunk)) is not None:
            sound = lead()[:2600]
            assert np.abs(sound.astype(int) - pcm[end : end + len(sound)]).max() <= 1
    assert given > 2


def test_a_dry_scene_without_a_bed_is_the_plain_reading() -> None:
    plain = Scenes(
        talk(20), style=replace(STYLE, width=0.0, pace=False), seats=dict.fromkeys(["Ilse", "Marek", None], 0)
    )
    mixer = plain.mixer()
    assert all(mixer.lead_in(chunk) is mixer.lead_out(chunk) is None for chunk in mixer.timeline.chunks)
    pcm = plain.mixed()
    assert np.array_equal(pcm[:, 0], pcm[:, 1])


def test_people_are_heard_where_they_sit_and_the_narrator_in_the_middle() -> None:
    scenes = Scenes(talk(9))
    pcm = scenes.mixed() / 32_768
    for cue in scenes.timeline.cues:
        left, right = np.mean(pcm[cue.start_frame : cue.start_frame + cue.frames] ** 2, axis=0)
        balance_db = 10 * np.log10(right / left)
        assert np.sign(round(balance_db, 2)) == np.sign(cue.pan)
        assert abs(balance_db) < 6


def test_one_loudspeaker_loses_nothing() -> None:
    scenes = Scenes(talk(24), backdrops={1: Backdrop("hall", "rain")})
    stereo = scenes.mixed() / 32_768
    mono = stereo.mean(axis=1)
    lost = integrated_lufs(stereo, FRAME_RATE) - integrated_lufs(mono, FRAME_RATE) - 10 * np.log10(2)
    assert abs(lost) < 0.5
    assert np.corrcoef(stereo.T)[0, 1] > 0.5


def test_one_channel_holds_what_two_do() -> None:
    mono = Scenes(talk(12), backdrops={1: Backdrop("hall", "rain")}, mix=MixSettings(channels=1, loudness_lufs=-21.0))
    pcm = mono.mixed(episode_gain(mono.timeline, mono.cast.mix, None))
    assert pcm.shape == (mono.timeline.frames, 1)
    assert integrated_lufs(pcm / 32_768, FRAME_RATE) == pytest.approx(-21, abs=0.3)


def test_an_effect_is_heard_before_its_line_and_then_lies_under_it() -> None:
    lines = [line("One."), line("Two.", paragraph=1), line("Three.", paragraph=2)]
    scenes = Scenes(lines, effects={2: ["knock"], 3: ["storm"]})
    one, two, three = scenes.timeline.cues
    knock, storm = scenes.timeline.sounds
    assert one.start_frame + one.frames < knock.start_frame
    assert knock.start_frame + knock.frames <= two.start_frame
    assert storm.start_frame + FRAME_RATE <= three.start_frame < storm.start_frame + storm.frames
    mixer = scenes.mixer()
    beside = np.concatenate([block.get("music-and-effects", np.zeros((s.frames, 2))) for s, block in
                             zip(mixer.timeline.chunks, mixer.stem_blocks(), strict=True)])  # fmt: skip
    assert level_db((32_768 * beside[knock.start_frame :][: knock.frames // 2]).astype(np.int16)) > -40


def test_a_sound_the_library_has_not_got_is_not_waited_for() -> None:
    lines = talk(6)
    assert Scenes(lines, effects={3: ["trumpets"]}).timeline == Scenes(lines).timeline


def test_a_sting_sounds_in_the_pause_between_two_scenes_and_lengthens_it() -> None:
    lines = talk(6, scenes=2)
    without, scenes = Scenes(lines).timeline, Scenes(lines, sting="chime").timeline
    (sting,) = scenes.sounds
    before = [cue for cue in scenes.cues if cue.line.scene == 1][-1]
    after = next(cue for cue in scenes.cues if cue.line.scene == 2)
    assert sting.part is SoundPart.STING
    assert before.start_frame + before.frames < sting.start_frame
    assert sting.start_frame + sting.frames <= after.start_frame
    assert scenes.frames > without.frames


def test_music_opens_and_closes_the_episode_and_crosses_the_speech() -> None:
    scenes = Scenes(talk(6), intro="tune", outro="tune")
    timeline = scenes.timeline
    intro, outro = timeline.sounds
    first, last = timeline.cues[0], timeline.cues[-1]
    assert intro.start_frame == 0
    assert 0 < intro.frames - first.start_frame <= 3 * FRAME_RATE
    assert outro.start_frame < last.start_frame + last.frames < outro.start_frame + outro.frames == timeline.frames
    mixer = scenes.mixer()
    speech, music = (
        np.concatenate([block.get(name, np.zeros((s.frames, 2))) for s, block in
                        zip(timeline.chunks, mixer.stem_blocks(), strict=True)])
        for name in ("dialogue", "music-and-effects")
    )  # fmt: skip
    under = slice(first.start_frame, first.start_frame + FRAME_RATE)
    assert 10 * np.log10(np.mean(speech[under] ** 2) / np.mean(music[under] ** 2)) > 10


@pytest.mark.parametrize("gain_db", [0.0, 6.0])
@pytest.mark.parametrize("channels", [1, 2])
def test_no_true_peak_passes_the_ceiling(gain_db: float, channels: int) -> None:
    mix = MixSettings(channels=channels)
    scenes = Scenes(talk(12), backdrops={1: Backdrop("hall", "rain")}, effects={4: ["storm"], 5: ["knock"]}, mix=mix)
    pcm = scenes.mixed(gain_db)
    assert true_peak_dbtp(pcm) <= mix.ceiling_dbtp + 0.2
    assert np.abs(pcm.astype(int)).max() < 32_767


@pytest.mark.parametrize("compression", [False, True])
def test_a_drama_lands_on_its_target(compression: bool) -> None:
    scenes = Scenes(
        talk(40, scenes=3),
        backdrops={1: Backdrop("hall", "rain"), 3: Backdrop("cave")},
        voice_effects={5: VoiceEffect.PHONE, 8: VoiceEffect.DISTANCE, 11: VoiceEffect.DOOR},
        levels={3: -6.0, 6: 3.0, 9: -4.0},
        effects={4: ["storm"]},
        style=replace(STYLE, compression=compression),
        mix=MixSettings(loudness_lufs=-20.0),
        sting="chime",
        intro="tune",
    )
    gain_db = episode_gain(scenes.timeline, scenes.cast.mix, None)
    assert integrated_lufs(scenes.mixed(gain_db) / 32_768, FRAME_RATE) == pytest.approx(-20.0, abs=0.3)


def test_a_softer_delivery_is_softer() -> None:
    lines = talk(6, speakers=(None,))
    scenes = Scenes(lines, levels={3: -6.0}, mix=MixSettings(loudness_lufs=-24.0))
    even = Scenes(lines, mix=MixSettings(loudness_lufs=-24.0))
    cue = scenes.timeline.cues[2]
    at = slice(cue.start_frame, cue.start_frame + cue.frames)
    assert level_db(even.mixed()[at]) - level_db(scenes.mixed()[at]) == pytest.approx(6.0, abs=0.2)


def test_without_a_preset_lines_are_as_loud_as_they_were_recorded() -> None:
    scenes = Scenes(talk(5), mix=MixSettings(preset=Preset.NONE))
    assert {cue.gain_db for cue in scenes.timeline.cues} == {0.0}
    assert episode_gain(scenes.timeline, scenes.cast.mix, 3.0) == 0.0


def test_an_episode_of_beds_has_no_silence_asked_for_by_its_pauses() -> None:
    scenes = Scenes(talk(4), backdrops=RAIN)
    scenes.cast = replace(scenes.cast, pauses=Pauses(head=0))
    assert scenes.timeline.cues[0].start_frame < FRAME_RATE // 10
