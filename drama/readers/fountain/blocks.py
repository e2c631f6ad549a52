"""The elements of a Fountain text, found line by line as the specification says (https://fountain.io/syntax).

Where real files are looser than the specification it is followed in spirit: a scene heading needs no empty line
behind it, and one heading may follow another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.languages.letters import SMALLS
from drama.model import Skip
from drama.readers.fountain.marks import READ, SILENT
from drama.readers.scripts.elements import Element, Kind
from drama.readers.scripts.labels import parted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.readers.fountain.marks import Marks
    from drama.readers.fountain.rows import Row

_SECTION = re.compile(r"(#{1,6})[ \t]*(?=[^#\s])")
_PAGE_BREAK = re.compile(r"={3,}")
_FORCED_HEADING = re.compile(r"\.(?=\w)")
_SCENE_NUMBER = re.compile(r"#[\w.)(-]{1,20}#\Z")
_LONGEST_NUMBER = 22
_ESCAPED_IN_NAME = re.compile(r"\\([()\[\]^\\*_])")
_STANDS_FOR = {mark: chr(0xF8F0 + at) for at, mark in enumerate("()[]^\\*_")}
"""Characters for private use, for marks of a name that mean nothing."""
_MEANT = {ord(stand): mark for mark, stand in _STANDS_FOR.items()}
_TO = re.compile(rf"[^{SMALLS}]*\bTO:")
_EMPHASISED = re.compile(r"\A[*_]{1,4}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,4}\Z")
"""The marks around a line that is emphasised as a whole."""


class Blocks:
    """The elements of some rows, and the marks that stand inside them."""

    def __init__(self, rows: Sequence[Row], notes: Marks) -> None:
        self.elements: list[Element] = []
        self.marks: list[Skip] = []
        self._rows = rows
        self._notes = notes
        self._at = 0

    def read(self, start: int) -> None:
        """Read all rows from one on."""
        self._at = start
        while self._at < len(self._rows):
            row = self._rows[self._at]
            if row.is_blank:
                self._at += 1
            elif row.text.startswith("!") or (not self._one_line(row) and not self._speech(row)):
                self._action()

    # ------------------------------------------------------------------ lines by themselves

    def _one_line(self, row: Row) -> bool:
        """Take a row that is an element by itself."""
        text = row.text
        if _PAGE_BREAK.fullmatch(text):
            self._add(Kind.PAGE_BREAK, row)
        elif text.startswith("=") and not text.startswith("=="):
            self._add(Kind.SYNOPSIS, row)
        elif match := _SECTION.match(text):
            self._section(row, match)
        elif text.startswith("~"):
            self._lyrics(Kind.ACTION)
            return True
        elif text.startswith(">") and text.endswith("<") and (words := text[1:-1].strip()):
            first = text.index(words, 1)
            self._marked(Kind.ACTION, row, first, first + len(words))
        elif text.startswith(">"):
            self._add(Kind.TRANSITION, row)
        elif self._is_scene_heading(row):
            self._scene_heading(row)
        elif match := self._sound(row):
            self._add(Kind.SOUND_CUE, row, name=" ".join((match["name"] or "").split()))
        elif self._is_transition(row):
            self._add(Kind.TRANSITION, row)
        else:
            return False
        self._at += 1
        return True

    def _add(self, kind: Kind, row: Row, *, level: int = 0, name: str = "") -> None:
        self.elements.append(Element(kind, row.start, row.end, level=level, name=name))

    def _marked(self, kind: Kind, row: Row, first: int, last: int) -> None:
        """Add an element that is a part of a row; what stands around it is marks."""
        start, end = row.start + first, row.start + last
        self._mark(row.start, start)
        self._mark(end, row.end)
        if start < end:
            self.elements.append(Element(kind, start, end))

    def _mark(self, start: int, end: int, reason: str = "markup") -> None:
        if start < end:
            self.marks.append(Skip(start, end, reason))

    def _section(self, row: Row, match: re.Match[str]) -> None:
        """Take a section: for the writer alone, unless a note says that it is read out."""
        level = len(match[1])
        if not self._notes.is_beside(READ, row.end):
            self._add(Kind.SECTION, row, level=level)
            return
        self._mark(row.start, row.start + level)
        self.elements.append(Element(Kind.HEADING, row.start + match.end(), row.end, level=level))

    def _is_scene_heading(self, row: Row) -> bool:
        if _FORCED_HEADING.match(row.text):
            return True
        return self._is_parted() and ENGLISH.scripts.place.match(row.text) is not None

    def _scene_heading(self, row: Row) -> None:
        first = 1 if row.text.startswith(".") else 0
        number = _SCENE_NUMBER.search(row.text, max(first, len(row.text) - _LONGEST_NUMBER))
        last = len(row.text[: number.start()].rstrip()) if number else len(row.text)
        self._mark(row.start, row.start + first)
        self._mark(row.start + last, row.end, Kind.NUMBER.value)
        kind = Kind.SCENE_TITLE if self._notes.is_beside(SILENT, row.start + last) else Kind.SCENE_HEADING
        if first < last:
            self.elements.append(Element(kind, row.start + first, row.start + last))

    def _sound(self, row: Row) -> re.Match[str] | None:
        """Return the match of a sound that is asked for: in capitals, on a line of its own."""
        label = row.text.partition(":")[0]
        return ENGLISH.scripts.sound_cue.fullmatch(row.text) if label.isupper() else None

    def _is_transition(self, row: Row) -> bool:
        if not self._is_parted() or not self._ends_here():
            return False
        text = _EMPHASISED.sub("", row.text)
        return bool(_TO.fullmatch(text) or ENGLISH.scripts.transition.fullmatch(text))

    def _is_parted(self) -> bool:
        """Tell whether an empty line, or what is none of the script's words, stands before this row."""
        if not self._at or self._rows[self._at - 1].is_blank or not self.elements:
            return True
        last = self.elements[-1]
        is_right_before = last.end <= self._rows[self._at - 1].end and last.start >= self._rows[self._at - 1].start
        return is_right_before and last.kind in _PARTING

    def _ends_here(self) -> bool:
        return self._at + 1 == len(self._rows) or self._rows[self._at + 1].is_blank

    # ------------------------------------------------------------------ speeches

    def _speech(self, row: Row) -> bool:
        """Take a speech: a name, and all that stands below it up to an empty line."""
        cue = self._cue(row)
        if cue is None:
            return False
        self.elements.append(cue)
        self._at += 1
        held = True
        while self._at < len(self._rows):
            here = self._rows[self._at]
            if here.is_hidden:
                self._at += 1
            elif here.is_blank:
                if not here.is_held:
                    return True
                held, self._at = True, self._at + 1
            elif here.text.startswith("!") or _PAGE_BREAK.fullmatch(here.text):
                return True
            else:
                held = self._spoken(here, opens=held)
        return True

    def _cue(self, row: Row) -> Element | None:
        """Return the name that a row is, or None."""
        is_forced = row.text.startswith("@")
        if not self._is_parted() or row.text.startswith("!"):
            return None
        text = _ESCAPED_IN_NAME.sub(lambda match: _STANDS_FOR[match[1]], row.text)
        is_dual = text.endswith("^")
        name, asides = parted(text[is_forced:].removesuffix("^"))
        name = name.translate(_MEANT)
        is_name = is_forced or (name.isupper() and "^" not in name and not name.startswith(("(", "[")))
        if not is_name or not any(char.isalpha() for char in name) or not (is_forced or self._has_words_below()):
            return None
        return Element(Kind.CHARACTER, row.start, row.end, name.rstrip(":").rstrip() or name, asides, is_dual=is_dual)

    def _has_words_below(self) -> bool:
        """Tell whether the line below is not empty; one that is only a note is not."""
        return self._at + 1 < len(self._rows) and (
            bool(self._rows[self._at + 1].text) or self._rows[self._at + 1].is_hidden
        )

    def _spoken(self, row: Row, *, opens: bool) -> bool:
        """Take a row of a speech. Return whether the next one opens a paragraph."""
        if row.text.startswith("("):
            last = self._bracket_end()
            if last is not None:
                words = " ".join(line.text for line in self._rows[self._at : last + 1])
                self.elements.append(Element(Kind.PARENTHETICAL, row.start, self._rows[last].end, asides=(words,)))
                self._at = last + 1
                return True
        if row.text.startswith("~"):
            self._lyrics(Kind.LYRIC)
            return True
        if opens:
            self.elements.append(Element(Kind.DIALOGUE, row.start, row.end))
        else:
            self.elements[-1] = Element(Kind.DIALOGUE, self.elements[-1].start, row.end)
        self._at += 1
        return False

    def _bracket_end(self) -> int | None:
        """Return the row with which a bracket closes that opens here, all of those between in it; None if none does."""
        for at in range(self._at, min(self._at + 8, len(self._rows))):
            text = self._rows[at].text
            if not text:
                return None
            if ")" in text:
                whole = " ".join(row.text for row in self._rows[self._at : at + 1])
                return at if whole.endswith(")") and whole.find("(", 1) <= whole.find(")") else None
        return None

    def _lyrics(self, kind: Kind) -> None:
        """Take the lines of a song, all of them one paragraph; outside a speech the narrator's."""
        start = self._rows[self._at].start
        while self._at < len(self._rows) and self._rows[self._at].text.startswith("~"):
            row = self._rows[self._at]
            self._mark(row.start, row.start + 1)
            self._at += 1
        self.elements.append(Element(kind, start, self._rows[self._at - 1].end))

    # ------------------------------------------------------------------ action

    def _action(self) -> None:
        """Take a paragraph of action: the lines up to an empty one, or to one that is something else."""
        first = self._rows[self._at]
        start = first.start
        if first.text.startswith(("!", "@")):
            self._mark(start, start + 1)
        self._at += 1
        while self._at < len(self._rows) and not self._rows[self._at].is_blank:
            row = self._rows[self._at]
            if row.text.startswith("!"):
                self._mark(row.start, row.start + 1)
            elif _is_marked(row.text) or self._sound(row):
                break
            self._at += 1
        self.elements.append(Element(Kind.ACTION, start, self._rows[self._at - 1].end))


_PARTING = frozenset(
    {Kind.SCENE_HEADING, Kind.SCENE_TITLE, Kind.HEADING, Kind.SECTION, Kind.SYNOPSIS, Kind.PAGE_BREAK, Kind.SOUND_CUE}
)
"""Elements behind which another may begin without an empty line."""


def _is_marked(text: str) -> bool:
    """Tell whether a line says by its mark that it is no action."""
    if text[0] in "~>=":
        return True
    return bool(_SECTION.match(text) or _FORCED_HEADING.match(text))
