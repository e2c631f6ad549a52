"""Voices that are no engine's own list: a Piper voice is a file; a server's voices are those a cast file names."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from drama.errors import CastError
from drama.files.messages import quoted
from drama.model import Voice

DEFAULT_ENGINE = "pyttsx3"
"""The engine of an id that says nothing of one."""

NATURAL_ENGINE = "hibari"
"""Its voices are cast first, where it is there."""

BEST_ENGINE = "kokoro"
"""Its voices are cast for the characters, where it is there: the best, and too slow to narrate."""

FILE_ENGINE = "piper"
"""Its voices are files."""

SERVER_ENGINE = "http"
"""Its voices are a server's, which ``[server]`` names."""

_SUFFIX = ".onnx"


def engine_of(voice_id: str) -> str:
    """Return the engine an id belongs to: ``hibari:heart`` says so itself, and so does the name of a Piper voice."""
    prefix, colon, _ = voice_id.partition(":")
    if colon and prefix in {NATURAL_ENGINE, BEST_ENGINE}:
        return prefix
    return FILE_ENGINE if voice_id.partition("#")[0].endswith(_SUFFIX) else DEFAULT_ENGINE


def located(values: Mapping[str, Any], folder: Path | None) -> dict[str, Any]:
    """Return the values of a table, the path of a voice's file taken from the folder its cast file is in.

    A plain name that no file there has is left to the engine, which knows a folder of voices.
    """
    voice = values.get("voice")
    if voice is None or folder is None or values.get("engine", engine_of(voice)) != FILE_ENGINE:
        return dict(values)
    name, hash_, speaker = voice.partition("#")
    path = Path(os.path.abspath(folder / Path(name).expanduser()))  # noqa: PTH100 (links stay as they are)
    if not path.is_file() and Path(name).name == name:
        return dict(values)
    return {**values, "voice": f"{path}{hash_}{speaker}"}


def beside(voice_id: str, cast_path: Path) -> str:
    """Return the id of a voice as it is written into a cast file: a file by its path from there, if it lies near."""
    name, hash_, speaker = voice_id.partition("#")
    if engine_of(voice_id) != FILE_ENGINE or not Path(name).is_absolute():
        return voice_id
    folder = cast_path.absolute().parent
    near = Path(name).is_relative_to(folder)
    return f"{Path(name).relative_to(folder).as_posix()}{hash_}{speaker}" if near else voice_id


def is_there(voice_id: str, known: Collection[str]) -> bool:
    """Tell whether a Piper voice is there: a file, or one of those known by name, with ``.onnx`` or without."""
    name, hash_, speaker = voice_id.partition("#")
    if Path(name).is_absolute():
        return Path(name).is_file()
    full = name if name.endswith(_SUFFIX) else name + _SUFFIX
    if f"{full}{hash_}{speaker}" in known:
        return True
    speakers = [other for other in known if other.partition("#")[0] == full]
    return bool(speakers) and (not speaker or speaker.isdigit())


def with_server(voice: Voice, server: Mapping[str, str], *, where: str) -> Voice:
    """Return a voice with what it is to be spoken through, if that is a server; ``where`` is the cast file's name.

    Raises CastError where no server is named.
    """
    if voice.engine != SERVER_ENGINE:
        return voice
    if missing := [name for name in ("url", "model") if name not in server]:
        raise CastError(
            f"{where}: the engine http speaks through a server, and [server] names no {' and no '.join(missing)}; add "
            '[server] with url = "http://127.0.0.1:8880/v1" and model = "kokoro", say'
        )
    return replace(voice, options={**voice.options, **server})


def as_options(values: Mapping[str, Any]) -> dict[str, str]:
    """Return checked values of ``[server]`` as options of a voice, which are texts."""
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}


def elsewhere(engine: str) -> str:
    """Return where an engine's voices may be besides, as the end of a message; nothing for most."""
    return {
        FILE_ENGINE: "; a Piper voice is named by its path from the cast file, or by its name in the folder that "
        "DRAMA_PIPER_VOICES names",
        NATURAL_ENGINE: "; `drama voices fetch hibari` fetches four more",
    }.get(engine, "")


def no_voices(engine: str) -> CastError:
    """Return what is wrong where an engine offers no voice to cast from."""
    ways = {
        SERVER_ENGINE: '; name the server\'s voices in the cast file: [pool.NAME] with engine = "http" and voice = "…"',
        FILE_ENGINE: '; name voices in the cast file: [pool.NAME] with voice = "path/to/voice.onnx", or a folder of '
        "them in DRAMA_PIPER_VOICES",
    }
    told = f"there is no voice to cast from: the pool is empty and the engine {quoted(engine)[1:-1]} offers none"
    return CastError(told + ways.get(engine, ""))
