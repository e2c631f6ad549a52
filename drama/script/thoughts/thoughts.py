"""Finds inner speech in narration: set in italics, named by a tag, or shown by nothing but tense and person.

Free indirect speech ("Was he never coming back?") keeps the third person and the past: it stays narration.
So does whatever a first-person narrator tells. Where in doubt, it is narration: a listener forgives a thought
read by the narrator sooner than narration read by a character.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from drama.model import UNKNOWN
from drama.script.text.memory import NOTHING_KEPT, Memory
from drama.script.text.narration import Names, views
from drama.script.text.spans import Thought
from drama.script.thoughts.found_thought import FoundThought, with_more
from drama.script.thoughts.italics import italic_thoughts
from drama.script.thoughts.narrative_mode import NarrativeMode
from drama.script.thoughts.thinkers import Thinkers, reach
from drama.script.thoughts.thought_tags import tagged_thoughts
from drama.script.thoughts.unmarked import unmarked_thoughts
from drama.script.thoughts.written_matter import WrittenMatter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drama.model import Story
    from drama.script.text.narration import Told, View
    from drama.script.text.spans import Attribution, Roster, SceneBreak


_CONFIDENCE = {"thought tag": 0.95, "italics": 0.85, "person": 0.85, "tense": 0.7, "goes on": 0.75}
_NOBODY_KNOWN = 0.4
"""The same where it is a thought and nobody is known to think it."""


def find_thoughts(
    story: Story,
    told: Sequence[Told],
    roster: Roster,
    breaks: Sequence[SceneBreak] = (),
    attributions: Sequence[Attribution] = (),
    *,
    memory: Memory = NOTHING_KEPT,
) -> tuple[Thought, ...]:
    """Return the thoughts in the narration of a story, in order; none overlaps speech or another thought."""
    seen = views(told, roster, attributions, memory)
    mode = memory.kept("narrative mode", (told, roster), lambda: NarrativeMode(seen, roster))
    written = memory.kept("written matter", (told, roster), lambda: WrittenMatter(story, seen, roster.language))
    names = Names(roster)
    scene_starts = [scene.paragraph for scene in breaks]
    found_in: list[list[FoundThought]] = []
    thinkers: dict[int, str] = {}

    def found(at: int) -> list[FoundThought]:
        names.start_paragraph(seen[at].clean.source(0))
        return _found(seen[at], at, Thinkers(at, seen, names, scene_starts, thinkers), mode, written)

    for at in range(len(seen)):
        low, high = reach(at)
        given = (seen[low:high], tuple(map(thinkers.get, range(low, at))), mode, breaks)
        found_in.append(memory.kept(("thoughts", seen[at].paragraph), given, partial(found, at)))
        for thought in found_in[-1]:
            if thought.thinker:
                thinkers[at] = thought.thinker
    return tuple(
        _in_source(thought, view)
        for view, found in zip(seen, _without_documents(found_in, seen), strict=True)
        for thought in found
    )


def _found(view: View, at: int, near: Thinkers, mode: NarrativeMode, written: WrittenMatter) -> list[FoundThought]:
    """Return the thoughts of a paragraph."""
    found = tagged_thoughts(view, near, first_person=mode.is_first_person(at))
    found = with_more(found, italic_thoughts(view, written.emphasis, near, partial(written.holds, at)))
    if mode.may_think_unmarked(at) and not written.is_document(at):
        unmarked = unmarked_thoughts(view, found, near, mode)
        italics = [it for it in written.italics(at) if not _is_thought_in(it, found) and written.holds(at, *it)]
        found = with_more(found, (it for it in unmarked if it.thinker and not _is_within(it, italics)))
    return list(_merged(found, view.clean.text))


def _is_thought_in(bounds: tuple[int, int], found: Sequence[FoundThought]) -> bool:
    return any(thought.start < bounds[1] and bounds[0] < thought.end for thought in found)


def _is_within(thought: FoundThought, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a thought that nothing marks stands in italics, which are looked at by themselves."""
    return any(low <= thought.start and thought.end - _MARK <= high for low, high in stretches)


_MARK = 1
"""A full stop may stand outside of italics."""


def _in_source(thought: FoundThought, view: View) -> Thought:
    start, end = view.clean.source_span(thought.start, thought.end)
    confidence = _CONFIDENCE[thought.rule] if thought.thinker else _NOBODY_KNOWN
    return Thought(start, end, thought.thinker or UNKNOWN, thought.rule, confidence, (thought.evidence,))


def _without_documents(found_in: Sequence[list[FoundThought]], seen: Sequence[View]) -> Iterator[list[FoundThought]]:
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


def _merged(found: Sequence[FoundThought], text: str) -> Iterator[FoundThought]:
    """Yield thoughts of one thinker that follow one another directly as one."""
    held: FoundThought | None = None
    for thought in found:
        if held and thought.thinker == held.thinker and not text[held.end : thought.start].strip():
            surer = max(held, thought, key=lambda of: _CONFIDENCE[of.rule])
            held = replace(held, end=thought.end, rule=surer.rule, evidence=surer.evidence)
            continue
        if held:
            yield held
        held = thought
    if held:
        yield held
