"""XML elements as text: escaped, and without the characters that XML forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, not even escaped (W3C XML 1.0, section 2.2, Char)."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element: either a text or elements stand in it."""

    name: str
    """With its prefix."""
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    children: tuple[Element, ...] = ()
    is_html: bool = False
    """Whether the text is HTML: it stands in a CDATA section then, as directories ask for."""

    def rows(self, depth: int = 0) -> Iterator[str]:
        """Yield the rows of the element, two spaces for each depth."""
        space = "  " * depth
        given = "".join(f" {key}={quoteattr(valid(value))}" for key, value in self.attributes.items())
        if self.children:
            yield f"{space}<{self.name}{given}>"
            for child in self.children:
                yield from child.rows(depth + 1)
            yield f"{space}</{self.name}>"
        elif self.text:
            text = cdata(self.text) if self.is_html else escape(valid(self.text))
            yield f"{space}<{self.name}{given}>{text}</{self.name}>"
        else:
            yield f"{space}<{self.name}{given}/>"


def document(root: Element) -> str:
    """Return an XML document, in UTF-8."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *root.rows(), ""])


def valid(text: str) -> str:
    """Return a text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def cdata(text: str) -> str:
    """Return a text as CDATA sections: several where it holds what ends one."""
    return f"<![CDATA[{valid(text).replace(']]>', ']]]]><![CDATA[>')}]]>"
