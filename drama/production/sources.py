"""The files of a story that is held open: each is read again where it has changed, and a broken one changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from drama import cast as casting
from drama.assistant.kept import answers_path, load_answers
from drama.errors import DramaError
from drama.model import ADVICE_WEIGHT, Advice, Form, Story, StoryFiles
from drama.production.belongings import corrections_of, story_files
from drama.production.read_from import Digests
from drama.production.voice_figures import figures_path
from drama.production.watched import Watched
from drama.script import Corrections
from drama.script.corrections.file import corrections_path

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a story is made of, as it was read from its files."""

    files: StoryFiles
    story: Story
    file: casting.CastFile
    corrections: Corrections
    answers: Advice
    besides: Digests
    """Of the files that are read when the story is cast."""
    read_from: Digests = field(compare=False)
    """Of the files that the story was read from, as they were then."""
    digests: Digests = field(compare=False)
    """Of every file that a production hangs on."""

    @property
    def advice(self) -> Advice:
        """The answers with the weight that the cast file gives them."""
        return replace(self.answers, weight=self.file.assistant.get("weight", ADVICE_WEIGHT))


@dataclass(frozen=True, slots=True)
class _Part(Generic[_Value]):
    """Something read from files, with what told that they have not changed."""

    key: Hashable
    value: _Value
    problem: DramaError | None = None
    """What is wrong with the files as they are; the value is then the last that was right."""


class Sources:
    """The files of a story."""

    def __init__(
        self,
        files: StoryFiles,
        *,
        voices: Path | None,
        as_: Form | None,
        kept: Callable[[StoryFiles, Digests], Story | None] = lambda _files, _digests: None,
    ) -> None:
        """``kept`` returns a story that was read before from files with these digests, or None."""
        self._named = files
        self._kept = kept
        self._voices = voices
        self._as = as_
        self._watched = Watched()
        self._parts: dict[str, _Part[Any]] = {}
        self._chain: tuple[Path, ...] = ()

    def read(self) -> tuple[Inputs, DramaError | None]:
        """Return what stands in the files, and what is wrong with them: of what is wrong the last that was right.

        Raises that :class:`DramaError` where nothing was right yet.
        """
        named = self._named
        files = self._part("files", self._named_digest(), lambda: _found_again(named))
        story, read_from = self._part("story", self._digests(files.files), lambda: self._read_story(files))
        found = casting.find_cast_file(files.path, self._voices, has_own=not files.is_piped)
        key = found, self._digests(self._chain)
        if found not in self._chain[:1] or ("cast file" in self._parts and self._parts["cast file"].key != key):
            self._chain = () if found is None else casting.cast_file_chain(found)
            key = found, self._digests(self._chain)
        file = self._part("cast file", key, lambda: casting.load_cast_file(found))
        corrections, answers = Corrections(), Advice()
        if not files.is_piped:
            where = corrections_path(files.path)
            corrections = self._part("corrections", self._digests((where,)), lambda: corrections_of(files))
            where = answers_path(files.path)
            answers = self._part("answers", self._digests((where,)), lambda: load_answers(answers_path(files.path)))
        problem = next((part.problem for part in self._parts.values() if part.problem is not None), None)
        paths = self._paths(files)
        lock = () if file.series.path is None else (casting.lock_path(file.series.path),)
        besides = self._digests((*lock, figures_path()))
        digests = (*self._digests(paths), *besides)
        return Inputs(files, story, file, corrections, answers, besides, read_from, digests), problem

    def _read_story(self, files: StoryFiles) -> tuple[Story, Digests]:
        """Return the story, and the digests of the very files that it was read from."""
        digests = self._digests(files.files)
        story = self._read_as_they_are(files, digests)
        return (story, digests) if self._digests(files.files) == digests else self._read_story(files)

    def _read_as_they_are(self, files: StoryFiles, digests: Digests) -> Story:
        if (kept := self._kept(files, digests)) is not None:
            return kept
        from drama.readers import read_files  # noqa: PLC0415 (all readers: a story that was kept needs none)

        return read_files(files, as_=self._as)

    def _paths(self, files: StoryFiles) -> tuple[Path, ...]:
        """Return every file that a production of the story hangs on, whether it is there or not."""
        beside = () if files.is_piped else (corrections_path(files.path), answers_path(files.path))
        own = () if files.is_piped or self._voices is not None else (casting.story_cast_path(files.path),)
        return tuple(dict.fromkeys((*files.files, *self._chain, *own, *beside)))

    def _named_digest(self) -> Hashable:
        """Return what tells that other files may belong to the story than did: the times of a folder of chapters."""
        if self._named.is_piped or self._named.files == self._named.named:
            return ""
        return tuple(path.stat().st_mtime_ns if path.is_dir() else 0 for path in (self._named.path, *self._named.named))

    def _digests(self, paths: tuple[Path, ...]) -> Digests:
        return tuple((str(path), self._watched.digest(path)) for path in paths)

    def _part(self, name: str, key: Hashable, load: Callable[[], _Value]) -> _Value:
        """Return a part, read anew where its key is another than it was; the last that was right if that fails."""
        before: _Part[_Value] | None = self._parts.get(name)
        if before is None or before.key != key:
            try:
                self._parts[name] = _Part(key, load())
            except DramaError as problem:
                if before is None:
                    raise
                self._parts[name] = _Part(key, before.value, problem)
        value: _Value = self._parts[name].value
        return value


def _found_again(files: StoryFiles) -> StoryFiles:
    return files if files.is_piped or not files.named else story_files(*files.named)
