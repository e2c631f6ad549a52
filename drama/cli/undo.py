"""``drama undo`` and ``drama redo``: the edits of a story, one after the other, over all its text files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drama.cli.stories import opened, story_argument, words
from drama.cli.terminal import as_option, clean, count, paragraphs, voices_option
from drama.errors import DramaError

if TYPE_CHECKING:
    from drama import Edit, Line, Production, StoryFiles, Undone
    from drama.model import Form

_SHOWN = 40
"""Lines that are listed by themselves."""
_LISTED = 1_000
"""Edits that are listed."""
_NUMBERS = 10
"""Numbers of lines that are listed."""
_LONGEST = 60
"""Signs of a line that are shown."""

steps_option = click.option(
    "--steps", type=click.IntRange(min=1), default=1, metavar="N", help="Number of edits.  [default: 1]"
)


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama undo story.txt                  take the last edit back, whichever command made it
        drama undo story.txt --steps 3
        drama undo story.txt --list           all edits, the newest last
        drama redo story.txt                  bring it back""",
        "An edit is what `drama pin`, `recast`, `direct` and the like wrote, in the studio or here, into "
        "STORY.voices.toml, STORY.script.toml or STORY.answers.json; one that wrote into two files is one. What you "
        "changed in them by hand since is one too, and is taken back first. The edits stand in hidden files beside "
        "them (.STORY.script.toml.undo), without end; nothing leaves these.",
    )
)
@story_argument
@steps_option
@click.option("--list", "is_list", is_flag=True, help="List the edits of STORY, and take none back.")
@voices_option
@as_option
def undo(story: tuple[Path, ...], steps: int, is_list: bool, voices: Path | None, as_: Form | None) -> None:
    """Take the last edits of STORY back, and list the lines that are otherwise now."""
    import drama

    files = opened(story, needs_name=voices is None)
    if is_list:
        if steps > 1:
            raise click.UsageError("--list takes nothing back; it goes without --steps")
        for row in _listed(drama.edits(files, voices=voices, last=_LISTED)):
            click.echo(clean(row))
        return
    done = _told("Taken back", lambda: drama.undo(files, voices=voices, steps=steps), files, voices, as_)
    more = f" --steps {len(done.edits)}" if len(done.edits) > 1 else ""
    click.echo(f"Nothing is lost:  drama redo {words(files)}{more}")


@click.command(
    epilog=paragraphs(
        "Examples:",
        """\b
        drama redo story.txt                  bring back what `drama undo` took back last
        drama redo story.txt --steps 3""",
        "A new edit ends what can be brought back.",
    )
)
@story_argument
@steps_option
@voices_option
@as_option
def redo(story: tuple[Path, ...], steps: int, voices: Path | None, as_: Form | None) -> None:
    """Bring back the edits of STORY that were undone last, and list the lines that are otherwise now."""
    import drama

    files = opened(story, needs_name=voices is None)
    _told("Brought back", lambda: drama.redo(files, voices=voices, steps=steps), files, voices, as_)


def _told(what: str, step: Callable[[], Undone], story: StoryFiles, voices: Path | None, as_: Form | None) -> Undone:
    """Make a step, and say what it was and what it changed."""
    before = _prepared(story, voices, as_)
    done = step()
    for edit in done.edits:
        click.echo(clean(f"{what}: {edit.label}  ({_about(edit)})"))
    after = _prepared(story, voices, as_)
    if isinstance(after, str):
        rows = [f"the story cannot be read so: {after}"]
    elif isinstance(before, str):
        rows = ["the story can be read again"]
    else:
        rows = list(_changes(before, after)) or ["no line is spoken otherwise by it"]
    for row in rows[:_SHOWN]:
        click.echo(clean(f"  {row}"))
    if len(rows) > _SHOWN:
        click.echo(f"  and {count(len(rows) - _SHOWN, 'more change')}")
    return done


def _prepared(story: StoryFiles, voices: Path | None, as_: Form | None) -> Production | str:
    """Return the story as it stands; what is wrong with it, if it cannot be read, for which undoing may be wanted."""
    import drama

    try:
        return drama.prepare(story, voices=voices, as_=as_, language_anyway=True, lock_anyway=True)
    except DramaError as problem:
        return str(problem)


def _changes(before: Production, after: Production) -> Iterator[str]:
    """Yield what is spoken by another, in another voice, otherwise, or not at all any more."""
    is_same = before.script.story.text == after.script.story.text
    old, new = (_by_place(production, is_same=is_same) for production in (before, after))
    for place, line in new.items():
        was = old.get(place)
        if was is None:
            yield f"line {line.number} is a line of its own now: {line.speaker or 'the narrator'}  {_words(line)}"
        elif was.speaker != line.speaker:
            hands = f"{was.speaker or 'the narrator'} → {line.speaker or 'the narrator'}"
            yield f"line {line.number} changed hands: {hands}  {_words(line)}"
        elif (was.kind, was.direction, was.said) != (line.kind, line.direction, line.said):
            yield f"line {line.number} is spoken otherwise: {line.speaker or 'the narrator'}  {_words(line)}"
    for place, line in old.items():
        if place not in new:
            yield f"not a line of its own any more: {line.speaker or 'the narrator'}  {_words(line)}"
    spoken = [(old[place], line) for place, line in new.items() if place in old and old[place].speaker == line.speaker]
    moved = Counter(
        (line.speaker or "the narrator", before.cast.voice_of(was).name, after.cast.voice_of(line).name)
        for was, line in spoken
        if before.cast.voice_of(was) != after.cast.voice_of(line)
    )
    for (speaker, first, second), number in moved.items():
        yield f"{speaker}: {count(number, 'line')} in another voice, {first} → {second}"
    yield from _pronounced(before, after, spoken)


def _pronounced(before: Production, after: Production, spoken: Sequence[tuple[Line, Line]]) -> Iterator[str]:
    """Yield how many of the lines that stay as they are get other sounds for their words: ``[pronounce]``."""
    old, new = before.requests, after.requests
    pairs = [
        (line.number, old[was.number - 1], new[line.number - 1])
        for was, line in spoken
        if (was.direction, was.said) == (line.direction, line.said)
    ]
    numbers = [
        number
        for number, was, now in pairs
        if was.voice == now.voice and (was.text, was.marks) != (now.text, now.marks)
    ]
    if numbers:
        shown = f"{', '.join(map(str, numbers[:_NUMBERS]))}{', …' if len(numbers) > _NUMBERS else ''}"
        yield f"{count(len(numbers), 'line')} pronounced otherwise: {shown}"


def _by_place(production: Production, *, is_same: bool) -> dict[object, Line]:
    """Return the lines of a story by where they begin in its text; by their words where the text is not the same."""
    if is_same:
        return {line.spans[0].start: line for line in production.script.lines}
    seen: Counter[str] = Counter()
    found: dict[object, Line] = {}
    for line in production.script.lines:
        seen[line.text] += 1
        found[line.text, seen[line.text]] = line
    return found


def _words(line: Line) -> str:
    return line.text if len(line.text) <= _LONGEST else line.text[: _LONGEST - 1] + "…"


def _listed(edits: tuple[Edit, ...]) -> Iterator[str]:
    """Yield a row for every edit, the newest last."""
    if not edits:
        yield "no edits yet"
    for edit in edits:
        yield f"{'undone: ' if edit.is_undone else ''}{edit.label}  ({_about(edit)})"


def _about(edit: Edit) -> str:
    """Return who made an edit, when, and in which files."""
    when = edit.when.astimezone().strftime("%Y-%m-%d %H:%M")
    return f"{edit.by}, {when}, in {' and '.join(path.name for path in edit.paths)}"
