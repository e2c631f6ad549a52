"""Thoughts that a tag names as such: "I'm late, thought Anna.", "Anna wondered: Am I late?"."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from drama.script.text.narration import LONGEST, tense_and_person
from drama.script.text.sentences import sentence_ends
from drama.script.thoughts.found_thought import FoundThought, with_more

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.languages.base import Language
    from drama.script.text.narration import View
    from drama.script.thoughts.thinkers import Thinkers


def tagged_thoughts(view: View, near: Thinkers, *, first_person: bool) -> list[FoundThought]:
    """Return the thoughts of a paragraph that a tag names as such: "I'm late, thought Anna."."""
    text, language = view.clean.text, near.language
    patterns = language.thoughts
    starts = [sentence.start for sentence in view.sentences]
    found: list[FoundThought] = []
    floor = 0
    for low, high in view.regions:
        for match in patterns.tag.finditer(text, low, high):
            who, verb = match["who"] or match["who2"], match["verb"] or match["verb2"]
            after = match.end()
            if patterns.object.match(text, after, high) or not starts or match.start() <= floor:
                continue
            start = starts[max(0, bisect_right(starts, match.start()) - 1)]
            if start < floor:  # a second tag in one sentence: its thought begins behind the first
                start = floor + len(text[floor : match.start()]) - len(text[floor : match.start()].lstrip(" ,;:—–-"))
            end = match.end("mark")
            tail = _tail(text, after, high, language)
            rest = text[tail[0] : tail[1]] if tail and text[tail[0]].islower() else ""
            if patterns.tells_on.match(rest) and not _is_now(rest, language):
                tail, rest = None, ""
            if not _is_inner(text[start:end], rest, language, first_person=first_person):
                continue
            thinker = near.tagged(who, match.start())
            evidence = _named_by(who, verb)
            found.append(FoundThought(start, end, "thought tag", thinker, evidence))
            floor = after
            if tail and (
                rest or _is_inner(text[tail[0] : tail[1]], "", language, first_person=first_person, after_tag=True)
            ):
                found.append(FoundThought(*tail, "thought tag", thinker, evidence))
                floor = tail[1]
        found = with_more(found, _behind_tags(view, starts, near, (low, high), first_person=first_person))
    return found


def _behind_tags(
    view: View, starts: Sequence[int], near: Thinkers, region: tuple[int, int], *, first_person: bool
) -> Iterator[FoundThought]:
    """Yield the thoughts of a stretch that a tag stands before: "Anna thought: I'm late."."""
    text, (low, high) = view.clean.text, region
    for match in near.language.thoughts.tag_first.finditer(text, low, high):
        start, end = match.end(), view.sentences[bisect_right(starts, match.end()) - 1].end if starts else high
        if _is_inner(text[start:end], "", near.language, first_person=first_person, after_tag=True):
            thinker = near.tagged(match["who"], match.start())
            yield FoundThought(start, end, "thought tag", thinker, _named_by(match["who"], match["verb"]))


def _named_by(who: str, verb: str) -> str:
    return f"the tag “{who} {verb}”"


def _tail(text: str, after: int, high: int, language: Language) -> tuple[int, int] | None:
    """Return where a thought goes on after its tag's comma or colon, up to the end of the sentence."""
    match = language.thoughts.goes_on.match(text, after, high)
    if match is None:
        return None
    return match.end(), next(
        iter(sentence_ends(text, match.end(), min(high, match.end() + LONGEST), language=language)), high
    )


def _is_now(words: str, language: Language) -> bool:
    telling = tense_and_person(words, language)
    return telling.present and not telling.past


def _is_inner(words: str, rest: str, language: Language, *, first_person: bool, after_tag: bool = False) -> bool:
    """Whether words beside a thought tag are the thought itself, and not narration or free indirect speech."""
    whole = f"{words} {rest}"
    if not any(char.isalpha() for char in words) or len(words) > LONGEST:
        return False
    patterns, telling = language.thoughts, tense_and_person(whole, language)
    if telling.present and not telling.past:
        return True
    if not first_person and (telling.first_person or telling.plural_person):
        return telling.present or not telling.past or not patterns.lead_in.match(words)
    if after_tag:
        return not telling.past or words.rstrip("\"'”’ ").endswith(("?", "!"))
    if telling.past or patterns.lead_in.match(words) or len(words.split()) > 12:
        return False
    return not patterns.participle.match(words)
