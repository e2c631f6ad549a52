"""Who plays in a season and who made it, each once, as its pages list them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from drama.files.text import plain
from drama.publishing.season import SYNTHETIC, EpisodeKind, Person, Season, SeasonEpisode
from drama.publishing.site.structured import is_cast


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody of the cast or the crew."""

    name: str
    """The character; of the crew and of who plays nobody by name the person."""
    by: str = ""
    """Of the cast who plays or tells it, of the crew what they do."""
    episodes: str = ""
    """Which episodes of the season, where it is not all of them: ``1–3, 5``."""

    @property
    def initial(self) -> str:
        """The first letter of the name."""
        return next((letter.upper() for letter in self.name if letter.isalnum()), "·")


def all_synthetic(cast: tuple[Credit, ...]) -> tuple[tuple[Credit, ...], bool]:
    """Return a cast, and whether every voice of it is synthetic: then that is said once, and not behind each name."""
    suffix = f" ({SYNTHETIC})"
    if not cast or not all(one.by.endswith(suffix) or one.by == SYNTHETIC.capitalize() for one in cast):
        return cast, False
    return tuple(replace(one, by=one.by.removesuffix(suffix)) for one in cast), True


def cast_of(season: Season, episode: SeasonEpisode | None = None) -> tuple[Credit, ...]:
    """Return who plays in an episode, or in the season, in order of appearance."""
    return _credits(season, episode, are_cast=True)


def crew_of(season: Season, episode: SeasonEpisode | None = None) -> tuple[Credit, ...]:
    """Return who made an episode, or the season."""
    return _credits(season, episode, are_cast=False)


def _credits(season: Season, episode: SeasonEpisode | None, *, are_cast: bool) -> tuple[Credit, ...]:
    found: dict[tuple[str, str], list[int]] = {}
    episodes = [one for one in season.episodes if one.kind is not EpisodeKind.TRAILER]
    for of_all in season.persons:
        if is_cast(of_all) == are_cast and not (are_cast and episode):
            found.setdefault(_shown(of_all), []).extend(range(len(episodes)))
    for at, one in enumerate(episodes if episode is None else [episode]):
        for person in one.persons:
            if is_cast(person) == are_cast:
                found.setdefault(_shown(person), []).append(at)
    return tuple(
        Credit(name, by, "" if episode else _which(episodes, sorted(set(places))))
        for (name, by), places in found.items()
        if name
    )


def _shown(person: Person) -> tuple[str, str]:
    name, plays, role = plain(person.name), plain(person.plays), plain(person.role)
    if plays:
        return plays, name
    return (role[:1].upper() + role[1:], name) if is_cast(person) and role else (name, role)


def _which(episodes: list[SeasonEpisode], places: list[int]) -> str:
    """Return the numbers of some episodes, runs of them in short; nothing for all."""
    if len(places) == len(episodes):
        return ""
    return ", ".join(_runs(sorted({number for at in places if (number := episodes[at].number) is not None})))


def _runs(numbers: list[int]) -> Iterator[str]:
    first = last = None
    for number in (*numbers, None):
        if first is not None and (number is None or number != last + 1):  # type: ignore[operator]
            yield str(first) if first == last else f"{first}–{last}"
            first = None
        first = number if first is None else first
        last = number
