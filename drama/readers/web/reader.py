"""Web pages, read into a story: the words of the page, each span labelled; what stands around the story is skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.model import Role
from drama.readers.characters.decoding import read_bytes
from drama.readers.documents.declared import with_declared
from drama.readers.documents.extraction import extract
from drama.readers.documents.html import WANTED, find_tokens
from drama.readers.documents.manuscript import Stated, bind_document
from drama.readers.documents.styles import hidden_in_page, italic_in, sheets_in
from drama.readers.structure.metadata import metadata_from
from drama.readers.structure.skips import Skips
from drama.readers.web.encoding import decode_page
from drama.readers.web.furniture import label_furniture
from drama.readers.web.head import Head, read_head
from drama.readers.web.styled import styled

if TYPE_CHECKING:
    from pathlib import Path

    from drama.model import Story
    from drama.readers.base import ReadOptions
    from drama.readers.documents.document import Document

_MHTML = b"MIME-Version:"


class HtmlReader:
    """Reads web pages: ``.html``, ``.htm``, ``.xhtml`` and ``.xht``."""

    name = "HTML"
    suffixes = (".html", ".htm", ".xhtml", ".xht")

    def recognizes(self, start: bytes) -> bool:  # noqa: ARG002 (the Protocol's)
        """Return True: of a file that is no page the user is told what is wrong with it, where it is read."""
        return True

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story on a page. Raises StoryError for a file that is no text, or holds no words."""
        data = read_bytes(path)
        if _MHTML in data[:2000] and b"multipart/related" in data[:4000]:
            raise StoryError(f"{path} is a page saved with its pictures in one file (MHTML): save it as HTML only")
        source, warnings = decode_page(data, name=str(path))
        source = with_declared(source, where=str(path))
        head = read_head(source)
        document = read_page(source, where=str(path))
        return bind_document(document, _stated(head, document), path, options, warnings=warnings)


def read_page(source: str, *, where: str) -> Document:
    """Return the words of a page, those around the story skipped. Raises StoryError for more of them than any."""
    italic: frozenset[str] = frozenset().union(*map(italic_in, sheets_in(source)))
    tokens = list(find_tokens(source, wanted=WANTED | {"aria-hidden", "itemprop"}))
    return extract(styled(label_furniture(tokens), italic), where=where, hidden=hidden_in_page(source))


def _stated(head: Head, document: Document) -> Stated:
    """Return what a page states of itself: of its titles that without the name of the site, if a heading says it."""
    titles = [title for title in (head.title, head.page_title) if title]
    skips = Skips(document.text, document.skips)
    tops = (p for p in document.paragraphs if p.role is Role.HEADING and p.level == 1 and skips.leave_words(p))
    folded = [" ".join(document.text[p.start : p.end].split()) for p in tops]
    own = next((heading for title in titles for heading in folded if heading.lower() in title.lower()), "")
    metadata = metadata_from({"description": head.description, "language": head.language})
    return Stated("", "", own or next(iter(titles), ""), head.author, metadata)
