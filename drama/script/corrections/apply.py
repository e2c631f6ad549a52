"""Corrections applied: what a person decided goes into passages, people, speakers and thoughts, stage after stage."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from drama.model import Kind, Span, Story
from drama.script.attribution.pinned import PINNED
from drama.script.corrections.added_people import mentions_of, with_narrator, with_person
from drama.script.corrections.anchors import Anchors, Corrections, Pin, PlacedPin
from drama.script.people.hints import Hints
from drama.script.people.roster import NARRATOR_NAME
from drama.script.text.sentences import trimmed
from drama.script.text.spans import Passage, Piece, Roster, Thought, alias_key

_SHOWN = 60
"""Characters of a pin's words in a message."""


@dataclass(slots=True)
class Corrector:
    """Applies corrections to one story, and collects the warnings of those that cannot be followed."""

    story: Story
    corrections: Corrections
    anchors: Anchors | None = None
    """Of the story, where they have been made already."""
    warnings: list[str] = field(default_factory=list)
    placed: list[PlacedPin] = field(default_factory=list)
    """Pins of a speaker or a kind that have their place, in reading order …"""
    left_out: list[Span] = field(default_factory=list)
    """… the words of those that leave a line out …"""
    directed: list[PlacedPin] = field(default_factory=list)
    """… and those that say how a line is spoken."""

    def __post_init__(self) -> None:
        if not (self.corrections.pins or self.corrections.people):
            return
        anchors = self.anchors or Anchors(self.story)
        for placed in self._followed(self._placed(anchors)):
            pin = placed.pin
            if pin.kind is Kind.SKIP:
                self.left_out.append(Span(placed.start, placed.end))
                continue
            if pin.is_of_speaker:
                self.placed.append(placed)
            if not pin.direction.is_empty:
                self.directed.append(placed)
        for naming in self.corrections.people.values():
            for alias in (naming.name, *naming.aliases) if naming.is_apart else naming.aliases:
                if not anchors.count(alias) and alias != NARRATOR_NAME:
                    self.warnings.append(f"{naming.where}: nobody is called {alias} in the story")

    def _placed(self, anchors: Anchors) -> list[PlacedPin]:
        """Return the pins that have their place, in reading order."""
        placed = []
        for pin in self.corrections.pins:
            span = anchors.place(pin)
            if isinstance(span, Span):
                placed.append(PlacedPin(pin, span.start, span.end))
            elif pin.direction.recording and not pin.is_of_speaker:
                self.warn_unused(pin, f"{span}. Take its [[line]] out of the file, or put the words back")
            else:
                self.warn(pin, span)
        return sorted(placed, key=lambda one: one.start)

    def _followed(self, placed: Sequence[PlacedPin]) -> Iterator[PlacedPin]:
        """Yield the pins but those that would give locked words to somebody else."""
        locked = [one for one in placed if one.pin.direction.is_locked]
        for one in placed:
            if one.pin.is_of_speaker and not one.pin.direction.is_locked:
                over = next((held for held in locked if held.start < one.end and one.start < held.end), None)
                if over is not None:
                    self.warn(one.pin, f"the line is locked ({over.pin.where})")
                    continue
            yield one

    def warn(self, pin: Pin, reason: str) -> None:
        """Note a pin that cannot be followed."""
        what = "mark" if pin.is_mark else "pin"
        self.warnings.append(f"{pin.where}: the {what} of “{_shown(pin)}” is not followed: {reason}")

    def warn_unused(self, pin: Pin, reason: str) -> None:
        """Note an actor's recording that stands for no line."""
        what = f"the recording {PurePosixPath(pin.direction.recording).name} of “{_shown(pin)}”"
        self.warnings.append(f"{pin.where}: {what} is not used: {reason}")

    # -------------------------------------------------------------- passages

    def passages(self, passages: Sequence[Passage]) -> tuple[Passage, ...]:
        """Return the passages, cut as the pins say what is spoken and what is not."""
        wanted = [placed for placed in self.placed if placed.pin.kind is not None]
        wanted.sort(key=_is_locked)  # what is locked has the last word on the piece it is in
        if not wanted:
            return tuple(passages)
        corrected = list(passages)
        starts = [passage.start for passage in passages]
        for placed in wanted:
            index = bisect_right(starts, placed.start) - 1
            if index < 0 or placed.start >= corrected[index].end:
                continue
            corrected[index] = _recut(corrected[index], placed, self.story.text)
        return tuple(corrected)

    # -------------------------------------------------------------- people

    @property
    def merged(self) -> tuple[str, ...]:
        """The names of whom a person has said which other names they have."""
        return tuple(naming.name for naming in self.corrections.people.values() if not naming.is_apart)

    @property
    def apart(self) -> tuple[str, ...]:
        """The names of whom a person has said that they are nobody else."""
        return tuple(naming.name for naming in self.corrections.people.values() if naming.is_apart)

    def hints(self, hints: Hints) -> Hints:
        """Return the hints with the names that the corrections make one person's."""
        aliases = dict(hints.aliases)
        for naming in self.corrections.people.values():
            if naming.is_apart:
                continue
            names = [naming.name, *naming.aliases]
            keys = {alias_key(name) for name in names}
            for name, others in list(aliases.items()):
                if keys & {alias_key(n) for n in (name, *others)}:
                    names += [name, *others]
                    del aliases[name]
            aliases[naming.name] = tuple(dict.fromkeys(n for n in names if n != naming.name))
        return replace(hints, aliases=aliases)

    def roster(self, roster: Roster, hints: Hints) -> Roster:
        """Return the roster with people split as the corrections say, the narrator named, and new people added."""
        for naming in self.corrections.people.values():
            if naming.is_apart:
                roster = with_person(roster, naming, hints, mentions_of(self.story, naming))
            elif not roster.find(naming.name):
                roster = with_person(roster, naming, hints, 0)
            if NARRATOR_NAME in naming.aliases:
                roster = with_narrator(roster, naming.name)
        return roster

    def _person(self, pin: Pin, roster: Roster) -> int | None:
        """Return whom a pin names; None, with a warning, if there is no such person."""
        name = pin.speaker or ""
        for index in roster.by_alias.get(alias_key(name), ()):
            if roster.people[index].name == name:
                return index
        people = roster.by_alias.get(alias_key(name), ())
        if people:
            return people[0]
        self.warn(pin, f"there is nobody called {name}; a new character needs a table [characters.{_key(name)}]")
        return None

    # -------------------------------------------------------------- speakers and thoughts

    def known(self, passages: Sequence[Passage], roster: Roster) -> dict[int, int]:
        """Return the spoken pieces whose speaker is pinned: start -> person."""
        speakers: dict[int, int] = {}
        starts = [passage.start for passage in passages]
        for placed in sorted(self.placed, key=_is_locked, reverse=True):
            piece = _piece_of(passages, starts, placed.start)
            if placed.pin.speaker is None or piece is None or not piece.spoken:
                continue
            person = self._person(placed.pin, roster)
            if person is not None and speakers.setdefault(piece.start, person) != person:
                earlier = roster.people[speakers[piece.start]].name
                self.warn(placed.pin, f"an earlier pin gives the same words to {earlier}")
        return speakers

    def thoughts(self, thoughts: Sequence[Thought], passages: Sequence[Passage], roster: Roster) -> tuple[Thought, ...]:
        """Return the thoughts as the pins would have them."""
        if not self.placed:
            return tuple(thoughts)
        starts = [passage.start for passage in passages]
        by_start = {thought.start: thought for thought in thoughts}
        for placed in self.placed:
            piece = _piece_of(passages, starts, placed.start)
            if piece is None or not piece.spoken:
                self._pin_thought(by_start, placed, piece, roster)
        return tuple(by_start[start] for start in sorted(by_start))

    def _pin_thought(
        self, by_start: dict[int, Thought], placed: PlacedPin, piece: Piece | None, roster: Roster
    ) -> None:
        """Follow one pin on words that nobody speaks aloud."""
        pin = placed.pin
        overlapping = [t for t in by_start.values() if t.start < placed.end and placed.start < t.end][:1]
        if pin.kind is Kind.NARRATION:
            for thought in overlapping:
                del by_start[thought.start]
            return
        if piece is None or pin.kind is Kind.DIALOGUE or (pin.kind is None and not overlapping):
            self.warn(pin, 'the words are neither speech nor thought; say which with kind = "dialogue" or "thought"')
            return
        person = self._person(pin, roster)
        if person is None:
            return
        name = roster.people[person].name
        if overlapping:
            start, end = overlapping[0].start, overlapping[0].end
        else:
            start, end = _with_marks(self.story.text, placed, piece)
        by_start[start] = Thought(start, end, name, PINNED, 1.0, (PINNED,))


def _shown(pin: Pin) -> str:
    """Return the words of a pin as a message shows them: without quotation marks around, and not all of many."""
    return (pin.words if len(pin.words) <= _SHOWN else f"{pin.words[: _SHOWN - 1]}…").strip('“”" ')


def _is_locked(placed: PlacedPin) -> bool:
    return placed.pin.direction.is_locked


# ------------------------------------------------------------------ pieces


def _piece_of(passages: Sequence[Passage], starts: Sequence[int], offset: int) -> Piece | None:
    """Return the piece in which an offset of the source stands; ``starts`` are those of the passages."""
    index = bisect_right(starts, offset) - 1
    return piece_at(passages[index].pieces, offset) if index >= 0 else None


def piece_at(pieces: Sequence[Piece], offset: int) -> Piece | None:
    """Return the piece, of those of a passage, in which an offset of the source stands."""
    index = bisect_right(pieces, offset, key=lambda piece: piece.end)
    return pieces[index] if index < len(pieces) and pieces[index].start <= offset else None


def _recut(passage: Passage, placed: PlacedPin, text: str) -> Passage:
    """Return a passage in which the words of a pin are spoken or not, as it says."""
    piece = piece_at(passage.pieces, placed.start)
    wants_speech = placed.pin.kind is Kind.DIALOGUE
    if piece is None or piece.spoken == wants_speech:
        return passage
    if wants_speech:
        low, high = _with_marks(text, placed, piece)
        cut = [Piece(*bounds, spoken=False) for bounds in (trimmed(text, piece.start, low),) if bounds]
        cut.append(Piece(low, high, spoken=True))
        cut += [Piece(*bounds, spoken=False) for bounds in (trimmed(text, high, piece.end),) if bounds]
    else:
        cut = [Piece(piece.start, piece.end, spoken=False)]
    pieces = tuple(_merged(new for old in passage.pieces for new in (cut if old is piece else [old])))
    return replace(passage, pieces=pieces, continues_previous=passage.continues_previous and pieces[0].spoken)


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, narrated neighbours merged into one."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and not held.spoken and not piece.spoken:
            held = replace(held, end=piece.end)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _with_marks(text: str, placed: PlacedPin, piece: Piece) -> tuple[int, int]:
    """Return start and end of a pin's words in a piece, with the punctuation that touches them."""
    return with_marks(text, placed.start, min(placed.end, piece.end), least=piece.start, most=piece.end)


def with_marks(text: str, start: int, end: int, *, least: int, most: int) -> tuple[int, int]:
    """Return start and end of some words with the punctuation that touches them, from ``least`` up to ``most``."""
    while start > least and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    while end < most and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return start, end


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("-", "").replace("_", "").isalnum() else f'"{name}"'
