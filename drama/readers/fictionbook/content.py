"""The words of a FictionBook, told as the elements of HTML (the schema of FictionBook 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.readers.documents.tokens import REASON, End, Start, Token, Words
from drama.readers.fictionbook.description import Description
from drama.readers.structure.headings import LONGEST_HEADING, is_break

if TYPE_CHECKING:
    from collections.abc import Mapping

_NONE: Mapping[str, str] = {}
_TAGS = {
    "p": "p",
    "text-author": "p",
    "date": "p",
    "emphasis": "em",
    "strong": "strong",
    "strikethrough": "s",
    "sub": "sub",
    "sup": "sup",
    "code": "code",
    "table": "table",
    "tr": "tr",
    "td": "td",
    "th": "th",
    "cite": "blockquote",
    "section": "section",
}
"""Elements -> those of HTML that mean the same."""
_OF_A_BODY = frozenset({"title", "subtitle", "epigraph", "poem", "stanza", "v", "empty-line"})
_ASIDE = frozenset(
    {"description", "title-info", "document-info", "publish-info", "custom-info", "binary", "stylesheet"}
)
"""What is no words of the book, wherever it stands."""
_LOOKED_BACK = 100
"""Open elements among which the beginning of an end is looked for: in a damaged book it may be missing."""
_VERSE = {"epub:type": "z3998:poem"}
_QUOTED = {"epub:type": "epigraph"}


class Content:
    """A handler of a book."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.description = Description()
        self.has_root = False
        """Whether it is a FictionBook at all."""
        self._depth = 0
        self._titles: list[int] = []
        self._subtitle = -1
        self._ends: list[tuple[str, str]] = []
        """Elements that are open in a body, which is the first: theirs, and ours."""
        self._outer: list[tuple[int, list[int]]] = []
        """Of every body that is open, the depth and the titles around it."""
        self._aside: list[str] = []
        """Elements that are open in what is no words of the book."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in what opens. What stands in no body, though it is of one, begins one."""
        if name == "body":
            self._end_aside()
            self._start_body(attributes)
            return
        if self._aside or name in _ASIDE:
            self._aside.append(name)
        elif not self._ends and (name in _TAGS or name in _OF_A_BODY):
            self._start_body(_NONE)
        if self._ends and not self._aside:
            self._ends.append((name, self._open(name, attributes)))
        else:
            self.has_root |= name.lower() == "fictionbook"
            self.description.start(name, attributes)

    def end(self, name: str) -> None:
        """Take in what closes; an end without a beginning is ignored."""
        if self._aside:
            if name in self._aside[-_LOOKED_BACK:]:
                self._end_aside(name)
        elif not self._ends:
            if name != "body":
                self.description.end()
        elif name == "body" or any(opened == name for opened, _ in self._ends[-_LOOKED_BACK:]):
            while self._ends:
                opened = self._ends.pop()
                self._close(*opened)
                if opened[0] == name:
                    return

    def finish(self) -> None:
        """Close what is open."""
        self._end_aside()
        while self._ends:
            self._close(*self._ends.pop())

    def words(self, text: str) -> None:
        """Take in text."""
        if not self._ends and not self._aside and self.has_root and text.strip():
            self._start_body(_NONE)
        if self._ends and not self._aside:
            self.tokens.append(Words(text))
        else:
            self.description.words(text)

    def _end_aside(self, name: str = "") -> None:
        """Close what is no words of the book, up to an element of a name."""
        while self._aside:
            self.description.end()
            if self._aside.pop() == name:
                return

    def _start_body(self, attributes: Mapping[str, str]) -> None:
        self._outer.append((self._depth, self._titles))
        self._depth, self._titles = 0, []
        is_notes = attributes.get("name", "").lower() in {"notes", "comments", "footnotes", "note"}
        self._put("div", {REASON: "note"} if is_notes else _NONE)
        self._ends.append(("body", "div"))

    def _open(self, name: str, attributes: Mapping[str, str]) -> str:
        """Open an element, and return the one of HTML that it is."""
        if name == "section":
            self._depth += 1
        elif name == "title":
            self._titles.append(min(self._depth + 1, 6))
            return ""
        elif name in {"poem", "epigraph", "stanza"}:
            tag = "p" if name == "stanza" else "div"
            self._put(tag, _VERSE if name == "poem" else _QUOTED if name == "epigraph" else _NONE)
            return tag
        elif name == "empty-line":
            self._put("p", _NONE)
            return "p"
        elif name == "subtitle":
            self._subtitle = len(self.tokens)
            self._put("h6", _NONE)
            return "h6"
        elif name == "a":
            is_note = attributes.get("type", "") == "note"
            self._put("a", {"epub:type": "noteref"} if is_note else _NONE)
            return "a"
        tag = _TAGS.get(name, "")
        if tag == "p" and self._titles:
            tag = f"h{self._titles[-1]}"
        if tag:
            self._put(tag, _NONE)
        return tag

    def _close(self, name: str, tag: str) -> None:
        if name == "section":
            self._depth -= 1
        elif name == "title" and self._titles:
            self._titles.pop()
        elif name == "body":
            self._depth, self._titles = self._outer.pop()
        elif name == "v":
            self._put("br", _NONE)
        elif name == "subtitle" and 0 <= self._subtitle < len(self.tokens):
            tag = self._end_subtitle(tag)
        if tag:
            self._put_end(tag)

    def _end_subtitle(self, tag: str) -> str:
        """Return what a subtitle is, now that its words are known: a heading, or a break between scenes."""
        words = "".join(token.text for token in self.tokens[self._subtitle :] if isinstance(token, Words))
        if len(words) < LONGEST_HEADING and is_break(words.strip()):
            self.tokens[self._subtitle] = Start("p", _NONE, is_empty=False)
            tag = "p"
        self._subtitle = -1
        return tag

    def _put(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tokens.append(Start(tag, attributes, is_empty=tag == "br"))

    def _put_end(self, tag: str) -> None:
        self.tokens.append(End(tag))
