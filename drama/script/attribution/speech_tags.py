"""What the narration beside a spoken piece says about who speaks it, and how."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from drama.languages.base import Language
from drama.languages.letters import CAPITALS, SMALL
from drama.languages.patterns import SpeechTagPatterns
from drama.script.people.clauses import subject_of
from drama.script.people.mentions import Mention
from drama.script.text.spans import Tag

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(rf"\b{SMALL}+\b")
_SENTENCE_BREAK = re.compile(rf"[.!?\u2026][\"'\u201d)]?\s+(?=[{CAPITALS}\u201c\"])")


@dataclass(frozen=True, slots=True)
class Reading:
    """A tag and the mention that is its subject."""

    tag: Tag
    mention: Mention
    is_speech: bool
    """The verb is one of speaking, or the punctuation makes it one."""
    addressed: frozenset[int] = frozenset()
    """Whom it says that the words are said to."""
    leads_in: bool = False
    """It stands before the quotation with a verb of speaking, and no sentence ends between them."""


def sentence_bounds(text: str, language: Language) -> list[tuple[int, int]]:
    """Return the sentences of a stretch of narration."""
    bounds, here = [], 0
    for match in _SENTENCE_BREAK.finditer(text):
        if language.ends_in_title.search(text, max(0, match.start() - 8), match.start() + 1):
            continue
        bounds.append((here, match.end()))
        here = match.end()
    bounds.append((here, len(text)))
    return bounds


def read_after(
    text: str, offset: int, mentions: list[Mention], quote_end: str, language: Language, *, place: str = "after"
) -> Reading | None:
    """Return the tag a narrated stretch gives the quotation before it, or None.

    ``quote_end`` is the last character inside the quotation marks: a comma makes any verb a tag.
    """
    head = text.lstrip(" ,;:\u2014-")
    skipped = len(text) - len(head)
    end = _first_sentence_end(text, language)
    patterns = language.speech_tags
    clause = patterns.clause_end.search(text, skipped, end)
    stop = clause.start() if clause else end
    runs_on = head[:1].islower() or quote_end == ","
    words = (word.start() for word in _TOKEN.finditer(text, skipped, stop))
    reach = min(stop, next(itertools.islice(words, _MAX_LEAD, None), stop) + 1)
    for mention in mentions:
        if mention.start >= reach:
            break
        if mention.text.lower() in language.pronouns.things:  # "It was Anna who spoke."
            continue
        if not mention.is_subject and text[mention.end : mention.end + 2] in {"'s", "' "}:  # "said Anna's mother"
            continue
        verb = _verb_of_tag(text, mention, skipped, stop, language, runs_on=runs_on, quote_end=quote_end)
        if verb:
            told = _told(mentions, mention, skipped, stop)
            tag = _tag(text, offset, skipped, stop, mention, verb, place, patterns)
            return Reading(tag, mention, is_speech=True, addressed=told)
        if mention.is_subject and mention.verb not in patterns.hearing:
            break
    return _possessive_tag(text, offset, mentions, skipped, stop, place, language)


def _first_sentence_end(text: str, language: Language) -> int:
    for match in _SENTENCE_BREAK.finditer(text):
        if not language.ends_in_title.search(text, max(0, match.start() - 8), match.start() + 1):
            return match.end()
    return len(text)


def _verb_of_tag(
    text: str, mention: Mention, start: int, stop: int, language: Language, *, runs_on: bool, quote_end: str
) -> str:
    """Return the verb with which a mention speaks the quotation before the stretch, or nothing."""
    verbs, patterns = language.speech_verbs, language.speech_tags
    lead = text[start : mention.start].split()
    if lead and lead[0].islower():  # "whispered young Anna", "put in the captain"
        verb = next((w for w in lead if w in verbs.all or (language.is_verb(w) and runs_on)), "")
        rest = [w for w in lead if w != verb]
        if verb and all(w in patterns.particles or w.endswith("ly") for w in rest):
            return "" if verb not in verbs.all and not (verb.endswith("ed") or rest) else verb
    if mention.verb in patterns.hearing:
        return ""
    if mention.verb in verbs.all or mention.verb in verbs.bare_forms:
        return mention.verb
    if mention.verb and not lead and (quote_end == "," or (runs_on and mention.kind == "pronoun")):
        return mention.verb
    if mention.verb or (not lead and mention.kind != "pronoun" and text[mention.end : mention.end + 1] == ","):
        for match in patterns.later_verb.finditer(text, mention.end, stop):
            if match.group(1) in verbs.strong:
                return match.group(1)
    return ""


def _told(mentions: Sequence[Mention], speaker: Mention, start: int, stop: int) -> frozenset[int]:
    """Return whom a tag between two offsets says that the words are said to."""
    told = (m for m in mentions if m.is_addressed and start <= m.start < stop)
    return frozenset(m.people[0] for m in told if m.people and not set(m.people) & set(speaker.people))


_MAX_LEAD = 4
"""Words between the quotation and whom its tag names, at most."""


def _possessive_tag(  # noqa: PLR0917 - a helper of read_after, which has them all at hand
    text: str, offset: int, mentions: list[Mention], start: int, stop: int, place: str, language: Language
) -> Reading | None:
    """Return the tag of "was Anna's quick reply"."""
    if not language.speech_tags.possessive.match(text, max(0, start - 1)):
        return None
    for mention in mentions[:4]:
        is_owner = (
            text[mention.end : mention.end + 2] in ("'s", "' ") or mention.text.lower() in language.pronouns.owners
        )
        if is_owner and mention.start < stop:
            tag = _tag(text, offset, start, stop, mention, "said", place, language.speech_tags)
            return Reading(tag, mention, is_speech=True)
    return None


def read_before(
    text: str, offset: int, mentions: list[Mention], language: Language, *, place: str = "before"
) -> Reading | None:
    """Return the tag a narrated stretch gives the quotation after it, or None.

    It ends in a comma, a colon or a speech verb.
    """
    body = text.rstrip()
    if not body:
        return None
    start = _last_sentence_start(body, language)
    last = body[-1]
    patterns, listed = language.speech_tags, language.speech_verbs
    verbs = [m for m in _WORD.finditer(body[start:]) if m.group() in listed.all or m.group() in listed.leading]
    ends_in_verb = bool(verbs) and start + verbs[-1].end() >= len(body) - 1
    if last not in ",:\u2014-" and not ends_in_verb:
        return None
    inside = [m for m in mentions if start <= m.start]
    subjects = [m for m in inside if m.is_subject and m.verb not in patterns.hearing]
    if verbs:
        verb_at = start + verbs[-1].start()
        verb = verbs[-1].group()
        own = next((m for m in reversed(subjects) if m.verb == verb), None)
        speaker = (
            own or subject_of(body, inside, start, verb_at, language) or (inside[0] if inside and last == ":" else None)
        )
        if speaker is not None:
            tag = _tag(body, offset, start, len(body), speaker, verb, place, patterns)
            told = _told(inside, speaker, start, len(body))
            leads_in = _leads_in(last, verb, language, is_last=ends_in_verb)
            return Reading(tag, speaker, is_speech=True, addressed=told, leads_in=leads_in)
    if last == ":" and subjects:
        near = [m for m in subjects if _clause_start(body, start, len(body) - 1, patterns) <= m.start]
        mention = (near or subjects)[0]
        tag = _tag(body, offset, start, len(body), mention, "", place, patterns)
        return Reading(tag, mention, is_speech=True)
    labelling = _labelling(body, start, inside) if last == ":" and place == "before" and not verbs else None
    if labelling is not None:
        return Reading(_tag(body, offset, start, len(body), labelling, "", place, patterns), labelling, is_speech=True)
    return None


def _leads_in(last: str, verb: str, language: Language, *, is_last: bool) -> bool:
    """Whether narration that ends in a mark (or a letter) leads up to a quotation with its last verb of speaking."""
    return (last in ",:" or last.isalpha()) and (
        is_last or (verb in language.speech_verbs.plain and not last.isalpha())
    )


_LONGEST_LABEL = 60


def _labelling(body: str, start: int, mentions: list[Mention]) -> Mention | None:
    """Return whom narration that is no sentence names as the speaker: "Tom, softly:", "Tom (slamming the door):"."""
    first = mentions[0] if mentions else None
    is_label = first is not None and first.start == start == 0 and first.kind in {"name", "role"}
    if first is None or not is_label or len(body) > _LONGEST_LABEL:
        return None
    return first if body[first.end : first.end + 1] in {":", ",", "(", " "} else None


def _last_sentence_start(text: str, language: Language) -> int:
    tail = max(0, len(text) - _MAX_SENTENCE)
    start = tail
    for match in _SENTENCE_BREAK.finditer(text, tail):
        if not language.ends_in_title.search(text, max(0, match.start() - 8), match.start() + 1):
            start = match.end()
    return start


_MAX_SENTENCE = 600


def _clause_start(text: str, start: int, end: int, patterns: SpeechTagPatterns) -> int:
    """Return where the clause that runs to ``end`` starts."""
    for match in patterns.clause_start.finditer(text, start, end):
        start = match.end()
    return start


def beat_subject(text: str, mentions: list[Mention], language: Language, *, last: bool) -> Mention | None:
    """Return who acts in a narrated stretch: in its first sentence, or in the last that has somebody act.

    A body part ("His eyes widened") counts where nobody acts.
    """
    bounds = sentence_bounds(text.rstrip(), language)
    owner: Mention | None = None
    for start, end in reversed(bounds[-_MAX_BEATS:]) if last else bounds[:1]:
        inside = [m for m in mentions if start <= m.start < end]
        words = _TOKEN.finditer(text, start, end)
        clause = next((word.end() for word in words if word.group().lower() in language.speech_tags.relative), end)
        for mention in inside:
            if mention.is_subject and mention.text.lower() not in language.pronouns.things and mention.start < clause:
                return mention
        if owner is None and inside and inside[0].start - start < _NEAR_START:
            first = inside[0]
            if text[first.end : first.end + 2] == "'s" or first.text.lower() in language.pronouns.owners:
                owner = first
    return owner


_MAX_BEATS = 4
_NEAR_START = 12


def _tag(  # noqa: PLR0917 - as above
    text: str, offset: int, start: int, end: int, mention: Mention, verb: str, place: str, patterns: SpeechTagPatterns
) -> Tag:
    clause = text[start:end]
    adverbs = tuple(a for a in patterns.adverb.findall(clause.lower()) if a not in patterns.not_adverbs)
    return Tag(offset + start, offset + max(end, start + 1), verb, mention.text, place, adverbs)
