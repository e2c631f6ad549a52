"""Where things begin, for players and editors: podcast chapters, a .cue file, an Audacity label track."""

from __future__ import annotations

import json
from pathlib import PurePath

from drama.exports.programme import Programme, name_of, spoken_lines
from drama.files.text import milliseconds, plain, shortened
from drama.model import Chapter, SoundPart

_CUE_FRAMES = 75
"""Frames of a compact disc in a second: the tick of a cue sheet."""
_CUE_TRACKS = 99
"""Tracks a cue sheet can have."""
_CUE_TEXT = 80
"""Characters a text in a cue sheet can have."""


def chapters_json(programme: Programme) -> str:
    """Return the chapters as JSON (podcast namespace, JSON Chapters 1.2), times in seconds to the millisecond."""
    texts = {"title": plain(programme.title), "author": plain(programme.author), "fileName": programme.audio}
    chapters = [
        {
            "startTime": milliseconds(chapter.start_frame) / 1000,
            "endTime": milliseconds(chapter.end_frame) / 1000,
            "title": _title(chapter, number),
        }
        for number, chapter in enumerate(programme.chapters, start=1)
    ]
    known = {name: text for name, text in texts.items() if text}
    return json.dumps({"version": "1.2.0", **known, "chapters": chapters}, ensure_ascii=False, indent=1) + "\n"


def cue_file(programme: Programme) -> str:
    """Return the chapters as a .cue file, one track a chapter, each time rounded to 1/75 s by itself.

    The format ends at 99 tracks of 80 characters and knows no escaping: a straight double quote becomes a typographic
    one, and what follows chapter 99 belongs to its track.
    """
    chapters = programme.chapters or (Chapter(programme.title, 0, programme.frames),)
    kind = "MP3" if PurePath(programme.audio).suffix.lower() == ".mp3" else "WAVE"
    out = [f'REM COMMENT "{len(chapters)} chapters, the first {_CUE_TRACKS} of them here"'] * (
        len(chapters) > _CUE_TRACKS
    )
    out += [f'PERFORMER "{_cue_text(programme.author)}"'] * bool(plain(programme.author))
    out += [f'TITLE "{_cue_text(programme.title)}"'] * bool(plain(programme.title))
    out.append(f'FILE "{plain(programme.audio).replace(chr(34), chr(0x201D))}" {kind}')
    for number, chapter in enumerate(chapters[:_CUE_TRACKS], start=1):
        out += [f"  TRACK {number:02} AUDIO", f'    TITLE "{_cue_text(_title(chapter, number))}"']
        if number == 1 and chapter.start_frame:
            out.append("    INDEX 00 00:00:00")
        out.append(f"    INDEX 01 {_cue_time(chapter.start_frame, programme.frame_rate)}")
    return "\n".join(out) + "\n"


def labels(programme: Programme) -> str:
    """Return an Audacity label track: scenes, lines and other sounds, by start, in seconds to the microsecond."""
    rows = [
        (scene.start_frame, scene.start_frame, f"Scene {scene.number}: {scene.title}") for scene in programme.scenes
    ]
    rows += [
        (line.start_frame, line.end_frame, f"{name_of(line.speaker)}: {line.text}")
        for line in spoken_lines(programme.utterances)
    ]
    rows += [
        (sound.start_frame, sound.start_frame + sound.frames, f"[{_sound(sound.part, sound.asset.name)}]")
        for sound in programme.sounds
    ]
    rate = programme.frame_rate
    return "".join(f"{start / rate:.6f}\t{end / rate:.6f}\t{plain(text)}\n" for start, end, text in sorted(rows))


def _sound(part: SoundPart, name: str) -> str:
    return name if part is SoundPart.EFFECT else f"{part.value}: {name}"


def _title(chapter: Chapter, number: int) -> str:
    return plain(chapter.title) or f"Chapter {number}"


def _cue_text(text: str) -> str:
    return shortened(plain(text).replace('"', "”"), _CUE_TEXT)


def _cue_time(frame: int, rate: int) -> str:
    """Return the nearest tick to a frame, as MM:SS:FF; minutes take more digits where they need them."""
    ticks = (frame * _CUE_FRAMES + rate // 2) // rate
    return f"{ticks // (60 * _CUE_FRAMES):02}:{ticks // _CUE_FRAMES % 60:02}:{ticks % _CUE_FRAMES:02}"
