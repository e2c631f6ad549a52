"""One story held in memory, for a person who edits it by many small gestures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock, Timer

from drama import cast as casting
from drama.direction import lines_with
from drama.errors import DramaError, ScriptError
from drama.files.store_folder import default_folder
from drama.model import Form, Gender, Kind, Line, Script, Story, StoryFiles
from drama.production.belongings import own_cast_path
from drama.production.correction_edits import CorrectionEdits
from drama.production.corrections import CorrectionsEditor
from drama.production.directed_lines import Sound
from drama.production.edited_corrections import Correction, Held, reassigned
from drama.production.engine_facts import capabilities_of, list_voices
from drama.production.kept_script import KeptScript, keep, load, script_key, story_key
from drama.production.open_edits import Edited, revoiced
from drama.production.prepare import Known, Production, produced
from drama.production.price import Price, RecordedKeys, price
from drama.production.pronunciations import said_lines
from drama.production.reading import given_beside, with_cast_file
from drama.production.readings import Readings
from drama.production.sources import Digests, Inputs, Sources
from drama.script import Explanation, Given, Reading, read_with

_QUIET_S = 1.5
"""A page is loaded by then, which would have to share Python's one lock."""


@dataclass(frozen=True, slots=True)
class _State:
    """An open story as it stands."""

    inputs: Inputs
    story: Story
    """With what the cast file says of it."""
    given: Given
    production: Production
    revision: int


class OpenStory(CorrectionEdits):
    """A story that is read once and edited many times; its files on disk are what counts.

    Every edit is written at once, by the same functions as those of the command line; what others write is taken in by
    :meth:`refresh`. :attr:`production` and what else only looks may be called from any thread while an edit is made
    in another: it shows the story as it was before.

    Once nothing has happened for a moment, a thread reads what edits start from, if that was not needed to open the
    story, and keeps the script in the store, so that the story opens in a moment the next time.
    """

    def __init__(
        self,
        files: StoryFiles,
        *,
        voices: Path | None = None,
        as_: Form | None = None,
        style: str | None = None,
        engine: str | None = None,
    ) -> None:
        self._voices, self._style, self._engine = voices, style, engine
        self._sources = Sources(files, voices=voices, as_=as_, kept=self._kept_story)
        self._how_read = str(as_)
        self._root = default_folder()
        self._known = Known()
        self._kept: KeptScript | None = None
        self._story_key = ""
        self._recorded = RecordedKeys(self._root)
        self._lock = RLock()
        self._readings: Readings | None = None
        self._now: Reading | None = None
        self.problem: DramaError | None = None
        """What is wrong with the files on disk, until it is mended; the story is then as it was before."""
        self._later: Timer | None = None
        self._is_closed = False
        inputs, problem = self._sources.read()
        assert problem is None
        self._tried_inputs = inputs
        self._unmade: DramaError | None = None
        """What is wrong with what those make."""
        self._state = self._made(inputs, None)
        self._when_quiet()

    # -------------------------------------------------------------- what there is

    @property
    def production(self) -> Production:
        """The story, scripted, cast and directed, as its files say; what :func:`drama.prepare` returns."""
        return self._state.production

    @property
    def script(self) -> Script:
        """Who says what."""
        return self._state.production.script

    @property
    def story_files(self) -> StoryFiles:
        """What the story is read from."""
        return self._state.inputs.files

    @property
    def voices(self) -> Path | None:
        """The cast file that was named for it; None where the nearest one is used."""
        return self._voices

    @property
    def revision(self) -> int:
        """Counts the changes of the story since it was opened, from 1."""
        return self._state.revision

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it hangs on, whether they are there or not."""
        return tuple(Path(path) for path, _ in self._state.inputs.digests)

    @property
    def reading(self) -> Reading:
        """The story as it was read, which edits start from."""
        with self._lock:
            if self._now is None or self._readings is None:
                self._now = read_with(self._state.story, self._state.given)
                self._readings = Readings(self._now)
            return self._now

    def why(self, number: int) -> Explanation | None:
        """Return why a line is whose it is; None for narration. Raises :class:`ScriptError` for a line there is not."""
        line = _line(self.script, number)
        if line.kind is not Kind.DIALOGUE:
            return None
        return self.reading.explained([line]).get(number)

    @property
    def clashes(self) -> tuple[casting.Clash, ...]:
        """The pairs of people who share a scene and sound alike."""
        now = self.production
        return casting.clashes(now.script, now.cast, capabilities_of=capabilities_of)

    def voice_distances(self) -> tuple[casting.VoiceDistance, ...]:
        """Return how far apart the voices of all are who share scenes, closest first."""
        now = self.production
        return casting.voice_distances(now.script, now.cast, capabilities_of=capabilities_of)

    def price(self, character: str, voice: str) -> Price:
        """Return what a recast would cost; nothing is written. Raises :class:`CastError` as the recast would."""
        return price(self.production, character, voice, engine=self._engine, known=self._known, recorded=self._recorded)

    # -------------------------------------------------------------- what others wrote

    def refresh(self) -> bool:
        """Read again what has changed on disk, and return whether the story has.

        Raises the :class:`DramaError` that is wrong with a file, until that is mended; what the others say is taken in.
        """
        with self._lock:
            before = self._state
            inputs, problem = self._sources.read()
            self._state = replace(before, inputs=replace(before.inputs, digests=inputs.digests))
            if inputs != self._tried_inputs:
                self._tried_inputs, self._unmade = inputs, None
                try:
                    self._state = self._made(inputs, before)
                except DramaError as unmade:
                    self._unmade = unmade
                else:
                    self._when_quiet()
            self.problem = problem or self._unmade
            if self.problem is not None:
                raise self.problem
            return self._state.revision != before.revision

    def _made(self, inputs: Inputs, before: _State | None) -> _State:
        """Return the story that the files make; what has not changed in it is taken over."""
        story, file = with_cast_file(inputs.files, inputs.story, inputs.file, style=self._style)
        given = given_beside(file, inputs.corrections, inputs.advice)
        script = self._script(story, given, before)
        production = produced(
            inputs.files,
            script,
            file,
            engine=self._engine,
            lock_anyway=True,
            language_anyway=True,
            known=self._known,
        )
        if before is None:
            return _State(inputs, story, given, production, 1)
        if production == before.production:
            return replace(before, inputs=inputs, story=story, given=given)
        return _State(inputs, story, given, production, before.revision + 1)

    def _script(self, story: Story, given: Given, before: _State | None) -> Script:
        if before is not None and before.given == given and before.story == story:
            return before.production.script
        if before is None and self._kept is not None and self._kept.key == script_key(self._story_key, story, given):
            return self._kept.script
        if before is not None and before.story == story:
            near = self.reading
            assert self._readings is not None
            self._now = self._readings.of(given, near=near)
            return before.production.script if self._now.script == before.production.script else self._now.script
        self._now = read_with(story, given)
        self._readings = Readings(self._now)
        return self._now.script

    # -------------------------------------------------------------- what is kept for the next time

    def _kept_story(self, files: StoryFiles, digests: Digests) -> Story | None:
        """Return the story as it was read before, where its files are what they were then."""
        self._story_key = story_key(digests, self._how_read)
        self._kept = load(self._root, files, of_story=self._story_key, known=self._known)
        return None if self._kept is None else self._kept.story

    def _when_quiet(self) -> None:
        """Read what edits start from, and keep the script, once nothing has happened for a while: in a thread."""
        if self._later is not None:
            self._later.cancel()
        if not self._is_closed:
            self._later = Timer(_QUIET_S, self._settle)
            self._later.daemon = True
            self._later.start()

    def _settle(self) -> None:
        self.reading  # noqa: B018 (it is made when it is asked for)
        self.keep()

    def close(self) -> None:
        """Let go of the story, and keep its script for the next time; nothing else needs saving."""
        with self._lock:
            self._is_closed = True
            if self._later is not None:
                self._later.cancel()
            self.keep()

    def keep(self) -> None:
        """Keep the script on disk, for the story to open in a moment the next time, unless it is there already."""
        if self._state.inputs.files.is_piped:
            return
        state = self._state
        key = script_key(self._story_key, state.story, state.given)
        if self._kept is None or self._kept.key != key:
            self._kept = KeptScript(state.inputs.story, state.production.script, key)
            keep(self._root, state.inputs.files, self._kept, of_story=self._story_key, known=self._known)

    # -------------------------------------------------------------- edits of the script

    def edit(self, change: Callable[[CorrectionsEditor], Correction]) -> Edited:
        """Make an edit of the corrections, and return what it changed; others than those below may be made so."""
        with self._lock:
            before = self._state
            done = change(self._editor(tries=False))
            self._take_in()
            return self._edited(done, before)

    def try_edit(self, change: Callable[[CorrectionsEditor], Correction]) -> Correction:
        """Return what an edit of the corrections would change; nothing is written."""
        with self._lock:
            return change(self._editor(tries=True))

    def _editor(self, *, tries: bool) -> CorrectionsEditor:
        now = self.reading
        assert self._readings is not None
        held = Held(now, self._readings, lambda: self._sources.read()[0].advice)
        return CorrectionsEditor(self._state.inputs.files, held=held, tries=tries)

    def _edited(self, done: Correction, before: _State) -> Edited:
        voices = revoiced(before.production.cast, self._state.production.cast)
        return Edited(self.revision, done.path, done.changed, voices, done.line, correction=done)

    def _take_in(self) -> None:
        """Take in what was just written; what else is wrong on disk is told by :attr:`problem`."""
        with suppress(DramaError):
            self.refresh()

    # -------------------------------------------------------------- edits of the cast file

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

    def try_recast(self, character: str, voice: str) -> Price:
        """Return what :meth:`recast` would cost: :meth:`price`."""
        return self.price(character, voice)

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

    def _recast_edited(self, before: _State, path: Path) -> Edited:
        now = self._state
        voices = revoiced(before.production.cast, now.production.cast)
        return Edited(now.revision, path, reassigned(before.production.script, now.production.script), voices)


def _line(script: Script, number: int) -> Line:
    if not 1 <= number <= len(script.lines):
        called = script.story.title or "this story"
        raise ScriptError(f"no line {number} in the script of {called}: it has lines 1 to {len(script.lines)}")
    return script.lines[number - 1]
