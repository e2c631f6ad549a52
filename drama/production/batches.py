"""Lines without a recording as batches of a scene's size, which are recorded anywhere and found in the store after.

A backend that records elsewhere brings :attr:`BatchRecorder.run` alone: what takes batches to processes that call
:func:`record_batch` with the same store, and brings their records back.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from drama.errors import EngineError, RequestRefusedError
from drama.model import Line
from drama.production.prepare import Production
from drama.production.render import OnProgress, Progress
from drama.production.silent_lines import recording_failed
from drama.recording import LINE_TIMEOUT_S, Request, expected_s, record, request_keys
from drama.recording.store import TakeStore

LEAST_S, MOST_S = 45.0, 120.0
"""Seconds of speech in a batch: shorter scenes are put together, longer ones are cut. On one core of 2026 the natural
voice needs 3 to 8 s for as much, so that no worker waits long for the last one, and asking costs little beside it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines to be recorded together: small, frozen, and picklable. It holds their words and nothing else of a story."""

    story: str
    """What the story is called, for messages."""
    lines: tuple[int, ...]
    """Their numbers, in the order of the story."""
    requests: tuple[Request, ...]
    """What their engines are asked for, one a line."""
    keys: tuple[str, ...]
    """The keys of their takes, as the machine that made the batch has them."""
    expected_s: float
    """About how long they are when spoken, in seconds."""


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """What became of a batch; small and picklable, for the sound is in the store."""

    lines: tuple[int, ...]
    """The lines of the batch."""
    recorded: tuple[int, ...]
    """Those recorded just now; the others were in the store."""
    failed: int | None = None
    """The line that could not be recorded, which ended the batch."""
    failure: str = ""
    """Why not."""
    is_refused: bool = False
    """Whether the line was refused, so that another machine of this kind would not record it either."""


def missing_batches(production: Production, store: TakeStore) -> tuple[Batch, ...]:
    """Return the lines of a production that the store lacks, as batches in the order of the story.

    Lines that are said alike, by one voice, are asked for once.
    """
    keys = request_keys(production.requests)
    takes = store.find(keys)
    wanted: dict[str, tuple[Line, Request]] = {}
    for key, line, request in zip(keys, production.script.lines, production.requests, strict=True):
        if takes[key] is None:
            wanted.setdefault(key, (line, request))
    story = production.story_files.called
    return tuple(_batch(story, part) for part in _parts([(key, *of_key) for key, of_key in wanted.items()]))


def record_batch(
    batch: Batch, store: TakeStore, *, jobs: int = 1, on_line: Callable[[], None] = lambda: None
) -> BatchRecord:
    """Record what of a batch the store lacks, with ``jobs`` processes of this machine, and return what became of it.

    ``on_line`` is called after each line; an exception it raises ends the batch, whose finished lines stay in the
    store. A line that cannot be recorded is told in the record. So is one whose recording would have another key here:
    another version of the engine, or another voice of that name. Raises :class:`~drama.errors.TakeError` for a store
    that cannot be written.
    """
    recorded: list[int] = []
    at = 0
    try:
        _check_keys(batch)
        for at, done in enumerate(record(batch.requests, store, jobs=jobs, timeout_s=LINE_TIMEOUT_S), 1):
            if done.is_new:
                recorded.append(batch.lines[at - 1])
            on_line()
    except EngineError as problem:
        return BatchRecord(
            batch.lines,
            tuple(recorded),
            failed=batch.lines[at],
            failure=str(problem),
            is_refused=isinstance(problem, RequestRefusedError),
        )
    return BatchRecord(batch.lines, tuple(recorded))


class BatchRecorder:
    """Records for a render by having batches recorded elsewhere: a :class:`~drama.production.render.Recording`."""

    def __init__(self, run: Callable[[Sequence[Batch]], Iterator[BatchRecord]], *, store: Path) -> None:
        """``run`` yields the record of each batch in any order; closed early, it gives up the rest.

        ``store`` is the folder recordings are kept in, which whoever records must see as well.
        """
        self._run = run
        self.store = store

    def record(self, production: Production, on_progress: OnProgress = lambda _: None) -> frozenset[int]:
        """Record what is missing, and return the numbers of the lines recorded.

        Raises :class:`~drama.errors.EngineError` as soon as a line cannot be recorded.
        """
        batches = missing_batches(production, TakeStore(self.store))
        total = len(production.requests)
        done = total - sum(len(batch.lines) for batch in batches)
        recorded: set[int] = set()
        if not batches:
            return frozenset()
        with closing(_generator(self._run(batches))) as records:
            for one in records:
                _check(one, production)
                recorded.update(one.recorded)
                done += len(one.lines)
                on_progress(Progress("record", done, total))
        return frozenset(recorded)


def _generator(records: Iterable[BatchRecord]) -> Generator[BatchRecord]:
    yield from records


def _check(record: BatchRecord, production: Production) -> None:
    """Raise :class:`EngineError` for a line that could not be recorded, as a render does."""
    if record.failed is None:
        return
    line = next(line for line in production.script.lines if line.number == record.failed)
    kind = RequestRefusedError if record.is_refused else EngineError
    raise recording_failed(kind(record.failure), production, line)


def _check_keys(batch: Batch) -> None:
    """Raise where recordings made here would not be those that were asked for."""
    for key, own, request in zip(batch.keys, request_keys(batch.requests), batch.requests, strict=True):
        if key != own:
            raise RequestRefusedError(
                f"the engine {request.voice.engine} or its voice {request.voice.name} is another one on the machine "
                "that was to record the line than on the one that asked for it"
            )


def _parts(lines: Sequence[tuple[str, Line, Request]]) -> Iterator[list[tuple[str, Line, Request]]]:
    """Yield lines by scenes: several short ones together, a long one in parts."""
    part: list[tuple[str, Line, Request]] = []
    seconds = 0.0
    for entry in lines:
        _, line, request = entry
        is_next_scene = bool(part) and line.scene != part[-1][1].scene
        if part and (seconds >= MOST_S or (is_next_scene and seconds >= LEAST_S)):
            yield part
            part, seconds = [], 0.0
        part.append(entry)
        seconds += expected_s(request.text, request.voice)
    if part:
        yield part


def _batch(story: str, part: Sequence[tuple[str, Line, Request]]) -> Batch:
    return Batch(
        story=story,
        lines=tuple(line.number for _, line, _ in part),
        requests=tuple(request for _, _, request in part),
        keys=tuple(key for key, _, _ in part),
        expected_s=sum(expected_s(request.text, request.voice) for _, _, request in part),
    )
