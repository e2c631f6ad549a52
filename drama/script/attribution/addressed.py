"""Who is addressed without a name: "Yes, sir." speaks to a man."""

from __future__ import annotations

from drama.languages.base import Language
from drama.model import Gender


def called_gender(speech: str, language: Language) -> Gender:
    """Return the gender of the one whom some speech addresses by a word for a man or a woman."""
    found = {match.lastgroup for match in language.devices.call.finditer(speech)}
    if len(found) != 1:
        return Gender.UNKNOWN
    return Gender.MALE if "he" in found else Gender.FEMALE
