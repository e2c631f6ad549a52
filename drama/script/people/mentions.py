"""Mentions of people in narration: names, descriptions, pronouns, each with its part in the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from drama.languages.en.lexicon import (
    BASE_SPEECH_VERBS,
    EPITHETS,
    SPEECH_VERBS,
    is_action,
    words,
)
from drama.model import Gender
from drama.script.people.descriptions import OTHER, noun_gender, role_key, roles_in
from drama.script.people.name_counts import names_in
from drama.script.text.spans import Roster, alias_key

FEMALE_PRONOUNS = words("she her hers herself")
MALE_PRONOUNS = words("he him his himself")
_PRONOUN = re.compile(r"\b(he|him|himself|his|she|her|herself|hers|I|me|myself|my|they|them|we|it)\b", re.IGNORECASE)
_SUBJECT_PRONOUNS = words("he she i they we it")
_OTHER = re.compile(rf"\b(?:{OTHER})\b")
_NEXT_WORD = re.compile(
    r",? ?(?:who )?"
    r"(?:(?:\w+ly|then|also|only|just|now|again|at once|at last|never|always|still|both|all|had|has) )*([a-z]+)"
)
_VOICE = re.compile(r"(?:'s|')? (?:[a-z]+ ){0,2}?(?:voice|tone|tones|whisper|shout)(?: (?:that )?([a-z]+))?\b")
_LAST_WORD = re.compile(r"([a-z]+)(?: \w+ly)? $")


_EPITHET = re.compile(
    rf"\b(?:[Tt]he |[Aa] )?(?:(?:{'|'.join(sorted(w for w in EPITHETS if w.isalpha()))}|good|honest) )?$"
)


MentionKind = Literal["name", "role", "pronoun", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of somebody in a text of narration."""

    start: int
    end: int
    """Offsets into the text."""
    people: tuple[int, ...]
    """Whom it may mean, indexes into the roster; empty for a pronoun or a stranger."""
    gender: Gender
    kind: MentionKind
    """``role`` is a description ("the old captain"), ``other`` somebody who stays open ("a voice")."""
    text: str
    verb: str = ""
    """What the mentioned does, lower-case; empty where the mention is no subject."""
    inverted: bool = False
    """The verb stands before: "said Anna"."""
    move: str = ""
    """``goes``, where the mentioned does that."""

    @property
    def is_subject(self) -> bool:
        """Whether it is probably the subject of a verb."""
        return bool(self.verb)


_Found = tuple[int, int, tuple[int, ...], Gender, MentionKind]
"""(start, end, people, gender, kind)."""


def find_mentions(text: str, roster: Roster) -> list[Mention]:
    """Return the mentions in some narration (straight apostrophes, plain spaces), in order."""
    found = list(_names(text, roster))
    for others in (_roles(text, roster), _strangers(text, roster)):
        found += [item for item in others if _is_free(found, item)]
        found.sort(key=lambda item: item[:2])
    starts = {item[0] for item in found}
    found += [item for item in _pronouns(text, roster) if item[0] not in starts]
    found.sort(key=lambda item: item[:2])
    return [_mention(text, item) for item in found]


def _is_free(found: list[_Found], item: _Found) -> bool:
    """Whether a mention overlaps none of those found so far, which are in order."""
    at = bisect_left(found, item[0], key=lambda other: other[0])
    return not any(other[0] < item[1] and item[0] < other[1] for other in found[max(0, at - 1) : at + 2])


def _names(text: str, roster: Roster) -> Iterator[_Found]:
    for start, end, name in names_in(text):
        low, high, people = start, end, lookup(name, roster)
        if not people and " " in name:
            known = (part for part in _parts(start, name) if lookup(part[2], roster))
            low, high, shorter = next(known, (start, end, name))
            people = lookup(shorter, roster)
        if people:
            epithet = _EPITHET.search(text, max(0, low - 16), low)
            yield epithet.start() if epithet else low, high, people, roster.people[people[0]].gender, "name"


def _roles(text: str, roster: Roster) -> Iterator[_Found]:
    for start, end, _, modifiers, noun in sorted(roles_in(text)):
        people = lookup(role_key(modifiers, noun), roster) or lookup(noun, roster)
        gender = noun_gender(noun)
        if people and gender is Gender.UNKNOWN:
            gender = roster.people[people[0]].gender
        yield start, end, people, gender, "role"


def _strangers(text: str, roster: Roster) -> Iterator[_Found]:
    for match in _OTHER.finditer(text):
        yield match.start(), match.end(), lookup(match.group(), roster), Gender.UNKNOWN, "other"


def _pronouns(text: str, roster: Roster) -> Iterator[_Found]:
    for match in _PRONOUN.finditer(text):
        low = match.group().lower()
        if low == "i" and match.group() != "I":
            continue
        gender = Gender.FEMALE if low in FEMALE_PRONOUNS else Gender.MALE if low in MALE_PRONOUNS else Gender.UNKNOWN
        is_teller = low in {"i", "me", "myself", "my"} and roster.narrator is not None
        people = (roster.narrator,) if is_teller and roster.narrator is not None else ()
        yield match.start(), match.end(), people, gender, "pronoun"


def _parts(start: int, name: str) -> list[tuple[int, int, str]]:
    """Return the shorter names within an unknown run of capitalised words, longest tails first."""
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


def _mention(text: str, found: _Found) -> Mention:
    """Return a mention with its verb, if it is a subject."""
    start, end, people, gender, kind = found
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
        elif after and not is_owner and (is_action(after) or kind == "pronoun"):
            verb = after
    return Mention(start, end, people, gender, kind, word, verb, inverted, _move(text, end) if verb else "")


_CLAUSE = re.compile(r"(?:(?! (?:he|she|they|I|his|her) )[^.!?;A-Z\"\u201c]){0,80}")
_MOVES = re.compile(
    r"\b(?:left(?! (?:hand|arm|foot|leg|eye|side|him|her|them|the [a-z]+ (?:open|on)))"
    r"|went (?:out|away|off|upstairs|downstairs|home)|departed|vanished|disappeared|drove (?:off|away)"
    r"|took (?:his|her) leave|(?:walked|marched|strode|stalked|hurried|ran|rushed|stormed|slipped|rode|sprinted|trotted"
    r"|shuffled|crept|swept|limped|walks|marches|hurries|runs|goes|storms) (?:off|out|away))\b"
)


def _move(text: str, end: int) -> str:
    """Return whether the mentioned goes away in the clause that follows."""
    clause = _CLAUSE.match(text, end)
    move = _MOVES.search(clause.group()) if clause else None
    return "goes" if move else ""
