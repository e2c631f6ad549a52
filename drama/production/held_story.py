"""What an open story holds, and how it takes in what has changed in its files."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock, Timer
from types import MappingProxyType

from drama.errors import DramaError
from drama.files.store_folder import default_folder
from drama.model import Form, Script, Story, StoryFiles
from drama.production.kept_script import KeptScript, keep, load, script_key, story_key
from drama.production.prepare import Known, Production, produced
from drama.production.price import RecordedKeys
from drama.production.read_from import Digests, given_beside_files
from drama.production.reading import given_beside, with_cast_file
from drama.production.readings import Readings
from drama.production.sources import Inputs, Sources
from drama.script import Given, Reading, read_with

_QUIET_S = 1.5
"""A page is loaded by then, which would have to share Python's one lock."""


@dataclass(frozen=True, slots=True)
class State:
    """An open story as it stands."""

    inputs: Inputs
    story: Story
    """With what the cast file says of it."""
    given: Given
    production: Production
    revision: int


class HeldStory:
    """A story as its files say, held in memory."""

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
        self._said = MappingProxyType(given_beside_files({}, engine=engine, style=style, as_=as_, voices=voices))
        self._root = default_folder()
        self._known = Known()
        self._kept: KeptScript | None = None
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
                    with suppress(DramaError):  # a voice there is not keeps nobody from editing the script
                        self._state = self._made(replace(inputs, file=before.inputs.file), before)
                else:
                    self._when_quiet()
            self.problem = problem or self._unmade
            if self.problem is not None:
                raise self.problem
            return self._state.revision != before.revision

    def _made(self, inputs: Inputs, before: State | None) -> State:
        """Return the story that the files make; what has not changed in it is taken over."""
        story, file = with_cast_file(inputs.files, inputs.story, inputs.file, style=self._style)
        given = given_beside(file, inputs.corrections, inputs.advice)
        script = self._script(inputs, story, given, before)
        production = produced(
            inputs.files,
            script,
            file,
            engine=self._engine,
            lock_anyway=True,
            language_anyway=True,
            known=self._known,
        )
        production = replace(production, given=self._said, read_from=inputs.digests)
        if before is None:
            return State(inputs, story, given, production, 1)
        if production == before.production:
            same = replace(before.production, read_from=inputs.digests)
            return replace(before, inputs=inputs, story=story, given=given, production=same)
        return State(inputs, story, given, production, before.revision + 1)

    def _script(self, inputs: Inputs, story: Story, given: Given, before: State | None) -> Script:
        if before is not None and before.given == given and before.story == story:
            return before.production.script
        if before is None and self._kept is not None and self._kept.key == self._key(inputs, story, given):
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
        of_story = story_key(digests, self._how_read)
        self._kept = load(self._root, files, of_story=of_story, known=self._known)
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
        state = self._state
        if state.inputs.files.is_piped:
            return
        key = self._key(state.inputs, state.story, state.given)
        if self._kept is None or self._kept.key != key:
            self._kept = KeptScript(state.inputs.story, state.production.script, key)
            of_story = story_key(state.inputs.read_from, self._how_read)
            keep(self._root, state.inputs.files, self._kept, of_story=of_story, known=self._known)

    def _key(self, inputs: Inputs, story: Story, given: Given) -> str:
        """Return what tells everything that a script is made from."""
        return script_key(story_key(inputs.read_from, self._how_read), story, given)

    def _take_in(self) -> None:
        """Take in what was just written; what else is wrong on disk is told by :attr:`problem`."""
        with suppress(DramaError):
            self.refresh()
