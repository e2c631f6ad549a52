"""What was said and who made it: a play script to read, a transcript for podcast players, the credits."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from drama.exports.in_words import shown_sounds, sound_label
from drama.exports.programme import CastMember, Programme, SpokenLine, name_of, spoken_lines
from drama.files.text import milliseconds, plain
from drama.model import Kind, SoundCue

MADE_WITH = "Made with drama."


def transcript_text(programme: Programme) -> str:
    """Return the episode as a play script: scenes, who speaks, and how, in brackets; sounds in square ones."""
    titles = {scene.number: plain(scene.title) for scene in programme.scenes}
    sounds = deque(shown_sounds(programme.sounds))
    out = [*_head(programme), *_cast_list(programme.cast), ""]
    for number, lines in groupby(spoken_lines(programme.utterances), key=lambda line: line.scene):
        title = titles.get(number, "")
        out += ["", f"SCENE {number}" + (f": {title}" if title else ""), ""]
        for speech in _speeches(lines):
            out += _sounds_until(sounds, speech[0].start_frame)
            out += [_speech(speech), ""]
    out += _sounds_until(sounds, programme.frames)
    return "\n".join(out).strip() + "\n"


def transcript_json(programme: Programme) -> str:
    """Return the transcript as JSON (podcast namespace, transcripts 1.0.0): a segment a line, times in seconds."""
    segments = [
        {
            "speaker": plain(name_of(line.speaker)),
            "startTime": milliseconds(line.start_frame) / 1000,
            "endTime": milliseconds(line.end_frame) / 1000,
            "body": plain(line.text),
        }
        for line in spoken_lines(programme.utterances)
    ]
    return json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False, indent=1) + "\n"


def credits_text(programme: Programme) -> str:
    """Return the credits: who speaks in which voice, whose sounds are heard."""
    out = [*_head(programme), *_cast_list(programme.cast)]
    if programme.credits:
        out += ["", "SOUNDS", "", *(f"  {plain(credit)}" for credit in programme.credits)]
    return "\n".join([*out, "", MADE_WITH]) + "\n"


def credits_line(programme: Programme) -> str:
    """Return the credits in one line, for the comment of the episode's tags."""
    cast = "; ".join(f"{member.name}: {member.voice}" for member in programme.cast)
    sentences = [
        f"Voices: {cast}." if cast else "",
        f"Sounds: {'; '.join(programme.credits)}." if programme.credits else "",
    ]
    return plain(" ".join([*filter(None, sentences), MADE_WITH]))


def _head(programme: Programme) -> list[str]:
    out = [plain(programme.title) or "Untitled"]
    if author := plain(programme.author):
        out.append(f"by {author}")
    return [*out, ""]


def _cast_list(cast: Iterable[CastMember]) -> list[str]:
    members = [(plain(member.name), plain(member.voice)) for member in cast]
    width = max((len(name) for name, _ in members), default=0)
    return ["CAST", "", *(f"  {name} {'.' * (width - len(name) + 3)} {voice}" for name, voice in members)]


def _speeches(lines: Iterable[SpokenLine]) -> Iterator[list[SpokenLine]]:
    """Yield lines that read as one: by the same speaker, in the same manner, in one paragraph."""
    for _, group in groupby(lines, key=lambda line: (line.speaker, _manner(line), line.paragraph)):
        yield list(group)


def _speech(lines: Sequence[SpokenLine]) -> str:
    first = lines[0]
    manner = f" ({', '.join(_manner(first))})" if _manner(first) else ""
    return f"{plain(name_of(first.speaker)).upper()}{manner}: {' '.join(plain(line.text) for line in lines)}"


def _sounds_until(sounds: deque[SoundCue], frame: int) -> Iterator[str]:
    """Take what begins until a frame off the sounds, and yield its rows."""
    while sounds and sounds[0].start_frame <= frame:
        yield f"[{plain(sound_label(sounds.popleft()))}]"
        yield ""


def _manner(line: SpokenLine) -> tuple[str, ...]:
    return (*(("thinking",) if line.kind is Kind.THOUGHT else ()), *map(plain, line.delivery))
