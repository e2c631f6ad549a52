"""The words of an RTF document, as tokens, in one pass over its control words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.readers.documents.fields import field_reason
from drama.readers.documents.symbols import is_symbolic, symbol
from drama.readers.rtf.output import Output
from drama.readers.rtf.state import Font, Group, Style, Styles
from drama.readers.rtf.tables import (
    ASIDES,
    CHARACTERS,
    DOCUMENT_SETS,
    KEPT,
    LIST_NUMBERS,
    STATED,
    TOGGLES,
    UNREAD,
    code_page,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from drama.readers.documents.tokens import Token

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?[0-9]{1,10})? ?|'(?P<byte>[0-9a-fA-F]{2})|(?P<sign>[\s\S]))"
    rb"|(?P<brace>[{}])|(?P<line>[\r\n\0]+)|(?P<text>[^\\{}\r\n\0]+)|(?P<end>\\)"
)
_MAX_DEPTH = 10_000
"""Groups in one another."""
_MAX_CONTROLS = 4_000_000
"""Control words; a novel of 100,000 words from Word has a million at most."""
_MAX_ENTRIES = 20_000
"""Fonts, styles."""
_LONGEST = 10_000
"""Characters of a statement or an instruction."""
_SYMBOL_FIELD = re.compile(
    r"\s*SYMBOL\s+(?:0x)?([0-9a-fA-F]{1,5})(?:.{0,100}?\\f\s*\"?([^\"\\]{1,60}))?", re.IGNORECASE
)


class RtfWords:
    """Reads the words of one document."""

    def __init__(self, data: bytes, *, where: str) -> None:
        self.is_cut = False
        """Whether it ends before its first group does."""
        self._data, self._where = data, where
        self._group = Group()
        self._groups: list[Group] = []
        self._fonts: dict[int, Font] = {}
        self._styles = Styles()
        self._font, self._style = Font(), Style()
        self._encoding, self._default_font = "cp1252", -1
        self._bytes = bytearray()
        self._skip = 0
        self._surrogate = ""
        self._instruction = ""
        self.output = Output(self._styles)

    def read(self) -> Iterator[Token]:
        """Yield the words. Raises StoryError for a document of more controls than any."""
        controls = at = 0
        while match := _TOKEN.match(self._data, at):
            at = match.end()
            kind = match.lastgroup
            if kind == "text":
                self._take_text(match[0])
                continue
            if kind == "byte":
                self._take_text(bytes((int(match["byte"], 16),)))
                continue
            if kind == "line":
                continue
            controls += 1
            if controls > _MAX_CONTROLS:
                raise StoryError(f"{self._where} is no story: it holds more than {_MAX_CONTROLS:,} control words")
            if kind == "brace":
                self._flush()
                if match[0] == b"{":
                    self._begin_group()
                elif self._end_group():
                    break
            else:
                at += self._take_control(match)
                yield from self.output.drain(1000)
        self._flush()
        self.is_cut = bool(self._groups)
        while self._groups:
            self._end_group()
        self.output.end_paragraph()
        yield from self.output.drain(0)

    def _begin_group(self) -> None:
        self._skip = 0
        if len(self._groups) >= _MAX_DEPTH:
            raise StoryError(f"{self._where} is no story: it holds more than {_MAX_DEPTH:,} groups inside one another")
        self._groups.append(self._group)
        self._group = self._group.inner()
        if self._group.destination == "styles":
            self._style = self._styles.setdefault(0, Style())

    def _end_group(self) -> bool:
        """End the innermost group, and tell whether it was the document."""
        self._skip = 0
        if self._group.closes == "aside":
            self.output.end_aside()
        elif self._group.closes == "instruction":
            self._end_instruction()
        if self._groups:
            self._group = self._groups.pop()
        return not self._groups

    def _take_control(self, match: re.Match[bytes]) -> int:
        """Take in a control word or sign; return how many bytes after it are no text."""
        if match.lastgroup == "end":
            return 0
        name = (match["word"] or match["sign"]).decode("latin-1")
        number = int(match["number"]) if match["number"] else None
        if name == "bin":
            return max(0, number or 0)
        if self._skip and name != "u" and not self._bytes:
            self._skip -= 1
            return 0
        self._flush()
        group = self._group
        is_first, group.has_begun = not group.has_begun, True
        if name == "*":
            group.is_starred, group.has_begun = is_first, False
        elif name == "ud" and len(self._groups) > 1 and self._groups[-1].closes == "upr":
            group.destination = self._groups[-2].destination  # in Unicode what the group before says without it
        elif group.destination and not self._take_destination(name):
            self._take_word(name, number)
        return 0

    def _take_destination(self, name: str) -> bool:
        """Take in a word that begins a destination; tell whether it did."""
        group = self._group
        is_starred, group.is_starred = group.is_starred, False
        if name in UNREAD or name == "upr":
            group.destination, group.closes = "", name
        elif name in ASIDES and group.destination == "words":
            self.output.begin_aside()
            group.closes = "aside"
            group.reset_paragraph()
            group.reason = group.reason or ASIDES[name]
        elif name in LIST_NUMBERS:
            group.reason = group.reason or "list number"
        elif name in {"fonttbl", "stylesheet", "info"}:
            group.destination = {"fonttbl": "fonts", "stylesheet": "styles", "info": "info"}[name]
        elif name in STATED and group.destination == "info":
            group.destination = name
        elif name == "fldinst":
            group.destination, group.closes, self._instruction = "instruction", "instruction", ""
        elif name == "fldrslt":
            group.reason = group.reason or field_reason(self._instruction)
            group.is_link = group.is_link or self._instruction.strip().upper().startswith("HYPERLINK")
        elif is_starred and name not in KEPT and not (name == "cs" and group.destination == "styles"):
            group.destination = ""
        else:
            return False
        return True

    def _take_word(self, name: str, number: int | None) -> None:
        group = self._group
        if name in CHARACTERS:
            self._write(CHARACTERS[name])
        elif name in {"\\", "{", "}"}:
            self._take_text(name.encode())
        elif name == "u":
            self._take_unicode(number or 0)
        elif name == "uc":
            group.unicode_skip = min(max(number if number is not None else 1, 0), 100)
        elif group.destination == "fonts":
            self._take_font(name, number or 0)
        elif group.destination == "styles":
            self._take_style(name, number or 0)
        elif name in TOGGLES:
            group.turn(TOGGLES[name], is_on=number != 0)
        elif group.destination == "words" and not group.take(name, number, self._default_font):
            self._take_layout(name, number)

    def _take_layout(self, name: str, number: int | None) -> None:
        """Take in a word that ends a line, a paragraph or a page, or says how the document is encoded."""
        if name in {"par", "\n", "\r"}:
            self.output.end_line(self._group)
        elif name in {"cell", "nestcell", "row", "nestrow"}:
            self.output.end_paragraph()
        elif name in {"line", "lbr"}:
            self.output.line_break()
        elif name in {"page", "sect"}:
            self.output.end_page()
        elif name in DOCUMENT_SETS:
            self._encoding = DOCUMENT_SETS[name]
        elif name == "ansicpg":
            self._encoding = code_page(number or 0) or self._encoding
        elif name == "deff":
            self._default_font = number or 0

    def _take_font(self, name: str, number: int) -> None:
        if name == "f" and len(self._fonts) < _MAX_ENTRIES:
            self._font = self._fonts.setdefault(number, Font())
        elif name == "fcharset":
            self._font.charset(number)
        elif name == "cpg":
            self._font.page(number)

    def _take_style(self, name: str, number: int) -> None:
        if name == "s" and len(self._styles) < _MAX_ENTRIES:
            self._style = self._styles.setdefault(number, Style())
        elif name == "cs":
            self._style = Style()
        elif name == "sbasedon":
            self._style.based_on = number
        elif name == "outlinelevel":
            self._style.outline = max(number, 0)

    def _take_unicode(self, number: int) -> None:
        self._skip = self._group.unicode_skip
        place = number + 0x10000 if number < 0 else number
        sign = chr(place) if 0 <= place < 0x110000 else ""
        if 0xD800 <= place < 0xDC00:
            self._surrogate = sign
            return
        if 0xDC00 <= place < 0xE000:
            pair, self._surrogate = self._surrogate + sign, ""
            sign = pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        self._write(self._shown(sign))

    def _take_text(self, data: bytes) -> None:
        """Take in bytes of text, but those that stand for a character already read."""
        self._group.has_begun = True
        if self._skip:
            dropped = min(self._skip, len(data))
            self._skip -= dropped
            data = data[dropped:]
        if self._group.destination:
            self._bytes += data

    def _flush(self) -> None:
        """Write the bytes of text that were read."""
        if not self._bytes:
            return
        font = self._fonts.get(self._group.font if self._group.font >= 0 else self._default_font)
        if self._group.destination == "fonts":
            font = None
        encoding = (font and font.encoding) or self._encoding
        try:
            text = self._bytes.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            text = self._bytes.decode("cp1252", "replace")
        self._bytes.clear()
        self._write("".join(map(self._shown, text)) if font and is_symbolic(font.name) else text)

    def _shown(self, sign: str) -> str:
        """Return what a character of a font of symbols looks like."""
        font = self._fonts.get(self._group.font)
        if font is None or not is_symbolic(font.name) or not sign or sign.isspace():
            return sign
        return symbol(font.name, ord(sign))

    def _write(self, text: str) -> None:
        group = self._group
        if group.destination == "words":
            self.output.write(text, group)
        elif group.destination == "fonts":
            self._font.name = (self._font.name + text).rstrip(";")[:100]
        elif group.destination == "styles":
            self._style.name = (self._style.name + text).strip().rstrip(";")[:200]
        elif group.destination == "instruction":
            self._instruction = (self._instruction + text)[:_LONGEST]
        elif group.destination in STATED:
            self.output.state(group.destination, text)

    def _end_instruction(self) -> None:
        """Write the character that a field stands for, if it is one."""
        if match := _SYMBOL_FIELD.match(self._instruction):
            is_decimal = "0x" not in match[0].lower() and match[1].isdecimal()
            outer = self._groups[-1] if self._groups else self._group
            inner, self._group = self._group, outer
            self._write(symbol((match[2] or "").strip(), int(match[1], 10 if is_decimal else 16)))
            self._group = inner
