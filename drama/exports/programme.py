"""The episode as data: who says which words when. Captions, chapters, transcripts and pages are made of it.

Every time is in frames of the mix, so that nothing that goes out can disagree with the sound or with the cue sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from drama.model import (
    FRAME_RATE,
    ROOM_TONE,
    Asset,
    Cast,
    Channel,
    Chapter,
    Cue,
    Delivery,
    Ending,
    Gender,
    Kind,
    Line,
    Manner,
    Metadata,
    SceneMark,
    Script,
    SoundCue,
    SoundPart,
    SpokenSpan,
    Timeline,
    WordCue,
)

NARRATOR = "Narrator"
"""What the voice is called that says the lines without a speaker."""

Spans: TypeAlias = Callable[[Cue], Iterable[SpokenSpan]]
"""Gives the spans of a cue's line with their times: :func:`drama.timeline.spoken_spans`."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words that stand together in the source, and when they are heard. One or more make a line."""

    line: int
    scene: int
    speaker: str | None
    """A character's name, or None for the narrator."""
    kind: Kind
    voice: str
    """The name of the voice."""
    text: str
    """As printed, white space folded."""
    start: int
    """Offset in the source."""
    end: int
    """Offset in the source, exclusive."""
    start_frame: int
    frames: int
    paragraph: int
    """Index of the paragraph in the story."""
    is_spaced: bool = True
    """Whether a space stands between it and the utterance before it in the same line."""
    is_heading: bool = False
    delivery: tuple[str, ...] = ()
    """How it is spoken, in words: ``("whispered", "over the phone")``; nothing where it is just said."""
    doubtful: bool = False
    """Whether a person should look at who speaks it."""
    is_plain: bool = True
    """Whether it is just said, by somebody who is there: as loud as every other such line."""
    words: tuple[WordCue, ...] = ()
    """When each word with a letter or a digit is said; none where the engine does not tell."""
    source: str = ""
    """As it stands in the source, white space and all."""
    manner: Manner = Manner.PLAIN
    channel: Channel = Channel.DIRECT

    @property
    def end_frame(self) -> int:
        """The frame after its last one."""
        return self.start_frame + self.frames


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody who is heard in the programme."""

    name: str
    """A speaker's name, or :data:`NARRATOR`."""
    voice: str
    """The name of the voice."""
    gender: Gender
    lines: int
    """How many lines of this programme."""


@dataclass(frozen=True, slots=True)
class Programme:
    """An episode as data."""

    title: str
    author: str
    frame_rate: int
    frames: int
    audio: str
    """Name of the audio file, without its folder."""
    scenes: tuple[SceneMark, ...]
    chapters: tuple[Chapter, ...]
    cast: tuple[CastMember, ...]
    """The narrator first, if heard, then the speakers with most lines first."""
    utterances: tuple[Utterance, ...]
    """In the order of the lines."""
    credits: tuple[str, ...] = ()
    """One line each: whose sounds are heard, and what else the story's makers want said."""
    cover: bytes | None = None
    """A JPEG or PNG image."""
    sounds: tuple[SoundCue, ...] = ()
    """What is heard beside the lines, by start."""
    stems: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Files of stems, relative to the documents, by the name of the stem: a cast member's, or the mix's for what is no
    voice."""
    metadata: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line of the programme: utterances put together again."""

    number: int
    scene: int
    speaker: str | None
    kind: Kind
    text: str
    """As printed, white space folded."""
    start_frame: int
    end_frame: int
    paragraph: int
    is_heading: bool
    delivery: tuple[str, ...]
    words: tuple[WordCue, ...] = ()
    """When each word with a letter or a digit is said; none where that is not known of all of them."""


def programme(
    script: Script,
    cast: Cast,
    line_up: Timeline,
    audio: Path,
    *,
    spans: Spans,
    credits: Iterable[str] = (),  # noqa: A002 - the trade's word
    cover: bytes | None = None,
    stems: Mapping[str, str] | None = None,
) -> Programme:
    """Return the episode as data.

    :param audio: the audio file; only its name is kept.
    :param spans: the spans of a cue's line, handed in because a writer does not know the timeline's room.
    :param credits: what to say beyond the credits of the sounds that are heard.
    :param cover: instead of the story's own.
    """
    story = script.story
    heard = [cue.line for cue in line_up.cues]
    return Programme(
        title=story.title,
        author=story.author,
        frame_rate=FRAME_RATE,
        frames=line_up.frames,
        audio=audio.name,
        scenes=line_up.scenes,
        chapters=line_up.chapters,
        cast=_cast_list(script, cast, heard),
        utterances=tuple(u for cue in line_up.cues for u in _utterances(cue, spans, story.text)),
        credits=(*sound_credits(cue.asset for cue in line_up.sounds), *credits),
        cover=story.cover if cover is None else cover,
        sounds=line_up.sounds,
        stems=MappingProxyType(dict(stems or {})),
        metadata=story.metadata,
    )


def spoken_lines(utterances: Iterable[Utterance]) -> Iterator[SpokenLine]:
    """Yield the lines some utterances make up, in their order."""
    for _, group in groupby(utterances, key=lambda u: u.line):
        parts = list(group)
        first = parts[0]
        text = "".join((" " if u.is_spaced else "") + u.text for u in parts).strip()
        yield SpokenLine(
            number=first.line,
            scene=first.scene,
            speaker=first.speaker,
            kind=first.kind,
            text=text,
            start_frame=first.start_frame,
            end_frame=parts[-1].end_frame,
            paragraph=first.paragraph,
            is_heading=first.is_heading,
            delivery=first.delivery,
            words=tuple(word for u in parts for word in u.words) if all(u.words for u in parts) else (),
        )


def name_of(speaker: str | None) -> str:
    """Return what to call a speaker."""
    return NARRATOR if speaker is None else speaker


def noticed(sounds: Iterable[SoundCue]) -> list[SoundCue]:
    """Return the sounds a reader is told of, by start: all but room tone."""
    shown = (sound for sound in sounds if sound.asset.name != ROOM_TONE)
    return sorted(shown, key=lambda sound: sound.start_frame)


def heard_as(sound: SoundCue) -> str:
    """Return what a reader is told of a sound: its name, or that there is music."""
    return sound.asset.name if sound.part in {SoundPart.BED, SoundPart.EFFECT} else "music"


def sound_credits(assets: Iterable[Asset]) -> tuple[str, ...]:
    """Return a line for each sound that has somebody to credit or a licence that asks for it, each once.

    CC0 asks for nothing: the sounds drama makes itself are under it.
    """
    lines = (
        f"{asset.name}: {', '.join(filter(None, (asset.credit, asset.licence)))}"
        for asset in assets
        if asset.credit or (asset.licence and not asset.licence.upper().startswith("CC0"))
    )
    return tuple(dict.fromkeys(lines))


_MANNERS: dict[Manner, str] = {
    manner: manner.value for manner in Manner if manner not in {Manner.PLAIN, Manner.ASKED, Manner.EXCLAIMED}
}
"""A question mark and an exclamation mark already stand in the text."""
_CHANNELS = {
    Channel.PHONE: "over the phone",
    Channel.RADIO: "over the radio",
    Channel.PA: "over the loudspeakers",
    Channel.DOOR: "through the door",
    Channel.DISTANCE: "from afar",
    Channel.MEMORY: "remembered",
}
_ENDINGS = {Ending.CUT: "cut off"}
"""An ellipsis already stands in the text."""


def delivery_words(delivery: Delivery) -> tuple[str, ...]:
    """Return how a line is spoken, in words, without what its punctuation tells already."""
    words = (_MANNERS.get(delivery.manner), _CHANNELS.get(delivery.channel), _ENDINGS.get(delivery.ending))
    return tuple(word for word in words if word)


def _utterances(cue: Cue, spans: Spans, source: str) -> Iterator[Utterance]:
    line = cue.line
    texts = [" ".join(source[span.start : span.end].split()) for span in line.spans]
    spaced = _is_spaced(line, texts)
    for spoken, text, is_spaced in zip(spans(cue), texts, spaced, strict=True):
        yield Utterance(
            line=line.number,
            scene=line.scene,
            speaker=line.speaker,
            kind=line.kind,
            voice=cue.voice.name,
            text=text,
            start=spoken.span.start,
            end=spoken.span.end,
            start_frame=spoken.start_frame,
            frames=spoken.frames,
            paragraph=line.paragraph,
            is_spaced=is_spaced,
            is_heading=line.is_heading,
            delivery=delivery_words(line.delivery),
            doubtful=line.is_doubtful,
            is_plain=_is_just_said(line),
            words=spoken.words,
            source=source[spoken.span.start : spoken.span.end],
            manner=line.delivery.manner,
            channel=line.delivery.channel,
        )


def _is_just_said(line: Line) -> bool:
    how = line.delivery
    return line.kind is not Kind.THOUGHT and how.manner is Manner.PLAIN and how.channel is Channel.DIRECT


def _is_spaced(line: Line, texts: Iterable[str]) -> Iterator[bool]:
    """Tell for each text of a line whether a space stands before it in the line."""
    at = 0
    for text in texts:
        is_spaced = line.text[at : at + 1].isspace()
        yield is_spaced
        at += is_spaced + len(text)


def _cast_list(script: Script, cast: Cast, heard: Iterable[Line]) -> tuple[CastMember, ...]:
    counts = Counter(line.speaker for line in heard)
    narrated = counts.pop(None, 0)
    genders = {character.name: character.gender for character in script.characters}
    speakers = [
        CastMember(name, cast.voices[name].name, genders.get(name, Gender.UNKNOWN), lines)
        for name, lines in counts.most_common()
        if name is not None
    ]
    narrator = CastMember(NARRATOR, cast.narrator.name, cast.narrator.gender, narrated)
    return (narrator, *speakers) if narrated else tuple(speakers)
