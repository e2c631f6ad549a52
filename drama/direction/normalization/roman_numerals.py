"""Roman numerals: cardinals, ordinals, and words that only look like them.

Chapters, marks and sequels have cardinals ("Mark 2"), rulers and legions ordinals ("Henry the 5th"). "I" is the pronoun
wherever the sentence could continue after it: a missed numeral is said as a letter, which a listener forgives; a
pronoun said as "the first" they do not. eSpeak NG 1.52 says "roman four" for IV, "vee eye" for VI, and spells the rest.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from drama.direction.normalization.counting import NUMERAL, UPPER, as_year, counted, is_numeral, number, ranked
from drama.direction.normalization.marked_text import Edit
from drama.direction.normalization.rulers import NOT_NAMES, REIGNING, RULERS

_WORDS = frozenset({"MIX", "DIX", "MI", "LI", "DI", "CD", "DC", "MD", "MC", "DM", "CV", "CC", "MM", "ML", "CM", "LL"})
"""Words and initialisms with the form of a numeral, read as such unless the context makes them numerals."""

_COUNTED = (
    r"(?:chapter|part|book|volume|act|scene|canto|section|episode|article|psalm|sonnet|stanza|verse|page|plate|figure|"
    r"table|item|clause|paragraph|schedule|exhibit|lesson|tome|number)s?|appendix|appendices|staves?"
)
_LONG = re.compile("chapter|canto|psalm|sonnet", re.IGNORECASE)
"""These run into the hundreds, and are never lettered."""
_SHORT = r"(?:nos?|pp?|chs?|chaps?|vols?|bks?|pts?|sec|arts?|figs?|op|ep)\."
_CLASSED = "types?|class|levels?|phases?|stages?|grades?|versions?|tiers?|zones?|series"
_MARKED = (
    "Wars?|Marks?|Mk|Opus|Apollo|Title|Bowl|Legion|Model|Station|Sector|Unit|Round|Group|Saturn|Rocky|Gemini|Ariane|"
    "Symphony|Movement"
)
_HEAD = re.compile(
    rf"(?<![\w'’.])(?:(?P<counted>(?i:{_COUNTED}))|(?P<short>(?i:{_SHORT}))|(?i:{_CLASSED})|(?:{_MARKED})\.?) |"
    r"(?P<sign>§) ?"
)
_NUMERAL = re.compile(rf"(?P<it>{NUMERAL})(?P<s>['’]s\b|s\b)?(?![\w-]|['’]\w)")
_BETWEEN = re.compile(r",? (?:and|or|to|through|&) |, |[–-]|/")
_ASIDE = (
    "(?:I|who|too|also|alone|myself|for one|for my part|at least|as|like|of course|personally|however|perhaps|thank|if)"
)
"""Words after a comma that show that "I" is the pronoun."""
_IS_FOLLOWED = re.compile(rf" *(?:[.:;!?)\]–-]|$)|,(?! ?{_ASIDE}\b)| of\b| (?:and|or|to|&) [IVXLC]+\b")
"""A lone I behind a head is a number only where a sentence would not go on behind it …"""
_IS_FOLLOWED_CLOSELY = re.compile(
    rf" *(?:[.:;)\]–]|$)|, (?i:{_COUNTED}|{_SHORT}|lines?)(?!\w)| (?:and|or|to|&) [ivxlcIVXLC]+\b"
)
"""… and behind a head in small letters, or one that may end a sentence, nothing but the end will do."""
_DETERMINED = re.compile(
    r"\b(?:the|an?|this|that|which|what|every|each|my|your|his|her|our|their|no|any) $", re.IGNORECASE
)
_BEHIND_MARK = re.compile(r"\b(?:an?|the|old|new|of) Marks? $")

_NAMED = re.compile(
    r"(?:\b(?P<before>[A-Za-z]+) )?(?<![\w'’])(?P<name>[A-ZÀ-Þ][A-Za-zÀ-ÿ'’-]*[a-zß-ÿ]|[A-Z]{3,}) "
    rf"(?P<the>(?:the|THE) )?(?P<it>{UPPER})(?:st|nd|rd|th)?(?P<s>['’]s\b|s\b)?(?![\w-]|['’]\w)"
)
_ALSO = re.compile(r"(?: and | or |, )(?P<it>[IVX]+)(?P<s>['’]s\b)?(?![\w-]|['’]\w)")
"""The second of "James VI and I"."""
_STARTS = (
    "And|But|Did|He|I|If|In|Is|It|My|No|Nobody|On|She|So|That|The|Then|There|They|This|We|What|When|Who|You|His|Her|"
    "At|By|For|After"
)
_INITIAL = re.compile(rf"\. (?!(?:{_STARTS})\b)[A-Z][a-z]")
_ENDS = re.compile(r"[.;:!?)\]]|$| of\b| and (?!I\b)[IVX]{1,4}\b")
_GOES_ON = re.compile(rf",(?! {_ASIDE}\b)| (?:is|has|reigned|abdicated)\b| (?:and|or) [A-Z][a-z]")
"""What may stand behind the I of a ruler named with a title; "was" and "had" may not: "To the King I was nobody"."""

_RANKED = "Legion|Corps|Army|Century|Dynasty|Olympiad|Congress|Amendment|Brigade|Division|Regiment"
_ORDINALS = (
    re.compile(rf"(?:(?<=\bthe )|\b(?![ICDLM][a-z]))(?P<it>{UPPER})(?:st|nd|rd|th)(?P<s>['’]s)?\b"),
    re.compile(rf"(?<=\bthe )(?P<it>{UPPER}) (?P<s>)(?=(?i:{_RANKED})\b)"),
)
_ALONE = re.compile(
    r"(?<![\w'’.&@/-])(?P<it>[IVX]{2,}|[ivx]{2,}|M[MDCLXVI]{3,})(?P<s>['’]s\b|s\b)?(?![\w-]|['’]\w|\.\w)"
)
_NOT_ALONE = frozenset({"VI", "XI", "XX", "XXX", "IV", "vi", "xi", "xx", "xxx", "iv"})
"""A name in capitals, kisses, a drip."""
_LISTED = re.compile(rf"(?<=\()(?P<it>[ivx]|{UPPER.lower()}(?<=[ivx][ivx]))(?=\))|^(?P<first>[ivx]{{2,}})(?=\. [A-Z])")
_DRIP_THINGS = "drip|line|bag|pole|stand|needle|fluid|tube|antibiotic|port|pump|catheter"
_DRIP = re.compile(
    rf"(?<![\w'’-])IV(?=s? (?:{_DRIP_THINGS})s?\b)|(?<=\b(?:her|his|the|our) )IV\b|(?<=\b(?:an|my) )IV\b"
)
_TEAM = re.compile(r"\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|['’]s|s['’]) (?P<it>XI|XV)\b")
_WORLD_WAR = re.compile(
    r"(?P<the>\b(?i:the|an?|this|that|last|next|first|second|another|every|no) )?"
    r"\bWorld War (?P<it>I{1,3}|IV|V)(?P<s>['’]s)?(?![\w-])"
)
_WW = re.compile(r"(?<![\w-])WW ?(?P<it>I{1,3}|IV|[1-4])(?P<s>['’]s)?(?![\w-])")

_HEADING = re.compile(
    rf"[\W_]*(?i:letter )?(?P<it>{NUMERAL})(?:[\s*_]*(?:[.:)\]|·•–—―\n]|--|$)|\s+-\s|(?P<bare>\s+[A-Z“‘\"]))"
)
_BARE = re.compile(r"[IVX]{2,}|[IVXLC]{3,}")


def heading_edits(text: str, printed: str, people: Collection[str] = ()) -> Iterator[Edit]:
    """Yield the edit of a numeral at the beginning of a chapter heading: "IV", "I. The Ford", "III – Tom".

    ``printed`` is the heading before its dashes became commas: "I, Oake" is no number and "I – Oake" is one.
    """
    match = _HEADING.match(printed)
    numeral = match["it"] if match else ""
    at = text.find(numeral)
    if match and at >= 0 and not _is_doubted(numeral, people, is_bare=match["bare"] is not None):
        yield Edit(at, at + len(numeral), str(number(numeral)))
    name, _, last = text.rpartition(" ")
    if name in people and last in {"I", "V", "X"}:
        yield Edit(len(text) - 1, len(text), str(number(last)))


def _is_doubted(numeral: str, people: Collection[str], *, is_bare: bool) -> bool:
    """Return whether the apparent numeral of a heading may be a word ("MIX"), a letter ("C") or a name ("LIV")."""
    may_be_letter = numeral.upper() in {"C", "D", "M"} or (is_bare and not _BARE.fullmatch(numeral))
    return may_be_letter or numeral in _WORDS or numeral.title() in people


def numeral_edits(text: str, people: Collection[str] = ()) -> Iterator[Edit]:
    """Yield the edits for the Roman numerals of a text; ``people`` are the words of the characters' names."""
    yield from _wars(text)
    yield from _counted(text)
    yield from _named(text, people)
    for pattern in _ORDINALS:
        for match in pattern.finditer(text):
            end = match.end("s") if match["s"] else match.end()
            space = " " if match[0].endswith(" ") else ""
            yield Edit(match.start(), end, ranked(number(match["it"]), match["s"] or "") + space)
    for match in _TEAM.finditer(text):
        yield Edit(match.start("it"), match.end("it"), str(number(match["it"])))
    yield from _standing_alone(text)


def _wars(text: str) -> Iterator[Edit]:
    for match in _WORLD_WAR.finditer(text):
        # "Before the World War I had a dog."
        if match["the"] and match["it"] == "I" and not match["s"] and not _IS_FOLLOWED.match(text, match.end()):
            continue
        yield Edit(match.start("it"), match.end(), counted(number(match["it"]), match["s"] or ""))
    for match in _WW.finditer(text):
        value = int(match["it"]) if match["it"].isdigit() else number(match["it"])
        yield Edit(match.start(), match.end(), f"World War {counted(value, match['s'] or '')}")


def _counted(text: str) -> Iterator[Edit]:
    """Yield the edits of numerals after a counted noun: one, or several ("Parts I, II and III")."""
    for head in _HEAD.finditer(text):
        at = head.end()
        while (match := _NUMERAL.match(text, at)) and _counts(text, head, match):
            if at == head.end() and head[0].startswith("Mk"):
                yield Edit(head.start(), head.end(), "Mark ")
            yield Edit(match.start(), match.end(), counted(number(match["it"]), match["s"] or ""))
            between = _BETWEEN.match(text, match.end())
            if between is None:
                break
            at = between.end()


def _counts(text: str, head: re.Match[str], match: re.Match[str]) -> bool:
    """Return whether a numeral after a counted noun is one, and neither a letter ("Section C") nor the pronoun."""
    numeral, is_small = match["it"], head[0][0].islower()
    if numeral.islower() and not (head["counted"] or head["short"] or head["sign"]):
        return False
    if numeral.upper() in {"L", "C", "D", "M"}:
        return numeral in {"L", "C"} and not match["s"] and _LONG.match(head[0]) is not None
    if numeral.upper() in _WORDS:
        return _LONG.match(head[0]) is not None
    if match["s"] and len(numeral) == 1:
        return match["s"] != "s" and not is_small and not head["short"]
    return numeral.upper() != "I" or _is_no_pronoun(text, head, match, is_small=is_small)


def _is_no_pronoun(text: str, head: re.Match[str], match: re.Match[str], *, is_small: bool) -> bool:
    if head[0].startswith("Mark") and text[match.end() : match.end() + 1] == ",":
        return _BEHIND_MARK.search(text, 0, head.end()) is not None
    if head["short"]:
        return head[0].lower() != "no. " and _IS_FOLLOWED_CLOSELY.match(text, match.end()) is not None
    if is_small or match["it"] == "i":
        if is_small and _DETERMINED.search(text[max(0, head.start() - 8) : head.start()]):
            return False
        return _IS_FOLLOWED_CLOSELY.match(text, match.end()) is not None
    return _IS_FOLLOWED.match(text, match.end()) is not None


def _named(text: str, people: Collection[str]) -> Iterator[Edit]:
    """Yield the edits of numerals after names: ordinals after rulers and persons, cardinals after all others."""
    for match in _NAMED.finditer(text):
        name, before, numeral = match["name"].title(), (match["before"] or "").title(), match["it"]
        reigns = before in REIGNING or name in REIGNING or match["the"] is not None
        is_ruler = reigns or name in RULERS or before in RULERS
        if len(numeral) == 1:
            if is_ruler and _is_ranked(text, match, reigns=reigns):
                yield from _ranks(text, match)
        elif numeral in _WORDS or name in NOT_NAMES:
            continue
        elif is_ruler or name in people:
            yield from _ranks(text, match)
        elif re.fullmatch("[IVX]+|[IVXL]{3,}", numeral) and not re.fullmatch("X+", numeral):
            yield Edit(match.start("it"), match.end(), counted(number(numeral), match["s"] or ""))


def _ranks(text: str, match: re.Match[str]) -> Iterator[Edit]:
    """Yield the edits of the numeral after a ruler's name, and of a second one ("VI and I")."""
    start = match.start("the" if match["the"] else "it")
    yield Edit(start, match.end(), "the " + ranked(number(match["it"]), match["s"] or ""))
    also = _ALSO.match(text, match.end())
    if also and is_numeral(also["it"]) and (also["it"] != "I" or also["s"] or _ENDS.match(text, also.end())):
        yield Edit(also.start("it"), also.end(), ranked(number(also["it"]), also["s"] or ""))


def _is_ranked(text: str, match: re.Match[str], *, reigns: bool) -> bool:
    """Return whether a single letter after a ruler's name is a numeral, and neither an initial nor the pronoun."""
    numeral, end = match["it"], match.end()
    if numeral not in "IVX" or match["s"] == "s":
        return False
    if match["s"]:
        return True
    if not reigns and _INITIAL.match(text, end):
        return False
    if numeral != "I" or _ENDS.match(text, end):
        return True
    return (reigns or match["before"] in {"of", "under"}) and _GOES_ON.match(text, end) is not None


def _standing_alone(text: str) -> Iterator[Edit]:
    """Yield the edits of numerals without a head: "II", "(iv)", "MCMXCIV", and of a medical IV."""
    for match in _LISTED.finditer(text):
        group = "it" if match["it"] else "first"
        if is_numeral(match[group]):
            yield Edit(match.start(group), match.end(group), str(number(match[group])))
    for match in _DRIP.finditer(text):
        yield Edit(match.start(), match.end(), "I V")
    for match in _ALONE.finditer(text):
        if match["it"] in _NOT_ALONE or not is_numeral(match["it"]):
            continue
        value, ending = number(match["it"]), match["s"] or ""
        yield Edit(match.start(), match.end(), as_year(value) + ending if value > 1000 else counted(value, ending))
