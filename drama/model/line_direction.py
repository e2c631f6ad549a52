"""How a person wants one line spoken: what goes over what the story tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from drama.model.delivery import Manner
from drama.model.story import Span

SLOWEST_RATE, FASTEST_RATE = 0.5, 2.0
"""Bounds of :attr:`LineDirection.rate`."""
SOFTEST_DB, LOUDEST_DB = -24.0, 12.0
"""Bounds of :attr:`LineDirection.gain_db`, those of a voice's own gain."""
LONGEST_PAUSE_MS = 60_000
"""The longest pause after a line."""

DIRECTION_KEYS: Mapping[str, str] = MappingProxyType(
    {
        "delivery": "delivery",
        "rate": "rate",
        "gain_db": "gain_db",
        "stress": "stress",
        "pronounce": "pronounce",
        "say": "say",
        "pause_after": "pause_after_ms",
        "locked": "is_locked",
        "marks": "marks",
        "recording": "recording",
    }
)
"""What a person calls each part of a direction -> the field of :class:`LineDirection`."""

SPOKEN_KEYS = tuple(key for key in DIRECTION_KEYS if key != "marks")
"""Those of :data:`DIRECTION_KEYS` that say how a line is spoken; a mark says what else it is used for."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OCCURRENCE = re.compile(r"(.+)#([1-9][0-9]{0,3})", re.DOTALL)


class LineMark(StrEnum):
    """What a line is used for besides the episode; no take and no sound of the episode hangs on it."""

    SOUNDBITE = "soundbite"
    """It shows in a podcast's feed what the episode is like."""
    TRAILER = "trailer"
    """It is heard in the trailer."""


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a word is pronounced."""

    word: str
    """As printed; lower-case letters stand for either case at the head of a sentence, capitals for themselves."""
    respelling: str = ""
    """Words that sound right when the engine reads them."""
    phonemes: str = ""
    """In the IPA (``ʃɪˈvɔːn``), or in the alphabet of an engine, such as eSpeak NG's ``SIv'O:n``; used where the engine
    takes phonemes."""

    @property
    def in_words(self) -> str:
        """How it is pronounced: the respelling, the phonemes between slashes, or both."""
        return " or ".join(filter(None, (self.respelling, f"/{self.phonemes}/" if self.phonemes else "")))


@dataclass(frozen=True, slots=True)
class LineDirection:
    """What a person decided of how one line is spoken; what is left as it is here is as the story tells it."""

    delivery: Manner | None = None
    """The manner it is spoken in; :attr:`Manner.PLAIN` for none."""
    rate: float = 1.0
    """Factor on the rate it would have, :data:`SLOWEST_RATE` to :data:`FASTEST_RATE`."""
    gain_db: float = 0.0
    """Added to the level it would have, :data:`SOFTEST_DB` to :data:`LOUDEST_DB`; a matter of the mix."""
    stress: tuple[str, ...] | None = None
    """The words that are stressed, and no others; ``"no#2"`` is the second "no". None leaves it to the story."""
    pronounce: tuple[Pronunciation, ...] = ()
    """How words are pronounced here; goes over the cast file's."""
    say: str = ""
    """The words that are spoken instead of the printed ones, which everything that is read goes on to show."""
    pause_after_ms: int | None = None
    """The pause between this line and the next, in milliseconds."""
    is_locked: bool = False
    """Whether speaker, kind and delivery are as they were written down, whatever else is corrected or answered."""
    marks: tuple[LineMark, ...] = ()
    """What it is used for besides the episode, in the order of :class:`LineMark`."""
    recording: str = ""
    """The file with an actor's recording of it, as a path from the story's folder; it is heard instead of a voice."""

    @property
    def is_of_whole_line(self) -> bool:
        """Whether it holds only as long as no word of the line is another."""
        return bool(self.say or self.recording)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was decided."""
        return self == _NOTHING

    def in_words(self) -> Iterator[str]:
        """Yield what was decided, each in a few words."""
        if self.delivery is not None:
            yield self.delivery.value
        if self.rate != 1.0:
            yield f"{'faster' if self.rate > 1 else 'slower'} (rate {self.rate:g})"
        if self.gain_db:
            yield f"{'louder' if self.gain_db > 0 else 'softer'} ({self.gain_db:+g} dB)".replace("-", "−")
        if self.stress is not None:
            yield f"stress {', '.join(self.stress)}" if self.stress else "no stress"
        for one in self.pronounce:
            yield f"{one.word} as {one.in_words}"
        if self.say:
            yield f"says “{self.say}”"
        if self.pause_after_ms is not None:
            yield f"pause of {self.pause_after_ms / 1000:g} s"
        if self.is_locked:
            yield "locked"
        yield from self._beside_the_voice()

    def _beside_the_voice(self) -> Iterator[str]:
        """Yield what it is used for besides the episode, and what is heard instead of a voice."""
        if self.marks:
            yield f"marked as {' and '.join(self.marks)}"
        if self.recording:
            yield f"recorded in {self.recording}"


_NOTHING = LineDirection()


def words_in(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the words of a text as they are compared here, each with its place."""
    for match in _WORD.finditer(text):
        yield match[0].replace("’", "'").casefold(), Span(match.start(), match.end())


def places_of(text: str, phrase: str) -> list[Span]:
    """Return where in a text a word, or several in a row, stand; letter case and punctuation do not count."""
    row = list(words_in(text))
    wanted = [word for word, _ in words_in(phrase)]
    starts = range(len(row) - len(wanted) + 1) if wanted else ()
    return [
        Span(row[at][1].start, row[at + len(wanted) - 1][1].end)
        for at in starts
        if [word for word, _ in row[at : at + len(wanted)]] == wanted
    ]


def stressed_places(text: str, stress: tuple[str, ...]) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Return where the words to be stressed stand in a text, in order, and what is wrong with those that do not."""
    found: set[Span] = set()
    problems = []
    for wanted in stress:
        numbered = _OCCURRENCE.fullmatch(wanted)
        phrase, number = (numbered[1], int(numbered[2])) if numbered else (wanted, 0)
        places = places_of(text, phrase)
        if not places:
            problems.append(f"there is no “{phrase}” in it to stress")
        elif number > len(places):
            problems.append(f"“{phrase}” stands in it {_times(len(places))}, so there is no “{wanted}” to stress")
        elif not number and len(places) > 1:
            valid = ", ".join(f"“{phrase}#{at}”" for at in range(1, len(places) + 1))
            problems.append(f"“{phrase}” stands in it {_times(len(places))}; say which one to stress: {valid}")
        else:
            found.add(places[max(number, 1) - 1])
    return tuple(_apart(sorted(found, key=lambda span: (span.start, -span.end)))), tuple(problems)


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Yield the spans, sorted, without what stands within another."""
    end = 0
    for span in spans:
        if span.end > end:
            yield Span(max(span.start, end), span.end)
            end = span.end


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
