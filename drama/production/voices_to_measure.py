"""The voices that `drama voices measure` is to measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from drama import cast as casting
from drama.engines import EngineInfo
from drama.errors import CastError
from drama.model import Voice
from drama.production.audition import by_id
from drama.production.engine_facts import capabilities_of


def voices_named(names: Sequence[str], file: casting.CastFile, *, engine: str | None = None) -> tuple[Voice, ...]:
    """Return voices by their names in the pool, their engine's ids or the paths of their files, as they plainly speak.

    Without a name all of an engine: those the cast file has of it, and those it lists. Raises CastError for an engine
    that lists none and a cast file that names none.
    """
    if names:
        meant = [file.pool.get(name) or by_id(name, engine) for name in names]
        meant = [replace(voice, engine=engine or voice.engine) for voice in meant]
    else:
        assert engine is not None
        meant = [voice for voice in file.pool.values() if voice.engine == engine]
        known = {voice.id for voice in meant}
        listed = EngineInfo(engine).voices
        meant += [Voice(one.name or one.id, engine, one.id, gender=one.gender) for one in listed if one.id not in known]
        if not meant:
            raise CastError(f"the engine {engine} lists no voices, and {_name(file.path)} names none of it: name them")
    plain = [replace(voice, rate_wpm=165, pitch=None) for voice in meant]
    spoken = [
        casting.with_server(capabilities_of(v.engine).fitted(v), file.server, where=_name(file.path)) for v in plain
    ]
    return tuple({(voice.engine, voice.id): voice for voice in spoken}.values())


def _name(path: Path | None) -> str:
    return "the built-in cast file" if path is None else str(path)
