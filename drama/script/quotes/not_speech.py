"""Quoted but said by nobody there: words mentioned, titles, signs, what somebody only felt like saying.

A listener should hear these in the voice of the narration. Each cue is one that a reader aloud would go by: how the
words before lead up to the quotation, whether it is a sentence of its own, what the words after go on with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from drama.languages.en.lexicon import SAYING, SPEECH_VERBS, words
from drama.languages.en.names import NAME
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

_SPOKE = "|".join(sorted(SPEECH_VERBS))
TAG_AFTER = re.compile(
    rf"\s*(?:(?:he|she|I|they|it|we|{NAME}|the \w+(?: [A-Z]\w+)?) (?:\w+ly )?"
    rf"(?:{_SPOKE})|(?:{_SPOKE}) )\b"
)
_NAMED = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|generally|usually|now|then|still|so|what \w+(?: [\w.]+){0,2})"
    r" (?:\w+ly )?call(?:s|ed)?"
    r"|\bcall(?:s|ed|ing)? (?:it|him|her|them|this|that|these|those|itself|himself|herself|themselves)"
    r"|\b(?:named|nicknamed|dubbed|christened|entitled|titled|headed|label?led|inscribed|superscribed|marked|spelled"
    r"|spelt|printed|known as|referred to as|addressed (?:to|as)|charged with|substituting|headlines|letters|one word"
    r"|(?:an?|the|this|that|its|his|her|their) (?:\w+ ){0,2}(?:title|epithets?|nickname|sobriquet|inscription|legend"
    r"|motto|sign|label|notice|placard|headlines?|phrase|term|caption|adage|proverb|expression|heading)(?: of)?)"
    r"(?: (?:\w+ly|in (?:\w+ ){1,3}))?)[,:]?$",
    re.IGNORECASE,
)
"""Narration that leads up to a name, a title or something written."""
_ASIDE = r"(?:say|ask|reply|answer|cry|shout|retort|add|exclaim)"
_PAST = r"(?:said|asked|replied|answered|cried|added|quoted|retorted|exclaimed|thought)"
_ONLY_MEANT = re.compile(
    rf"\b(?:as (?:much as|if|though)(?: \w+)? to {_ASIDE}|as who (?:would|should) say"
    r"|(?:felt|feels?) like \w+ing(?: \w+)?|tip of (?:his|her|my|their) tongue to \w+|on (?:his|her|my) lips to \w+"
    rf"|(?:wanted|longed|wished|meant|going|about|tempted|useless|have been (?:easy|hard|impossible)) to {_ASIDE}"
    rf"(?: to \w+)?|(?:might|could|would|should) have {_PAST}"
    rf"|(?:instead of|without) (?:say|ask|reply|answer|add)ing|(?:nearly|almost) {_PAST}"
    r"|(?:look|eyes?|gaze|glance|face|smile|silence|gesture|expression|shrug)s? (?:\w+ly |that |which |only ){0,2}"
    r"(?:said|says?|saying|asked|answered|implied|signified|meant|seemed to \w+)"
    r"|tone that (?:\w+ly )?(?:said|implied)|plainly said)[,:]?$"
)
"""Narration that leads up to what nobody says aloud …"""
_MEANT_AFTER = re.compile(
    rf"\s*(?:he|she|I|they|it) (?:felt like \w+ing|(?:wanted|longed|seemed) to {_ASIDE}|nearly {_PAST})\b"
)
"""… and narration that follows it."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:\w+ )?(?:thought|considered|reckoned|judged)$")
_JOIN = re.compile(r"\s*(?:[,;]|,?\s*(?:and|or|nor|for))?\s*")
_SENTENCE_END = re.compile(r"[a-z]{3}[.!?]\s")
_PRONOUN = re.compile(r"(?:I|you|he|she|it|we|they|my|your|this|that)\b|\S*['\u2019]", re.IGNORECASE)
_CARRIES_ON = re.compile(
    r"\s(?:(?:is|are|was|were)\s(?!(?:all|what|how|his|her|their|my|your|our|its)\b"
    r"|(?:the|a|an)\s(?:\w+\s){0,2}(?:answer|reply|response|greeting|cry|shout|whisper|remark|comment|verdict)\b)"
    r"|(?:had|has|of|in|on)\s)"
)
"""The sentence goes on after the quotation as after a noun."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_SMALL = words("a an the of on in to and or for with at by from as de la")
_FITTED = words(
    "a an the of to in on at by with from for as about like than such his her its their our my your this that these "
    "those no any every some each another and but or so very still become word words term phrase name"
)
"""Last words of narration into which a quotation is fitted as a part of the sentence."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of a paragraph with what stands around it."""

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
    size = len(inner.split())
    if not size or _ONLY_MEANT.search(lead) or _MEANT_AFTER.match(quoted.after):
        return False
    is_alone = not lead and not quoted.earlier_end and not quoted.after.strip()
    if size > _LONG or is_alone or TAG_AFTER.match(quoted.after):
        return True
    if _NAMED.search(lead):
        return inner[-1] in "!?" and size > 1 and lead.endswith((",", ":"))
    is_listed = _joins_unsaid(quoted) and inner[-1] not in "!?" and size <= _SHORT
    is_fitted = lead[-1:].isalnum() or (inner[-1] not in ".,;:" and lead[-1:] not in ",:")
    if is_listed or _PASSIVE.search(lead) or (is_fitted and _is_title(inner)):
        return False
    return _follows_verb(lead) or _goes_on(quoted, inner) or _looks_said(quoted, inner, size)


def _looks_said(quoted: Quoted, inner: str, size: int) -> bool:
    """Whether a quotation without a telling cue beside it is said, by its form and how it fits into the sentence."""
    lead, after = quoted.lead, quoted.after
    starts_small = inner[:1].islower()
    if lead[-1:].isalnum():
        if size > _SHORT:
            return not starts_small or size > _PART or _SENTENCE_END.search(inner) is not None
        return not starts_small and (inner[-1] in "!?\u2026\u2014" or inner.endswith("--"))
    if size > _SHORT or inner[-1] in ".,;:!?\u2026-" + DASHES or after[:1] in "-" + DASHES:
        return True
    return not starts_small and not (size <= _NAME and not _PRONOUN.match(inner) and _CARRIES_ON.match(after))


def _is_title(inner: str) -> bool:
    """Whether the words are written like a title: "The Lady of the Lake"."""
    found = _WORD.findall(inner)
    large = [word for word in found if word.lower() not in _SMALL]
    return (
        inner[-1] not in "!?\u2026\u2014-"
        and len(found) >= _TITLE
        and len(large) > 1
        and all(word[0].isupper() for word in large)
        and not inner.isupper()
        and "," not in inner[:-1]
    )


def _follows_verb(lead: str) -> bool:
    """Whether the narration before ends in a verb of speech."""
    last = lead.rsplit(None, 1)[-1].lower().strip("(,:") if lead else ""
    return last in SPEECH_VERBS or last in SAYING


def _joins_unsaid(quoted: Quoted) -> bool:
    """Whether nothing but a comma or an "and" parts it from a quotation that nobody says."""
    if not quoted.earlier_end or quoted.earlier_is_said or quoted.start - quoted.earlier_end > 8:
        return False
    return _JOIN.fullmatch(quoted.text, quoted.earlier_end, quoted.start) is not None


def _goes_on(quoted: Quoted, inner: str) -> bool:
    """Whether it goes on with what was said before the narration between broke in."""
    between = quoted.text[quoted.earlier_end : quoted.start].strip()
    last = (between.lower().split() or [""])[-1]
    if not quoted.earlier_is_said or not inner[:1].islower() or last in _FITTED or last.endswith(("'s", "\u2019s")):
        return False
    if len(between) > _ASIDE_REACH or _SENTENCE_END.search(between):
        return False
    before = quoted.text[max(0, quoted.earlier_end - 8) : quoted.earlier_end].rstrip(_MARKS + " ")[-1:]
    return before not in ".,!?" or (before == "," and TAG_AFTER.match(quoted.text, quoted.earlier_end) is not None)
