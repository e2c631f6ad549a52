"""Finds inner speech in narration: set in italics, named by a tag, or shown by nothing but tense and person.

Free indirect speech ("Was he never coming back?") keeps the third person and the past: it stays narration.
So does whatever a first-person narrator tells. Where in doubt, it is narration: a listener forgives a thought
read by the narrator sooner than narration read by a character.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from drama.languages.en.names import NAME
from drama.model import UNKNOWN
from drama.script.text.narration import LONGEST, Names, clean_index, tense_and_person, views
from drama.script.text.sentences import sentence_ends
from drama.script.text.spans import Thought
from drama.script.thoughts.narrative_mode import Telling
from drama.script.thoughts.thinkers import Thinkers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from drama.model import Span, Story
    from drama.script.text.narration import Sentence, View
    from drama.script.text.spans import Attribution, Passage, Roster, SceneBreak


_CONFIDENCE = {"thought tag": 0.95, "italics": 0.85, "person": 0.85, "tense": 0.7, "goes on": 0.75}
_SELF = r"(?:him|her|my|it|them)(?:self|selves)"
_VERB = (
    rf"(?:thought|wondered|reali[sz]ed|mused|reflected|decided|reasoned|pondered|reckoned|figured|noted|"
    rf"marvelled|marveled|"
    rf"thinks|wonders|reali[sz]es|muses|decides|reckons|figures|(?:told|tells|reminded|reminds|asked|asks|"
    rf"chided|assured|warned) {_SELF}|told (?:the \w+|it)|prayed|begged|vowed)"
)
_WHO = rf"(?:[Hh]e|[Ss]he|I|{NAME}|[Tt]he \w+(?: \w+)?)"
_TAG = re.compile(
    rf"(?P<mark>[,?!…—–]|\.\.\.)[\"'”’*_]? (?:(?P<who>{_WHO}) (?:\w+ly |then |had |to {_SELF} )?(?P<verb>{_VERB})|"
    rf"(?P<verb2>thought|wondered|mused) (?P<who2>{_WHO})(?=[.,;:!?—–-]| (?:as|with|when|while|in|and|to|"
    rf"again)\b))\b(?P<rest>(?: again| then| to {_SELF}| \w+ly)?)"
)
_TAG_FIRST = re.compile(
    rf"(?<!\w)(?P<who>{_WHO}) (?:\w+ly |then )?(?P<verb>{_VERB})(?: again| to {_SELF})?(?P<mark>[,:]) (?=[A-Z“‘\"*_])"
)
# After a tag's verb these make it a clause of its own: "Anna thought it best", "he realized that".
_OBJECT = re.compile(
    r"\s(?:it|that|of|about|he|she|they|we|you|I|the|a|an|his|her|their|my|there|this|these|those|how|what|"
    r"whether|if|why|"
    r"where|who|which|no|not|him|them|me|us|nothing|so|to|over|on|upon|up|at|for|more|some|every|each|[A-Z]\w*)\b"
)
_LEAD_IN = re.compile(
    r"(?:After|Before|In|On|At|When|While|As|If|By|For|From|With|Without|During|Until|Till|Since|Then|Now|"
    r"Once|Later|Still|Suddenly|"
    r"Finally|Sometimes|Though|Although|Because|Unless|Whenever|Wherever|Here|There|And|But|So|Yet|Thus|"
    r"Hence|Upon|To|Of|Well|"
    r"Instead|Eventually|Meanwhile|Again|Afterwards?|Anyway|However|Besides|Indeed|Often|Always|Looking|"
    r"Watching|Walking|Standing|"
    r"Sitting|Lying|\w+ly)\b(?!['’])"
)
_PARTICIPLE = re.compile(r"(?!(?:[Nn]o|[Ss]ome|[Aa]ny|[Ee]very)thing\b)\w+ing\b")
_GOES_ON = re.compile(r"(?:[,:]|--|[—–]) ?(?=[\"“A-Za-z])")
_TELLS_ON = re.compile(r"(?:\w+ing|his|her|with|as|and|but|when|while|for|not|then)\b")
_QUOTING = re.compile(r"[\"“”«»]|^[(\[{<|]|^['‘]|['’]$")
# Orders people give themselves: enough of them to know one when it stands beside a thought.
_IMPERATIVE = re.compile(
    r"(?:(?:Then|Just|Now|Please|So|Okay|OK|Right|Come on|And|But|Always|Never|Oh|God),? ){0,2}(?:please,? )?"
    r"(?:[Dd]on['’]t|"
    r"[Ff]ind|[Gg]et|[Kk]eep|[Rr]un|[Mm]ove|[Bb]reathe|[Ff]ocus|[Tt]hink|[Ss]top|[Gg]o|[Ss]tay|[Hh]old|"
    r"[Ww]ait|[Ff]ight|[Kk]ill|[Bb]ring|"
    r"[Ll]ook|[Ll]isten|[Ll]et|[Tt]ake|[Tt]ell|[Ss]ay|[Ll]ift|[Pp]ull|[Pp]ush|[Hh]urry|[Rr]emember|[Ff]orget|"
    r"[Cc]alm|[Ss]teady|[Cc]ome|"
    r"[Tt]urn|[Gg]ive|[Ll]eave|[Mm]ake|[Dd]o|[Bb]e|[Ss]mile|[Tt]rust|[Pp]lay|[Ww]atch|[Cc]heck|[Ss]peak|"
    r"[Aa]sk|[Hh]ide|[Ss]wim|[Cc]limb|[Jj]ump|"
    r"[Cc]ount|[Ss]tart|[Oo]pen|[Ww]ork|[Bb]reak|[Ll]ive|[Ss]ave|[Ff]ly|[Ss]it|[Ss]tand|[Ww]alk|[Ff]ace|[Gg]rab|[Dd]rop|[Tt]hrow|[Uu]se|[Cc]atch|[Ww]ake|[Hh]elp)\b(?!['’-])"
)
_NUMBER = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\W*\Z", re.IGNORECASE)
_AND_SO_ON = re.compile(
    r",\s(?:and\s)?(?:find|get|keep|run|kill|bring|take|go|stop|stay|fight|turn|leave|make|find|hold|look|"
    r"tell|pull|push)\b"
)
_AUTHOR = re.compile(r"\b(?:[Rr]eader|hero|heroine|history|narrative|story|chapter|tale|novel|[Dd]ear)\b")
_SOUND_WORDS = """
bang boom crack crash click clack thud thump pop snap tick tock knock whoosh ring beep splash smack slam creak
hiss bam
"""
_SOUND = frozenset(_SOUND_WORDS.split())
_QUOTED_MATTER = re.compile(
    r"\b(?:said|read|reads|says|wrote|written|sign|note|letter|label|words?|"
    r"title[d]?|called|sang|song|inscription|message|spelled)\b[^.!?]*$"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A thought in the clean text of its paragraph."""

    start: int
    end: int
    rule: str
    thinker: str | None
    evidence: str


def find_thoughts(
    story: Story,
    passages: Sequence[Passage],
    roster: Roster,
    breaks: Sequence[SceneBreak] = (),
    attributions: Sequence[Attribution] = (),
) -> tuple[Thought, ...]:
    """Return the thoughts in the narration of a story, in order; none overlaps speech or another thought."""
    seen = views(story, passages, roster, attributions)
    told = Telling(seen, roster)
    names = Names(roster)
    scene_starts = [scene.paragraph for scene in breaks]
    emphasis = _Emphasis(story)
    found_in: list[list[_Found]] = []
    thinkers: dict[int, str] = {}
    for at, view in enumerate(seen):
        near = Thinkers(at, seen, names, scene_starts, thinkers)
        found = _tagged(view, near, first_person=told.is_first_person(at))
        found = _with(found, _italic(view, emphasis, near))
        if told.may_think_unmarked(at):
            found = _with(found, (one for one in _unmarked(view, found, near, told) if one.thinker))
        found_in.append(list(_merged(found, view.clean.text)))
        for one in found_in[-1]:
            if one.thinker:
                thinkers[at] = one.thinker
    return tuple(
        _thought(one, view)
        for view, found in zip(seen, _without_documents(found_in, seen), strict=True)
        for one in found
    )


def _thought(one: _Found, view: View) -> Thought:
    start, end = view.clean.source_span(one.start, one.end)
    confidence = _CONFIDENCE[one.rule] if one.thinker else 0.4
    return Thought(start, end, one.thinker or UNKNOWN, one.rule, confidence, (one.evidence,))


def _without_documents(found_in: Sequence[list[_Found]], seen: Sequence[View]) -> Iterator[list[_Found]]:
    """Yield what was found in each paragraph, but not in runs that are letters, prayers or verse.

    Those are paragraphs on end that would be nothing but unmarked thoughts, three or more of them.
    """
    whole = [
        len(found) == 1
        and found[0].rule not in {"thought tag", "italics"}
        and (found[0].start, found[0].end) == (view.sentences[0].start, view.sentences[-1].end)
        for found, view in zip(found_in, seen, strict=True)
    ]
    for is_whole, run in groupby(zip(whole, found_in, strict=True), key=itemgetter(0)):
        paragraphs = [found for _, found in run]
        yield from [[] for _ in paragraphs] if is_whole and len(paragraphs) >= 3 else paragraphs


# ------------------------------------------------------------------ named by a tag


def _tagged(view: View, near: Thinkers, *, first_person: bool) -> list[_Found]:
    text = view.clean.text
    starts = [sentence.start for sentence in view.sentences]
    found: list[_Found] = []
    floor = 0
    for low, high in view.regions:
        for match in _TAG.finditer(text, low, high):
            who, verb = match["who"] or match["who2"], match["verb"] or match["verb2"]
            after = match.end()
            if _OBJECT.match(text, after, high) or not starts or match.start() <= floor:
                continue
            start = starts[max(0, bisect_right(starts, match.start()) - 1)]
            if start < floor:  # a second tag in one sentence: its thought begins behind the first
                start = floor + len(text[floor : match.start()]) - len(text[floor : match.start()].lstrip(" ,;:—–-"))
            end = match.end("mark")
            tail = _tail(text, after, high)
            rest = text[tail[0] : tail[1]] if tail and text[tail[0]].islower() else ""
            if _TELLS_ON.match(rest) and not _is_now(rest):
                tail, rest = None, ""
            if not _is_inner(text[start:end], rest, first_person=first_person):
                continue
            thinker = near.tagged(who, match.start())
            evidence = _named_by(who, verb)
            found.append(_Found(start, end, "thought tag", thinker, evidence))
            floor = after
            if tail and (rest or _is_inner(text[tail[0] : tail[1]], "", first_person=first_person, after_tag=True)):
                found.append(_Found(*tail, "thought tag", thinker, evidence))
                floor = tail[1]
        first: list[_Found] = []
        for match in _TAG_FIRST.finditer(text, low, high):
            end = view.sentences[bisect_right(starts, match.end()) - 1].end if starts else high
            if _is_inner(text[match.end() : end], "", first_person=first_person, after_tag=True):
                thinker = near.tagged(match["who"], match.start())
                first.append(_Found(match.end(), end, "thought tag", thinker, _named_by(match["who"], match["verb"])))
        found = _with(found, first)
    return found


def _named_by(who: str, verb: str) -> str:
    return f"the tag “{who} {verb}”"


def _tail(text: str, after: int, high: int) -> tuple[int, int] | None:
    """Return where a thought goes on after its tag's comma or colon, up to the end of the sentence."""
    match = _GOES_ON.match(text, after, high)
    if match is None:
        return None
    return match.end(), next(iter(sentence_ends(text, match.end(), min(high, match.end() + LONGEST))), high)


def _is_now(words: str) -> bool:
    told = tense_and_person(words)
    return told.present and not told.past


def _is_inner(words: str, rest: str, *, first_person: bool, after_tag: bool = False) -> bool:
    """Whether words beside a thought tag are the thought itself, and not narration or free indirect speech."""
    whole = f"{words} {rest}"
    if not any(char.isalpha() for char in words) or len(words) > LONGEST:
        return False
    mark = tense_and_person(whole)
    if mark.present and not mark.past:
        return True
    if not first_person and (mark.first_person or mark.plural_person):
        return mark.present or not mark.past or not _LEAD_IN.match(words)
    if after_tag:
        return not mark.past or words.rstrip("\"'”’ ").endswith(("?", "!"))
    if mark.past or _LEAD_IN.match(words) or len(words.split()) > 12:
        return False
    return not _PARTICIPLE.match(words)


# ------------------------------------------------------------------ set in italics


class _Emphasis:
    """What the source sets in italics, ready to be asked by place."""

    def __init__(self, story: Story) -> None:
        self._spans = story.emphasis
        self._ends = [span.end for span in story.emphasis]

    def within(self, start: int, end: int) -> Iterator[Span]:
        """Yield the spans that lie between two offsets of the source."""
        for at in range(bisect_right(self._ends, start), len(self._spans)):
            if self._spans[at].start >= end:
                return
            if self._spans[at].start >= start and self._spans[at].end <= end:
                yield self._spans[at]


def _italic(view: View, emphasis: _Emphasis, near: Thinkers) -> Iterator[_Found]:
    clean = view.clean
    first, last = clean.source_span(0, len(clean.text)) if clean.text else (0, 0)
    for span in emphasis.within(first, last):
        low, high = clean_index(clean, span.start), clean_index(clean, span.end)
        region = next((r for r in view.regions if r[0] <= low and high <= r[1]), None)
        if region and high > low and _is_clause(clean.text, low, high, region):
            while high < region[1] and clean.text[high] in ".,!?…":
                high += 1
            yield _Found(low, high, "italics", near.untagged(low), "set in italics, a clause of its own")


def _is_clause(text: str, low: int, high: int, region: tuple[int, int]) -> bool:
    """Whether italics are a whole thought, and not a stressed word, a title, a sound or something read."""
    words = text[low:high]
    before = text[max(region[0], low - 200) : low].rstrip()
    if text[max(0, low - 1) : low] in {'"', "“", "'", "‘"}:
        return False
    if before and before[-1] not in '.!?…:;—–”"':
        return False
    closing = words.rstrip()[-1:] if words.rstrip()[-1:] in ".!?…—–" else text[high : high + 1]
    count = len(words.split())
    if closing not in {".", "!", "?", "…", "—", "–"} and not (closing == "" and count > 1):
        return False
    if count > 60 or (count == 1 and words.strip(" .!?…—–").lower() in _SOUND):
        return False
    return not (before.endswith(":") and _QUOTED_MATTER.search(before[-80:]))


# ------------------------------------------------------------------ shown by person and tense


def _unmarked(view: View, marked: Sequence[_Found], near: Thinkers, told: Telling) -> list[_Found]:
    """Return the sentences of a paragraph that are thoughts by person and tense, and those that go on with one."""
    sentences = view.sentences
    thinking = list(_overlapped(sentences, marked))
    rules = {at: rule for at, s in enumerate(sentences) if not thinking[at] and (rule := _rule(s, told))}
    orders = [not thinking[at] and _is_order(sentence, told) for at, sentence in enumerate(sentences)]
    for at in range(1, len(orders)):
        if orders[at - 1] and orders[at]:
            rules[at - 1] = rules[at] = "tense"
    for at in rules:
        thinking[at] = True
    rules |= dict.fromkeys(_going_on(sentences, thinking), "goes on")
    tagged = sorted((one for one in marked if one.rule == "thought tag" and one.thinker), key=lambda one: one.start)
    places = [one.start for one in tagged]
    found = []
    for at in sorted(rules):
        start, end, rule = sentences[at].start, sentences[at].end, rules[at]
        one = _Found(start, end, rule, near.untagged(start), _WHY[rule])
        found.append(_with_thinker(one, tagged, places))
    return found


def _overlapped(sentences: Sequence[Sentence], marked: Sequence[_Found]) -> Iterator[bool]:
    """Yield for each sentence whether a thought stands in it."""
    ends = [one.end for one in marked]
    for sentence in sentences:
        at = bisect_right(ends, sentence.start)
        yield at < len(marked) and marked[at].start < sentence.end


def _going_on(sentences: Sequence[Sentence], thinking: list[bool]) -> Iterator[int]:
    """Yield the sentences that belong to a thought beside them, marking them as thinking on the way."""
    for step in (1, -1):
        for at in range(len(sentences))[::step]:
            beside = at - step
            if thinking[at] or not (0 <= beside < len(thinking) and thinking[beside]):
                continue
            is_between = 0 <= at + step < len(thinking) and thinking[at + step]
            if _goes_on(sentences[at], before=step == -1 or is_between):
                thinking[at] = True
                yield at


_WHY = {
    "person": "first person in a third-person scene",
    "tense": "present tense and loose as speech in narration told in the past",
    "goes on": "goes on with the thought beside it",
}


def _rule(sentence: Sentence, told: Telling) -> str | None:
    """Return by which rule a sentence alone is a thought; None if it is not."""
    count = len(sentence.text.split())
    if not 1 < count <= 25 or _AUTHOR.search(sentence.text) or _QUOTING.search(sentence.text):
        return None
    if sentence.first_person and (sentence.present or not sentence.past):
        is_author = (sentence.past or told.has_author) and not sentence.contracted and count > 10
        return None if is_author or (told.is_intrusive and not sentence.contracted) else "person"
    if not told.is_close or sentence.past or count > 14:
        return None
    if sentence.present and sentence.contracted and (sentence.plural_person or not sentence.second_person):
        return "tense"
    if _is_order(sentence, told) and (
        sentence.contracted or sentence.second_person or _AND_SO_ON.search(sentence.text)
    ):
        return "tense"
    return None


def _is_order(sentence: Sentence, told: Telling) -> bool:
    """Whether a sentence may be an order people give themselves."""
    return bool(
        told.is_close
        and not sentence.past
        and sentence.subject is None
        and len(sentence.text) < 90
        and _IMPERATIVE.match(sentence.text)
        and not _QUOTING.search(sentence.text)
    )


def _goes_on(sentence: Sentence, *, before: bool) -> bool:
    """Whether a sentence belongs to the thought beside it."""
    count = len(sentence.text.split())
    if count > 25 or _QUOTING.search(sentence.text):
        return False
    if sentence.first_person or (sentence.present and (sentence.contracted or not sentence.past)):
        return True
    if sentence.subject is not None or count > 12:
        return False
    if sentence.text.startswith(("You ", "Your ")) or (not sentence.past and _IMPERATIVE.match(sentence.text)):
        return True
    if sentence.text.startswith(("How ", "What ")) and not sentence.past:
        return True
    return before and not sentence.past and not sentence.present and count <= 3 and not _NUMBER.match(sentence.text)


def _with_thinker(one: _Found, tagged: Sequence[_Found], places: Sequence[int]) -> _Found:
    """Return a thought with the thinker of the nearest one in its paragraph that has a tag."""
    after = bisect_left(places, one.start)
    beside = tagged[max(0, after - 1) : after + 1]
    if not beside:
        return one
    return replace(one, thinker=min(beside, key=lambda other: abs(other.start - one.start)).thinker)


# ------------------------------------------------------------------ put together


def _with(found: Sequence[_Found], more: Iterable[_Found]) -> list[_Found]:
    """Return what was found and whatever more, in order, does not overlap it."""
    starts = [one.start for one in found]
    kept = list(found)
    last_end = 0
    for one in more:
        after = bisect_left(starts, one.start)
        if one.start < last_end or one.end <= one.start:
            continue
        if (after and found[after - 1].end > one.start) or (after < len(found) and found[after].start < one.end):
            continue
        kept.append(one)
        last_end = one.end
    return sorted(kept, key=lambda one: one.start)


def _merged(found: Sequence[_Found], text: str) -> Iterator[_Found]:
    """Yield thoughts of one thinker that follow one another directly as one."""
    held: _Found | None = None
    for one in found:
        if held and one.thinker == held.thinker and not text[held.end : one.start].strip():
            surer = max(held, one, key=lambda of: _CONFIDENCE[of.rule])
            held = replace(held, end=one.end, rule=surer.rule, evidence=surer.evidence)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held
