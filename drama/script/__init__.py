"""From a story to a script: who says what, in which scene, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.model import Advice, Kind, Line, Script, Story, TagMode
from drama.script.assembly import coverage, lines
from drama.script.attribution.advice import weighing
from drama.script.attribution.attribute import Watcher, attribute, read_turns
from drama.script.attribution.explain import Explainer, Explanation, piece_of
from drama.script.attribution.identity_evidence import identity_evidence, with_people
from drama.script.attribution.shared_names import with_namesakes_apart
from drama.script.corrections.advised import Adviser
from drama.script.corrections.anchors import Anchors, Corrections, Naming, Pin
from drama.script.corrections.apply import Corrector
from drama.script.corrections.stated import StatedLines
from drama.script.delivery.tag_lines import dropped_tags, find_tags
from drama.script.people.hints import Hints
from drama.script.people.identity import called, merged, same_people, unsure_people
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
    "doubtful_lines",
    "explain_lines",
    "read_script",
]


def read_script(
    story: Story,
    *,
    hints: Hints | None = None,
    corrections: Corrections | None = None,
    advice: Advice | None = None,
    tags: TagMode = TagMode.KEEP,
    language: Language = ENGLISH,
) -> Script:
    """Return the script of a story: every line with its speaker, every character of the source accounted for.

    ``advice`` is what an assistant says of lines and people: evidence, where corrections are settled. ``language`` is
    what the story is written in: the tables and patterns that every stage reads it with.

    What is dropped of the tags stands in :attr:`Script.unspoken`, with
    :data:`drama.script.assembly.lines.DROPPED_TAG` for a reason. Raises ScriptError if a character of the source
    would be lost.
    """
    return _Reading(
        story, hints or Hints(), corrections or Corrections(), advice or Advice(), tags, language=language
    ).script


def explain_lines(
    story: Story,
    choose: Callable[[Line], bool],
    *,
    hints: Hints | None = None,
    corrections: Corrections | None = None,
    advice: Advice | None = None,
    tags: TagMode = TagMode.KEEP,
    language: Language = ENGLISH,
) -> tuple[Script, Mapping[int, Explanation]]:
    """Return the script of a story, and for those lines of dialogue that ``choose`` picks why they are whose they are.

    Takes about twice the time of :func:`read_script`: speakers are decoded again once the script is known.
    """
    reading = _Reading(
        story, hints or Hints(), corrections or Corrections(), advice or Advice(), tags, language=language
    )
    chosen = [line for line in reading.script.lines if line.kind is Kind.DIALOGUE and choose(line)]
    return reading.script, reading.explained(chosen) if chosen else {}


def doubtful_lines(
    story: Story,
    choose: Callable[[Line], bool],
    *,
    hints: Hints | None = None,
    corrections: Corrections | None = None,
    advice: Advice | None = None,
    tags: TagMode = TagMode.KEEP,
) -> tuple[Script, Mapping[int, Explanation], tuple[tuple[str, str], ...]]:
    """Return what :func:`explain_lines` does, and the names of people who may or may not be one."""
    reading = _Reading(
        story, hints or Hints(), corrections or Corrections(), advice or Advice(), tags, language=ENGLISH
    )
    chosen = [line for line in reading.script.lines if line.kind is Kind.DIALOGUE and choose(line)]
    return reading.script, reading.explained(chosen) if chosen else {}, reading.unsure()


class _Reading:
    """A script being made, stage after stage, and what explaining its lines needs of them."""

    def __init__(
        self,
        story: Story,
        hints: Hints,
        corrections: Corrections,
        advice: Advice,
        mode: TagMode,
        *,
        language: Language,
    ) -> None:
        self._told = without_unspoken(story)
        corrector, stated, adviser = Corrector(story, corrections), StatedLines(story), Adviser(story, advice)
        hints = stated.hints(corrector.hints(hints))
        self._passages = corrector.passages(stated.passages(find_passages(story, language)))
        roster = stated.roster(build_roster(self._told, self._passages, hints, language), hints)
        self._roster = corrector.roster(roster, hints)
        told = narration(story, self._passages, self._roster)
        self._breaks = divide(story, told, self._roster)
        self._turns = read_turns(self._told, self._passages, self._roster, self._breaks)
        listed = (*corrector.merged, *hints.aliases, *hints.genders)
        self._identify({*listed, *(line.speaker or "" for line in story.given)}, corrector.apart, adviser)
        pinned = corrector.known(self._passages, self._roster)
        self._known = stated.known(self._passages, self._roster) | pinned
        self._stated = self._known.keys() - pinned.keys()
        self._advices = adviser.advices(self._passages, self._roster)
        self._weights = weighing(advice.weight)
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

    def _identify(self, fixed: Iterable[str], apart: Iterable[str], adviser: Adviser) -> None:
        """Let people be one who are by what the turns say, but none whom a person has told apart."""
        self._roster, self._turns = with_namesakes_apart(self._roster, self._turns, called(self._roster, fixed))
        parted = called(self._roster, apart)
        held = called(self._roster, fixed)
        evidence = identity_evidence(self._turns)
        self._before = self._roster, evidence, held | parted
        told = adviser.people(self._roster)
        merges = same_people(self._roster, evidence, fixed=held, apart=parted, told=told)
        if merges or parted:
            names = [person.name for person in self._roster.people]
            self._roster, moved = merged(self._roster, merges)
            self._turns = tuple(with_people(self._turns, moved, parted))
            renamed = {name: self._roster.people[person].name for name, person in zip(names, moved, strict=True)}
            self._breaks = tuple(
                replace(it, point_of_view=renamed.get(it.point_of_view or "", it.point_of_view)) for it in self._breaks
            )

    def unsure(self) -> tuple[tuple[str, str], ...]:
        """Return the names of people of whom the turns leave open whether they are one."""
        roster, evidence, held = self._before
        pairs = unsure_people(roster, evidence, held)
        return tuple((roster.people[one].name, roster.people[other].name) for one, other in pairs)

    def explained(self, chosen: Iterable[Line]) -> dict[int, Explanation]:
        """Return why some lines of dialogue are whose they are."""
        pieces = {line.number: piece_of(line, self._attributions) for line in chosen}
        """Number of a line -> start of the spoken piece it is of."""
        explainer = Explainer(
            self._roster,
            frozenset(start for start in pieces.values() if start is not None),
            self._advices,
            self._weights,
        )
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
            advices=self._advices,
            weights=self._weights,
            watch=watch,
            turns=self._turns,
        )
        return with_doubt(found, self._passages)
