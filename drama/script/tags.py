"""What the narration beside a spoken piece says about who speaks it, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drama.script.lexicon import SPEECH_VERBS
from drama.script.mentions import Mention
from drama.script.passages import Tag

_SENTENCE_BREAK = re.compile(r"[.!?\u2026][\"'\u201d)]?\s+(?=[A-Z\u201c\"])")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|Capt|Col|Gen|Lieut|Rev|Mme|Mlle|[A-Z])\.$")
_ADVERB = re.compile(
    r"\b([a-z]+ly|softly|aloud|again|loud|low|in an? (?:[a-z]+ ){0,2}(?:voice|tone|whisper|murmur)|under (?:his|her|my|their) breath|through (?:his|her|gritted) teeth|over (?:the|his|her) (?:phone|radio|telephone|shoulder)|with an? [a-z]+)\b"
)
_NOT_ADVERBS = frozenset(
    "only early family reply supply apply fly ugly lonely lovely friendly silly holy likely daily elderly".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A tag and the mention that is its subject."""

    tag: Tag
    mention: Mention
    is_speech: bool
    """The verb is one of speaking, or the punctuation makes it one."""


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a stretch of narration."""
    bounds, here = [], 0
    for match in _SENTENCE_BREAK.finditer(text):
        if _ABBREVIATION.search(text, max(0, match.start() - 8), match.start() + 1):
            continue
        bounds.append((here, match.end()))
        here = match.end()
    bounds.append((here, len(text)))
    return bounds


def read_after(
    text: str, offset: int, mentions: list[Mention], quote_end: str, *, place: str = "after"
) -> Reading | None:
    """Return the tag a narrated stretch gives the quotation before it, or None.

    ``quote_end`` is the last character inside the quotation marks: a comma makes any verb a tag.
    """
    head = text.lstrip(" ,;:\u2014-")
    skipped = len(text) - len(head)
    end = sentence_bounds(text)[0][1]
    clause = _first_clause(text, skipped, end)
    subjects = [m for m in mentions if m.is_subject and m.start < end]
    for mention in subjects:
        lead = text[skipped : mention.start].strip()
        if mention.inverted:
            lead = lead[: -len(mention.verb)].rstrip() if lead.endswith(mention.verb) else lead
            lead = re.sub(r"(?:\w+ly|then|had|so)?\s*%s(?: \w+ly)?$" % mention.verb, "", lead).strip()
        starts_low = head[:1].islower()
        is_speech = mention.verb in SPEECH_VERBS
        if len(lead.split()) > (3 if is_speech else 1) or mention.start > clause[1]:
            break
        if not is_speech and not (quote_end == "," or (starts_low and mention.kind == "pronoun")):
            later = _later_verb(text, mention.end, clause[1])
            if not later:
                break
            mention_verb, is_speech = later, True
        else:
            mention_verb = mention.verb
        return Reading(_tag(text, offset, skipped, clause[1], mention, mention_verb, place), mention, True)
    # "was Anna's quick reply"
    possessive = re.match(r"\s*(?:was|were|came|is)\b", text)
    if possessive:
        for mention in mentions:
            if (
                mention.start < end
                and text[mention.end : mention.end + 2] in ("'s", "' ")
                or mention.text.lower() in ("his", "her")
            ):
                return Reading(_tag(text, offset, skipped, clause[1], mention, "said", place), mention, True)
            if mention.start > 60:
                break
    return None


def _first_clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the first clause."""
    match = re.compile(r"[;:]|, (?:and|but|as|while|who|when)\b").search(text, start, end)
    return start, match.start() if match else end


def _later_verb(text: str, start: int, end: int) -> str:
    """Return a speech verb further on in the clause: "turned and said"."""
    for match in re.compile(r"\b(?:and|then|to) (?:\w+ly )?([a-z]+)\b").finditer(text, start, end):
        if match.group(1) in SPEECH_VERBS:
            return match.group(1)
    return ""


def read_before(text: str, offset: int, mentions: list[Mention], *, place: str = "before") -> Reading | None:
    """Return the tag a narrated stretch gives the quotation after it, or None: it ends in a comma, a colon or a speech verb."""
    body = text.rstrip()
    if not body:
        return None
    start, _ = sentence_bounds(body)[-1]
    last = body[-1]
    tail_words = re.findall(r"[A-Za-z']+", body[max(start, len(body) - 60) :])
    leads = last in ",:\u2014-" or (bool(tail_words) and tail_words[-1].lower() in SPEECH_VERBS)
    if not leads:
        return None
    inside = [m for m in mentions if start <= m.start]
    speaking = [m for m in inside if m.verb in SPEECH_VERBS]
    if speaking:
        mention = speaking[-1]
        return Reading(_tag(body, offset, start, len(body), mention, mention.verb, place), mention, True)
    verbs = [
        m for m in re.finditer(r"\b([a-z]+)\b", body[start:]) if m.group(1) in SPEECH_VERBS or m.group(1) in _SAYING
    ]
    subjects = [m for m in inside if m.is_subject]
    if verbs and subjects:
        at = start + verbs[-1].start()
        earlier = [m for m in subjects if m.start < at] or subjects
        return Reading(_tag(body, offset, start, len(body), earlier[0], verbs[-1].group(1), place), earlier[0], True)
    if last == ":" and subjects:
        return Reading(_tag(body, offset, start, len(body), subjects[0], "", place), subjects[0], True)
    return None


_SAYING = frozenset(
    "saying crying calling shouting asking answering replying whispering muttering exclaiming adding".split()
)


def beat_subject(text: str, mentions: list[Mention], *, last: bool) -> Mention | None:
    """Return who acts in the first (or last) sentence of a narrated stretch."""
    bounds = sentence_bounds(text.rstrip())
    start, end = bounds[-1] if last else bounds[0]
    subjects = [m for m in mentions if m.is_subject and start <= m.start < end]
    if subjects:
        return subjects[0]
    # "His eyes widened": the owner of the subject
    owners = [
        m
        for m in mentions
        if start <= m.start < end and (text[m.end : m.end + 2] == "'s" or m.text.lower() in ("his", "her", "my"))
    ]
    if owners and owners[0].start - start < 12:
        return owners[0]
    return None


def _tag(text: str, offset: int, start: int, end: int, mention: Mention, verb: str, place: str) -> Tag:
    clause = text[start:end]
    adverbs = tuple(a for a in _ADVERB.findall(clause.lower()) if a not in _NOT_ADVERBS)
    return Tag(offset + start, offset + max(end, start + 1), verb, mention.text, place, adverbs)
