"""The words of a part of a Word document, as tokens (ECMA-376, 17.3 to 17.13).

All tracked changes count as accepted. What stands in a part is taken in once: of alternate contents the first.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from drama.readers.documents.fields import Fields
from drama.readers.documents.kinds import STRUCK
from drama.readers.documents.symbols import ORNAMENT, symbol
from drama.readers.documents.writer import TokenWriter, stress_of
from drama.readers.word.elements import (
    CHARACTERS,
    ENDS,
    GALLERIES,
    IGNORED,
    NOTES,
    SCOPES,
    SEPARATORS,
    SIGN,
    STARTS,
    TEXTS,
)
from drama.readers.word.properties import REMOVED, Paragraph, Run
from drama.readers.word.styles import Styles, is_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drama.readers.documents.tokens import Token


class Body:
    """A handler of a document's main part, its notes or its comments."""

    def __init__(self, styles: Styles) -> None:
        self.removed_words = 0
        """Words that tracked changes take out."""
        self.chunks = 0
        """Documents embedded whole, which are not read."""
        self._styles = styles
        self._writer = TokenWriter()
        self._paragraph, self._run = Paragraph(), Run()
        self._outer: list[tuple[TokenWriter, Paragraph]] = []
        self._fields = Fields()
        self._ignored = self._removed = self._links = 0
        self._scopes: list[str] = []
        self._text = ""
        self._choices: list[bool] = []
        self._reasons: list[str | None] = [None]
        self._next_reason: str | None = None
        self._is_bordered = False
        self._stated: dict[str, str] = {}
        self._told: set[str] = set()
        self._starts = {name: getattr(self, method) for name, method in STARTS.items()}
        self._ends = {name: getattr(self, method) for name, method in ENDS.items()}

    @property
    def tokens(self) -> list[Token]:
        """What has been written and not been taken away."""
        return [] if self._outer else self._writer.tokens

    def stated(self, role: str) -> str:
        """Return the words of the first paragraph styled as ``title``, ``subtitle`` or ``author``."""
        return " ".join(self._stated.get(role, "").split())

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in what opens."""
        if self._ignored:
            self._ignored += 1
        elif name in IGNORED or (name in NOTES and attributes.get("w:type") in SEPARATORS):
            self._ignored = 1
        elif self._scopes and name not in SCOPES:
            self._property(name, attributes)
        else:
            self._start(name, attributes)

    def end(self, name: str) -> None:
        """Take in what closes."""
        if self._ignored:
            self._ignored -= 1
        elif self._scopes:
            if name == self._scopes[-1]:
                self._scopes.pop()
                if name == "w:pPr":
                    self._settle()
        else:
            self._end(name)

    def words(self, text: str) -> None:
        """Take in text."""
        if self._ignored or not self._text:
            return
        if self._text == "w:instrText":
            self._fields.instruct(text)
        elif self._text == "w:delText":
            self.removed_words += len(text.split())
        elif not self._removed and not self._fields.is_instruction:
            self._write(text)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in SCOPES:
            self._paragraph.ends_page |= name == "w:sectPr" and self._scopes[-1:] == ["w:pPr"]
            self._scopes.append(name)
        elif name in TEXTS:
            self._text = name
        elif name in CHARACTERS:
            self._put(CHARACTERS[name])
        elif name in REMOVED:
            self._removed += 1
        elif name == "w:hyperlink":
            self._links += 1
        elif name in NOTES:
            self._writer.begin_matter(NOTES[name])
        elif take := self._starts.get(name):
            take(attributes)

    def _end(self, name: str) -> None:
        if name in TEXTS:
            self._text = ""
        elif name in REMOVED:
            self._removed -= 1
        elif name == "w:hyperlink":
            self._links -= 1
        elif name in NOTES:
            self._writer.end_matter()
        elif take := self._ends.get(name):
            take()

    def _start_run(self, _: Mapping[str, str]) -> None:
        self._run = Run()

    def _start_paragraph(self, _: Mapping[str, str]) -> None:
        before = self._paragraph
        self._paragraph = Paragraph(before.is_joined, self._styles.look(""), boxes=before.boxes)

    def _start_break(self, attributes: Mapping[str, str]) -> None:
        if self._removed:
            return
        if attributes.get("w:type") == "page":
            self._settle()
            if self._writer.has_begun:
                self._writer.close()
            self._writer.page_break()
        else:
            self._writer.line_break()

    def _start_symbol(self, attributes: Mapping[str, str]) -> None:
        with suppress(ValueError):  # what is no number is no character
            self._put(symbol(attributes.get("w:font", ""), int(attributes.get("w:char", "")[:6], 16)))

    def _start_field_character(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("w:fldCharType", "")
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._fields.end()

    def _start_field(self, attributes: Mapping[str, str]) -> None:
        self._fields.begin(attributes.get("w:instr", ""))
        self._fields.separate()

    def _end_field(self) -> None:
        self._fields.end()

    def _start_control(self, _: Mapping[str, str]) -> None:
        self._reasons.append(self._next_reason or self._reasons[-1])
        self._next_reason = None

    def _start_ruby(self, _: Mapping[str, str]) -> None:
        self._reasons.append("note")

    def _end_reason(self) -> None:
        self._reasons.pop()

    def _start_note_reference(self, attributes: Mapping[str, str]) -> None:
        self._run.is_note_sign = attributes.get("w:customMarkFollows", "0").lower() not in {"0", "false", "off"}

    def _start_alternates(self, _: Mapping[str, str]) -> None:
        self._choices.append(False)

    def _start_alternate(self, _: Mapping[str, str]) -> None:
        if self._choices:
            self._ignored = int(self._choices[-1])
            self._choices[-1] = True

    def _end_alternates(self) -> None:
        self._choices.pop()

    def _start_box(self, _: Mapping[str, str]) -> None:
        self._outer.append((self._writer, self._paragraph))
        self._writer, self._paragraph = TokenWriter(), Paragraph()

    def _end_box(self) -> None:
        self._writer.close()
        box = [*self._writer.tokens, *self._paragraph.boxes]
        self._writer, self._paragraph = self._outer.pop()
        self._paragraph.boxes += box

    def _start_rectangle(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("o:hr", "").lower() in {"t", "true"}:
            self._writer.rule()

    def _start_chunk(self, _: Mapping[str, str]) -> None:
        self.chunks += 1

    def _end_body(self) -> None:
        self._writer.close()
        self._writer.tokens += self._paragraph.boxes

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in a property, by what it is of."""
        scope = self._scopes[-1]
        if scope == "w:sdtPr":
            if name == "w:docPartGallery":
                self._next_reason = GALLERIES.get(attributes.get("w:val", ""), self._next_reason)
            elif name == "w:showingPlcHdr" and is_on(attributes):
                self._next_reason = "placeholder"
        elif scope == "w:rPr" and len(self._scopes) == 1:
            self._run.take(name, attributes)
        elif "w:pPr" in self._scopes[-2:]:
            self._paragraph.take(scope, name, attributes, self._styles)

    def _settle(self) -> None:
        """Open the paragraph, now that its properties are known."""
        paragraph = self._paragraph
        if paragraph.is_settled:
            return
        paragraph.is_settled = True
        if self._is_bordered and not paragraph.borders:
            self._writer.page_break()
        if paragraph.breaks_page or paragraph.look.breaks_page:
            self._writer.page_break()
        self._is_bordered = False
        self._writer.open(paragraph.tag, joins=paragraph.joins)

    def _end_paragraph(self) -> None:
        paragraph = self._paragraph
        self._settle()
        if paragraph.has_border and self._writer.is_open and not self._writer.has_begun and not paragraph.is_joined:
            self._writer.rule()
        elif not paragraph.is_joined:
            # Three hyphens typed in Word become the lower border of the paragraph above them.
            self._is_bordered = paragraph.borders == {"w:bottom"} and paragraph.tag == "p"
            self._writer.close()
        if not paragraph.is_joined:
            self._writer.tokens += paragraph.boxes
            paragraph.boxes = []
        if paragraph.look.role in self._stated:
            self._told.add(paragraph.look.role)
        if paragraph.ends_page:
            self._writer.page_break()

    def _put(self, text: str) -> None:
        """Write a character that an element stands for."""
        if not self._removed and not self._fields.is_instruction:
            self._write(text)

    def _write(self, text: str) -> None:
        run, paragraph = self._run, self._paragraph
        self._settle()
        if run.toggles is None:
            run.toggles = self._styles.combined(paragraph.look, run.style, run.own)
        toggles = run.toggles
        reason = self._fields.reason or self._reasons[-1] or ("note" if run.is_note_sign else None)
        if paragraph.look.role == "contents":
            reason = reason or "navigation"
        if reason is None and toggles:
            reason = "hidden" if "hidden" in toggles else STRUCK if "struck" in toggles else None
        if run.is_ornament:
            text = SIGN.sub(ORNAMENT, text)
        marks = {*toggles, "underlined"} if run.is_underlined else toggles
        stress = stress_of(marks, is_link=self._links > 0) if paragraph.tag == "p" else ""
        self._writer.words(text, stress=stress, reason=reason)
        role = paragraph.look.role
        if reason is None and role and role not in self._told:
            self._stated[role] = self._stated.get(role, "") + text
