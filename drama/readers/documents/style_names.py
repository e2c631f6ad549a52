"""What the names of paragraph styles mean, in the languages that word processors name them in.

Word itself writes the English names of its own styles whatever its language (ECMA-376, 17.7.4.9), and puts the
localized ones into identifiers; other programs write the names their users see.
"""

from __future__ import annotations

import re

_HEADINGS = (
    "heading|head|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|címsor|başlık|"
    "заголовок|επικεφαλίδα|标题|標題|見出し|제목|titlu|capçalera|berschrift"
)
_HEADING = re.compile(rf"(?:{_HEADINGS})[\s_-]*([1-9])(?!\d)", re.IGNORECASE)
_TITLES = frozenset(
    ["title", "titel", "titre", "título", "titulo", "titolo", "tittel", "tytuł", "otsikko", "название", "booktitle"]
)
_SUBTITLES = frozenset(
    ["subtitle", "untertitel", "sous-titre", "soustitre", "subtítulo", "subtitulo", "sottotitolo", "ondertitel",
     "underrubrik", "undertittel", "podtytuł", "alaotsikko", "подзаголовок"]
)  # fmt: skip
_AUTHORS = frozenset({"author", "authors", "byline", "autor", "auteur", "autore"})
_CONTENTS = re.compile(
    r"(?:toc|table of (?:contents|figures)|contents|index|verzeichnis|inhaltsverzeichnis)\b[\s_-]*(?:heading|[1-9])?",
    re.IGNORECASE,
)


def heading_level(name: str) -> int:
    """Return the level of a heading of a style's name, 1 to 6 (deeper ones are 6); 0 if it is of none."""
    match = _HEADING.match(name.strip())
    return min(int(match[1]), 6) if match else 0


def style_role(name: str) -> str:
    """Return ``title``, ``subtitle``, ``author`` or ``contents``, if a style's name says that it is for one."""
    plain = name.strip().lower()
    for role, names in (("title", _TITLES), ("subtitle", _SUBTITLES), ("author", _AUTHORS)):
        if plain in names:
            return role
    return "contents" if _CONTENTS.fullmatch(plain) else ""
