"""Lines whose speaker the source states (:attr:`drama.model.Story.given`), put into each stage of the reading.

They are read as a person's pins are, and a person's corrections go over them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from drama.model import Gender, GivenLine, StatedPerson, Story
from drama.script.attribution.features import STATED
from drama.script.corrections.added_people import with_person
from drama.script.corrections.anchors import Naming
from drama.script.corrections.apply import piece_at, with_marks
from drama.script.corrections.speakers import called_as_stated
from drama.script.people.familiar_names import FamiliarNames
from drama.script.people.hints import Hints
from drama.script.text.sentences import shortened
from drama.script.text.spans import Passage, Person, Piece, Roster, Thought, alias_key

_WORD = re.compile(r"\S")


@dataclass(slots=True)
class StatedLines:
    """The given lines of one story, and what could not be followed of them."""

    story: Story
    warnings: list[str] = field(default_factory=list)
    _names: FamiliarNames | None = field(default=None, init=False)
    """Whom the narration knows, by what else a label may call them."""
    _speakers: set[str] = field(default_factory=set, init=False)
    """The names of all who are given lines, as the roster spells them."""

    def passages(self, passages: Sequence[Passage]) -> tuple[Passage, ...]:
        """Return the passages, in which the words of every given line are one piece, spoken aloud or not."""
        starts = [passage.start for passage in passages]
        within: dict[int, list[GivenLine]] = defaultdict(list)
        unspoken: list[str] = []
        for line in self.story.given:
            index = bisect_right(starts, line.start) - 1
            if index < 0 or line.start >= passages[index].end:
                words = shortened(self.story.text[line.start : line.end])
                to = line.speaker or "the narrator"
                unspoken.append(f"the source gives “{words}” to {to}, but it is no prose: nobody speaks it")
                continue
            within[index].append(line)
        recut = list(passages)
        for index, lines in within.items():
            recut[index] = self._recut(passages[index], lines)
        if unspoken:
            more = f"; likewise {len(unspoken) - 1:,} more of its lines" if len(unspoken) > 1 else ""
            self.warnings.append(unspoken[0] + more)
        return tuple(recut)

    def hints(self, hints: Hints) -> Hints:
        """Return the hints with the people the source lists; what a person says of the same people goes over it."""
        groups = [{alias_key(name) for name in (one, *others)} for one, others in hints.aliases.items()]
        known = {alias_key(name) for name in hints.genders}
        aliases, genders = dict(hints.aliases), dict(hints.genders)
        for person in self.story.people:
            names = {alias_key(name) for name in (person.name, *person.aliases)}
            same = [group for group in groups if group & names]
            if not same:
                aliases[person.name] = person.aliases
            if person.gender is not Gender.UNKNOWN and not known & names.union(*same):
                genders[person.name] = person.gender
        return replace(hints, aliases=aliases, genders=genders)

    def roster(self, roster: Roster, hints: Hints) -> Roster:
        """Return the roster with every given speaker in it, and everybody whom the source lists."""
        listed = {alias_key(person.name): person for person in self.story.people}
        self._speakers = {alias_key(line.speaker) for line in self.story.given if line.speaker is not None}
        if self.story.read_as:
            counts = Counter(line.speaker for line in self.story.given if line.speaker is not None)
            roster = called_as_stated(roster, counts, hints)
        self._names = FamiliarNames(roster) if self._speakers else None
        given = Counter(
            line.speaker for line in self.story.given if line.speaker is not None and _teller(line, roster) is None
        )
        for name, lines in {**given, **{person.name: given[person.name] for person in listed.values()}}.items():
            if self._person(name, roster) is None:
                person = listed.get(alias_key(name), StatedPerson(name))
                roster = with_person(roster, Naming(person.name, person.aliases), hints, lines)
        if self.story.read_as:
            roster = self._as_labelled(roster, hints)
        people = tuple(_as_listed(one, listed.get(alias_key(one.name)), hints) for one in roster.people)
        return replace(roster, people=people) if listed else roster

    def _as_labelled(self, roster: Roster, hints: Hints) -> Roster:
        """Return the roster of a script with the people called what stands above their speeches.

        Its action may give them longer names, and names that are none: ``NOAH`` stays Noah where "Noah K" is on a list.
        """
        people, by_alias = list(roster.people), dict(roster.by_alias)
        called = {alias_key(name) for name in (*hints.aliases, *hints.genders)}
        labels: dict[int, Counter[str]] = defaultdict(Counter)
        for name, lines in Counter(line.speaker for line in self.story.given if line.speaker is not None).items():
            person = self._person(name, roster)
            if person is not None:
                labels[person][name] += lines
        taken = Counter(alias_key(person.name) for person in people)
        for index, counted in labels.items():
            former, label = people[index].name, counted.most_common(1)[0][0]
            is_free = alias_key(former) == alias_key(label) or not taken[alias_key(label)]
            if alias_key(former) not in called and is_free:
                others = dict.fromkeys((former, *people[index].aliases))
                aliases = tuple(name for name in others if name != label)
                people[index] = replace(people[index], name=label, aliases=aliases)
                by_alias[alias_key(label)] = (index,)
                taken[alias_key(label)] += 1
        return replace(roster, people=tuple(people), by_alias=by_alias)

    def known(self, passages: Sequence[Passage], roster: Roster) -> dict[int, int]:
        """Return whose the spoken pieces of given lines are: start -> person."""
        people = ((piece.start, self._whose(line, roster)) for piece, line in self._pieces(passages) if piece.spoken)
        return {start: person for start, person in people if person is not None}

    def thoughts(self, found: Sequence[Thought], passages: Sequence[Passage], roster: Roster) -> tuple[Thought, ...]:
        """Return the thoughts that were found and those the source states; in words it gives to somebody are none."""
        given = self.story.given
        if not given:
            return tuple(found)
        ends = [line.end for line in given]

        def is_free(thought: Thought) -> bool:
            at = bisect_right(ends, thought.start)
            return at == len(given) or given[at].start >= thought.end

        thoughts = {thought.start: thought for thought in found if is_free(thought)}
        for piece, line in self._pieces(passages):
            person = self._whose(line, roster) if line.is_thought else None
            if person is not None and not piece.spoken:
                name = roster.people[person].name
                thoughts[piece.start] = Thought(piece.start, piece.end, name, STATED.name, 1.0, (STATED.name,))
        return tuple(thoughts[start] for start in sorted(thoughts))

    def lines(self, passages: Sequence[Passage]) -> dict[int, GivenLine]:
        """Return the given lines of speakers by the start of their piece, as far as it is still what they state."""
        return {
            piece.start: line
            for piece, line in self._pieces(passages)
            if line.speaker is not None and (piece.spoken or line.is_thought)
        }

    def _pieces(self, passages: Sequence[Passage]) -> Iterator[tuple[Piece, GivenLine]]:
        """Yield the piece that each given line stands in."""
        starts = [passage.start for passage in passages]
        for line in self.story.given:
            index = bisect_right(starts, line.start) - 1
            piece = piece_at(passages[index].pieces, line.start) if index >= 0 else None
            if piece is not None:
                yield piece, line

    def _recut(self, passage: Passage, lines: Iterable[GivenLine]) -> Passage:
        """Return a passage in which each line is a piece of its own, with the quotation marks that touch it."""
        pieces, continues = list(passage.pieces), passage.continues_previous
        for line in lines:
            bounds = self._kept(line.start, min(line.end, passage.end))
            if bounds is None:
                continue
            low, high = bounds
            first, last = piece_at(pieces, low), piece_at(pieces, high - 1)
            least, most = first.start if first is not None else low, last.end if last is not None else high
            low, high = with_marks(self.story.text, low, high, least=least, most=most)
            begin = bisect_right(pieces, low, key=lambda piece: piece.end)
            stop = bisect_left(pieces, high, lo=begin, key=lambda piece: piece.start)
            cut = pieces[begin:stop]  # only these: a scene without empty lines is thousands of them
            own = Piece(low, high, spoken=line.speaker is not None and not line.is_thought)
            pieces[begin:stop] = (
                *(part for piece in cut for part in self._part(piece, piece.start, min(piece.end, low))),
                own,
                *(part for piece in cut for part in self._part(piece, max(piece.start, high), piece.end)),
            )
            continues = continues and pieces[0] is not own and pieces[0].spoken
        return replace(passage, pieces=tuple(pieces), continues_previous=continues)

    def _part(self, piece: Piece, start: int, end: int) -> Iterator[Piece]:
        """Yield what is left of a piece between two offsets, if any of it is words."""
        if (start, end) == (piece.start, piece.end):
            yield piece
        elif start < end and (bounds := self._kept(start, end)) is not None:
            yield replace(piece, start=bounds[0], end=bounds[1])

    def _kept(self, start: int, end: int) -> tuple[int, int] | None:
        """Return start and end without the white space and the skips at both ends; None if there is nothing else.

        Only the ends are looked at: what is left of a long passage is asked for again after each line in it.
        """
        text, skips = self.story.text, self.story.skips
        first = bisect_right(skips, start, key=lambda skip: skip.end)
        while start < end:
            until = skips[first].start if first < len(skips) and skips[first].start < end else end
            if word := _WORD.search(text, start, max(start, until)):
                start = word.start()
                break
            start = skips[first].end if until < end else end
            first += 1
        last = bisect_left(skips, end, key=lambda skip: skip.start) - 1
        while start < end:
            if last >= 0 and skips[last].end >= end:
                end, last = min(end, skips[last].start), last - 1
            elif text[end - 1].isspace():
                end -= 1
            else:
                break
        return (start, end) if start < end else None

    def _whose(self, line: GivenLine, roster: Roster) -> int | None:
        """Return whom the source gives a line to; None for the narrator."""
        if line.speaker is None:
            return None
        teller = _teller(line, roster)
        return self._person(line.speaker, roster) if teller is None else teller

    def _person(self, name: str, roster: Roster) -> int | None:
        """Return whom a name means: the person of this very name, or the only one who may go by it."""
        people = roster.by_alias.get(alias_key(name), ())
        exact = [person for person in people if roster.people[person].name == name]
        if exact:
            return exact[0]
        return people[0] if people else self._familiar(name, roster)

    def _familiar(self, name: str, roster: Roster) -> int | None:
        """Return whom a name means that the narration does not use; nobody who has lines under another name.

        Tom and Tommy, each with lines, are two; ``tom_k`` is Tom.
        """
        person = self._names.find(name) if self._names is not None else None
        if person is None or not name.isalpha():
            return person
        names = {alias_key(it) for it in (roster.people[person].name, *roster.people[person].aliases)}
        return None if names & self._speakers else person


def _as_listed(person: Person, listed: StatedPerson | None, hints: Hints) -> Person:
    """Return a person with the other names that the source lists, or somebody gave, and no others."""
    if listed is None:
        return person
    known = {*listed.aliases, *hints.aliases.get(person.name, ()), "I"}
    kept = [alias for alias in person.aliases if alias in known]
    aliases = tuple(dict.fromkeys((*listed.aliases, *kept)))
    return replace(person, aliases=aliases, is_crowd=person.is_crowd or listed.is_crowd)


def _teller(line: GivenLine, roster: Roster) -> int | None:
    """Return who says "I" where a line stands that is given to "Me"; None for any other line."""
    is_own = line.speaker is not None and line.speaker.lower() in roster.language.labels.own
    return roster.at(line.start).narrator if is_own else None
