"""Refuse files that hold no prose: by their suffix, by how they begin, or by how they are laid out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.files.paths import is_file

if TYPE_CHECKING:
    from pathlib import Path

OVERRIDE = "`--as prose` reads it as prose all the same"

_EXPORT = "save it as one of these first"
_REFUSED = {
    "screenplays": (".fdxt", ".fadein", ".celtx", ".kitsp", ".trelby"),
    "subtitles": (".srt", ".vtt", ".ass", ".ssa", ".sub", ".sbv", ".smi", ".lrc", ".ttml", ".dfxp", ".stl", ".usf"),
    "speech markup": (".ssml", ".vxml", ".pls"),
    "office documents": (
        *(".doc", ".dot", ".pdf", ".pages", ".wpd", ".wps"),
        *(".gdoc", ".abw", ".sxw", ".xps", ".ps", ".djvu", ".pptx", ".xlsx", ".ods", ".scriv", ".scrivx"),
    ),
    "e-books of that kind": (".mobi", ".azw", ".azw3", ".kfx", ".lit", ".pdb", ".ibooks", ".cbz", ".cbr"),
    "web pages": (".mhtml", ".mht", ".svg", ".css", ".js"),
    "markup of that kind": (
        *(".xml", ".tex", ".latex", ".rst", ".adoc", ".asciidoc", ".org", ".textile", ".wiki", ".mediawiki"),
        *(".tei", ".opf", ".ncx", ".ink", ".twee", ".tw", ".rpy"),
    ),
    "data files": (
        *(".json", ".jsonl", ".ndjson", ".yaml", ".yml", ".toml", ".ini", ".csv", ".tsv", ".sql", ".ipynb", ".bib"),
        *(".log", ".eml", ".mbox", ".msg", ".ics", ".vcf", ".py"),
    ),
}
"""Suffixes of files that are no plain text, or full of marks that would be read aloud."""
_CALIBRE = "calibre makes an .epub of it (ebook-convert), if it is not locked"
_ACTION = {
    ".pdf": (
        "export it as one of these where it was written; if the PDF is all there is, Word opens it and saves it as "
        ".docx, and calibre makes an .epub of it: look at what comes out, a page's head and foot may stand in between"
    ),
    **dict.fromkeys((".doc", ".dot", ".wps", ".wpd"), "open it in Word or LibreOffice, and save it as .docx first"),
    ".sxw": "open it in LibreOffice, and save it as .odt first",
    ".pages": "export it from Pages first (File, Export To: Word or EPUB)",
    ".gdoc": "download it from Google Docs as .docx first (the file is only a link)",
    **dict.fromkeys((".scriv", ".scrivx"), "compile it in Scrivener as .docx or .rtf first"),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".kfx", ".lit", ".pdb"), _CALIBRE),
    **dict.fromkeys((".mhtml", ".mht"), "save the page as HTML only first"),
}
"""What to do with files of a suffix."""
_CALL_IT = {"a web page": ".html"}
"""Kinds of text that are read under another suffix."""
_OTHER_ACTION = {
    **dict.fromkeys((".mp3", ".wav", ".flac", ".m4b", ".m4a", ".ogg", ".opus", ".aac"), "name the text, not the sound"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp4", ".mkv"), "name the text, not the picture"),
    **dict.fromkeys((".zip", ".gz", ".7z", ".rar", ".tar", ".xz", ".bz2"), "unpack it first and name what is in it"),
}
_BINARY = frozenset({"office documents", "e-books of that kind"})
"""Kinds that no option turns into text."""
_KINDS = {suffix: kind for kind, suffixes in _REFUSED.items() for suffix in suffixes}

_CLOCK = r"[0-9]{1,3}:[0-9]{2}(?::[0-9]{2})?[.,][0-9]{1,3}"
_OPENINGS = (
    ("a web page", re.compile(r"<(?:!doctype\s+html|html\b|head\b|body\b)", re.IGNORECASE)),
    ("speech markup (SSML)", re.compile(r"(?:<\?xml[^>]{0,200}>\s*)?<speak\b", re.IGNORECASE)),
    ("an XML file", re.compile(r"<\?xml\b|<!DOCTYPE\b", re.IGNORECASE)),
    ("subtitles (WebVTT)", re.compile(r"WEBVTT\b")),
    ("subtitles (SubRip)", re.compile(rf"(?:[0-9]{{1,6}}\s+)?{_CLOCK}\s*-->")),
    ("subtitles (SBV)", re.compile(rf"{_CLOCK},{_CLOCK}\s")),
    ("subtitles (SubStation Alpha)", re.compile(r"\[Script Info\]")),
    ("subtitles (MicroDVD)", re.compile(r"\{[0-9]{1,9}\}\{[0-9]{1,9}\}")),
    (
        "song texts with times (LRC)",
        re.compile(r"(?:\[[a-z]{2,6}:[^\]\n]{0,200}\]\s*){0,20}\[[0-9]{1,3}:[0-9]{2}\.[0-9]{2,3}\]"),
    ),
    ("LaTeX", re.compile(r"(?:%[^\n]{0,500}\n\s*){0,50}\\documentclass\b")),
    ("JSON", re.compile(r"[\[{]\s*(?:\{\s*)?\"[^\"\n]{0,100}\"\s*:")),
)
"""How text that is no story begins, whatever the file is called."""

_BLOCK_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|li|span|blockquote)\b[^<>]{0,500}>", re.IGNORECASE)
_LEAST_TAGS, _WORDS_A_TAG = 4, 60
"""A text with a tag of HTML at least this often is a piece of a web page."""


def refuse_suffix(path: Path, suffix: str, *, readable: str) -> None:
    """Raise StoryError, naming the ``readable`` suffixes, if that of what a file is says that it is no prose."""
    if (suffix not in _KINDS and suffix not in _OTHER_ACTION) or not is_file(path):
        return
    kind = f" ({_KINDS[suffix]})" if suffix in _KINDS else ""
    action = _OTHER_ACTION.get(suffix) or _ACTION.get(suffix, _EXPORT)
    override = f"; {OVERRIDE}" if suffix in _KINDS and _KINDS[suffix] not in _BINARY else ""
    is_named = path.suffix.lower() == suffix
    what = f": {suffix} files{kind} are not read" if is_named else f" is a {suffix} file under another name"
    raise StoryError(f"{path}{what}; a story is {readable}, so {action}{override}")


def refuse_form(text: str, path: Path, *, markdown: bool) -> None:
    """Raise StoryError if a text is plainly no prose: subtitles, markup, or set as a script."""
    start = text[:20_000].lstrip("\ufeff \t\r\n")
    if kind := next((kind for kind, opening in _OPENINGS if opening.match(start)), None):
        action = f"call it {_CALL_IT[kind]}" if kind in _CALL_IT else "tell the story in sentences"
        raise StoryError(f"{path} is no prose: it begins as {kind} does; {action}, or {OVERRIDE}")
    tags = 0 if markdown else sum(1 for _ in _BLOCK_TAG.finditer(text))
    if tags >= _LEAST_TAGS and tags * _WORDS_A_TAG >= len(text.split()):
        raise StoryError(
            f"{path} is no plain text: {tags:,} tags of HTML stand in it; save it without them or as .md, or {OVERRIDE}"
        )
