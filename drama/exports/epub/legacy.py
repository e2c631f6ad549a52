"""XHTML 1.1 of EPUB 2 -> XHTML of EPUB 3: obsolete tags and attributes become styles; no word is changed.

What HTML calls obsolete (HTML Standard, section 16.2), a checker of EPUB 3 calls an error, and named characters such
as ``&nbsp;`` are none where no document type defines them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

from drama.exports.epub.markup import Kind, tokens

_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(.*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w:.-]*)\s*=\s*(\"[^\"]*\"|'[^']*')")
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^\[\]<>\"']|\"[^\"]*\"|'[^']*'|\[[^\]]*\])*>", re.IGNORECASE)
_LONGEST_HEAD = 5_000
"""Characters in which a document says its type."""
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_ELEMENTS = MappingProxyType(
    {
        "font": ("span", ""),
        "tt": ("code", ""),
        "big": ("span", "font-size: larger"),
        "strike": ("s", ""),
        "acronym": ("abbr", ""),
        "center": ("div", "text-align: center"),
        "nobr": ("span", "white-space: nowrap"),
        "dir": ("ul", ""),
    }
)
"""Obsolete elements: what stands for each, and its style."""
_STYLES = MappingProxyType(
    {
        "align": "text-align: {}",
        "valign": "vertical-align: {}",
        "bgcolor": "background-color: {}",
        "color": "color: {}",
        "face": "font-family: {}",
        "text": "color: {}",
    }
)
"""Obsolete attributes that have a style of their own."""
_OBSOLETE = frozenset(
    (
        *("alink", "axis", "background", "border", "cellpadding", "cellspacing", "char", "charoff", "clear", "compact"),
        *("frame", "hspace", "language", "link", "longdesc", "noshade", "nowrap", "profile", "rev", "rules", "scheme"),
        *("summary", "version", "vlink", "vspace", "marginwidth", "marginheight"),
    )
)
_ONLY_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "width": frozenset({"img", "image", "object", "svg", "rect", "iframe", "embed", "video", "canvas", "input"}),
        "height": frozenset({"img", "image", "object", "svg", "rect", "iframe", "embed", "video", "canvas", "input"}),
        "size": frozenset({"input", "select"}),
        "type": frozenset(
            {"a", "link", "script", "style", "ol", "object", "input", "button", "source", "embed", "param"}
        ),
        "name": frozenset(
            {"input", "meta", "param", "form", "button", "select", "textarea", "object", "iframe", "map", "fieldset"}
        ),
        "abbr": frozenset({"th"}),
        "cite": frozenset({"blockquote", "q", "del", "ins"}),
    }
)
"""Attributes that only some elements have."""
_SAFE = re.compile(r"[\w#%.,() -]{1,60}")


def as_epub_3(source: str) -> str:
    """Return a document of EPUB 2 as one of EPUB 3."""
    head = _DOCTYPE.sub("<!DOCTYPE html>", source[:_LONGEST_HEAD], count=1)
    source = head + source[_LONGEST_HEAD:]
    pieces: list[str] = []
    offset = 0
    for token in tokens(source):
        if token.kind is Kind.TEXT:
            changed = _NAMED.sub(_character, source[token.start : token.end])
        else:
            changed = _tag(source[token.start : token.end])
        pieces += [source[offset : token.start], changed]
        offset = token.end
    return "".join((*pieces, source[offset:]))


def _character(match: re.Match[str]) -> str:
    """Return a named character as itself; an unknown name as the text it is."""
    found = html.unescape(match[0])
    return f"&amp;{match[1]};" if found == match[0] else found


def _tag(tag: str) -> str:
    """Return a tag as EPUB 3 has it."""
    tag = _NAMED.sub(_character, tag)
    match = _TAG.fullmatch(tag)
    if match is None or ":" in match[2]:
        return tag
    name = match[2].lower()
    new, style = _ELEMENTS.get(name, (match[2], ""))
    if match[1]:
        return f"</{new}>" if name in _ELEMENTS else match[0]
    if name == "meta" and "http-equiv" in match[3].lower():
        is_encoding = "charset" in match[3].lower()
        return '<meta charset="utf-8"/>' if is_encoding else ""
    attributes = {key: value[1:-1] for key, value in _ATTRIBUTE.findall(match[3])}
    kept, styles = _kept(name, attributes)
    if name not in _ELEMENTS and kept == attributes:
        return match[0]
    if styles := [one for one in (style, *styles) if one]:
        kept["style"] = "; ".join((*([kept["style"].rstrip("; ")] if kept.get("style") else ()), *styles))
    close = "/" if match[3].rstrip().endswith("/") else ""
    return f"<{new}{''.join(f' {key}={_quoted(value)}' for key, value in kept.items())}{close}>"


def _kept(name: str, attributes: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the attributes an element keeps, and styles for those it does not."""
    kept: dict[str, str] = {}
    styles: list[str] = []
    for key, value in attributes.items():
        lower = key.lower()
        if lower in _STYLES:
            styles += _styled(name, lower, value)
        elif lower == "name" and name == "a":
            kept.setdefault("id", value)
        elif lower in _OBSOLETE or (lower in _ONLY_OF and name not in _ONLY_OF[lower]):
            is_length = lower in {"width", "height"} and re.fullmatch(r"\d{1,4}%?", value)
            styles += [f"{lower}: {value if value.endswith('%') else f'{value}px'}"] if is_length else []
        elif lower == "id":
            kept["id"] = value
        else:
            kept[key] = value
    return kept, styles


def _styled(name: str, attribute: str, value: str) -> list[str]:
    """Return the style for an obsolete attribute."""
    if not _SAFE.fullmatch(value):
        return []
    if attribute == "align" and name in {"img", "table", "object"}:
        return [f"float: {value}"] if value in {"left", "right"} else []
    return [_STYLES[attribute].format(value.lower() if attribute == "align" else value)]


def _quoted(value: str) -> str:
    """Return the value of an attribute between quotes; its entities stay as they are."""
    return f'"{value}"' if '"' not in value else quoteattr(html.unescape(value))
