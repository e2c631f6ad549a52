"""The people of a series as a table, and what of it would be heard as a mistake."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from drama.cli.terminal import clean, colour_of, count

if TYPE_CHECKING:
    from drama import Series, SeriesPerson
    from drama.model import Voice

_ALIKE_SHOWN = 12
"""Pairs who sound alike that are listed; of the rest only the number is given."""
_LONGEST = 40
"""Characters shown of a name or a title."""
_RIGHT = frozenset({"LINES", "PEOPLE"})
"""Columns of numbers."""


def series_rows(series: Series) -> Iterator[str]:
    """Yield what is known of a series: its episodes, its people in groups, and what needs a decision."""
    yield click.style(clean(series.title or "A series without a title"), bold=True) + clean(
        f"  {count(len(series.episodes), 'episode')} in {series.folder}"
    )
    yield ""
    yield from _episode_rows(series)
    yield ""
    yield from _people_rows(series)
    yield ""
    locked = f", locked in {series.lock_path.name}" if series.lock_path else ""
    yield clean(f"Cast file: {series.file.path if series.file and series.file.path else 'built in'}{locked}")


def problem_rows(series: Series) -> Iterator[str]:
    """Yield what a listener would notice, and what to do about it."""
    for person in series.changing:
        heard = ", then ".join(f"{_voice(voice)} in {episodes}" for voice, episodes in person.voices)
        yield clean(f"Changes: {person.shown} is {heard}")
    for variation in series.variations:
        yield clean(f"Changes: {variation}")
    for clash in series.clashes[:_ALIKE_SHOWN]:
        yield clean(f"Alike: {clash}")
    if (rest := len(series.clashes) - _ALIKE_SHOWN) > 0:
        yield f"… and {count(rest, 'more pair')} alike"


def lock_rows(series: Series) -> Iterator[str]:
    """Yield what would not sound as the series was locked."""
    for difference in series.lock_differences:
        yield clean(f"Not as locked: {difference}")


def next_steps(series: Series) -> Iterator[str]:
    """Yield the command that keeps what is not kept yet."""
    folder = shlex.quote(str(series.folder))
    loose = [person for person in series.regulars if not (person.is_held or person.is_narrated)]
    if len(series.episodes) == 1 and series.path is None:
        loose = [person for person in series.people if person.name and not person.is_narrated]
    if loose:
        more = f" and {len(loose) - 3} more" if len(loose) > 3 else ""
        who = ", ".join(person.shown for person in loose[:3])
        yield f"To keep the voices of {who}{more}:  drama cast --series {folder} --save"
    elif series.path is not None and series.lock_path is None:
        yield f"To be told before an episode would sound otherwise:  drama cast --series {folder} --lock"


def _episode_rows(series: Series) -> Iterator[str]:
    rows = [("", "EPISODE", "FILE", "LINES", "PEOPLE")]
    for episode in series.episodes:
        lines = episode.script.lines
        speakers = {line.speaker for line in lines if line.speaker}
        shown = (_short(episode.title), _short(str(episode.path.name)), f"{len(lines):,}", str(len(speakers)))
        rows.append((episode.number or "–", *shown))
    for index, row in enumerate(_aligned(rows)):
        yield click.style(row, bold=index == 0)


def _people_rows(series: Series) -> Iterator[str]:
    narrator = [person for person in series.people if person.name is None]
    groups = [
        ("", narrator),
        ("returning", [person for person in series.regulars if person.returns]),
        ("held by the cast file, in one episode so far", [person for person in series.regulars if not person.returns]),
        (f"new in {series.episodes[-1].label}", series.newcomers),
        ("in one episode" if len(series.episodes) > 1 else "", series.guests),
    ]
    shown = [(title, person) for title, people in groups for person in people]
    rows = [("PERSON", "EPISODES", "LINES", "VOICE", "KEPT BY"), *(_row(person, series) for _, person in shown)]
    table = _aligned(rows)
    yield click.style(table[0], bold=True)
    last = ""
    for (title, person), row in zip(shown, table[1:], strict=True):
        if title != last:
            yield click.style(clean(title), dim=True)
            last = title
        yield click.style(row, fg=colour_of(person.name) if person.name else None)
    people = len(shown) - len(narrator)
    yield "1 person" if people == 1 else f"{people:,} people"


def _row(person: SeriesPerson, series: Series) -> tuple[str, ...]:
    voices = " / ".join(_voice(voice) for voice, _ in person.voices)
    held = series.file.path.name if person.is_held and series.file and series.file.path else ""
    return (_short(person.name or "(narrator)"), person.episodes, f"{person.lines:,}", voices, held)


def _voice(voice: Voice) -> str:
    """Return what a voice is called, with what else tells it from another of that name."""
    pitch = "" if voice.pitch is None else f", pitch {voice.pitch}"
    return f"{voice.name} ({voice.id}, {voice.rate_wpm} wpm{pitch})"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as text in columns, numbers on the right."""
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    return [
        "  ".join(
            cell.rjust(width) if name in _RIGHT else cell.ljust(width)
            for cell, width, name in zip(row, widths, rows[0], strict=True)
        ).rstrip()
        for row in cells
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
