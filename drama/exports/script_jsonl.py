"""A script as JSON lines: the cast first, then every segment of the source in reading order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from drama.model import Kind, Script, Segment

_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters json.dumps lets pass, marks that turn the direction of text, line ends of Unicode."""


_UNICODE, _ASCII = json.JSONEncoder(ensure_ascii=False), json.JSONEncoder()


def script_records(script: Script, segments: Iterator[Segment], *, is_ascii: bool = False) -> Iterator[str]:
    """Yield one JSON object a row, without line ends; with every other letter escaped if it ``is_ascii``.

    Together the segments cover every character of the source that is not white space exactly once;
    ``text`` is always ``source[start:end]``; a line of which a person decided that it says other words has these in
    ``said``, with each of its segments.
    """
    for character in script.characters:
        yield _json(
            is_ascii,
            character=character.name,
            gender=character.gender.value,
            aliases=list(character.aliases),
            lines=character.lines,
        )
    said = {line.number: {"said": line.direction.say} for line in script.lines if line.direction.say}
    for segment in segments:
        spoken_by_somebody = segment.kind in (Kind.DIALOGUE, Kind.THOUGHT)
        yield _json(
            is_ascii,
            line=segment.line,
            start=segment.start,
            end=segment.end,
            kind=segment.kind.value,
            speaker=segment.speaker if spoken_by_somebody else None,
            scene=segment.scene,
            rule=segment.rule,
            confidence=round(segment.confidence, 3),
            text=script.story.text[segment.start : segment.end],
            **({} if segment.line is None else said.get(segment.line, {})),
        )


def _json(is_ascii: bool, /, **record: object) -> str:  # noqa: FBT001 (all others are of the record)
    """Return a record as one row; what a terminal would act on is escaped, which leaves the record as it is."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", (_ASCII if is_ascii else _UNICODE).encode(record))
