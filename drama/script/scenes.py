"""Divides a story into scenes: by its headings and marks, and where point of view, place, time and cast jump.

A mark (``***``, a heading) always opens a scene. Everything else is weighed: each paragraph's reasons for and
against a new scene are added up, and only a clear sum opens one, because a false break stops the story while a
missed one merely lacks a longer pause. A run of blank lines is a strong reason, not a proof: where the same people
go on talking it is a lost line. The weights are judgements, checked on novels whose chapters have no such jumps.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from drama.model import Gender, Opening, Role
from drama.script.narration import views
from drama.script.passages import clean_paragraphs
from drama.script.sentences import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drama.model import Story
    from drama.script.narration import View
    from drama.script.passages import Passage, Roster


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A paragraph that opens a scene."""

    paragraph: int
    """Index into :attr:`drama.model.Story.paragraphs`."""
    opening: Opening
    title: str
    chapter: str | None = None
    point_of_view: str | None = None
    """A name of the roster."""
    score: float = 0.0
    """What spoke for a scene here, summed up; 0 for an explicit mark."""
    reasons: tuple[str, ...] = ()
    """What spoke for and against a scene here, in words."""


ENOUGH = 5.0
"""The sum of reasons that opens a scene without a mark."""
_WINDOW = 6
"""Paragraphs looked at on either side."""
_APART = 4
"""Fewest paragraphs between two scenes nobody marked."""

_TIME = re.compile(
    r"(?:(?:It was|By|On|In|At|Early|Late|Towards?|Just before|Long before|Not until)\s)?(?:(?:the|that|this)\s)?"
    r"(?:(?:next|following|same|very)\s(?:day|morning|night|evening|afternoon|week|month|year|spring|summer|autumn|fall|winter|dawn)"
    r"|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|several|some|many|a few|half an|a couple of|\d+)\s"
    r"(?:\w+\s)?(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|mornings?|evenings?)\s(?:later|after(?:wards?)?|passed|went by|had passed)"
    r"|(?:days?|weeks?|months?|years?|hours?)\s(?:later|passed|went by))\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"It was (?:\w+ ){0,5}?(?:o['’]clock|midnight|noon|midday|dawn|dusk|daybreak|nightfall|morning|evening|afternoon)\b(?:,? (?:when|before)\b)"
)
_WEAK_TIME = re.compile(
    r"(?:(?:That|One|Late that|Early that)\s(?:morning|night|evening|afternoon|day|spring|summer|autumn|winter)|"
    r"(?:By|At|After|Before)\s(?:dawn|dusk|noon|midnight|nightfall|sunset|sunrise|lunch|dinner|supper|breakfast|the time)|"
    r"It was (?:\w+ ){0,5}?(?:o['’]clock|midnight|noon|midday|dawn|dusk|daybreak|nightfall|morning|evening|afternoon|past \w+|to \w+ (?:when|before))\b|"
    r"In the (?:morning|evening|afternoon)|(?:Much |A little |Some time )?[Ll]ater\b|When (?:he|she|they|I|[A-Z]\w+) (?:woke|awoke|came to))\b"
)
_FULL_NAME = re.compile(
    r"(?!(?:The|Old|Young|Little|Poor|Mr|Mrs|Miss|Ms|Dr|Lady|Lord|Sir|Aunt|Uncle|Captain|Colonel|Major|Father|Mother|Sister|"
    r"Brother|Queen|King|Prince|Princess|Saint|Madame|Master|Professor)\b)[A-Z][\w’'-]+ [A-Z][\w’'-]+ [a-z]"
)
_MEANWHILE = re.compile(
    r"(?:Meanwhile|Elsewhere|Far away|Miles away|Across town|Back (?:at|in|on|inside|aboard)\s\w+)\b"
)
_PLACE = re.compile(
    r"(?:(?:On|At|In|To) the (?:other side|far side|far end|opposite side|edge|top|bottom|foot) of|"
    r"(?:Outside|Downstairs|Upstairs|Below decks?|Down below|Up above|Out in the|Down in the|Up in the|Up on the|Out on the|Across the|Beyond the|Inside the)\b)"
)
_LEAVES = re.compile(
    r"\b(?:ran|left|fled|departed|sprinted|walked (?:away|out|off|on)|went (?:out|away|home|to bed|to sleep|upstairs)|"
    r"stepped (?:\w+ )?(?:out|away|into|toward|back)|drove (?:off|away)|was gone|were gone|fell asleep|"
    r"disappeared|vanished|set off|rode (?:off|away)|never looked back|hurried (?:off|away|out))\b"
)
_REFERS_BACK = re.compile(
    r"(?:\w+ ){0,3}(?:this|these|such|so|thus|therefore|accordingly|here|hereupon|thereupon|whereupon)\b|"
    r"(?:But|And|Yet|Nor|For|Indeed|However|Of course)\b",
    re.IGNORECASE,
)
_ROOM = (
    r"(?:alley|alleyway|apartment|attic|balcony|bank|bar|barn|basement|bathroom|beach|bedroom|boutique|bridge|building|cabin|"
    r"café|cafe|camp|car|castle|cave|cellar|chapel|church|city|classroom|clearing|coast|corridor|cottage|court|courtyard|deck|"
    r"desert|diner|dock|docks|factory|farm|field|fields|forest|garage|garden|gate|hall|hallway|harbou?r|hill|hospital|hotel|house|"
    r"inn|island|jail|kitchen|laboratory|lake|library|lobby|market|moor|mountain|museum|office|palace|park|parlou?r|pier|platform|"
    r"prison|pub|quay|restaurant|river|road|roof|room|ruins|school|shed|ship|shop|shore|square|stable|stairs|stairwell|station|"
    r"store|street|street|study|subway|swamp|tavern|temple|tent|theat(?:re|er)|tower|town|train|tunnel|valley|vestry|village|"
    r"warehouse|wharf|wood|woods|yard|bus|boat|plane|elevator|lift|hold|vault|tomb|crypt|graveyard|cemetery|staircase|greenhouse|observatory|lighthouse)"
)
_TITLE_PLACE = re.compile(
    rf"\b(?P<place>(?:in|at|inside|outside|aboard|beneath|beyond|across|behind|down|along|through|under|into|on)\s"
    rf"(?:the|an?|his|her|their|my|our)\s(?:[a-z’'-]+\s){{0,2}}{_ROOM})\b(?!['’])"
)


def divide(story: Story, passages: Sequence[Passage], roster: Roster) -> tuple[SceneBreak, ...]:
    """Return the paragraphs that open a scene, in reading order; the first scene opens with the first paragraph."""
    seen = views(story, passages, roster, with_tense=False)
    marked = _marked(story)
    judged = _judged(story, seen, marked, {person.name: person.gender for person in roster.people})
    opens = sorted({**{at: (0.0, ()) for at in marked}, **judged}.items())
    heads = _headings(story)
    narrator = roster.people[roster.narrator].name if roster.narrator is not None else None
    found: list[SceneBreak] = []
    chapter: str | None = None
    position = 0
    for number, (at, (score, reasons)) in enumerate(opens):
        stop = opens[number + 1][0] if number + 1 < len(opens) else len(story.paragraphs)
        inside = []
        while position < len(seen) and seen[position].paragraph < stop:
            inside.append(seen[position])
            position += 1
        title, chapter = heads.get(at, (None, chapter))
        found.append(
            SceneBreak(
                at,
                marked.get(at, Opening.BREAK if "blank lines" in reasons else Opening.UNMARKED),
                title or _title(inside),
                chapter,
                narrator or _eyes(inside),
                score,
                reasons,
            )
        )
    return tuple(found)


def _marked(story: Story) -> dict[int, Opening]:
    """Return the paragraphs that open a scene by a mark of the source."""
    found: dict[int, Opening] = {}
    before: Role | None = None
    for index, paragraph in enumerate(story.paragraphs):
        if paragraph.role is Role.HEADING and before is not Role.HEADING:
            found[index] = Opening.HEADING
        elif paragraph.role is Role.PROSE and before is Role.BREAK:
            found[index] = Opening.BREAK
        elif paragraph.role is Role.PROSE and not found:
            found[index] = Opening.START
        before = paragraph.role
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
            continue
        if words:
            found[first] = _joined(words, story.title)
        words = []
    if words:
        found[first] = _joined(words, story.title)
    return found


def _joined(words: list[str], book: str) -> tuple[str, str]:
    """Return title and chapter of a run of headings: the book's own title only where nothing else stands."""
    own = [title for title in words if title.casefold() != book.casefold()] or words
    chapter = ": ".join(title.rstrip(":.") if more else title for title, more in zip(own, [*own[1:], ""], strict=True))
    return shortened(chapter, 80), chapter


# ------------------------------------------------------------------ judged


def _judged(
    story: Story, seen: Sequence[View], marked: Mapping[int, Opening], genders: Mapping[str, Gender]
) -> dict[int, tuple[float, tuple[str, ...]]]:
    """Return the paragraphs that open a scene without a mark: score and reasons, best of each neighbourhood."""
    usual = _usual_blank_lines(story)
    walls = [
        0,
        *(k for k, view in enumerate(seen) if view.paragraph in marked or _follows_mark(story, view)),
        len(seen),
    ]
    found: dict[int, tuple[float, tuple[str, ...]]] = {}
    for low, high in pairwise(walls):
        held: tuple[int, float, tuple[str, ...]] | None = None
        for at in range(low + 1, high):
            score, reasons = _weigh(at, seen, low, high, genders, has_blank=_blank(story, seen[at]) > usual)
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


def _weigh(
    at: int, seen: Sequence[View], low: int, high: int, genders: Mapping[str, Gender], *, has_blank: bool
) -> tuple[float, tuple[str, ...]]:
    """Return the sum of the reasons for a scene to open at a view, and the reasons."""
    reasons = list(_reasons(at, seen, low, high, genders, has_blank=has_blank))
    return sum(weight for weight, _ in reasons), tuple(reason for _, reason in reasons)


def _reasons(
    at: int, seen: Sequence[View], low: int, high: int, genders: Mapping[str, Gender], *, has_blank: bool
) -> Iterator[tuple[float, str]]:
    view, last = seen[at], seen[at - 1]
    opening = view.sentences[0].text if view.sentences and not view.starts_with_speech else ""
    if has_blank:
        yield 5.5, "blank lines"
    has_passed = bool(_TIME.match(opening) or _CLOCK.match(opening))
    if has_passed:
        yield 5.0, "time has passed"
    elif _WEAK_TIME.match(opening):
        yield 2.0, "a time of day"
    if _MEANWHILE.match(opening):
        yield 4.0, "elsewhere"
    elif _PLACE.match(opening):
        yield 1.0, "another place"
    before, after = seen[max(low, at - _WINDOW) : at], seen[at : min(high, at + _WINDOW)]
    if opening and _REFERS_BACK.match(opening) and not has_passed:
        yield -1.5, "refers back"
    named = next((s for s in view.sentences[:2] if s.subject is not None), None)
    is_new = _introduces(view, seen[max(low, at - 30) : at])
    yield from _cast_reasons(before, after, genders, is_new=is_new)
    if is_new:
        yield 1.5, "somebody new"
    elif (named is not None and named.is_named) or _names_whom_it_follows(view, after):
        yield 0.5, "opens with a name"
    elif named is not None or not view.sentences:
        yield -1.0, "opens with a pronoun"
    elif not has_blank:
        yield -1.0, "opens with nobody"
    if last.has_speech and view.starts_with_speech:
        yield -3.5, "the talk goes on"
    elif last.has_speech and not (has_blank or is_new or has_passed):
        yield -2.0, "there was talk"
    elif view.starts_with_speech and not has_blank:
        yield -1.5, "opens with speech"
    if at - low < 3:
        yield -4.0, "hardly begun"
    if high - at < 4 and not has_blank:
        yield -2.0, "little follows"


def _introduces(view: View, before: Sequence[View]) -> bool:
    """Whether a paragraph opens with the full name of somebody who has not acted yet, as stories introduce people."""
    if not view.sentences or not view.sentences[0].is_named or not _FULL_NAME.match(view.clean.text):
        return False
    name = view.sentences[0].subject
    return name is not None and not _named(name, before[-2:]) and not any(name in one.actors for one in before)


def _names_whom_it_follows(view: View, after: Sequence[View]) -> bool:
    """Whether the first sentence of a paragraph names the person the next ones are about."""
    about = _weights(iter(after))
    opening = view.sentences[0].text if view.sentences else ""
    return bool(about) and max(about, key=lambda name: about[name]).split()[0] in opening


def _cast_reasons(
    before: Sequence[View], after: Sequence[View], genders: Mapping[str, Gender], *, is_new: bool
) -> Iterator[tuple[float, str]]:
    """Yield what the people on either side say for and against a new scene."""
    last = before[-1]
    if not last.has_speech and len(last.clean.text) < 40 and not _LEAVES.search(last.clean.text):
        yield 0.5, "a short last word"
    old, new = _weights(reversed(before)), _weights(iter(after))
    if not old or not new:
        return
    eyes, others = max(old, key=lambda n: old[n]), max(new, key=lambda n: new[n])
    if eyes == others:
        yield -0.5, "the same eyes"
    elif is_new and others == after[0].sentences[0].subject and _leads(others, after) and not _named(eyes, after):
        yield 3.0, "new eyes"
    elif _often(eyes, before) >= 2 and _leads(others, after) and new[eyes] < 0.2 * sum(new.values()):
        apart = not _named(eyes, after[:4]) and not _named(others, before[-4:])
        yield (3.0, "other eyes") if apart else (1.5, "perhaps other eyes")
        if _leaves(eyes, before[-1:], genders):
            yield 1.5, "who we were with goes"
        if _leaves(others, before, genders):
            yield 1.5, "who comes had gone"
        if _named(eyes, after[:1]) or _named(others, before[-2:]):
            yield -1.5, "both are there"
    near_old = {name for view in before[-2:] for name in view.actors}
    near_new = {name for view in after[:3] for name in view.actors}
    if near_old and near_new and not near_old & near_new:
        yield 1.0, "nobody goes on"
        if not near_old & new.keys():
            yield 1.0, "who acted last is gone"
    if len(old.keys() & new.keys()) >= 2:
        yield -2.0, "the same people"


def _often(name: str, few: Sequence[View]) -> int:
    return sum(name in view.actors or name in view.minds for view in few)


def _leads(name: str, few: Sequence[View]) -> bool:
    """Whether somebody acts in two paragraphs or more, and in most of those where anybody does."""
    acted = [view for view in few if view.actors or view.minds]
    own = _often(name, acted)
    return own >= 2 and own >= 0.6 * len(acted)


def _named(name: str, few: Sequence[View]) -> bool:
    return any(name in view.mentioned for view in few)


def _leaves(name: str, few: Sequence[View], genders: Mapping[str, Gender]) -> bool:
    """Whether somebody is told to go away."""
    pronoun = {Gender.MALE: "he", Gender.FEMALE: "she"}.get(genders.get(name, Gender.UNKNOWN))
    for view in few:
        for sentence in view.sentences:
            for match in _LEAVES.finditer(sentence.text):
                lead = sentence.text[: match.start()].rsplit(None, 3)[-2:]
                if sentence.subject == name or name.split()[0] in lead or (pronoun and pronoun in lead):
                    return True
    return False


def _weights(seen: Iterator[View]) -> Counter[str]:
    """Return how much each person acts and perceives, the nearest paragraphs counting most."""
    total: Counter[str] = Counter()
    share = 1.0
    for view in seen:
        for name, weight in view.actors.items():
            total[name] += share * weight  # type: ignore[assignment]
        for name, weight in view.minds.items():
            total[name] += share * weight  # type: ignore[assignment]
        share *= 0.85
    return total


# ------------------------------------------------------------------ titles


def _title(inside: Sequence[View]) -> str:
    """Return a title from the place the scene opens in, else from its first words."""
    for view in inside[:2]:
        for sentence in view.sentences[:2]:
            if match := _TITLE_PLACE.search(sentence.text):
                place = match["place"]
                return place[0].upper() + place[1:]
    return shortened(inside[0].clean.text) if inside else ""


def _eyes(inside: Sequence[View]) -> str | None:
    """Return with whose eyes a scene is seen, where one person's clearly are."""
    minds: Counter[str] = Counter()
    for view in inside:
        for name, weight in view.minds.items():
            minds[name] += weight  # type: ignore[assignment]
    if not minds:
        return None
    name, most = minds.most_common(1)[0]
    return name if most >= 2 and most >= 0.4 * sum(minds.values()) else None
