"""An assistant at the command line: asking it, and taking a review that was filled in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drama.cli.stories import words
from drama.cli.terminal import clean, count, duration, show_form, show_warnings
from drama.errors import AssistantError
from drama.files.inputs import read_file

if TYPE_CHECKING:
    from drama import Asked, NotTaken, Questions, Taken
    from drama.model import Form, StoryFiles

_SHOWN = 20
"""Rows of a review listed that were not taken, and that are empty."""
_LARGEST_BYTES = 20_000_000


def ask(story: StoryFiles, url: str, model: str | None, *, voices: Path | None, as_: Form | None, action: bool) -> None:
    """Ask about the doubtful lines of a story; say before where what goes, and afterwards what it came to."""
    import drama

    with _bar() as draw:
        asked = drama.ask(
            story, url or None, model, voices=voices, as_=as_, action=action, announce=_announce, progress=draw
        )
    for row in _summary(asked, words(story)):
        click.echo(clean(row), err=True)


def _announce(asking: Questions, destination: str) -> None:
    """Say what goes out of drama, and where to: before it does."""
    what = [count(asking.lines, "doubtful line"), count(asking.people, "pair of people")][: 2 if asking.people else 1]
    kept = f"; {count(asking.kept, 'line')} answered before" if asking.kept else ""
    if asking.questions:
        calls = count(len(asking.questions), "excerpt")
        click.echo(clean(f"Note: {' and '.join(what)} in {calls} go to {destination}{kept}"), err=True)
    else:
        click.echo(clean(f"Note: nothing to ask {destination}{kept}"), err=True)


def _summary(asked: Asked, story: str) -> Iterator[str]:
    """Yield rows that say what asking came to."""
    done = asked.interview
    if done.calls:
        thrown = f", {count(done.thrown_away, 'answer')} thrown away" if done.thrown_away else ""
        tokens = f", {done.tokens_in:,} + {done.tokens_out:,} tokens" if done.tokens_in or done.tokens_out else ""
        price = "" if asked.price is None else f", {asked.price:.4f} at your price"
        yield (
            f"Note: {asked.assistant.model} answered {done.answered:,} of {done.asked:,} in {count(done.calls, 'call')}"
            f"{thrown}; {duration(done.seconds)}{tokens}{price}; kept in {asked.path}"
        )
    for number in asked.not_speech:
        yield f"Note: line {number} is no speech, it says; if so: drama pin {story} {number} narrator"
    if done.failure:
        left = f"; {count(asked.left, 'question')} not asked" if asked.left else ""
        yield f"Warning: {done.failure}{left}; the script is made without"
    elif asked.left:
        yield f"Note: {count(asked.left, 'more line')} to ask; run it again (limit in [assistant])"


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Yield a function that draws progress on standard error, where that is a terminal; else it draws nothing."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    bars: list[Any] = []

    def draw(done: int, total: int) -> None:
        if not bars:
            bars.append(click.progressbar(length=total, label="Asking   ", file=sys.stderr, show_pos=True))
        bars[0].update(done - bars[0].pos)

    try:
        yield draw
    finally:
        for bar in bars:
            bar.render_finish()


# ------------------------------------------------------------------ a review that was filled in


def write_review(asking: Questions, output: Path | None, *, voices: Path | None, replaces_any: bool) -> None:
    """Write questions to a file, or to standard output as they are."""
    import drama

    show_form(asking.script)
    show_warnings(asking.script.warnings)
    text = drama.review(asking)
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        return
    drama.write_script(asking.script, output, text, story=asking.story, voices=voices, overwrite=replaces_any)
    questions = count(asking.lines + asking.people, "question")
    click.echo(
        clean(f"{output}: {questions}; fill it in, and then: drama pin {words(asking.story)} --from {output}"), err=True
    )


def read_text(path: Path) -> str:
    """Return the text of a review. Raises :class:`AssistantError`."""
    try:
        return read_file(path, limit=_LARGEST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AssistantError(f"{path} is not UTF-8; save it as UTF-8") from None
    except OSError as problem:
        raise AssistantError(f"cannot read {path}: {problem.strerror}") from problem


def headline(taken: Taken) -> str:
    """Return in a line what was taken of a review."""
    what = count(taken.taken, "answer")
    return f"{what} of {taken.by} kept as evidence" if taken.by else f"{what} taken as corrections"


def show_not_taken(taken: Taken) -> None:
    """Say which answers of a review were not taken, and which are missing."""
    _list(taken.not_taken, "Warning: not taken: ", "answer")
    _list(taken.empty, "Note: ", "question without an answer")


def _list(rows: Iterable[NotTaken], lead: str, noun: str) -> None:
    listed = [clean(f"{lead}{row}") for row in rows]
    for row in listed[:_SHOWN]:
        click.echo(row, err=True)
    if len(listed) > _SHOWN:
        more = len(listed) - _SHOWN
        click.echo(f"{lead}{more:,} more {noun if more == 1 else noun.replace(' ', 's ', 1)}", err=True)
