"""What is made of letters, words and a file's own word for its language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drama.languages.codes import english_name, three_letters
from drama.languages.detection.alphabets import foreign_letters, latin_letters
from drama.languages.detection.latin import NAMES, Classified, english_share, other_language, words

_PLAINLY_ENGLISH = 0.4
"""Share of small words that every novel measured has more of, and no text of which half is in another language."""
_MOST_ENGLISH = 0.2
"""Share of small English words up to which a text may be in another language; they have "a", "do", "me", "is", too."""
_LINE = {"least_words": 6, "most_english": _MOST_ENGLISH, "least_sure": 0.75}
_STORY = {"least_words": 4, "most_english": _MOST_ENGLISH, "least_sure": 0.6}
"""Broad dialect has every sixth word in common with English; a poem of compounds, or a list of names, none."""
_MOST_SHOWN = 10
_ENGLISH = frozenset({"eng", "sco", "ang", "enm"})
_UNSTATED = frozenset({"", "und", "mul", "zxx", "mis"})
"""ISO 639 for: undetermined, several, none, without a code."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A line an English voice cannot speak as it should."""

    number: int
    """Of the line."""
    what: str
    """"Cyrillic letters", "French"."""
    letters: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What language a story is in, as far as that matters to voices that speak English."""

    reason: str = ""
    """Why the story as a whole is not English: "it is written in Cyrillic letters"; nothing where it is."""
    lines: tuple[Foreign, ...] = ()
    """The lines that are not, in order."""
    doubt: str = ""
    """Why the file is not believed, if it is not."""

    def warning(self, spared: Iterable[int] = ()) -> str:
        """Return the one sentence for a person about lines that are not English, or nothing.

        ``spared`` are numbers of lines that need none: their voice speaks another language.
        """
        left_out = frozenset(spared)
        lines = [line for line in self.lines if line.number not in left_out]
        if not lines:
            return ""
        sorts: dict[str, list[int]] = {}
        for line in lines[:_MOST_SHOWN]:
            sorts.setdefault(line.what, []).append(line.number)
        shown = "; ".join(f"{', '.join(map(str, numbers))} ({what})" for what, numbers in sorts.items())
        more = f"; and {len(lines) - _MOST_SHOWN:,} more" if len(lines) > _MOST_SHOWN else ""
        subject = "1 line is not all English" if len(lines) == 1 else f"{len(lines):,} lines are not all English"
        which = "line" if len(lines) == 1 else "lines"
        return (
            f"{subject}, and an English voice will spell or mangle what is not: {which} {shown}{more}. "
            "[pronounce] in the cast file says how a word is to sound"
        )


def examine(
    lines: Sequence[tuple[int, str]], stated: str = "", *, names_lines: bool = True, known: Classified | None = None
) -> Verdict:
    """Return what language lines are in that will be spoken, each with its number.

    ``stated`` is what the story's file says: "fr", "en-GB", "German", or nothing. Who only asks about the story as a
    whole need not have its lines named: where it is plainly English they are not looked at, nor the detector loaded.
    ``known`` is for who examines a story again and again: the detector is asked once about a text.
    """
    whole = " ".join(text for _, text in lines)
    found: tuple[Foreign, ...] = ()
    reason = ""
    if names_lines or not _is_plainly_english(whole):
        found = tuple(foreign for number, text in lines if (foreign := _foreign(number, text, known)))
        reason = _reason(found, whole, known)
    named = _stated(stated)
    doubt = ""
    if named and not reason:
        if english_share(whole) > _MOST_ENGLISH and len(words(whole)) >= 12:
            doubt = f"the file says that its language is {named}, but its words are English; it is read as English"
        else:
            reason = f"the file says that its language is {named}"
    return Verdict(reason, found, doubt)


def _is_plainly_english(text: str) -> bool:
    """Tell whether a text has so many small words of English that the better half of it cannot be anything else."""
    return english_share(text) > _PLAINLY_ENGLISH and foreign_letters(text).total() < latin_letters(text)


def _foreign(number: int, text: str, known: Classified | None) -> Foreign | None:
    letters = foreign_letters(text)
    if letters:
        what = " and ".join(name for name, _ in letters.most_common(2))
        return Foreign(number, what, letters.total())
    language = other_language(text, **_LINE, known=known)  # type: ignore[arg-type]
    return Foreign(number, language, latin_letters(text)) if language else None


def _reason(found: Sequence[Foreign], whole: str, known: Classified | None) -> str:
    """Return why a story as a whole is not English: more than half of its letters are not."""
    letters = foreign_letters(whole).total() + latin_letters(whole)
    amounts: Counter[str] = Counter()
    for line in found:
        amounts[line.what] += line.letters
    if 2 * amounts.total() > letters:
        what = amounts.most_common(1)[0][0]
        return f"its words are {what}" if what in NAMES.values() else f"it is written in {what}"
    language = other_language(whole, **_STORY, known=known)  # type: ignore[arg-type]
    return f"its words are {language}" if language else ""


def _stated(stated: str) -> str:
    """Return the name of the language a file states, or nothing for English and for no language."""
    if stated.strip().lower() in _UNSTATED | {"undetermined", "unknown"}:
        return ""
    code = three_letters(stated)
    if code in _ENGLISH or (code and code in _UNSTATED) or stated.strip().lower().startswith("english"):
        return ""
    return english_name(stated) or stated.strip()[:40]
