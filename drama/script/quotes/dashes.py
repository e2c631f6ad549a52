"""Speech that a dash opens, and its tags: ``—Come, said Anna. It is late.``, ``—Ven —dijo Ana—. Ya.``.

Two ways of telling the tag are in use. A dash may stand before it: then another closes it, or opens the speech that
goes on. Or nothing does: the tag ends with its sentence, and what follows is speech again unless it tells of somebody
in the past tense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from drama.languages.base import Language
from drama.script.quotes.quotation_marks import DASHES
from drama.script.text.narration import tense_and_person
from drama.script.text.sentences import sentences

_DASH = re.compile(rf"\s*[{DASHES}]{{1,2}}")
_STOPS = re.compile(r"[.,;:!?…]*")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')]*\s*\Z")


class DashCut(NamedTuple):
    """A stretch of a paragraph that opens with a dash."""

    start: int
    end: int
    spoken: bool


def cut_at_dashes(text: str, language: Language, *, is_told_by_i: bool = False) -> Iterator[DashCut]:
    """Yield speech and narration of a paragraph that opens with a dash, in order and without gaps.

    ``is_told_by_i``: the narration says "I" as well, so that "I" in the past may be either.
    """
    here = 0
    after = _DASH.match(text).end() if _DASH.match(text) else 0  # type: ignore[union-attr]
    while here < len(text):
        stop, has_dash = _end_of_speech(text, after, language, is_told_by_i=is_told_by_i)
        if stop > here:
            yield DashCut(here, stop, spoken=True)
        if stop >= len(text):
            return
        if has_dash:
            resume, after = _end_of_dashed_tag(text, stop)
        else:
            resume, after = _end_of_plain_tag(text, stop, language, is_told_by_i=is_told_by_i)
        yield DashCut(stop, resume, spoken=False)
        here = resume


def _end_of_speech(text: str, start: int, language: Language, *, is_told_by_i: bool) -> tuple[int, bool]:
    """Return where speech gives way to narration, and whether a dash stands there."""
    plain = next(_plain_tags(text, start, language, is_told_by_i=is_told_by_i), None)
    end = plain if plain is not None else len(text)
    for match in _DASH.finditer(text, start, end):
        if language.speech_tags.after.match(text, match.end()) or _tells(text, match, language):
            return match.start(), True
    return end, False


def _plain_tags(text: str, start: int, language: Language, *, is_told_by_i: bool) -> Iterator[int]:
    """Yield where tags begin that no dash opens; "I asked" is speech where nobody tells the story."""
    for match in language.speech_tags.after_dash.finditer(text, start):
        if is_told_by_i or not language.mentions.narrator.match(text, match.end()):
            yield match.start()


def _tells(text: str, dash: re.Match[str], language: Language) -> bool:
    """Whether a dash behind a whole sentence opens one that tells what somebody does: ``— Go. — Piet turned away.``."""
    if not _SENTENCE_END.search(text, max(0, dash.start() - 4), dash.start()):
        return False
    following = _DASH.search(text, dash.end())
    stop = following.start() if following else len(text)
    first = next(sentences(text, dash.end(), stop, language=language), None)
    return first is not None and _is_narrated(text[first[0] : first[1]], language, is_told_by_i=False)


def _end_of_dashed_tag(text: str, start: int) -> tuple[int, int]:
    """Return where speech goes on behind a tag that a dash opens, and where its first word may stand."""
    again = _DASH.search(text, _DASH.match(text, start).end())  # type: ignore[union-attr]
    if again is None:
        return len(text), len(text)
    if again[0][0].isspace():  # the dash opens the speech: "— Come, — said Anna. — Now."
        return again.start(), again.end()
    behind = _STOPS.match(text, again.end())  # the dash closes the tag: "—Ven —dijo Ana—. Ya."
    end = behind.end() if behind else again.end()
    return end, end


def _end_of_plain_tag(text: str, start: int, language: Language, *, is_told_by_i: bool) -> tuple[int, int]:
    """Return the same behind a tag that no dash opens: the next sentence that is speech, or the next dash."""
    dash = _DASH.search(text, start + 1)
    stop = dash.start() if dash else len(text)
    if (resume := _behind_comma(text, start, stop, language, is_told_by_i=is_told_by_i)) is not None:
        return resume, resume
    told = list(sentences(text, start, stop, language=language))
    has_told = False
    for low, high in told[1:]:
        words = text[low:high]
        has_told = has_told or _is_narrated(words, language, is_told_by_i=is_told_by_i)
        if not has_told or words.endswith(("?", "!")):
            return low, low
    return (dash.start(), dash.end()) if dash else (len(text), len(text))


def _behind_comma(text: str, start: int, stop: int, language: Language, *, is_told_by_i: bool) -> int | None:
    """Return where speech that a tag has only broken into goes on: ``—Yes, said Anna, and so do I.``."""
    tag = language.speech_tags.behind.match(text, start, stop) if text[start - 1 : start] == "," else None
    if tag is None or tag["stop"] != ",":
        return None
    low, high = next(sentences(text, tag.end(), stop, language=language), (stop, stop))
    words = text[low:high].split(None, 1)
    first = words[0].lower() if words else ""
    if not first or language.speech_tags.attendant.match(first):
        return None
    told = tense_and_person(text[low:high], language)
    is_talk = told.present or told.first_person or told.second_person or told.contracted
    if first in language.speech_tags.relative and not is_talk:  # "said Piet, the lamp in his hand"
        return None
    return None if _is_narrated(text[low:high], language, is_told_by_i=is_told_by_i) else low


def _is_narrated(words: str, language: Language, *, is_told_by_i: bool) -> bool:
    """Whether a sentence tells of somebody in the past tense, as narration does."""
    told = tense_and_person(words, language)
    is_talk = told.second_person or told.contracted or (told.first_person and not is_told_by_i)
    return told.past and not is_talk and not words.rstrip().endswith(("?", "!"))
