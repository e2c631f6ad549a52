"""The list of those who play, ``DRAMATIS PERSONÆ``, before the first scene."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.model import Gender, StatedPerson
from drama.readers.scripts.labels import spoken_name
from drama.readers.structure.screenplay import is_name, key_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

_ENTRY = re.compile(
    r"[ \t*•·-]*(?P<name>[^,.:;(\[}{=\t\n–—]{1,60}?)"
    r"(?:\.(?=\s|\Z)|[ \t]*[,:;(\[}{=\t–—]|[ \t]{2,}| - |\s*\Z)(?P<rest>.*)",
    re.DOTALL,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def is_people_heading(line: str) -> bool:
    """Tell whether a line heads a list of people."""
    return len(line) <= 60 and ENGLISH.scripts.people.fullmatch(line.strip("*_#=-[] \t")) is not None


def people_in(lines: Sequence[str], speakers: Container[str]) -> Iterator[StatedPerson]:
    """Yield the people whom some lines list, of those who speak; ``speakers`` are names as they are compared."""
    seen: set[str] = set()
    for line in lines:
        match = _ENTRY.match(line)
        name = " ".join(match["name"].split()) if match else ""
        if match and name and is_name(name) and key_of(name) in speakers and key_of(name) not in seen:
            seen.add(key_of(name))
            yield StatedPerson(spoken_name(name), _gender(match["rest"]))


def _gender(words: str) -> Gender:
    """Return the gender of the first noun for a person in what is said of somebody: "a merchant's widow"."""
    genders = (ENGLISH.noun_genders.get(part, Gender.UNKNOWN)
               for word in _WORD.findall(words[:120].lower()) for part in (word, word.split("-")[0]))  # fmt: skip
    return next((gender for gender in genders if gender is not Gender.UNKNOWN), Gender.UNKNOWN)
