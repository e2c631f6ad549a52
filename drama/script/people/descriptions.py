"""Descriptions: people called by a noun instead of a name, "the old captain", "her mother", "a voice"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from drama.languages.en.lexicon import (
    FEMALE_NOUNS,
    GENERIC_NOUNS,
    KIN_NOUNS,
    MALE_NOUNS,
    PAST_VERBS,
    PERSON_NOUNS,
    STRONG_VERBS,
    is_verb,
    words,
)
from drama.model import Gender
from drama.script.people.name_clusters import Entity
from drama.script.people.name_counts import names_in
from drama.script.text.spans import alias_key

_MODIFIERS = r"((?:[a-z]+(?:-[a-z]+)*(?:'s)? ){0,2}?)"
_ROLE = re.compile(
    rf"\b([Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Oo]ur|[Aa]nother) {_MODIFIERS}"
    rf"({'|'.join(sorted(PERSON_NOUNS, key=len, reverse=True))})\b(?!')"
)
_NOT_MODIFIERS = words(
    """
    of and or to in on at with for from by as that which who was were is had said but so not if than then very too
    all no any own next last whole said
    """
)


_SAID = "|".join(sorted(STRONG_VERBS))
_TAGGED_ROLE = re.compile(
    rf"\b(?:{_SAID}) (the|an?|this|his|her|my|our|their|another) {_MODIFIERS}"
    r"([a-z]+(?:-[a-z]+)*(?:'s [a-z]+)?)(?=[,.;:!?\u2014]|--|$"
    r"| (?:with|in|at|to|from|as|who|on|and|after|when|while|by|of|a|her|his|[a-z]+ing|[a-z]+ly)\b)"
)
_SPEAKING_ROLE = re.compile(
    rf"\b(The|An?|This|His|Her|My|Our|Their) {_MODIFIERS}([a-z]+(?:-[a-z]+)*) (?=(?:{_SAID})\b)"
)
_NO_ROLES = words(
    """
    he she it they i you voice voices other others another someone somebody we time way thing things word words
    voice moment day night morning question questions name truth news same story reply answer matter rest next
    whole one ones two three first last latter former other others hand hands head eyes door sentence tale secret
    lie him her them who whom what that this which all both each more most less own nothing something anything
    everything everyone
    """
)


def roles_in(text: str) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield (start, end, determiner, modifiers, noun) of every description of a person in a text.

    Any noun serves that a verb of speaking goes with ("said the emissary"); elsewhere it must be known to mean people.
    """
    taken: set[int] = set()
    for pattern in (_TAGGED_ROLE, _SPEAKING_ROLE, _ROLE):
        for match in pattern.finditer(text):
            modifiers, noun = match.group(2).strip(), match.group(3)
            if match.start(1) in taken or any(w in _NOT_MODIFIERS or w in PAST_VERBS for w in modifiers.split()):
                continue
            if pattern is not _ROLE and (noun in _NO_ROLES or noun.endswith("ly") or is_verb(noun)):
                continue
            taken.add(match.start(1))
            yield match.start(1), match.end(3), match.group(1).lower(), modifiers, noun


OTHER = (
    r"(?:[Aa]|[Tt]he|[Aa]nother) (?:[a-z]+(?:-[a-z]+)* ){0,2}?voices?|[Vv]oices|[Aa]nother|[Tt]he others?"
    r"|[Tt]he (?:first|second|third|last|latter|former|youngest|eldest|oldest)"
    r"|[Ss]ome(?:one|body)(?: (?:at|in|on|from|near|behind) the [a-z]+)?"
    r"|(?:[Oo]ne|[Tt]wo|[Ss]everal|[Ss]ome) of (?:the|them|his|her)(?: [a-z]+)?"
    r"|[Ee]veryone|[Ee]verybody|[Tt]hey all|[Bb]oth"
)
"""Speakers nobody names, and groups."""
_SPEAKING_OTHER = re.compile(
    rf"\b(?:(?:{'|'.join(sorted(STRONG_VERBS))}) ({OTHER})|({OTHER}) (?:\w+ly )?(?:{'|'.join(sorted(STRONG_VERBS))}))\b"
)


def count_roles(texts: Iterable[tuple[str, bool]]) -> Counter[str]:
    """Return how often each described person is named in the narration: "old captain", "captain", "a voice"."""
    counts: Counter[str] = Counter()
    for text, spoken in texts:
        if spoken:
            continue
        for match in _SPEAKING_OTHER.finditer(text):
            counts[(match.group(1) or match.group(2)).lower()] += 1
        for _, _, _, modifiers, noun in roles_in(text):
            counts[role_key(modifiers, noun)] += 1
    return counts


def role_key(modifiers: str, noun: str) -> str:
    """Return the key that a description is counted under."""
    return f"{modifiers} {noun}".strip()


def appositions(texts: Iterable[tuple[str, bool]]) -> dict[str, set[str]]:
    """Return who is said to be what: "Mr. Brandt, the baker," makes Mr. Brandt "baker"."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for text, spoken in texts:
        if not spoken:
            for _, end, name in names_in(text):
                match = _APPOSITION.match(text, end)
                if match and match.group(1) not in GENERIC_NOUNS | KIN_NOUNS:
                    found[match.group(1)].add(alias_key(name))
    return found


_APPOSITION = re.compile(r", the ([a-z]+)(?=[,.;:])")


def link_roles(entities: list[Entity], roles: Counter[str], apposed: Mapping[str, set[str]]) -> None:
    """Add a person for each description, unless it means somebody with a name.

    "The doctor" is Dr. Berg where there is only one doctor, else whoever ``apposed`` says is the doctor.
    """
    by_title: defaultdict[str, list[Entity]] = defaultdict(list)
    named: set[str] = set()
    for entity in entities:
        named.update(alias_key(form) for form in entity.forms)
        for title in entity.titles:
            by_title[title].append(entity)
    for role, count in sorted(roles.items(), key=lambda item: (-item[1], item[0])):
        if role in named:
            continue
        noun = role.split()[-1]
        titled = by_title.get(noun, []) or [
            e for e in entities if not e.is_crowd and any(alias_key(form) in apposed.get(role, ()) for form in e.forms)
        ]
        if len(titled) == 1 and role == noun:
            titled[0].forms["the " + role] += 0
            continue
        entity = Entity(is_crowd=True)
        is_other = bool(_OTHER_NAME.fullmatch(role))
        entity.forms[role if is_other else "the " + role] += count
        entity.gender = noun_gender(noun)
        entities.append(entity)


_OTHER_NAME = re.compile(OTHER)


def noun_gender(noun: str) -> Gender:
    """Return the gender a person noun tells."""
    if noun in FEMALE_NOUNS:
        return Gender.FEMALE
    return Gender.MALE if noun in MALE_NOUNS else Gender.UNKNOWN
