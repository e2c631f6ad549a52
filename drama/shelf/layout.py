"""Where a book stands in a library: ``Author/Series/Vol 1 - Title {Narrator}/``, in names that every system takes.

Audiobookshelf reads author, series, volume, title and narrator from these folders (``getBookDataFromDir`` in its
``server/utils/scandir.js``); Plex wants ``Author/Title/``, and takes the rest from tags; Voice and BookPlayer take a
folder for a book.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from drama.model import Metadata

UNKNOWN_AUTHOR = "Unknown Author"
"""The folder of books that name none: with one level less, readers of folders would take a series for an author."""

_MOST_CHARACTERS = 80
_MOST_BYTES = 160
"""Of a name in UTF-8. ext4 and APFS take 255 bytes and NTFS 255 units; ``.read-along.epub`` and the like follow, and
Windows takes 260 characters of a whole path (Microsoft, "Maximum Path Length Limitation")."""
_NARRATOR_BYTES = 60
_PARTING = re.compile(r"\s*[:|/\\]\s+")
_RESERVED_MARKS = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
"""What Windows keeps (Microsoft, "Naming Files, Paths, and Namespaces"); ``/`` and NUL are kept everywhere."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200c\u200e-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]")
"""What makes two names look alike, or turns what follows; U+200D joins emojis, and stays."""
_RESERVED_NAMES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(\..*)?", re.IGNORECASE)
_NOTHING = "Untitled"


def place_of(title: str, author: str, said: Metadata) -> str:
    """Return the folder of a book in a library, with ``/`` between its parts.

    Only a narrator who is stated is named: the voice that narrates may be recast, and a book that moves is a new book
    for whoever listens to it.
    """
    home = safe_name(author, nothing=UNKNOWN_AUTHOR)
    series, narrator = (said.series or "").strip(), (said.narrator or "").strip()
    volume = f"Vol {said.part} - " if series and said.part else ""
    narrator = safe_name(narrator, most_bytes=_NARRATOR_BYTES) if narrator else ""
    by = f" {{{narrator.translate(_UNBRACED)}}}" if narrator else ""
    room = _MOST_BYTES - len(f"{volume}{by}".encode())
    book = f"{volume}{safe_name(title, most_bytes=room, is_alone=not volume)}{by}"
    return "/".join((home, *([safe_name(series)] if series else []), book))


_UNBRACED = str.maketrans("{}", "()")


def safe_name(text: str, *, most_bytes: int = _MOST_BYTES, is_alone: bool = True, nothing: str = _NOTHING) -> str:
    """Return a text as a name that a file or a folder may have on every system, and means none but itself.

    In NFC, of at most 80 characters and ``most_bytes`` in UTF-8; what is cut off is told apart by a short digest.
    ``is_alone`` of one that nothing stands before; ``nothing`` is that of a text of which nothing would be left.
    """
    composed = unicodedata.normalize("NFC", text)
    name = _RESERVED_MARKS.sub("_", _PARTING.sub(" - ", _UNSEEN.sub("", " ".join(composed.split()))))
    name = _trimmed(name)
    if len(name) > _MOST_CHARACTERS or len(name.encode()) > most_bytes:
        mark = f"… {hashlib.sha256(composed.encode('utf-8', 'replace')).hexdigest()[:6]}"
        room = most_bytes - len(mark.encode())
        name = _trimmed(_cut(name[: _MOST_CHARACTERS - len(mark)], room)) + mark
    if not name.strip("_ ."):
        name = nothing
    return f"_{name}" if is_alone and _RESERVED_NAMES.fullmatch(name) else name


def _trimmed(name: str) -> str:
    """Return a name without what hides it at its beginning, and what Windows drops at its end."""
    return name.strip(" .")


def _cut(name: str, most_bytes: int) -> str:
    """Return the beginning of a name, no letter parted from its marks and no emoji from what it is joined to."""
    cut = name.encode()[: max(0, most_bytes)].decode("utf-8", "ignore")
    while cut and len(cut) < len(name) and _joins(cut[-1], name[len(cut)]):
        cut = cut[:-1]
    return cut


def _joins(before: str, after: str) -> bool:
    joined = "\u200d\ufe0f" in (before, after) or "\u200d" in (before, after)
    return joined or bool(unicodedata.combining(after)) or unicodedata.category(after) in {"Mn", "Me", "Sk"}


def same_place(place: str) -> str:
    """Return what two places have in common that a file system may take for one: case and composition do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", place).casefold())
