"""The story that a command line names: a file, several, a folder of chapters, or standard input."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drama.cli.terminal import clean, count
from drama.errors import StoryError
from drama.files.paths import exists, is_folder

if TYPE_CHECKING:
    from drama import StoryFiles

PIPE = Path("-")
"""What stands for standard input."""
_SHOWN = 12
"""Files that are listed by name; of more the first and the last are."""


class _StoryPath(click.Path):
    """A file or a folder that is named; an empty name would be the folder one is in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 (click's)
        """Return the path. Wrong usage for an empty name."""
        return super().convert(_with_a_name(value), param, ctx)


def _with_a_name(value: str) -> str:
    if not str(value).strip():
        raise click.UsageError("the name of the story is empty: a variable that is not set? The current folder is .")
    return value


STORIES = _StoryPath(path_type=Path, readable=False, allow_dash=True)
story_argument = click.argument("story", type=STORIES, nargs=-1, required=True, metavar="STORY...")


def opened(named: Sequence[Path], *, needs_name: bool = False) -> StoryFiles:
    """Return the story that a user names; say on standard error which files of a folder are read, and in which order.

    Standard input is read to its end, which is said where a person would have to type it. Raises StoryError for it if
    the command ``needs_name``: a file that belongs to the story.
    """
    import drama

    if PIPE in named and needs_name:
        raise StoryError(
            "standard input has no name under which a cast file or corrections could stand: save the story as a file "
            "and name that, or name the cast file with --voices or -o"
        )
    if PIPE not in named:
        story = drama.story_files(*named)
        if not story.is_one_file:
            click.echo(clean(f"Note: {taken(story)}"), err=True)
        return story
    if len(named) > 1:
        raise click.UsageError("- is standard input, which is a whole story: name no file beside it")
    if sys.stdin.isatty():
        end = "Ctrl+Z and Enter" if sys.platform == "win32" else "Ctrl+D"
        click.echo(f"Waiting for the story on standard input: type or paste it, then press {end}", err=True)
    return drama.piped_story(sys.stdin.buffer)


def apart(said: Sequence[str], *, most: int) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Return the story at the beginning of some words, and the others, of which there may be ``most``.

    The story is the first word, and those after it that name something, up to the last ``most`` words. Wrong usage if
    more than ``most`` are left.
    """
    _with_a_name(said[0])
    end = 1
    while end < len(said) - most and exists(Path(said[end])):
        end += 1
    others = tuple(said[end:])
    if len(others) > most:
        raise click.UsageError(
            f"{others[0]!r} is no file of the story, and too many words follow; put a name of several words into "
            "quotation marks"
        )
    return tuple(map(Path, said[:end])), others


def words(story: StoryFiles) -> str:
    """Return a story as it is named on a command line."""
    return clean(shlex.join(map(str, story.named)))


def taken(story: StoryFiles) -> str:
    """Return in one line which files a story is read from, in their order, and which in its folder are not."""
    names = [_inside(story, file) for file in story.files]
    if len(names) > _SHOWN:
        names = [*names[: _SHOWN - 2], "…", names[-1]]
    others = [_inside(story, path) for path in story.passed_over]
    if len(others) > _SHOWN:
        others = [*others[: _SHOWN - 1], f"{len(others) - _SHOWN + 1:,} more"]
    left = f"; not of the story: {', '.join(others)}" if others else ""
    order = ", in this order" if len(names) > 1 else ""
    return f"{count(len(story.files), 'file')} of {story.path.name}{order}: {', '.join(names)}{left}"


def _inside(story: StoryFiles, path: Path) -> str:
    """Return how a file of a folder is called in it."""
    folder = story.path.absolute()
    whole = path.absolute()
    slash = "/" if is_folder(path) else ""
    return (str(whole.relative_to(folder)) if folder in whole.parents else str(path)) + slash
