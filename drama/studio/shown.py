"""What the page shows of a story: its script as rows of JSON, and what of it differs from an earlier revision."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import drama
from drama.model import DIRECTION_KEYS, UNKNOWN, Character, Kind, Line, LineDirection, Manner, Scene, Script, Voice

Row: TypeAlias = dict[str, Any]
"""An object of the API."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A script as it was shown at a revision."""

    revision: int
    head: Row
    """All but the lines."""
    lines: tuple[Row, ...]
    places: Mapping[int, int] = field(default_factory=dict)
    """The number of the line that begins at an offset of the source."""

    def whole(self) -> Row:
        """Return all of it."""
        return {**self.head, "is_partial": False, "lines": self.lines}

    def since(self, before: Shown | None) -> Row:
        """Return what has changed since, where the lines are the same in number and place; else all of it."""
        if before is None or before.places != self.places:
            return self.whole()
        changed = [now for now, was in zip(self.lines, before.lines, strict=True) if now is not was and now != was]
        return {**self.head, "is_partial": True, "lines": changed}


def show(production: drama.Production, revision: int, before: Shown | None, **more: object) -> Shown:
    """Return a production as it is shown; rows that are the same as before are taken over."""
    script, cast = production.script, production.cast
    known = {row["at"]: row for row in before.lines} if before else {}
    rows = []
    for line in script.lines:
        row = _line(line)
        was = known.get(row["at"])
        rows.append(was if was == row else row)
    head = {
        "revision": revision,
        "title": script.story.title or production.story_files.called,
        "author": script.story.author or "",
        "style": cast.sound.style.name,
        "scenes": [_scene(scene) for scene in script.scenes],
        "characters": _characters(script, production),
        "narrator": _share([line for line in script.lines if line.speaker is None], cast.narrator),
        "deliveries": [manner.value for manner in Manner],
        "warnings": list(production.warnings),
        **more,
    }
    return Shown(revision, head, tuple(rows), {row["at"]: row["number"] for row in rows})


def _line(line: Line) -> Row:
    return {
        "number": line.number,
        "at": line.spans[0].start,
        "scene": line.scene,
        "paragraph": line.paragraph,
        "kind": line.kind.value,
        "speaker": line.speaker,
        "text": line.text,
        "confidence": round(line.confidence, 3),
        "is_doubtful": line.is_doubtful,
        "is_pinned": line.rule == "pinned",
        "rule": line.rule,
        "runner_up": line.runner_up,
        "delivery": line.delivery.manner.value,
        "channel": line.delivery.channel.value,
        "is_heading": line.is_heading,
        "how": _how(line.direction),
    }


def _how(direction: LineDirection) -> Row | None:
    """Return what a person decided of how a line is spoken, under the keys of the edit ``direct``; None for nothing."""
    if direction.is_empty:
        return None
    nothing = LineDirection()
    given = {key: getattr(direction, name) for key, name in DIRECTION_KEYS.items()}
    how = {key: value for key, value in given.items() if value != getattr(nothing, DIRECTION_KEYS[key])}
    if "pronounce" in how:
        how["pronounce"] = {one.word: one.phonemes or one.respelling for one in direction.pronounce}
    return how


def _scene(scene: Scene) -> Row:
    return {
        "number": scene.number,
        "title": scene.title,
        "chapter": scene.chapter,
        "first": scene.first_line,
        "last": scene.last_line,
    }


def _characters(script: Script, production: drama.Production) -> list[Row]:
    cast, file = production.cast, production.file
    spoken: dict[str, list[Line]] = defaultdict(list)
    for line in script.lines:
        if line.speaker is not None:
            spoken[line.speaker].append(line)
    people = {person.name: person for person in script.characters}
    rows = []
    for name in dict.fromkeys((*people, *spoken)):
        person = people.get(name) or Character(name)
        entry = file.characters.get(file.main_name(name) or "")
        rows.append(
            {
                "name": name,
                "gender": ((entry and entry.gender) or person.gender).value,
                "age": (entry and entry.age) or person.age or "adult",
                "aliases": list(person.aliases),
                "is_teller": name == script.teller,
                "is_nobody": name == UNKNOWN,
                **_share(spoken[name], cast.voices.get(name, cast.narrator)),
            }
        )
    return rows


def _share(lines: Iterable[Line], voice: Voice) -> Row:
    """Return how much of a story somebody says, in which voice, and a line to know them by."""
    lines = list(lines)
    words = sum(len(line.text.split()) for line in lines)
    scenes = Counter(line.scene for line in lines)
    sample = max((line for line in lines if line.kind is not Kind.THOUGHT), key=_is_telling, default=None)
    return {
        "lines": len(lines),
        "words": words,
        "seconds": round(words * 60 / voice.rate_wpm),
        "scenes": sorted(scenes),
        "sample": sample.number if sample else None,
        "voice": called(voice),
        "engine": voice.engine,
    }


def called(voice: Voice) -> str:
    """Return what a voice is called."""
    return voice.name or voice.id


def _is_telling(line: Line) -> tuple[bool, int]:
    """Return how well a line shows a voice: some eight words or more, surely this speaker's, early."""
    return not line.is_doubtful and 8 <= len(line.text.split()) <= 30, -line.number
