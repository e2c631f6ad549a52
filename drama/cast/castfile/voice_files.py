"""Voices that their engines do not list: Piper's are files, a server's are those named in the cast file."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from drama.errors import CastError
from drama.files.messages import quoted
from drama.files.paths import is_file
from drama.model import Voice

DEFAULT_ENGINE = "pyttsx3"
"""The engine of an id that names none."""

NATURAL_ENGINE = "hibari"
"""The engine whose voices are cast first, if it is installed."""

BEST_ENGINE = "kokoro"
"""The engine with the best voices, cast for the characters if it is installed; too slow to narrate."""

FILE_ENGINE = "piper"
"""The engine whose voices are files."""

SERVER_ENGINE = "http"
"""The engine whose voices are those of the server in ``[server]``."""

_SUFFIX = ".onnx"


def engine_of(voice_id: str) -> str:
    """Return the engine of a voice id, by its prefix (``hibari:heart``) or the suffix of a Piper voice."""
    prefix, colon, _ = voice_id.partition(":")
    if colon and prefix in {NATURAL_ENGINE, BEST_ENGINE}:
        return prefix
    return FILE_ENGINE if voice_id.partition("#")[0].endswith(_SUFFIX) else DEFAULT_ENGINE


def located(values: Mapping[str, Any], folder: Path | None) -> dict[str, Any]:
    """Return the values of a table, with the path of a voice's file resolved against the cast file's folder.

    A bare name without a file there is left to the engine, which has a folder of voices.
    """
    voice = values.get("voice")
    if voice is None or folder is None or values.get("engine", engine_of(voice)) != FILE_ENGINE:
        return dict(values)
    name, hash_, speaker = voice.partition("#")
    path = Path(os.path.abspath(folder / Path(name).expanduser()))  # noqa: PTH100 (links stay as they are)
    if not is_file(path) and Path(name).name == name:
        return dict(values)
    return {**values, "voice": f"{path}{hash_}{speaker}"}


def beside(voice_id: str, cast_path: Path) -> str:
    """Return a voice id as written into a cast file: a file in its folder or below by relative path."""
    name, hash_, speaker = voice_id.partition("#")
    if engine_of(voice_id) != FILE_ENGINE or not Path(name).is_absolute():
        return voice_id
    folder = cast_path.absolute().parent
    near = Path(name).is_relative_to(folder)
    return f"{Path(name).relative_to(folder).as_posix()}{hash_}{speaker}" if near else voice_id


def bare_name(voice_id: str) -> str:
    """Return a voice id without the folders of its file, which are another machine's; any other id as it is."""
    name, hash_, speaker = voice_id.partition("#")
    return f"{Path(name).name}{hash_}{speaker}" if engine_of(voice_id) == FILE_ENGINE else voice_id


def is_there(voice_id: str, known: Collection[str]) -> bool:
    """Return whether a Piper voice exists: a file, or one of those known by name, with ``.onnx`` or without."""
    name, hash_, speaker = voice_id.partition("#")
    if Path(name).is_absolute():
        return is_file(Path(name))
    full = name if name.endswith(_SUFFIX) else name + _SUFFIX
    if f"{full}{hash_}{speaker}" in known:
        return True
    speakers = [other for other in known if other.partition("#")[0] == full]
    return bool(speakers) and (not speaker or speaker.isdigit())


def with_server(voice: Voice, server: Mapping[str, str], *, where: str) -> Voice:
    """Return a voice with the settings of its server, if it is a server's; ``where`` is the cast file's name.

    Raises CastError if the file names no server.
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
    """Return validated values of ``[server]`` as options of a voice, which are strings."""
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}


def elsewhere(engine: str) -> str:
    """Return where else an engine's voices may come from, as the end of a message; empty for most engines."""
    return {
        FILE_ENGINE: "; a Piper voice is named by its path from the cast file, or by its name in the folder that "
        "DRAMA_PIPER_VOICES names",
        NATURAL_ENGINE: "; `drama voices fetch hibari` fetches four more",
    }.get(engine, "")


def no_voices(engine: str) -> CastError:
    """Return the error for an engine without voices to cast from."""
    ways = {
        SERVER_ENGINE: '; name the server\'s voices in the cast file: [pool.NAME] with engine = "http" and voice = "…"',
        FILE_ENGINE: '; name voices in the cast file: [pool.NAME] with voice = "path/to/voice.onnx", or a folder of '
        "them in DRAMA_PIPER_VOICES",
    }
    message = f"there is no voice to cast from: the pool is empty and the engine {quoted(engine)[1:-1]} offers none"
    return CastError(message + ways.get(engine, ""))
