"""Who the narration names, in a stretch of it: names, described people, pronouns, each with its part in the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drama.model import Gender
from drama.script.lexicon import BASE_SPEECH_VERBS, EPITHETS, SPEECH_VERBS, is_verb
from drama.script.names import names_in
from drama.script.passages import Roster, alias_key
from drama.script.roles import OTHER, noun_gender, role_key, roles_in

FEMALE_PRONOUNS = frozenset(["she", "her", "hers", "herself"])
MALE_PRONOUNS = frozenset(["he", "him", "his", "himself"])
_PRONOUN = re.compile(r"\b(he|him|himself|his|she|her|herself|hers|I|me|myself|my|they|them|we|it)\b", re.IGNORECASE)
_SUBJECT_PRONOUNS = frozenset(["he", "she", "i", "they", "we", "it"])
_OTHER = re.compile(rf"\b(?:{OTHER})\b")
_NEXT_WORD = re.compile(
    r",? ?(?:(?:\w+ly|then|also|only|just|now|again|at once|at last|never|always|still|both|all|had|has) )*([a-z]+)"
)
_VOICE = re.compile(r"(?:'s|')? (?:[a-z]+ ){0,2}?(?:voice|tone|tones|whisper|shout)(?: (?:that )?([a-z]+))?\b")
_LAST_WORD = re.compile(r"([a-z]+)(?: \w+ly)? $")


_EPITHET = re.compile(
    r"\b(?:[Tt]he |[Aa] )?(?:(?:%s|good|honest) )?$" % "|".join(sorted(w for w in EPITHETS if w.isalpha()))
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in a stretch of narration."""

    start: int
    end: int
    """Offsets into the stretch."""
    people: tuple[int, ...]
    """Whom it may mean, indexes into the roster; empty for a pronoun or a stranger."""
    gender: Gender
    kind: str
    """``name``, ``role``, ``pronoun`` or ``other`` ("a voice")."""
    text: str
    verb: str = ""
    """What the mentioned does, lower-case; empty where the mention is no subject."""
    inverted: bool = False
    """The verb stands before: "said Anna"."""

    @property
    def is_subject(self) -> bool:
        """Whether it is probably the subject of a verb."""
        return bool(self.verb)


def find_mentions(text: str, roster: Roster) -> list[Mention]:
    """Return who is named in a stretch of narration (straight apostrophes, plain spaces), in order."""
    found: list[tuple[int, int, tuple[int, ...], Gender, str]] = []
    taken: list[tuple[int, int]] = []
    for start, end, name in names_in(text):
        people = lookup(name, roster)
        if not people and " " in name:
            for part_start, part_end, part in _parts(start, name):
                people = lookup(part, roster)
                if people:
                    start, end = part_start, part_end
                    break
        if people:
            person = roster.people[people[0]]
            gender = person.gender
            before = _EPITHET.search(text, max(0, start - 16), start)
            if before:
                start = before.start()
            found.append((start, end, people, gender, "name"))
            taken.append((start, end))
    for start, end, _, modifiers, noun in roles_in(text):
        if any(a < end and start < b for a, b in taken):
            continue
        people = roster.by_alias.get(alias_key(role_key(modifiers, noun)), ())
        if not people:
            people = roster.by_alias.get(noun, ())
        gender = noun_gender(noun)
        if people and gender is Gender.UNKNOWN:
            gender = roster.people[people[0]].gender
        found.append((start, end, people, gender, "role"))
        taken.append((start, end))
    for match in _OTHER.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            found.append((match.start(), match.end(), lookup(match.group(), roster), Gender.UNKNOWN, "other"))
            taken.append((match.start(), match.end()))
    for match in _PRONOUN.finditer(text):
        word = match.group()
        if word.lower() == "i" and word != "I":
            continue
        low = word.lower()
        gender = Gender.FEMALE if low in FEMALE_PRONOUNS else Gender.MALE if low in MALE_PRONOUNS else Gender.UNKNOWN
        people = (roster.narrator,) if low in ("i", "me", "myself", "my") and roster.narrator is not None else ()
        if low in ("his", "her", "my") and any(a == match.start() for a, _ in taken):
            continue
        found.append((match.start(), match.end(), people, gender, "pronoun"))
    found.sort(key=lambda item: item[:2])
    return [_mention(text, *item) for item in found]


def _parts(start: int, name: str) -> list[tuple[int, int, str]]:
    """Return shorter readings of an unknown run of capitalised words, longest tails first."""
    words = name.split()
    parts = []
    for drop in range(1, len(words)):
        tail = " ".join(words[drop:])
        parts.append((start + len(name) - len(tail), start + len(name), tail))
    for drop in range(1, len(words)):
        head = " ".join(words[:-drop])
        parts.append((start, start + len(head), head))
    return parts


def lookup(name: str, roster: Roster) -> tuple[int, ...]:
    """Return whom a name may mean, indexes into the roster."""
    return roster.by_alias.get(alias_key(name), ())


def _mention(text: str, start: int, end: int, people: tuple[int, ...], gender: Gender, kind: str) -> Mention:
    """Return a mention with its verb, if it is a subject."""
    word = text[start:end]
    is_owner = kind == "pronoun" and word.lower() not in _SUBJECT_PRONOUNS
    if is_owner and word.lower() not in ("his", "her", "my"):
        return Mention(start, end, people, gender, kind, word)
    is_possessive = text[end : end + 2] == "'s" or text[end : end + 2] == "' "
    verb = ""
    inverted = False
    voice = _VOICE.match(text, end)
    if voice and (is_possessive or word.lower() in ("his", "her", "my")):
        verb = voice.group(1) or "said"
    elif not is_possessive:
        before = _LAST_WORD.search(text, max(0, start - 40), start)
        following = _NEXT_WORD.match(text, end)
        ahead = before.group(1) if before else ""
        after = following.group(1) if following else ""
        if ahead in ("heard", "hear", "hears") and after in BASE_SPEECH_VERBS:
            verb = after
        elif not is_owner and ahead in SPEECH_VERBS and after not in SPEECH_VERBS:
            verb, inverted = ahead, True
        elif after and not is_owner and (is_verb(after) or kind == "pronoun"):
            verb = after
    return Mention(start, end, people, gender, kind, word, verb, inverted)
