"""Line numbers of the keys of a TOML document, so that an error can name the line.

Neither tomllib nor tomlkit gives positions. The text is known to be valid here (tomllib has parsed it), so a scan over
statements that knows strings, comments and brackets is enough.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

KeyPath = tuple[str, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
# A whole string, longest kind of quotation mark first. Closing marks may be followed by up to two that belong to it.
_STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
)
_PLAIN = re.compile(r"[^\"'\[\]{},#\n]+")


def key_lines(text: str) -> dict[KeyPath, int]:
    """Return the line (from 1) of every table and key of a valid TOML text, first mention first.

    Keys of inline tables are included; elements of arrays are not: ask for the array instead.
    """
    walk = _Walk(text.replace("\r\n", "\n"))
    walk.document()
    return walk.lines


def line_of(lines: dict[KeyPath, int], path: KeyPath) -> int:
    """Return the line of a key, or of the nearest table around it; 1 if neither is known."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 1


@dataclass
class _Walk:
    """One pass over the text; ``at`` moves forward only."""

    text: str
    at: int = 0
    counted_to: int = 0
    line: int = 1

    def __post_init__(self) -> None:
        self.lines: dict[KeyPath, int] = {}

    def document(self) -> None:
        """Walk over all statements."""
        table: KeyPath = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            before = self.at
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
            if self.at == before:  # cannot happen in valid TOML; never loop
                return

    def _header(self) -> KeyPath:
        while self.text[self.at : self.at + 1] == "[":
            self.at += 1
        line = self._line_here()
        path = self._key()
        self._note(path, line)
        while self.text[self.at : self.at + 1] == "]":
            self.at += 1
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line_here()
        path = table + self._key()
        self._note(path, line)
        if self.text[self.at : self.at + 1] == "=":
            self.at += 1
            self._value(path)

    def _value(self, path: KeyPath) -> None:
        """Walk over one value: to the end of its line, or of the brackets it opens."""
        self._skip(_SPACE)
        depth = 0
        while self.at < len(self.text):
            character = self.text[self.at]
            if depth == 0 and character in "],}#\n":
                return
            if character == "{":
                self.at += 1
                self._inline_keys(path)
            elif character in "[]":
                depth += 1 if character == "[" else -1
                self.at += 1
            elif not (self._skip(_STRING) or self._skip(_BLANK if depth else _SPACE) or self._skip(_PLAIN)):
                self.at += 1

    def _inline_keys(self, path: KeyPath) -> None:
        """Walk over ``key = value, …}`` after an opening brace, the closing one included."""
        while self.at < len(self.text):
            self._skip(_BLANK)
            if self.text[self.at : self.at + 1] == "}":
                self.at += 1
                return
            if self.text[self.at : self.at + 1] == ",":
                self.at += 1
                continue
            before = self.at
            self._pair(path)
            if self.at == before:
                return

    def _key(self) -> KeyPath:
        """Read a dotted key."""
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            start = self.at
            if not self._skip(_STRING) and not self._skip(_BARE):
                return tuple(parts)
            parts.append(_unquote(self.text[start : self.at]))
            self._skip(_SPACE)
            if self.text[self.at : self.at + 1] != ".":
                return tuple(parts)
            self.at += 1

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.text, self.at)
        if match is None or match.end() == self.at:
            return False
        self.at = match.end()
        return True

    def _line_here(self) -> int:
        self.line += self.text.count("\n", self.counted_to, self.at)
        self.counted_to = self.at
        return self.line

    def _note(self, path: KeyPath, line: int) -> None:
        for depth in range(1, len(path) + 1):
            self.lines.setdefault(path[:depth], line)


def _unquote(raw: str) -> str:
    if raw[0] in "\"'":
        return str(tomllib.loads(f"k = {raw}")["k"])
    return raw
