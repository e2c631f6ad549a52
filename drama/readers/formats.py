"""The formats drama reads, by suffix: which reader, and how messages name what a story may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {
    (".txt",): "drama.readers.text:TextReader",
    (".md", ".markdown"): "drama.readers.text:MarkdownReader",
    (".fountain", ".spmd", ".highland"): "drama.readers.fountain.fountain:FountainReader",
    (".fdx",): "drama.readers.final_draft:FinalDraftReader",
    (".epub",): "drama.readers.epub.epub:EpubReader",
    (".docx", ".docm", ".dotx", ".dotm"): "drama.readers.word.docx:DocxReader",
    (".odt", ".fodt", ".ott"): "drama.readers.opendocument.odt:OdtReader",
    (".rtf",): "drama.readers.rtf.reader:RtfReader",
    (".html", ".htm", ".xhtml", ".xht"): "drama.readers.web.reader:HtmlReader",
    (".fb2", ".fbz", ".fb2.zip"): "drama.readers.fictionbook.fb2:FictionBookReader",
}
"""Suffixes of a format, the usual one first -> module and name of its reader."""
BUILT_IN = {suffix: factory for suffixes, factory in FORMATS.items() for suffix in suffixes}
"""Loaded when a file is read: only a book pays for the zip and XML libraries."""


def suffix_of(path: Path) -> str:
    """Return the suffix of a file in lower case; two where both together name a format."""
    two = "".join(path.suffixes[-2:]).lower()
    return two if two in BUILT_IN else path.suffix.lower()


def either(suffixes: list[str]) -> str:
    """Return suffixes as a message lists them: ``.txt, .md or .epub``."""
    return f"{', '.join(suffixes[:-1])} or {suffixes[-1]}" if len(suffixes) > 1 else "".join(suffixes)


A_STORY = either([suffixes[0] for suffixes in FORMATS])
"""What a story may be: each format by its usual suffix."""
