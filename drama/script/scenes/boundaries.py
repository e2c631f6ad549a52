"""Weighs whether a paragraph opens a scene that nothing marks: the reasons for and against, each with a weight.

The weights are judgements. They were checked on stories whose scenes were known and on novels whose chapters have
few such jumps, where they find about ten in 100,000 words, most of them real.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from drama.model import Gender

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from drama.languages.base import Language
    from drama.languages.patterns import ScenePatterns
    from drama.script.text.narration import View

ENOUGH = 5.0
"""The sum of reasons that opens a scene without a mark."""
BLANK_LINES = "blank lines"
"""The reason that is a run of blank lines."""
_WINDOW = 6
"""Paragraphs looked at on either side."""

_Reasons = Iterator[tuple[float, str]]


def weigh(
    at: int,
    seen: Sequence[View],
    bounds: tuple[int, int],
    genders: Mapping[str, Gender],
    language: Language,
    *,
    has_blank: bool,
) -> tuple[float, tuple[str, ...]]:
    """Return the sum of the reasons for a scene to open at a view, and the reasons in words.

    Nothing outside the bounds is looked at: a mark stands there.
    """
    reasons = list(_reasons(at, seen, bounds, genders, language, has_blank=has_blank))
    return sum(weight for weight, _ in reasons), tuple(reason for _, reason in reasons)


def _reasons(
    at: int,
    seen: Sequence[View],
    bounds: tuple[int, int],
    genders: Mapping[str, Gender],
    language: Language,
    *,
    has_blank: bool,
) -> _Reasons:
    low, high = bounds
    before, after = seen[max(low, at - _WINDOW) : at], seen[at : min(high, at + _WINDOW)]
    is_new = _introduces(seen[at], seen[max(low, at - 30) : at], language)
    when = list(_time_and_place(seen[at], language.scenes))
    if has_blank:
        yield 5.5, BLANK_LINES
    yield from when
    yield from _people(before, after, genders, language, is_new=is_new)
    yield from _opening(seen[at], after, is_new=is_new, has_blank=has_blank)
    is_excused = has_blank or is_new or any(weight >= 4.0 for weight, _ in when)
    yield from _talk(seen[at - 1], seen[at], language.scenes, has_blank=has_blank, is_excused=is_excused)
    if at - low < 3:
        yield -4.0, "hardly begun"
    if high - at < (2 if has_blank else 4):
        yield -2.0, "little follows"


def _time_and_place(view: View, patterns: ScenePatterns) -> _Reasons:
    opening = view.sentences[0].text if view.sentences and not view.starts_with_speech else ""
    has_passed = patterns.time.match(opening) or patterns.clock.match(opening)
    if has_passed:
        yield 5.0, "time has passed"
    elif patterns.weak_time.match(opening):
        yield 2.0, "a time of day"
    if patterns.meanwhile.match(opening):
        yield 4.0, "elsewhere"
    elif patterns.place.match(opening):
        yield 1.0, "another place"
    if not has_passed and patterns.refers_back.match(opening):
        yield -1.5, "refers back"


def _opening(view: View, after: Sequence[View], *, is_new: bool, has_blank: bool) -> _Reasons:
    """Yield what the first sentences say: a scene seldom opens with a pronoun."""
    named = next((sentence for sentence in view.sentences[:2] if sentence.subject is not None), None)
    if is_new:
        yield 1.5, "somebody new"
    elif (named is not None and named.is_named) or _names_whom_it_follows(view, after):
        yield 0.5, "opens with a name"
    elif named is not None or not view.sentences:
        yield -1.0, "opens with a pronoun"
    elif not has_blank:
        yield -1.0, "opens with nobody"


def _talk(last: View, view: View, patterns: ScenePatterns, *, has_blank: bool, is_excused: bool) -> _Reasons:
    """Yield what speech on either side says: people who talk are still there."""
    if last.has_speech and view.starts_with_speech:
        yield -3.5, "the talk goes on"
    elif last.has_speech and not is_excused:
        yield -2.0, "there was talk"
    elif view.starts_with_speech and not has_blank:
        yield -1.5, "opens with speech"
    if not last.has_speech and len(last.clean.text) < 40 and not patterns.leaves.search(last.clean.text):
        yield 0.5, "a short last word"


def _introduces(view: View, before: Sequence[View], language: Language) -> bool:
    """Whether a paragraph opens with the full name of somebody who has not acted yet, as stories introduce people."""
    if not view.sentences or not view.sentences[0].is_named or not language.scenes.full_name.match(view.clean.text):
        return False
    name = view.sentences[0].subject
    return name is not None and not _named(name, before[-2:]) and not any(name in one.actors for one in before)


def _names_whom_it_follows(view: View, after: Sequence[View]) -> bool:
    """Whether the first sentence of a paragraph names the person the next ones are about."""
    about = _weights(after)
    opening = view.sentences[0].text if view.sentences else ""
    return bool(about) and any(word in opening for word in max(about, key=lambda name: about[name]).split())


def _people(
    before: Sequence[View],
    after: Sequence[View],
    genders: Mapping[str, Gender],
    language: Language,
    *,
    is_new: bool,
) -> _Reasons:
    """Yield what the people on either side say for and against a new scene."""
    old, new = _weights(reversed(before)), _weights(after)
    if not old or not new:
        return
    eyes, others = max(old, key=lambda name: old[name]), max(new, key=lambda name: new[name])
    if eyes == others:
        yield -0.5, "the same eyes"
    elif is_new and others == after[0].sentences[0].subject and _leads(others, after) and not _named(eyes, after):
        yield 3.0, "new eyes"
    elif _often(eyes, before) >= 2 and _leads(others, after) and new.get(eyes, 0.0) < 0.2 * sum(new.values()):
        yield from _handover(eyes, others, before, after, genders, language)
    near_old = {name for view in before[-2:] for name in view.actors}
    near_new = {name for view in after[:3] for name in view.actors}
    if near_old and near_new and not near_old & near_new:
        yield 1.0, "nobody goes on"
        if not near_old & new.keys():
            yield 1.0, "who acted last is gone"
    if len(old.keys() & new.keys()) >= 2:
        yield -2.0, "the same people"


def _handover(  # noqa: PLR0917 - as above
    eyes: str,
    others: str,
    before: Sequence[View],
    after: Sequence[View],
    genders: Mapping[str, Gender],
    language: Language,
) -> _Reasons:
    """Yield what speaks for the narration having gone from one pair of eyes to another."""
    apart = not _named(eyes, after[:4]) and not _named(others, before[-4:])
    yield (3.0, "other eyes") if apart else (1.5, "perhaps other eyes")
    if _leaves(eyes, before[-1:], genders, language):
        yield 1.5, "who we were with goes"
    if _leaves(others, before, genders, language):
        yield 1.5, "who comes had gone"
    if _named(eyes, after[:1]) or _named(others, before[-2:]):
        yield -1.5, "both are there"


def _often(name: str, few: Sequence[View]) -> int:
    return sum(name in view.actors or name in view.minds for view in few)


def _leads(name: str, few: Sequence[View]) -> bool:
    """Whether somebody acts in two paragraphs or more, and in most of those where anybody does."""
    acted = [view for view in few if view.actors or view.minds]
    own = _often(name, acted)
    return own >= 2 and own >= 0.6 * len(acted)


def _named(name: str, few: Sequence[View]) -> bool:
    return any(name in view.mentioned for view in few)


def _leaves(name: str, few: Sequence[View], genders: Mapping[str, Gender], language: Language) -> bool:
    """Whether somebody is told to go away."""
    pronouns = {Gender.MALE: language.pronouns.he, Gender.FEMALE: language.pronouns.she}
    pronoun = pronouns.get(genders.get(name, Gender.UNKNOWN), name)
    for view in few:
        for sentence in view.sentences:
            for match in language.scenes.leaves.finditer(sentence.text):
                lead = sentence.text[: match.start()].rsplit(None, 3)[-2:]
                if sentence.subject == name or pronoun in lead or any(word in lead for word in name.split()):
                    return True
    return False


def _weights(seen: Iterable[View]) -> dict[str, float]:
    """Return how much each person acts and perceives, the first paragraphs counting most."""
    total: dict[str, float] = {}
    share = 1.0
    for view in seen:
        for name, weight in (*view.actors.items(), *view.minds.items()):
            total[name] = total.get(name, 0.0) + share * weight
        share *= 0.85
    return total
