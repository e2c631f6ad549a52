"""From a story to a script: who says what, in which scene, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.model import Kind, Line, Script, Story, TagMode
from drama.script.assembly import coverage, lines
from drama.script.attribution.attribute import Watcher, attribute
from drama.script.attribution.explain import Explainer, Explanation, piece_of
from drama.script.corrections.anchors import Anchors, Corrections, Naming, Pin
from drama.script.corrections.apply import Corrector
from drama.script.corrections.stated import StatedLines
from drama.script.delivery.tag_lines import dropped_tags, find_tags
from drama.script.people.hints import Hints
from drama.script.people.roster import NARRATOR_NAME, build_roster, forget_texts
from drama.script.people.tellers import teller_heard_as_narrator
from drama.script.quotes.no_marks import with_doubt
from drama.script.quotes.quotes import find_passages
from drama.script.scenes.scenes import divide
from drama.script.text.narration import narration
from drama.script.text.spans import Attribution, without_unspoken
from drama.script.thoughts.thoughts import find_thoughts

__all__ = [
    "NARRATOR_NAME",
    "Anchors",
    "Corrections",
    "Explanation",
    "Hints",
    "Naming",
    "Pin",
    "explain_lines",
    "read_script",
]


def read_script(
    story: Story,
    *,
    hints: Hints | None = None,
    corrections: Corrections | None = None,
    tags: TagMode = TagMode.KEEP,
    language: Language = ENGLISH,
) -> Script:
    """Return the script of a story: every line with its speaker, every character of the source accounted for.

    ``language`` is what the story is written in: the tables and patterns that every stage reads it with.

    What is dropped of the tags stands in :attr:`Script.unspoken`, with
    :data:`drama.script.assembly.lines.DROPPED_TAG` for a reason. Raises ScriptError if a character of the source
    would be lost.
    """
    return _Reading(story, hints or Hints(), corrections or Corrections(), tags, language).script


def explain_lines(
    story: Story,
    choose: Callable[[Line], bool],
    *,
    hints: Hints | None = None,
    corrections: Corrections | None = None,
    tags: TagMode = TagMode.KEEP,
    language: Language = ENGLISH,
) -> tuple[Script, Mapping[int, Explanation]]:
    """Return the script of a story, and for those lines of dialogue that ``choose`` picks why they are whose they are.

    Takes about twice the time of :func:`read_script`: speakers are decoded again once the script is known.
    """
    reading = _Reading(story, hints or Hints(), corrections or Corrections(), tags, language)
    chosen = [line for line in reading.script.lines if line.kind is Kind.DIALOGUE and choose(line)]
    return reading.script, reading.explained(chosen) if chosen else {}


class _Reading:
    """A script being made, stage after stage, and what explaining its lines needs of them."""

    def __init__(self, story: Story, hints: Hints, corrections: Corrections, mode: TagMode, language: Language) -> None:
        self._told = without_unspoken(story)
        corrector, stated = Corrector(story, corrections), StatedLines(story)
        hints = stated.hints(corrector.hints(hints))
        self._passages = corrector.passages(stated.passages(find_passages(story, language)))
        roster = stated.roster(build_roster(self._told, self._passages, hints, language), hints)
        self._roster = corrector.roster(roster, hints)
        told = narration(story, self._passages, self._roster)
        self._breaks = divide(story, told, self._roster)
        pinned = corrector.known(self._passages, self._roster)
        self._known = stated.known(self._passages, self._roster) | pinned
        self._stated = self._known.keys() - pinned.keys()
        self._attributions = self._attribute()
        forget_texts()
        thoughts = find_thoughts(story, told, self._roster, self._breaks, self._attributions)
        thoughts = stated.thoughts(thoughts, self._passages, self._roster)
        thoughts = corrector.thoughts(thoughts, self._passages, self._roster)
        quotes = (story, self._passages, self._attributions)
        tags = find_tags(*quotes, self._roster)
        heard = teller_heard_as_narrator(self._roster, hints)
        dropped = dropped_tags(tags, mode, *quotes, self._breaks, self._roster, without_voice=heard)
        script = lines.assemble(
            story,
            self._passages,
            self._roster,
            thoughts,
            self._breaks,
            self._attributions,
            tags,
            dropped,
            corrector.left_out,
            stated.lines(self._passages),
        )
        coverage.check(script)
        self.script = replace(script, warnings=(*story.warnings, *stated.warnings, *corrector.warnings))

    def explained(self, chosen: Iterable[Line]) -> dict[int, Explanation]:
        """Return why some lines of dialogue are whose they are."""
        pieces = {line.number: piece_of(line, self._attributions) for line in chosen}
        """Number of a line -> start of the spoken piece it is of."""
        explainer = Explainer(self._roster, frozenset(start for start in pieces.values() if start is not None))
        self._attribute(explainer)
        why = explainer.explanations
        return {number: why[start] for number, start in pieces.items() if start is not None and start in why}

    def _attribute(self, watch: Watcher | None = None) -> tuple[Attribution, ...]:
        found = attribute(
            self._told,
            self._passages,
            self._roster,
            self._breaks,
            known=self._known,
            stated=self._stated,
            watch=watch,
        )
        return with_doubt(found, self._passages)
