"""Final Draft screenplays, ``.fdx``: XML whose paragraphs say what each is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from drama.errors import StoryError
from drama.languages.en.english import ENGLISH
from drama.model import Form, Role, Skip, Span, Story
from drama.readers.characters.decoding import read_bytes
from drama.readers.documents.kinds import STRUCK
from drama.readers.documents.xml import local_name, named_elements, parse_bytes
from drama.readers.fountain.fountain import read_fountain
from drama.readers.limits import MAX_CHARACTERS, MAX_MARKS, check_lines, too_much
from drama.readers.scripts.elements import Element, Kind
from drama.readers.scripts.labels import parted
from drama.readers.scripts.story import story_of
from drama.readers.structure.front_matter import byline, title_from_name
from drama.readers.structure.markup import Markup, scan_directives
from drama.readers.text import parse_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element as Xml

    from drama.readers.base import ReadOptions

NAME = "a Final Draft screenplay"
_KINDS = {
    "scene heading": Kind.SCENE_HEADING,
    "character": Kind.CHARACTER,
    "parenthetical": Kind.PARENTHETICAL,
    "dialogue": Kind.DIALOGUE,
    "transition": Kind.TRANSITION,
    "new act": Kind.HEADING,
    "cast list": Kind.PEOPLE,
    "singing": Kind.LYRIC,
    "lyrics": Kind.LYRIC,
    "synopsis": Kind.SYNOPSIS,
    "summary": Kind.SYNOPSIS,
    "note": Kind.NOTE,
    **dict.fromkeys(("sound", "sound effect", "sound effects", "sfx", "effect", "music", "music cue"), Kind.SOUND_CUE),
    **dict.fromkeys((f"outline {level}" for level in range(1, 7)), Kind.SECTION),
    "outline body": Kind.SYNOPSIS,
}
"""Types of paragraphs; any other is action: Action, General, Shot, End of Act, whatever a writer adds."""
_PLACEHOLDER = re.compile(
    r"\(.{1,60}|.{1,60}, if any\)?|script title|(?:the )?title|names? of .{0,30}writers?.{0,3}"
    r"|in order of work performed\)|(?:current )?revisions by|address|phone number|name \(of company.*",
    re.IGNORECASE,
)
"""What stands on the title page of a new document until somebody fills it in: ``(Name of Project)``."""
_BY = re.compile(r"(?:.* )?by:?", re.IGNORECASE)
_TITLE_LINES = 3
_OMITTED = "omitted"
_SENTENCE_END = (".", "!", "?", "…", "—", "–", "-", '"', "”", "’", "'", ")")
_EMPHASIS = frozenset({"italic", "underline", "bold"})


class FinalDraftReader:
    """Reads screenplays in Final Draft's XML."""

    name = "final draft"
    suffixes = (".fdx",)

    def recognizes(self, start: bytes) -> bool:
        """Return whether a file holds a Final Draft document."""
        return b"<FinalDraft" in start

    def read(self, path: Path, options: ReadOptions) -> Story:
        """Return the story in a screenplay. Raises StoryError for what is damaged, no screenplay, or without words."""
        root = parse_bytes(read_bytes(path), path, path.name)
        if local_name(root) != "finaldraft":
            raise StoryError(f"{path} is no Final Draft document: its root is {root.tag!r}, not 'FinalDraft'")
        words = _Words(str(path))
        for paragraph in _contents(root, "titlepage"):
            words.add(paragraph, Kind.FRONT_MATTER)
        page = "".join(words.pieces)
        lines = (page[element.start : element.end] for element in words.elements)
        titles = [line for line in lines if not _PLACEHOLDER.fullmatch(line.strip())]
        for paragraph in _contents(root):
            words.take(paragraph)
        text = "".join(words.pieces)
        check_lines(text, str(path))
        title, author = options.title or _title(titles) or title_from_name(path), options.author or _author(titles)
        if options.as_ is Form.FOUNTAIN:
            return read_fountain(text, replace(options, title=title, author=author), path=path)
        if options.as_ is not None:  # its words, not its marks, are what the user says they are
            return parse_text(text, title=title, author=author, path=path)
        scan_directives(text, words.markup)
        story = story_of(text, words.elements, words.markup, reads_action=options.action, has_lines=False)
        if all(paragraph.role is Role.BREAK for paragraph in story.paragraphs):
            raise StoryError(f"{path} holds no words to read aloud")
        return replace(story, title=title, author=author, path=path, read_as=NAME)


def _contents(root: Xml, inside: str = "") -> list[Xml]:
    """Return the paragraphs of the script, or of what stands ``inside`` another part of the document."""
    parents = [root] if not inside else [child for child in root if local_name(child) == inside]
    contents = [child for parent in parents for child in parent if local_name(child) == "content"]
    return [child for content in contents for child in content if local_name(child) == "paragraph"]


def _runs(paragraph: Xml) -> Iterator[tuple[str, str]]:
    """Yield the runs of a paragraph with their styles; words outside a run, as converters write them, have none."""
    own = [(paragraph.text, "")]
    for child in paragraph:
        if local_name(child) == "text":
            own.append(("".join(child.itertext()), child.get("Style", "")))
        if child.tail and child.tail.strip():
            own.append((child.tail, ""))
    if own[0][0] is None or not own[0][0].strip():  # the indentation of the file
        del own[0]
    yield from ((text, style) for text, style in own if text)


def _title(titles: list[str]) -> str:
    """Return the title: the lines of a title page above "by", or its first line."""
    folded = [" ".join(line.split()) for line in titles]
    by = next((at for at, line in enumerate(folded[: _TITLE_LINES + 1]) if byline(line) or _BY.fullmatch(line)), 1)
    return " ".join(folded[:by])


def _author(titles: list[str]) -> str:
    """Return whom a title page names behind "by", on the same line or the next."""
    for line, following in pairwise([*titles, ""]):
        folded = " ".join(line.split())
        if name := byline(folded):
            return name
        if folded.lower().rstrip(":").endswith(("written by", "by")) and following:
            return " ".join(following.split())
    return ""


class _Words:
    """The words of a screenplay, paragraph after paragraph, and what each is."""

    def __init__(self, where: str) -> None:
        self.pieces: list[str] = []
        self.elements: list[Element] = []
        self.markup = Markup(where)
        self._length = 0
        self._last_words = ""

    def take(self, paragraph: Xml, *, is_dual: bool = False) -> bool:
        """Take in a paragraph of the script, with what stands inside it. Return whether it names a speaker."""
        kind = _KINDS.get(paragraph.get("Type", "").strip().lower(), Kind.ACTION)
        for child in paragraph:
            name = local_name(child)
            if name == "dualdialogue":
                self._take_both(child)
            elif name == "omittedscene":
                self._add_each(child, Kind.BONEYARD)
        self.add(paragraph, kind, is_dual=is_dual)
        for child in paragraph:
            if local_name(child) == "scriptnote":
                self._add_each(child, Kind.NOTE)
            elif local_name(child) == "paragraph":
                self.take(child, is_dual=is_dual)
        return kind is Kind.CHARACTER

    def _add_each(self, part: Xml, kind: Kind) -> None:
        """Write the words of all paragraphs in a part."""
        for paragraph in named_elements(part, "paragraph"):
            self.add(paragraph, kind)

    def _take_both(self, dual: Xml) -> None:
        """Take in two speeches at once: the second begins with the first."""
        speeches = 0
        for paragraph in dual:
            if local_name(paragraph) == "paragraph":
                speeches += self.take(paragraph, is_dual=speeches > 0)

    def add(self, paragraph: Xml, kind: Kind, *, is_dual: bool = False) -> None:
        """Write the words of a paragraph and note what they are."""
        runs = list(_runs(paragraph))
        whole = "".join(text for text, _ in runs)
        if not whole.strip():
            return
        start = self._write("\n\n" if self.pieces else "")
        for run in runs:
            self._run(*run)
        first = start + len(whole) - len(whole.lstrip())
        element = _element(kind, whole.strip(), first, is_dual=is_dual)
        last = self.elements[-1] if self.elements else None
        is_dialogue = last is not None and element.kind is last.kind is Kind.DIALOGUE
        if last is not None and is_dialogue and not self._last_words.endswith(_SENTENCE_END):  # a line of verse
            self.elements[-1] = replace(last, end=element.end)
        else:
            self.elements.append(element)
        self._last_words = whole.rstrip()

    def _run(self, text: str, style: str) -> None:
        """Write a run of one style, and note its emphasis; what is struck out is not spoken."""
        start = self._length
        self._write(text)
        styles = {one.strip().lower() for one in style.split("+")}
        if "strikeout" in styles:
            self.markup.skips.append(Skip(start, self._length, STRUCK))
        elif styles & _EMPHASIS:
            self.markup.emphasis.append(Span(start, self._length))
        if len(self.markup.skips) + len(self.markup.emphasis) > MAX_MARKS:
            raise too_much(self.markup.where, MAX_MARKS, "marks")

    def _write(self, text: str) -> int:
        """Write text and return where the next begins."""
        self.pieces.append(text)
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            raise too_much(self.markup.where, MAX_CHARACTERS, "characters")
        return self._length


def _element(kind: Kind, words: str, start: int, *, is_dual: bool) -> Element:
    """Return the element that words of a paragraph are."""
    end = start + len(words)
    if kind is Kind.CHARACTER:
        name, asides = parted(words)
        return Element(kind, start, end, name or words, asides, is_dual=is_dual)
    if kind is Kind.PARENTHETICAL:
        return Element(kind, start, end, asides=(words,))
    if kind is Kind.SCENE_HEADING and words.strip("[]() .").lower() == _OMITTED:
        return Element(Kind.BONEYARD, start, end)
    match = ENGLISH.scripts.sound_cue.fullmatch(words) if words.partition(":")[0].isupper() else None
    if kind is Kind.SOUND_CUE or match:
        name = (match["name"] or "") if match else words
        return Element(Kind.SOUND_CUE, start, end, name=" ".join(name.split()))
    if kind is Kind.ACTION:
        kind = _kind_by_words(words)
    return Element(kind, start, end, level=1 if kind in {Kind.HEADING, Kind.SECTION} else 0)


def _kind_by_words(words: str) -> Kind:
    """Return what a paragraph is that is called action, or is of no known type."""
    if ENGLISH.scripts.transition.fullmatch(words):
        return Kind.TRANSITION
    return Kind.HEADING if ENGLISH.scripts.act.fullmatch(words) else Kind.ACTION
