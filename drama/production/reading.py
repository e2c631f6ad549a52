"""A story, its cast file and its corrections -> its script; nothing is cast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from drama import cast as casting
from drama.errors import StoryError
from drama.model import Advice, Form, Line, Script, Story, StoryFiles
from drama.production.belongings import advice_of, as_files, cast_file_of, corrections_of
from drama.production.languages import with_language
from drama.script import Corrections, Explanation, Given, Hints, explain_lines, script_with


def read(
    story: StoryFiles | Path, *, voices: Path | None = None, as_: Form | None = None, action: bool = True
) -> Script:
    """Read a story and work out who says what, with the aliases and genders of its cast file and its corrections.

    Raises StoryError if nobody says anything.
    """
    files = as_files(story)
    script, _ = read_with_cast(files, voices, as_=as_, action=action)
    if not script.lines:
        raise StoryError(f"{files.called} holds no words to read aloud")
    return with_language(files.called, script)


def explain(
    story: StoryFiles | Path,
    choose: Callable[[Line], bool],
    *,
    voices: Path | None = None,
    as_: Form | None = None,
    action: bool = True,
) -> tuple[Script, Mapping[int, Explanation]]:
    """Read a story as :func:`read` does, and say why lines that ``choose`` picks are whose they are.

    The explanations are by line number, and for lines of dialogue only.
    """
    from drama.readers import read_files  # noqa: PLC0415 (as above)

    story = as_files(story)
    file = cast_file_of(story, voices)
    hints = Hints(aliases=file.aliases, genders=file.genders, own_voices=file.own_voices)
    tags = file.sounds.sound.style.tags
    read_as = read_files(story, as_=as_, action=action)
    corrections, advice = corrections_of(story), advice_of(story, file)
    script, why = explain_lines(read_as, choose, hints=hints, corrections=corrections, advice=advice, tags=tags)
    return with_language(story.called, script), why


def read_with_cast(
    story_files: StoryFiles | Path,
    voices: Path | None,
    *,
    style: str | None = None,
    metadata: Mapping[str, str] = MappingProxyType({}),
    as_: Form | None = None,
    action: bool = True,
) -> tuple[Script, casting.CastFile]:
    """Read a story, its cast file and its corrections, and work out who says what.

    Of its title, author and metadata what is given here goes before the cast file's word, and that before the story's.
    """
    from drama.readers import read_files  # noqa: PLC0415 (all readers: an open story may need none)

    files = as_files(story_files)
    story = read_files(files, as_=as_, action=action)
    file = cast_file_of(files, voices)
    story, file = with_cast_file(files, story, file, style=style, metadata=metadata)
    given = given_beside(file, corrections_of(files), advice_of(files, file))
    return script_with(story, given), file


def with_cast_file(
    files: StoryFiles,
    story: Story,
    file: casting.CastFile,
    *,
    style: str | None = None,
    metadata: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Story, casting.CastFile]:
    """Return a story with what its cast file and ``metadata`` say of it, and the cast file in a ``style``."""
    stated: dict[str, Any] = {**file.metadata, **metadata}
    story = replace(story, title=stated.pop("title", story.title), author=stated.pop("author", story.author))
    if file.series.title and "part" not in stated and story.metadata.part is None:
        from drama.production.episodes import number_of  # noqa: PLC0415 (imports the readers)

        stated["part"] = number_of(files.path, file.series) or None
    story = replace(story, metadata=replace(story.metadata, **stated))
    if style is not None:
        file = replace(file, sounds=replace(file.sounds, sound=file.sounds.styled(style)))
    return story, file


def given_beside(file: casting.CastFile, corrections: Corrections, advice: Advice) -> Given:
    """Return what a story is read with: what the cast file knows of its people, corrections and advice."""
    hints = Hints(aliases=file.aliases, genders=file.genders, own_voices=file.own_voices)
    return Given(hints, corrections, advice, file.sounds.sound.style.tags)
