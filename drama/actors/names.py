"""The name of a recording -> the line, the take and the character it names.

``12.wav``, ``012 Anna.wav``, ``Anna_012_take2.wav``, ``line-12.flac``, ``12b.wav``, ``scene 2 line 12 x.wav``: the
line's number, how often it was read (a number behind *take*, or a letter), an *x* on the take to use, and whose it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drama.files.text import plain, shortened
from drama.model import Line, Script

NARRATOR = "narrator"
"""What whoever tells the story is called, in names of files and on the command line."""

Names = Mapping[tuple[str, ...], frozenset[str]]
"""The words of a name -> the characters who are called so."""

_TOKEN = re.compile(r"[^\W_]+")
_COPY = re.compile(r"\s*\((\d{1,2})\)$")
"""What browsers and file managers put behind a name that was there already."""
_NUMBER = re.compile(r"\d{1,6}")
_GLUED = re.compile(r"([^\W\d_]+)(\d{1,6})([a-z]?)")
_LETTERED = re.compile(r"(\d{1,6})([a-z])")
_TAKE_WORDS = frozenset({"take", "tk", "t"})
_LINE_WORDS = frozenset({"line", "l", "nr", "no"})
_OTHER_WORDS = frozenset({"scene", "sc", "part", "session", "version", "mic", "track"})
"""A number behind one of these is of something else."""
_SHORT = frozenset({"s", "v"})
"""The same, where the number touches them: ``s2``."""
_MARK = "x"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_LONGEST_NAME = 40
_SHOWN = 60
_QUOTES = '“”„‟"«»‹› '


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's name says."""

    number: int | None = None
    """The line; None where it says none, or several."""
    take: int = 0
    """Counted from 1; 0 where it is not said."""
    is_marked: bool = False
    """Whether it is marked as the take to use."""
    people: frozenset[str] = frozenset()
    """The characters it may name."""
    problem: str = ""
    """Why there is no line."""


def names_of(script: Script) -> Names:
    """Return what everybody may be called in a file's name, the narrator included."""
    names: dict[tuple[str, ...], frozenset[str]] = {(NARRATOR,): frozenset({NARRATOR})}
    for person in script.characters:
        for called in (person.name, *person.aliases):
            if words := tuple(_tokens(called)):
                names[words] = names.get(words, frozenset()) | {person.name}
    return names


def read_name(stem: str, folders: Sequence[str], names: Names) -> Named:
    """Return what the name of a file says, and those of the folders it stands in where it names nobody itself."""
    copy = _COPY.search(stem)
    tokens = _tokens(stem[: copy.start()] if copy else stem)
    rest, people = _without_names(tokens, names)
    named = _read(rest)
    if named.number is None and len(rest) < len(tokens):  # "Robot 7" may be somebody, or line 7 of Robot's
        rest, people = _without_names(tokens, {words: who for words, who in names.items() if not _has_digits(words)})
        named = _read(rest)
    for folder in reversed(folders):
        people = people or _without_names(_tokens(folder), names)[1]
    take = named.take or (int(copy[1]) if copy else 0)
    return Named(named.number, take, named.is_marked, people, named.problem)


def file_name(line: Line, lines: int) -> str:
    """Return the name that the recording of a line is best given, without its suffix; a story has so many lines."""
    who = _FORBIDDEN.sub("", plain(line.speaker or NARRATOR)).strip(" .")
    return f"{line.number:0{max(3, len(str(lines)))}} {shortened(who, _LONGEST_NAME)}".strip()


def quoted_words(text: str) -> str:
    """Return some words as messages show them: shortened, in one pair of quotation marks."""
    return f"“{shortened(plain(text).strip(_QUOTES), _SHOWN)}”"


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFC", text).casefold())


def _has_digits(words: Sequence[str]) -> bool:
    return any(letter.isdigit() for word in words for letter in word)


def _without_names(tokens: Sequence[str], names: Names) -> tuple[list[str], frozenset[str]]:
    """Return the words of a name that are nobody's, and whom the others name: the longest name first."""
    longest = max(map(len, names), default=0)
    for size in range(min(longest, len(tokens)), 0, -1):
        for at in range(len(tokens) - size + 1):
            if found := names.get(tuple(tokens[at : at + size])):
                return [*tokens[:at], *tokens[at + size :]], found
    for at, token in enumerate(tokens):  # Anna012
        glued = _GLUED.fullmatch(token)
        if glued and (found := names.get((glued[1],))):
            return [*tokens[:at], f"{glued[2]}{glued[3]}", *tokens[at + 1 :]], found
    return list(tokens), frozenset()


def _read(tokens: Sequence[str]) -> Named:
    """Return line, take and mark that the words of a name give which are nobody's name."""
    said: list[int] = []
    others: list[int] = []
    take, is_marked, before = 0, False, ""
    for token in tokens:
        glued, lettered = _GLUED.fullmatch(token), _LETTERED.fullmatch(token)
        word, number, letter = "", None, ""
        if _NUMBER.fullmatch(token):
            word, number = before, int(token)
        elif lettered:
            word, number, letter = before, int(lettered[1]), lettered[2]
        elif glued and glued[1] in _TAKE_WORDS | _LINE_WORDS | _OTHER_WORDS | _SHORT:
            word, number, letter = glued[1], int(glued[2]), glued[3]
        if number is None:
            is_marked |= token == _MARK
        elif word in _TAKE_WORDS:
            take = number
        elif word not in _OTHER_WORDS | _SHORT:
            (said if word in _LINE_WORDS else others).append(number)
        is_marked |= letter == _MARK
        take = ord(letter) - ord("a") + 1 if letter and letter != _MARK and word not in _OTHER_WORDS | _SHORT else take
        before = "" if token in _SHORT else token  # "Tom's 12"
    found = said or others
    if len(found) == 1:
        return Named(found[0], take, is_marked)
    if not found:
        return Named(None, take, is_marked, problem="its name holds no number of a line")
    numbers = " and ".join(map(str, found))
    return Named(None, take, is_marked, problem=f"its name holds several numbers that may be a line's ({numbers})")
