"""The sound sections of a cast file: style, scenes, effects, pronunciation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from drama.cast.castfile.documents import Document
from drama.cast.castfile.schema import PRONUNCIATION, is_name
from drama.cast.castfile.styles import DEFAULT, STYLES
from drama.cast.castfile.validate import checked, checked_tables, checked_values
from drama.errors import CastError
from drama.files.messages import listed, nearest, quoted
from drama.model import Placement, Pronunciation, SceneSound, Sound, Style, TagMode

_KNOBS = frozenset(knob.name for knob in fields(Style))
NOTHING = "none"
"""The value that means no sound."""
AUTOMATIC = "auto"
"""The value that means what the words of the scene tell."""
_MEANINGS: Mapping[Any, str | None] = MappingProxyType({NOTHING: "", AUTOMATIC: None})


@dataclass(frozen=True, slots=True)
class SoundFile:
    """The sound sections of a cast file, with everything it extends."""

    sound: Sound = field(default_factory=Sound)
    styles: Mapping[str, Style] = field(default_factory=lambda: STYLES)
    """By name, the user's own among them."""

    def styled(self, name: str) -> Sound:
        """Return the sound in another style, without changes to its settings. Raises CastError if there is none."""
        if name not in self.styles:
            raise CastError(
                f"there is no style {quoted(name)}{nearest(name, self.styles)} Valid: {listed(self.styles)}"
            )
        return replace(self.sound, style=self.styles[name])


def laid_over(base: SoundFile, document: Document, path: Path | None) -> SoundFile:
    """Return the sound sections with one document laid over them. Raises CastError."""
    styles = _styles(base.styles, document)
    values = checked(document, ("sound",))
    knobs = {key: _in_type(key, values.pop(key)) for key in tuple(values) if key in _KNOBS}
    style = base.sound.style
    if (name := values.pop("style", None)) is not None:  # what tuned another style does not fit this one
        style = _named(document, ("sound", "style"), name, styles)
    if "library" in values:
        values["library"] = (path.parent if path else Path()) / values["library"]
    scenes = dict(base.sound.scenes)
    for title, entry in checked_tables(document, "scenes").items():
        heard: dict[str, Any] = {key: _MEANINGS.get(value, value) for key, value in entry.items()}
        scenes[title] = replace(scenes.get(title, SceneSound()), **heard)
    placed = [_placement(document, name, entry) for name, entry in checked_tables(document, "effects").items()]
    again = {placement.entry for placement in placed}
    sound = replace(
        base.sound,
        style=replace(style, **knobs),
        scenes=MappingProxyType(scenes),
        placements=(*(old for old in base.sound.placements if old.entry not in again), *placed),
        pronounce=_pronunciations(base.sound.pronounce, document),
        **values,
    )
    return SoundFile(sound=sound, styles=styles)


def _placement(document: Document, name: str, entry: dict[str, Any]) -> Placement:
    """Return what a table of ``[effects]`` places, before the words it is called by unless it says ``before``."""
    values = {"sound": "", "before": name, **entry}
    is_muted = values.pop("muted", False)
    if not values["sound"] and "without" not in values:
        document.fail(("effects", name), 'an effect needs its sound: add sound = "door" or a file')
    return Placement(**values, entry=name, is_muted=is_muted)


def _styles(base: Mapping[str, Style], document: Document) -> Mapping[str, Style]:
    styles = dict(base)
    for name, values in checked_tables(document, "styles").items():
        start = values.pop("base", name if name in styles else DEFAULT)
        knobs = {key: _in_type(key, value) for key, value in values.items()}
        styles[name] = replace(_named(document, ("styles", name), start, styles), **knobs, name=name)
    return MappingProxyType(styles)


def _named(document: Document, path: tuple[str, ...], name: str, styles: Mapping[str, Style]) -> Style:
    if name not in styles:
        document.fail(path, f"there is no style {quoted(name)}{nearest(name, styles)} Valid: {listed(styles)}")
    return styles[name]


def _in_type(key: str, value: object) -> Any:  # noqa: ANN401 (as the field has it)
    return TagMode(str(value)) if key == "tags" else value


def _pronunciations(base: tuple[Pronunciation, ...], document: Document) -> tuple[Pronunciation, ...]:
    """Return the pronunciations: ``word = "respelling"``, or a table with a respelling and phonemes."""
    pronunciations = {entry.word: entry for entry in base}
    for word, entry in document.data.get("pronounce", {}).items():
        if not is_name(word) or not word.isprintable():
            document.fail(("pronounce", word), f"{quoted(word)} is no word to pronounce")
        table: dict[str, Any] = entry if isinstance(entry, dict) else {"respelling": entry}
        values = checked_values(document, ("pronounce", word), table, PRONUNCIATION)
        if not values:
            document.fail(("pronounce", word), f"{quoted(word)} says nothing: give a respelling or phonemes")
        pronunciations[word] = Pronunciation(word, **values)
    return tuple(pronunciations.values())
