"""Italics that nobody thinks: letters, notes and messages, signs, verse, foreign words, what is told of another time.

A thought without a tag needs evidence: somebody to think it, and words that look like a thought where they stand. What
speaks against it is what a reader aloud would go by: the sentence before brings a letter or a song, the italics run on
over paragraphs, they begin "Dear Tom", they tell of somebody in the past.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from drama.script.text.narration import clean_index, tense_and_person
from drama.script.thoughts.italics import Emphasis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.languages.base import Language
    from drama.model import Span, Story
    from drama.script.text.narration import View
    from drama.script.text.spans import CleanText

_RUN = 40
"""Words from which on two paragraphs in italics, one after the other, are something told or written."""
_LONGER_RUN = 25
"""The same of three and more."""
_TELLING = 12
"""Words from which on italics in the past that name no "I" are told."""
_SHORT = 6
"""Words up to which a question may be a thought right behind something written."""
_MOST_FOREIGN = 8
_LEAST_CAPITALS = 3


class WrittenMatter:
    """Which italics of a story nobody thinks."""

    def __init__(self, story: Story, seen: Sequence[View], language: Language) -> None:
        self.emphasis = Emphasis(story)
        self._seen = seen
        self._language = language
        spans = [self.emphasis.within(*_bounds(view.clean)) if story.emphasis else () for view in seen]
        spans_of = [tuple(found) for found in spans]
        self._italics = [
            [(clean_index(view.clean, span.start), clean_index(view.clean, span.end)) for span in found]
            for view, found in zip(seen, spans_of, strict=True)
        ]
        self._whole = [_is_whole(view.clean, found) for view, found in zip(seen, spans_of, strict=True)]
        """Whether each view is all in italics."""
        self._verse = [_is_verse(story.text, found) for found in spans_of]
        self._firsts = list(range(len(seen)))
        """Where the paragraphs all in italics begin that each view belongs to."""
        for at in range(1, len(seen)):
            if self._whole[at - 1] and self._whole[at] and self._is_beside(at - 1):
                self._firsts[at] = self._firsts[at - 1]
        self._documents = frozenset(self._found_documents())
        """First views of letters, verse and what is told as a whole."""

    def italics(self, at: int) -> Sequence[tuple[int, int]]:
        """Return where italics stand in the clean text of a view."""
        return self._italics[at]

    def is_document(self, at: int) -> bool:
        """Whether a view belongs to a letter, to verse or to something told, all in italics."""
        return self._firsts[at] in self._documents

    def holds(self, at: int, low: int, high: int) -> bool:
        """Whether italics of a view, from one offset of its clean text to another, are no thought."""
        words = _plain(self._seen[at].clean.text[low:high])
        lead = self._lead(at, low)
        return self.is_document(at) or _is_shown(words, lead, self._language) or self._is_told(at, words, lead)

    def _found_documents(self) -> Iterator[int]:
        for first, run in groupby(range(len(self._seen)), key=self._firsts.__getitem__):
            members = list(run)
            if self._whole[first] and self._is_document(first, members[-1]):
                yield first

    def _is_beside(self, at: int) -> bool:
        return self._seen[at + 1].paragraph == self._seen[at].paragraph + 1

    def _is_document(self, first: int, last: int) -> bool:
        """Whether paragraphs all in italics are a letter, verse, or told as a whole."""
        texts = [_plain(view.clean.text) for view in self._seen[first : last + 1]]
        patterns = self._language.written
        if any(_is_signed(text, self._language) or patterns.document.match(text) for text in texts):
            return True
        if any(self._verse[first : last + 1]):
            return True
        if last > first and any(_is_of_the_past(text, self._language) for text in texts):
            return True
        if last > first and sum(len(text.split()) for text in texts) >= (_RUN if last == first + 1 else _LONGER_RUN):
            return True
        return last > first and self._is_brought(self._lead(first, 0), " ".join(texts))

    def _lead(self, at: int, low: int) -> str:
        """Return the sentence of narration before a place: in its paragraph, else at the end of the one before."""
        view, first = self._seen[at], self._firsts[at]
        place = bisect_left([sentence.start for sentence in view.sentences], low) - 1
        if place >= 0 and not self._whole[at]:
            return _plain(view.sentences[place].text)
        if first == 0 or not self._is_beside(first - 1) or (view.regions and low > view.regions[0][1]):
            return ""
        before = self._seen[first - 1]
        return _plain(before.sentences[-1].text) if before.sentences and not before.ends_with_speech else ""

    def _is_brought(self, lead: str, words: str) -> bool:
        """Whether the sentence before italics brings something written or heard."""
        patterns = self._language.written
        if not lead or patterns.thinks.search(lead):
            return False
        if patterns.writes.search(lead):
            return True
        telling = tense_and_person(words, self._language)
        is_question = words.rstrip(" .\"'").endswith("?")
        is_short = len(words.split()) <= _SHORT
        if patterns.brings.search(lead):
            is_about = patterns.reads.search(lead) and patterns.about_others.match(words)  # "He is lying."
            return not (is_short and ((is_question and not telling.second_person) or is_about))
        is_own = telling.first_person or telling.contracted or telling.present
        may_be_read = telling.second_person or not (is_own or is_short)
        return bool(patterns.mentions.search(lead) and not is_question and may_be_read)

    def _is_told(self, at: int, words: str, lead: str) -> bool:
        """Whether italics are written, heard or told, by what stands before them and by person and tense."""
        if self._is_brought(lead, words):
            return True
        telling = tense_and_person(words, self._language)
        is_own = telling.first_person or telling.plural_person or telling.second_person or telling.contracted
        is_loud = words.rstrip(" .\"'")[-1:] in {"!", "?"}
        if _is_of_the_past(words, self._language):
            return True
        if not self._whole[at]:
            return False
        if words[-1:].isalnum() and not is_own and not telling.present:
            return True  # a line by itself without a full stop: "Three years earlier"
        opens = at == 0 or not self._is_beside(at - 1)
        is_spoken = telling.first_person or telling.second_person or telling.contracted
        return opens and not is_spoken and not is_loud  # a motto


def _is_shown(words: str, lead: str, language: Language) -> bool:
    """Whether italics are no thought by what they look like: a date, a sound, capitals, another language, an echo."""
    patterns = language.written
    count = len(words.split())
    if (
        patterns.document.match(words)
        or patterns.signed.search(words)
        or patterns.when.fullmatch(words)
        or patterns.sound.fullmatch(words)
    ):
        return True
    telling = tense_and_person(words, language)
    is_capitals = words.isupper() and count >= _LEAST_CAPITALS and not telling.first_person and not words.endswith("!")
    if _is_title(words, language) or is_capitals or (count <= _MOST_FOREIGN and _is_foreign(words, language)):
        return True
    said = words.strip(" .!?,;:…—–-\"'").lower()
    is_echo = (
        bool(said) and lead.lower().rstrip(" .!?,;:…—–-").endswith(said) and not (telling.first_person or is_capitals)
    )
    return is_echo and count <= _SHORT  # "She had told him twice. *Twice.*"


def _is_signed(words: str, language: Language) -> bool:
    patterns = language.written
    return patterns.signature.fullmatch(words) is not None or patterns.signed.search(words) is not None


def _is_title(words: str, language: Language) -> bool:
    """Whether words are written like a title or a headline: "Mayor Denies Everything"."""
    found = words.strip(" .!?\"'").split()
    large = [word for word in found if word.lower() not in language.not_speech.small_in_titles]
    return len(large) >= _LEAST_CAPITALS and all(word[0].isupper() for word in large) and not words.isupper()


def _is_of_the_past(words: str, language: Language) -> bool:
    """Whether words tell at length of the past, and of no "I"."""
    telling = tense_and_person(words, language)
    is_own = telling.first_person or telling.plural_person or telling.second_person or telling.contracted
    is_loud = words.rstrip(" .\"'")[-1:] in {"!", "?"}
    return len(words.split()) > _TELLING and telling.past and not (telling.present or is_own or is_loud)


def _is_foreign(words: str, language: Language) -> bool:
    return language.written.foreign.search(words) is not None and language.written.small.search(words) is None


def _bounds(clean: CleanText) -> tuple[int, int]:
    return clean.source_span(0, len(clean.text)) if clean.text else (0, 0)


def _is_whole(clean: CleanText, spans: Sequence[Span]) -> bool:
    """Whether a paragraph is all in italics."""
    kept, here = [], 0
    for span in spans:
        kept.append(clean.text[here : clean_index(clean, span.start)])
        here = clean_index(clean, span.end)
    return bool(spans) and not "".join((*kept, clean.text[here:])).strip(" .,;:!?…—–-*_\"'")


def _is_verse(source: str, spans: Sequence[Span]) -> bool:
    """Whether lines of a paragraph stand in italics each by itself."""
    gaps = [source[one.end : other.start].strip("*_ ") for one, other in pairwise(spans)]
    return bool(gaps) and all(gap and not gap.strip() for gap in gaps)


def _plain(text: str) -> str:
    return text.replace("’", "'").strip()
