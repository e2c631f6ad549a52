"""The speaker's name in front of words, or above them, and what stands with it.

Known settings: ``ANNA: words``, ``Anna (whispering): words``, ``[Anna] words``, ``<anna> words``, ``ANNA. words``,
``+1 555 0134: words``, ``ANNA [softly] words``, ``ANNA`` above the words; before each a number or a time may stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.languages.late import late
from drama.readers.structure.headings import worded_heading
from drama.readers.structure.screenplay import NAME, is_name, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUND, _SQUARE = r"\([^()]{1,400}\)", r"\[[^\[\]]{1,400}\]"
_ASIDE = rf"(?:[ \t]*(?:{_ROUND}|{_SQUARE}))"
_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]{1,3})?(?:[ \t]?[aApP]\.?[mM]\.?)?"
_DATE = r"(?:[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4},?[ \t]+)"
_DATE_BEHIND = r"(?:,[ \t]+[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4})"
_STAMP = rf"[\[(]?{_DATE}?{_CLOCK}{_DATE_BEHIND}?(?:[ \t]*(?:-->|[–—-])[ \t]*{_CLOCK})?[\])]?(?:[ \t]*[–—:|-])?[ \t]+"
_DATED = late(_STAMP.replace(f"{_DATE}?", _DATE))
_NUMBER = r"[\[(]?[0-9]{1,4}[A-Za-z]?(?:[.):\]]{1,2}[ \t]+|[ \t]{1,12})(?=[^\W\d_])"
_LEAD = rf"(?P<lead>(?:{_STAMP}|{_NUMBER})?)"
_TIME_BEHIND = rf"(?P<time>[ \t]*[(\[]?{_CLOCK}[)\]]?)?"
_COLON = late(rf"{_LEAD}{NAME}(?P<asides>{_ASIDE}{{0,3}}){_TIME_BEHIND}[ \t]*:(?![/\w])[ \t]*")
_ANGLED = late(rf"{_LEAD}<[@+%~&]?(?P<name>[^\W_][^<>\n]{{0,30}})>[ \t]+(?=\S)")
_PHONE = late(rf"{_LEAD}(?P<name>\+[0-9](?:[ \u00a0()-]{{0,2}}[0-9]){{6,16}}):[ \t]+(?=\S)")
_SQUARED = late(rf"{_LEAD}\[{NAME}\](?P<asides>{_ROUND}?)[ \t]*:?[ \t]+(?=\S)")
_STOP = late(
    rf"{_LEAD}{NAME}(?P<asides>{_ASIDE}{{0,3}})(?:(?<=\.)|[ \t]?\.|[ \t]?[—–])[ \t]?[—–-]{{0,2}}"
    rf"(?P<behind>{_ASIDE}{{0,2}})[ \t]+(?=\S)"
)
_DASH = late(rf"{_LEAD}{NAME}(?P<asides>{_ASIDE}{{0,3}})\.(?:[—–]|--?)[ \t]*(?=\S)")
_BRACKET = late(rf"{_LEAD}{NAME}(?P<asides>[ \t]+{_SQUARE}|[ \t]+{_ROUND})[.,]?[ \t\n\r]+(?=\S)")
_COLUMNS = late(rf"{_LEAD}{NAME}(?P<asides>{_ASIDE}{{0,3}})(?:\t| {{3}})[ \t]*+(?=[^\s}}])")
_ALONE = late(
    rf"{_LEAD}{NAME}(?P<asides>{_ASIDE}{{0,4}}){_TIME_BEHIND}[ \t]*[.:]?(?P<dual>[ \t]*\^)?[ \t]*(?=[\n\r]|\Z)"
)
_ONE_ASIDE = late(rf"{_ROUND}|{_SQUARE}")


@dataclass(frozen=True, slots=True)
class Cue:
    """A name where a script would set it."""

    name: str
    start: int
    """Of the name."""
    end: int
    """Behind all that belongs to the name, brackets included."""
    words: int
    """Where the words begin: the end of the line for a name that stands above them."""
    asides: tuple[str, ...] = ()
    lead: tuple[int, int] = (0, 0)
    """The number or the time before it."""
    is_alone: bool = False
    is_sure: bool = True
    """Its setting says that it is a name; else only that it comes often does."""
    is_dual: bool = False
    setting: str = ""
    """What sets it apart; a script keeps to one or two settings."""

    @property
    def key(self) -> str:
        """The name as names are compared."""
        return key_of(self.name)


def cue_at(text: str, start: int, end: int, *, is_set_off: Callable[[int, int], bool]) -> Cue | None:
    """Return the cue at an offset of a text; ``end`` is where its paragraph ends.

    ``is_set_off`` tells whether a stretch is set in italics or bold, and nothing else of its line is.
    """
    for pattern, settles in _SETTINGS:
        match = pattern.match(text, start, end)
        if match is None:
            continue
        name = match["name"].rstrip(".")
        if pattern not in _ANY_NAME and not _may_speak(name):
            continue
        is_told = match[0].rstrip().endswith(":") or bool(match.groupdict().get("time"))
        is_sure = settles or is_told or name.isupper() or is_set_off(*match.span("name"))
        if not is_sure and pattern in _NEVER_SMALL:
            continue
        return _cue(match, pattern, is_sure=is_sure)
    return None


def dated(line: str) -> int:
    """Return the length of the date and the time that a line begins with; 0 if none do."""
    match = _DATED.match(line)
    return match.end() if match else 0


def _may_speak(name: str) -> bool:
    """Tell whether words can be a speaker's name: no heading, no ``Exeunt``, no end of a sentence inside."""
    if not is_name(name, dated=False) or worded_heading(name) or _says_no_name(name):
        return False
    inner = name.split()[:-1]
    return all(not word.endswith(".") or len(word) < 3 or word.count(".") > 1 or _is_title(word) for word in inner)


def _says_no_name(words: str) -> bool:
    """Tell whether words say that somebody comes or goes, or that something ends."""
    return bool(ENGLISH.scripts.moves.match(words) or ENGLISH.scripts.ends.fullmatch(words))


def _is_title(word: str) -> bool:
    return ENGLISH.titles.find(word.rstrip(".").lower()) is not None


def _cue(match: re.Match[str], pattern: re.Pattern[str], *, is_sure: bool) -> Cue:
    groups = match.groupdict()
    asides = " ".join(filter(None, (groups.get("asides"), groups.get("behind"))))
    is_alone = pattern is _ALONE or match.end() == match.endpos or match.string[match.end()] in "\r\n"
    return Cue(
        match["name"].rstrip("."),
        match.end("lead"),
        match.end() - len(match[0]) + len(match[0].rstrip()),
        match.end(),
        tuple(aside[1:-1].strip() for aside in _ONE_ASIDE.findall(asides)),
        match.span("lead"),
        is_alone=is_alone,
        is_sure=is_sure,
        is_dual=bool(groups.get("dual")),
        setting="stop" if pattern in _STOPS else "colon" if ":" in match[0][len(groups["lead"] or "") :] else "other",
    )


_SETTINGS = (
    (_ANGLED, True),
    (_PHONE, True),
    (_ALONE, False),
    (_COLON, True),
    (_SQUARED, True),
    (_DASH, False),
    (_STOP, False),
    (_BRACKET, False),
    (_COLUMNS, False),
)
"""Settings, and whether each says by itself that a name stands in it."""
_ANY_NAME = frozenset({_ANGLED, _PHONE})
"""Settings in which a name may be any word, or the number somebody is called by."""
_STOPS = frozenset({_STOP, _DASH, _BRACKET})
_NEVER_SMALL = frozenset({_BRACKET, _COLUMNS})
"""Settings in which only a name in capitals, or one set off, is looked for."""
