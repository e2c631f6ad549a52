"""A story whose lines are labelled with their speakers, told as the script it is.

Any reader may have read it: the lines of its paragraphs are looked at, whatever file they came from.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.model import Role, Skip, Story
from drama.readers.labelled.cues import dated
from drama.readers.labelled.lines import number_elements, place_elements, sound_elements, stage_scene_elements
from drama.readers.labelled.people import is_people_heading, people_in
from drama.readers.labelled.rows import Emphasis, Row, first_of, is_place, is_sound, names_in, rows_of
from drama.readers.labelled.speech import is_standing_direction, spoken_parts
from drama.readers.scripts.directions import direction_of
from drama.readers.scripts.elements import Element, Kind
from drama.readers.scripts.story import story_of
from drama.readers.structure.headings import worded_heading
from drama.readers.structure.markup import Markup
from drama.readers.structure.skips import mask

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from drama.model import Paragraph, StatedPerson
    from drama.readers.labelled.cues import Cue

NAME = "a labelled script"
_LEAST_TALK, _LOOKED_AT = 3, 2_000
"""Paragraphs of talk that show that speeches have several; characters of each that are looked at."""


def as_labelled(story: Story, *, reads_action: bool = True) -> Story:
    """Return a story read as a labelled script. With no speaker in it, it is returned as it is."""
    script = _Script(story)
    elements = list(script.elements())
    if not any(element.kind is Kind.CHARACTER for element in elements):
        return story
    markup = Markup(str(story.path or "the text"))
    markup.skips.extend((*story.skips, *script.marks))
    markup.emphasis.extend(span for span in story.emphasis)
    markup.pauses.extend(story.pauses)
    markup.effects.extend(story.effects)
    told = story_of(story.text, elements, markup, reads_action=reads_action)
    return replace(
        story,
        paragraphs=told.paragraphs,
        skips=told.skips,
        emphasis=told.emphasis,
        pauses=told.pauses,
        effects=told.effects,
        given=told.given,
        people=tuple(script.people),
        read_as=NAME,
    )


class _Script:
    """The lines of a story, and what they are in a script."""

    def __init__(self, story: Story) -> None:
        self.marks: list[Skip] = []
        self.people: list[StatedPerson] = []
        self._story = story
        self._text = mask(story.text, story.skips)
        self._emphasis = Emphasis(self._text, story)
        self._rows = list(rows_of(story, self._text, self._emphasis))
        self._names = names_in(self._rows)
        self._first = first_of(self._rows, self._names, self._text)
        self._speaks = self._waits = False
        self._speaker = ""
        self._is_screenplay = any(is_place(self._line(row)) for row in self._rows if row.is_first)
        """It has scene headings: action stands between its speeches, and in brackets how they are said."""
        self._squares_only, goes_on = self._conventions()
        self._goes_on = goes_on and not self._is_screenplay
        self._least_gap = min((paragraph.blank_lines for paragraph in story.paragraphs[1:]), default=0)
        """Empty lines between paragraphs that stand right below one another: in documents there is always one."""
        gaps = [self._is_parted(story.paragraphs[row.paragraph]) for row in self._rows if self._cue(row)]
        self._parts_speeches = any(gaps[1:]) and 3 * sum(gaps[1:]) >= 2 * len(gaps[1:])
        """Empty lines stand between speeches, so that a line right below one goes on with it."""

    # ------------------------------------------------------------------ rows

    def _cue(self, row: Row) -> Cue | None:
        """Return the cue of a row if it names a speaker; before the first who speaks again there are titles."""
        is_one = row.cue is not None and row.cue.key in self._names and row.start >= self._first
        return row.cue if is_one else None

    def _is_parted(self, paragraph: Paragraph) -> bool:
        return paragraph.blank_lines > self._least_gap

    def _conventions(self) -> tuple[bool, bool]:
        """Return whether only square brackets hold directions, and whether a speech goes on in the next paragraph.

        It does where what stands between speeches is mostly set in brackets or italics, or is talk itself, and in a
        transcript: names with a colon stand above their words, and no direction anywhere.
        """
        square = round_ = standing = plain = talks = cues = above = 0
        is_inside = False
        for at, row in enumerate(self._rows):
            cue = self._cue(row)
            if cue is not None:
                is_inside = True
                cues, above = cues + 1, above + (cue.is_alone and self._line(row).rstrip().endswith(":"))
                follows = self._text[cue.words : cue.words + 80].lstrip()[:1]
                square += follows == "[" or self._text[row.start : cue.end].endswith("]")
                round_ += follows == "(" or self._text[row.start : cue.end].endswith(")")
            elif row.is_first and is_inside and self._story.paragraphs[row.paragraph].role is Role.PROSE:
                before = self._cue(self._rows[at - 1]) if at else None
                if before is not None and before.is_alone:
                    continue
                is_set = self._is_direction(self._story.paragraphs[row.paragraph])
                standing, plain = standing + is_set, plain + (not is_set)
                talks += not is_set and self._talks(row)
        is_all_set = standing >= 2 and 2 * standing >= plain
        is_transcript = 2 * above > cues and not standing
        return square > round_, is_all_set or is_transcript or (talks >= _LEAST_TALK and 3 * talks >= 2 * plain)

    def _talks(self, row: Row) -> bool:
        """Tell whether a paragraph is talk: somebody says "I", "we" or "you" in it."""
        words = self._text[row.start : self._story.paragraphs[row.paragraph].end][:_LOOKED_AT]
        persons = ENGLISH.narration
        return any(said.search(words) for said in (persons.first_person, persons.plural_person, persons.second_person))

    def _is_direction(self, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph is a direction: in brackets, in italics, or ``Enter KING``."""
        words = self._text[paragraph.start : paragraph.end]
        if is_standing_direction(words) or ENGLISH.scripts.moves.match(words.strip()):
            return True
        return self._emphasis.covers(paragraph.start, paragraph.end)

    # ------------------------------------------------------------------ elements

    def elements(self) -> Iterator[Element]:
        """Yield the elements, in order."""
        at = 0
        while at < len(self._rows):
            row = self._rows[at]
            stop = self._stop(at)
            if self._story.paragraphs[row.paragraph].role is Role.BREAK:
                yield self._one(Kind.PAGE_BREAK, row)
            elif is_people_heading(self._line(row)) and (last := self._last_of_people(at)) > at:
                yield from self._list_of_people(at, last)
                stop = last
            elif (cue := self._cue(row)) is not None:
                yield from self._labelled(cue, self._rows[stop - 1].end)
            else:
                stop = yield from self._between(at, stop)
            at = stop

    def _line(self, row: Row) -> str:
        return self._text[row.start : row.end]

    def _between(self, at: int, stop: int) -> Generator[Element, None, int]:
        """Yield what stands between speeches, and return the row behind it."""
        row, end, line = self._rows[at], self._rows[stop - 1].end, self._line(self._rows[at])
        paragraph = self._story.paragraphs[row.paragraph]
        if row.is_first and (stamp := dated(line)):
            yield from number_elements(self._text, row.start, row.start + stamp)
            yield replace(self._one(Kind.ACTION, row, end), start=row.start + stamp)
        elif is_sound(line):
            yield from sound_elements(self._text, row, end)
        elif is_place(line):
            self._speaks = self._waits = False
            yield from place_elements(self._text, row)
            return at + 1
        elif scene := stage_scene_elements(self._text, row, end):
            self._speaks = self._waits = False
            yield from scene
        elif (level := self._heading(row, paragraph)) > 0:
            stop = stop if paragraph.role is Role.HEADING else at + 1
            yield replace(self._one(Kind.HEADING, row, self._rows[stop - 1].end), level=level)
        elif (kind := self._whole_line(row, line)) is not None:
            yield self._one(kind, row)
            return at + 1
        else:
            yield from self._unlabelled(row, end, paragraph)
        return stop

    @staticmethod
    def _whole_line(row: Row, line: str) -> Kind | None:
        """Return what a line is by its words alone."""
        patterns = ENGLISH.scripts
        if row.is_first and patterns.ends.fullmatch(line):
            return Kind.ACTION
        return Kind.TRANSITION if row.is_first and patterns.transition.fullmatch(line) else None

    def _one(self, kind: Kind, row: Row, end: int = 0) -> Element:
        self._speaks = self._waits = False
        return Element(kind, row.start, end or row.end)

    def _stop(self, at: int) -> int:
        """Return the row before which what begins with one ends: the next cue, sound or paragraph."""
        stop = at + 1
        while stop < len(self._rows) and not self._rows[stop].is_first and self._cue(self._rows[stop]) is None:
            line = self._text[self._rows[stop].start : self._rows[stop].end]
            if is_place(line) or is_sound(line):
                break
            stop += 1
        return stop

    def _heading(self, row: Row, paragraph: Paragraph) -> int:
        if paragraph.role is Role.HEADING:
            return paragraph.level or 1
        line = self._text[row.start : row.end]
        return self._worded(line) if row.is_first else 0

    @staticmethod
    def _worded(line: str) -> int:
        """Return the level of a line that is a heading by its words; 0 if it is none."""
        return worded_heading(line) or int(ENGLISH.scripts.act.fullmatch(line) is not None)

    def _labelled(self, cue: Cue, end: int) -> Iterator[Element]:
        yield from number_elements(self._text, *cue.lead)
        yield Element(Kind.CHARACTER, cue.start, cue.end, cue.name, cue.asides, is_dual=cue.is_dual)
        self._speaks, self._speaker = True, cue.name
        parts = list(self._parts(cue.words, end))
        self._waits = not any(part.kind is Kind.DIALOGUE for part in parts)
        yield from parts

    def _parts(self, start: int, end: int) -> Iterator[Element]:
        return spoken_parts(self._text, start, end, is_italic=self._emphasis.covers, squares_only=self._squares_only)

    def _unlabelled(self, row: Row, end: int, paragraph: Paragraph) -> Iterator[Element]:
        """Yield what stands between speeches: words of the speech before, a direction, or narration."""
        words = self._text[row.start : end]
        is_direction = row.is_first and self._is_direction(paragraph)
        is_next_line = self._parts_speeches and row.is_first and not self._is_parted(paragraph)
        if self._speaks and (self._waits or self._goes_on or is_next_line) and not is_direction:
            self._waits = False
            for part in self._parts(row.start, end):
                yield replace(part, name=self._speaker) if part.kind is Kind.DIALOGUE else part
            return
        if self._speaks and is_standing_direction(words) and (self._waits or self._is_of_speech(words)):
            self._waits = self._waits or self._is_screenplay
            yield Element(Kind.PARENTHETICAL, row.start, end, asides=(words,))
            return
        start = row.start
        if is_standing_direction(words):
            self.marks.append(Skip(start, start + 1, "markup"))
            start += 1
            closing = words.rstrip().rstrip(".")
            if closing[-1:] in ")]":
                last = row.start + len(closing) - 1
                self.marks.append(Skip(last, last + 1, "markup"))
        if not self._goes_on:
            self._speaks = False
        yield Element(Kind.ACTION, start, end)

    def _is_of_speech(self, words: str) -> bool:
        """Tell whether brackets of their own belong to the speech before: ``(beat)``, and all round ones of a film."""
        told = direction_of((words,))
        return words.startswith("(") and (self._is_screenplay or told.tells_delivery or told.pause_ms > 0)

    # ------------------------------------------------------------------ the list of people

    def _last_of_people(self, at: int) -> int:
        """Return the row behind a list of people that a row heads: at the next heading, sentence or speech."""
        listed = at + 1
        while listed < len(self._rows):
            row = self._rows[listed]
            line = self._text[row.start : row.end]
            paragraph = self._story.paragraphs[row.paragraph]
            if paragraph.role is Role.BREAK or self._worded(line) or is_place(line):
                break
            if row.is_first and listed > at + 1 and self._is_beside_people(listed):
                break
            if self._is_first_speech(listed) or listed - at > 200:
                break
            listed += 1
        return listed

    def _is_beside_people(self, at: int) -> bool:
        """Tell whether a paragraph below a list of people is none of it: what it begins with, or its sentences."""
        line = self._text[self._rows[at].start : self._rows[at].end]
        stop = self._paragraph_end(at)
        small = sum(self._text[row.start].islower() for row in self._rows[at:stop])
        return bool(ENGLISH.scripts.beside_people.match(line) or is_standing_direction(line) or 3 * small > stop - at)

    def _paragraph_end(self, at: int) -> int:
        stop = at + 1
        while stop < len(self._rows) and not self._rows[stop].is_first:
            stop += 1
        return stop

    def _is_first_speech(self, at: int) -> bool:
        """Tell whether a row opens a speech, and does not list a name with what is said of it."""
        cue = self._cue(self._rows[at])
        if cue is None or cue.is_alone or cue.setting == "other":
            return False
        again = sum(1 for row in self._rows[at : at + 12] if (found := self._cue(row)) and found.key == cue.key)
        return again > 1

    def _list_of_people(self, at: int, last: int) -> Iterator[Element]:
        self._speaks = self._waits = False
        rows = self._rows[at:last]
        self.people.extend(people_in([self._text[row.start : row.end] for row in rows[1:]], self._names))
        yield from (Element(Kind.PEOPLE, row.start, row.end) for row in rows)
