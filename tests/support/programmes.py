"""Programmes the tests of captions, chapters and transcripts are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import av

from drama.encoders.stems import stem_files
from drama.exports.base import EpisodeFile
from drama.exports.programme import NARRATOR, CastMember, Programme, Utterance, spoken_lines
from drama.model import (
    FRAME_RATE,
    Asset,
    Cast,
    Chapter,
    Gender,
    Kind,
    SceneMark,
    Script,
    SoundCue,
    SoundPart,
    Story,
    Timeline,
    Voice,
)
from drama.model.stems import DIALOGUE, MUSIC_AND_EFFECTS, SOUND_STEMS, stem_of

NASTY = (
    "a --> b",
    "</v><c.loud>& &amp; <script>",
    "00:00:01,000 --> 00:00:02,000",
    "nul \x00 and bell \x07 and \x1b[31m",
    "turned \u202e round \u2066 and back",
    "tab\tand\nline\r\n\r\nand \u2028 separator",
    'a "straight" quote and a back\\slash',
    "{\\an8}{\\pos(0,0)}",
    "lone \ud800 half",
    "NOTE\n\nSTYLE",
)
"""Words that would do something in one format or another if they were let."""


def seconds(at: float) -> int:
    """Frames."""
    return round(at * FRAME_RATE)


def utterance(line: int, speaker: str | None, text: str, start: float, end: float, **given: Any) -> Utterance:
    """Some words from one second to another."""
    kind = Kind.NARRATION if speaker is None else Kind.DIALOGUE
    known = {"scene": 1, "kind": kind, "voice": "linen", "start": 0, "end": len(text), "paragraph": line} | given
    first = seconds(start)
    return Utterance(line, speaker=speaker, text=text, start_frame=first, frames=seconds(end) - first, **known)


LAMP = (
    utterance(1, None, "The Lamp", 0.5, 1.25, is_heading=True),
    utterance(2, None, "Odile climbed to the lamp room with the oil can in both hands, and then", 2, 6),
    utterance(2, None, "stopped", 6, 6.5),
    utterance(2, None, ".", 6.5, 6.6, is_spaced=False),
    utterance(3, "Odile", "“Is it still burning?”", 7.0001, 8.3, delivery=("whispered", "through the door")),
    utterance(4, "Ruben", "“It burned all night, and I should—”", 8.5, 10, delivery=("cut off",)),
    utterance(5, "Odile", "“You should have called me.”", 9.9, 11.4),
    utterance(6, "Odile", "He never calls,", 12, 13, kind=Kind.THOUGHT, paragraph=6),
    utterance(7, None, "she thought.", 13.1, 14, paragraph=6),
    utterance(8, None, "The sand kept his footprints.", 16, 18, scene=2),
    utterance(9, "Odile", "“Ruben?”", 18.5, 19, scene=2, paragraph=9, doubtful=True),
    utterance(10, "Odile", "“Where are you?”", 19.2, 20, scene=2, paragraph=9),
)
DOOR = Asset("door", "00", seconds(0.5), -20.0, -3.0, credit="M. Orrin", licence="CC BY 4.0")
RAIN = Asset("rain", "01", seconds(8), -40.0, -20.0, loops=True)


def programme(utterances: Iterable[Utterance] = LAMP, **given: Any) -> Programme:
    """A short episode of two scenes."""
    known: dict[str, Any] = {
        "title": "The Lamp",
        "author": "M. Orrin",
        "frame_rate": FRAME_RATE,
        "frames": seconds(21.5),
        "audio": "lamp.mp3",
        "scenes": (SceneMark(1, "The stair", 0), SceneMark(2, "The shore", seconds(15))),
        "chapters": (Chapter("The stair", 0, seconds(15)), Chapter("", seconds(15), seconds(21.5))),
        "cast": (
            CastMember(NARRATOR, "linen", Gender.UNKNOWN, 4),
            CastMember("Odile", "coral", Gender.FEMALE, 5),
            CastMember("Ruben", "flint", Gender.MALE, 1),
        ),
        "utterances": tuple(utterances),
        "credits": ("door: M. Orrin, CC BY 4.0",),
        "sounds": (
            SoundCue(SoundPart.BED, RAIN, 1, 0, seconds(14.5), -12.0),
            SoundCue(SoundPart.EFFECT, DOOR, 1, seconds(6.6), DOOR.frames, 0.0),
        ),
    }
    return Programme(**(known | given))


def episode_file(given: Programme, audio: Path = Path("lamp.mp3"), **known: Any) -> EpisodeFile:
    """A finished file of an episode, as exports are given it; its audio need not be there for most of them."""
    story = Story("", ())
    timeline = Timeline(given.frames, (), given.scenes, given.chapters, given.sounds)
    cast = Cast(Voice("linen", "tone", "linen"), {})
    return EpisodeFile(given, audio, Script(story, (), (), ()), cast, timeline, **known)


def with_stems(given: Programme) -> Programme:
    """The same programme, with a file for every stem it has; they are not there."""
    names = dict.fromkeys(stem_of(utterance.speaker) for utterance in given.utterances)
    sounds = dict.fromkeys(SOUND_STEMS[sound.part] for sound in given.sounds)
    files = stem_files([DIALOGUE, MUSIC_AND_EFFECTS, *names, *sounds])
    return replace(given, stems={name: f"stems/{file}" for name, file in files.items()})


def nasty_programmes() -> list[Programme]:
    """Programmes with every nasty text in every place that takes one."""
    made = []
    for text in NASTY:
        words = tuple(replace(u, text=text, speaker=u.speaker and text, delivery=(text,)) for u in LAMP)
        member = CastMember(text, text, Gender.UNKNOWN, 9)
        made.append(
            programme(
                words,
                title=text,
                author=text,
                audio=text.replace("\n", " "),
                scenes=(SceneMark(1, text, 0),),
                chapters=(Chapter(text, 0, seconds(21.5)),),
                cast=(member,),
                credits=(text,),
            )
        )
    return made


def line_times_ms(given: Programme) -> list[tuple[float, float]]:
    """When each line is heard, in exact milliseconds."""
    lines = spoken_lines(given.utterances)
    return [(line.start_frame / FRAME_RATE * 1000, line.end_frame / FRAME_RATE * 1000) for line in lines]


def by_ffmpeg(path: Path) -> list[tuple[int, int, str]]:
    """Start and end in milliseconds and text of every caption in a file, as FFmpeg reads it."""
    with av.open(str(path)) as container:
        stream = container.streams.subtitles[0]
        ms = stream.time_base * 1000
        return [
            (int(p.pts * ms), int((p.pts + p.duration) * ms), bytes(p).decode())
            for p in container.demux(stream)
            if p.size
        ]
