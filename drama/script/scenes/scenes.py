"""Divides a story into scenes: by its headings and marks, and where point of view, place, time and cast change.

A mark (``***``, a heading) always opens a scene. Everything else is weighed: each paragraph's reasons for and
against a new scene are added up, and only a clear sum opens one, because a false break stops the story while a
missed one merely lacks a longer pause. A run of blank lines is a strong reason, not a proof: where the same people
go on talking it is a lost line. :mod:`drama.script.scenes.boundaries` does the weighing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from drama.model import Gender, Opening, Role
from drama.script.scenes.boundaries import BLANK_LINES, ENOUGH, weigh
from drama.script.scenes.scene_headings import break_titles, scene_titles, with_heading
from drama.script.scenes.setting import setting_of
from drama.script.text.narration import views
from drama.script.text.sentences import shortened
from drama.script.text.spans import SceneBreak, clean_paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drama.languages.base import Language
    from drama.model import Story
    from drama.script.text.narration import Told, View
    from drama.script.text.spans import Roster


_APART = 4
"""Fewest paragraphs between two scenes nobody marked."""


def divide(story: Story, told: Sequence[Told], roster: Roster) -> tuple[SceneBreak, ...]:
    """Return the paragraphs that open a scene, in reading order; the first scene opens with the first paragraph."""
    seen = views(told, roster)
    marked = _marked(story)
    genders = {person.name: person.gender for person in roster.people}
    judged = _judged(story, seen, marked, genders, roster.language)
    opens = sorted({**dict.fromkeys(marked, (0.0, ())), **judged}.items())
    heads = _headings(story)
    titles = _stated_titles(story, marked)
    silent = {index + 1: title for index, title in break_titles(story).items()}
    found: list[SceneBreak] = []
    chapter: str | None = None
    position = 0
    for number, (at, (score, reasons)) in enumerate(opens):
        stop = opens[number + 1][0] if number + 1 < len(opens) else len(story.paragraphs)
        inside = []
        while position < len(seen) and seen[position].paragraph < stop:
            inside.append(seen[position])
            position += 1
        eyes = roster.eyes(inside[0].clean.source(0) if inside else story.paragraphs[at].start)
        title, headed = heads.get(at, (None, None))
        chapter = headed or chapter
        stated = titles.get(at)
        setting = setting_of(inside, roster.language)
        found.append(
            SceneBreak(
                at,
                marked.get(at, Opening.BREAK if BLANK_LINES in reasons else Opening.UNMARKED),
                stated or title or silent.get(at) or _title(inside, roster.language),
                chapter,
                _eyes(inside) if eyes is None else roster.people[eyes].name,
                with_heading(setting, stated, roster.language) if stated else setting,
                score,
                reasons,
            )
        )
    return tuple(found)


def _marked(story: Story) -> dict[int, Opening]:
    """Return the paragraphs that open a scene by a mark of the source."""
    found: dict[int, Opening] = {}
    before: Role | None = None
    is_headed = is_placed = False
    for index, paragraph in enumerate(story.paragraphs):
        is_prose_behind_break = paragraph.role is Role.PROSE and before is Role.BREAK
        if paragraph.role is Role.HEADING and not is_headed:
            found[index] = Opening.HEADING
        elif paragraph.role is Role.SCENE_HEADING and not is_headed and not is_placed:
            found[index] = Opening.BREAK if found else Opening.START
        elif is_prose_behind_break and not is_headed and not is_placed:
            found[index] = Opening.BREAK
        elif paragraph.role is Role.PROSE and not found:
            found[index] = Opening.START
        before = paragraph.role
        # An ornament under a heading belongs to the heading.
        is_headed = before is Role.HEADING or (is_headed and before is Role.BREAK)
        is_placed = before is Role.SCENE_HEADING or (is_placed and before is Role.BREAK)
    return found


def _stated_titles(story: Story, marked: Mapping[int, Opening]) -> dict[int, str]:
    """Return the words of scene headings by the paragraph that opens their scene: their own, or a heading above."""
    found: dict[int, str] = {}
    for index, words in scene_titles(story).items():
        opens = index
        while opens and opens not in marked:
            opens -= 1
        found.setdefault(opens, words)
    return found


def _headings(story: Story) -> dict[int, tuple[str, str]]:
    """Return, for each heading that opens a scene, the scene's title and its chapter."""
    found: dict[int, tuple[str, str]] = {}
    words: list[str] = []
    first = 0
    for index, paragraph, clean in clean_paragraphs(story):
        if paragraph.role is Role.HEADING:
            first = index if not words else first
            words.append(" ".join(clean.text.split()))
        elif paragraph.role is Role.PROSE:
            if words:
                found[first] = _joined(words, story.title)
            words = []
    if words:
        found[first] = _joined(words, story.title)
    return found


def _joined(words: list[str], book: str) -> tuple[str, str]:
    """Return title and chapter of a run of headings: the book's own title only where nothing else stands.

    A heading without a letter or digit ("* * *", "…") opens a scene, and no chapter: nobody could say its name.
    """
    own = [title for title in words if title.casefold() != book.casefold()] or words
    said = [title for title in own if any(map(str.isalnum, title))]
    parts = said or own
    title = ": ".join(part.rstrip(":.") if more else part for part, more in zip(parts, [*parts[1:], ""], strict=True))
    return shortened(title, 80), title if said else ""


# ------------------------------------------------------------------ judged


def _judged(
    story: Story,
    seen: Sequence[View],
    marked: Mapping[int, Opening],
    genders: Mapping[str, Gender],
    language: Language,
) -> dict[int, tuple[float, tuple[str, ...]]]:
    """Return the paragraphs that open a scene without a mark: score and reasons, best of each neighbourhood."""
    usual = _usual_blank_lines(story)
    given = _given_paragraphs(story)
    walls = [
        0,
        *(k for k, view in enumerate(seen) if view.paragraph in marked or _follows_mark(story, view)),
        len(seen),
    ]
    found: dict[int, tuple[float, tuple[str, ...]]] = {}
    for low, high in pairwise(walls):
        held: tuple[int, float, tuple[str, ...]] | None = None
        for at in range(low + 1, high):
            if seen[at].paragraph in given:
                continue
            score, reasons = weigh(at, seen, (low, high), genders, language, has_blank=_blank(story, seen[at]) > usual)
            if score < ENOUGH:
                continue
            if held and at - held[0] >= _APART:
                found[seen[held[0]].paragraph] = held[1:]
                held = None
            if held is None or score > held[1]:
                held = (at, score, reasons)
        if held:
            found[seen[held[0]].paragraph] = held[1:]
    return found


def _given_paragraphs(story: Story) -> frozenset[int]:
    """Return the paragraphs with words of which the source states who speaks them."""
    starts = [paragraph.start for paragraph in story.paragraphs]
    return frozenset(bisect_right(starts, line.start) - 1 for line in story.given)


def _follows_mark(story: Story, view: View) -> bool:
    return view.paragraph > 0 and story.paragraphs[view.paragraph - 1].role is not Role.PROSE


def _blank(story: Story, view: View) -> int:
    return story.paragraphs[view.paragraph].blank_lines


def _usual_blank_lines(story: Story) -> int:
    counts = Counter(
        paragraph.blank_lines
        for before, paragraph in pairwise(story.paragraphs)
        if before.role is paragraph.role is Role.PROSE
    )
    return max(counts, key=lambda lines: counts[lines], default=0)


# ------------------------------------------------------------------ titles


def _title(inside: Sequence[View], language: Language) -> str:
    """Return a title from the place the scene opens in, else from its first words."""
    for view in inside[:2]:
        for sentence in view.sentences[:2]:
            if match := language.scenes.title_place.search(sentence.text):
                place = match["place"]
                return place[0].upper() + place[1:]
    return shortened(inside[0].clean.text) if inside else ""


def _eyes(inside: Sequence[View]) -> str | None:
    """Return with whose eyes a scene is seen, where one person's clearly are."""
    minds: dict[str, float] = {}
    for view in inside:
        for name, weight in view.minds.items():
            minds[name] = minds.get(name, 0.0) + weight
    if not minds:
        return None
    name = max(minds, key=lambda name: minds[name])
    return name if minds[name] >= max(2.0, 0.4 * sum(minds.values())) else None
