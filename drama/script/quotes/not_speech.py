"""Quoted but said by nobody there: words mentioned, titles, signs, what somebody only felt like saying.

A listener should hear these in the voice of the narration. Each cue is one that a reader aloud would go by: how the
words before lead up to the quotation, whether it is a sentence of its own, what the words after go on with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drama.languages.base import Language
from drama.languages.letters import SMALL
from drama.languages.patterns import NotSpeechPatterns
from drama.languages.verbs import SpeechVerbs
from drama.script.quotes.quotation_marks import DASHES, DOUBLE, SINGLE

_MARKS = DOUBLE + SINGLE
_SHORT = 6
"""Words up to which a quotation may be a mention by its looks alone; longer ones need a cue in the words before."""
_PART = 12
"""Words up to which a quotation that begins in small letters is a part of the sentence around it."""
_LONG = 30
"""Words from which on a quotation is taken for speech wherever it stands."""
_NAME = 3
"""Words up to which a quotation that the sentence goes on after is a name."""
_TITLE = 3
"""Words from which on a quotation in capitals is a title."""
_ASIDE_REACH = 200
"""Characters of narration over which speech that broke off is gone on with."""
_REACH = 80
"""Characters of narration on either side that are looked at."""

_SENTENCE_END = re.compile(rf"{SMALL}{{3}}[.!?]\s")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a paragraph with what stands around it."""

    language: Language
    text: str
    """The paragraph."""
    start: int
    end: int
    earlier_end: int = 0
    """Where the quotation before it in the paragraph ends; 0 if it is the first."""
    earlier_is_said: bool = False

    @property
    def inner(self) -> str:
        """Its words without the marks."""
        return self.text[self.start + 1 : self.end].rstrip(_MARKS).lstrip(_MARKS)

    @property
    def lead(self) -> str:
        """The narration before it, as far as it matters, without white space at the end."""
        return self.text[max(self.earlier_end, self.start - _REACH) : self.start].rstrip()

    @property
    def after(self) -> str:
        """What follows it."""
        return self.text[self.end : self.end + _REACH]


def is_said(quoted: Quoted) -> bool:
    """Whether somebody says a quotation where it stands."""
    inner, lead = quoted.inner.strip(), quoted.lead
    patterns = quoted.language.not_speech
    size = len(inner.split())
    if not size or patterns.only_meant.search(lead) or patterns.meant_after.match(quoted.after):
        return False
    if not quoted.earlier_end and _is_heading_of_matter(lead, quoted.language):
        return False
    is_alone = not lead and not quoted.earlier_end and not quoted.after.strip()
    if size > _LONG or is_alone or quoted.language.speech_tags.after.match(quoted.after):
        return True
    if patterns.named.search(lead):
        return inner[-1] in "!?" and size > 1 and lead.endswith((",", ":"))
    is_listed = _joins_what_is_not_said(quoted) and inner[-1] not in "!?" and size <= _SHORT
    is_fitted = lead[-1:].isalnum() or (inner[-1] not in ".,;:" and lead[-1:] not in ",:")
    if is_listed or patterns.passive.search(lead) or (is_fitted and _is_title(inner, patterns)):
        return False
    return (
        _follows_verb(lead, quoted.language.speech_verbs) or _goes_on(quoted, inner) or _looks_said(quoted, inner, size)
    )


def _looks_said(quoted: Quoted, inner: str, size: int) -> bool:
    """Whether a quotation without a telling cue beside it is said, by its form and how it fits into the sentence."""
    lead, after, patterns = quoted.lead, quoted.after, quoted.language.not_speech
    starts_small = inner[:1].islower()
    if lead[-1:].isalnum():
        if size > _SHORT:
            return not starts_small or size > _PART or _SENTENCE_END.search(inner) is not None
        return not starts_small and (inner[-1] in "!?\u2026\u2014" or inner.endswith("--"))
    if size > _SHORT or inner[-1] in ".,;:!?\u2026-" + DASHES or after[:1] in "-" + DASHES:
        return True
    return not starts_small and not (
        size <= _NAME and not patterns.pronoun.match(inner) and patterns.carries_on.match(after)
    )


def _is_heading_of_matter(lead: str, language: Language) -> bool:
    """Whether nothing stands before a quotation but the word for something written: "Headline:", "Rule 3:"."""
    words = lead.removesuffix(":").split() if lead.endswith(":") else []
    if not words or words[0].lower() not in language.labels.written:
        return False
    return len(words) == 1 or (len(words) == 2 and (words[1].isdigit() or words[1].istitle()))


def _is_title(inner: str, patterns: NotSpeechPatterns) -> bool:
    """Whether the words are written like a title: "The Lady of the Lake"."""
    found = _WORD.findall(inner)
    large = [word for word in found if word.lower() not in patterns.small_in_titles]
    return (
        inner[-1] not in "!?\u2026\u2014-"
        and len(found) >= _TITLE
        and len(large) > 1
        and all(word[0].isupper() for word in large)
        and not inner.isupper()
        and "," not in inner[:-1]
    )


def _follows_verb(lead: str, verbs: SpeechVerbs) -> bool:
    """Whether the narration before ends in a verb of speech."""
    last = lead.rsplit(None, 1)[-1].lower().strip("(,:") if lead else ""
    return last in verbs.all or last in verbs.leading


def _joins_what_is_not_said(quoted: Quoted) -> bool:
    """Whether nothing but a comma or an "and" parts it from a quotation that nobody says."""
    if not quoted.earlier_end or quoted.earlier_is_said or quoted.start - quoted.earlier_end > 8:
        return False
    return quoted.language.not_speech.joining.fullmatch(quoted.text, quoted.earlier_end, quoted.start) is not None


def _goes_on(quoted: Quoted, inner: str) -> bool:
    """Whether it goes on with what was said before the narration between broke in."""
    between = quoted.text[quoted.earlier_end : quoted.start].strip()
    last = (between.lower().split() or [""])[-1]
    if (
        not quoted.earlier_is_said
        or not inner[:1].islower()
        or last in quoted.language.not_speech.fitted
        or last.endswith(("'s", "\u2019s"))
    ):
        return False
    if len(between) > _ASIDE_REACH or _SENTENCE_END.search(between):
        return False
    before = quoted.text[max(0, quoted.earlier_end - 8) : quoted.earlier_end].rstrip(_MARKS + " ")[-1:]
    return before not in ".,!?" or (
        before == "," and quoted.language.speech_tags.after.match(quoted.text, quoted.earlier_end) is not None
    )
