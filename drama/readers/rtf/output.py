"""Write the words of an RTF document as tokens, with what their group says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.readers.documents.kinds import STRUCK
from drama.readers.documents.writer import TokenWriter, stress_of
from drama.readers.rtf.state import Group, Styles

if TYPE_CHECKING:
    from drama.readers.documents.tokens import Token

_LONGEST = 10_000
"""Characters of a statement."""


class Output:
    """Collects the paragraphs of a document; notes, comments and text boxes stand after the one they hang on."""

    def __init__(self, styles: Styles) -> None:
        self.said: dict[str, str] = {}
        """What the document states of itself."""
        self.removed_words = 0
        """Words that tracked changes take out."""
        self._styles = styles
        self._writer = TokenWriter()
        self._after: list[Token] = []
        self._outer: list[tuple[TokenWriter, list[Token]]] = []
        self._told: set[str] = set()

    def drain(self, least: int) -> list[Token]:
        """Return what has been written and not been taken away, if there are so many."""
        if self._outer or len(self._writer.tokens) < least:
            return []
        tokens, self._writer.tokens = self._writer.tokens, []
        return tokens

    def write(self, text: str, group: Group) -> None:
        """Write words that stand in a group."""
        toggles = group.toggles
        if toggles.get("deleted"):
            self.removed_words += len(text.split())
            return
        role = self._styles.role(group.style)
        tag = self._tag(role, group)
        if not self._writer.is_open:
            if group.breaks_page:
                self._writer.page_break()
            self._writer.open(tag)
        reason = group.reason or ("navigation" if role == "contents" else None)
        reason = reason or ("hidden" if toggles.get("hidden") else STRUCK if toggles.get("struck") else None)
        marks = [mark for mark, is_on in toggles.items() if is_on]
        stress = stress_of(marks, is_link=group.is_link) if tag == "p" else ""
        self._writer.words(text, stress=stress, reason=reason)
        if role and reason is None and role not in self._told:
            self.state(f"{role} style", text)

    def state(self, name: str, text: str) -> None:
        """Take in what the document states of itself."""
        said = self.said.get(name, "")
        if len(said) < _LONGEST:
            self.said[name] = said + text

    def line_break(self) -> None:
        """End a line within the paragraph."""
        self._writer.line_break()

    def end_page(self) -> None:
        """End the paragraph and the page."""
        self.end_paragraph()
        self._writer.page_break()

    def end_line(self, group: Group) -> None:
        """End the paragraph, or write an empty one; an empty one with a border is a rule."""
        if group.toggles.get("deleted"):
            return  # the next paragraph goes on where this one ends
        if not self._writer.is_open:
            if group.has_border:
                self._writer.rule()
            else:
                self._writer.open("p")
        self.end_paragraph()

    def end_paragraph(self) -> None:
        """End the paragraph if one is open."""
        self._writer.close()
        self._writer.tokens += self._after
        self._after = []
        self._told |= {name.removesuffix(" style") for name in self.said}

    def begin_aside(self) -> None:
        """Begin what stands after the paragraph that is open."""
        self._outer.append((self._writer, self._after))
        self._writer, self._after = TokenWriter(), []

    def end_aside(self) -> None:
        """End what stands after the paragraph."""
        self.end_paragraph()
        tokens = self._writer.tokens
        self._writer, self._after = self._outer.pop()
        self._after += tokens

    def _tag(self, role: str, group: Group) -> str:
        """Return what a paragraph is as an element of HTML."""
        if role:
            return "h1" if role == "title" else "p"
        level = self._styles.level(group.style) if group.outline is None else group.outline + 1
        return f"h{min(level + 1, 6)}" if 0 < level < 10 else "p"
