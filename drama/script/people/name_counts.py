"""Capitalised names as a text uses them, counted over the whole story."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from drama.languages.base import Language
from drama.languages.letters import SMALL, composed

_WORD = re.compile(rf"{SMALL}+(?:'{SMALL}+)?")
_SENTENCE_END = frozenset(".!?:;\"'\u201c\u201d\u2018(\u2014\u00bb\u00ab*-\u2026")


@dataclass(slots=True)
class Usage:
    """How often, and how, a text uses a name."""

    middle: int = 0
    """Inside sentences, where a capital means a name."""
    start: int = 0
    subject: int = 0
    """Followed by a verb."""
    does: int = 0
    """Followed by a verb that tells more than that it is or has something."""
    tagged: int = 0
    """Subject of a speech verb."""
    human: int = 0
    """Subject of what only people do, or owner of a face: "Anna shrugged", "Anna's eyes"."""
    busy: int = 0
    """Subject of what people do more often than things: "Anna kicked"."""
    place: int = 0
    """After a preposition of place."""
    article: int = 0
    """After "the"."""
    vocative: int = 0
    quoted: int = 0
    """Inside speech."""
    she: int = 0
    """Followed by "she" or "her" before anybody else is named."""
    he: int = 0

    @property
    def narrated(self) -> int:
        """Uses in the narration."""
        return self.middle + self.start


@dataclass(slots=True)
class NameCounts:
    """What is counted of names and words in one pass over a story."""

    language: Language
    names: dict[str, Usage] = field(default_factory=lambda: defaultdict(Usage))
    lower: Counter[str] = field(default_factory=Counter)
    """Words in lower case, counted: what is common there is no name at a sentence's start."""
    together: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Pairs of names in one narrated sentence: two names of one person hardly ever stand together."""
    first_person: int = 0
    """"I" in the narration."""
    narrated_words: int = 0

    @property
    def base_he(self) -> float:
        """Fraction of the gendered pronouns that are male, kept between 0.1 and 0.9."""
        he = sum(self.lower[w] for w in self.language.pronouns.male)
        she = sum(self.lower[w] for w in self.language.pronouns.female)
        return min(0.9, max(0.1, (he + 1) / (he + she + 2)))


def straighten(text: str) -> str:
    """Return text with straight apostrophes."""
    return text.replace("\u2019", "'").replace("\u2018", "'")


def is_sentence_start(text: str, at: int, language: Language) -> bool:
    """Whether a word at an index may be capitalised only because a sentence starts with it."""
    before = text[max(0, at - 12) : at].rstrip()
    if not before:
        return True
    return before[-1] in _SENTENCE_END and not language.ends_in_title.search(before)


_TOKEN = re.compile(r"\S+")


@cache
def names_in(text: str, language: Language) -> tuple[tuple[int, int, str], ...]:
    """Return (start, end, name) of every capitalised name, sentence-opening words such as "But" left out.

    Kept, for several stages ask of the same text, until :func:`drama.script.people.roster.forget_texts`.
    """
    return tuple(_find_names(text, language))


def _find_names(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    for match in language.capitalised_run.finditer(text):
        if match.group().isalpha():  # one word, as most are
            if _is_no_name(text, match, language):
                continue
            if (start := _start_of(text, match.start(), language)) == match.start():
                if not _is_contracted(text, match.end()):
                    yield start, match.end(), composed(match.group())
                continue
        start = _start_of(text, match.start(), language)
        words = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, match.end())]
        shouted = _shouted([word for _, _, word in words], language)
        inner = (
            i
            for i in range(1, len(words))
            if _divides(words[i - 1][2], words[i][2], language)
            or _is_verb_by_mistake(words[i - 1][2], words[i][2], language)
            or (shouted[i - 1] is not shouted[i] and language.titles.find(words[i - 1][2]) is None)
        )
        cuts = [0, *inner, len(words)]
        for low, high in itertools.pairwise(cuts):
            part = words[low:high]
            while part and _is_opener(part[0][2], language, alone=len(part) == 1):
                part = part[1:]
            while part and (part[-1][2] in language.name_endings or _is_contracted(text, part[-1][1])):
                part = part[:-1]
            if part:
                name = composed(" ".join(word for _, _, word in part))
                stop = name.endswith(".")  # "Plan B."
                yield part[0][0], part[-1][1] - stop, name.removesuffix(".")


def _is_no_name(text: str, match: re.Match[str], language: Language) -> bool:
    """Whether a capitalised word is none by itself, and nothing beside it makes it one."""
    word = match.group()
    if not _is_opener(word, language, alone=True) and word not in language.name_endings:
        return False
    return word not in language.rare_names or not _is_said_to_be(text, match.start(), match.end(), language)


def _is_said_to_be(text: str, start: int, end: int, language: Language) -> bool:
    """Whether a verb beside a word makes somebody of it: '"…," said River', 'River shrugged'."""
    before = text[max(0, start - _LONGEST_VERB) : start]
    verb = before.strip(" ,")
    if before[-1:] == " " and start < _LONGEST_VERB and verb in language.speech_verbs.strong:
        return True
    after = _TAGGING.match(text, end)
    if after is None or (before.strip() and not is_sentence_start(text, start, language)):
        return False
    return after.group(1) in language.descriptions.faces or (
        after.group(1) in language.speech_verbs.strong and not verb and after.group(2) is not None
    )


_LONGEST_VERB = 20
_TAGGING = re.compile(rf" ({SMALL}+)((?: {SMALL}+ly)?(?=[,.:;!?]|\s*$))?")


def _start_of(text: str, start: int, language: Language) -> int:
    """Return where a name starts that has its first capital at an index: at "van" or "al-" before it."""
    before = text[max(0, start - 4) : start]
    if before not in language.ends_of_particles and before[-1:] not in _JOINS:
        return start
    match = language.before_name.search(text, max(0, start - _LONGEST_BEFORE), start)
    return match.start() if match else start


_JOINS = ("'", "-")
_LONGEST_BEFORE = 16
"""Characters of small words that a name begins with."""


def _is_contracted(text: str, end: int) -> bool:
    """Whether a capitalised word that ends at an index is the verb of "Didn't"."""
    return text.startswith("n't", end - 1) and not text[end + 2 : end + 3].isalpha()


def _divides(before: str, word: str, language: Language) -> bool:
    """Whether a capitalised word begins another name than the word before it belongs to."""
    if before[-1] == "." and word in language.names.openers:
        return language.titles.find(before) is None  # "Plan B. Then"
    return word in language.titles.dividers and language.titles.find(before) is None


def _is_verb_by_mistake(before: str, word: str, language: Language) -> bool:
    """Whether a capital only makes a word look like a part of the name before it: "Karl Did not answer"."""
    if word not in language.names.openers or word in language.names.inside or before.islower():
        return False
    return language.titles.find(before) is None


def _shouted(words: Sequence[str], language: Language) -> list[bool]:
    """Return which words of a run of names are shouted: "Jenny GRABS THE Edward" is two names and what she does.

    Capitals alone may be initials ("JB Kell"), a number ("Henry VIII") or a title: with a longer word beside them they
    are shouted as it is.
    """
    capitals = [word.isupper() and language.titles.find(word) is None and not _ROMAN.fullmatch(word) for word in words]
    shouted = [False] * len(words)
    for is_capitals, group in itertools.groupby(range(len(words)), key=capitals.__getitem__):
        run = list(group)
        if is_capitals and any(len(words[at]) > _INITIALS for at in run):
            shouted[run[0] : run[-1] + 1] = [True] * len(run)
    return shouted


_INITIALS = 3
"""At most as many capitals may be initials, or a short name."""
_ROMAN = re.compile(r"[IVXLC]+")


def _is_opener(word: str, language: Language, *, alone: bool) -> bool:
    """Whether a word only stands before a name, or is capitalised and none."""
    if word.islower():
        return word not in language.names.particles
    if word in language.names.openers:
        return True
    if alone:
        return word.rstrip(".") in language.not_names
    is_adverb = word.endswith("ly") and language.names.adverb.search(word) is not None
    return word in language.names.interjections or (is_adverb and word.lower() not in language.names.first_names())


def count_narration(counts: NameCounts, text: str) -> None:
    """Count the names and words of some narration."""
    words = _WORD.findall(text)
    counts.lower.update(words)
    counts.narrated_words += len(words)
    counts.first_person += len(counts.language.mentions.narrator.findall(text))
    sentence: set[str] = set()
    named = names_in(text, counts.language)
    for start, end, name in named:
        opens = is_sentence_start(text, start, counts.language)
        if opens:
            sentence.clear()
        for other in sentence - {name}:
            counts.together[min(name, other), max(name, other)] += 1
        if len(sentence) < _MAX_TOGETHER:
            sentence.add(name)
        _count_use(counts.names[name], text, start, end, counts.language, opens=opens)


_MAX_TOGETHER = 8


_DASHES = "\u2014\u2013\u2015-"
"""What may touch a verb: ``—said Anna``."""


def _count_use(usage: Usage, text: str, start: int, end: int, language: Language, *, opens: bool) -> None:
    """Count one use of a name in the narration."""
    verbs = language.speech_verbs.all
    if opens:
        usage.start += 1
    else:
        usage.middle += 1
    before = text[max(0, start - 24) : start].split()
    last = before[-1].lower().lstrip(_DASHES) if before else ""
    usage.article += last == "the"
    earlier = before[-2].lower() if len(before) > 1 else ""
    if last in language.places.prepositions:
        usage.place += earlier not in verbs  # "put in Anna"
    elif last in {"at", "from"}:
        usage.place += not language.is_verb(earlier)
    following = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    verb = following.group() if following else ""
    listed = language.descriptions
    usage.human += verb in listed.faces or (text[end : end + 2] == "'s" and _owns_body(text, end, listed.body))
    usage.busy += verb in listed.deeds
    if verb and language.is_action(verb):
        usage.subject += 1
        usage.does += verb not in language.actions.states
        usage.tagged += verb in verbs
    elif last in verbs or (last == "the" and len(before) > 1 and before[-2].lower() in language.speech_verbs.strong):
        usage.tagged += 1


def _owns_body(text: str, end: int, body: frozenset[str]) -> bool:
    """Whether a name that ends at an index owns a part of a body: "Anna's dark eyes"."""
    return any(word in body for word in text[end + 2 : end + _BODY_REACH].split()[:2])


_BODY_REACH = 30


@cache
def vocatives(speech: str, language: Language) -> tuple[tuple[int, str], ...]:
    """Return the names by which somebody is addressed in some speech, each with its offset; kept like names."""
    found: list[tuple[int, str]] = []
    for match in language.mentions.vocative.finditer(speech):
        word = match.group(1)
        if language.ends_in_title.search(speech, max(0, match.start(1) - _LONGEST_TITLE), match.start(1) - 1):
            continue  # "Mrs. Brandt" is no sentence's end
        if word in language.names.openers:
            if word.lower() in language.names.first_names():  # "Yes, Will?"
                found.append((match.start(1), word))
            continue
        if word.split()[0].lower() in language.places.prepositions:
            continue  # "In June, …"
        found.extend((match.start(1) + start, name) for start, _, name in _find_names(word, language))
    return tuple(found)


_LONGEST_TITLE = 8


def count_speech(counts: NameCounts, text: str) -> None:
    """Count the names and words of some speech."""
    counts.lower.update(_WORD.findall(text))
    for start, _, name in names_in(text, counts.language):
        if not is_sentence_start(text, start, counts.language):
            counts.names[name].quoted += 1
    for _, name in vocatives(text, counts.language):
        if text.strip("\"'\u201c\u201d .,!?") == name and name.lower() not in counts.language.names.first_names():
            continue  # "Nonsense!"
        counts.names[name].vocative += 1


def count_names(texts: Iterable[tuple[str, bool]], language: Language) -> NameCounts:
    """Return the counts of texts, each with whether it is spoken."""
    counts = NameCounts(language)
    for text, spoken in texts:
        (count_speech if spoken else count_narration)(counts, text)
    return counts
