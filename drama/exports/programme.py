"""The episode as data: who says which words when. Captions, chapters, transcripts and pages are made of it.

Every time is in frames of the mix, so that nothing that goes out can disagree with the sound or with the cue sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from drama.exports.in_words import delivery_words, sound_credits
from drama.model import (
    FRAME_RATE,
    Cast,
    Channel,
    Chapter,
    Cue,
    Gender,
    Kind,
    Line,
    Manner,
    Metadata,
    SceneMark,
    Script,
    SoundCue,
    SpokenSpan,
    Timeline,
    WordCue,
)

NARRATOR = "Narrator"
"""What the voice is called that says the lines without a speaker."""
AN_ACTOR = "an actor"
"""Who is credited for recordings of somebody whom the cast file does not name."""

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
    """Whether it is plain speech by somebody who is there: as loud as every other such line."""
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
    """The name of the voice; for what a person recorded, that of the actor, :data:`AN_ACTOR` where nobody says."""
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
    tails: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many frames effect and reverb are heard after the end of a line, by its number."""


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
    timeline: Timeline,
    audio: Path,
    *,
    spans: Spans,
    credits: Iterable[str] = (),  # noqa: A002 - the trade's word
    cover: bytes | None = None,
    stems: Mapping[str, str] | None = None,
    tails: Mapping[int, int] | None = None,
) -> Programme:
    """Return the episode as data.

    :param audio: the audio file; only its name is kept.
    :param spans: the spans of a cue's line, handed in because exports do not import the timeline.
    :param credits: what to say beyond the credits of the sounds that are heard.
    :param cover: instead of the story's own.
    :param tails: how many frames of effect and reverb follow a line, handed in because exports do not import the mix.
    """
    story = script.story
    spoken = [cue.line for cue in timeline.cues]
    return Programme(
        title=story.title,
        author=story.author,
        frame_rate=FRAME_RATE,
        frames=timeline.frames,
        audio=audio.name,
        scenes=timeline.scenes,
        chapters=timeline.chapters,
        cast=cast_list(
            script, cast, spoken, recorded={cue.line.number for cue in timeline.cues if cue.voice.is_recording}
        ),
        utterances=tuple(u for cue in timeline.cues for u in _utterances(cue, spans, story.text)),
        credits=(*sound_credits(cue.asset for cue in timeline.sounds), *credits),
        cover=story.cover if cover is None else cover,
        sounds=timeline.sounds,
        stems=MappingProxyType(dict(stems or {})),
        metadata=story.metadata,
        tails=MappingProxyType(dict(tails or {})),
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


def narrating_voice(programme: Programme) -> str:
    """Return the name of the voice that narrates; nothing where it has none but "narrator"."""
    voice = next((member.voice for member in programme.cast if member.name == NARRATOR), "")
    return "" if voice.casefold() == NARRATOR.casefold() else voice


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
            is_plain=_is_plain(line),
            words=spoken.words,
            source=source[spoken.span.start : spoken.span.end],
            manner=line.delivery.manner,
            channel=line.delivery.channel,
        )


def _is_plain(line: Line) -> bool:
    delivery = line.delivery
    is_said = line.kind is not Kind.THOUGHT and not line.direction.gain_db
    return is_said and delivery.manner is Manner.PLAIN and delivery.channel is Channel.DIRECT


def _is_spaced(line: Line, texts: Iterable[str]) -> Iterator[bool]:
    """Tell for each text of a line whether a space stands before it in the line."""
    offset = 0
    for text in texts:
        is_spaced = line.text[offset : offset + 1].isspace()
        yield is_spaced
        offset += is_spaced + len(text)


def cast_list(
    script: Script, cast: Cast, spoken: Iterable[Line], *, recorded: Collection[int] = ()
) -> tuple[CastMember, ...]:
    """Return who is heard in some lines: the narrator first, then the speakers with most lines first.

    Whoever ``recorded`` lines, by their numbers, is credited: the actor, in the place of the voice where that speaks
    none of the others.
    """
    lines = list(spoken)
    counts = Counter(line.speaker for line in lines)
    of_actors = Counter(line.speaker for line in lines if line.number in recorded)
    narrated = counts.pop(None, 0)
    genders = {character.name: character.gender for character in script.characters}

    def heard(name: str | None, voice: str, actor: str) -> str:
        if not of_actors[name]:
            return voice
        is_all = of_actors[name] == (narrated if name is None else counts[name])
        return actor or AN_ACTOR if is_all else f"{voice} and {actor or AN_ACTOR}"

    speakers = [
        CastMember(
            name,
            heard(name, cast.voices[name].name, cast.actors.get(name, "")),
            genders.get(name, Gender.UNKNOWN),
            number,
        )
        for name, number in counts.most_common()
        if name is not None
    ]
    narrating = heard(None, cast.narrator.name, cast.narrating_actor)
    narrator = CastMember(NARRATOR, narrating, cast.narrator.gender, narrated)
    return (narrator, *speakers) if narrated else tuple(speakers)
