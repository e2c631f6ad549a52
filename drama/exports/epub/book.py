"""The whole of a book that reads along: its documents marked, its overlays, its sound, its package document."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from drama.errors import WriteError
from drama.exports.base import EpisodeFile
from drama.exports.epub.clips import Stretch, clips, sentence_stretches, word_stretches
from drama.exports.epub.container import BookWriter, is_safe
from drama.exports.epub.documents import Documents
from drama.exports.epub.overlay import STYLE_SHEET, Par, smil
from drama.exports.epub.package import SMIL_TYPE, Package, read_package
from drama.exports.epub.placed import Placed, place
from drama.exports.epub.placing import Piece
from drama.exports.epub.raised import make_epub_3
from drama.exports.epub.said import say_of_overlays
from drama.exports.epub.source import opened_book
from drama.exports.programme import Programme
from drama.files.text import milliseconds, plain, shortened
from drama.files.zip_archive import Archive, shown

AUDIO_TYPES: Mapping[str, str] = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".opus": "audio/ogg; codecs=opus",
}
"""The sound that every player of EPUB 3 plays (EPUB 3.3, section 3.2), by the suffix of an episode."""
AUDIO_SUFFIXES = frozenset(AUDIO_TYPES)
_LEFT_OUT = frozenset({"mimetype", "META-INF/signatures.xml"})
"""Members that are not copied: a signature of the book as it was would be wrong of it as it is."""
_LONGEST_EXAMPLE = 60

Cut = Callable[[Programme, str], tuple[Stretch, ...]]


def write_read_along(path: Path, files: Sequence[EpisodeFile]) -> None:
    """Write a book in which each sentence is highlighted while it is heard."""
    _write(path, files, sentence_stretches, "sentences")


def write_read_along_by_word(path: Path, files: Sequence[EpisodeFile]) -> None:
    """Write a book in which each word is highlighted while it is heard, where the engine told when that is."""
    _write(path, files, word_stretches, "words")


def _write(path: Path, files: Sequence[EpisodeFile], cut: Cut, what: str) -> None:
    for file in files:
        if not file.audio.is_file():
            raise WriteError(f"{file.audio} is gone, and the book is made of it")
    text = files[0].script.story.text
    stretches = [(audio, one) for audio, file in enumerate(files) for one in cut(file.programme, text)]
    with opened_book(files) as (archive, shown):
        package = read_package(archive)
        documents = Documents(archive, package)
        placed, lost = place(text, shown, documents.sources, stretches)
        if lost:
            example = shortened(plain(" ".join(text[lost[0].start : lost[0].end].split())), _LONGEST_EXAMPLE)
            if 2 * len(lost) > len(stretches) and files[0].sources and archive.path == files[0].sources[0].path:
                raise WriteError(f"{archive.path} is not the book its story was read from: it has no {example!r}")
            stand, are, which = ("stands", "it is", "it") if len(lost) == 1 else ("stand", "they are", "the first")
            files[-1].warn(
                f"{len(lost):,} of {len(stretches):,} {what} {stand} nowhere in the book that reads along: {are} "
                f"heard, and nothing is highlighted; {which} is {example!r}"
            )
        with BookWriter(path) as book:
            _Assembly(archive, package, documents, files).write(book, placed)


class _Assembly:
    """Puts the parts of a book together."""

    def __init__(self, archive: Archive, package: Package, documents: Documents, files: Sequence[EpisodeFile]) -> None:
        self._archive, self._package, self._documents, self._files = archive, package, documents, files
        self._folder = _free_folder(archive, package)
        self._audios = tuple(
            f"{self._folder}/audio-{number:02}{file.audio.suffix.lower()}" for number, file in enumerate(files, start=1)
        )

    def write(self, book: BookWriter, placed: Sequence[Placed]) -> None:
        """Write the book, in the order of its members, and what is new behind them."""
        lengths = [milliseconds(file.programme.frames) for file in self._files]
        timed = list(zip(placed, clips([(p.audio, p.begin_ms, p.end_ms) for p in placed], lengths), strict=True))
        pars: dict[int, list[Par]] = defaultdict(list)
        pieces: dict[int, list[tuple[Piece, str]]] = defaultdict(list)
        prefixes = {document: self._documents.prefix(document) for document in {one.document for one in placed}}
        for one, clip in timed:
            name = f"{prefixes[one.document]}{len(pars[one.document]) + 1}"
            pars[one.document].append(Par(name, clip))
            pieces[one.document].append((one.piece, name))
        new = {**self._new_of_epub_3(), **self._overlays(pars)}
        self._list_audio({par.clip.audio for found in pars.values() for par in found})
        style = self._add_style()
        changed = self._documents.marked(pieces, style)
        self._copy(book, {**changed, self._package.name: self._package.to_bytes})
        for name, data in {**new, style: STYLE_SHEET.encode()}.items():
            book.add(name, data)
        for audio in sorted({one.audio for one in placed}):
            book.add_file(self._audios[audio], self._files[audio].audio)

    def _new_of_epub_3(self) -> dict[str, bytes]:
        first = self._files[0]
        return make_epub_3(
            self._archive,
            self._package,
            self._documents,
            folder=self._folder,
            title=plain(first.album or first.programme.title) or "Untitled",
            language=first.programme.metadata.language or "en",
        )

    def _overlays(self, pars: Mapping[int, Sequence[Par]]) -> dict[str, bytes]:
        """Return the overlays, and list them in the package document."""
        overlays = {}
        durations = {}
        for document in sorted(pars):
            item = self._documents.items[document]
            name = f"{self._folder}/overlay-{document + 1:03}.smil"
            listed = self._package.add_item(f"overlay-{document + 1:03}", name, SMIL_TYPE)
            item.element.setAttribute("media-overlay", listed.id)
            overlays[name] = smil(item.name, name, pars[document], self._audios).encode("utf-8")
            durations[listed.id] = sum(par.clip.end_ms - par.clip.begin_ms for par in pars[document])
        say_of_overlays(self._package, durations, self._files[0].programme)
        return overlays

    def _list_audio(self, used: set[int]) -> None:
        for audio in sorted(used):
            name = self._audios[audio]
            self._package.add_item(f"audio-{audio + 1:02}", name, AUDIO_TYPES[posixpath.splitext(name)[1]])

    def _add_style(self) -> str:
        name = f"{self._folder}/read-along.css"
        self._package.add_item("read-along-style", name, "text/css")
        return name

    def _copy(self, book: BookWriter, changed: Mapping[str, Callable[[], bytes]]) -> None:
        """Copy the members of the book, those that are changed as they are now."""
        for name in self._archive.members:
            if name in _LEFT_OUT or name.endswith("/") or name in self._documents.dropped:
                continue
            if not is_safe(name):
                self._files[-1].warn(f"{shown(name)} is left out of the book that reads along: it leads out of it")
            elif name in changed:
                book.add(name, changed[name]())
            else:
                size, is_packed = self._archive.size(name), self._archive.is_packed(name)
                book.add_blocks(name, self._archive.blocks(name), size=size, is_packed=is_packed)


def _free_folder(archive: Archive, package: Package) -> str:
    """Return a folder beside the package document that the book does not have."""
    beside = posixpath.join(posixpath.dirname(package.name), "read-along")
    taken = [name.casefold() for name in archive.members]
    folders = (beside, *(f"{beside}-{number}" for number in range(2, 1_000)))
    return next(one for one in folders if not any(name.startswith(f"{one.casefold()}/") for name in taken))
