"""Things that speak, "said the intercom", and people called without a name, "Yes, sir."."""

from __future__ import annotations

import re

from drama.languages.base import Language
from drama.languages.patterns import DevicePatterns
from drama.languages.titles import Trait, alternatives
from drama.model import Gender

_NEVER_PEOPLE = (
    r"(?:radio|intercom|handset|loudspeakers?|headset|earpiece|walkie-talkie|tannoy|comms?|commlink|communicator|phone|"
    r"telephone)"
)
_THINGS = rf"(?:{_NEVER_PEOPLE}|speakers?|receiver)"
_MAKES_ITSELF_HEARD = re.compile(
    rf"\b{_THINGS}(?: \w+){{0,4}} (?:crackled|spat|hissed|squawked|clicked|coughed|squealed|gave an? \w+|"
    r"came (?:alive|back|on|to life))\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    rf"\b{_NEVER_PEOPLE}(?: \w+){{0,4}} (?:said|boomed|barked|blared)\b|"
    rf"\b(?:said|asked|replied|answered|announced|squawked|crackled|barked) the {_NEVER_PEOPLE}\b|"
    rf"\bvoices?\b[^.!?]{{0,30}}\b(?:over|from|on|in|through|out of) (?:the|his|her|my) "
    rf"(?:\w+ )?(?:{_THINGS}|line|static)\b|"
    r"\bvoice (?:at|from|on) the other end\b|\bthe voice came back\b",
    re.IGNORECASE,
)
_MEN = (
    r"my boy|my lad|young man|old man|old chap|old boy|old fellow|my good man|my dear fellow"
    r"|dad|daddy|papa|bro|dude|my lord|gentlemen|boy|son"
)
_WOMEN = (
    r"ma'am|young lady|my girl|my lady|dear lady|my dear lady|mum|mom|mummy|mommy|mamma"
    r"|mama|granny|ladies|girl"
)


def devices(language: Language) -> DevicePatterns:
    """Return the patterns of things that speak, and of people called without a name."""
    call = (
        r"(?:(?:^|[,.!?\u2014-] ?|\b(?:[Yy]es|[Nn]o|[Oo]h|[Pp]lease|[Tt]hank you|[Dd]ear) )[\"'\u201c\u2018]?)"
        rf"(?:(?P<he>{_MEN}|{_titles(language, Gender.MALE)})|(?P<she>{_WOMEN}|{_titles(language, Gender.FEMALE)}))"
        r"(?=[,.!?;\u2014-])"
    )
    return DevicePatterns(speaks=_SPEAKS, makes_itself_heard=_MAKES_ITSELF_HEARD, call=re.compile(call, re.IGNORECASE))


def _titles(language: Language, gender: Gender) -> str:
    """Return a part of a pattern: the titles by which somebody of a gender is addressed."""
    titles = language.titles.having(Trait.CALLS)
    return alternatives(title.word for title in titles if title.gender is gender)
