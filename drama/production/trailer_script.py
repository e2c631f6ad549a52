"""The script of a trailer: lines of several episodes as a production of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

from drama.direction import perform
from drama.model import (
    FRAME_RATE,
    Character,
    Direction,
    Kind,
    Line,
    Metadata,
    Opening,
    Paragraph,
    Performance,
    Preset,
    Scene,
    Script,
    SoundPlan,
    Span,
    Story,
    StoryFiles,
    Voice,
)
from drama.production.engine_facts import abilities_of, rates_of
from drama.production.hear import index_of
from drama.production.prepare import Production
from drama.timeline import to_next

BREATH_FRAMES = 550 * FRAME_RATE // 1000
"""Between two lines of one episode that do not stand together there."""
TURN_FRAMES = 1_600 * FRAME_RATE // 1000
"""Between two episodes: the music comes up."""
_GENRE = "Trailer"


@dataclass(frozen=True, slots=True)
class Cut:
    """What a trailer takes from one episode."""

    production: Production
    lines: tuple[int, ...]
    """Their numbers, in the order in which they are heard."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A line of the trailer, and where it comes from."""

    production: Production
    at: int
    """Its index among the lines of the episode."""
    scene: int
    """The scene of the trailer: one for each episode in a row."""
    gap_frames: int

    @property
    def line(self) -> Line:
        """The line as it stands in the episode."""
        return self.production.script.lines[self.at]

    @property
    def performance(self) -> Performance:
        """How it is performed there."""
        return self.production.direction.performances[self.at]


def lines_of(cuts: Sequence[Cut]) -> Iterator[Taken]:
    """Yield the lines of the trailer in order."""
    for scene, cut in enumerate(cuts, start=1):
        indexes = [index_of(cut.production, number) for number in cut.lines]
        for at, following in zip(indexes, [*indexes[1:], None], strict=True):
            yield Taken(cut.production, at, scene, _gap(cut.production, at, following))


def _gap(production: Production, at: int, following: int | None) -> int:
    """Return the frames between two lines: as in the episode where they stand together there in one scene."""
    if following is None:
        return TURN_FRAMES
    script, cast = production.script, production.cast
    if following == at + 1 and script.lines[at].scene == script.lines[following].scene:
        return to_next(script.lines, at, script.scenes, cast.pauses, pace=cast.sound.style.pace)
    return BREATH_FRAMES


def production_of(
    cuts: Sequence[Cut],
    taken: Sequence[Taken],
    *,
    title: str,
    author: str,
    cover: bytes | None,
    metadata: Metadata,
    music: str,
) -> Production:
    """Return the production that the lines make up."""
    first = cuts[0].production
    text, lines = _joined(taken)
    titles = {one.scene: one.production.script.story.title for one in taken}
    story = Story(
        text=text,
        paragraphs=tuple(Paragraph(line.spans[0].start, line.spans[-1].end) for line in lines if line.spans),
        title=title,
        author=author or first.script.story.author,
        cover=cover or first.script.story.cover,
        path=first.path,
        metadata=replace(metadata, genre=_GENRE if metadata.genre is None else metadata.genre),
    )
    scenes = tuple(
        Scene(
            number, titles[number], Opening.START if number == 1 else Opening.BREAK, group[0].number, group[-1].number
        )
        for number, group in ((number, list(group)) for number, group in groupby(lines, key=lambda line: line.scene))
    )
    people, voices = _people(cuts)
    mix = first.cast.mix
    mix = replace(mix, preset=Preset.PODCAST) if mix.preset is Preset.AUDIOBOOK else mix  # one file, not one a chapter
    return replace(
        first,
        story_files=_files(cuts),
        script=Script(story, scenes, lines, people),
        cast=replace(first.cast, voices=voices, mix=mix, warnings=()),
        direction=Direction(tuple(one.performance for one in taken), SoundPlan(intro=music)),
        language_warnings=(),
        lock_warnings=(),
        chapters=(),
        recordings=None,  # each episode has a folder of its own for them
        read_from=(),
    )


def _people(cuts: Sequence[Cut]) -> tuple[tuple[Character, ...], Mapping[str, Voice]]:
    """Return who speaks in any of the episodes, and their voices; of two of one name the first."""
    people: dict[str, Character] = {}
    voices: dict[str, Voice] = {}
    for cut in cuts:
        voices = dict(cut.production.cast.voices) | voices
        people = {person.name: person for person in cut.production.script.characters} | people
    return tuple(people.values()), MappingProxyType(voices)


def _joined(taken: Sequence[Taken]) -> tuple[str, tuple[Line, ...]]:
    """Return the words of some lines as one text, a paragraph each, and the lines as lines of that text."""
    parts: list[str] = []
    lines: list[Line] = []
    offset = 0
    for number, one in enumerate(taken, start=1):
        spans = []
        for span in one.line.spans:
            words = one.production.script.story.text[span.start : span.end]
            spans.append(Span(offset, offset + len(words)))
            parts += (words, "\n")
            offset += len(words) + 1
        parts.append("\n")
        offset += 1
        lines.append(
            replace(
                one.line,
                number=number,
                scene=one.scene,
                spans=tuple(spans),
                paragraph=number - 1,
                is_heading=False,
                effects=(),
                effects_after=(),
            )
        )
    return "".join(parts), tuple(lines)


def _files(cuts: Sequence[Cut]) -> StoryFiles:
    """Return the files of all episodes, under the name of the first."""
    every = [cut.production.story_files for cut in cuts]
    files = tuple(file for story in every for file in story.files)
    return replace(every[0], files=files, named=(every[0].path,), data=None)


def with_title(production: Production, title: str, first: Production) -> Production:
    """Return the trailer with a title said by the narrator at its end."""
    script = production.script
    story, last = script.story, script.lines[-1]
    span = Span(len(story.text), len(story.text) + len(title))
    number = last.number + 1
    line = Line(number, last.scene, Kind.NARRATION, None, title, (span,), last.paragraph + 1, "title", 1.0)
    text = replace(story, text=story.text + title, paragraphs=(*story.paragraphs, Paragraph(span.start, span.end)))
    scenes = (*script.scenes[:-1], replace(script.scenes[-1], last_line=number))
    script = replace(script, story=text, lines=(*script.lines, line), scenes=scenes)
    said = next(perform((line,), first.script, first.cast, abilities=abilities_of, rates=rates_of))
    direction = replace(production.direction, performances=(*production.direction.performances, said))
    return replace(production, script=script, direction=direction)
