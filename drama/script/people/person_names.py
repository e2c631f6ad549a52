"""Which capitalised names belong to people, rather than to places and things."""

from __future__ import annotations

from drama.languages.base import Language
from drama.languages.letters import without_accents
from drama.script.people.name_counts import NameCounts, Usage
from drama.script.people.name_parts import is_title


def person_names(counts: NameCounts) -> dict[str, Usage]:
    """Return the names that belong to people rather than places and things."""
    language = counts.language
    known = language.names.first_names()
    chosen: dict[str, Usage] = {}
    for name, usage in counts.names.items():
        if not _is_nameable(name, counts):
            continue
        words = without_accents(name.lower()).split()
        bare = [word for word in words if not is_title(word, language)]
        has_title = len(bare) < len(words) and bool(bare)
        if not bare:
            if usage.tagged or (usage.vocative and usage.narrated and usage.subject):
                chosen[name] = usage
            continue
        common = counts.lower[name.lower()] if len(words) == 1 else 0
        acts = usage.subject + 2 * usage.tagged
        if len(words) == 1 and words[0] not in known and _is_common_word(usage, common):
            continue
        is_first = bare[0] in known
        if name in language.names.months and not usage.tagged and usage.place and not usage.vocative:
            continue  # "in June"
        if name.split()[-1] in language.not_names and not usage.tagged and len(words) > 1:
            continue  # "Rose Street"
        total = max(1, usage.narrated + usage.quoted)
        if usage.place > max(1, 0.12 * total) and usage.tagged < 0.05 * total and not has_title:
            continue
        if (
            has_title
            or usage.tagged
            or _is_human(name, usage, language)
            or (is_first and (acts or usage.vocative or total > 1 or len(bare) > 1))
            or (usage.vocative and (acts or usage.vocative > 1) and usage.narrated + usage.vocative > 1)
            or (acts >= 2 and acts >= 0.12 * total and usage.place < 0.25 * total)
        ):
            chosen[name] = usage
    _add_longer_and_shorter(chosen, counts)
    return chosen


def _is_human(name: str, usage: Usage, language: Language) -> bool:
    """Whether one use is enough to tell that a name is somebody's: "Rin shrugged", "Bex kicked the ball"."""
    low = name.lower()
    if usage.article or low in language.descriptions.matter or low in language.noun_genders:
        return False
    return bool(usage.human or (usage.busy and not low.endswith("s")))


_USUAL = 2
"""Uses from which on a longer name that does nothing is one."""


def _is_common_word(usage: Usage, count: int) -> bool:
    """Whether a word that stands so often in lower case is capitalised too seldom to be a name."""
    if not usage.middle:
        return count > 0
    return count > 8 * (usage.middle + usage.vocative + usage.tagged)


def _add_longer_and_shorter(chosen: dict[str, Usage], counts: NameCounts) -> None:
    """Choose names that hold a chosen one, or that it may be short for."""
    for name, usage in counts.names.items():  # "Sigrun Vale" where there is a Sigrun who speaks
        first, _, rest = name.partition(" ")
        is_usual = usage.subject or usage.narrated >= _USUAL
        if rest and " " not in rest and is_usual and not usage.place and first in chosen and chosen[first].tagged:
            chosen.setdefault(name, usage)
    starts = {name.lower()[:4] for name in chosen if " " not in name}
    for name, usage in counts.names.items():  # "Cordy!" where there is a Cordula
        if usage.vocative and not usage.narrated and name.lower()[:4] in starts and _is_nameable(name, counts):
            chosen.setdefault(name, usage)


def _is_nameable(name: str, counts: NameCounts) -> bool:
    """Whether a capitalised run can be a name at all."""
    if name.isupper() and len(name) > 3 and not (counts.names[name].tagged or counts.names[name].human):
        return False
    first, _, rest = name.partition("-")
    if rest and rest[0].islower() and counts.lower[first.lower()]:
        return False  # "Good-night"
    if name.endswith("s") and name[:-1] in counts.names:
        usage, single = counts.names[name], counts.names[name[:-1]]
        return not (usage.article > 0.5 * usage.narrated or single.narrated > 5 * usage.narrated)
    return True
