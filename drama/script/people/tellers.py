"""Who tells which part of a story: headings that say so, "Anna's POV", "ANNA", and whose "I" stands under each.

A heading that says "point of view" is taken at its word; where nobody says "I" below it, it still tells with whose eyes
the part is seen. A heading that is nothing but a name may be about somebody as well: it counts only where several are,
where what stands below is told by an "I", and where that "I" is not named there as others are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from drama.languages.base import Language
from drama.model import Role, Story
from drama.script.people.hints import Hints
from drama.script.text.spans import Part, Passage, Roster, alias_key, clean_paragraphs

_ORNAMENTS = "*_~=<>|•·#:–—- \t[](){}“”\"'‘’."
_TAIL = re.compile(r"\s*(?:[:(\[,–—]|\s-\s).*", re.DOTALL)
_LONGEST = 60
_OWN = 0.012
""""I" for each word of narration from which on a part is told by somebody in it."""
_OTHERS = 0.2
"""Of somebody who tells: how often the own name may stand in the narration for each "I"."""
_MANY = 3
"""Headings with names from which on most others may be something else."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading that may say who tells."""

    paragraph: int
    start: int
    level: int
    name: str
    """Empty for any other heading."""
    is_certain: bool = False
    """It says that it is somebody's point of view."""


def named_tellers(story: Story, passages: Sequence[Passage], language: Language) -> tuple[str, ...]:
    """Return the names of those who tell: headings say so outright, or several are nothing but first names."""
    heads = list(_heads(story, language))
    certain = [head.name for head in heads if head.is_certain]
    bare = [head for head in heads if not head.is_certain and _is_somebodys_name(head.name, language)]
    if len({head.name for head in bare}) < 2:
        return tuple(dict.fromkeys(certain))
    starts = [head.paragraph for head in heads]
    told = []
    for head in bare:
        after = bisect_left(starts, head.paragraph + 1)
        stop = starts[after] if after < len(starts) else len(story.paragraphs)
        low, high = (bisect_left(passages, at, key=lambda passage: passage.paragraph) for at in (head.paragraph, stop))
        told += [head.name] if _is_told(story, passages[low:high], language) else []
    return tuple(dict.fromkeys([*certain, *(told if len(set(told)) > 1 else [])]))


def _is_somebodys_name(words: str, language: Language) -> bool:
    """Whether a heading is nothing but a first name, and a surname perhaps."""
    parts = words.split()
    is_capitalised = 0 < len(parts) <= _LONGEST_NAME and all(part[0].isupper() for part in parts)
    return is_capitalised and parts[0].lower() in language.names.first_names()


_LONGEST_NAME = 3
"""Words of a heading that is somebody's name."""


def teller_heard_as_narrator(roster: Roster, hints: Hints) -> str | None:
    """Return whoever tells the story, where the narrator's voice speaks the lines of that character too."""
    if roster.teller is None or hints.own_voices is None:
        return None
    person = roster.people[roster.teller]
    has_own = any(name.casefold() in hints.own_voices for name in (person.name, *person.aliases))
    return None if has_own else person.name


def parts_of(story: Story, passages: Sequence[Passage], roster: Roster) -> tuple[Part, ...]:
    """Return the parts of a story that its headings give to somebody to tell; empty if they do not."""
    heads = [_known(head, roster) for head in _heads(story, roster.language) if not _is_title(head, story)]
    if not any(head.name for head in heads):
        return ()
    told = _told_below(story, passages, heads, roster)
    tellers = {head.paragraph: head.name for head in heads if head.name and _tells(head, told)}
    bare = [head for head in heads if head.name and not head.is_certain]
    if len({head.name for head in bare}) < 2 and not any(head.is_certain for head in heads):
        return ()
    if sum(head.paragraph in tellers for head in bare) * 2 < len(bare) and len(bare) >= _MANY:
        tellers = {head.paragraph: head.name for head in heads if head.is_certain}
    parts = list(_parts(heads, tellers, roster))
    if not parts:
        return ()
    if parts[0].start > 0:
        parts.insert(0, Part(0, roster.narrator))
    return tuple(_without_absent_narrator(parts, story, passages, roster))


def _is_title(head: _Head, story: Story) -> bool:
    """Tell whether a heading is the story's title, at its top: a book is not told by whom it is called after."""
    return head.paragraph == 0 and not head.is_certain and alias_key(head.name) == alias_key(story.title)


def _heads(story: Story, language: Language) -> Iterator[_Head]:
    """Yield the headings, with the name each may be of."""
    for index, paragraph, clean in clean_paragraphs(story):
        if paragraph.role not in {Role.HEADING, Role.SCENE_HEADING}:
            continue
        level = paragraph.level or _LOWEST
        words = clean.text.strip(_ORNAMENTS) if len(clean.text) <= _LONGEST else ""
        if (match := language.labels.tells.fullmatch(words)) is not None:
            name = (match["who"] or match["who2"]).strip(_ORNAMENTS)
            yield _Head(index, paragraph.start, level, name, is_certain=True)
        else:
            yield _Head(index, paragraph.start, level, _TAIL.sub("", language.labels.numbered.sub("", words, count=1)))


_LOWEST = 9


def _known(head: _Head, roster: Roster) -> _Head:
    """Return a heading with its name as the roster has it; none if it names nobody there."""
    people = [index for index in roster.by_alias.get(alias_key(head.name), ()) if not roster.people[index].is_crowd]
    name = roster.people[people[0]].name if people else ""
    return _Head(head.paragraph, head.start, head.level, name, is_certain=head.is_certain and bool(name))


@dataclass(slots=True)
class _Told:
    """What is counted of the narration below a heading."""

    words: int = 0
    own: int = 0
    """How often "I" stands there."""
    named: int = 0
    """How often the name of the heading does."""


def _told_below(
    story: Story, passages: Sequence[Passage], heads: Sequence[_Head], roster: Roster
) -> Mapping[int, _Told]:
    """Return what stands below each heading that names somebody, up to the next that does."""
    naming = [head for head in heads if head.name]
    found = {head.paragraph: _Told() for head in naming}
    people = {person.name: person for person in roster.people}
    patterns = {
        head.name: re.compile(
            rf"\b(?:{'|'.join(re.escape(form) for form in (head.name, *people[head.name].aliases) if form != 'I')})\b"
        )
        for head in naming
    }
    bounds = [*pairwise([head.paragraph for head in naming]), (naming[-1].paragraph, len(story.paragraphs))]
    at = 0
    for head, (low, high) in zip(naming, bounds, strict=True):
        while at < len(passages) and passages[at].paragraph < high:
            for piece in passages[at].pieces if passages[at].paragraph > low else ():
                if not piece.spoken:
                    text = story.text[piece.start : piece.end]
                    found[low].words += len(text.split())
                    found[low].own += len(roster.language.mentions.narrator.findall(text))
                    found[low].named += len(patterns[head.name].findall(text))
            at += 1
    return found


def _tells(head: _Head, told: Mapping[int, _Told]) -> bool:
    """Whether somebody tells what stands below a heading."""
    below = told[head.paragraph]
    if head.is_certain:
        return below.own > 0
    return below.own > 0 and below.own >= _OWN * below.words and below.named <= _OTHERS * below.own


def _parts(heads: Sequence[_Head], tellers: Mapping[int, str], roster: Roster) -> Iterator[Part]:
    """Yield the parts that headings open and close; a heading of another kind closes what one below it opened."""
    indexes = {person.name: index for index, person in enumerate(roster.people)}
    only = {*tellers.values()} if all(head.is_certain for head in heads if head.paragraph in tellers) else set()
    is_hers = len(only) == 1 and roster.narrator is not None
    others = indexes[next(iter(only))] if is_hers else roster.narrator
    if others != roster.narrator:
        yield Part(0, others)  # one tells all of it, though not every heading says so
    open_level = 0
    for head in heads:
        name = tellers.get(head.paragraph)
        if name is not None or head.is_certain:
            teller = others if name is None else indexes[name]
            yield Part(head.start, teller, indexes[head.name] if head.is_certain else teller)
            open_level = head.level
        elif open_level and (head.level <= open_level or head.name):
            yield Part(head.start, others)
            open_level = 0


def _without_absent_narrator(
    parts: Sequence[Part], story: Story, passages: Sequence[Passage], roster: Roster
) -> Iterator[Part]:
    """Yield the parts; those left to the story's own "I" in which hardly anybody says "I" are told by nobody."""
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        stop = len(story.text) if following is None else following.start
        low = bisect_left(passages, part.start, key=lambda passage: passage.start)
        high = bisect_left(passages, stop, key=lambda passage: passage.start)
        is_left = part.teller == roster.narrator and part.eyes in {None, roster.narrator}
        yield (
            replace(part, teller=None) if is_left and not _is_told(story, passages[low:high], roster.language) else part
        )


def _is_told(story: Story, passages: Sequence[Passage], language: Language) -> bool:
    """Whether an "I" tells some passages."""
    texts = [story.text[it.start : it.end] for passage in passages for it in passage.pieces if not it.spoken]
    own = sum(len(language.mentions.narrator.findall(text)) for text in texts)
    return own > 0 and own >= _OWN * sum(len(text.split()) for text in texts)
