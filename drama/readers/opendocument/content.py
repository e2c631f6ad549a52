"""The words of an OpenDocument text, as tokens (OpenDocument 1.3 part 3, sections 5 to 7).

All tracked changes count as accepted: what was deleted stands apart, before the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drama.readers.documents.kinds import STRUCK
from drama.readers.documents.writer import TokenWriter, stress_of
from drama.readers.opendocument.styles import Look, Styles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drama.readers.documents.tokens import Token

PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
    "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0": "presentation",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_IGNORED = frozenset(
    ["office:master-styles", "office:forms", "office:scripts", "office:binary-data", "svg:title", "svg:desc",
     "text:sequence-decls", "text:variable-decls", "text:user-field-decls"]
)  # fmt: skip
"""Elements without words of the text: headers, descriptions of pictures, forms."""
_REASONS = {
    **dict.fromkeys(
        ("text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index",
         "text:user-index", "text:alphabetical-index", "text:page-number", "text:page-count"),
        "navigation",
    ),
    **dict.fromkeys(("text:note-citation", "text:ruby-text", "text:bibliography-mark"), "note"),
    "text:placeholder": "placeholder",
    "text:number": "list number",
}  # fmt: skip
"""Elements of which nothing is read out, and why."""
_MATTER = {"text:note-body": "note", "office:annotation": "comment"}
"""What hangs on a place in a paragraph, and stands after it."""
_STATED = {
    "dc:title": "title",
    "dc:creator": "creator",
    "meta:initial-creator": "initial",
    "dc:description": "description",
    "dc:language": "language",
}
_LONGEST_STATED = 10_000
_MOST_SPACES = 1000


@dataclass(slots=True)
class _Paragraph:
    """The paragraph that is being read."""

    look: Look
    tag: str
    looks: list[Mapping[str, bool]]
    """Of it and of the spans that are open in it."""
    after: list[Token] = field(default_factory=list)
    """Notes, comments and text boxes in it, which stand after it."""
    is_hidden: bool = False
    is_inside: bool = False
    """It stands in another one, as in a shape."""


class Content:
    """A handler of a document's content, its styles, or all of a flat one."""

    def __init__(self) -> None:
        self.removed_words = 0
        """Words that tracked changes take out."""
        self.kind = ""
        """Of document: ``text``, ``spreadsheet`` …"""
        self.said: dict[str, str] = {}
        """What it states of itself."""
        self._styles = Styles()
        self._writer = TokenWriter()
        self._paragraph: _Paragraph | None = None
        self._outer: list[tuple[TokenWriter, _Paragraph | None]] = []
        self._ignored = self._removed = self._links = 0
        self._reasons: list[str | None] = [None]
        self._inside = self._stating = ""
        self._told: set[str] = set()

    @property
    def tokens(self) -> list[Token]:
        """What has been written and not been taken away."""
        return [] if self._outer else self._writer.tokens

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in what opens."""
        if self._ignored or name in _IGNORED:
            self._ignored += 1
        elif name in {"text:p", "text:h"}:
            self._start_paragraph(name, attributes)
        elif name == "text:span":
            self._start_span(attributes)
        elif name.startswith("style:"):
            self._styles.take(name, attributes)
        elif name in _REASONS or name in {"text:section", "text:hidden-text"}:
            self._reasons.append(_reason_of(name, attributes) or self._reasons[-1])
        elif name in _MATTER:
            self._begin_aside()
            self._writer.begin_matter(_MATTER[name])
        elif name == "text:tracked-changes":
            self._removed += 1
        elif name in _STATED and self._inside == "office:meta":
            self._stating = _STATED[name]
        else:
            self._start_mark(name, attributes)

    def _start_mark(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "text:s":
            count = attributes.get("text:c", "1")
            self.words(" " * min(int(count) if count.isascii() and count.isdecimal() else 1, _MOST_SPACES))
        elif name == "text:tab":
            self.words("\t")
        elif name == "text:line-break" and self._paragraph and not self._removed:
            self._writer.line_break()
        elif name == "text:hidden-paragraph" and self._paragraph:
            self._paragraph.is_hidden = attributes.get("text:is-hidden") == "true"
        elif name == "text:a":
            self._links += 1
        elif name in {"office:meta", "office:body"}:
            self._inside = name
        elif name.startswith("office:") and not self.kind and self._inside == "office:body":
            self.kind = name.removeprefix("office:")

    def end(self, name: str) -> None:
        """Take in what closes."""
        if self._ignored:
            self._ignored -= 1
        elif name in {"text:p", "text:h"}:
            self._end_paragraph()
        elif name == "text:span" and self._paragraph and len(self._paragraph.looks) > 1:
            self._paragraph.looks.pop()
        elif name in _REASONS or name in {"text:section", "text:hidden-text"}:
            self._reasons.pop()
        elif name in _MATTER:
            self._writer.end_matter()
            self._end_aside()
        elif name == "text:tracked-changes":
            self._removed -= 1
        elif name in _STATED and self._paragraph is None:
            self._inside = self._stating = ""
        elif name == "text:a":
            self._links -= 1

    def words(self, text: str) -> None:
        """Take in text."""
        if self._ignored:
            return
        if self._paragraph is None:
            self._state(self._stating, text)
        elif self._removed:
            self.removed_words += len(text.split())
        else:
            self._write(text)

    def _state(self, name: str, text: str) -> None:
        said = self.said.get(name, "")
        if name and len(said) < _LONGEST_STATED:
            self.said[name] = said + text

    def _start_paragraph(self, name: str, attributes: Mapping[str, str]) -> None:
        look = self._styles.look("paragraph", attributes.get("text:style-name", ""))
        level = look.level
        outline = attributes.get("text:outline-level", "1")
        if name == "text:h" and look.role != "contents":
            level = min(int(outline) if outline.isascii() and outline.isdecimal() and len(outline) < 3 else 1, 6)
        tag = "h1" if look.role == "title" else f"h{min(level + 1, 6)}" if level and not look.role else "p"
        is_inside = self._paragraph is not None
        if is_inside:
            self._begin_aside()
        self._paragraph = _Paragraph(look, tag, [look.toggles], is_inside=is_inside)
        if not self._removed:
            if look.breaks_page:
                self._writer.page_break()
            self._writer.open(tag)

    def _end_paragraph(self) -> None:
        paragraph, self._paragraph = self._paragraph, None
        if paragraph is None:
            return
        if not self._removed:
            if paragraph.look.has_border and not self._writer.has_begun:
                self._writer.rule()
            self._writer.close()
            self._writer.tokens += paragraph.after
        self._told |= self.said.keys() & {f"{paragraph.look.role} style"}
        if paragraph.is_inside:
            self._end_aside()

    def _begin_aside(self) -> None:
        """Begin what stands after the paragraph that is open, or here if none is."""
        self._outer.append((self._writer, self._paragraph))
        self._writer, self._paragraph = TokenWriter(), None

    def _end_aside(self) -> None:
        self._writer.close()
        tokens = self._writer.tokens
        self._writer, self._paragraph = self._outer.pop()
        (self._paragraph.after if self._paragraph else self._writer.tokens).extend(tokens)

    def _start_span(self, attributes: Mapping[str, str]) -> None:
        if self._paragraph:
            looks = self._paragraph.looks
            own = self._styles.look("text", attributes.get("text:style-name", "")).toggles
            looks.append({**looks[-1], **own} if own else looks[-1])

    def _write(self, text: str) -> None:
        paragraph = self._paragraph
        if paragraph is None:
            return
        look = paragraph.looks[-1]
        reason = self._reasons[-1]
        if reason is None:
            hidden = look.get("hidden") or paragraph.is_hidden
            struck = STRUCK if look.get("struck") else None
            reason = "navigation" if paragraph.look.role == "contents" else "hidden" if hidden else struck
        marks = [mark for mark, is_on in look.items() if is_on]
        stress = stress_of(marks, is_link=self._links > 0) if paragraph.tag == "p" else ""
        self._writer.words(text, stress=stress, reason=reason)
        role = f"{paragraph.look.role} style"
        if paragraph.look.role and reason is None and role not in self._told:
            self._state(role, text)


def _reason_of(name: str, attributes: Mapping[str, str]) -> str | None:
    """Return why what stands in an element is not read out."""
    if name == "text:section":
        return "hidden" if attributes.get("text:display") == "none" else None
    if name == "text:hidden-text":
        return "hidden" if attributes.get("text:is-hidden") == "true" else None
    return _REASONS[name]
