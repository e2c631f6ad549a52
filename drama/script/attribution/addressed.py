"""Who is addressed without a name: "Yes, sir." speaks to a man."""

from __future__ import annotations

import re

from drama.languages.en import titles
from drama.model import Gender


def _titles(gender: Gender) -> str:
    """Return a part of a pattern: the titles by which somebody of a gender is addressed."""
    return titles.alternatives(title.word for title in titles.having(titles.Trait.CALLS) if title.gender is gender)


_MALE = (
    r"my boy|my lad|young man|old man|old chap|old boy|old fellow|my good man|my dear fellow"
    rf"|dad|daddy|papa|bro|dude|my lord|gentlemen|boy|son|{_titles(Gender.MALE)}"
)
_FEMALE = (
    r"ma'am|young lady|my girl|my lady|dear lady|my dear lady|mum|mom|mummy|mommy|mamma"
    rf"|mama|granny|ladies|girl|{_titles(Gender.FEMALE)}"
)
_CALL = re.compile(
    rf"(?:(?:^|[,.!?\u2014-] ?|\b(?:[Yy]es|[Nn]o|[Oo]h|[Pp]lease|[Tt]hank you|[Dd]ear) )[\"'\u201c\u2018]?)"
    rf"(?:(?P<he>{_MALE})|(?P<she>{_FEMALE}))(?=[,.!?;\u2014-])",
    re.IGNORECASE,
)


def called_gender(speech: str) -> Gender:
    """Return the gender of the one whom some speech addresses by a word for a man or a woman."""
    found = {match.lastgroup for match in _CALL.finditer(speech)}
    if len(found) != 1:
        return Gender.UNKNOWN
    return Gender.MALE if "he" in found else Gender.FEMALE
