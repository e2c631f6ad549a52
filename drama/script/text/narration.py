"""What the narration shows paragraph by paragraph: who acts, whose mind we are in, person and tense of each sentence.

Scenes, thoughts and thinkers are read from these views. Everything is word lists and one look at each sentence:
linear, and the same on every machine.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from drama.model import Gender, Role
from drama.script.text.memory import NOTHING_KEPT, Memory
from drama.script.text.sentences import sentences
from drama.script.text.spans import clean_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from drama.languages.base import Language
    from drama.model import Story
    from drama.script.text.spans import Attribution, CleanText, Passage, Roster

LONGEST = 600
"""Characters of a sentence that are looked at; a longer one is no line of thought and has its subject early."""


@dataclass(frozen=True, slots=True)
class TenseAndPerson:
    """In which tense and person some words are."""

    first_person: bool
    """Whether "I" or "my" stands in it."""
    plural_person: bool
    """Whether "we" or "our" stands in it."""
    second_person: bool
    present: bool
    """Whether a verb in the present or future stands in it."""
    past: bool
    """Whether a verb in the past stands in it."""
    contracted: bool
    """Whether it is as loose as speech: "won't", "that'll"."""


@dataclass(frozen=True, slots=True)
class Sentence(TenseAndPerson):
    """A narrated sentence."""

    start: int
    """In the clean text of its paragraph."""
    end: int
    text: str
    subject: str | None
    """The person who acts in it, by the name in the roster."""
    is_named: bool
    """Whether the subject is named, and not a pronoun."""
    is_tag: bool
    """Whether it says that somebody speaks."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """What the words of a sentence tell of who acts and thinks in it, whoever its pronouns mean."""

    telling: TenseAndPerson
    start: int
    end: int
    text: str
    is_tag: bool
    is_named: bool
    """Whether its subject is named, and not a pronoun."""
    subject: str | None
    """The person who acts in it by name."""
    pronoun: str
    """Its subject, where that is a pronoun."""
    in_tag: bool
    """Whether that pronoun speaks."""
    named: tuple[str, ...]
    """Everybody it names, in order."""
    minds: tuple[tuple[str | None, str, float], ...]
    """Whose senses or thoughts it tells of: a name or a pronoun, and how much that weighs."""
    is_of_body: bool
    """Whether it tells of a part of its subject's body."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of one prose paragraph tell, whoever speaks and whoever pronouns mean."""

    passage: Passage
    clean: CleanText
    regions: tuple[tuple[int, int], ...]
    """Where its narration stands in the clean text."""
    spoken: tuple[tuple[int, int], ...]
    """Where its speech begins there, and in the source."""
    clauses: tuple[tuple[_Clause, ...], ...]
    """The sentences of each stretch of narration."""
    mentioned: frozenset[str]
    """Everybody it names, in speech or narration."""


@dataclass(frozen=True, slots=True)
class View:
    """What one prose paragraph shows."""

    paragraph: int
    clean: CleanText
    regions: tuple[tuple[int, int], ...]
    """Where its narration stands in the clean text."""
    sentences: tuple[Sentence, ...]
    has_speech: bool
    starts_with_speech: bool
    ends_with_speech: bool
    actors: dict[str, float] = field(default_factory=dict)
    """Name -> how much the person does in the narration."""
    minds: dict[str, float] = field(default_factory=dict)
    """Name -> how much we see with the person's eyes."""
    mentioned: frozenset[str] = frozenset()
    """Everybody it names, in speech or narration."""


_POSSESSIVE = re.compile(r"['’]s?$")
NamesSeen = tuple[tuple[str, ...], tuple[str, ...]]
"""The last people to be named, and the last to act."""


class Names:
    """Finds people of the roster by the words of the narration, and keeps track of whom pronouns mean."""

    def __init__(self, roster: Roster) -> None:
        self.language = roster.language
        self._roster = roster
        self._known: dict[str, str | None] = {}
        self._genders = {person.name: person.gender for person in roster.people}
        self._seen: list[str] = []
        self._acted: list[str] = []
        self._seen_here: list[str] = []
        self._acted_here: list[str] = []
        self.narrator: str | None = None
        """Who says "I" in the paragraph at hand."""
        self.start_paragraph(0)

    def named(self, words: str) -> str | None:
        """Return the person the words name, trying the whole before its parts."""
        if words not in self._known:
            self._known[words] = self._look_up(words)
        return self._known[words]

    def _look_up(self, words: str) -> str | None:
        tokens = _POSSESSIVE.sub("", words).split()
        for size in range(len(tokens), 0, -1):
            if people := self._roster.find(" ".join(tokens[:size])):
                return people[0].name
        return None

    def gender(self, name: str) -> Gender:
        """Return the gender of a person of the roster."""
        return self._genders.get(name, Gender.UNKNOWN)

    def meant(self, pronoun: str, *, in_tag: bool = False) -> str | None:
        """Return whom a pronoun means: in a tag the last to act or speak whom it fits, elsewhere the last to act."""
        if pronoun.lower() in self.language.pronouns.first_person:
            return self.narrator
        fits = {self.language.pronouns.gender(pronoun.lower()), Gender.UNKNOWN}
        for names in (self._seen,) if in_tag else (self._acted_here, self._seen_here, self._acted, self._seen):
            for name in reversed(names):
                if self.gender(name) in fits:
                    return name
        return None

    @property
    def seen(self) -> NamesSeen:
        """Who was named, and who acted, lately: all that is carried from paragraph to paragraph."""
        return tuple(self._seen), tuple(self._acted)

    @seen.setter
    def seen(self, seen: NamesSeen) -> None:
        self._seen[:], self._acted[:] = seen

    def start_paragraph(self, offset: int) -> None:
        """Forget who was named in the paragraph before: a pronoun looks in its own first."""
        narrator = self._roster.at(offset).narrator
        self.narrator = self._roster.people[narrator].name if narrator is not None else None
        self._seen_here.clear()
        self._acted_here.clear()

    def saw(self, name: str | None, *, acts: bool = False) -> None:
        """Note that a person is named or speaks, or acts in the narration."""
        if name is None or name not in self._genders:
            return
        seen = (self._seen, self._seen_here)
        for names in (*seen, self._acted, self._acted_here) if acts else seen:
            if name in names:
                names.remove(name)
            names.append(name)
            del names[:-8]


def narration(
    story: Story, passages: Sequence[Passage], roster: Roster, memory: Memory = NOTHING_KEPT
) -> tuple[Told, ...]:
    """Return what the words of every prose paragraph tell, in reading order."""

    def read() -> tuple[Roster, tuple[Told, ...]]:
        nothing: tuple[Told, ...] = ()
        of, told = memory.last("narration", (roster, nothing))
        known = {one.passage.start: one for one in told} if of == roster else {}
        by_paragraph = {passage.paragraph: passage for passage in passages}
        names = Names(roster)
        found: list[Told] = []
        for index, paragraph, clean in clean_paragraphs(story):
            passage = by_paragraph.get(index) if paragraph.role is Role.PROSE else None
            if passage is not None:
                one = known.get(passage.start)
                found.append(one if one is not None and one.passage == passage else _told(clean, passage, names))
        return roster, tuple(found)

    return memory.kept("narration", (passages, roster), read)[1]


def with_names(told: Iterable[Told], now: Mapping[str, str]) -> tuple[Told, ...]:
    """Return what paragraphs tell with the people in it called as they are now; ``now`` has everybody's old name."""
    changed = {name for name, new in now.items() if name != new}

    def renamed(clause: _Clause) -> _Clause:
        minds = tuple((now.get(name or "", name), pronoun, weight) for name, pronoun, weight in clause.minds)
        named = tuple(now.get(name, name) for name in clause.named)
        return replace(clause, subject=now.get(clause.subject or "", clause.subject), named=named, minds=minds)

    def told_now(paragraph: Told) -> Told:
        clauses = [clause for stretch in paragraph.clauses for clause in stretch]
        named = {*paragraph.mentioned, *(clause.subject for clause in clauses)}
        if changed.isdisjoint(named | {name for clause in clauses for name, _, _ in clause.minds}):
            return paragraph
        stretches = tuple(tuple(map(renamed, stretch)) for stretch in paragraph.clauses)
        mentioned = frozenset(now.get(name, name) for name in paragraph.mentioned)
        return replace(paragraph, clauses=stretches, mentioned=mentioned)

    return tuple(map(told_now, told)) if changed else tuple(told)


def views(
    told: Sequence[Told], roster: Roster, attributions: Sequence[Attribution] = (), memory: Memory = NOTHING_KEPT
) -> tuple[View, ...]:
    """Return a view of every prose paragraph, in reading order.

    Where it is known who speaks, a pronoun after the words may mean the speaker.
    """
    speakers = {attribution.start: attribution.speaker for attribution in attributions}
    names = Names(roster)

    def view(paragraph: Told) -> tuple[View, NamesSeen]:
        return _view(paragraph, names, speakers), names.seen

    found: list[View] = []
    for paragraph in told:
        heard = tuple(speakers.get(start) for _, start in paragraph.spoken)
        given = (paragraph, roster, heard, names.seen)
        shown, names.seen = memory.kept(("view", paragraph.passage.start), given, partial(view, paragraph))
        found.append(shown)
    return tuple(found)


def clean_index(clean: CleanText, offset: int) -> int:
    """Return where a source offset stands in a clean text; the next kept character where it is skipped."""
    run = max(0, bisect_right(clean.offsets, offset) - 1)
    end = clean.starts[run + 1] if run + 1 < len(clean.starts) else len(clean.text)
    return min(end, max(clean.starts[run], clean.starts[run] + offset - clean.offsets[run]))


def _told(clean: CleanText, passage: Passage, names: Names) -> Told:
    """Return what the words of a paragraph tell."""
    spoken = [(clean_index(clean, p.start), clean_index(clean, p.end), p.start) for p in passage.pieces if p.spoken]
    regions = tuple(_between([(start, end) for start, end, _ in spoken], len(clean.text)))
    return Told(
        passage,
        clean,
        regions,
        tuple((low, start) for low, _, start in spoken),
        tuple(
            tuple(
                _clause(clean.text, at, stop, names)
                for at, stop in sentences(clean.text, start, end, language=names.language)
            )
            for start, end in regions
        ),
        frozenset(_named_in(clean.text, names)),
    )


def _view(told: Told, names: Names, speakers: Mapping[int, str]) -> View:
    """Return what a paragraph shows, and let the names know of it."""
    names.start_paragraph(told.passage.start)
    actors: dict[str, float] = {}
    minds: dict[str, float] = {}
    found: list[Sentence] = []
    passed = 0
    spoken = told.spoken
    for (start, _), clauses in zip(told.regions, told.clauses, strict=True):
        while passed < len(spoken) and spoken[passed][0] < start:
            names.saw(speakers.get(spoken[passed][1]))
            passed += 1
        for clause in clauses:
            sentence = _sentence(clause, names)
            found.append(sentence)
            for name in clause.named:
                names.saw(name)
            if sentence.subject is not None:
                names.saw(sentence.subject, acts=not sentence.is_tag)
                actors[sentence.subject] = actors.get(sentence.subject, 0.0) + (1.0 if sentence.is_named else 0.5)
            for name, weight in _minds(clause, sentence.subject, names):
                minds[name] = minds.get(name, 0.0) + weight
    for _, start in spoken[passed:]:
        names.saw(speakers.get(start))
    pieces = told.passage.pieces
    return View(
        told.passage.paragraph,
        told.clean,
        told.regions,
        tuple(found),
        has_speech=bool(spoken),
        starts_with_speech=bool(pieces) and pieces[0].spoken,
        ends_with_speech=bool(pieces) and pieces[-1].spoken,
        actors=actors,
        minds=minds,
        mentioned=told.mentioned,
    )


def _named_in(text: str, names: Names) -> Iterator[str]:
    """Yield whom a text names, in order."""
    for match in names.language.narration.proper.finditer(text):
        if name := names.named(match.group()):
            yield name


def _between(spoken: Sequence[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """Yield what the spoken stretches leave of a text."""
    here = 0
    for start, end in spoken:
        if start > here:
            yield here, start
        here = max(here, end)
    if here < size:
        yield here, size


def _clause(text: str, start: int, end: int, names: Names) -> _Clause:
    """Return what the words of a sentence tell."""
    words = text[start : min(end, start + LONGEST)]
    patterns = names.language.narration
    acting = patterns.subject.match(words)
    subject, pronoun, in_tag, is_named = _subject(words, acting, names)
    return _Clause(
        tense_and_person(words, names.language),
        start,
        end,
        words,
        _is_tag(words, acting, names.language),
        is_named,
        subject,
        pronoun,
        in_tag,
        tuple(_named_in(words, names)),
        tuple(_minded(words, names)),
        is_of_body=acting is not None and acting["next"].lower() in patterns.body,
    )


def _sentence(clause: _Clause, names: Names) -> Sentence:
    """Return a sentence with the person who acts in it."""
    telling = clause.telling
    return Sentence(
        telling.first_person,
        telling.plural_person,
        telling.second_person,
        telling.present,
        telling.past,
        telling.contracted,
        clause.start,
        clause.end,
        clause.text,
        names.meant(clause.pronoun, in_tag=clause.in_tag) if clause.pronoun else clause.subject,
        clause.is_named,
        clause.is_tag,
    )


def _is_tag(words: str, acting: re.Match[str] | None, language: Language) -> bool:
    inverted = language.narration.inverted.match(words) if words[0].islower() else None
    if inverted is not None:
        return inverted["verb"] in language.speech_verbs.all
    return acting is not None and acting["next"].lower() in language.speech_verbs.strong


def tense_and_person(words: str, language: Language) -> TenseAndPerson:
    """Return in which tense and person some words are."""
    patterns, low = language.narration, words.lower()
    return TenseAndPerson(
        first_person=patterns.first_person.search(words) is not None,
        plural_person=patterns.plural_person.search(words) is not None,
        second_person=patterns.second_person.search(words) is not None,
        present=patterns.present.search(low) is not None,
        past=patterns.past.search(patterns.not_past.sub("", low)) is not None,
        contracted=patterns.contracted.search(words) is not None,
    )


def _subject(words: str, acting: re.Match[str] | None, names: Names) -> tuple[str | None, str, bool, bool]:
    """Return the subject of a sentence: by name, as a pronoun, whether that speaks, and whether it is named at all."""
    language, patterns = names.language, names.language.narration
    if words[0].islower() and (tag := patterns.inverted.match(words)) and tag["verb"] in language.speech_verbs.all:
        return names.named(tag["who"]), "", False, True
    if acting is None:
        return None, "", False, False
    who = acting["who"]
    if who.lower() in language.pronouns.single:
        return None, who, acting["next"].lower() in language.speech_verbs.strong, False
    if acting["own"] or who.endswith(("'s", "’s")):
        is_body = acting["next"].lower() in patterns.body
        return (names.named(who) if is_body else None), "", False, True
    return names.named(who), "", False, True


def _minded(words: str, names: Names) -> Iterator[tuple[str | None, str, float]]:
    """Yield whose senses or thoughts a sentence tells of: by name or as a pronoun, with a weight."""
    patterns = names.language.narration
    for match in patterns.mind.finditer(words):
        who = match["who"]
        if who.lower() in names.language.pronouns.single:
            yield None, who, 1.0
        elif name := names.named(who):
            yield name, "", 1.5
    own = patterns.own.match(words)
    if own and own["next"].lower() in patterns.body:
        yield None, words.split(None, 1)[0], 0.5


def _minds(clause: _Clause, subject: str | None, names: Names) -> Iterator[tuple[str, float]]:
    """Yield whose senses or thoughts a sentence with a subject tells of."""
    for name, pronoun, weight in clause.minds:
        who = name or names.meant(pronoun)
        if who is not None:
            yield who, weight
    if subject and clause.is_of_body:
        yield subject, 0.5
