"""Little episodes for the tests of the report: tones of known level, and the programme that says who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soundfile

from drama.exports.programme import CastMember, Programme, Utterance, name_of
from drama.model import (
    FRAME_RATE,
    Asset,
    Cast,
    Chapter,
    Chunk,
    Cue,
    Gender,
    MixSettings,
    SceneMark,
    SoundCue,
    SoundPart,
    Take,
    Timeline,
    Voice,
)
from support.toneplay import line, script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from drama.model import Script


def tone(seconds: float, dbfs: float, *, hz: float = 1_000.0, rate: int = FRAME_RATE) -> np.ndarray:
    """Return a tone on two channels."""
    time = np.arange(round(seconds * rate)) / rate
    wave = 10 ** (dbfs / 20) * np.sin(2 * np.pi * hz * time)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def silence(seconds: float) -> np.ndarray:
    return np.zeros((round(seconds * FRAME_RATE), 2), np.float32)


def write(path: Path, *parts: np.ndarray, rate: int = FRAME_RATE) -> Path:
    soundfile.write(path, np.concatenate(parts), rate, subtype="FLOAT" if path.suffix == ".wav" else None)
    return path


def programme(said: Sequence[tuple[str | None, float, float]], seconds: float, **more: object) -> Programme:
    """Return a programme of ``(speaker, start_s, end_s)``."""
    names = dict.fromkeys(name_of(speaker) for speaker, *_ in said)
    cast = tuple(
        CastMember(name, "oak", Gender.UNKNOWN, sum(name_of(who) == name for who, *_ in said)) for name in names
    )
    frames = round(seconds * FRAME_RATE)
    utterances = tuple(
        Utterance(
            line=number,
            scene=1,
            speaker=speaker,
            kind="narration" if speaker is None else "dialogue",  # type: ignore[arg-type]
            voice="oak",
            text=f"Words number {number}.",
            start=0,
            end=10,
            start_frame=round(start * FRAME_RATE),
            frames=round((end - start) * FRAME_RATE),
            paragraph=number,
        )
        for number, (speaker, start, end) in enumerate(said, start=1)
    )
    settled: Mapping[str, object] = {
        "title": "A Lamp in the Reeds",
        "author": "",
        "frame_rate": FRAME_RATE,
        "frames": frames,
        "audio": "lamp.wav",
        "scenes": (SceneMark(1, "The reeds", 0),),
        "chapters": (Chapter("All", 0, frames),),
        "cast": cast,
        "utterances": utterances,
        **more,
    }
    return Programme(**settled)  # type: ignore[arg-type]


def cast(mix: MixSettings | None = None) -> Cast:
    return Cast(narrator=Voice("oak", "tone", "oak"), voices={}, mix=mix or MixSettings())


def play(texts: Sequence[str], seconds: Sequence[float]) -> tuple[Script, Timeline]:
    """Return lines whose takes last so long, one behind the other."""
    told = script([line(text) for text in texts])
    voice = Voice("oak", "tone", "oak")
    cues, at = [], 0
    for one, length in zip(told.lines, seconds, strict=True):
        frames = round(length * FRAME_RATE)
        take = Take(f"{one.number}", frames, FRAME_RATE, loudness_lufs=-23.0, true_peak_dbtp=-6.0)
        cues.append(Cue(one, take, voice, at, frames, gain_db=4.0))
        at += frames
    return told, Timeline(at, (Chunk(0, at, tuple(cues), 1),), (SceneMark(1, "", 0),), ())


def bed(seconds: float, *, gain_db: float = 0.0, duck_db: float = 0.0, lufs: float = -30.0) -> SoundCue:
    asset = Asset("rain", "rain", FRAME_RATE, lufs, -10.0, loops=True)
    return SoundCue(SoundPart.BED, asset, 1, 0, round(seconds * FRAME_RATE), gain_db, duck_db=duck_db)
