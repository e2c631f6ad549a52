"""Decide whether a text is laid out as a script – names before the words they speak, scene headings – and not as prose.

Counted in words, for the whole file: a chat, a play or a list inside a story makes no script of it. Known settings:
``NAME: words``, ``NAME. words``, a name on a line of its own above its words, a name in italics. What tells a name
from any other word in its place is that it comes again.

The limits were set on 1,118 film scripts, 3 plays, 9 Fountain files and 52 transcripts on one side and 68 novels and
stories on the other, of which the nearest to a script had 4 % of its words so set by more than three cues.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from drama.languages.letters import CAPITAL, CAPITALS, SMALLS
from drama.readers.limits import MAX_LINES
from drama.readers.structure.headings import is_break, worded_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHARE = 0.5
"""Share of a text's words that stand after a speaker's name in a script."""
_SPREAD_SHARE, _SPREAD_SHARE_ALONE = 0.35, 0.15
"""The same where cues stand all through the text, before their words or above them: half of a screenplay is action."""
_SCENES_SHARE, _SPREAD_SCENES_SHARE = 0.25, 0.05
"""The same where there are scene headings too: somewhere, or all through the text."""
_PARTS, _SPREAD = 10, 8
"""A text is looked at in ten parts; cues in eight of them stand all through it."""
_MANY = 20
"""Cues without which nothing is said to stand all through a text."""
_WORDS_A_SCENE = 300
"""A screenplay has a scene heading at least this often, be there speech or not; few scenes of one run longer."""
_LONGEST_SPEECH = 250
"""Words of one speech that count: a chapter headed by a name is none."""
OFTEN = 5
"""Times a doubtful name must come."""
_LOOKED_AT = 240
"""Characters of a line that are looked at."""

_MARKUP = str.maketrans("", "", "*_`#>~@^")
_WORD = r"[^\W\d_](?:[^\W_]|[.'’&/-]){0,24}+"
_TITLE = rf"(?:(?i:mrs?|ms|mx|dr|st|mme|mlle|messrs)\.[ \t\xa0]{{1,3}}(?={CAPITAL}))?+"
"""A title whose full stop does not end the name."""
NAME = rf"(?P<name>{_TITLE}{_WORD}(?:[ \t\xa0]{{1,3}}(?:{_WORD}|\#?[0-9]{{1,3}}|&)){{0,4}}?)"
_ASIDE = r"(?:[ \t]*(?:\([^()]{1,120}\)|\[[^\[\]]{1,120}\]))?"
_DATE = r"(?:[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4},?[ \t]{1,3})?"
_CLOCK = rf"(?:[\[(]?{_DATE}[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:[.,][0-9]{{1,3}})?[\])]?[ \t]*[-–—]?[ \t]*)?"
_BEFORE_COLON = re.compile(rf"{_CLOCK}{NAME}{_ASIDE}[ \t]*:(?![/\w]){_ASIDE}[ \t]*")
_BEHIND_NUMBER = re.compile(rf"{_CLOCK}(?P<name>\+[0-9](?:[ \u00a0()-]{{0,2}}[0-9]){{6,16}}):[ \t]+")
"""Of a chat: ``+1 555 0134: words``."""
_BEFORE_STOP = re.compile(rf"{NAME}{_ASIDE}(?:(?<=\.)|[ \t]?\.|[ \t]?[—–])[—–-]{{0,2}}{_ASIDE}[ \t]+(?=\S)")
_BEFORE_BRACKET = re.compile(rf"{NAME}[ \t]+(?:\([^()]{{1,200}}\)|\[[^\[\]]{{1,200}}(?:\]|\Z))[.,]?[ \t]*")
_ALONE = re.compile(rf"{NAME}{_ASIDE}{_ASIDE}[.:]?")
_TIMED = re.compile(rf"{NAME}[ \t]{{1,12}}\(?[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?\)?")
"""Of a transcript: ``Anna  0:04`` above the words."""
_IN_ITALICS = re.compile(
    rf"[_*]{{1,3}}{NAME}(?:(?:(?<=\.)|:)[_*]{{1,3}}|[_*]{{1,3}}{_ASIDE}[ \t]*[.:]){_ASIDE}[ \t]+(?=\S)"
)
_ITALICS_ALONE = re.compile(rf"(?P<mark>[_*]){NAME}[.:]?(?P=mark)[.:]?")
"""Of a play in verse: ``_Anna_`` above her words."""
SCENE = re.compile(
    rf"[^{SMALLS}]{{0,30}}?(?<!{CAPITAL})"
    r"(?:INT|EXT|EST|INT\.?[ \t]?/[ \t]?EXT|EXT\.?[ \t]?/[ \t]?INT|I/E)[.: \t/]+(?=\w)"
)
_CUE_NUMBER = re.compile(rf"[0-9]{{1,4}}[A-Z]?[.)]?[ \t]+(?={CAPITAL}[{CAPITALS}0-9 .'’()#&-]{{1,60}}:)")
"""Of a radio script: ``12. ANNA: words``."""
_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|(?<=.)\Z)")
_SENTENCE_END = (".", "!", "?", "…", "—", "–", "-", '"', "”", "’", "'", ")", "]")
_SMALL = frozenset(["of", "the", "and", "de", "da", "del", "der", "van", "von", "la", "le", "les", "du", "in", "with"])
_SMALL_STARTS = tuple(_SMALL)
_NO_STARTS = frozenset("\"'“”‘’—–-,.;!?")
"""What neither a name nor a time begins with."""
_ROMAN = re.compile(r"[IVXLC]+")
_NO_NAMES = frozenset(
    """
    to from date sent cc bcc re subject attachment attachments time place location note notes ps p.s n.b nb status
    update warning step chapter scene act part book title author by credit source copyright contact draft entry log
    morning afternoon evening night midnight noon dawn dusk today tomorrow yesterday later cut fade dissolve
    smash match wipe int ext est no yes oh well ah and but so then now chorus verse refrain
    bridge end continued air song
    """.split()  # noqa: SIM905 - a list of 100 words is read as a text
)
"""What opens a line of a letter, a form, a song, and of a screenplay where nobody speaks."""
_NEEDS_NAME = frozenset(["mr", "mrs", "ms", "dr", "st", "miss"])
"""What is a name only with one behind it."""
_CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun day week january february
    march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec
    """.split()  # noqa: SIM905 - as above
)
"""What opens an entry of a diary; in a play "Mar." may be somebody."""


class _Cue(NamedTuple):
    """A speaker's name where a script would set it."""

    name: str
    is_alone: bool
    """It stands above its words, not before them."""
    is_doubtful: bool
    """It may be any word: it counts only where it comes often."""
    has_colon: bool = False


class _Row(NamedTuple):
    """A line that is not blank."""

    number: int
    words: int
    text: str
    cue: _Cue | None
    is_parted: bool
    """An empty line stands before it."""


@dataclass(slots=True)
class _Tally:
    """What a text's lines add up to."""

    words: int = 0
    spoken: int = 0
    """Words that stand after a name."""
    cues: int = 0
    alone: int = 0
    """Cues above their words that are beyond doubt."""
    ended: int = 0
    """Speeches that end as a sentence does."""
    scenes: int = 0
    places: list[int] = field(default_factory=list)
    """How many words stand before each cue."""
    first: tuple[int, str] = (0, "")
    """Line and name of the first cue."""
    first_scene: int = 0

    @property
    def share(self) -> float:
        """The part of the words that stands after a name."""
        return self.spoken / max(1, self.words)

    @property
    def is_spread(self) -> bool:
        """Whether many cues stand all through the text."""
        parts = {_PARTS * place // max(1, self.words) for place in self.places}
        return self.cues >= _MANY and len(parts) >= _SPREAD


def script_evidence(text: str) -> str | None:
    """Return what shows that a text is set as a script, to be put before a person; None if it is prose."""
    rows = list(_rows(text))
    names = _names_in(rows)
    tally = _add_up(rows, names)
    if _has_scenes(tally):
        return f"it has scene headings (line {tally.first_scene:,}), as a screenplay has"
    if not tally.cues or not _is_speech(tally) or not _are_speakers(names, tally):
        return None
    line, name = tally.first
    return f"{tally.share:.0%} of its words stand after a speaker's name ({name}, line {line:,}), as in a script"


def _has_scenes(tally: _Tally) -> bool:
    if not tally.scenes:
        return False
    if tally.scenes * _WORDS_A_SCENE >= tally.words and tally.scenes + tally.cues >= 3:
        return True
    return tally.share >= (_SPREAD_SCENES_SHARE if tally.scenes >= 3 and tally.is_spread else _SCENES_SHARE)


def _is_speech(tally: _Tally) -> bool:
    """Tell whether enough stands after names, and is no sheet of properties: figures and single words."""
    if tally.spoken < 2.5 * tally.cues and tally.ended < 0.3 * tally.cues:
        return False
    needed = _SPREAD_SHARE_ALONE if 2 * tally.alone > tally.cues else _SPREAD_SHARE
    return tally.share >= (needed if tally.is_spread else _SHARE)


def _are_speakers(names: Counter[str], tally: _Tally) -> bool:
    """Tell whether names come again as those of speakers do: two of them, or one in a text of nothing else."""
    again = [name for name, count in names.items() if count > 1]
    if len(again) > 1 or not again:
        return len(again) > 1
    return tally.share >= 0.8 and (len(names) > 1 or names[again[0]] >= OFTEN)


def _names_in(rows: Sequence[_Row]) -> Counter[str]:
    """Return how often each name comes, of those that may be a speaker's."""
    names: Counter[str] = Counter()
    doubtful: Counter[str] = Counter()
    for row in rows:
        if row.cue:
            (doubtful if row.cue.is_doubtful else names)[row.cue.name] += 1
    often = {name: count for name, count in doubtful.items() if name in names or count >= OFTEN}
    if len(names | often) > 1:
        names.update(often)
    return names


def _add_up(rows: Sequence[_Row], names: Counter[str]) -> _Tally:
    """Count words, scene headings, and the words that stand after names."""
    tally = _Tally()
    left = 0
    waits = goes_on = False
    last = "."
    for row in rows:
        if SCENE.match(row.text):
            tally.scenes, left = tally.scenes + 1, 0
            tally.first_scene = tally.first_scene or row.number
        elif row.cue and row.cue.name in names:
            tally.ended += bool(tally.cues) and last.endswith(_SENTENCE_END)
            tally.cues, tally.alone = tally.cues + 1, tally.alone + (row.cue.is_alone and not row.cue.is_doubtful)
            tally.places.append(tally.words)
            tally.first = tally.first if tally.first[0] else (row.number, row.cue.name)
            left, waits = _LONGEST_SPEECH, row.cue.is_alone
            goes_on = row.cue.is_alone and row.cue.has_colon  # of a transcript: up to the next name
        elif (row.is_parted and not waits and not goes_on) or (
            row.cue and row.cue.is_alone and not row.cue.is_doubtful
        ):
            left = 0
        else:
            waits = False
        if left:
            tally.spoken += min(row.words, left)
            left = max(0, left - row.words)
            last = row.text
        tally.words += row.words
    tally.ended += bool(tally.cues) and last.endswith(_SENTENCE_END)
    return tally


def _rows(text: str) -> Iterator[_Row]:
    """Yield the lines of a text that are not blank."""
    is_parted = False
    for number, line in enumerate(islice(_LINE.finditer(text), MAX_LINES), start=1):
        raw = line[0].strip()
        if raw:
            plain = raw.translate(_MARKUP).strip()
            start = _CUE_NUMBER.sub("", plain[:_LOOKED_AT], count=1)
            yield _Row(number, len(plain.split()), plain, _cue(raw[:_LOOKED_AT], start), is_parted)
        is_parted = not raw


def _cue(raw: str, line: str) -> _Cue | None:
    """Return the speaker's name that a line opens with, or is."""
    if raw[:1] in "_*" and (cue := _in_italics(raw, line)):
        return cue
    if line[:1] in _NO_STARTS or (line[:1].islower() and not line.startswith(_SMALL_STARTS)):
        return None  # as most lines of prose
    return _in_plain_letters(line)


def _in_plain_letters(line: str) -> _Cue | None:
    """Return the speaker's name that a line without markup opens with, or is."""
    if (match := _BEFORE_COLON.match(line)) and is_name(match["name"]):
        return _Cue(key_of(match["name"]), is_alone=match.end() == len(line), is_doubtful=False, has_colon=True)
    if match := _BEHIND_NUMBER.match(line):
        return _Cue(key_of(match["name"]), is_alone=False, is_doubtful=False)
    if (match := _TIMED.fullmatch(line)) and is_name(match["name"]):
        return _Cue(key_of(match["name"]), is_alone=True, is_doubtful=False)
    if (match := _ALONE.fullmatch(line)) and is_name(match["name"]):
        return _alone(match, line)
    return _before_words(line)


def _in_italics(raw: str, line: str) -> _Cue | None:
    """Return a name set in italics, before its words or above them."""
    if (match := _IN_ITALICS.match(raw)) and is_name(match["name"]):
        return _Cue(key_of(match["name"]), is_alone=False, is_doubtful=False)
    match = _ITALICS_ALONE.fullmatch(raw)
    is_cue = match is not None and is_name(match["name"]) and not worded_heading(line) and not is_break(line)
    return _Cue(key_of(match["name"]), is_alone=True, is_doubtful=False) if match and is_cue else None


def _alone(match: re.Match[str], line: str) -> _Cue | None:
    """Return a name on a line of its own."""
    if worded_heading(line) or is_break(line) or len(line) > 60:
        return None
    return _Cue(key_of(match["name"]), is_alone=True, is_doubtful=not match["name"].isupper())


def _before_words(line: str) -> _Cue | None:
    """Return a name before a full stop, or in capitals before a bracket."""
    if (match := _BEFORE_BRACKET.match(line)) and match["name"].isupper() and is_name(match["name"]):
        return _Cue(key_of(match["name"]), is_alone=False, is_doubtful=True)
    if (match := _BEFORE_STOP.match(line)) and is_name(match["name"]):
        is_doubtful = not match["name"].isupper()
        if not is_doubtful or (" " not in match["name"] and len(match["name"]) <= 12):
            return _Cue(key_of(match["name"]), is_alone=False, is_doubtful=is_doubtful)
    return None


def key_of(name: str) -> str:
    """Return a name as names are compared."""
    return " ".join(name.split()).strip(" .").upper()


def is_name(name: str, *, dated: bool = True) -> bool:
    """Tell whether words can be a name: each has a capital, and they open no line of a letter, a diary, a form."""
    words = name.split()
    if not all(word[0].isupper() or word[0].isdigit() or word in _SMALL or word[0] in "#&" for word in words):
        return False
    key = key_of(name)
    first, _, rest = key.partition(" ")
    if first == "THE":
        return bool(rest)
    word = first.strip(".").lower()
    if word in _NEEDS_NAME:
        return bool(rest)
    return word not in _NO_NAMES and not (dated and word in _CALENDAR) and not _ROMAN.fullmatch(key)
