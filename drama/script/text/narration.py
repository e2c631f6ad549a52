"""What the narration shows paragraph by paragraph: who acts, whose mind we are in, person and tense of each sentence.

Scenes, thoughts and thinkers are read from these views. Everything is word lists and one look at each sentence:
linear, and the same on every machine.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.model import Gender, Role
from drama.script.text.sentences import sentences
from drama.script.text.spans import clean_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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


_NOT_LOOKED_AT = TenseAndPerson(
    first_person=False, plural_person=False, second_person=False, present=False, past=False, contracted=False
)


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


def views(
    story: Story,
    passages: Sequence[Passage],
    roster: Roster,
    attributions: Sequence[Attribution] = (),
    *,
    with_tense: bool = True,
) -> tuple[View, ...]:
    """Return a view of every prose paragraph, in reading order.

    Where it is known who speaks, a pronoun after the words may mean the speaker. Person and tense are half the
    work: without them every sentence says no to them all.
    """
    by_paragraph = {passage.paragraph: passage for passage in passages}
    speakers = {attribution.start: attribution.speaker for attribution in attributions}
    names = Names(roster)
    return tuple(
        _view(index, clean, by_paragraph[index], names, speakers, with_tense=with_tense)
        for index, paragraph, clean in clean_paragraphs(story)
        if paragraph.role is Role.PROSE and index in by_paragraph
    )


def clean_index(clean: CleanText, offset: int) -> int:
    """Return where a source offset stands in a clean text; the next kept character where it is skipped."""
    run = max(0, bisect_right(clean.offsets, offset) - 1)
    end = clean.starts[run + 1] if run + 1 < len(clean.starts) else len(clean.text)
    return min(end, max(clean.starts[run], clean.starts[run] + offset - clean.offsets[run]))


def _view(
    index: int, clean: CleanText, passage: Passage, names: Names, speakers: Mapping[int, str], *, with_tense: bool
) -> View:
    names.start_paragraph(passage.start)
    pieces = passage.pieces
    spoken = [
        (clean_index(clean, p.start), clean_index(clean, p.end), speakers.get(p.start)) for p in pieces if p.spoken
    ]
    regions = tuple(_between([(start, end) for start, end, _ in spoken], len(clean.text)))
    actors: dict[str, float] = {}
    minds: dict[str, float] = {}
    found: list[Sentence] = []
    mentioned: set[str] = set()
    proper = names.language.narration.proper
    for match in proper.finditer(clean.text):
        if name := names.named(match.group()):
            mentioned.add(name)
    passed = 0
    for start, end in regions:
        while passed < len(spoken) and spoken[passed][0] < start:
            names.saw(spoken[passed][2])
            passed += 1
        for at, stop in sentences(clean.text, start, end, language=names.language):
            sentence = _sentence(clean.text, at, stop, names, with_tense=with_tense)
            found.append(sentence)
            for match in proper.finditer(sentence.text):
                names.saw(names.named(match.group()))
            if sentence.subject is not None:
                names.saw(sentence.subject, acts=not sentence.is_tag)
                actors[sentence.subject] = actors.get(sentence.subject, 0.0) + (1.0 if sentence.is_named else 0.5)
            for name, weight in _minds(sentence, names):
                minds[name] = minds.get(name, 0.0) + weight
    for _, _, speaker in spoken[passed:]:
        names.saw(speaker)
    return View(
        index,
        clean,
        regions,
        tuple(found),
        has_speech=bool(spoken),
        starts_with_speech=bool(pieces) and pieces[0].spoken,
        ends_with_speech=bool(pieces) and pieces[-1].spoken,
        actors=actors,
        minds=minds,
        mentioned=frozenset(mentioned),
    )


def _between(spoken: Sequence[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """Yield what the spoken stretches leave of a text."""
    here = 0
    for start, end in spoken:
        if start > here:
            yield here, start
        here = max(here, end)
    if here < size:
        yield here, size


def _sentence(text: str, start: int, end: int, names: Names, *, with_tense: bool) -> Sentence:
    words = text[start : min(end, start + LONGEST)]
    subject, is_named = _subject(words, names)
    telling = tense_and_person(words, names.language) if with_tense else _NOT_LOOKED_AT
    return Sentence(
        telling.first_person,
        telling.plural_person,
        telling.second_person,
        telling.present,
        telling.past,
        telling.contracted,
        start=start,
        end=end,
        text=words,
        subject=subject,
        is_named=is_named,
        is_tag=_is_tag(words, names.language),
    )


def _is_tag(words: str, language: Language) -> bool:
    inverted = language.narration.inverted.match(words) if words[0].islower() else None
    if inverted is not None:
        return inverted["verb"] in language.speech_verbs.all
    direct = language.narration.subject.match(words)
    return direct is not None and direct["next"].lower() in language.speech_verbs.strong


def tense_and_person(words: str, language: Language) -> TenseAndPerson:
    """Return in which tense and person some words are."""
    patterns = language.narration
    return TenseAndPerson(
        first_person=patterns.first_person.search(words) is not None,
        plural_person=patterns.plural_person.search(words) is not None,
        second_person=patterns.second_person.search(words) is not None,
        present=patterns.present.search(words) is not None,
        past=patterns.past.search(patterns.not_past.sub("", words)) is not None,
        contracted=patterns.contracted.search(words) is not None,
    )


def _subject(words: str, names: Names) -> tuple[str | None, bool]:
    language, patterns = names.language, names.language.narration
    if words[0].islower() and (tag := patterns.inverted.match(words)) and tag["verb"] in language.speech_verbs.all:
        return names.named(tag["who"]), True
    match = patterns.subject.match(words)
    if match is None:
        return None, False
    who = match["who"]
    if who.lower() in language.pronouns.single:
        return names.meant(who, in_tag=match["next"].lower() in language.speech_verbs.strong), False
    if match["own"] or who.endswith(("'s", "’s")):
        is_body = match["next"].lower() in patterns.body
        return (names.named(who) if is_body else None), True
    return names.named(who), True


def _minds(sentence: Sentence, names: Names) -> Iterator[tuple[str, float]]:
    """Yield whose senses or thoughts a sentence tells of."""
    patterns = names.language.narration
    for match in patterns.mind.finditer(sentence.text):
        who = match["who"]
        is_pronoun = who.lower() in names.language.pronouns.single
        name = names.meant(who) if is_pronoun else names.named(who)
        if name is not None:
            yield name, 1.0 if is_pronoun else 1.5
    own = patterns.own.match(sentence.text)
    if own and own["next"].lower() in patterns.body and (name := names.meant(sentence.text.split(None, 1)[0])):
        yield name, 0.5
    owner = patterns.subject.match(sentence.text)
    if owner and sentence.subject and owner["next"].lower() in patterns.body:
        yield sentence.subject, 0.5
