"""Mentions of people in narration: names, descriptions, pronouns, each with its part in the sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from drama.languages.base import Language
from drama.languages.patterns import MentionPatterns
from drama.model import Gender
from drama.script.people.clauses import in_clause
from drama.script.people.descriptions import noun_gender, role_key, roles_in
from drama.script.people.mention import Mention, MentionKind
from drama.script.people.name_counts import names_in
from drama.script.people.relatives import kin_in
from drama.script.text.spans import Roster, alias_key

__all__ = ["Mention", "find_mentions", "lookup"]

_Found = tuple[int, int, tuple[int, ...], Gender, MentionKind]
"""(start, end, people, gender, kind)."""


def find_mentions(text: str, roster: Roster, offset: int = 0) -> list[Mention]:
    """Return the mentions in some narration (straight apostrophes, plain spaces), in order.

    ``offset`` is where the narration stands in the source.
    """
    found = list(_names(text, roster))
    if relatives := list(_relatives(text, roster, offset)):
        found = sorted([*relatives, *(item for item in found if not _is_named_in(item, relatives))])
    for others in (_roles(text, roster), _strangers(text, roster)):
        found += [item for item in others if _is_free(found, item)]
        found.sort(key=lambda item: item[:2])
    starts = {item[0] for item in found}
    found += [item for item in _pronouns(text, roster) if item[0] not in starts]
    found.sort(key=lambda item: item[:2])
    mentions: list[Mention] = []
    for item in found:
        mention = in_clause(text, _mention(text, item, roster.language), mentions, roster.language)
        relative = roster.relatives.get(offset + mention.start) if mention.kind != "pronoun" else None
        is_owned = relative is not None and relative.owner is not None and relative.owner not in mention.people
        mentions.append(replace(mention, owner=relative.owner) if is_owned and relative else mention)
    return mentions


def _is_free(found: list[_Found], item: _Found) -> bool:
    """Whether a mention overlaps none of those found so far, which are in order."""
    at = bisect_left(found, item[0], key=lambda other: other[0])
    return not any(other[0] < item[1] and item[0] < other[1] for other in found[max(0, at - 1) : at + 2])


def _names(text: str, roster: Roster) -> Iterator[_Found]:
    for start, end, name in names_in(text, roster.language):
        low, high, people = start, end, lookup(name, roster)
        if not people and " " in name:
            known = (part for part in _parts(start, name) if lookup(part[2], roster))
            low, high, shorter = next(known, (start, end, name))
            people = lookup(shorter, roster)
        if people:
            epithet = roster.language.mentions.epithet.search(text, max(0, low - 16), low)
            yield epithet.start() if epithet else low, high, people, roster.people[people[0]].gender, "name"


def _relatives(text: str, roster: Roster, offset: int) -> Iterator[_Found]:
    """Yield the relatives in some narration: whoever is owned by a name or an "I" is meant as surely as by a name."""
    for kin in kin_in(text, roster.language):
        relative = roster.relatives.get(offset + kin.start)
        people = lookup(relative.name, roster)[:1] if relative is not None else ()
        if people:
            gender = roster.people[people[0]].gender
            if kin.is_loose(
                roster.language
            ):  # whoever goes by "the mother" may be whom the pronoun's mother is known by
                yield kin.start, kin.end, (*people, *lookup(kin.noun, roster)[:1]), gender, "role"
            else:
                yield kin.start, kin.end, people, gender, "name"


def _is_named_in(name: _Found, relatives: Sequence[_Found]) -> bool:
    """Whether a name is that of a relative: "Mary" in "Anna's aunt Mary"."""
    return any(kin[0] < name[0] and name[1] == kin[1] for kin in relatives)


def _roles(text: str, roster: Roster) -> Iterator[_Found]:
    for start, end, _, modifiers, noun in sorted(roles_in(text, roster.language)):
        people = lookup(role_key(modifiers, noun), roster) or lookup(noun, roster)
        gender = noun_gender(noun, roster.language)
        if people and gender is Gender.UNKNOWN:
            gender = roster.people[people[0]].gender
        yield start, end, people, gender, "role"


def _strangers(text: str, roster: Roster) -> Iterator[_Found]:
    for match in roster.language.roles.others.finditer(text):
        yield match.start(), match.end(), lookup(match.group(), roster), Gender.UNKNOWN, "other"


def _pronouns(text: str, roster: Roster) -> Iterator[_Found]:
    pronouns = roster.language.pronouns
    for match in roster.language.mentions.pronoun.finditer(text):
        low = match.group().lower()
        if low == "i" and match.group() != "I":
            continue
        is_teller = low in pronouns.first_person and roster.narrator is not None
        people = (roster.narrator,) if is_teller and roster.narrator is not None else ()
        yield match.start(), match.end(), people, pronouns.gender(low), "pronoun"


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


def _mention(text: str, found: _Found, language: Language) -> Mention:
    """Return a mention with its verb, if it is a subject."""
    start, end, people, gender, kind = found
    word = text[start:end]
    pronouns, verbs, patterns = language.pronouns, language.speech_verbs, language.mentions
    is_owner = kind == "pronoun" and word.lower() not in pronouns.subjects
    if is_owner and word.lower() not in pronouns.owners:
        return Mention(start, end, people, gender, kind, word)
    is_possessive = text[end : end + 2] == "'s" or text[end : end + 2] == "' "
    verb = ""
    inverted = False
    voice = patterns.voice.match(text, end)
    if voice and (is_possessive or word.lower() in pronouns.owners):
        verb = voice.group(1) or "said"
    elif not is_possessive:
        before = patterns.last_word.search(text, max(0, start - 40), start)
        following = patterns.next_word.match(text, end)
        ahead = before.group(1) if before else ""
        after = following.group(1) if following else ""
        if ahead in language.speech_tags.hearing and (after in verbs.bare_forms or after in verbs.leading):
            verb = after
        elif not is_owner and ahead in verbs.all and after not in verbs.all:
            verb, inverted = ahead, True
        elif after and not is_owner and (language.is_action(after) or kind == "pronoun"):
            verb = after
    return Mention(start, end, people, gender, kind, word, verb, inverted, _move(text, end, patterns) if verb else "")


def _move(text: str, end: int, patterns: MentionPatterns) -> str:
    """Return whether the mentioned goes away in the clause that follows."""
    clause = patterns.clause.match(text, end)
    move = patterns.leaving.search(clause.group()) if clause else None
    return "goes" if move else ""
