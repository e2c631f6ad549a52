"""The files of actors' recordings; what is named and is not there is told before a render, which refuses to begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from drama.files.messages import listed
from drama.files.paths import exists
from drama.model import Line

_SHOWN = 12
"""Lines that are named one by one."""


def recording_files(lines: Sequence[Line], folder: Path | None) -> Iterator[Path]:
    """Yield the files of the recordings of some lines; ``folder`` is where their paths start from."""
    if folder is not None:
        yield from (folder / line.direction.recording for line in lines if line.direction.recording)


def absent_warnings(lines: Sequence[Line], folder: Path | None) -> Iterator[str]:
    """Yield what is missing of the recordings of some lines; ``folder`` is where their paths start from."""
    if folder is None:
        return
    named = [line for line in lines if line.direction.recording]
    absent = [line for line in named if not exists(folder / line.direction.recording)]
    if not absent:
        return
    shown = [f"{line.number} ({line.direction.recording})" for line in absent[:_SHOWN]]
    rest = [f"{len(absent) - _SHOWN} more"] if len(absent) > _SHOWN else []
    what = "the recording of line" if len(absent) == 1 else "the recordings of lines"
    are = "is" if len(absent) == 1 else "are"
    yield (
        f"{what} {listed([*shown, *rest])} {are} not in {folder}: put {'it' if len(absent) == 1 else 'them'} back, "
        "have voices speak all lines (--without-recordings), or take them out (drama actors STORY --remove LINES)"
    )
