"""From a story to a script: who says what, in which scene, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import partial

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.model import Kind, Line, Script, Story, TagMode
from drama.script.assembly import coverage, lines
from drama.script.attribution.attribute import Watcher, attribute, read_turns
from drama.script.attribution.explain import Explainer, Explanation, piece_of
from drama.script.attribution.identity_evidence import identity_evidence, with_people
from drama.script.attribution.turns import Turn
from drama.script.corrections.anchors import Anchors, Corrections, Naming, Pin
from drama.script.corrections.apply import Corrector
from drama.script.corrections.stated import StatedLines
from drama.script.delivery.tag_lines import dropped_tags, find_tags
from drama.script.people.hints import Hints
from drama.script.people.identity import called, merged, same_people
from drama.script.people.roster import NARRATOR_NAME, build_roster, forget_texts
from drama.script.people.tellers import teller_heard_as_narrator
from drama.script.quotes.quotes import find_passages
from drama.script.scenes.scenes import divide
from drama.script.text.memory import NOTHING_KEPT, Memory
from drama.script.text.narration import Told, narration, with_names
from drama.script.text.spans import Attribution, Passage, Roster, SceneBreak, without_unspoken
from drama.script.thoughts.thoughts import find_thoughts

__all__ = [
    "NARRATOR_NAME",
    "Anchors",
    "Corrections",
    "Explanation",
    "Hints",
    "Naming",
    "Pin",
    "Reading",
    "explain_lines",
    "read",
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
    return Reading(story, hints, corrections, tags, language, NOTHING_KEPT).script


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
    reading = Reading(story, hints, corrections, tags, language, NOTHING_KEPT)
    chosen = [line for line in reading.script.lines if line.kind is Kind.DIALOGUE and choose(line)]
    return reading.script, reading.explained(chosen) if chosen else {}


def read(
    story: Story,
    *,
    hints: Hints | None = None,
    corrections: Corrections | None = None,
    tags: TagMode = TagMode.KEEP,
    language: Language = ENGLISH,
) -> Reading:
    """Return the reading of a story, which is read again in a moment once something of it is corrected.

    :attr:`Reading.script` is what :func:`read_script` returns.
    """
    return Reading(story, hints, corrections, tags, language, Memory())


class Reading:
    """A story read: its script, made stage after stage, and what reading it with other corrections can take over."""

    script: Script
    """Who says what."""

    def __init__(  # noqa: PLR0917 - what a script is made of, and what was made of it before
        self,
        story: Story,
        hints: Hints | None,
        corrections: Corrections | None,
        mode: TagMode,
        language: Language,
        memory: Memory,
    ) -> None:
        self._story, self._given_hints, self._mode, self._language = story, hints or Hints(), mode, language
        self._memory = memory

        # They are made while nobody waits for a correction.
        anchors = memory.kept("anchors", (), lambda: Anchors(story)) if memory.keeps else None
        corrector = Corrector(story, corrections or Corrections(), anchors)
        found, self._told, stated = memory.kept("passages", (), self._read_passages)
        hints = stated.hints(corrector.hints(self._given_hints))
        self._passages = corrector.passages(found)
        roster, stated = self._read_people(stated, hints)
        self._roster = corrector.roster(roster, hints)
        self._roster = memory.kept("roster", self._roster, lambda: self._roster)
        told = narration(story, self._passages, self._roster, memory)
        self._breaks = memory.kept("scenes", (told, self._roster), lambda: divide(story, told, self._roster))
        opens = [one.paragraph for one in self._breaks]
        self._turns = memory.kept("turns", (self._passages, self._roster, opens), self._read_turns)
        listed = frozenset(
            (*corrector.merged, *hints.aliases, *hints.genders, *(it.speaker or "" for it in story.given))
        )
        given = (self._roster, self._turns, self._breaks, told, listed, frozenset(corrector.apart))
        identified = memory.kept("identified", given, partial(self._identified, told, listed, corrector.apart))
        self._roster, self._turns, self._breaks, told = identified
        pinned = corrector.known(self._passages, self._roster)
        self._known = stated.known(self._passages, self._roster) | pinned
        self._stated = self._known.keys() - pinned.keys()
        self._attributions = self._attribute(memory=memory)
        forget_texts()
        thoughts = find_thoughts(story, told, self._roster, self._breaks, self._attributions, memory=memory)
        thoughts = stated.thoughts(thoughts, self._passages, self._roster)
        thoughts = corrector.thoughts(thoughts, self._passages, self._roster)
        tags = find_tags(story, told, self._attributions, self._roster, memory)
        heard = teller_heard_as_narrator(self._roster, hints)
        quotes = (story, self._passages, self._attributions)
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
            memory,
        )
        coverage.check(script)
        self.script = replace(script, warnings=(*story.warnings, *stated.warnings, *corrector.warnings))
        memory.close()

    def corrected(self, corrections: Corrections) -> Reading:
        """Return the story read with other corrections than these; what they cannot reach is taken over.

        The result is that of reading it all anew. Pins cost a twentieth of that, and up to a tenth; a new person, a
        merge and a pin that makes speech of narration more, as they may change who there is.
        """
        memory = Memory(self._memory)
        return Reading(self._story, self._given_hints, corrections, self._mode, self._language, memory)

    @property
    def work(self) -> int:
        """How many results were worked out for it, and not taken over from the reading that it corrects."""
        return self._memory.made

    def _read_passages(self) -> tuple[tuple[Passage, ...], Story, StatedLines]:
        """Return the passages, the text in which people are looked for, and the lines that the source states."""
        stated = StatedLines(self._story)
        found = stated.passages(find_passages(self._story, self._language))
        return found, without_unspoken(self._story), stated

    def _read_people(self, stated: StatedLines, hints: Hints) -> tuple[Roster, StatedLines]:
        """Return who there is, and the stated lines that know it; those given are left as they are for others."""

        def read() -> tuple[Roster, StatedLines]:
            knowing = copy(stated)
            return knowing.roster(build_roster(self._told, self._passages, hints, self._language), hints), knowing

        return self._memory.kept("people", (self._passages, hints), read)

    def _read_turns(self) -> tuple[Turn, ...]:
        return read_turns(self._told, self._passages, self._roster, self._breaks)

    def _identified(
        self, told: tuple[Told, ...], fixed: Iterable[str], apart: Iterable[str]
    ) -> tuple[Roster, tuple[Turn, ...], tuple[SceneBreak, ...], tuple[Told, ...]]:
        """Return people, turns, scenes and narration in which people are one who are by what the turns say.

        None of those whom a person has told apart.
        """
        parted = called(self._roster, apart)
        held = called(self._roster, fixed)
        merges = same_people(self._roster, identity_evidence(self._turns), fixed=held, apart=parted)
        if not merges and not parted:
            return self._roster, self._turns, self._breaks, told
        roster, moved = merged(self._roster, merges)
        names = zip(self._roster.people, moved, strict=True)
        now = {person.name: roster.people[index].name for person, index in names}
        return (
            roster,
            tuple(with_people(self._turns, moved, parted)),
            tuple(replace(it, point_of_view=now.get(it.point_of_view or "", it.point_of_view)) for it in self._breaks),
            with_names(told, now),
        )

    def explained(self, chosen: Iterable[Line]) -> dict[int, Explanation]:
        """Return why some lines of dialogue are whose they are."""
        pieces = {line.number: piece_of(line, self._attributions) for line in chosen}
        """Number of a line -> start of the spoken piece it is of."""
        explainer = Explainer(self._roster, frozenset(start for start in pieces.values() if start is not None))
        self._attribute(watch=explainer)
        why = explainer.explanations
        return {number: why[start] for number, start in pieces.items() if start is not None and start in why}

    def _attribute(self, *, watch: Watcher | None = None, memory: Memory = NOTHING_KEPT) -> tuple[Attribution, ...]:
        return attribute(
            self._told,
            self._passages,
            self._roster,
            self._breaks,
            known=self._known,
            stated=self._stated,
            watch=watch,
            turns=self._turns,
            memory=memory,
        )
