"""One story held in memory, for a person who edits it by many small gestures."""

from __future__ import annotations

from collections.abc import Callable

from drama import cast as casting
from drama.errors import ScriptError
from drama.model import Kind, Line, Script
from drama.production.cast_edits import CastEdits
from drama.production.correction_edits import CorrectionEdits
from drama.production.corrections import CorrectionsEditor
from drama.production.edited_corrections import Correction, Held
from drama.production.engine_facts import capabilities_of
from drama.production.held_story import State
from drama.production.open_edits import Edited, revoiced
from drama.production.price import Price, price
from drama.script import Explanation


class OpenStory(CorrectionEdits, CastEdits):
    """A story that is read once and edited many times; its files on disk are what counts.

    Every edit is written at once, by the same functions as those of the command line; what others write is taken in by
    :meth:`refresh`. :attr:`production` and what else only looks may be called from any thread while an edit is made
    in another: it shows the story as it was before.

    Once nothing has happened for a moment, a thread reads what edits start from, if that was not needed to open the
    story, and keeps the script in the store, so that the story opens in a moment the next time.
    """

    # -------------------------------------------------------------- what there is

    def why(self, number: int) -> Explanation | None:
        """Return why a line is whose it is; None for narration. Raises :class:`ScriptError` for a line there is not."""
        with self._lock:  # the reading is that of the script
            line = _line(self.script, number)
            return self.reading.explained([line]).get(number) if line.kind is Kind.DIALOGUE else None

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

    def try_recast(self, character: str, voice: str) -> Price:
        """Return what :meth:`recast` would cost: :meth:`price`."""
        return self.price(character, voice)

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

    def _edited(self, done: Correction, before: State) -> Edited:
        voices = revoiced(before.production.cast, self._state.production.cast)
        return Edited(self.revision, done.path, done.changed, voices, done.line, correction=done)


def _line(script: Script, number: int) -> Line:
    if not 1 <= number <= len(script.lines):
        called = script.story.title or "this story"
        raise ScriptError(f"no line {number} in the script of {called}: it has lines 1 to {len(script.lines)}")
    return script.lines[number - 1]
