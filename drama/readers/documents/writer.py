"""Write the paragraphs and runs of a manuscript as tokens: what Word, OpenDocument and RTF have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.readers.documents.tokens import REASON, End, Start, Token, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        self._is_italic = False
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

    def words(self, text: str, *, is_italic: bool = False, reason: str | None = None) -> None:
        """Write words, opening a paragraph if none is open; `reason` says why they are not spoken."""
        if not text:
            return
        self._begin()
        if text.isspace() and reason == self._reason:
            is_italic = self._is_italic  # a plain space between words in italics parts nothing
        self._switch(is_italic=is_italic, reason=reason)
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
        self._switch(is_italic=False, reason=None)
        self.tokens.append(End(self._tag))
        self._tag, self._is_begun = "", False

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
        self.tokens.append(Start(self._tag, _PLAIN, is_empty=False))

    def _switch(self, *, is_italic: bool, reason: str | None) -> None:
        if self._is_italic and (not is_italic or reason != self._reason):
            self.tokens.append(End("em"))
            self._is_italic = False
        if reason != self._reason:
            if self._reason is not None:
                self.tokens.append(End("span"))
            if reason is not None:
                self.tokens.append(Start("span", {REASON: reason}, is_empty=False))
            self._reason = reason
        if is_italic and not self._is_italic:
            self.tokens.append(Start("em", _PLAIN, is_empty=False))
            self._is_italic = True
