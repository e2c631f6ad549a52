"""What goes to a screen: text made harmless, colours, progress, and the options commands share."""

from __future__ import annotations

import gc
import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from drama.model import Form

if TYPE_CHECKING:
    from drama import Production, Progress, Upload
    from drama.model import Script

_P = ParamSpec("_P")
_T = TypeVar("_T")

_UNPRINTABLE = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]"  # ANSI control sequences
    "|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?"  # operating system commands: titles, links, the clipboard
    "|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"  # control characters but those that part rows and columns
    "|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # what turns the direction of text around
)

_PALETTE = ("bright_cyan", "bright_magenta", "bright_yellow", "bright_green", "bright_blue", "bright_red",
            "cyan", "magenta", "yellow", "green", "blue", "red")  # fmt: skip


_PARTING = str.maketrans({mark: repr(mark)[1:-1] for mark in "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"})
"""What ends a row, or a column, for a terminal or for str.splitlines, and how it is shown."""


def uncollected(command: Callable[_P, _T]) -> Callable[_P, _T]:
    """Run a command without looking for cycles of objects to free: it keeps what it makes up to its end, soon after."""

    @wraps(command)
    def run(*args: _P.args, **options: _P.kwargs) -> _T:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return command(*args, **options)
        finally:
            if was_on:
                gc.enable()

    return run


def clean(text: str) -> str:
    """Return text from a story, a config or a file name as one row, without anything a terminal would act on.

    A file's name may hold a line end: it is shown as ``\\n``, so that what follows is not taken for a row of drama's.
    """
    return _UNPRINTABLE.sub("", text).translate(_PARTING)


def paragraphs(*blocks: str) -> str:
    """Join blocks of help text; a block that begins with ``\\b`` keeps its line breaks."""
    return "\n\n".join("\n".join(line.strip() for line in block.splitlines()) for block in blocks)


def colour_of(speaker: str) -> str:
    """Return the colour that is this character's in every run."""
    return _PALETTE[hashlib.sha256(speaker.encode()).digest()[0] % len(_PALETTE)]


def clock(seconds: float) -> str:
    """Return a duration as ``1:02:03`` or ``2:03``."""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def duration(seconds: float) -> str:
    """Return about how long something takes: ``8 s``, ``3 min``, ``2 h 10 min``."""
    if seconds < 100:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours else f"{minutes} min"


def count(number: int, noun: str) -> str:
    """Return ``1 line`` or ``2 lines``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def agrees(question: str) -> bool:
    """Ask, and return whether the answer was yes; an input that ends says no."""
    try:
        return click.confirm(clean(question))
    except click.Abort:
        click.echo()
        return False


def show_warnings(warnings: Iterable[str]) -> None:
    """Print warnings on standard error."""
    for warning in warnings:
        click.echo(clean(f"Warning: {warning}"), err=True)


def told_early(production: Production) -> tuple[str, ...]:
    """Return what to say before a render begins, without what that refuses to begin for and says itself."""
    return tuple(warning for warning in production.early_warnings if warning not in production.absent_recordings)


def show_form(script: Script) -> None:
    """Say on standard error what a story was read as that is no prose."""
    if not (form := script.story.read_as):
        return
    speakers = len({line.speaker.casefold() for line in script.story.given if line.speaker is not None})
    left_out = sum(skip.reason == "action" for skip in script.story.skips)
    without = f", {count(left_out, 'paragraph')} of action left out" if left_out else ""
    click.echo(
        clean(f"Note: read as {form}: {count(speakers, 'speaker')}{without}; --as prose reads every word"), err=True
    )


def show_uploads(uploads: Iterable[Upload]) -> None:
    """Say on standard error what goes out of drama, and where to: before it does."""
    for sending in uploads:
        click.echo(clean(f"Note: {sending}"), err=True)


@contextmanager
def progress_bars() -> Iterator[Callable[[Progress], None]]:
    """Yield a function that draws progress on standard error, where that is a terminal; else it draws nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    bars: dict[str, Any] = {}

    def draw(progress: Progress) -> None:
        if progress.stage not in bars:
            for bar in bars.values():
                bar.render_finish()
            label = {"record": "Recording", "mix": "Mixing   "}[progress.stage]
            bars[progress.stage] = click.progressbar(
                length=progress.total, label=label, file=sys.stderr, show_pos=progress.stage == "record"
            )
        bar = bars[progress.stage]
        bar.update(progress.done - bar.pos)

    try:
        yield draw
    finally:
        for bar in bars.values():
            bar.render_finish()


class Numbers(click.ParamType[frozenset[int]]):
    """Scenes or lines as ``4``, ``3-5`` or ``1,3-5``."""

    def __init__(self, name: str) -> None:
        self.name = name

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[int]:
        """Return the numbers meant; wrong usage if it is not a list of numbers and ranges."""
        numbers: set[int] = set()
        for part in str(value).split(","):
            match = re.fullmatch(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?", part)
            first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
            if not 1 <= first <= last:
                self.fail(f"{value!r} is not a choice of {self.name} such as 4, 3-5 or 1,3-5", param, ctx)
            numbers.update(range(first, last + 1))
        return frozenset(numbers)


class Names(click.ParamType[tuple[str, ...]]):
    """Names of documents, ``vtt,chapters``; ``all`` stays, and means every one that can be made."""

    name = "names"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the names; wrong usage if one is not known. ``list`` prints what there is and ends."""
        import drama

        if isinstance(value, tuple):
            return value
        known = drama.documents()
        names = tuple(dict.fromkeys(part.strip() for part in str(value).split(",")))
        if names == ("list",):
            for offer in known.values():
                needs = f" (needs {offer.needs or '--stems'})" if offer.needs or offer.needs_stems else ""
                click.echo(f"{offer.name:<16} {offer.suffix:<23} {offer.describe}{needs}")
            raise click.exceptions.Exit
        for name in names:
            if name not in known and name != "all":
                self.fail(f"{name!r} is not one of {', '.join((*known, 'all'))}", param, ctx)
        if "all" not in names:
            return names
        for offer in known.values():
            if offer.needs:
                click.echo(f"Note: {offer.name} is left out: it needs {offer.needs}", err=True)
        return ("all",)


class Pair(click.ParamType[tuple[str, str]]):
    """A name and a text, as ``series=Harbour Tales``."""

    name = "name=text"

    def __init__(self, example: str = 'a name and a text such as series="Harbour Tales"') -> None:
        """Take what is asked for, in words, with an example."""
        self.example = example

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return the two; wrong usage if there is no equals sign."""
        if isinstance(value, tuple):
            return value
        name, equals, text = str(value).partition("=")
        if not name.strip() or not equals:
            self.fail(f"{value!r} is not {self.example}", param, ctx)
        return name.strip(), text


as_option = click.option(
    "--as",
    "as_",
    type=click.Choice([form.value for form in Form]),
    callback=lambda _context, _option, name: None if name is None else Form(name),
    help="Read STORY as this, whatever it looks like: prose; a screenplay in Fountain; a script whose lines are "
    "labelled with their speakers.",
)
action_option = click.option(
    "--no-action",
    "action",
    is_flag=True,
    default=True,
    flag_value=False,
    help="Leave out the action of a script: what it says beside its speeches and scene headings.",
)
voices_option = click.option(
    "--voices",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Cast file.  [default: STORY.voices.toml beside the story, else the nearest voices.toml or "
    "series.voices.toml in a folder above, else the built-in one]",
)
engine_option = click.option("--engine", metavar="NAME", help="Use this speech engine for every voice.")
style_option = click.option(
    "--style",
    metavar="NAME",
    help="Sound design: reading, drama, radio, or a style of the cast file.  [default: the cast file's, else reading]",
)
language_option = click.option("--language-anyway", is_flag=True, help="Record a story that is not in English anyway.")
lock_option = click.option(
    "--lock-anyway", is_flag=True, help="Record an episode that would not sound as its series was locked anyway."
)
force_option = click.option(
    "--force",
    "replaces_any",
    is_flag=True,
    help="Overwrite output files that drama did not write. Never overwrites the story, cast files or sounds in use.",
)
recordings_option = click.option(
    "--without-recordings",
    "recordings",
    is_flag=True,
    default=True,
    flag_value=False,
    help="Have voices speak also the lines that actors have recorded (`drama actors`).",
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Number of processes.  [default: one per core]"
)
