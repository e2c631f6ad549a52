"""What speaks for a name being that of the "I" who tells a story.

"My name is Anna" and a letter signed "Anna" say it outright; being called by a name, and heeding it or answering, says
it a little each time; calling somebody else by it speaks against it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from drama.languages.base import Language
from drama.languages.final_marks import QUOTATION_MARKS
from drama.script.people.name_counts import names_in, vocatives
from drama.script.people.name_parts import is_title

Pieces = tuple[tuple[str, bool], ...]
"""The pieces of a paragraph: plain text, and whether it is spoken."""
OUTRIGHT = 4.0
"""What naming oneself weighs."""
_LAST = 4
"""Paragraphs at the end of a story where a letter is signed."""


def may_be_name(name: str, language: Language) -> bool:
    """Whether a capitalised word that is in no cast can be somebody's name: a first name, or more than one word."""
    words = name.lower().split()
    bare = [word for word in words if not is_title(word, language)]
    return bool(bare) and (bare[0] in language.names.first_names() or len(words) > 1)


def clues_of(paragraphs: Sequence[Pieces], language: Language) -> tuple[frozenset[str], dict[str, float]]:
    """Return the names that the narration gives the teller outright, and how much speaks for each name."""
    outright: set[str] = set()
    mentioned: Counter[str] = Counter()
    weights: dict[str, float] = {}
    speaking = [at for at, paragraph in enumerate(paragraphs) if any(spoken for _, spoken in paragraph)]
    own = {at: is_own(paragraphs[at], language) for at in speaking}
    following = dict(itertools.pairwise(speaking))
    preceding = {after: before for before, after in following.items()}
    for at, paragraph in enumerate(paragraphs):
        found = list(_told(paragraph, language))
        outright.update(name for name, _ in found)
        if at in own:
            after, before = (other.get(at, _FAR) for other in (following, preceding))
            answer = paragraphs[after] if abs(after - at) <= _NEAR and own[after] else ()
            asked = paragraphs[before] if abs(at - before) <= _NEAR else ()
            if own[at]:
                found += _said(paragraph, asked, language)
            else:
                narrated = paragraphs[at + 1] if at + 1 < len(paragraphs) else ()
                is_reply = bool(asked) and own[before]
                found += _called(paragraph, narrated, answer, language, is_reply=is_reply)
                found += _given(paragraph, language) if _asks_name(asked, language) and not answer else ()
        for name, weight in found:
            mentioned[name] += weight == _SPOKEN_OF
            if weight != _SPOKEN_OF or mentioned[name] <= _MOST_SPOKEN_OF:
                weights[name] = weights.get(name, 0.0) + weight
    for name in _signed(paragraphs, language):
        weights[name] = weights.get(name, 0.0) + OUTRIGHT
    return frozenset(outright), weights


_NEAR = 2
"""Paragraphs between a call and its answer, at most."""
_MARKS = QUOTATION_MARKS + " .,!?…—–-"
_FAR = 10**9
_SPOKEN_OF = 0.25
"""What being spoken of by others says."""
_MOST_SPOKEN_OF = 4
"""Times that count: somebody far away may be spoken of without end."""


def is_own(paragraph: Pieces, language: Language) -> bool:
    """Whether a tag gives the speech of a paragraph to an "I"."""
    patterns, pieces = language.tellers, paragraph
    for at, (text, spoken) in enumerate(pieces):
        if spoken:
            continue
        if at and pieces[at - 1][1] and patterns.says.match(text):
            return True
        if at + 1 < len(pieces) and pieces[at + 1][1] and patterns.will_say.search(text):
            return True
    return False


def _told(paragraph: Pieces, language: Language) -> Iterator[tuple[str, float]]:
    """Yield the names that the narration of a paragraph gives the "I"."""
    patterns = language.tellers
    for text, spoken in paragraph:
        if spoken or ("I" not in text and "me" not in text and "y name" not in text):
            continue
        for match in patterns.names_self.finditer(text):
            yield from ((name, OUTRIGHT) for name in _first_name_in(match[1], language))
        for match in patterns.is_self.finditer(text):
            words = match[1] or match[2]
            yield from ((name, OUTRIGHT) for name in _first_name_in(words, language) if may_be_name(name, language))


def _first_name_in(words: str, language: Language) -> list[str]:
    return [name for _, _, name in names_in(words, language)][:1]


def _called(
    paragraph: Pieces, following: Pieces, answer: Pieces, language: Language, *, is_reply: bool
) -> Iterator[tuple[str, float]]:
    """Yield the names that others call out or speak of in a paragraph, with what each says for being the teller's.

    ``following`` is the next paragraph, ``answer`` what the "I" says next, if it is the next to speak, and ``is_reply``
    says that the "I" spoke right before.
    """
    patterns = language.tellers
    narrated = [text for text, spoken in paragraph if not spoken]
    opening = following[0][0] if following and not following[0][1] else ""
    is_heeded = any(patterns.heeds.match(text) for text in (*narrated, opening))
    answers = next((text for text, spoken in answer if spoken), "")
    weight = 0.75 * is_reply + (0.25 if patterns.acts.match(opening) and not is_heeded else 0.0) + is_heeded
    weight += (-0.5 if patterns.of_another.match(answers) else 1.0) if answers else 0.0
    weight += 3.0 * any(patterns.own_name.search(text) for text in narrated)
    weight += 1.5 * any(patterns.spoken_to.match(text) for text in narrated)
    behind = [text for (_, was_spoken), (text, spoken) in itertools.pairwise(paragraph) if was_spoken and not spoken]
    if any(patterns.acts.match(text) for text in behind) and not is_heeded:
        weight -= 1.0  # "Anna!" I ran after her.
    is_all = not is_heeded and sum(spoken for _, spoken in paragraph) == 1
    for text, spoken in paragraph:
        called = {name for _, name in vocatives(text, language)} if spoken else set()
        if is_all and text.strip(_MARKS) in {name for name in called if not may_be_name(name, language)}:
            called = set()  # "Nonsense!"
        if spoken:
            yield from (
                (n, 0.5 + weight) for m in patterns.recognises.finditer(text) for n in _first_name_in(m[1], language)
            )
        yield from ((name, 0.5 + weight) for name in called)
        yield from ((name, _SPOKEN_OF) for _, _, name in names_in(text, language) if spoken and name not in called)


def _said(paragraph: Pieces, asked: Pieces, language: Language) -> Iterator[tuple[str, float]]:
    """Yield the names in what the "I" says: its own where it introduces itself, else those of others."""
    is_of_another = any(spoken and language.tellers.of_another.match(text) for text, spoken in paragraph)
    is_asked = _asks_name(asked, language) and not is_of_another  # "Anna," I said. "She is at the door."
    own = dict(_given(paragraph, language, weight=OUTRIGHT))
    for text, spoken in paragraph:
        if not spoken:
            continue
        words = text.strip(_MARKS)
        named = [name for _, _, name in names_in(words, language)]
        if is_asked and named and len(words.split()) <= _LAST:
            own[named[0]] = max(own.get(named[0], 0.0), 3.0)
        called = {name for _, name in vocatives(text, language)}
        yield from ((name, -3.0 if name in called else -0.5) for name in named if name not in own)
    yield from own.items()


def _given(paragraph: Pieces, language: Language, *, weight: float = 1.0) -> Iterator[tuple[str, float]]:
    """Yield the names by which somebody introduces himself in a paragraph."""
    for text, spoken in paragraph:
        for match in language.tellers.gives_name.finditer(text) if spoken else ():
            yield from ((name, weight) for name in _first_name_in(match[1], language))


def _asks_name(paragraph: Pieces, language: Language) -> bool:
    return any(spoken and language.tellers.asks_name.search(text) for text, spoken in paragraph)


def _signed(paragraphs: Sequence[Pieces], language: Language) -> Iterator[str]:
    """Yield the name below a letter that is the whole story."""
    told = ["".join(text for text, _ in paragraph).strip() for paragraph in paragraphs]
    if not told or not any(language.narration.letter.match(text) for text in told[:_LAST]):
        return
    for at in range(max(0, len(told) - _LAST), len(told)):
        match = language.tellers.signs_off.fullmatch(told[at])
        if match is None:
            continue
        words = match[1] or (told[at + 1].strip("—–- .") if at + 1 < len(told) else "")
        if words and len(words.split()) <= _LAST:
            yield from _first_name_in(words, language)
        return
