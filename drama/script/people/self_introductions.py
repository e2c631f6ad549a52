"""Whoever says whose name is his own: "My name is Kell," said the stranger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drama.languages.base import Language
from drama.script.people.mentions import lookup
from drama.script.people.name_counts import names_in
from drama.script.people.roster import plain
from drama.script.text.spans import Passage, Roster


def self_introductions(text: str, passages: Iterable[Passage], roster: Roster) -> Mapping[int, int]:
    """Return the spoken pieces in which somebody says his or her name: start -> who in the roster has it."""
    found: dict[int, int] = {}
    is_asked = False
    for passage in passages:
        spoken = [(piece.start, plain(text[piece.start : piece.end])) for piece in passage.pieces if piece.spoken]
        for start, words in spoken:
            name = _own_name(words, roster.language, is_asked=is_asked)
            people = lookup(name, roster) or lookup(name.partition(" ")[0], roster) if name else ()
            if len(people) == 1 and not roster.people[people[0]].is_crowd:
                found[start] = people[0]
        is_asked = any(_asks_name(words, roster.language) for _, words in spoken)
    return found


def _own_name(words: str, language: Language, *, is_asked: bool) -> str:
    """Return the name that the speaker of some words has by them; not that of "I am Anna's brother".

    ``is_asked`` says that the paragraph before asks for it, so that the bare name is an answer.
    """
    match = language.tellers.gives_name.search(words)
    given, at = (match[1], match.start(1)) if match else (words.strip(_MARKS) if is_asked else "", 0)
    start, end, name = next(iter(names_in(given, language)), (0, 0, ""))
    if start or not name or (match is None and end < len(given)):
        return ""
    return "" if match and words.startswith("'s", at + end) else name


_MARKS = " \"'“”‘’«»„.,!?—–-"


def _asks_name(words: str, language: Language) -> bool:
    """Whether somebody asks whom he talks to for the name: "Who are you?", not "Who is that?"."""
    match = language.tellers.asks_name.search(words)
    return match is not None and not language.tellers.asks_of_another.match(match[0])
