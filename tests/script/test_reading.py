"""A reading that is corrected is what reading the story with the corrections anew makes, with little of the work."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.errors import ScriptError
from drama.model import Kind, Line, LineDirection, Manner, Script, Story, TagMode
from drama.readers import parse_text
from drama.readers.structure.conversations import with_labelled_speech
from drama.readers.structure.teller_headings import with_teller_headings
from drama.script import Anchors, Corrections, Naming, Pin, Reading, explain_lines, read, read_script

_PEOPLE = ("Sunniva Holt", "Ravi Marsh", "Mrs. Tolland", "Jory", "the ferryman")
_SAID = (
    "“The sluice is open again,” said {a}.",
    "“Who has the key?” {he} asked.",
    "“Not I.”",
    "“{b}, come here!” called {a}, and laughed.",
    "“It was you, {b}.” {a} put the lamp down.",
    "“Then we wait,” {he} muttered into the telephone.",
    "“Yes,” said {a}. “And no,” said {b}.",
    "“So I thought.”",
)
_TOLD = (
    "{a} went to the window. {He} had never liked the weir, and it did not like {him}.",
    "{b} left without a word.",
    "The water lay quite still. *Where is everybody?* {a} wondered whether {b} knew.",
    "Late, late, thought {a}. The rain came down on the roof and stayed.",
    "The old captain nodded. {He} looked at {b} for a long while.",
    "An hour later {a} stood in the kitchen, where {b} was cutting bread.",
)


def chapters(seed: int, paragraphs: int) -> str:
    """Return a made-up story of several people, long enough for several blocks of turns."""
    rng = random.Random(seed)
    found = ["# The weir"]
    for number in range(paragraphs):
        if number % 45 == 44:
            found.append(f"## Chapter {number // 45 + 1}")
        a, b = rng.sample(_PEOPLE, 2)
        he, him = ("she", "her") if a in {"Sunniva Holt", "Mrs. Tolland"} else ("he", "him")
        sort = _SAID if rng.random() < 0.75 else _TOLD
        words = rng.choice(sort).format(a=a, b=b, he=he, He=he.capitalize(), him=him)
        found.append(words[:1].upper() + words[1:])
    return "\n\n".join(found)


_TOLD_BY_I = """# Sunniva

I came down to the weir before it was light. “You are late,” said Ravi, and I laughed.

“Am I?” I said. “Sunniva is never late.”

He shook his head. What was I to do with him? “Come in, Sunniva,” he said.

“I am in.”

# Ravi

She stood there, and I did not know what to say. “Tea?” I asked.

“Please,” said Sunniva. *He has forgotten,* I thought.

“Jory is here,” she said. A man came in. “Jory,” he said.

“So he is,” I said.
"""
_LABELLED = """The phones had been going since noon.

Sunniva: where are you
Ravi: at the weir
Sunniva: with Jory?
Ravi: with Jory

“She writes all day,” said Jory. He looked over at the screen. “Let me see.”

“No,” said Ravi.

Jory: I can write too
Sunniva: who is this
"""
STORIES = {
    "third person": parse_text(chapters(3, 260), markdown=True),
    "short": parse_text(chapters(5, 24), markdown=True),
    "told by two": with_teller_headings(parse_text(_TOLD_BY_I, markdown=True)),
    "stated speakers": with_labelled_speech(parse_text(_LABELLED)),
}


@dataclass
class Desk:
    """Somebody who corrects a reading step after step."""

    reading: Reading
    anchors: Anchors
    pins: list[Pin] = field(default_factory=list)
    people: dict[str, Naming] = field(default_factory=dict)

    @property
    def corrections(self) -> Corrections:
        return Corrections(tuple(self.pins), dict(self.people))

    def correct(self, rng: random.Random) -> None:
        """Decide something, or take something back."""
        script = self.reading.script
        names = [one.name for one in script.characters] or ["Jory"]
        sorts = ("pin", "pin", "pin", "pin", "kind", "skip", "unpin", "new", "merge", "rename", "apart", "lock")
        sort = rng.choice((*sorts, "direct", "direct", "direct", "redirect"))
        if sort in {"direct", "lock"}:
            self._direct(rng.choice(script.lines), rng, is_locked=sort == "lock")
        elif sort == "redirect" and self.pins:
            at = rng.randrange(len(self.pins))
            self.pins[at] = replace(self.pins[at], direction=_directions(rng))
        elif sort in {"pin", "kind", "skip"}:
            self._pin(rng.choice(script.lines), sort, rng.choice(names), rng)
        elif sort == "unpin" and self.pins:
            del self.pins[rng.randrange(len(self.pins))]
        elif sort == "new":
            self.people["Ottoline"] = Naming("Ottoline")
            self._pin(rng.choice(script.lines), "pin", "Ottoline", rng)
        elif sort == "merge":
            one, other = rng.choice(names), rng.choice(names)
            self.people[one] = Naming(one, () if one == other else (other,))
        elif sort == "rename":
            self.people["Ansa"] = Naming("Ansa", (rng.choice(names),))
        elif sort == "apart":
            aliases = [alias for one in script.characters for alias in one.aliases]
            name = rng.choice(aliases or names)
            self.people[name] = Naming(name, is_apart=True)

    def _direct(self, line: Line, rng: random.Random, *, is_locked: bool) -> None:
        direction = _directions(rng)
        try:
            if not is_locked:
                pin = self.anchors.pin(line, speaker=None, kind=None, whole=rng.random() < 0.5)
            else:
                pin = self.anchors.pin(line, speaker=line.speaker, kind=line.kind, whole=True)
                direction = replace(direction, delivery=line.delivery.manner, is_locked=True)
        except ScriptError:
            return
        self.pins.append(replace(pin, direction=direction, where=f"weir.script.toml, line {5 * len(self.pins)}"))

    def _pin(self, line: Line, sort: str, name: str, rng: random.Random) -> None:
        kind = {"skip": Kind.SKIP, "kind": rng.choice((Kind.DIALOGUE, Kind.THOUGHT, Kind.NARRATION))}.get(sort)
        speaker = None if kind in {Kind.SKIP, Kind.NARRATION} else name
        try:
            self.pins.append(self.anchors.pin(line, speaker=speaker, kind=kind))
        except ScriptError:  # the same words stand elsewhere in the same surroundings
            return


def _directions(rng: random.Random) -> LineDirection:
    """Return how some line may be spoken; some of its words may be in no line at all."""
    return LineDirection(
        delivery=rng.choice((None, Manner.WHISPERED, Manner.PLAIN)),
        rate=rng.choice((1.0, 0.8)),
        stress=rng.choice((None, (), ("the",), ("sluice", "yes"))),
        say=rng.choice(("", "", "Quite other words.")),
        pause_after_ms=rng.choice((None, 0, 900)),
    )


def explained(reading: Reading) -> dict[int, object]:
    return dict(reading.explained([line for line in reading.script.lines if line.kind is Kind.DIALOGUE][:40]))


def cold(story: Story, corrections: Corrections, tags: TagMode) -> tuple[Script, dict[int, object]]:
    dialogue = [
        line for line in read_script(story, corrections=corrections, tags=tags).lines if line.kind is Kind.DIALOGUE
    ]
    wanted = {line.number for line in dialogue[:40]}
    script, why = explain_lines(story, lambda line: line.number in wanted, corrections=corrections, tags=tags)
    return script, dict(why)


@pytest.mark.slow
@pytest.mark.parametrize("tags", [TagMode.KEEP, TagMode.DROP])
@pytest.mark.parametrize("name", STORIES)
@settings(max_examples=6)
@given(seed=st.integers(0, 10**6))
def test_correcting_a_reading_is_reading_the_story_anew(name: str, tags: TagMode, seed: int) -> None:
    story, rng = STORIES[name], random.Random(seed)
    desk = Desk(read(story, tags=tags), Anchors(story))
    for _ in range(5):
        desk.correct(rng)
        desk.reading = desk.reading.corrected(desk.corrections)
    assert (desk.reading.script, explained(desk.reading)) == cold(story, desk.corrections, tags)


def test_a_reading_can_be_corrected_in_two_ways_and_stays_as_it_is() -> None:
    story = STORIES["stated speakers"]
    reading = read(story)
    before = reading.script
    merged = reading.corrected(Corrections(people={"Ravi": Naming("Ravi", ("Jory",))}))
    named = reading.corrected(Corrections(people={"Ottoline": Naming("Ottoline", ("Sunniva",))}))
    assert reading.script is before
    assert merged.script == read_script(story, corrections=Corrections(people={"Ravi": Naming("Ravi", ("Jory",))}))
    assert {one.name for one in named.script.characters} >= {"Ottoline", "Jory"}
    assert reading.corrected(Corrections()).script == before


def test_what_was_read_with_nothing_kept_is_read_alike() -> None:
    story = STORIES["third person"]
    assert read(story).script == read_script(story)


def test_a_pin_makes_little_of_the_work_anew() -> None:
    story = STORIES["third person"]
    reading = read(story)
    line = next(line for line in reading.script.lines if line.kind is Kind.DIALOGUE and line.number > 60)
    pin = Anchors(story).pin(line, speaker="Ravi Marsh", kind=None, whole=True)
    pinned = reading.corrected(Corrections((pin,)))
    assert pinned.script.lines[line.number - 1].speaker == "Ravi Marsh"
    assert pinned.work < 0.2 * reading.work


def test_the_same_corrections_again_make_no_work() -> None:
    reading = read(STORIES["third person"])
    assert reading.corrected(Corrections()).work == 0


def test_a_direction_makes_no_work_and_is_taken_over_alone() -> None:
    story = STORIES["third person"]
    pin = replace(Anchors(story).pin(read_script(story).lines[40], speaker="Ravi Marsh", kind=None), where="a, line 1")
    reading = read(story, corrections=Corrections((pin,)))
    line = reading.script.lines[60]
    slower = replace(Anchors(story).pin(line, speaker=None, kind=None), direction=LineDirection(rate=0.8), where="a, 6")
    directed = reading.corrected(Corrections((slower, replace(pin, where="a, line 9"))))
    assert directed.work == 0
    assert directed.script.lines[60] == replace(line, direction=LineDirection(rate=0.8))
    assert reading.script.lines[60] is line
    others = zip(reading.script.lines, directed.script.lines, strict=True)
    assert sum(one is not other for one, other in others) == 1
    assert explained(directed) == explained(reading)
    back = directed.corrected(Corrections((pin,)))
    assert (back.work, back.script) == (0, reading.script)
    assert directed.corrected(Corrections()).script == read_script(story)


def test_lines_that_a_correction_does_not_touch_are_the_same_objects() -> None:
    story = STORIES["third person"]
    reading = read(story)
    line = reading.script.lines[-1]
    left_out = replace(Anchors(story).pin(line, speaker=None, kind=Kind.SKIP), where="")
    after = reading.corrected(Corrections((left_out,)))
    same = sum(one is other for one, other in zip(reading.script.lines, after.script.lines, strict=False))
    assert len(after.script.lines) == len(reading.script.lines) - 1
    assert same > 0.9 * len(after.script.lines)
