"""Quotations of something written: letters, notes, signs, titles. The narration reads them.

A letter that somebody reads aloud, or says with a tag, is speech.
"""

from __future__ import annotations

from drama.languages.base import Language
from drama.script.quotes.not_speech import Quoted
from drama.script.quotes.quotation_marks import DOUBLE, SINGLE

_MARKS = DOUBLE + SINGLE + " "
_NAME = 6
"""Words up to which a quotation may be the name of a book."""


class WrittenQuotes:
    """Which quotations are something written, paragraph after paragraph: a letter goes on over several."""

    def __init__(self) -> None:
        self._is_open = False
        """A letter goes on in the next paragraph."""

    def start_paragraph(self, *, is_adjacent: bool, opens_quoted: bool) -> None:
        """Note that a paragraph begins; ``opens_quoted`` says that it begins with a quotation mark."""
        self._is_open = self._is_open and is_adjacent and opens_quoted

    def takes(self, quoted: Quoted, before: str, ahead: str, *, is_unclosed: bool) -> bool:
        """Tell whether a quotation is something written.

        ``before`` is what the paragraph above ends in, if it leads up to this one, ``ahead`` the paragraph below.
        """
        is_first = not quoted.earlier_end and not quoted.text[: quoted.start].strip()
        if self._is_open and is_first:
            self._is_open = is_unclosed
            return True
        if not _is_written(quoted, before if is_first else "", ahead, is_unclosed=is_unclosed):
            return False
        self._is_open = is_unclosed
        return True


def _is_written(quoted: Quoted, before: str, ahead: str, *, is_unclosed: bool) -> bool:
    patterns, inner, lead = quoted.language.written, quoted.inner.strip(), quoted.lead or before
    if not inner or patterns.aloud.search(lead) or _is_quoted_by_somebody(quoted):
        return False
    if patterns.shown.match(quoted.after) or (patterns.it_says.match(quoted.after) and patterns.brings.search(lead)):
        return True
    if not inner.endswith(".") and quoted.language.speech_tags.after.match(quoted.after):
        return False
    if patterns.leads.search(lead) or (patterns.titles.search(lead) and _may_be_title(inner)):
        return True
    stands_alone = not quoted.earlier_end and not quoted.text[: quoted.start].strip()
    return stands_alone and _opens_letter(inner, ahead, quoted.language, is_unclosed=is_unclosed)


def _is_quoted_by_somebody(quoted: Quoted) -> bool:
    """Whether it opens with two marks: somebody who speaks tells what another has said or written."""
    return quoted.text[quoted.start + 1 : quoted.start + 4].lstrip()[:1] in {*DOUBLE, *SINGLE}


def _opens_letter(inner: str, ahead: str, language: Language, *, is_unclosed: bool) -> bool:
    """Whether a letter begins: "Dear Anna," in a paragraph of its own, "Dear Sir,—", or a date above one of these."""
    patterns = language.written
    if is_unclosed and patterns.greets.fullmatch(inner):
        return True
    if patterns.salutes.match(inner) is None:
        return False
    return patterns.dated.fullmatch(inner) is None or (is_unclosed and _salutes(ahead.lstrip(_MARKS), language))


def _salutes(words: str, language: Language) -> bool:
    return language.written.greets.match(words) is not None or language.written.salutes.match(words) is not None


def _may_be_title(inner: str) -> bool:
    words = inner.split()
    large = [word for word in words if word[:1].isupper()]
    return words[0][:1].isupper() and 2 * len(large) > len(words) and len(words) <= _NAME and inner[-1] not in "!?"
