"""One story that is open: what is shown of it, and every edit of it, one after another."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import drama
from drama.errors import DramaError
from drama.model import StoryFiles
from drama.studio import lines
from drama.studio.edits import Edit, OfLine, RequestError
from drama.studio.past import steps_back, steps_on
from drama.studio.shown import Row, Shown, called, show

_REVISIONS_KEPT = 64
"""Revisions an edit may have been made on; a page that slept longer loads the script anew."""

Tell = Callable[..., None]
"""Tells the pages that something happened: :meth:`drama.studio.events.Events.tell`."""


@dataclass(frozen=True, slots=True)
class Setup:
    """With what stories are opened: what the command line gave."""

    voices: Path | None = None
    style: str | None = None
    engine: str | None = None


class ClosedError(DramaError):
    """The studio ends."""


class ConflictError(DramaError):
    """Somebody else has edited the same thing since; ``sides`` shows both."""

    def __init__(self, sides: Mapping[str, Any]) -> None:
        super().__init__(f"{sides['what']} was changed meanwhile: it is {sides['theirs']} now, not {sides['before']}")
        self.sides = sides


class Desk:
    """A story and those who work on it; its methods may be called from any thread."""

    def __init__(self, identity: str, files: StoryFiles, setup: Setup, tell: Tell) -> None:
        self.identity, self.files = identity, files
        self.setup, self._tell = setup, tell
        self._lock = threading.RLock()
        self._shown: OrderedDict[int, Shown] = OrderedDict()
        self._opened: Future[drama.OpenStory] = Future()
        self._problem: str | None = None
        threading.Thread(target=self._open, name=f"open {identity}", daemon=True).start()

    def _open(self) -> None:
        setup = self.setup
        try:
            story = drama.open_story(self.files, voices=setup.voices, style=setup.style, engine=setup.engine)
        except BaseException as problem:
            self._settle(problem)
        else:
            self._settle(story)

    def _settle(self, found: drama.OpenStory | BaseException) -> None:
        """Give the story, or why there is none, to all who wait for it and were not sent away."""
        with suppress(InvalidStateError):
            if isinstance(found, BaseException):
                self._opened.set_exception(found)
            else:
                self._opened.set_result(found)

    @property
    def story(self) -> drama.OpenStory:
        """The story, once it is read. Raises :class:`~drama.DramaError` where it cannot be."""
        return self._opened.result()

    @property
    def is_read(self) -> bool:
        """Whether the story is there without waiting."""
        return self._opened.done() and self._opened.exception() is None

    @property
    def has_failed(self) -> bool:
        """Whether the story could not be read."""
        return self._opened.done() and self._opened.exception() is not None

    def close(self) -> None:
        """Let the story go, and nobody wait for it: each edit is in its files; its script is kept for the next time."""
        self._settle(ClosedError(f"{self.identity}: the studio was closed before the story was read"))
        if self.is_read:
            self.story.close()

    # -------------------------------------------------------------- what is shown

    def script(self, since: int | None = None) -> Row:
        """Return the script as it stands, or what of it has changed since a revision."""
        with self._lock:
            now = self._now()
            found = now.whole() if since is None else now.since(self._shown.get(since))
            return found | self._journal()

    def why(self, line: int, revision: int | None) -> Row:
        """Return why a line, as a revision numbers it, is whose it is."""
        with self._lock:
            return lines.why(self.story, self.number_now(line, revision))

    def unspoken(self) -> Row:
        """Return what of the story is not spoken."""
        return {"unspoken": lines.unspoken(self.story.script)}

    def _now(self) -> Shown:
        """Return what is shown of the story as it stands."""
        story = self.story
        newest = next(reversed(self._shown.values()), None)
        if newest is not None and newest.revision == story.revision and newest.head["problem"] == self._problem:
            return newest
        shown = show(story.production, story.revision, newest, problem=self._problem)
        self._shown[shown.revision] = shown
        while len(self._shown) > _REVISIONS_KEPT:
            self._shown.popitem(last=False)
        return shown

    def _journal(self) -> Row:
        """Return what would be undone and made again next, in words.

        It is asked for each time: an edit may change nothing that is shown, such as narration pinned as narration.
        """
        edits = drama.edits(self.files, voices=self.setup.voices, last=1)
        done = [edit.label for edit in edits if not edit.is_undone]
        undone = [edit.label for edit in edits if edit.is_undone]
        return {"undo": done[-1] if done else None, "redo": undone[0] if undone else None}

    def line(self, line: int, base: int | None) -> tuple[drama.Production, int]:
        """Return the story as it stands, and the number that a line of a revision has in it.

        Does not wait for an edit that is being made, where the revision is the one before it.
        """
        story = self.story
        before, production = story.revision, story.production
        if base is None or base == before == story.revision:
            return production, line
        with self._lock:
            return self.story.production, self.number_now(line, base)

    def number_now(self, line: int, base: int | None) -> int:
        """Return the number that a line of a revision has now. Raises :class:`RequestError` where it is gone."""
        now, then = self._now(), self._at(base)
        if not 1 <= line <= len(then.lines):
            raise RequestError(f"there is no line {line}; there are lines 1 to {len(then.lines)}")
        row = then.lines[line - 1]
        found = now.places.get(row["at"])
        if found is not None and now.lines[found - 1]["text"][:20] == row["text"][:20]:
            return found
        same = [one["number"] for one in now.lines if one["text"] == row["text"]]
        if len(same) == 1:
            return int(same[0])
        raise RequestError(f"line {line} is no line of its own any more: {row['text'][:60]!r}; look at it again")

    def _at(self, revision: int | None) -> Shown:
        if revision is None:
            return self._now()
        if revision not in self._shown:
            raise RequestError(f"revision {revision} is not known any more; load the script again")
        return self._shown[revision]

    # -------------------------------------------------------------- edits

    def attempt(self, edit: Edit, base: int | None) -> Row:
        """Return what an edit would change and cost. Writes nothing."""
        with self._lock:
            here = self._moved(edit, base)
            found = here.attempt(self.story)
            changed = [] if found is None else _ripple(found)
            row: Row = {"label": here.label, "changed": changed, "voices": _revoiced(found)}
            heard_in = here.heard_in(self.story)
            if heard_in is not None:
                row["lines"] = [line.number for line in heard_in]
            price = here.price(self.story)
            return row if price is None else row | {"price": _price(price)}

    def edit(self, edit: Edit, base: int | None, *, anyway: bool = False) -> Row:
        """Make an edit, and return what it changed. Raises :class:`ConflictError` where others did so."""
        with self._lock:
            self.refresh()
            then = self._at(base)
            here = self._moved(edit, base)
            if not anyway and base is not None:
                self._check_conflict(edit, here, then)
            with drama.labelled(here.label, by="studio"):
                here.make(self.story)
            self.refresh()
            return self._changed(here.label, then)

    def undo(self, base: int | None, group: str | None = None) -> Row:
        """Take the newest edit back, whoever made it; with ``group`` that one and all after it."""
        return self._step(drama.undo, base, group, steps_back)

    def redo(self, base: int | None, group: str | None = None) -> Row:
        """Make the edit again that was taken back last; with ``group`` all until that one."""
        return self._step(drama.redo, base, group, steps_on)

    def _step(
        self, step: Callable[..., drama.Undone], base: int | None, group: str | None, count: Callable[..., int]
    ) -> Row:
        with self._lock:
            then = self._at(base)
            voices = self.setup.voices
            steps = 1 if group is None else count(drama.edits(self.files, voices=voices), group)
            done = step(self.files, voices=voices, steps=steps)
            self.refresh()
            label = done.edits[-1].label
            return self._changed(label if len(done.edits) == 1 else f"{len(done.edits)} edits", then)

    def write_text(self, which: str, text: str, base: str | None) -> drama.TextEdited:
        """Write one of the story's text files, as :func:`drama.edit_text` does."""
        with self._lock:
            with drama.labelled("", by="studio"):
                done = drama.edit_text(self.files, which, text, base=base, voices=self.setup.voices)
            self.refresh()
            return done

    def _changed(self, label: str, then: Shown) -> Row:
        """Return what has changed since a revision, and tell the other pages."""
        now = self._now()
        self._tell(kind="script", story=self.identity, revision=now.revision)
        was = {row["at"]: row["speaker"] for row in then.lines}
        changed = [row["number"] for row in now.lines if was.get(row["at"], row["speaker"]) != row["speaker"]]
        return {"label": label, "changed": changed, "script": now.since(then) | self._journal()}

    def _moved(self, edit: Edit, base: int | None) -> Edit:
        """Return the edit with the number its line has now."""
        return edit.moved(self.number_now(edit.line, base)) if isinstance(edit, OfLine) else edit

    def _check_conflict(self, edit: Edit, here: Edit, then: Shown) -> None:
        before, theirs = _value(then, edit), _value(self._now(), here)
        if theirs not in (before, edit.wish):
            what, name = edit.thing
            words = f"line {name}" if what == "line" else f"the voice of {name}" if what == "voice" else str(name)
            raise ConflictError({"what": words, "before": before, "yours": edit.wish, "theirs": theirs})

    # -------------------------------------------------------------- what others do to the files

    def refresh(self) -> None:
        """Take in what was changed on disk, and tell the pages."""
        if not self.is_read:
            return
        with self._lock:
            revision, problem = self.story.revision, self._problem
            try:
                self.story.refresh()
                self._problem = None
            except DramaError as error:
                self._problem = str(error)
            if self.story.revision != revision:
                self._tell(kind="script", story=self.identity, revision=self.story.revision)
            if self._problem != problem:
                self._tell(kind="problem", story=self.identity, problem=self._problem)


def _value(shown: Shown, edit: Edit) -> object:
    """Return how what an edit is about stands in what is shown; None where nothing is shown of it."""
    if isinstance(edit, OfLine):
        return edit.stands(shown.lines[edit.line - 1])
    what, name = edit.thing
    if name == "narrator":
        return shown.head["narrator"]["voice"]
    person = next((one for one in shown.head["characters"] if one["name"] == name), None)
    if person is None:
        return None
    return person["voice"] if what == "voice" else f"{person['gender']} {person['age']}"


def _price(price: drama.Price) -> Row:
    """Return what a recast would cost."""
    return {
        "lines": len(price.lines),
        "first": min(price.lines, default=None),
        "recorded": price.recorded,
        "scenes": price.scenes,
        "seconds": None if price.time_s is None else round(price.time_s, 1),
        "sound_seconds": round(price.sound_s, 1),
    }


def _revoiced(found: drama.Correction | drama.Edited | None) -> list[Row]:
    """Return who gets another voice, where that is told."""
    return [
        {"who": one.character, "before": one.before and called(one.before), "after": called(one.now)}
        for one in (found.revoiced if isinstance(found, drama.Edited) else ())
    ]


def _ripple(found: drama.Correction | drama.Edited) -> list[Row]:
    """Return the lines that change hands."""
    return [
        {"line": one.line.number, "text": one.line.text, "before": one.before, "after": one.line.speaker}
        for one in found.changed
    ]
