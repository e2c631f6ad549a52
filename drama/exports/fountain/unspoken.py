"""What is not spoken, as Fountain: boneyard with the reason, and what a screenplay has of its own as it stood there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drama.exports.fountain.title_page import KNOWN
from drama.exports.fountain.words import as_action, escaped
from drama.model import Kind, Script, Segment

_MARKS = frozenset(
    ["markup", "pause mark", "effect", "line break", "speaker", "delivery", "number", "zero-width", "byte order mark",
     "control character"]
)  # fmt: skip
"""Reasons of what the screenplay says in another way, or nobody reads."""
_FRONT_MATTER = "front matter"
_SIGILS = {"section": "# ", "synopsis": "= ", "transition": "> "}
"""What stands before words of a screenplay that are for the writer alone."""
_DIRECTION = "direction"
_SILENT = "nothing to pronounce"
_OWN = ("[[", "/*")
"""What a screenplay's own notes and boneyard begin with."""
_BY_LINE = frozenset({*_SIGILS, _DIRECTION})
_LONGEST_GAP = 200
_FIELD = re.compile(r"([^\W\d_][^:\n]{0,40}?)[ \t]*:")


@dataclass(frozen=True, slots=True)
class Unspoken:
    """Words that are not spoken, as they stand in the screenplay."""

    start: int
    end: int
    written: str
    is_direction: bool = False
    """A bracket within a speech."""
    is_silent: bool = False
    """Words of the story that nobody can pronounce: action, which a voice passes over."""

    @property
    def outside_speech(self) -> str:
        """The words where nobody speaks: a bracket would be read out there."""
        return f"/* {_DIRECTION}: {self.written} */" if self.is_direction else self.written


def unspoken(script: Script) -> Iterator[Unspoken]:
    """Yield what a screenplay keeps of the words that are not spoken, in order."""
    text = script.story.text
    for group in _groups((segment for segment in script.unspoken if _is_kept(script, segment)), text):
        start, end, reason = group[0].start, group[-1].end, group[0].rule
        words = text[start:end].strip()
        if reason == _SILENT:
            signs = " ".join("".join(_with_gaps(group, text)).split())
            yield Unspoken(start, end, as_action(escaped(signs)), is_silent=True)
            continue
        is_bracket = reason == _DIRECTION and words.startswith("(") and "\n" not in words
        yield Unspoken(start, end, words if is_bracket else _written(words, reason), is_bracket)


def other_fields(script: Script) -> Iterator[str]:
    """Yield the rows of a screenplay's title page that drama has no use for."""
    is_kept = False
    for segment in script.unspoken if script.story.read_as else ():
        if segment.rule != _FRONT_MATTER:
            continue
        text = script.story.text
        row = text[segment.start : segment.end].strip()
        is_indented = text[max(0, segment.start - 3) : segment.start].endswith(("   ", "\t"))
        field = None if is_indented else _FIELD.match(row)
        if field is not None:
            is_kept = " ".join(field[1].lower().split()) not in KNOWN
        if is_kept:
            yield row if field is not None else f"    {row}"


def _is_kept(script: Script, segment: Segment) -> bool:
    if segment.kind is not Kind.SKIP or segment.rule in _MARKS:
        return False
    if segment.rule == _FRONT_MATTER and script.story.read_as:
        return False
    return segment.rule == _SILENT or any(map(str.isalnum, script.story.text[segment.start : segment.end]))


def _groups(segments: Iterable[Segment], text: str) -> Iterator[list[Segment]]:
    """Yield segments that stand side by side for the same reason together; a screenplay's own notes each by itself."""
    held: list[Segment] = []
    for segment in segments:
        if held and not _goes_on(held[-1], segment, text):
            yield held
            held = []
        held.append(segment)
    if held:
        yield held


def _goes_on(segment: Segment, following: Segment, text: str) -> bool:
    gap = text[segment.end : following.start]
    if segment.rule != following.rule or len(gap) > _LONGEST_GAP:
        return False
    if segment.rule == _SILENT:
        return "\n" not in gap and len(gap) <= 2
    return not gap or (gap.isspace() and not text.startswith(_OWN, segment.start) and segment.rule not in _BY_LINE)


def _with_gaps(group: Iterable[Segment], text: str) -> Iterator[str]:
    """Yield the words of a group, with a space where white space parts them; what is markup between them is not."""
    end = None
    for segment in group:
        yield " " if end is not None and any(map(str.isspace, text[end : segment.start])) else ""
        yield text[segment.start : segment.end]
        end = segment.end


def _written(words: str, reason: str) -> str:
    if words.startswith("[[") and words.endswith("]]") and "]]" not in words[:-2]:
        return words
    if words.startswith("/*") and words.endswith("*/") and words.find("*/", 2) == len(words) - 2:
        return words
    if reason in _SIGILS and "\n" not in words:
        return words if words[0] in "#=>" else _SIGILS[reason] + words
    return f"/* {reason}: {words.replace('*/', '* /')} */"
