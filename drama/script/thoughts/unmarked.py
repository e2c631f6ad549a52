"""Thoughts that nothing marks: shown by person and tense alone, in narration that has neither."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from drama.script.thoughts.found_thought import FoundThought

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.languages.patterns import ThoughtPatterns
    from drama.script.text.narration import Sentence, View
    from drama.script.thoughts.narrative_mode import NarrativeMode
    from drama.script.thoughts.thinkers import Thinkers


def unmarked_thoughts(
    view: View, marked: Sequence[FoundThought], near: Thinkers, mode: NarrativeMode
) -> list[FoundThought]:
    """Return the sentences of a paragraph that are thoughts by person and tense, and those that go on with one."""
    sentences, patterns = _not_quoted(view), near.language.thoughts
    thinking = list(_overlapped(sentences, marked))
    rules = {at: rule for at, s in enumerate(sentences) if not thinking[at] and (rule := _rule(s, mode, patterns))}
    orders = [not thinking[at] and _is_order(sentence, mode, patterns) for at, sentence in enumerate(sentences)]
    for at in range(1, len(orders)):
        if orders[at - 1] and orders[at]:
            rules[at - 1] = rules[at] = "tense"
    for at in rules:
        thinking[at] = True
    rules |= dict.fromkeys(_going_on(sentences, thinking, patterns), "goes on")
    tagged = sorted(
        (thought for thought in marked if thought.rule == "thought tag" and thought.thinker),
        key=lambda thought: thought.start,
    )
    places = [thought.start for thought in tagged]
    found = []
    for at in sorted(rules):
        start, end, rule = sentences[at].start, sentences[at].end, rules[at]
        thought = FoundThought(start, end, rule, near.untagged(start), _WHY[rule])
        found.append(_with_thinker(thought, tagged, places))
    return found


_QUOTED = re.compile('["“„«][^"”»]*')
"""Narration in quotation marks: somebody wrote it."""


def _not_quoted(view: View) -> Sequence[Sentence]:
    """Return the sentences of a paragraph but those of a letter in quotation marks."""
    text = view.clean.text
    if not _QUOTED.search(text):
        return view.sentences
    quoted = [match.span() for low, high in view.regions for match in _QUOTED.finditer(text, low, high)]
    return [s for s in view.sentences if not any(low <= s.start < high for low, high in quoted)]


def _overlapped(sentences: Sequence[Sentence], marked: Sequence[FoundThought]) -> Iterator[bool]:
    """Yield for each sentence whether a thought stands in it."""
    ends = [thought.end for thought in marked]
    for sentence in sentences:
        at = bisect_right(ends, sentence.start)
        yield at < len(marked) and marked[at].start < sentence.end


def _going_on(sentences: Sequence[Sentence], thinking: list[bool], patterns: ThoughtPatterns) -> Iterator[int]:
    """Yield the sentences that belong to a thought beside them, marking them as thinking on the way."""
    for step in (1, -1):
        for at in range(len(sentences))[::step]:
            beside = at - step
            if thinking[at] or not (0 <= beside < len(thinking) and thinking[beside]):
                continue
            is_between = 0 <= at + step < len(thinking) and thinking[at + step]
            if _goes_on(sentences[at], patterns, before=step == -1 or is_between):
                thinking[at] = True
                yield at


_WHY = {
    "person": "first person in a third-person scene",
    "tense": "present tense and loose as speech in narration told in the past",
    "goes on": "goes on with the thought beside it",
}


def _rule(sentence: Sentence, mode: NarrativeMode, patterns: ThoughtPatterns) -> str | None:
    """Return by which rule a sentence alone is a thought; None if it is not."""
    count = len(sentence.text.split())
    if not 1 < count <= 25 or patterns.author.search(sentence.text) or patterns.quoting.search(sentence.text):
        return None
    if sentence.first_person and (sentence.present or not sentence.past):
        is_author = (sentence.past or mode.has_author) and not sentence.contracted and count > 10
        return None if is_author or (mode.is_intrusive and not sentence.contracted) else "person"
    if not mode.is_close or sentence.past or count > 14:
        return None
    if sentence.present and sentence.contracted and (sentence.plural_person or not sentence.second_person):
        return "tense"
    if _is_order(sentence, mode, patterns) and (
        sentence.contracted or sentence.second_person or patterns.and_so_on.search(sentence.text)
    ):
        return "tense"
    return None


def _is_order(sentence: Sentence, mode: NarrativeMode, patterns: ThoughtPatterns) -> bool:
    """Whether a sentence may be an order people give themselves."""
    return bool(
        mode.is_close
        and not sentence.past
        and sentence.subject is None
        and len(sentence.text) < 90
        and patterns.imperative.match(sentence.text)
        and not patterns.quoting.search(sentence.text)
    )


def _goes_on(sentence: Sentence, patterns: ThoughtPatterns, *, before: bool) -> bool:
    """Whether a sentence belongs to the thought beside it."""
    count = len(sentence.text.split())
    if count > 25 or patterns.quoting.search(sentence.text):
        return False
    if sentence.first_person or (sentence.present and (sentence.contracted or not sentence.past)):
        return True
    if sentence.subject is not None or count > 12:
        return False
    if sentence.text.startswith(("You ", "Your ")) or (not sentence.past and patterns.imperative.match(sentence.text)):
        return True
    if sentence.text.startswith(("How ", "What ")) and not sentence.past:
        return True
    return (
        before
        and not sentence.past
        and not sentence.present
        and count <= 3
        and not patterns.number.match(sentence.text)
    )


def _with_thinker(thought: FoundThought, tagged: Sequence[FoundThought], places: Sequence[int]) -> FoundThought:
    """Return a thought with the thinker of the nearest one in its paragraph that has a tag."""
    after = bisect_left(places, thought.start)
    beside = tagged[max(0, after - 1) : after + 1]
    if not beside:
        return thought
    return replace(thought, thinker=min(beside, key=lambda other: abs(other.start - thought.start)).thinker)
