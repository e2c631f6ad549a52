"""What the script stages pass to each other: paragraphs cut into pieces, people, tags, attributions.

Offsets are indexes into :attr:`drama.model.Story.text`; ends are exclusive. A :class:`drama.model.Span` is a start and
an end and no more; a :class:`Piece` is a span known to be speech or narration, a :class:`Passage` the pieces of one
paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.model import Gender, Opening, Paragraph, Setting, Story, TagKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that is all spoken aloud or all narrated, trimmed of white space."""

    start: int
    end: int
    spoken: bool
    """True for direct speech; the quotation marks belong to it."""
    opened_with: str = ""
    """The mark it opens with (a quotation mark or a dash); empty for narration."""
    is_unclosed: bool = False
    """Its closing mark is missing: the speech runs on in the next paragraph, or the mark was forgotten."""
    is_broken_off: bool = False
    """Its words stop at a dash."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One prose paragraph cut into pieces, which cover all of it but white space and skips."""

    paragraph: int
    """Index into :attr:`drama.model.Story.paragraphs`."""
    start: int
    end: int
    pieces: tuple[Piece, ...]
    continues_previous: bool = False
    """Its first spoken piece goes on with the speech left open at the end of the passage before."""

    @property
    def has_speech(self) -> bool:
        """Whether somebody speaks in it."""
        return any(piece.spoken for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the story names or describes."""

    name: str
    """The fullest usual name; what listeners and cast files call the person."""
    aliases: tuple[str, ...] = ()
    """Other names the text uses, most frequent first."""
    gender: Gender = Gender.UNKNOWN
    is_crowd: bool = False
    """Unnamed: a role ("the captain"), a passer-by ("a voice")."""
    mentions: int = 0
    """How often the narration names the person."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a story that somebody tells: "Anna's Point of View"."""

    start: int
    """Of its heading, or of what follows a part, in the source."""
    teller: int | None
    """Index of the "I" into :attr:`Roster.people`; None where nobody says "I"."""
    eyes: int | None = None
    """Index of whose point of view its heading says it is, whether or not that person says "I"."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative told by whose it is: "her mother"."""

    name: str
    """Of :attr:`Roster.people`."""
    owner: int | None = None
    """Whose, an index into them; None where it is somebody whom nobody names."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Who there is."""

    people: tuple[Person, ...]
    """Most mentioned first."""
    by_alias: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Alias, lower-case and with straight apostrophes -> indexes into :attr:`people` of those it may mean."""
    narrator: int | None = None
    """Index of the "I" who tells the story; None in a third-person story."""
    often: int = 30
    """Mentions from which on a person counts as a leading one."""
    language: Language = ENGLISH
    """What the story is written in."""
    parts: tuple[Part, ...] = ()
    """In order; empty where the story is told by one, or by nobody in it."""
    relatives: Mapping[int, Relative] = field(default_factory=dict)
    """Offset in the source where a relative of somebody is told ("her mother") -> who that is."""

    def at(self, offset: int) -> Roster:
        """Return the roster as it is at an offset of the source: :attr:`narrator` is who tells that part."""
        part = self._part(offset)
        return self if part is None or part.teller == self.narrator else replace(self, narrator=part.teller)

    @property
    def teller(self) -> int | None:
        """Index of the one who tells all that is told by an "I"; None where nobody does, or several do in turn."""
        tellers = {part.teller for part in self.parts} if self.parts else {self.narrator}
        tellers.discard(None)
        return tellers.pop() if len(tellers) == 1 else None

    def eyes(self, offset: int) -> int | None:
        """Return with whose eyes the story is seen at an offset of the source, as far as it says so."""
        part = self._part(offset)
        return self.narrator if part is None else part.teller if part.eyes is None else part.eyes

    def _part(self, offset: int) -> Part | None:
        index = bisect_right(self.parts, offset, key=lambda part: part.start) - 1
        return self.parts[index] if index >= 0 else None

    def find(self, alias: str) -> tuple[Person, ...]:
        """Return the people an alias may mean, best first; empty if nobody goes by it."""
        return tuple(self.people[i] for i in self.by_alias.get(alias_key(alias), ()))

    def named(self, name: str) -> Person | None:
        """Return the one person with this very name, or None."""
        return next((person for person in self.find(name) if person.name == name), None)


@dataclass(frozen=True, slots=True)
class Tag:
    """What the narration says about a spoken piece: ``said Anna softly``."""

    start: int
    end: int
    """The clause in the narration."""
    verb: str
    """As it stands, lower-case: ``said``, ``whispered``; empty for a bare action beat."""
    subject: str
    """The words that name the speaker: ``Anna``, ``the old man``, ``she``."""
    place: str
    """``before``, ``after``, ``between`` or ``above`` (in the paragraph before)."""
    adverbs: tuple[str, ...] = ()
    """How it is said: ``softly``, ``in a low voice``."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a spoken piece."""

    start: int
    """The spoken piece's start."""
    speaker: str
    """A name of the roster, or :data:`drama.model.UNKNOWN`."""
    rule: str
    """What decided it, in a word or two."""
    confidence: float
    """Calibrated chance, 0 to 1, that the speaker is right."""
    evidence: tuple[str, ...] = ()
    runner_up: str | None = None
    tag: Tag | None = None


def alias_key(alias: str) -> str:
    """Return an alias as :attr:`Roster.by_alias` spells it."""
    return " ".join(alias.replace("\u2019", "'").lower().split())


_WHITE = re.compile("[\n\r\t\f\v\u00a0\u2028\u2029\u2002\u2003\u2009\u202f]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """A paragraph's words for reading: skips cut out, every kind of white space a plain space."""

    text: str
    starts: tuple[int, ...]
    """Where each run of kept text starts in :attr:`text` …"""
    offsets: tuple[int, ...]
    """… and in the source."""

    def source(self, index: int) -> int:
        """Return the source offset of a character of :attr:`text`."""
        run = bisect_right(self.starts, index) - 1
        return self.offsets[run] + index - self.starts[run]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets of ``text[start:end]``, which must not be empty."""
        return self.source(start), self.source(end - 1) + 1


def clean_paragraphs(story: Story) -> Iterator[tuple[int, Paragraph, CleanText]]:
    """Yield index, paragraph and clean text of every paragraph, in linear time."""
    skips, at = story.skips, 0
    for index, paragraph in enumerate(story.paragraphs):
        while at < len(skips) and skips[at].end <= paragraph.start:
            at += 1
        if at == len(skips) or skips[at].start >= paragraph.end:  # as in most
            words = _WHITE.sub(" ", story.text[paragraph.start : paragraph.end])
            yield index, paragraph, CleanText(words, (0,), (paragraph.start,))
            continue
        runs: list[str] = []
        starts: list[int] = []
        offsets: list[int] = []
        here, size, k = paragraph.start, 0, at
        while True:
            skip = skips[k] if k < len(skips) and skips[k].start < paragraph.end else None
            stop = paragraph.end if skip is None else max(here, skip.start)
            if stop > here or (skip is None and not runs):
                runs.append(story.text[here:stop])
                starts.append(size)
                offsets.append(here)
                size += stop - here
            if skip is None:
                break
            if skip.parts_words and skip.start >= here:
                runs.append(" ")
                starts.append(size)
                offsets.append(skip.start)
                size += 1
            here, k = max(here, min(skip.end, paragraph.end)), k + 1
        yield index, paragraph, CleanText(_WHITE.sub(" ", "".join(runs)), tuple(starts), tuple(offsets))


def without_unspoken(story: Story) -> Story:
    """Return a story whose text has spaces in place of the words that are not spoken; all offsets stay.

    A note's number, a hidden word, an author's aside inside a sentence say nothing of who speaks.
    """
    pieces: list[str] = []
    end = 0
    for skip in story.skips:
        words = story.text[skip.start : skip.end]
        if any(map(str.isalnum, words)):
            pieces += (story.text[end : skip.start], " " * len(words))
            end = skip.end
    return replace(story, text="".join((*pieces, story.text[end:]))) if pieces else story


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A paragraph that opens a scene."""

    paragraph: int
    """Index into :attr:`drama.model.Story.paragraphs`."""
    opening: Opening
    title: str
    chapter: str | None = None
    point_of_view: str | None = None
    """A name of the roster."""
    setting: Setting = field(default_factory=Setting)
    score: float = 0.0
    """What spoke for a scene here, summed up; 0 for an explicit mark."""
    reasons: tuple[str, ...] = ()
    """What spoke for and against a scene here, in words."""


@dataclass(frozen=True, slots=True)
class Thought:
    """Inner speech: a stretch of narration that somebody thinks in words."""

    start: int
    end: int
    thinker: str
    """A name of the roster, or :data:`drama.model.UNKNOWN`."""
    rule: str
    """``thought tag``, ``italics``, ``person``, ``tense`` or ``goes on``."""
    confidence: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TagLine:
    """The tag of one quote, in the source."""

    start: int
    """Where the quote before it ends, or its own first word."""
    end: int
    """Behind its last mark."""
    stop: int
    """Where a last mark begins that the quote before it needs, as the tag's full stop in ``"Yes," said Anna.``; else
    :attr:`end`."""
    kind: TagKind
    quote: int
    """Start of the spoken piece it tells of."""
    narration: int
    """Start of the narrated piece it stands in."""
    is_behind: bool
    """It follows its quote."""
    is_whole: bool
    """The narrated piece is nothing else."""
