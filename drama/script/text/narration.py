"""What the narration shows paragraph by paragraph: who acts, whose mind we are in, person and tense of each sentence.

Scenes, thoughts and thinkers are read from these views. Everything is word lists and one look at each sentence:
linear, and the same on every machine.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.languages.en.lexicon import SPEECH_VERBS, STRONG_VERBS
from drama.languages.en.names import NAME
from drama.languages.en.titles import DOTTED
from drama.model import Gender, Role
from drama.script.text.sentences import sentences
from drama.script.text.spans import clean_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drama.model import Story
    from drama.script.text.spans import Attribution, CleanText, Passage, Roster

LONGEST = 600
"""Characters of a sentence that are looked at; a longer one is no line of thought and has its subject early."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Person and tense of some words."""

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


_UNTOLD = Telling(
    first_person=False, plural_person=False, second_person=False, present=False, past=False, contracted=False
)


@dataclass(frozen=True, slots=True)
class Sentence(Telling):
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


_PERSON_I = re.compile(r"\b(?:I|me|my|mine|myself)\b|\bI['’]")
_PERSON_WE = re.compile(r"\b(?:[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves)\b")
_PERSON_YOU = re.compile(r"\b[Yy](?:ou|our|ours|ourself)\b")
_PRESENT = re.compile(
    r"\b(?:am|is|are|isn['’]t|aren['’]t|ain['’]t|has|hasn['’]t|have|haven['’]t|do|does|don['’]t|doesn['’]t|"
    r"can|can['’]t|cannot|"
    r"will|won['’]t|shall|shan['’]t|gotta|gonna|let['’]s|knows?|looks|thinks?|wants?|needs?|seems|goes|comes|"
    r"gets|makes|"
    r"says|means|takes|feels|hates?|loves?|likes|hope|wonder|guess|suppose)\b"
    r"|['’](?:ll|re|m|ve)\b|\b(?:he|she|it|that|there|here|where|what|who|how|\w+(?:body|one|thing))['’]s\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|wasn['’]t|weren['’]t|had|hadn['’]t|did|didn['’]t|could|couldn['’]t|would|wouldn['’]t|"
    r"might|went|came|"
    r"said|saw|took|got|gave|made|knew|thought|felt|found|told|left|kept|began|stood|sat|lay|ran|heard|held|"
    r"let|brought|"
    r"turned|looked|seemed|asked|became|fell|rose|drew|grew|spoke|wrote|read|met|led|lost|meant|broke|caught|threw|"
    r"shook|drove|struck|sank|swung|flew|woke|wore|bore|tore|swore|hung|stuck|sprang|slept|crept|swept|wept|"
    r"built|sent|spent|bent|"
    r"paid|won(?!['’])|shot|shut|put|set|hit|cut|bit|hid|slid|rode|strode|rang|sang|drank|swam|ate|forgot|"
    r"chose|froze|stole|shone|"
    r"(?:must|may|ought to|should) have|fought|bought|taught|sought|understood|backed|\w{2,}ed)\b|\b(?:he|"
    r"she|it|they)['’]d\b",
    re.IGNORECASE,
)
_NOT_PAST = re.compile(
    r"(?:\b(?:have|has)|['’](?:ve|s))(?: \w+)? \w+ed\b|\b(?:\w*need|\w*[^aeiou]eed|red|"
    r"bed|hundred|sacred|indeed|speed|shed|sled|wicked|naked|tired|let|put|read|set|cut|hit|shut)\b",
    re.IGNORECASE,
)
_CONTRACTED = re.compile(
    r"\w['’](?:ll|re|m|ve|t)\b|\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hat|[Tt]here|[Hh]ere|"
    r"[Ww]here|[Ww]hat|[Ww]ho|[Hh]ow|[Ll]et|\w+(?:body|one|thing))['’]s\b"
)

_PROPER = re.compile(rf"(?<!\w){NAME}")
_SUBJECT = re.compile(
    r"(?:(?:And|But|So|Then|Now|Still|Yet|Again|Finally|Instead|Meanwhile|Suddenly|Slowly|Quickly|At last|"
    r"For a moment),?\s)?"
    rf"(?P<who>[Hh]e|[Ss]he|I|{NAME}|[Tt]he\s\w+(?:\s\w+)?)(?P<own>['’]s?(?=\s))?\s(?P<next>[\w’']+)"
)
_INVERTED = re.compile(rf"(?P<verb>[a-z]+)\s(?P<who>{NAME}|[Tt]he\s\w+(?:\s\w+)?)")
_OWN = re.compile(r"(?:His|Her|My)\s(?P<next>[\w’']+)")
_BODY_WORDS = """
mind heart mouth stomach throat breath chest spine thoughts skin pulse head ears eyes memory knees hands belly
blood gut legs mood temper nerves conscience cheeks face arms lungs
"""
_BODY = frozenset(_BODY_WORDS.split())
_MIND_VERBS = (
    "felt|found "
    "that|knew|thought|wondered|saw|heard|noticed|reali[sz]ed|remembered|wanted|hoped|feared|wished|believed|understood|"
    "decided|guessed|sensed|suspected|hated|loved|imagined|resisted|considered|recogni[sz]ed|pictured|recalled|forgot|dreaded|"
    "supposed|longed|liked|feels|knows|thinks|wonders|sees|hears|notices|reali[sz]es|remembers|wants|hopes"
)
_MIND = re.compile(
    rf"(?P<who>\b[Hh]e|\b[Ss]he|\bI|\b{DOTTED}[A-Z][\w’'-]*)\s(?:(?:\w+ly|had|still|only|just|never|always|almost)\s){{0,2}}"
    rf"(?:(?:{_MIND_VERBS})\b|could\s(?:\w+\s)?(?:see|feel|hear|tell|smell|taste|imagine|sense|remember|make out)\b|"
    r"could(?:n['’]t| not| only)\s(?:help|watch|see|believe|stop)\b)"
)
_POSSESSIVE = re.compile(r"['’]s?$")


class Names:
    """Finds people of the roster by the words of the narration, and keeps track of whom pronouns mean."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._known: dict[str, str | None] = {}
        self._genders = {person.name: person.gender for person in roster.people}
        self._seen: list[str] = []
        self._acted: list[str] = []
        self._seen_here: list[str] = []
        self._acted_here: list[str] = []
        narrator = roster.narrator
        self.narrator = roster.people[narrator].name if narrator is not None else None

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
        if pronoun == "I":
            return self.narrator
        fits = {Gender.MALE if pronoun.lower() in {"he", "his", "him"} else Gender.FEMALE, Gender.UNKNOWN}
        for names in (self._seen,) if in_tag else (self._acted_here, self._seen_here, self._acted, self._seen):
            for name in reversed(names):
                if self.gender(name) in fits:
                    return name
        return None

    def start_paragraph(self) -> None:
        """Forget who was named in the paragraph before: a pronoun looks in its own first."""
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
    names.start_paragraph()
    pieces = passage.pieces
    spoken = [
        (clean_index(clean, p.start), clean_index(clean, p.end), speakers.get(p.start)) for p in pieces if p.spoken
    ]
    regions = tuple(_between([(start, end) for start, end, _ in spoken], len(clean.text)))
    actors: dict[str, float] = {}
    minds: dict[str, float] = {}
    found: list[Sentence] = []
    mentioned: set[str] = set()
    for match in _PROPER.finditer(clean.text):
        if name := names.named(match.group()):
            mentioned.add(name)
    heard = 0
    for start, end in regions:
        while heard < len(spoken) and spoken[heard][0] < start:
            names.saw(spoken[heard][2])
            heard += 1
        for at, stop in sentences(clean.text, start, end):
            sentence = _sentence(clean.text, at, stop, names, with_tense=with_tense)
            found.append(sentence)
            for match in _PROPER.finditer(sentence.text):
                names.saw(names.named(match.group()))
            if sentence.subject is not None:
                names.saw(sentence.subject, acts=not sentence.is_tag)
                actors[sentence.subject] = actors.get(sentence.subject, 0.0) + (1.0 if sentence.is_named else 0.5)
            for name, weight in _minds(sentence, names):
                minds[name] = minds.get(name, 0.0) + weight
    for _, _, speaker in spoken[heard:]:
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
    told = tense_and_person(words) if with_tense else _UNTOLD
    return Sentence(
        told.first_person,
        told.plural_person,
        told.second_person,
        told.present,
        told.past,
        told.contracted,
        start=start,
        end=end,
        text=words,
        subject=subject,
        is_named=is_named,
        is_tag=_is_tag(words),
    )


def _is_tag(words: str) -> bool:
    inverted = _INVERTED.match(words) if words[0].islower() else None
    if inverted is not None:
        return inverted["verb"] in SPEECH_VERBS
    direct = _SUBJECT.match(words)
    return direct is not None and direct["next"].lower() in STRONG_VERBS


def tense_and_person(words: str) -> Telling:
    """Return in which person and tense some words are told."""
    return Telling(
        first_person=_PERSON_I.search(words) is not None,
        plural_person=_PERSON_WE.search(words) is not None,
        second_person=_PERSON_YOU.search(words) is not None,
        present=_PRESENT.search(words) is not None,
        past=_PAST.search(_NOT_PAST.sub("", words)) is not None,
        contracted=_CONTRACTED.search(words) is not None,
    )


def _subject(words: str, names: Names) -> tuple[str | None, bool]:
    if words[0].islower() and (tag := _INVERTED.match(words)) and tag["verb"] in SPEECH_VERBS:
        return names.named(tag["who"]), True
    match = _SUBJECT.match(words)
    if match is None:
        return None, False
    who = match["who"]
    if who in {"He", "he", "She", "she", "I"}:
        return names.meant(who, in_tag=match["next"].lower() in STRONG_VERBS), False
    if match["own"] or who.endswith(("'s", "’s")):
        is_body = match["next"].lower() in _BODY
        return (names.named(who) if is_body else None), True
    return names.named(who), True


def _minds(sentence: Sentence, names: Names) -> Iterator[tuple[str, float]]:
    """Yield whose senses or thoughts a sentence tells of."""
    for match in _MIND.finditer(sentence.text):
        who = match["who"]
        is_pronoun = who.lower() in {"he", "she", "i"}
        name = names.meant(who) if is_pronoun else names.named(who)
        if name is not None:
            yield name, 1.0 if is_pronoun else 1.5
    own = _OWN.match(sentence.text)
    if own and own["next"].lower() in _BODY and (name := names.meant(sentence.text.split(None, 1)[0])):
        yield name, 0.5
    owner = _SUBJECT.match(sentence.text)
    if owner and sentence.subject and owner["next"].lower() in _BODY:
        yield sentence.subject, 0.5
