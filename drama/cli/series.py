"""What ``drama cast --series FOLDER`` does: a folder of episodes as one table, its cast file, its lock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.series_table import lock_rows, next_steps, problem_rows, series_rows
from drama.cli.terminal import clean, count, show_warnings

if TYPE_CHECKING:
    from drama import LockedSeries, SavedSeries

_SHOWN = 6
"""People named in one row."""


def show_series(folder: Path, *, save: bool, lock: bool, undo: bool, renew: bool) -> None:
    """Do what is asked with the files of a series, then show what it is like now."""
    import drama

    done: list[str] = []
    if undo:
        path = drama.undo_lock(folder) if lock else drama.undo_series(folder)
        done = [f"{path} is as it was before its last edit"]
    saved = drama.save_series(folder) if save else None
    done += _saved(saved) if saved is not None else []
    if lock and not undo:
        done += _locked(drama.lock_series(folder, renew=renew))
    series = drama.read_series(folder) if saved is None or lock else saved.after
    for row in series_rows(series):
        click.echo(row)
    for row in (*problem_rows(series), *lock_rows(series)):
        click.secho(row, fg="yellow")
    show_warnings(series.notes)
    for row in (*done, *next_steps(series)):
        click.echo(clean(row))


def _saved(saved: SavedSeries) -> list[str]:
    """Return what was written into the cast file of a series."""
    if not saved.held and not saved.is_new_file:
        return [f"Nothing to save: {saved.path} holds everybody who returns"]
    who = _listed([person.shown for person in saved.held])
    rows = [f"Saved in {saved.path}{' (new)' if saved.is_new_file else ''}: {who}"]
    for person in saved.moved:
        first = person.appearances[0].episode.label
        rows.append(f"  {person.shown} gets another voice than in {first}: somebody else of the series has it")
    for episode, lines in saved.changed_hands:
        rows.append(
            f"  {count(lines, 'line')} of {episode.label} changed hands: its people are known by more names now"
        )
    return rows


def _locked(locked: LockedSeries) -> list[str]:
    """Return what was written into the lock of a series."""
    rows = [f"Renewed: {what}" for what in locked.renewed]
    if locked.added:
        rows.append(f"Locked in {locked.path}{' (new)' if locked.is_new_file else ''}: {_listed(locked.added)}")
    elif not rows:
        rows.append(f"Nothing to lock: {locked.path} has everybody")
    return rows


def _listed(names: list[str] | tuple[str, ...]) -> str:
    more = f" and {count(len(names) - _SHOWN, 'other')}" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
