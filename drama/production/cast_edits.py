"""The edits of the cast file of a story that is held open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from drama import cast as casting
from drama.direction import lines_with
from drama.model import Gender, Line
from drama.production.belongings import own_cast_path
from drama.production.directed_lines import Sound
from drama.production.edited_corrections import reassigned
from drama.production.engine_facts import capabilities_of, list_voices
from drama.production.held_story import HeldStory, State
from drama.production.open_edits import Edited, revoiced
from drama.production.pronunciations import said_lines


class CastEdits(HeldStory):
    """The edits of the cast file: voices, who people are, how words are pronounced."""

    def recast(self, character: str, voice: str) -> Edited:
        """Give a character, or ``"narrator"``, another voice: :func:`drama.recast`."""
        with self._lock:
            before = self._state
            done = casting.recast(
                self._cast_path(),
                character,
                voice,
                file=before.inputs.file,
                script=before.production.script,
                list_voices=list_voices,
                capabilities_of=capabilities_of,
            )
            self._take_in()
            return replace(self._recast_edited(before, done.path), recast=done)

    def describe(
        self,
        character: str,
        *,
        gender: Gender | str | None = None,
        age: str | None = None,
        aliases: Sequence[str] | None = None,
    ) -> Edited:
        """Say what a character is: :func:`drama.describe`."""
        with self._lock:
            before = self._state
            done = casting.describe(
                self._cast_path(),
                character,
                file=before.inputs.file,
                script=before.production.script,
                gender=gender,
                age=age,
                aliases=aliases,
            )
            self._take_in()
            return replace(self._recast_edited(before, done.path), described=done)

    def try_describe(
        self,
        character: str,
        *,
        gender: Gender | str | None = None,
        age: str | None = None,
        aliases: Sequence[str] | None = None,
    ) -> Edited:
        """Return what :meth:`describe` would change: lines that change hands, and who gets another voice."""
        with self._lock:
            before, reading = self._state, self._now
            path = self._cast_path()
            file = casting.try_describe(
                path,
                character,
                file=before.inputs.file,
                script=before.production.script,
                gender=gender,
                age=age,
                aliases=aliases,
            )
            try:
                after = self._made(replace(before.inputs, file=file), before)
            finally:
                self._now = reading
            lines = reassigned(before.production.script, after.production.script)
            return Edited(before.revision, path, lines, revoiced(before.production.cast, after.production.cast))

    def pronounce(self, word: str, sound: Sound) -> Edited:
        """Have a word pronounced so wherever it stands: :func:`drama.pronounce`."""
        with self._lock:
            before = self._state
            lines = said_lines(before.production.script, word, sound, self.story_files)
            done = casting.pronounce(self._cast_path(), word, sound, file=before.inputs.file)
            self._take_in()
            return replace(self._recast_edited(before, done.path), said=lines)

    def lines_with_word(self, word: str) -> tuple[Line, ...]:
        """Return the lines in which a word is said: :func:`drama.lines_with_word`."""
        return lines_with(word, self.script.lines)

    def _cast_path(self) -> Path:
        return self._voices or own_cast_path(self._state.inputs.files)

    def _recast_edited(self, before: State, path: Path) -> Edited:
        now = self._state
        voices = revoiced(before.production.cast, now.production.cast)
        return Edited(now.revision, path, reassigned(before.production.script, now.production.script), voices)
