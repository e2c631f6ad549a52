"""Relatives: people told by whose they are, "Tom's mother", "her aunt Mary", "my wife's brother".

Each is somebody of their own, the same wherever the story speaks of them: whoever the name says, whoever the pronoun
means, whom the "I" of the story calls "my mother". A relative whom the story names is the one with that name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from drama.languages.base import Language
from drama.model import Gender
from drama.script.people.descriptions import found_roles, noun_gender
from drama.script.people.name_counts import names_in
from drama.script.people.name_parts import split_name
from drama.script.text.spans import Person, Relative, Roster, alias_key


@dataclass(frozen=True, slots=True)
class Kin:
    """A relative told in some narration."""

    start: int
    end: int
    """Offsets into the text; the name of the relative belongs to it: "Anna's aunt Mary"."""
    owner: str
    """Whose: a name, a pronoun or a description as it stands; empty where it is another relative."""
    of: Kin | None
    """Whose, where it is another relative: "his wife's sister"."""
    noun: str
    """What of them, by one word for all that mean the same: "mother" for "mum"."""
    name: str = ""
    """The relative's own name, where it stands beside."""
    owner_start: int = 0

    def is_loose(self, language: Language) -> bool:
        """Whether it takes more than these words to know who that is: "her mother", "Anna's friend"."""
        pronouns = language.pronouns
        is_generic = self.noun.split()[-1] in language.descriptions.generic
        return not self.name and (is_generic or self.owner in pronouns.possessives - pronouns.tellers)


@cache
def kin_in(text: str, language: Language) -> tuple[Kin, ...]:
    """Return the relatives told in some narration, in order; kept like names."""
    found = list(_of_pronouns(text, language))
    if "'" in text:
        found = sorted([*found, *_of_names(text, language, found)], key=lambda kin: (kin.end, -kin.start))
    inner = {id(kin.of) for kin in found if kin.of is not None}
    names = {start: (end, name) for start, end, name in names_in(text, language)}
    return tuple(_with_name(text, kin, names) for kin in found if id(kin) not in inner)


def _of_pronouns(text: str, language: Language) -> Iterator[Kin]:
    """Yield "her mother", "my younger brother", "his wife's sister"."""
    listed = language.descriptions
    for start, end, determiner, modifiers, noun, _ in found_roles(text, language):
        if determiner not in language.pronouns.possessives:
            continue
        inner, is_owned, rest = modifiers.partition("'s")
        middle, _, owner = inner.rpartition(" ")
        if is_owned and owner in listed.relatives:
            stop = start + len(determiner) + 1 + len(inner)
            of = Kin(start, stop, determiner, None, _noun(middle, owner, language), owner_start=start)
            yield Kin(start, end, "", of, _noun(rest, noun, language), owner_start=start)
        elif not is_owned and noun in listed.relatives:
            yield Kin(start, end, determiner, None, _noun(modifiers, noun, language), owner_start=start)


def _of_names(text: str, language: Language, found: Sequence[Kin]) -> Iterator[Kin]:
    """Yield "Tom's mother", "the captain's daughter", "his wife's sister"."""
    ends = {end: (start, name) for start, end, name in names_in(text, language)}
    kin = {it.end: it for it in found}
    for match in language.roles.owned.finditer(text):
        modifiers, noun = match.group(1), match.group(2)
        at, end = match.start(), match.end()
        if it := kin.get(at):
            known = Kin(it.start, end, "", it, _noun(modifiers, noun, language), owner_start=it.start)
        elif at in ends:
            start, name = ends[at]
            if not match.group().startswith("'s"):  # "the Brandts' maid"
                has_article = text[max(0, start - 4) : start].lower() == "the "
                start, name = (start - 4, f"the {name}'") if has_article else (start, f"{name}'")
            known = Kin(start, end, name, None, _noun(modifiers, noun, language), owner_start=start)
        elif owner := language.roles.owner.search(text, max(0, at - _LONGEST_OWNER), at):
            words = f"the {owner.group(1)}"
            known = Kin(owner.start(), end, words, None, _noun(modifiers, noun, language), owner_start=owner.start())
        else:
            continue
        kin[end] = known
        yield known


_LONGEST_OWNER = 40


def _noun(modifiers: str, noun: str, language: Language) -> str:
    """Return the noun that a relative is known by: "mother" for "dear mum", "younger sister" for itself."""
    listed = language.descriptions
    telling = " ".join(word for word in modifiers.split() if word in listed.order)
    return f"{telling} {listed.same.get(noun, noun)}".strip()


def _with_name(text: str, kin: Kin, names: Mapping[int, tuple[int, str]]) -> Kin:
    """Return a relative with the name that stands beside: "her aunt Mary", "her mother, Mrs. Brandt,"."""
    if kin.end + 1 in names and text[kin.end] == " ":
        end, name = names[kin.end + 1]
        return replace(kin, end=end, name=name)
    if kin.end + 2 in names and text[kin.end : kin.end + 2] == ", ":
        end, name = names[kin.end + 2]
        if text[end : end + 1] in _CLOSING and not text.startswith(", and ", end):
            return replace(kin, name=name)
    if text[kin.end : kin.end + 1] in _CLOSING and text[max(0, kin.start - 2) : kin.start] == ", ":
        before = [name for start, (end, name) in names.items() if end == kin.start - 2]
        if before and not text.startswith(", and ", kin.end):
            return replace(kin, name=before[0])
    return kin


_CLOSING = frozenset(",.;:\u2014")
"""Marks behind an apposition."""


class _Relatives:
    """The relatives of a story in the making."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._language = roster.language
        self.people = list(roster.people)
        self.by_alias = dict(roster.by_alias)
        self.told: dict[int, Relative] = {}
        """Offset in the source -> who is told there."""
        self._known: dict[tuple[str, str], int] = {}
        """(owner, noun) -> the relative."""
        self._counts: Counter[int] = Counter()

    def note(self, offset: int, owner: str, kin: Kin) -> int:
        """Take in a relative at an offset and return who that is; the owner is an alias."""
        key = owner, kin.noun
        named = self._lookup(kin.name)
        if named is not None:
            self._known[key] = named
        person = self._known.get(key)
        if person is None:
            person = self._known[key] = self._by_surname(owner, kin.noun) or self._new(owner, kin.noun)
        self._counts[person] += 1
        self.told[offset] = Relative(self.people[person].name, self._lookup(owner))
        return person

    def _lookup(self, name: str) -> int | None:
        found = self.by_alias.get(alias_key(name), ()) if name else ()
        return found[0] if found else None

    def _by_surname(self, owner: str, noun: str) -> int | None:
        """Return the one married pair's other half, or the one parent, whom the surname tells."""
        listed = self._language.names
        titles = {"mother": listed.wife, "wife": listed.wife, "father": listed.man, "husband": listed.man}
        person = self._lookup(owner)
        own = (self.people[person].name, *self.people[person].aliases) if person is not None else ()
        last = next((last for name in own if (last := split_name(name, self._language)[2])), "")
        if noun not in titles or not last:
            return None
        found = [
            index
            for index, other in enumerate(self._roster.people)
            if index != person
            and any(
                (parts := split_name(name, self._language))[0] == titles[noun] and parts[2] == last
                for name in (other.name, *other.aliases)
            )
        ]
        return found[0] if len(found) == 1 else None

    def _new(self, owner: str, noun: str) -> int:
        """Add somebody nobody names, under the name that a listener would know."""
        name = f"{owner[:1].upper()}{owner[1:]}{'' if owner.endswith(chr(39)) else chr(39) + 's'} {noun}"
        gender = noun_gender(noun.rsplit(maxsplit=1)[-1], self._language)
        found = self._lookup(name)
        if found is not None:
            return found
        self.people.append(Person(name, (), gender, is_crowd=True))
        self.by_alias[alias_key(name)] = (len(self.people) - 1,)
        return len(self.people) - 1

    def roster(self) -> Roster:
        """Return the roster with the relatives in it."""
        people = tuple(
            replace(person, mentions=self._counts[index]) if index >= len(self._roster.people) else person
            for index, person in enumerate(self.people)
        )
        return replace(self._roster, people=people, by_alias=self.by_alias, relatives=self.told)


def with_relatives(roster: Roster, texts: Sequence[tuple[int, str]]) -> Roster:
    """Return the roster with the relatives of a story: the offset and the words of every narrated piece."""
    relatives = _Relatives(roster)
    for index, (_, text) in enumerate(texts):
        for kin in kin_in(text, roster.language):
            _note(relatives, roster, texts, index, kin)
    return relatives.roster()


def _note(relatives: _Relatives, roster: Roster, texts: Sequence[tuple[int, str]], index: int, kin: Kin) -> str | None:
    """Take in a relative told in the text at an index, and whose that is; return the name."""
    offset = texts[index][0]
    owner = _owner(roster, texts, index, kin) if kin.of is None else _note(relatives, roster, texts, index, kin.of)
    if owner is None:
        return None
    return relatives.people[relatives.note(offset + kin.start, owner, kin)].name


def _owner(roster: Roster, texts: Sequence[tuple[int, str]], index: int, kin: Kin) -> str | None:
    """Return what a listener calls whoever has a relative; None where nobody can tell."""
    pronouns = roster.language.pronouns
    if kin.owner in pronouns.tellers:
        person = roster.at(texts[index][0]).narrator
    elif kin.owner in pronouns.possessives:
        person = _meant(roster, texts, index, kin.owner_start, pronouns.gender(kin.owner))
    else:
        people = roster.by_alias.get(alias_key(kin.owner.rstrip("'")), ())
        is_one = bool(people) and not roster.people[people[0]].is_crowd and not kin.owner.startswith("the ")
        return _called(roster.people[people[0]]) if is_one else kin.owner
    return None if person is None else _called(roster.people[person])


def _called(person: Person) -> str:
    """Return what a listener calls somebody in short: the usual first name, else the name."""
    words = person.name.split()
    return next((alias for alias in person.aliases if alias in words and alias[:1].isupper()), person.name)


def _meant(roster: Roster, texts: Sequence[tuple[int, str]], index: int, at: int, gender: Gender) -> int | None:
    """Return whom a pronoun at an offset of a text means: who acted last of its gender, else who was named last."""
    nearest: int | None = None
    seen = 0
    for back in range(index, max(-1, index - _PIECES_BACK), -1):
        text = texts[back][1]
        stop = at if back == index else len(text)
        for start, end, name in reversed(names_in(text, roster.language)):
            people = roster.by_alias.get(alias_key(name), ()) if start < stop else ()
            if not people or roster.people[people[0]].gender is not gender:
                continue
            if nearest is None:
                nearest = people[0]
            if _acts(text, start, end, roster.language):
                return people[0]
            seen += 1
            if seen >= _NAMES_BACK:
                return nearest
    return nearest


_PIECES_BACK = 12
_NAMES_BACK = 3
"""How far back the antecedent of a pronoun is looked for: narrated pieces, and names that do not act."""


def _acts(text: str, start: int, end: int, language: Language) -> bool:
    """Whether somebody named does something: "Anna laughed", "said Anna"."""
    following = language.mentions.next_word.match(text, end)
    before = language.mentions.last_word.search(text, max(0, start - 24), start)
    is_subject = following is not None and text[end] == " " and language.is_action(following.group(1))
    return is_subject or (before is not None and before.group(1) in language.speech_verbs.all)
