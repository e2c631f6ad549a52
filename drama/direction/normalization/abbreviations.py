"""Expansion of abbreviations that engines do not know, of initials, and of words with letters repeated for emphasis."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from drama.direction.normalization.counting import is_numeral
from drama.languages.en.titles import TITLES
from drama.languages.letters import CAPITAL, MARKS, SMALL, SMALLS
from drama.languages.titles import NO_INITIAL, Stop, Trait, alternatives

_BEFORE_FIGURES = {
    "No": "number", "Nos": "numbers", "p": "page", "pp": "pages", "vol": "volume", "Vol": "Volume", "fig": "figure",
    "Fig": "Figure", "Sc": "Scene", "ch": "chapter", "Ch": "Chapter", "Apt": "apartment", "approx": "approximately",
    "ca": "circa", "c": "circa", "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June",
    "Jul": "July",
    "Aug": "August", "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November", "Dec": "December",
}  # fmt: skip
_MONTHS = frozenset({"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"})
_NUMBERED = r"(?:[ivxlc]+|[IVXLC]{2,}|[VX])(?![\w'’-])"
"""A Roman numeral; "No. I …" is two sentences."""
_BEFORE_NAMES = {"Mt": "Mount"}
_TITLES = {title.word: title for title in TITLES.table if not (title.stop is Stop.NEVER or Trait.LEFT in title.traits)}
_TITLED = alternatives(
    title.word for title in TITLES.table if title.stop is not Stop.NEVER or Trait.NEEDS_NAME in title.traits
)
"""Titles after which a letter is an initial: "Agent M. Then" is the end of a sentence."""
_BEHIND_NAMES = {"Jr": "Junior", "Sr": "Senior", "Ave": "Avenue", "Rd": "Road", "Blvd": "Boulevard"}
_NO_SENTENCE = r"(?!(?:And|But|Did|He|I|If|In|Is|It|My|No|On|She|So|That|The|There|They|This|We|What|When|You)\b)"
_PARTICLE = rf"d[eiu] |l[ae] |v[ao]n |(?:[ae]l-|d[’'])(?={CAPITAL})"
_NAME = rf"(?= {_NO_SENTENCE}{CAPITAL}[{SMALLS}{MARKS}])"
"""A name, rather than the beginning of a sentence."""

_JOINED = re.compile(
    r"[a-z]{2}(?:ss(?=s(?:hip|hop|tool|titch|and|ong|ide|tore|ail|tone|nake|eat|treet|piel|chiff))|ll(?=l(?:ike|ess|y\b))|"
    r"ff(?=f(?:etzen|ahrt|abrik|racht|lut|orm))|tt(?=t(?:änzer|urn|itel))|nn(?=n(?:ess|ummer|etz)))",
    re.IGNORECASE,
)
"""Three equal letters at the seam of a compound: "goddessship", "wallless"."""
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)

Said = Callable[[re.Match[str]], str]


def _drawn_out(match: re.Match[str]) -> str:
    """Return a word without repeated letters: "Nooo" is "No", "Soooon" is "Soon", "Aaargh" is "Argh"."""
    word = match[0]
    if _JOINED.search(word) or (is_numeral(word) and len(word) > 1):
        return word

    def shortened(run: re.Match[str]) -> str:
        letter, ahead, behind = run[1], word[: run.start()].lower(), word[run.end() :].lower()
        is_last = not behind
        if letter.lower() == "o":
            is_double = (is_last and ahead in {"", "b", "m", "t", "w", "z"}) or behind[:1] in set("dfklnt")
            is_double = (is_double and not behind.startswith("ng")) or (not ahead and behind.strip("h") == "")
        else:
            is_double = is_last and letter.lower() in "el"
        return run[0][:2] if is_double else run[0][:1]

    return _DRAWN_OUT.sub(shortened, word)


def _abbreviations() -> Iterator[tuple[str, Said]]:
    for short, word in _BEFORE_FIGURES.items():
        yield rf"(?<![\w.])(?P<it>{short}\.) ?(?=\d{'' if short in _MONTHS else '|' + _NUMBERED})", _always(word)
    for short, word in _BEFORE_NAMES.items():
        yield rf"\b{short}\.?(?= {CAPITAL})", _always(word)
    for short, title in _TITLES.items():
        stop = r"\.?" if Trait.NEEDS_NAME in title.traits else r"\."  # "Gen Tarn" may be a first name
        yield (
            rf"{NO_INITIAL}\b{short}{stop}(?= {_NO_SENTENCE}(?:{CAPITAL}|{_PARTICLE}))",
            _always(title.spoken),
        )
    for short, word in (*_BEHIND_NAMES.items(), ("St", "Street")):
        # Without its full stop where the sentence goes on.
        yield rf"\b{CAPITAL}[\w’'-]+,? (?P<it>{short}\.)(?= {SMALL}|[,;:])", _always(word)
        yield rf"\b{CAPITAL}[\w’'-]+,? (?P<it>{short})(?=\.?$)", _always(word)
    yield r"\bAD(?= \d)|(?<=\d )AD\b\.?", _always("A.D.")
    yield r"\bTh[’'] ?(?=\w)", _always("The ")
    yield r"\bth[’'] ?(?=\w)", _always("the ")
    yield r"\bPh\.D\b\.?", _always("PhD")
    yield r"\bvs?\.(?= )", _always("versus")
    yield r"\bw/o(?= )", _always("without")
    yield r"\bw/(?= )", _always("with")


def _spelled(match: re.Match[str]) -> str:
    return " ".join(match["it"]) + " "


def _always(words: str) -> Said:
    return lambda _: words


Rules = tuple[tuple[re.Pattern[str], Said], ...]


def _compiled(rules: Iterable[tuple[str, Said]]) -> Rules:
    return tuple((re.compile(pattern), said) for pattern, said in rules)


_ALL = (
    *_BEFORE_FIGURES,
    *_BEFORE_NAMES,
    *_TITLES,
    *_BEHIND_NAMES,
    "St",
    r"Ph\.D",
    "v",
    "vs",
    "w",
    "AD",
    "[Tt]h(?=[’'])",
)
RULES: tuple[tuple[re.Pattern[str], Rules], ...] = (
    (re.compile(rf"\b(?:{'|'.join(_ALL)})(?:[./]|\b)"), _compiled(_abbreviations())),
    # The full stops of initials would end sentences.
    (
        re.compile(rf"\b{CAPITAL}\. {CAPITAL}"),
        _compiled(
            (
                (rf"\b(?P<it>{CAPITAL}\.(?: {CAPITAL}\.){{1,8}}){_NAME}", lambda match: match["it"].replace(".", "")),
                (rf"\b(?:{_TITLED})\.? (?P<it>{CAPITAL}\.){_NAME}", lambda match: match["it"][0]),
            )
        ),
    ),
    # eSpeak NG reads "my five" for MI5 and "co two" for CO2; two consonants it spells by itself.
    (
        re.compile(r"[A-Z]{2}\d"),
        _compiled(
            ((r"(?<![A-Za-z])(?P<it>(?=[A-Z]?[AEIOUY])(?!NO|II|IV|VI|XI|IX)[A-Z]{2})(?=\d{1,3}(?!\w))", _spelled),)
        ),
    ),
    (
        re.compile(r"([A-Za-z])\1\1", re.IGNORECASE),
        _compiled(
            (
                (r"(?i)\bps{2,}t\b", _always("psst")),
                (
                    r"(?i)(?<![\w.@/])(?!(?-i:[IVXLCDM]+|AAA|IEEE)\b)(?=[a-z]*[aeiouy])(?=[a-z]*([a-z])\1\1)[a-z]+\b(?!\.\w)",
                    _drawn_out,
                ),
            )
        ),
    ),
)
"""Groups of rules: a pattern that a text must contain for them to be tried, and the rules, each a pattern and the
spoken form of its group ``it``, or of the whole match if it has no such group."""
