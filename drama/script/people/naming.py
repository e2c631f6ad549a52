"""Sentences that say who is who: "Mr. Brandt, the baker", "the stranger, whose name was Kell", "Wick, alias Heron"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from drama.languages.base import Language
from drama.script.people.name_clusters import Entity
from drama.script.people.name_counts import is_sentence_start, names_in
from drama.script.text.spans import alias_key

_BEFORE = 60
"""Characters before a name that may say what its bearer is."""


@dataclass(frozen=True, slots=True)
class Namings:
    """Who a narration says is who."""

    described: Mapping[str, set[str]] = field(default_factory=dict)
    """Noun -> names, in lower case, of those it is said of."""
    same: frozenset[tuple[str, str]] = frozenset()
    """Pairs of names of one person."""


def namings(texts: Iterable[tuple[str, bool]], language: Language) -> Namings:
    """Return who the narration says is who, in passing."""
    described: defaultdict[str, set[str]] = defaultdict(set)
    same: set[tuple[str, str]] = set()
    for text, spoken in texts:
        if spoken:
            continue
        last: tuple[int, str] | None = None
        for start, end, name in names_in(text, language):
            for noun in _nouns(text, start, end, language):
                described[noun].add(alias_key(name))
            if last is not None and language.roles.alias.fullmatch(text, last[0], start):
                same.add((last[1], name))
            last = end, name
    return Namings(described, frozenset(same))


def _nouns(text: str, start: int, end: int, language: Language) -> Iterable[str]:
    """Yield the nouns that a sentence gives the bearer of a name: those that pick out one, unless it names him."""
    patterns, listed = language.roles, language.descriptions
    vague = listed.generic | listed.kin | listed.plural
    before = text[max(0, start - _BEFORE) : start]
    found = [patterns.apposition.match(text, end)]
    if is_sentence_start(text, start, language):
        found.append(patterns.byname.match(text, end))
    if patterns.apposition_end.match(text, end):
        found.append(patterns.apposition_before.search(before))
    yield from (match.group(1) for match in found if match and match.group(1) not in vague)
    for match in (patterns.named_after.match(text, end), patterns.named_before.search(before)):
        if match and match.group(1) not in vague - listed.newcomers:
            yield match.group(1)


def join_named(entities: list[Entity], same: Iterable[tuple[str, str]]) -> None:
    """Make one of those whom a sentence gives two names, unless more than one goes by either."""
    for pair in sorted(same):
        owners = [[entity for entity in entities if name in entity.forms] for name in pair]
        if any(len(found) != 1 for found in owners) or owners[0][0] is owners[1][0]:
            continue
        (one,), (other,) = owners
        one.forms.update(other.forms)
        one.titles |= other.titles
        one.first, one.last = one.first or other.first, one.last or other.last
        one.she, one.he = one.she + other.she, one.he + other.he
        entities[:] = [entity for entity in entities if entity is not other]
