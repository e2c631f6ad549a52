"""The schema of a cast file: every section, its keys, and the values each key accepts."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import PurePosixPath
from types import MappingProxyType

from drama.cast.castfile.metadata import METADATA
from drama.cast.castfile.season_keys import SEASON
from drama.model import ROOMS, Gender, Pauses, Preset, TagMode
from drama.servers.address import VALID as VALID_ADDRESS
from drama.servers.address import is_address

Value = str | int | float | tuple[str, ...]
Check = Callable[[object], Value]
"""Returns the value in its final type, or raises ValueError with what would be valid."""

AGES = ("child", "young", "adult", "old")
NAME_LIMIT = 200
"""Longest name of a character or a pool voice, in characters."""
PATH_LIMIT = 1_000
"""Longest name of a voice, which may be a file's path, and longest address of a server."""

# The constant bit rates of MPEG-1 Layer III (ISO/IEC 11172-3, table of bit_rate_index).
_BIT_RATES = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)


def whole(low: int, high: int) -> Check:
    """Return the check of a whole number between two, both included."""

    def check(value: object) -> Value:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return value

    return check


def _number(low: float, high: float) -> Check:
    def check(value: object) -> Value:
        fits = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
        if not fits or not math.isfinite(number := float(value)):  # type: ignore[arg-type]
            raise ValueError(f"a number from {low:g} to {high:g}")
        return number

    return check


def _flag(value: object) -> Value:
    if not isinstance(value, bool):
        raise ValueError("true or false")  # noqa: TRY004 (every check raises the same)
    return value


def _one_of(*choices: str | int) -> Check:
    def check(value: object) -> Value:
        if isinstance(value, bool) or not isinstance(value, str | int) or value not in choices:
            raise ValueError("one of " + ", ".join(f'"{c}"' if isinstance(c, str) else str(c) for c in choices))
        return value

    return check


def is_name(value: object) -> bool:
    """Return whether a value can be a character's name. Stories spell names in many ways; only length is limited."""
    return isinstance(value, str) and 0 < len(value) <= NAME_LIMIT and bool(value.strip())


def _name(value: object) -> Value:
    if not is_name(value) or not str(value).isprintable():
        raise ValueError(f"a name in quotation marks, at most {NAME_LIMIT} printable characters")
    return str(value)


def _names(value: object) -> Value:
    if not isinstance(value, list) or not all(is_name(item) for item in value):
        raise ValueError('a list of names, such as ["Miss Berg", "the doctor"]')
    return tuple(value)


def _sounds(value: object) -> Value:
    if not isinstance(value, list) or not all(is_name(item) for item in value):
        raise ValueError('a list of sounds as the story names them, such as ["door slams"]')
    return tuple(value)


def _words(value: object) -> Value:
    if not is_name(value):
        raise ValueError(f"words of a line in quotation marks, at most {NAME_LIMIT} characters")
    return str(value)


def _title(value: object) -> Value:
    if not isinstance(value, str) or not value.strip():
        raise ValueError('the title of the series in quotation marks, such as "Harbour Tales"')
    return METADATA["series"](value)


def _number_of_part(value: object) -> Value:
    try:
        number = METADATA["part"](value)
    except ValueError:
        number = ""
    if not number:
        raise ValueError("the number of the episode, such as 3 or 2.5")
    return number


def _file_names(value: object) -> Value:
    """Return names and patterns of files below the folder of the cast file."""
    if not isinstance(value, list) or not value or not all(map(_is_below, value)):
        raise ValueError('a list of files or patterns in the folder of this file, such as ["pilot.md", "ep*.md"]')
    return tuple(value)


def _is_below(name: object) -> bool:
    if not _is_short(name):
        return False
    path = PurePosixPath(str(name))
    return not path.is_absolute() and ".." not in path.parts and "**" not in path.parts and path.parts != ()


def _is_short(name: object) -> bool:
    return isinstance(name, str) and name.isprintable() and 0 < len(name) <= PATH_LIMIT


def _voice(value: object) -> Value:
    """Return the name of a voice, or the path of its file."""
    if not isinstance(value, str) or not 0 < len(value) <= PATH_LIMIT or not value.strip() or not value.isprintable():
        raise ValueError("a name in quotation marks, or the path of a voice's file; printable characters only")
    return value


def _url(example: str) -> Check:
    """Return the check of a server's address, which must contain no secret: it is shown and stored."""

    def check(value: object) -> Value:
        if not is_address(value):
            raise ValueError(VALID_ADDRESS.format(example))
        return str(value)

    return check


def _variable(value: object) -> Value:
    """Return the name of an environment variable that holds a key for drama.

    The key itself is refused, for it has no place in a file; so is any other variable: a cast file somebody was given
    must not send a secret that is meant for others to a server of its choice.
    """
    if not isinstance(value, str) or not _VARIABLE.fullmatch(value):
        raise ValueError(
            'the name of an environment variable from DRAMA_ to _KEY, such as "DRAMA_WORK_KEY", that holds it'
        )
    return value


_VARIABLE = re.compile(r"DRAMA_(?:[A-Z0-9_]{0,80}_)?KEY")

_VOICE: dict[str, Check] = {
    "voice": _voice,
    "engine": _name,
    "rate_wpm": whole(80, 450),
    "pitch": whole(0, 100),
    "gain_db": _number(-24, 12),
}
_PERSON: dict[str, Check] = {
    "gender": _one_of(*(str(g) for g in Gender)),
    "age": _one_of(*AGES),
}
_PAN: dict[str, Check] = {"pan": _number(-1, 1)}
_PAUSE = whole(0, 60_000)
_GAIN = _number(-40, 12)
_STYLE: dict[str, Check] = {
    "delivery": _number(0, 1),
    "whisper": _flag,
    "pace": _flag,
    "voice_effects": _flag,
    "width": _number(0, 1),
    "rooms": _number(0, 1),
    "beds": _flag,
    "effects": _flag,
    "stings": _flag,
    "compression": _flag,
    "bed_lu": _number(12, 60),
    "bed_open_lu": _number(6, 60),
    "tags": _one_of(*(str(mode) for mode in TagMode)),
}
PRONUNCIATION: Mapping[str, Check] = MappingProxyType({"respelling": _name, "phonemes": _name})
"""Keys of a word in ``[pronounce]``, whose own keys are the words."""

RENAMED: Mapping[str, str] = MappingProxyType({"seat": "pan", "treatments": "voice_effects"})
"""Keys of 0.1 and their present names; still read, never written."""

SECTIONS: Mapping[str, Mapping[str, Check]] = MappingProxyType(
    {
        "narrator": _VOICE | _PAN | {"speaks_for_teller": _flag, "actor": _name},
        "characters": _VOICE | _PERSON | _PAN | {"aliases": _names, "actor": _name},
        "pool": _VOICE | _PERSON,
        "pauses": {field.name: _PAUSE for field in fields(Pauses)},
        "sound": _STYLE | {"style": _name, "library": _name, "intro": _name, "outro": _name, "sting": _name},
        "styles": _STYLE | {"base": _name},
        "scenes": {"room": _one_of(*ROOMS, "none", "auto"), "bed": _name, "bed_db": _GAIN},
        "effects": {
            "sound": _name,
            "gain_db": _GAIN,
            "before": _words,
            "follows": _words,
            "occurrence": whole(1, 10_000),
            "muted": _flag,
            "without": _sounds,
        },
        "pronounce": {},
        "server": {
            "url": _url("http://127.0.0.1:8880/v1"),
            "model": _name,
            "format": _one_of("wav", "pcm"),
            "pcm_rate_hz": whole(8_000, 192_000),
            "at_once": whole(1, 32),
            "timeout_s": _number(1, 3_600),
        },
        "assistant": {
            "url": _url("http://127.0.0.1:11434/v1"),
            "model": _name,
            "key": _variable,
            "weight": _number(0, 20),
            "below": _number(0, 1),
            "limit": whole(1, 100_000),
            "at_once": whole(1, 16),
            "timeout_s": _number(0.01, 3_600),
            "tries": whole(1, 10),
            "price_in": _number(0, 100_000),
            "price_out": _number(0, 100_000),
        },
        "metadata": METADATA,
        "series": {"title": _title, "number": _number_of_part, "episodes": _file_names},
        "season": SEASON,
        "mix": {
            "preset": _one_of(*(str(preset) for preset in Preset)),
            "loudness_lufs": _number(-40, -5),
            "true_peak_dbtp": _number(-20, 0),
            "bit_rate_kbps": _one_of(*_BIT_RATES),
            "channels": _one_of(1, 2),
        },
    },
)
"""Section -> key -> check. Sections in :data:`EXAMPLES` hold one such table per name; ``pronounce`` holds words."""

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {"characters": "Anna", "pool": "marble", "styles": "campfire", "scenes": '"3"', "effects": '"words of the story"'}
)
"""Sections whose tables are named by the user, with an example of a name."""
