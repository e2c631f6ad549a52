"""What each line of a story was last recorded with, so that a plan can say why it would be recorded again.

One small JSON file a story in the ``episodes`` folder of the take store's root: the lines in order, with a digest of
what went to the engine. It is a memory and no more: without it every missing line counts as never recorded.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from types import MappingProxyType

from drama.errors import TakeError
from drama.files.atomic import write_file
from drama.model import Line, Reason, ReasonKind, Voice
from drama.production.belongings import remembered_as
from drama.production.prepare import Production
from drama.recording import Request, request_keys

_DIGITS = 16
"""Hex digits of a digest that are kept: enough that no two of a story's lines are taken for each other."""

_NARRATOR = "narrator"
"""What a voice of the narrator's own is called."""

_ACTOR = "an actor's recording"
"""What is in place of a voice where a line comes from a file of an actor's."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A line as it was last recorded."""

    text: str
    speaker: str | None
    voice: str
    """The name of the voice in the pool, or the engine's id of one that is in none."""
    source: str
    """Digest of engine, id, pace and pitch of that voice."""
    driven: str
    """Digest of what the delivery made of pace, pitch and options."""
    said: str
    """Digest of the words as the engine got them, with their marks."""
    key: str
    """Of the take."""


def load(root: Path, story: Path) -> tuple[Recorded, ...]:
    """Return the lines as they were last recorded, in order; none if that was never noted or is damaged."""
    try:
        rows = json.loads(_file(root, story).read_bytes())["lines"]
        lines = tuple(Recorded(*row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()
    is_sane = all(isinstance(value, str) for line in lines for value in astuple(line) if value is not line.speaker)
    return lines if is_sane and all(isinstance(line.speaker, str | None) for line in lines) else ()


def note(root: Path, production: Production, numbers: Collection[int] | None = None) -> None:
    """Note what lines of a production are recorded with: all of them, or those of ``numbers``.

    Other lines are kept as they were. A store that cannot be written is no matter here.
    """
    if production.script.story.path is None and not production.story_files.is_piped:
        return  # an audition is no story
    story = remembered_as(production.story_files)
    asked = [
        (line, request)
        for line, request in zip(production.script.lines, production.requests, strict=True)
        if numbers is None or line.number in numbers
    ]
    if not asked:
        return
    keys = request_keys(request for _, request in asked)
    facts = [
        _facts(line, request, production.cast.voice_of(line), key)
        for (line, request), key in zip(asked, keys, strict=True)
    ]
    before = () if len(asked) == len(production.script.lines) and _is_whole(production) else load(root, story)
    rows = _merged(before, [line for line, _ in asked], facts)
    with suppress(TakeError, OSError):
        file = _file(root, story)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_file(file, json.dumps({"lines": [astuple(row) for row in rows]}), error=TakeError)


def reasons(root: Path, production: Production, keys: Sequence[str], missing: Collection[int]) -> Mapping[int, Reason]:
    """Return why lines without a take have none: those at the places ``missing``; ``keys`` are of all lines' takes."""
    if not missing:
        return MappingProxyType({})
    rows = load(root, remembered_as(production.story_files))
    lines, requests = production.script.lines, production.requests
    found = {}
    matched = _matched(rows, lines, [key[:_DIGITS] for key in keys])
    for place in missing:
        line, at = lines[place], matched[place]
        now = _facts(line, requests[place], production.cast.voice_of(line), keys[place])
        if now.voice == _ACTOR:
            found[line.number] = Reason(ReasonKind.RECORDING)
        else:
            found[line.number] = Reason(ReasonKind.NEVER) if at is None else _reason(rows[at], now)
    return MappingProxyType(found)


def _is_whole(production: Production) -> bool:
    """Tell whether a production is of all the story, so that what it does not hold is there no more."""
    lines = production.script.lines
    whole = frozenset[int]().union(*(scenes for _, scenes in production.chapters))
    return len(lines) == lines[-1].number and whole <= {line.scene for line in lines}


def _reason(before: Recorded, now: Recorded) -> Reason:
    if before.key == now.key:
        return Reason(ReasonKind.DROPPED)
    if before.text != now.text:
        return Reason(ReasonKind.WORDS, before.text, now.text)
    if before.source != now.source:
        return Reason(ReasonKind.VOICE, *((before.voice, now.voice) if before.voice != now.voice else ()))
    if before.said != now.said:
        return Reason(ReasonKind.WORDS)
    if before.driven != now.driven:
        return Reason(ReasonKind.DELIVERY)
    return Reason(ReasonKind.ENGINE)


def _facts(line: Line, request: Request, voice: Voice, key: str) -> Recorded:
    driven = request.voice
    if driven.is_recording:
        source, said = _digest(driven.id), _digest(request.text)
        return Recorded(line.text, line.speaker, _ACTOR, source, driven=_digest(), said=said, key=key[:_DIGITS])
    marks = [(mark.start, mark.end, mark.kind.value, mark.phonemes) for mark in request.marks]
    return Recorded(
        text=line.text,
        speaker=line.speaker,
        voice=voice.id if voice.name in {line.speaker, _NARRATOR} else voice.name,
        source=_digest(voice.engine, voice.id, voice.rate_wpm, voice.pitch),
        driven=_digest(driven.rate_wpm, driven.pitch, sorted(driven.options.items())),
        said=_digest(request.text, marks),
        key=key[:_DIGITS],
    )


def _matched(rows: Sequence[Recorded], lines: Sequence[Line], keys: Sequence[str]) -> list[int | None]:
    """Return the row of each line: the same recording, else the same words, else words that stood in its place."""
    found: list[int | None] = [None] * len(lines)
    free = dict.fromkeys(range(len(rows)))
    for of_row, of_line in (
        ([row.key for row in rows], keys),
        ([(row.text, row.speaker) for row in rows], [(line.text, line.speaker) for line in lines]),
        ([row.text for row in rows], [line.text for line in lines]),
    ):
        places: defaultdict[object, deque[int]] = defaultdict(deque)
        for at in free:
            places[of_row[at]].append(at)
        for place, what in enumerate(of_line):
            if found[place] is None and (same := places.get(what)):
                found[place] = at = same.popleft()
                del free[at]
    for place, at in _in_place(found, free, len(rows)):
        found[place] = at
    return found


def _in_place(found: Sequence[int | None], free: Mapping[int, None], count: int) -> Iterator[tuple[int, int]]:
    """Yield lines without a row, and the row that stands where they stand: between those of the lines around."""
    before, waiting = -1, list[int]()
    for place, at in [*enumerate(found), (len(found), count)]:
        if at is None:
            waiting.append(place)
            continue
        between = [row for row in range(before + 1, at) if row in free] if at > before else []
        if len(between) >= len(waiting):
            yield from zip(waiting, between, strict=False)
        before, waiting = at, []


def _merged(rows: Sequence[Recorded], lines: Sequence[Line], facts: Sequence[Recorded]) -> list[Recorded]:
    """Return the rows with those of some lines made new, or put in behind that of the line before."""
    merged = {(at, 0): row for at, row in enumerate(rows)}
    before = (-1, 0)
    for fact, at in zip(facts, _matched(rows, lines, [fact.key for fact in facts]), strict=True):
        before = (before[0], before[1] + 1) if at is None else (at, 0)
        while at is None and before in merged:
            before = (before[0], before[1] + 1)
        merged[before] = fact
    return [merged[place] for place in sorted(merged)]


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:_DIGITS]


def _file(root: Path, story: Path) -> Path:
    name = hashlib.sha256(f"{story.resolve()}\0recorded".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return root / "episodes" / f"{name}.json"
