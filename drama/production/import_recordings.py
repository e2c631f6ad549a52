"""A folder of actors' recordings -> the lines of a story: every file judged before anything is changed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from drama import actors
from drama.engines.actor import TAKE_LUFS, Facts, read_recording
from drama.errors import EngineError, ScriptError
from drama.files.inputs import read_file
from drama.files.messages import listed
from drama.model import Form, Line, MixSettings, Script, StoryFiles, Take, Voice
from drama.production.belongings import as_files, cast_file_of, own_corrections_path
from drama.production.copied_recordings import copied
from drama.production.corrections import CorrectionsEditor
from drama.production.prepare import speaker_named
from drama.recording import cores
from drama.timeline import cue_gain_db

_LONGEST_PATH = 1_000
_LARGEST_SHEET = 20_000_000
_LINES_NAMED = 20
"""Numbers of lines that a message names."""


@dataclass(frozen=True, slots=True)
class TakenRecording:
    """A file that stands for a line."""

    line: Line
    path: Path
    seconds: float
    """Of speech in it."""
    gain_db: float
    """By how much it is made louder, so that it is as loud as all lines are."""
    warnings: tuple[str, ...] = ()
    """What is odd about it."""
    is_new: bool = True
    """Whether another file, or none, stood for the line before."""


@dataclass(frozen=True, slots=True)
class RefusedRecording:
    """A file that stands for no line, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class ImportedRecordings:
    """What became of the files of a folder."""

    path: Path
    """The file of corrections, in which recordings stand."""
    taken: tuple[TakenRecording, ...] = ()
    """By line."""
    refused: tuple[RefusedRecording, ...] = ()
    """Something is wrong with these."""
    passed_over: tuple[RefusedRecording, ...] = ()
    """Nothing is wrong with these: other takes of a line, files that are no sound."""
    missing: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Whoever is among those recorded -> the numbers of the lines that no recording stands for."""
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """How many lines each of them has in all."""
    is_written: bool = False
    """Whether the corrections were changed: not by a trial, not where ``strict`` forbade it, not where they said so."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong with any file, and nothing odd."""
        return not self.refused and not any(one.warnings for one in self.taken)

    @property
    def gains_db(self) -> tuple[float, float]:
        """The least and the greatest gain of what is taken."""
        gains = [one.gain_db for one in self.taken] or [0.0]
        return min(gains), max(gains)


def import_recordings(
    story: StoryFiles | Path,
    folder: Path,
    *,
    parts: Collection[str] = (),
    copies: bool = False,
    strict: bool = False,
    is_trial: bool = False,
    voices: Path | None = None,
    as_: Form | None = None,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportedRecordings:
    """Have the recordings in a folder stand for the lines their names say; see :func:`drama.import_recordings`."""
    story = as_files(story)
    editor = CorrectionsEditor(story, voices=voices, as_=as_)
    wanted = {part_named(editor.script, name) for name in parts}
    there = actors.found_in(folder)
    sheet = _sheet_in(folder, there.others)
    matched = actors.match(there.sounds, folder, editor.script, parts=wanted, sheet=sheet and sheet[1])
    home = own_corrections_path(story).parent
    settings = cast_file_of(story, voices).mix
    taken: list[TakenRecording] = []
    refused = [RefusedRecording(one.path, one.reason) for one in matched.refused]
    for one in _listened(matched.chosen, home, settings, on_progress):
        problem = editor.why_not_recorded(one.line.number) if isinstance(one, TakenRecording) else ""
        if isinstance(one, TakenRecording) and not problem:
            taken.append(one)
        else:
            refused.append(RefusedRecording(one.path, problem) if isinstance(one, TakenRecording) else one)
    found = _result(editor, taken, refused, wanted)
    no_sound = [path for path in there.others if sheet is None or path != sheet[0]]
    passed_over = [RefusedRecording(one.path, one.reason) for one in matched.passed_over]
    passed_over += [RefusedRecording(path, "no sound file") for path in no_sound]
    passed_over += [RefusedRecording(one.path, one.reason) for one in actors.unread_folders(there)]
    before = editor.corrections
    if taken and not is_trial and (found.is_clean or not strict):
        files = [(one.line.number, one.path) for one in taken]
        kept = copied(story, files) if copies else dict(files)
        editor.set_recordings({number: path_from(home, path) for number, path in kept.items()}, _label(taken))
    return replace(found, passed_over=tuple(passed_over), is_written=editor.corrections != before)


def remove_recordings(
    story: StoryFiles | Path,
    numbers: Collection[int] | None = None,
    *,
    parts: Collection[str] = (),
    voices: Path | None = None,
    as_: Form | None = None,
) -> tuple[Line, ...]:
    """Have voices speak again what recordings stood for; see :func:`drama.remove_recordings`."""
    editor = CorrectionsEditor(as_files(story), voices=voices, as_=as_)
    wanted = {part_named(editor.script, name) for name in parts}
    recorded = {line.number: line for line in editor.with_recordings()}
    last = len(editor.script.lines)
    if beyond := [number for number in numbers or () if not 1 <= number <= last]:
        raise ScriptError(f"the story has no line {min(beyond)}: it has lines 1 to {last}")
    gone = [
        line
        for number, line in recorded.items()
        if (numbers is None or number in numbers) and (not wanted or (line.speaker or actors.NARRATOR) in wanted)
    ]
    if not gone:
        raise ScriptError(_none_to_remove(numbers, wanted, recorded))
    label = f"line {gone[0].number}" if len(gone) == 1 else f"{len(gone)} lines"
    editor.set_recordings({line.number: "" for line in gone}, f"without the recordings of {label}")
    return tuple(gone)


def _none_to_remove(numbers: Collection[int] | None, parts: Collection[str], recorded: Collection[int]) -> str:
    """Return that no recording stands for what was named, and which lines have one."""
    if not recorded:
        return "no line of this story has a recording: voices speak all of them"
    named = "any of these lines" if numbers is None or len(numbers) > 1 else f"line {min(numbers)}"
    whose = f" of {', '.join(sorted(parts))}" if parts else ""
    there = listed(map(str, recorded), limit=_LINES_NAMED)
    are = f"lines {there} have" if len(recorded) > 1 else f"only line {there} has"
    return f"no recording stands for {named}{whose}; {are} one"


def recording_sheet(script: Script, form: actors.SheetForm, parts: Collection[str] = ()) -> str:
    """Return what actors read from; see :func:`drama.recording_sheet`."""
    wanted = {part_named(script, name) for name in parts}
    return actors.recording_sheet(script, form, {None if name == actors.NARRATOR else name for name in wanted})


def part_named(script: Script, name: str) -> str:
    """Return whom a name means, ``"narrator"`` among them. Raises :class:`ScriptError` if there is nobody."""
    is_somebody = name.casefold() in {person.name.casefold() for person in script.characters}
    if name.casefold() == actors.NARRATOR and not is_somebody:
        return actors.NARRATOR
    return speaker_named(script, name, others=(actors.NARRATOR,))


def path_from(home: Path, path: Path) -> str:
    """Return a path as the corrections name it: from their folder, with slashes; whole if it is on another disk."""
    try:
        return Path(os.path.relpath(path.absolute(), home.absolute())).as_posix()
    except ValueError:  # another drive of Windows
        return path.absolute().as_posix()


# ------------------------------------------------------------------ one file


def _listened(
    chosen: Sequence[actors.Chosen], home: Path, settings: MixSettings, on_progress: Callable[[int, int], None]
) -> Iterator[TakenRecording | RefusedRecording]:
    """Yield what becomes of each file, in order; they are read on all cores, for decoding leaves Python's one lock."""
    pool = ThreadPoolExecutor(cores())
    try:
        judged = pool.map(lambda one: _judged(one.path, one.line, home, settings), chosen)
        for done, result in enumerate(judged, 1):
            on_progress(done, len(chosen))
            yield result
    finally:
        pool.shutdown(cancel_futures=True)


def _judged(path: Path, line: Line, home: Path, settings: MixSettings) -> TakenRecording | RefusedRecording:
    """Return a file as a line's recording, or what is wrong with it."""
    named = path_from(home, path)
    if not named.isprintable() or len(named) > _LONGEST_PATH:
        return RefusedRecording(path, "its name cannot stand in the corrections; give it a plain one")
    try:
        facts = read_recording(path).facts
    except EngineError as problem:
        return RefusedRecording(path, str(problem).removeprefix(f"{path.name} ").removeprefix("is "))
    if wrong := "; ".join(actors.errors_of(facts, line)):
        return RefusedRecording(path, wrong)
    warnings = tuple(actors.warnings_of(facts, line))
    gain_db = _gain_db(facts, settings)
    return TakenRecording(line, path, facts.speech_s, gain_db, warnings, is_new=line.direction.recording != named)


def _gain_db(facts: Facts, settings: MixSettings) -> float:
    """Return by how much a file is made louder up to the mix, its voice effect and its delivery aside."""
    take = Take(key="", frames=1, frame_rate=1, loudness_lufs=TAKE_LUFS, true_peak_dbtp=0.0)
    of_take_db = cue_gain_db(take, Voice(name="", engine="", id=""), settings)
    return round(TAKE_LUFS - facts.loudness_lufs + of_take_db, 1)


# ------------------------------------------------------------------ all of them


def _sheet_in(folder: Path, others: Sequence[Path]) -> tuple[Path, Mapping[int, actors.SheetRow]] | None:
    """Return the recording sheet in a folder, by whose words lines are found; None where there is none."""
    found = []
    for path in others:
        if path.suffix.lower() == ".csv" and path.parent == folder:
            try:
                text = read_file(path, limit=_LARGEST_SHEET).decode("utf-8-sig")
            except (OSError, UnicodeDecodeError):
                continue
            if (rows := actors.read_sheet(text)) is not None:
                found.append((path, rows))
    if len(found) > 1:
        raise ScriptError(f"{folder} holds two recording sheets: {found[0][0].name} and {found[1][0].name}; keep one")
    return found[0] if found else None


def _result(
    editor: CorrectionsEditor,
    taken: Sequence[TakenRecording],
    refused: Sequence[RefusedRecording],
    wanted: Collection[str],
) -> ImportedRecordings:
    """Return what the files make, with what is missing of whoever is among them."""
    lines = [line for line in editor.script.lines if any(map(str.isalnum, line.text))]
    people = wanted or {one.line.speaker or actors.NARRATOR for one in taken}
    there = {one.line.number for one in taken} | {line.number for line in editor.recorded()}
    missing: dict[str, list[int]] = {}
    for line in lines:
        if (who := line.speaker or actors.NARRATOR) in people and line.number not in there:
            missing.setdefault(who, []).append(line.number)
    counts = Counter(who for line in lines if (who := line.speaker or actors.NARRATOR) in people)
    return ImportedRecordings(
        path=editor.path,
        taken=tuple(sorted(taken, key=lambda one: one.line.number)),
        refused=tuple(sorted(refused, key=lambda one: one.path)),
        missing=MappingProxyType({who: tuple(numbers) for who, numbers in missing.items()}),
        lines=MappingProxyType(dict(counts)),
    )


def _label(taken: Sequence[TakenRecording]) -> str:
    people = tuple(dict.fromkeys(one.line.speaker or actors.NARRATOR for one in taken))
    who = " and ".join(people) if len(people) < 3 else f"{len(people)} characters"
    number = f"line {taken[0].line.number}" if len(taken) == 1 else f"{len(taken)} lines"
    return f"recordings of {number} by {who}"
