"""The script as a table read shows it: scenes of speeches, as plain values for the template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from drama.exports.in_words import delivery_words
from drama.exports.programme import NARRATOR, name_of
from drama.files.text import plain
from drama.model import Kind, Line, Role, Script


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line on the page."""

    number: int
    text: str
    pause: str = ""
    """``"pause, 2 s"`` where one is asked for behind it."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Lines that stand together: of one speaker and in one manner, of one paragraph."""

    name: str
    """Who speaks; empty for what the narrator reads."""
    part: int
    """The speaker's place among the parts."""
    manner: str
    lines: tuple[PrintedLine, ...]
    is_heading: bool = False
    is_place: bool = False
    """It is the heading of a scene, which says where it plays."""
    is_doubtful: bool = False
    goes_on: bool = False
    """The speaker has spoken last, with only narration since."""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands below one another, or side by side in a dual dialogue."""

    speeches: tuple[Speech, ...]
    effects: tuple[str, ...] = ()
    """Sounds that are heard before it."""


@dataclass(frozen=True, slots=True)
class PrintedScene:
    """A scene on the page."""

    number: int
    title: str
    blocks: tuple[Block, ...]
    effects_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What one reader has to read."""

    number: int
    name: str
    lines: int
    words: int
    scenes: tuple[tuple[int, int, int], ...]
    """For each scene: its number, how many lines, the number of the first of them."""
    aliases: tuple[str, ...] = ()


def parts_of(script: Script) -> tuple[Part, ...]:
    """Return the parts, the narrator's first, then those with most lines first."""
    by_name: defaultdict[str | None, list[Line]] = defaultdict(list)
    for line in script.lines:
        by_name[line.speaker].append(line)
    aliases = {character.name: character.aliases for character in script.characters}
    order = sorted((name for name in by_name if name is not None), key=lambda name: -len(by_name[name]))
    names = [*([None] if None in by_name else []), *order]
    return tuple(
        Part(
            number,
            plain(name_of(name)) if name != NARRATOR else f"{NARRATOR} (character)",
            len(by_name[name]),
            sum(len(line.text.split()) for line in by_name[name]),
            tuple(_scenes(by_name[name])),
            tuple(map(plain, aliases.get(name or "", ()))),
        )
        for number, name in enumerate(names)
    )


def scenes_of(script: Script) -> Iterator[PrintedScene]:
    """Yield the scenes as they are printed."""
    numbers = {name: number for number, name in enumerate(_speakers(script))}
    roles = (paragraph.role for paragraph in script.story.paragraphs)
    places = frozenset(index for index, role in enumerate(roles) if role is Role.SCENE_HEADING)
    titles = {scene.number: plain(scene.title) for scene in script.scenes}
    for number, group in groupby(script.lines, key=lambda line: line.scene):
        lines = list(group)
        blocks = tuple(_blocks(lines, numbers, places))
        first = lines[0]
        # A heading that is read out stands there as its first line; it need not stand there twice.
        title = "" if first.is_heading else titles.get(number, "")
        yield PrintedScene(number, title, blocks, tuple(map(plain, lines[-1].effects_after)))


def _speakers(script: Script) -> list[str | None]:
    """Return the speakers in the order of their parts."""
    counts: dict[str | None, int] = defaultdict(int)
    for line in script.lines:
        counts[line.speaker] += 1
    order = sorted((name for name in counts if name is not None), key=lambda name: -counts[name])
    return [*([None] if None in counts else []), *order]


def _scenes(lines: Sequence[Line]) -> Iterator[tuple[int, int, int]]:
    for scene, group in groupby(lines, key=lambda line: line.scene):
        spoken = list(group)
        yield scene, len(spoken), spoken[0].number


def _blocks(lines: Sequence[Line], numbers: Mapping[str | None, int], places: Collection[int]) -> Iterator[Block]:
    """Yield the blocks of a scene: each a speech, or those that are spoken together.

    ``places`` are the paragraphs that are headings of scenes.
    """
    held: list[Speech] = []
    effects: tuple[str, ...] = ()
    last = ""
    for _, group in groupby(lines, key=_key):
        spoken = list(group)
        first = spoken[0]
        speech = _speech(spoken, numbers[first.speaker], last, is_place=first.paragraph in places)
        last = speech.name or last
        is_dual = first.delivery.is_simultaneous and held and held[-1].name and speech.name
        if held and not is_dual:
            yield Block(tuple(held), effects)
            held = []
        effects = effects if held else tuple(map(plain, first.effects))
        held.append(speech)
    if held:
        yield Block(tuple(held), effects)


def _key(line: Line) -> tuple[object, ...]:
    """Return what lines that stand together have in common."""
    how = delivery_words(line.delivery)
    return line.speaker, line.kind, line.paragraph, how, line.is_heading, line.is_doubtful, line.effects


def _speech(lines: Sequence[Line], part: int, last: str, *, is_place: bool) -> Speech:
    first = lines[0]
    name = "" if first.speaker is None else plain(first.speaker)
    manner = (*(("thinking",) if first.kind is Kind.THOUGHT else ()), *delivery_words(first.delivery))
    printed = tuple(PrintedLine(line.number, plain(line.text), _pause(line)) for line in lines)
    return Speech(
        name,
        part,
        plain(", ".join(manner)) if name else "",
        printed,
        is_heading=first.is_heading,
        is_place=is_place,
        is_doubtful=first.is_doubtful,
        goes_on=bool(name) and name == last,
    )


def _pause(line: Line) -> str:
    return f"pause, {line.pause_after_ms / 1000:g} s" if line.pause_after_ms else ""
