"""Text as names and tags are looked for in it: straight apostrophes, plain spaces, no capital on a tag's verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drama.languages.base import Language
from drama.model import Story
from drama.script.people.name_counts import straighten
from drama.script.text.spans import Passage, Piece

_NOT_PLAIN = re.compile(r"[^\S ]|[_*]")


def plain(text: str) -> str:
    """Return text with straight apostrophes and every white space a single plain space."""
    return straighten(_NOT_PLAIN.sub(" ", text))


def plain_pieces(story: Story, passage: Passage, language: Language) -> Iterator[tuple[Piece, str]]:
    """Yield the pieces of a passage, each with its plain text; it is as long as the text itself.

    Some writers begin a tag like a sentence or give its verb a capital, which would make a name of it: '"…!" Shouted
    Tom', '"…," Tom Said', 'Tom Said, "…"'. Such a verb is read with a small letter.
    """
    follows_speech = False
    for piece in passage.pieces:
        text = plain(story.text[piece.start : piece.end])
        if not piece.spoken:
            tags = language.speech_tags
            if follows_speech:
                text = _with_small(text, tags.capital_behind.match(text))
            text = _with_small(text, tags.capital_ahead.search(text, max(0, len(text) - _LONGEST_VERB)))
        follows_speech = piece.spoken
        yield piece, text


_LONGEST_VERB = 20


def _with_small(text: str, match: re.Match[str] | None) -> str:
    """Return text with a small letter where a pattern's last group begins, if it matches."""
    if match is None or match.lastindex is None:
        return text
    at = match.start(match.lastindex)
    return text[:at] + text[at].lower() + text[at + 1 :]
