"""A little programme to read along: two scenes, eight lines of one second each, and a tone for its sound."""

from __future__ import annotations

import re
import wave
from dataclasses import replace
from typing import TYPE_CHECKING

from drama.exports.programme import NARRATOR, CastMember, Programme, Utterance
from drama.model import FRAME_RATE, Asset, Chapter, Gender, Kind, SceneMark, SoundCue, SoundPart, WordCue

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    "</script><script>window.taken = 1</script><img src=x onerror='window.taken=2'> \u202e\x07 \"&amp; \u2028 {{ 7*7 }}"
)

WORDS: tuple[tuple[int, int, str | None, str], ...] = (
    (1, 0, None, "The lamp went out in the reeds."),
    (1, 1, "Ilse", "Who is there?"),
    (1, 1, None, "she asked."),
    (1, 2, "Marek", "Nobody you know."),
    (2, 3, None, "Later it was cold."),
    (2, 4, "Ilse", HOSTILE),
    (2, 5, "Marek", "Then go."),
    (2, 6, None, "And the door fell shut."),
)


TIMED = (4, 6)
"""Lines whose words are timed: each word begins 0.2 s after the one before."""


def words_of(text: str, start_frame: int) -> tuple[WordCue, ...]:
    step = FRAME_RATE // 5
    return tuple(
        WordCue(*found.span(), start_frame + number * step, step)
        for number, found in enumerate(re.finditer(r"\S*\w\S*", text))
    )


def programme() -> Programme:
    """Return it: line n begins at second n - 1 and lasts 0.9 s."""
    utterances = tuple(
        Utterance(
            line=number,
            scene=scene,
            speaker=speaker,
            kind=Kind.NARRATION if speaker is None else Kind.DIALOGUE,
            voice="oak",
            text=text,
            start=0,
            end=len(text),
            start_frame=(number - 1) * FRAME_RATE,
            frames=FRAME_RATE * 9 // 10,
            paragraph=paragraph,
            delivery=("whispered",) if number == 2 else (),
            words=words_of(text, (number - 1) * FRAME_RATE) if number in TIMED else (),
        )
        for number, (scene, paragraph, speaker, text) in enumerate(WORDS, start=1)
    )
    knock = Asset("knock", "k", FRAME_RATE, -20.0, -3.0)
    rain = Asset("rain", "r", FRAME_RATE, -30.0, -3.0, loops=True)
    return Programme(
        title="A Lamp in the <i>Reeds</i>",
        author="Tove & Sons",
        frame_rate=FRAME_RATE,
        frames=8 * FRAME_RATE,
        audio="lamp.wav",
        scenes=(SceneMark(1, "The reeds", 0), SceneMark(2, "", 4 * FRAME_RATE)),
        chapters=(Chapter("All", 0, 8 * FRAME_RATE),),
        cast=(
            CastMember(NARRATOR, "oak", Gender.UNKNOWN, 4),
            CastMember("Ilse", "fern", Gender.FEMALE, 2),
            CastMember("Marek", "elm", Gender.MALE, 2),
        ),
        utterances=utterances,
        credits=("rain: Somebody, CC0",),
        sounds=(
            SoundCue(SoundPart.BED, rain, 2, 4 * FRAME_RATE, 4 * FRAME_RATE, 0.0),
            SoundCue(SoundPart.EFFECT, knock, 1, 2 * FRAME_RATE + 40_000, 2_000, 0.0),
        ),
    )


def long_programme() -> Programme:
    """Return the same words again and again, so that the page scrolls; as long in all."""
    short = programme()
    many = len(WORDS) * 12
    step = short.frames // many
    utterances = tuple(
        replace(
            short.utterances[number % len(WORDS)],
            line=number + 1,
            scene=1,
            paragraph=number,
            start_frame=number * step,
            frames=step,
        )
        for number in range(many)
    )
    return replace(short, utterances=utterances, scenes=short.scenes[:1])


def write_tone(path: Path) -> Path:
    """Write eight seconds of sound."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes((b"\x00\x10" * 20 + b"\x00\xf0" * 20) * (8 * 200))
    return path
