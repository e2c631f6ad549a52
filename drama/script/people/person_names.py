"""Which capitalised names belong to people, rather than to places and things."""

from __future__ import annotations

from drama.languages.base import Language
from drama.languages.letters import without_accents
from drama.script.people.name_counts import NameCounts, Usage
from drama.script.people.name_parts import is_title


def person_names(counts: NameCounts) -> dict[str, Usage]:
    """Return the names that belong to people rather than places and things."""
    chosen = {name: usage for name, usage in counts.names.items() if _is_nameable(name, counts)}
    chosen = {name: usage for name, usage in chosen.items() if _is_person(name, usage, counts)}
    _add_longer_and_shorter(chosen, counts)
    return chosen


def _is_human(name: str, usage: Usage, counts: NameCounts) -> bool:
    """Whether one use is enough to tell that a name is somebody's: "Rin shrugged", "Bex kicked the ball".

    Not where its last word is a name by itself: "Slowly Marek turned".
    """
    low, language = name.lower(), counts.language
    first, _, last = name.rpartition(" ")
    if first and not usage.middle and last in counts.names:
        return False
    if usage.article or low in language.descriptions.matter or low in language.noun_genders:
        return False
    return bool(usage.human or (usage.busy and not low.endswith("s")))


def _is_person(name: str, usage: Usage, counts: NameCounts) -> bool:
    """Whether all uses of a name together speak for a person: what it is called, what it does, where it stands."""
    language = counts.language
    words = without_accents(name.lower()).split()
    bare = [word for word in words if not is_title(word, language)]
    if not bare:
        return bool(usage.tagged or (usage.vocative and usage.narrated and usage.subject))
    has_title = any(is_title(word, language) and word.rstrip(".") not in _saints(counts) for word in words)
    is_first = bare[0] in language.names.first_names()
    if name in language.names.months and not usage.tagged and usage.place and not usage.vocative:
        return False  # "in June"
    if name.rsplit(maxsplit=1)[-1] in language.not_names and not usage.tagged and len(words) > 1:
        return False  # "Rose Street"
    if not has_title:
        is_single = len(words) == 1 and not is_first
        if is_single and (
            _is_common_word(usage, counts.lower[name.lower()]) or _is_interjection(name, usage, language)
        ):
            return False
        if _is_place(usage, is_first=is_first) or _is_thing(usage) or (is_single and _is_people(name, usage, language)):
            return False
    total = max(1, usage.narrated + usage.quoted)
    acts = usage.subject + 2 * usage.tagged
    return bool(
        has_title
        or usage.tagged
        or _is_human(name, usage, counts)
        or (is_first and (acts or usage.vocative or total > 1 or len(bare) > 1))
        or (usage.vocative and (acts or usage.vocative > 1) and usage.narrated + usage.vocative > 1)
        or (acts >= _ACTS and usage.does and acts >= 0.12 * total and usage.place < 0.25 * total)
    )


_ACTS = 2


def _saints(counts: NameCounts) -> frozenset[str]:
    """Return the titles that stand in the names of places as often: "St. Austrey"."""
    return frozenset(word.rstrip(".") for word in counts.language.titles.in_names)


def _is_place(usage: Usage, *, is_first: bool) -> bool:
    """Whether a name stands where places do, and too seldom speaks or is spoken to for a person.

    Whom the narration names so often without a word said by or to them is nobody: "Brinmoor slept".
    """
    total = max(1, usage.narrated + usage.quoted)
    is_silent = not (usage.tagged or usage.vocative)
    if is_silent and usage.place and (usage.place >= total or (usage.place >= _PLACED * total and not is_first)):
        return True
    return usage.place > max(1, 0.12 * total) and usage.tagged < max(0.05 * total, 0.5 * usage.place)


_PLACED = 0.05


def _is_interjection(name: str, usage: Usage, language: Language) -> bool:
    """Whether a short word only opens what somebody says: "Koh. It is late", and never ends it: "Wait, Ilka"."""
    is_only_called = not (usage.narrated or usage.quoted or usage.tagged)
    return is_only_called and (len(name) <= _SHORT or not language.names.vowel.search(name))


_SHORT = 4


def _is_thing(usage: Usage) -> bool:
    """Whether an article goes with a name that says nothing: "the Loggia", "the Hesper"."""
    is_silent = usage.tagged + usage.vocative < 1 or (usage.tagged < _ACTS and not usage.vocative and not usage.subject)
    return is_silent and usage.article > 0.5 * max(1, usage.narrated)


def _is_people(name: str, usage: Usage, language: Language) -> bool:
    """Whether a word means a language or all who speak it: "Klevish", "Italians"."""
    return not (usage.tagged or usage.vocative) and language.names.peoples.search(name) is not None


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
        last = rest.rpartition(" ")[2]  # "Piet Vale" where there is a Vale who speaks
        is_common = bool(counts.lower[first.lower()]) or (not usage.middle and first.endswith("ly"))
        if last in chosen and chosen[last].tagged and usage.subject and not usage.place and not is_common:
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
