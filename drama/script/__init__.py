"""From a story to a script: who says what, in which scene, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.model import Advice, Kind, Line, Script, Story, TagMode
from drama.script.attribution.explain import Explanation
from drama.script.corrections.anchors import Anchors, Corrections, Naming, Pin
from drama.script.people.hints import Hints
from drama.script.people.roster import NARRATOR_NAME
from drama.script.reading import Given, Reading
from drama.script.text.memory import Memory

__all__ = [
    "NARRATOR_NAME",
    "Anchors",
    "Corrections",
    "Explanation",
    "Given",
    "Hints",
    "Naming",
    "Pin",
    "Reading",
    "doubtful_lines",
    "explain_lines",
    "read",
    "read_script",
    "read_with",
    "script_with",
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
    given = Given(hints or Hints(), corrections or Corrections(), advice or Advice(), tags, language)
    return script_with(story, given)


def script_with(story: Story, given: Given) -> Script:
    """Return what :func:`read_script` returns."""
    return Reading(story, given).script


def read(
    story: Story,
    *,
    hints: Hints | None = None,
    corrections: Corrections | None = None,
    advice: Advice | None = None,
    tags: TagMode = TagMode.KEEP,
    language: Language = ENGLISH,
) -> Reading:
    """Return the reading of a story, which is read again in a moment once something of it is corrected.

    :attr:`Reading.script` is what :func:`read_script` returns. Keeping the rest takes some 12 MB for 100,000 words.
    """
    return read_with(story, Given(hints or Hints(), corrections or Corrections(), advice or Advice(), tags, language))


def read_with(story: Story, given: Given) -> Reading:
    """Return what :func:`read` returns."""
    return Reading(story, given, Memory())


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
    given = Given(hints or Hints(), corrections or Corrections(), advice or Advice(), tags, language)
    return _explained(Reading(story, given), choose)


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
    reading = Reading(story, Given(hints or Hints(), corrections or Corrections(), advice or Advice(), tags))
    return (*_explained(reading, choose), reading.unsure())


def _explained(reading: Reading, choose: Callable[[Line], bool]) -> tuple[Script, Mapping[int, Explanation]]:
    chosen = [line for line in reading.script.lines if line.kind is Kind.DIALOGUE and choose(line)]
    return reading.script, reading.explained(chosen) if chosen else {}
