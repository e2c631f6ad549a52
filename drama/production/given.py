"""What is given beside stories, checked once for all of them, before any is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from drama import cast as casting
from drama.errors import CastError
from drama.model import StoryFiles


def check_given(
    stories: Sequence[StoryFiles],
    *,
    voices: Path | None = None,
    style: str | None = None,
    metadata: Mapping[str, str] | None = None,
) -> None:
    """Raise CastError for metadata, a cast file ``voices`` or a style that none of some stories can be made with.

    A cast file may have styles of its own, so that a style is wrong only where it is in no story's.
    """
    casting.checked_metadata(metadata or {})
    if voices is not None:
        casting.load_cast_file(voices)
    if style is not None:
        _check_style(stories, voices, style)


def _check_style(stories: Sequence[StoryFiles], voices: Path | None, style: str) -> None:
    unknown = None
    for path in dict.fromkeys(casting.find_cast_file(story.path, voices) for story in stories):
        try:
            file = casting.load_cast_file(path)
        except CastError:
            return  # it is told of with the story it is for
        try:
            file.sounds.styled(style)
        except CastError as problem:
            unknown = unknown or problem
        else:
            return
    if unknown is not None:
        raise unknown
