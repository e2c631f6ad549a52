"""Make a story of a script's elements: who speaks, how, and what the narrator reads.

As at a table read: the narrator reads scene headings and action; names, directions, transitions, notes and sections
are not spoken, each a skip with its reason.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.model import EffectMark, GivenLine, Paragraph, PauseMark, Role, Skip, Story
from drama.readers.characters.invisible import find_invisible
from drama.readers.limits import MAX_LINES, MAX_MARKS, at_most
from drama.readers.scripts.directions import Direction, direction_of
from drama.readers.scripts.elements import Element, Kind
from drama.readers.scripts.labels import spoken_name
from drama.readers.structure.doubts import find_doubts
from drama.readers.structure.headings import rank_headings
from drama.readers.structure.markup import EFFECT, effects_in
from drama.readers.structure.skips import Skips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drama.readers.structure.markup import Markup

DELIVERY = "delivery"
"""Why a bracket is not spoken that says how words are."""
PAUSE = "pause mark"

_ROLES = {
    Kind.HEADING: Role.HEADING,
    Kind.SCENE_HEADING: Role.SCENE_HEADING,
    Kind.SCENE_TITLE: Role.BREAK,
    Kind.ACTION: Role.PROSE,
    Kind.DIALOGUE: Role.PROSE,
    Kind.LYRIC: Role.PROSE,
    Kind.PAGE_BREAK: Role.BREAK,
}
"""What is a paragraph of the story; everything else is a skip."""
_SPEECH = frozenset({Kind.DIALOGUE, Kind.LYRIC})
_INSIDE_SPEECH = frozenset({Kind.PARENTHETICAL, Kind.NOTE, Kind.BONEYARD, Kind.SOUND_CUE, Kind.NUMBER})
"""What does not end a speech."""


def story_of(
    text: str,
    elements: Sequence[Element],
    markup: Markup,
    *,
    reads_action: bool = True,
    joins: Sequence[int] = (),
    has_lines: bool = True,
    has_own_narrator: bool = False,
) -> Story:
    """Return the story that a script's elements make, without a title.

    `elements` are in order and apart, `markup` what stands inside them; at `joins` the paragraph before goes on. A text
    that is not the file's own has no lines to name (`has_lines`). A speaker called narrator is the one who reads all
    else, unless the script `has_own_narrator`. Raises StoryError for more than a story holds.
    """
    telling = _Telling(reads_action=reads_action, joins=joins, has_own_narrator=has_own_narrator)
    for element in at_most(elements, MAX_LINES, "paragraphs", where=markup.where):
        telling.take(element)
    hidden = at_most(find_invisible(text), MAX_MARKS, "invisible characters", where=markup.where)
    skips = Skips(text, [*markup.skips, *telling.skips, *hidden])
    paragraphs = rank_headings([paragraph for paragraph in telling.paragraphs if skips.leave_words(paragraph)])
    return Story(
        text=text,
        paragraphs=tuple(paragraphs),
        skips=tuple(skips.tidy),
        emphasis=tuple(skips.trim(markup.emphasis)),
        pauses=tuple(sorted([*markup.pauses, *telling.pauses], key=lambda mark: mark.at)),
        effects=tuple(sorted([*effects_in(markup, skips), *telling.effects], key=lambda mark: mark.at)),
        given=tuple(line for given in telling.given if (line := _trimmed(text, given, skips)) is not None),
        warnings=find_doubts(text, paragraphs, skips, has_lines=has_lines),
    )


def _trimmed(text: str, line: GivenLine, skips: Skips) -> GivenLine | None:
    """Return a line from its first word to its last; None if it has none."""
    words = [gap for gap in skips.gaps(line.start, line.end) if not text[gap.start : gap.end].isspace()]
    if not words:
        return None
    first, last = text[words[0].start : words[0].end], text[words[-1].start : words[-1].end]
    return replace(line, start=words[0].end - len(first.lstrip()), end=words[-1].start + len(last.rstrip()))


class _Telling:
    """A script being told, element after element."""

    def __init__(self, *, reads_action: bool, joins: Sequence[int], has_own_narrator: bool) -> None:
        self.paragraphs: list[Paragraph] = []
        self.skips: list[Skip] = []
        self.given: list[GivenLine] = []
        self.pauses: list[PauseMark] = []
        self.effects: list[EffectMark] = []
        self._reads_action = reads_action
        self._joins = joins
        self._has_own_narrator = has_own_narrator
        self._speaker = ""
        self._of_speech = self._of_words = Direction()
        """What is said of the whole speech, and of the words since the last bracket."""
        self._is_dual = self._has_spoken = self._goes_on = False

    def take(self, element: Element) -> None:
        """Take in the next element."""
        if element.kind not in _SPEECH and element.kind not in _INSIDE_SPEECH:
            self._speaker, self._has_spoken, self._goes_on = "", False, False
        if element.kind is Kind.CHARACTER:
            self._begin(element)
        elif element.kind is Kind.PARENTHETICAL:
            self._direct(element)
        elif element.kind is Kind.SOUND_CUE:
            self.skips.append(Skip(element.start, element.end, EFFECT))
            name = element.name.rstrip(". ")
            self.effects.extend([EffectMark(element.start, name)] if name else ())
        elif element.kind in _SPEECH and (element.name or self._speaker):
            self._resume(element)
            self._speak(element)
        elif element.kind in _ROLES:
            self._narrate(element)
        else:
            self.skips.append(Skip(element.start, element.end, element.kind.value))

    def _begin(self, element: Element) -> None:
        """Begin a speech."""
        self.skips.append(Skip(element.start, element.end, element.kind.value))
        self._speaker = spoken_name(element.name)
        self._of_speech = self._of_words = direction_of(element.asides)
        self._is_dual = element.is_dual and any(line.speaker for line in self.given[-20:])

    def _resume(self, element: Element) -> None:
        """Let the speaker whom an element names go on, where something else stood between."""
        if not self._speaker:
            self._speaker = spoken_name(element.name)
            self._of_speech = self._of_words = Direction()
            self._is_dual = False

    def _direct(self, element: Element) -> None:
        """Follow a bracket: it holds for the words behind it, up to the next."""
        told = direction_of(element.asides)
        self._of_words = self._of_speech.under(told)
        if told.pause_ms:
            self.pauses.append(PauseMark(element.start, told.pause_ms))
        reason = DELIVERY if told.tells_delivery else PAUSE if told.pause_ms else element.kind.value
        self.skips.append(Skip(element.start, element.end, reason))
        self._goes_on = self._has_spoken

    def _speak(self, element: Element) -> None:
        """Add words of the speech; those behind a bracket go on with its paragraph."""
        how = self._of_words
        line = GivenLine(
            element.start,
            element.end,
            None if self._is_narrator() else self._speaker,
            how.manner,
            how.channel,
            how.is_thought,
            self._is_dual,
            how.ending,
        )
        if how.cuts_in and not self._has_spoken and self.given and self.given[-1].speaker is not None:
            self.given[-1] = replace(self.given[-1], overlaps_next=True)
        self._add_prose(element, goes_on=self._goes_on)
        self.given.append(line)
        self._goes_on = False
        self._has_spoken = True

    def _is_narrator(self) -> bool:
        return not self._has_own_narrator and ENGLISH.scripts.narrator.fullmatch(self._speaker) is not None

    def _add_prose(self, element: Element, *, goes_on: bool = False) -> None:
        """Add a paragraph, or what goes on with the one before."""
        start = element.start
        before = self.paragraphs[-1] if self.paragraphs else None
        if before is not None and before.role is Role.PROSE:
            place = bisect_left(self._joins, before.end)
            is_joined = place < len(self._joins) and self._joins[place] < element.end
            if goes_on or is_joined:
                start = self.paragraphs.pop().start
        self.paragraphs.append(Paragraph(start, element.end, blank_lines=1))

    def _narrate(self, element: Element) -> None:
        if _ROLES[element.kind] is Role.PROSE and not self._reads_action:
            self.skips.append(Skip(element.start, element.end, Kind.ACTION.value))
            return
        if _ROLES[element.kind] is Role.PROSE:
            self.given.append(GivenLine(element.start, element.end, None))
            self._add_prose(element)
            return
        level = element.level if element.kind is Kind.HEADING else 0
        self.paragraphs.append(Paragraph(element.start, element.end, _ROLES[element.kind], level, blank_lines=1))


def speakers_of(story: Story) -> int:
    """Return how many people the given lines of a story are spoken by."""
    return len({line.speaker.casefold() for line in story.given if line.speaker is not None})
