"""Write the paragraphs and runs of a manuscript as tokens: what Word, OpenDocument and RTF have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.readers.documents.tokens import REASON, End, Start, Token, Words

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

_PLAIN: Mapping[str, str] = {}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class TokenWriter:
    """Writes paragraphs with their runs; what stands between paragraphs is told where the next begins.

    A page that ends parts scenes, unless a heading begins the next one: then that does.
    """

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._tag = ""
        self._is_begun = False
        self._stress = ""
        self._paragraph_at = -1
        self._reason: str | None = None
        self._has_words = self._breaks = False

    @property
    def is_open(self) -> bool:
        """Whether a paragraph is open."""
        return bool(self._tag)

    @property
    def has_begun(self) -> bool:
        """Whether words stand in the paragraph that is open."""
        return self._is_begun

    def open(self, tag: str, *, joins: bool = False) -> None:
        """Open a paragraph: ``p``, or ``h1`` to ``h6``. One that is open is closed, or `joins` this one."""
        if not (joins and self._is_begun):
            if not joins:
                self.close()
            self._tag, self._is_begun = tag, False

    def words(self, text: str, *, stress: str = "", reason: str | None = None) -> None:
        """Write words, opening a paragraph if none is open.

        `stress` is ``em`` for italics, ``strong`` for bold words; `reason` says why words are not spoken.
        """
        if not text:
            return
        self._begin()
        if text.isspace() and reason == self._reason:
            stress = self._stress  # a plain space between words in italics parts nothing
        self._switch(stress=stress, reason=reason)
        self.tokens.append(Words(text))

    def line_break(self) -> None:
        """Write the end of a line within the paragraph."""
        if self._is_begun:
            self.tokens.append(Start("br", _PLAIN, is_empty=True))

    def close(self) -> None:
        """Close the paragraph that is open; one without words is an empty line."""
        if not self._tag:
            return
        if not self._is_begun:
            self.tokens.append(Start("p", _PLAIN, is_empty=False))
            self._tag = "p"
        self._switch(stress="", reason=None)
        self._unstress_whole()
        self.tokens.append(End(self._tag))
        self._tag, self._is_begun = "", False

    def _unstress_whole(self) -> None:
        """Take back the stress of a paragraph that is bold from end to end: it is set off, nobody stresses it."""
        if not self._is_begun:
            return  # of an empty one the start is not known: all that follows the last words would be looked at again
        at = self._paragraph_at + 1
        strong = [i for i in range(at, len(self.tokens)) if getattr(self.tokens[i], "tag", "") == "strong"]
        if strong == [at, len(self.tokens) - 1]:
            del self.tokens[-1], self.tokens[at]

    def rule(self) -> None:
        """Write a rule across the page."""
        self.close()
        if self._has_words:
            self.tokens.append(Start("hr", _PLAIN, is_empty=True))
        self._breaks = False

    def page_break(self) -> None:
        """End the page."""
        self._breaks = self._has_words

    def begin_matter(self, reason: str) -> None:
        """Begin matter that is not spoken; :meth:`end_matter` ends it."""
        self.close()
        self.tokens.append(Start("div", {REASON: reason}, is_empty=False))

    def end_matter(self) -> None:
        """End matter that is not spoken."""
        self.close()
        self.tokens.append(End("div"))

    def _begin(self) -> None:
        """Write the start of the paragraph, and before it what parts it from the last one."""
        if self._is_begun:
            return
        self._tag = self._tag or "p"
        if self._breaks and self._tag not in HEADINGS:
            self.tokens.append(Start("hr", _PLAIN, is_empty=True))
        self._breaks, self._is_begun, self._has_words = False, True, self._tag not in HEADINGS
        self._paragraph_at = len(self.tokens)
        self.tokens.append(Start(self._tag, _PLAIN, is_empty=False))

    def _switch(self, *, stress: str, reason: str | None) -> None:
        if self._stress and (stress != self._stress or reason != self._reason):
            self.tokens.append(End(self._stress))
            self._stress = ""
        if reason != self._reason:
            if self._reason is not None:
                self.tokens.append(End("span"))
            if reason is not None:
                self.tokens.append(Start("span", {REASON: reason}, is_empty=False))
            self._reason = reason
        if stress and not self._stress:
            self.tokens.append(Start(stress, _PLAIN, is_empty=False))
            self._stress = stress


def stress_of(toggles: Container[str], *, is_link: bool = False) -> str:
    """Return how words are stressed that are ``italic``, ``bold``, ``underlined``: typists underline for italics."""
    if "italic" in toggles or ("underlined" in toggles and not is_link):
        return "em"
    return "strong" if "bold" in toggles else ""
