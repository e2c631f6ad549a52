"""A story read, stage after stage, so that a correction of it is read in a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from functools import partial

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.model import Advice, Identity, Line, Script, Story, TagMode
from drama.script.assembly import coverage, lines
from drama.script.attribution.advice import weighing
from drama.script.attribution.attribute import Watcher, attribute, read_turns
from drama.script.attribution.explain import Explainer, Explanation, piece_of
from drama.script.attribution.identity_evidence import identity_evidence, with_people
from drama.script.attribution.shared_names import with_namesakes_apart
from drama.script.attribution.turns import Turn
from drama.script.corrections.advised import Adviser
from drama.script.corrections.anchors import Anchors, Corrections
from drama.script.corrections.apply import Corrector
from drama.script.corrections.directed import with_directions
from drama.script.corrections.stated import StatedLines
from drama.script.delivery.tag_lines import dropped_tags, find_tags
from drama.script.people.hints import Hints
from drama.script.people.identity import Evidence, called, same_people, unsure_people
from drama.script.people.identity_reasons import chance_of, merge_identities, of_characters
from drama.script.people.merging import merged
from drama.script.people.roster import build_roster, forget_texts
from drama.script.people.self_introductions import self_introductions
from drama.script.people.tellers import teller_heard_as_narrator
from drama.script.quotes.no_marks import with_doubt
from drama.script.quotes.quotes import find_passages
from drama.script.scenes.scenes import divide
from drama.script.text.memory import NOTHING_KEPT, Memory
from drama.script.text.narration import Told, narration, with_names
from drama.script.text.spans import Attribution, Passage, Roster, SceneBreak, without_unspoken
from drama.script.thoughts.thoughts import find_thoughts


@dataclass(frozen=True, slots=True)
class Given:
    """What a story is read with."""

    hints: Hints = field(default_factory=Hints)
    corrections: Corrections = field(default_factory=Corrections)
    advice: Advice = field(default_factory=Advice)
    """What an assistant says of lines and people: evidence, where corrections are settled."""
    tags: TagMode = TagMode.KEEP
    language: Language = ENGLISH
    """What the story is written in: the tables and patterns that every stage reads it with."""


_Before = tuple[Roster, Evidence, frozenset[int]]
"""People before some were found to be one, what the turns say of that, and for whom it is settled."""


class Reading:
    """A story read: its script, made stage after stage, and what reading it with other corrections can take over."""

    script: Script
    """Who says what."""

    def __init__(self, story: Story, given: Given, memory: Memory = NOTHING_KEPT) -> None:
        self._story, self._given, self._memory = story, given, memory
        # They are made while nobody waits for a correction.
        self._row = anchors = self._anchors()
        corrector, adviser = Corrector(story, given.corrections, anchors), Adviser(story, given.advice, anchors)
        misplaced = len(corrector.warnings)
        found, self._told, stated = memory.kept("passages", (), self._read_passages)
        hints = stated.hints(corrector.hints(given.hints))
        self._passages = corrector.passages(found)
        roster, stated = self._read_people(stated, hints)
        self._roster = corrector.roster(roster, hints)
        self._roster = memory.kept("roster", self._roster, lambda: self._roster)
        told = narration(story, self._passages, self._roster, memory)
        self._breaks = memory.kept("scenes", (told, self._roster), lambda: divide(story, told, self._roster))
        opens = [one.paragraph for one in self._breaks]
        self._turns = memory.kept("turns", (self._passages, self._roster, opens), self._read_turns)
        told = self._identify(told, corrector, hints, adviser)
        pinned = corrector.known(self._passages, self._roster)
        self._known = stated.known(self._passages, self._roster) | pinned
        self._stated = self._known.keys() - pinned.keys()
        self._advices = adviser.advices(self._passages, self._roster)
        self._weights = weighing(given.advice.weight)
        self._attributions = self._attribute(memory=memory)
        forget_texts()
        script = self._assembled(told, corrector, stated, hints)
        coverage.check(script)
        identities = of_characters(self._identities, [character.name for character in script.characters])
        self._undirected = replace(script, warnings=(*story.warnings, *stated.warnings), identities=identities)
        self._unfollowed = tuple(corrector.warnings[misplaced:])
        self.script = self._directed(corrector)
        memory.close()

    def _direct_anew(self, corrections: Corrections) -> Reading:
        """Make this the reading with corrections that only direct lines otherwise, and return it."""
        self._given, self._memory = replace(self._given, corrections=corrections), self._memory.taken_over()
        corrector = Corrector(self._story, corrections, self._row)
        corrector.warnings += self._unfollowed
        self.script = self._directed(corrector)
        return self

    def _anchors(self) -> Anchors | None:
        """Return the words of the story in one row; None where nobody will correct the reading."""
        memory = self._memory
        return memory.kept("anchors", (), lambda: Anchors(self._story)) if memory.keeps else None

    def _directed(self, corrector: Corrector) -> Script:
        """Return the script as its lines are directed."""
        script = with_directions(self._undirected, corrector.directed, corrector.warn, corrector.warn_unused)
        return replace(script, warnings=(*script.warnings, *corrector.warnings))

    def corrected(self, corrections: Corrections) -> Reading:
        """Return the story read with other corrections; what they cannot reach is taken over.

        The result is that of reading it all anew. A pin, a skip and a thought cost some 5 % of that, a pin that
        makes speech of narration half; nearly all of it what changes who there is: a merge, a new name, a new person, a
        pin that makes narration of speech. What only says how lines are spoken costs next to nothing.
        """
        return self.again(replace(self._given, corrections=corrections))

    def again(self, given: Given) -> Reading:
        """Return the story read with something else given; what that cannot reach is taken over.

        The result is that of reading it all anew.
        """
        if replace(given, corrections=self._given.corrections) == self._given and self._only_directs(given.corrections):
            return copy(self)._direct_anew(given.corrections)  # noqa: SLF001 (of this class)
        return Reading(self._story, given, Memory(self._memory if given.language is self._given.language else None))

    def _only_directs(self, corrections: Corrections) -> bool:
        """Return whether corrections differ from those it was read with only in how lines are spoken."""
        keeps_places = bool(self._unfollowed)  # they name rows of the file
        now, before = (one.of_speakers(keeps_places=keeps_places) for one in (corrections, self._given.corrections))
        return now == before

    @property
    def story(self) -> Story:
        """The story that was read."""
        return self._story

    @property
    def given(self) -> Given:
        """What it was read with."""
        return self._given

    @property
    def anchors(self) -> Anchors:
        """The words of the story, to find and to make corrections by."""
        return self._row or Anchors(self._story)

    @property
    def work(self) -> int:
        """How many results were worked out for it, and not taken over from the reading that it corrects."""
        return self._memory.made

    # -------------------------------------------------------------- stages

    def _read_passages(self) -> tuple[tuple[Passage, ...], Story, StatedLines]:
        """Return the passages, the text in which people are looked for, and the lines that the source states."""
        stated = StatedLines(self._story)
        found = stated.passages(find_passages(self._story, self._given.language))
        return found, without_unspoken(self._story), stated

    def _read_people(self, stated: StatedLines, hints: Hints) -> tuple[Roster, StatedLines]:
        """Return who there is, and the stated lines that know it; those given are left as they are for others."""

        def read() -> tuple[Roster, StatedLines]:
            knowing = copy(stated)
            roster = build_roster(self._told, self._passages, hints, self._given.language)
            return knowing.roster(roster, hints), knowing

        # Who has a voice of their own says nothing of who they are.
        return self._memory.kept("people", (self._passages, replace(hints, own_voices=None)), read)

    def _read_turns(self) -> tuple[Turn, ...]:
        return read_turns(self._told, self._passages, self._roster, self._breaks)

    def _identify(
        self, told: tuple[Told, ...], corrector: Corrector, hints: Hints, adviser: Adviser
    ) -> tuple[Told, ...]:
        """Let people be who they are by what the turns say: none is two, and none is one whom a person told apart.

        Return what the narration tells, with the people in it called as they are then.
        """
        stated_names = (line.speaker or "" for line in self._story.given)
        fixed = frozenset((*corrector.merged, *hints.aliases, *hints.genders, *stated_names))
        advised = self._given.advice.people, self._given.advice.weight
        given = (self._roster, self._turns, self._breaks, told, fixed, frozenset(corrector.apart), advised)
        identified = partial(self._identified, told, fixed, corrector.apart, adviser)
        now = self._memory.kept("identified", given, identified)
        self._roster, self._turns, self._breaks, told, self._before, self._identities = now
        return told

    def _identified(
        self, told: tuple[Told, ...], fixed: Collection[str], apart: Iterable[str], adviser: Adviser
    ) -> tuple[Roster, tuple[Turn, ...], tuple[SceneBreak, ...], tuple[Told, ...], _Before, tuple[Identity, ...]]:
        """Return people, turns, scenes and narration as they are then, and what was known before people were merged.

        And who was merged and parted, and why.
        """
        roster, turns, identities = with_namesakes_apart(self._roster, self._turns, called(self._roster, fixed))
        if roster.people != self._roster.people:
            told = narration(self._story, self._passages, roster)
        parted, held = called(roster, apart), called(roster, fixed)
        introductions = self_introductions(self._told.text, self._passages, roster)
        evidence = identity_evidence(turns, introductions)
        before = roster, evidence, held | parted
        advised = adviser.people(roster)
        merges = same_people(roster, evidence, fixed=held, apart=parted, told=advised)
        if not merges and not parted:
            return roster, turns, self._breaks, told, before, identities
        people = roster.people
        roster, moved = merged(roster, merges)
        now = {person.name: roster.people[index].name for person, index in zip(people, moved, strict=True)}
        identities += tuple(merge_identities(before[0], roster, evidence, merges, advised))
        chances = {merge.merged: chance_of(merge.log_odds) for merge in merges}
        return (
            roster,
            tuple(with_people(turns, moved, parted, chances)),
            tuple(replace(it, point_of_view=now.get(it.point_of_view or "", it.point_of_view)) for it in self._breaks),
            with_names(told, now),
            before,
            identities,
        )

    def _attribute(
        self,
        *,
        watch: Watcher | None = None,
        watched: Collection[int] | None = None,
        memory: Memory = NOTHING_KEPT,
    ) -> tuple[Attribution, ...]:
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
            watched=watched,
            turns=self._turns,
            memory=memory,
        )
        return with_doubt(found, self._passages)

    def _assembled(self, told: tuple[Told, ...], corrector: Corrector, stated: StatedLines, hints: Hints) -> Script:
        """Return the script made of what has been found out."""
        story, memory = self._story, self._memory
        thoughts = find_thoughts(story, told, self._roster, self._breaks, self._attributions, memory=memory)
        thoughts = stated.thoughts(thoughts, self._passages, self._roster)
        thoughts = corrector.thoughts(thoughts, self._passages, self._roster)
        tags = find_tags(story, told, self._attributions, self._roster, memory)
        heard = teller_heard_as_narrator(self._roster, hints)
        quotes = (story, self._passages, self._attributions)
        dropped = dropped_tags(tags, self._given.tags, *quotes, self._breaks, self._roster, without_voice=heard)
        return lines.assemble(
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

    # -------------------------------------------------------------- what else can be asked of it

    def unsure(self) -> tuple[tuple[str, str], ...]:
        """Return the names of people of whom the turns leave open whether they are one."""
        roster, evidence, held = self._before
        pairs = unsure_people(roster, evidence, held)
        return tuple((roster.people[one].name, roster.people[other].name) for one, other in pairs)

    def explained(self, chosen: Iterable[Line]) -> dict[int, Explanation]:
        """Return why some lines of dialogue are whose they are."""
        pieces = {line.number: piece_of(line, self._attributions) for line in chosen}
        """Number of a line -> start of the spoken piece it is of."""
        wanted = frozenset(start for start in pieces.values() if start is not None)
        explainer = Explainer(self._roster, wanted, self._advices, self._weights)
        self._attribute(watch=explainer, watched=wanted, memory=Memory(self._memory, keeps=False))
        why = explainer.explanations
        return {number: why[start] for number, start in pieces.items() if start is not None and start in why}
