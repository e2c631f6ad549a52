"""The tables under ``[effects]`` of a cast file that place a spot effect before a line, move it and mute it.

A table is called by the first words of the line, as many as no other line has. Lines of the same words ("he said.") are
told apart by the words before them (``follows``), so that they stay apart when the story is edited elsewhere; where
those are the same too, by their order (``occurrence``).
What a file that is extended says of an effect is said again, with the change, in the file that is edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from drama.direction.soundscape import LINES_BEFORE, placements_by_line, plain_words, words_before
from drama.errors import CastError
from drama.files.toml_edit import Edit
from drama.model import Line, Origin, Placement, Script, SpotEffect

if TYPE_CHECKING:
    from drama.cast import SoundSections

_LEAST_WORDS = 4
_MOST_CHARACTERS = 120
"""Longest name that is given to a table."""

_Values: TypeAlias = "dict[str, str | int | float | list[str]]"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that stand in one line only, or in several of which it is the ``occurrence``-th."""

    words: str
    follows: str = ""
    """Words before the line; nothing where its own are enough."""
    occurrence: int = 1

    def as_values(self, entry: str) -> _Values:
        """Return the keys that anchor a table of that name."""
        values: _Values = {} if entry == self.words else {"before": self.words}
        if self.follows:
            values["follows"] = self.follows
        if self.occurrence != 1:
            values["occurrence"] = self.occurrence
        return values


def anchor(line: Line, lines: Sequence[Line]) -> Anchor:
    """Return what anchors an effect before a line: its first words, as few as no other line has."""
    texts = [plain_words(other.text) for other in lines]
    here = next(index for index, other in enumerate(lines) if other.number == line.number)
    found, words = list(range(len(lines))), ""
    for words in _beginnings(line.text):
        wanted = plain_words(words)
        found = [index for index in found if wanted in texts[index]]
        if len(found) == 1:
            return Anchor(words)
    before = " ".join(other.text for other in lines[max(0, here - LINES_BEFORE) : here])
    contexts = {index: words_before(texts, index) for index in found}
    for follows in _endings(before):
        wanted = plain_words(follows)
        holding = [index for index in found if contexts[index].endswith(wanted)]
        if len(holding) == 1:
            return Anchor(words, follows)
    return Anchor(words, occurrence=found.index(here) + 1)


def placed(
    sections: SoundSections, at: Anchor, sound: str, *, gain_db: float = 0.0, is_muted: bool = False
) -> tuple[SoundSections, str]:
    """Return the file with an effect placed before a line, and the table it is placed by."""
    values: _Values = {"sound": sound}
    if gain_db:
        values["gain_db"] = gain_db
    if is_muted:
        values["muted"] = True
    entry = next((one.entry for one in _at(sections, at) if not one.sound and _is_own(sections, one.entry)), None)
    if entry is None:
        entry = _free_name(sections, at.words)
        values |= at.as_values(entry)
    return sections.after(Edit(("effects", entry), values)), entry


def removed(sections: SoundSections, effect: SpotEffect) -> SoundSections:
    """Return the file without a placed effect; what else its table says stays."""
    key = ("effects", effect.entry)
    own = sections.table(*key)
    if own is None:
        return muted(sections, effect, Anchor(""))
    if own.get("without"):
        return sections.after(Edit(key, {}, removed=("sound", "gain_db", "muted")))
    after = sections.after(Edit(key, {}, is_dropped=True))
    is_inherited = any(placement.entry == effect.entry for placement in after.sound.placements)
    return muted(sections, effect, Anchor("")) if is_inherited else after


def moved(
    sections: SoundSections, effect: SpotEffect, to_line: int, to: Anchor, *, gain_db: float
) -> tuple[SoundSections, str]:
    """Return the file with a placed effect before another line, and the table it is placed by."""
    key = ("effects", effect.entry)
    own = sections.table(*key)
    if own is None or own.get("without"):
        return placed(removed(sections, effect), to, effect.sound, gain_db=gain_db, is_muted=effect.is_muted)
    level: _Values = {"gain_db": gain_db} if gain_db or "gain_db" in own else {}
    if effect.line == to_line:
        return sections.after(Edit(key, level)), effect.entry
    entry = effect.entry if "before" in own else _free_name(sections, to.words)

    def edit(called: str) -> Edit:
        values = {**level, **to.as_values(called)}
        stale = tuple(name for name in ("before", "follows", "occurrence") if name not in values)
        return Edit(key, values, removed=stale, called=None if called == effect.entry else called)

    try:
        return sections.after(edit(entry)), entry
    except CastError:  # a table without a header of its own keeps its name
        return sections.after(edit(effect.entry)), effect.entry


def muted(sections: SoundSections, effect: SpotEffect, at: Anchor) -> SoundSections:
    """Return the file with an effect muted."""
    if effect.origin is Origin.CAST_FILE:
        return sections.after(_changed(sections, _placement(sections, effect.entry), {"muted": True}))
    for placement in _at(sections, at):
        return sections.after(_changed(sections, placement, {"without": [*placement.without, effect.sound]}))
    entry = _free_name(sections, at.words)
    return sections.after(Edit(("effects", entry), {"without": [effect.sound], **at.as_values(entry)}))


def unmuted(sections: SoundSections, effect: SpotEffect, script: Script) -> SoundSections:
    """Return the file with a muted effect heard again."""
    if effect.origin is Origin.CAST_FILE:
        placement = _placement(sections, effect.entry)
        if _is_own(sections, effect.entry):
            return sections.after(Edit(("effects", effect.entry), {}, removed=("muted",)))
        return sections.after(_changed(sections, placement, {"muted": False}))
    folded = effect.sound.casefold()
    by_line, _ = placements_by_line(script, sections.sound)
    placement = next(one for one in by_line[effect.line] if folded in map(str.casefold, one.without))
    left = list(placement.without)
    del left[[name.casefold() for name in left].index(folded)]
    key = ("effects", placement.entry)
    if left or not _is_own(sections, placement.entry):
        return sections.after(_changed(sections, placement, {"without": left}))
    return sections.after(Edit(key, {}, removed=("without",), is_dropped=not placement.sound))


# ------------------------------------------------------------------ tables


def _changed(sections: SoundSections, placement: Placement, values: _Values) -> Edit:
    """Return the edit that changes keys of a table, which is written whole where another file has it."""
    key = ("effects", placement.entry)
    return Edit(key, values if _is_own(sections, placement.entry) else {**_written(placement), **values})


def _written(placement: Placement) -> _Values:
    """Return a placement as the keys of its table."""
    values = Anchor(placement.before, placement.follows, placement.occurrence).as_values(placement.entry)
    if placement.sound:
        values["sound"] = placement.sound
    if placement.gain_db:
        values["gain_db"] = placement.gain_db
    if placement.is_muted:
        values["muted"] = True
    if placement.without:
        values["without"] = list(placement.without)
    return values


def _placement(sections: SoundSections, entry: str) -> Placement:
    return next(placement for placement in sections.sound.placements if placement.entry == entry)


def _is_own(sections: SoundSections, entry: str) -> bool:
    return sections.table("effects", entry) is not None


def _at(sections: SoundSections, at: Anchor) -> Iterator[Placement]:
    """Yield the placements before the same words."""
    wanted = (plain_words(at.words), plain_words(at.follows), at.occurrence)
    for one in sections.sound.placements:
        if (plain_words(one.before), plain_words(one.follows), one.occurrence) == wanted:
            yield one


def _free_name(sections: SoundSections, words: str) -> str:
    """Return the name of a new table: the words, numbered where there is one of that name."""
    taken = {placement.entry for placement in sections.sound.placements} | set(sections.own.get("effects", {}))
    return next(name for number in count(1) if (name := words if number == 1 else f"{words} ({number})") not in taken)


def _endings(text: str) -> Iterator[str]:
    """Yield the last words before a line, more and more of them."""
    words = text.split()
    for number in range(min(_LEAST_WORDS, len(words)), len(words) + 1):
        ending = " ".join(words[-number:])
        if not words or len(ending) > _MOST_CHARACTERS:
            return
        yield ending


def _beginnings(text: str) -> Iterator[str]:
    """Yield the first words of a line, more and more of them."""
    words = text.split()
    for number in (*range(_LEAST_WORDS, len(words)), len(words)):
        beginning = " ".join(words[:number])
        if len(beginning) > _MOST_CHARACTERS and number > 1:
            return
        yield beginning[:_MOST_CHARACTERS]
