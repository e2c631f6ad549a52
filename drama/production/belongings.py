"""What belongs to a story and stands beside it: its cast file, corrections, answers, what is remembered of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from drama import cast as casting
from drama.assistant.kept import answers_path, load_answers
from drama.errors import AssistantError, CastError, ScriptError
from drama.files.paths import is_file
from drama.files.store_folder import default_folder
from drama.files.written import is_written
from drama.model import ADVICE_WEIGHT, PIPED, Advice, StoryFiles
from drama.script import Corrections
from drama.script.corrections.file import corrections_path, load_corrections


def story_files(*named: Path) -> StoryFiles:
    """Return the files of a story: one, several in order, the chapters of a folder; what drama wrote is none of them.

    Raises :class:`StoryError` for a folder without chapters and for a file that is named twice.
    """
    if len(named) == 1 and named[0].name not in {"", ".."} and is_file(named[0]):
        return StoryFiles(named[0], named, named)
    from drama.readers import find_story_files  # noqa: PLC0415 (all readers, and one file needs none yet)

    return find_story_files(named, is_own=lambda path: is_written(default_folder(), path))


def as_files(story: StoryFiles | Path) -> StoryFiles:
    """Return the files of a story that is named by its file or its folder."""
    return story if isinstance(story, StoryFiles) else story_files(story)


def cast_file_of(story: StoryFiles, voices: Path | None) -> casting.CastFile:
    """Return the cast file in force: ``voices``, the story's own, or the nearest above it."""
    return casting.load_cast_file(casting.find_cast_file(story.path, voices, has_own=not story.is_piped))


def own_cast_path(story: StoryFiles) -> Path:
    """Return where the story's own cast file stands. Raises :class:`CastError` for one that was piped in."""
    if story.is_piped:
        raise CastError(
            f"a story from {PIPED} has no name that a cast file could go by: save it as a file and name that, or name "
            "the cast file (--voices FILE; -o FILE to save one)"
        )
    return casting.story_cast_path(story.path)


def own_corrections_path(story: StoryFiles) -> Path:
    """Return where corrections of the story stand. Raises :class:`ScriptError` for one that was piped in."""
    if story.is_piped:
        raise ScriptError(
            f"a story from {PIPED} has no name that corrections could stand under: save it as a file and name that"
        )
    return corrections_path(story.path)


def recordings_folder(story: StoryFiles) -> Path | None:
    """Return the folder that the paths of actors' recordings start from: the corrections'. None for a piped story."""
    return None if story.is_piped else corrections_path(story.path).parent.absolute()


def corrections_of(story: StoryFiles) -> Corrections:
    """Return what a person has decided about the story; nothing for one that was piped in."""
    return Corrections() if story.is_piped else load_corrections(story.path)


def own_answers_path(story: StoryFiles) -> Path:
    """Return where answers about the story stand. Raises :class:`AssistantError` for one that was piped in."""
    if story.is_piped:
        raise AssistantError(
            f"a story from {PIPED} has no name that answers could be kept under: save it as a file and name that"
        )
    return answers_path(story.path)


def advice_of(story: StoryFiles, file: casting.CastFile) -> Advice:
    """Return the answers kept beside the story, with the weight the cast file gives them; asks nobody."""
    kept = Advice() if story.is_piped else load_answers(answers_path(story.path))
    return replace(kept, weight=file.assistant.get("weight", ADVICE_WEIGHT))


def inputs_beside(story: StoryFiles) -> tuple[Path, ...]:
    """Return the files a story is read from, and those of its own beside it, whether they are there or not."""
    if story.is_piped:
        return ()
    return (
        *story.files,
        corrections_path(story.path),
        casting.story_cast_path(story.path),
        answers_path(story.path),
    )


def story_inputs(story: StoryFiles, *, voices: Path | None = None) -> tuple[Path, ...]:
    """Return the files a story is read from, those that would be read if they were there, and its cast file.

    What the cast file refers to is not among them: it is not opened.
    """
    found = casting.find_cast_file(story.path, voices, has_own=not story.is_piped)
    return tuple(dict.fromkeys((*inputs_beside(story), *(() if found is None else (found,)))))


def remembered_as(story: StoryFiles) -> Path:
    """Return the path under which the last render of the story is remembered.

    Several files are remembered by the first of them: a chapter more is the same story.
    """
    if story.data is not None:
        return Path(f"{story.path}-{hashlib.sha256(story.data).hexdigest()[:32]}")
    is_named_by_path = story.is_one_file or len(story.named) == 1
    return story.path if is_named_by_path else story.files[0] / "and others"
