"""The documents of a book in reading order: their sources, and how they are written again with spans in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from drama.exports.epub.legacy import as_epub_3
from drama.exports.epub.markup import Kind, tokens
from drama.exports.epub.overlay import relative
from drama.exports.epub.package import SMIL_TYPE, Item, Package, named, parse, remove, resolve, root_of
from drama.exports.epub.placing import Piece, with_spans
from drama.exports.epub.source import decoded, encoded
from drama.files.zip_archive import Archive

_PREFIX = "say-"
_TAKEN = re.compile(rf"[\"'](x*){_PREFIX}")
_SAID = ("media:duration", "media:active-class", "media:playback-active-class", "media:narrator")


class Documents:
    """The documents of a book."""

    def __init__(self, archive: Archive, package: Package) -> None:
        self.is_old = package.is_old
        self.items: tuple[Item, ...] = tuple(item for item in package.documents if item.name in archive.names)
        sources = [decoded(archive.read(item.name)) for item in self.items]
        self._are_read = [source is not None for source in sources]
        self.sources: Sequence[str] = [as_epub_3(one) if self.is_old else one for one in (s or "" for s in sources)]
        self.dropped = _without_overlays(archive, package)
        """Members that the book no longer lists: the overlays it had, and their sound."""

    def prefix(self, index: int) -> str:
        """Return what the ids of a document's spans begin with, unlike all ids it has."""
        taken = [len(match[1]) + 1 for match in _TAKEN.finditer(self.sources[index])]
        return "x" * max(taken, default=0) + _PREFIX

    def marked(
        self, pieces: Mapping[int, Sequence[tuple[Piece, str]]], style: str
    ) -> Mapping[str, Callable[[], bytes]]:
        """Return what writes each document that is changed: those with spans, and all of an old book."""
        return {
            item.name: partial(self._marked, index, pieces.get(index, ()), style)
            for index, item in enumerate(self.items)
            if self._are_read[index] and (self.is_old or index in pieces)
        }

    def _marked(self, index: int, pieces: Sequence[tuple[Piece, str]], style: str) -> bytes:
        source = self.sources[index]
        if pieces:
            source = with_spans(source, sorted(pieces, key=lambda pair: pair[0].start))
            source = _with_style(source, relative(self.items[index].name, style))
        return encoded(source)


def _with_style(source: str, href: str) -> str:
    """Return a document that links to a style sheet, after those it has."""
    link = f'<link rel="stylesheet" type="text/css" href="{href}"/>'
    for token in tokens(source):
        if token.name == "head" and token.kind is Kind.END:
            return f"{source[: token.start]}{link}{source[token.start :]}"
        if token.name == "body":
            break
    return source


def _without_overlays(archive: Archive, package: Package) -> frozenset[str]:
    """Take the overlays that a book brings out of its package document, and return what they were, sound and all."""
    dropped: set[str] = set()
    for item in package.items:
        if item.element.hasAttribute("media-overlay"):
            item.element.removeAttribute("media-overlay")
        if item.media_type == SMIL_TYPE:
            dropped.add(item.name)
            if item.name in archive.names:
                sounds = named(root_of(parse(archive, item.name)), "audio")
                dropped |= {resolve(item.name, sound.getAttribute("src")) for sound in sounds}
    for item in package.items:
        if item.name in dropped:
            remove(item.element)
    for meta in package.metas(*_SAID):
        remove(meta)
    return frozenset(dropped)
