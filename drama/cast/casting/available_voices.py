"""The available voices: those of the pool that the engines have, and those the cast file pins."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from drama.cast.castfile.load import PACKAGED, CastFile, Entry
from drama.cast.castfile.voice_files import (
    BEST_ENGINE,
    DEFAULT_ENGINE,
    FILE_ENGINE,
    NATURAL_ENGINE,
    SERVER_ENGINE,
    elsewhere,
    engine_of,
    is_there,
    no_voices,
    with_server,
)
from drama.cast.casting.capabilities import AvailableVoice, Capabilities, CapabilitiesOf, ListVoices
from drama.cast.casting.voice_distance import shipped
from drama.errors import CastError, install_command
from drama.files.messages import listed, nearest, quoted
from drama.model import Figures, Gender, Voice

_DEFAULT_RATE_WPM = 165
_POOL_LIMIT = 60
"""Voices of an engine taken into a pool at most: some engines have hundreds of languages."""


def _limits(capabilities: Capabilities, setting: str) -> str:
    if setting == "pitch":
        return "has no pitch to set"
    return f"speaks {capabilities.slowest_wpm} to {capabilities.fastest_wpm} words a minute"


class AvailableVoices:
    """The voices of one cast file under one choice of engine."""

    def __init__(
        self,
        file: CastFile,
        *,
        engine: str | None,
        list_voices: ListVoices | None,
        capabilities_of: CapabilitiesOf | None = None,
    ) -> None:
        self._file = file
        self._engine = engine
        self._list_voices = list_voices
        self._capabilities_of = capabilities_of
        self._known: dict[str, dict[str, AvailableVoice] | None] = {}
        self._capabilities: dict[str, Capabilities] = {}
        if engine is not None:
            with_server(Voice("", engine, ""), file.server, where=self._name)
        self.notes: dict[str, None] = {}

    @cached_property
    def pool(self) -> tuple[Voice, ...]:
        """The voices of the pool that are available, or else the engine's own.

        Of the packaged voices only those of one engine: a listener would notice a cast that is half natural. With the
        best engine's voices the narrator may be of another one, which is as natural and faster.
        """
        distinct: dict[tuple[str, str, int, int | None], Voice] = {}
        for voice in self._from_pool() or self._from_engine():
            spoken = self._spoken(voice)
            # Voices that differ only in settings the engine does not accept sound the same: keep the first.
            distinct.setdefault((spoken.engine, spoken.id, spoken.rate_wpm, spoken.pitch), voice)
        # With one engine for all, voices are compared by the figures of their own engine: the cast stays the same.
        return tuple(voice if self._engine else self._spoken(voice) for voice in distinct.values())

    def _from_pool(self) -> tuple[Voice, ...]:
        """Return the voices of the pool that are available, the packaged ones of one engine first."""
        own = [voice for name, voice in self._file.pool.items() if not self._file.is_packaged(name)]
        for engine in dict.fromkeys((self._packaged_engine, DEFAULT_ENGINE)):
            packaged = [v for name, v in self._file.pool.items() if self._file.is_packaged(name) and v.engine == engine]
            fetched = self._fetched() if engine == NATURAL_ENGINE else []
            if known := tuple(voice for voice in (*packaged, *fetched, *own) if self.has(voice.engine, voice.id)):
                return known
        return ()

    def _fetched(self) -> list[Voice]:
        """Return the natural voices a user has downloaded: the engine has them, and no packaged pool lists them."""
        voices = (self._known_to(NATURAL_ENGINE) or {}).values()
        known = {voice.id for voice in self._file.pool.values() if voice.engine == NATURAL_ENGINE}
        fetched = [voice for voice in voices if voice.id not in known and engine_of(voice.id) == NATURAL_ENGINE]
        return [
            Voice(voice.name, NATURAL_ENGINE, voice.id, _DEFAULT_RATE_WPM, gender=voice.gender) for voice in fetched
        ]

    @cached_property
    def _packaged_engine(self) -> str:
        """The engine whose packaged voices are cast."""
        if self._engine is not None:
            return self._engine if self._engine in self._file.packaged_engines else DEFAULT_ENGINE
        named = self._file.named_engine
        if named is not None and not (named == BEST_ENGINE and self._known_to(BEST_ENGINE) is None):
            return named
        if self._list_voices is None:  # the engines of this machine are unknown
            return DEFAULT_ENGINE
        if self._known_to(NATURAL_ENGINE) is None:
            self.notes["the natural voices (hibari) are not installed here; eSpeak NG speaks"] = None
            return DEFAULT_ENGINE
        is_open = not self._file.named_engines and self._known_to(BEST_ENGINE) is not None
        return BEST_ENGINE if is_open else NATURAL_ENGINE

    @property
    def is_short_of_an_extra(self) -> bool:
        """Return whether natural voices are cast, and :data:`BEST_ENGINE`, which has more, is not installed."""
        return (
            self._list_voices is not None
            and self._packaged_engine == NATURAL_ENGINE
            and self._known_to(BEST_ENGINE) is None
        )

    def capabilities(self, voice: Voice) -> Capabilities:
        """Return the capabilities of the engine that will speak a voice."""
        engine = self._engine or voice.engine
        if engine not in self._capabilities:
            self._capabilities[engine] = (
                Capabilities() if self._capabilities_of is None else self._capabilities_of(engine)
            )
        return self._capabilities[engine]

    def figures(self, voice: Voice) -> Figures | None:
        """Return the figures of a voice: measured on this machine, by its engine's makers, or shipped with drama."""
        return self.capabilities(voice).figures(voice) or shipped(voice)

    def has(self, engine: str, voice_id: str) -> bool:
        """Return whether the engine that will speak a voice has it; eSpeak NG combines any ``voice+variant``."""
        engine = self._engine or engine
        known = self._known_to(engine)
        if known is None:
            return False
        if engine == SERVER_ENGINE:  # a server knows no other engine's ids
            return voice_id in self._of_server
        if engine == FILE_ENGINE and self._list_voices is not None:
            return is_there(voice_id, known)
        if not known or voice_id in known:
            return True
        base, _, variant = voice_id.partition("+")
        return bool(variant) and base in known and any(name.endswith(f"+{variant}") for name in known)

    def narrator(self, entry: Entry) -> Voice:
        """Return the narrator's voice; the first of the pool if the pinned one is not available.

        The packaged default's narrator is used with voices of the same engine, and with the best engine's; with other
        engines, the first voice of the pool narrates.
        """
        packaged = self._file.pool.get(entry.voice or "")
        is_default = packaged is not None and entry.place.file == PACKAGED
        first = self.pool[0]
        if is_default and packaged is not None and packaged.engine != first.engine in self._file.packaged_engines:
            is_hybrid = self._engine is None and first.engine == BEST_ENGINE and packaged.engine == NATURAL_ENGINE
            if not (is_hybrid and self.has(packaged.engine, packaged.id)):
                return entry.tuned(first)
        pinned = self.pinned("narrator", entry)
        return entry.tuned(self.pool[0]) if pinned is None else pinned

    def named(self, name: str, entry: Entry | None) -> Voice | None:
        """Return the voice an entry names, available or not, without the entry's settings; None if it names none."""
        if entry is None or entry.voice is None:
            return None
        voice = self._file.pool.get(entry.voice)
        if voice is None or (entry.engine is not None and entry.engine != voice.engine):
            gender = entry.gender or Gender.UNKNOWN
            voice = Voice(name=name, engine=entry.engine or engine_of(entry.voice), id=entry.voice, gender=gender)
        return voice

    def pinned(self, name: str, entry: Entry | None) -> Voice | None:
        """Return the voice a file pins for a speaker; None if it pins none.

        Raises CastError if the engine has no such voice. None too, with a note, where the whole cast is moved to
        another engine or the file names a voice of the pool that is not available: then a voice is chosen.
        """
        voice = self.named(name, entry)
        if entry is None or entry.voice is None or voice is None:
            return None
        if not self.has(voice.engine, voice.id):
            if self._engine is None and entry.voice not in self._file.pool:
                known = self._known_to(voice.engine) or {}
                if self._known_to(voice.engine) is None:
                    raise CastError(f"{entry.place}: {name}: {self._absent(entry.voice, voice.engine)}")
                raise CastError(
                    f"{entry.place}: {name}: the engine {voice.engine} has no voice {quoted(entry.voice)}"
                    f"{nearest(entry.voice, [*self._file.pool, *known])} Valid: a voice of the pool "
                    f"({listed(self._file.pool)}), or one of the engine's: {listed(known, limit=10) or 'it lists none'}"
                    f"{elsewhere(voice.engine)}",
                )
            if self._engine is not None:
                reason = f"the engine {self._engine} has no voice {quoted(entry.voice)}"
            elif self._known_to(voice.engine) is None:
                reason = self._absent(entry.voice, voice.engine)
            else:
                reason = f"the voice {quoted(entry.voice)} is not there"
            self.notes[f"{name}: {reason}; another was chosen"] = None
            return None
        return entry.tuned(voice)

    def check_is_there(self, name: str) -> None:
        """Raise CastError for a voice of the pool whose engine is not installed here."""
        voice = self._file.pool.get(name)
        if voice is not None and self._known_to(voice.engine) is None:
            raise CastError(self._absent(name, voice.engine))

    def _absent(self, voice: str, engine: str) -> str:
        more = f": {install_command(engine)}" if engine == BEST_ENGINE else ""
        return f"the voice {quoted(voice)} is {engine}'s, which is not installed here{more}"

    def final(self, name: str, entry: Entry | None, voice: Voice) -> Voice:
        """Return a voice as it will be spoken: by the overriding engine, settings clamped to what that accepts.

        Raises CastError for a setting in the file that the voice's own engine does not accept; adds a note if another
        engine overrides it.
        """
        spoken = self._spoken(voice)
        settings = {} if entry is None else {"pitch": entry.pitch, "rate_wpm": entry.rate_wpm}
        for setting, value in settings.items():
            if value is None or getattr(spoken, setting) == value:
                continue
            limit = f"the engine {spoken.engine} {_limits(self.capabilities(voice), setting)}"
            if self._engine is None and entry is not None:
                raise CastError(f"{entry.place}: {name}: {limit}; take out {setting} = {value}")
            self.notes[f"{limit}: {setting} = {value} of {name} is not followed"] = None
        return spoken

    def _spoken(self, voice: Voice) -> Voice:
        spoken = self.capabilities(voice).fitted(replace(voice, engine=self._engine or voice.engine))
        return with_server(spoken, self._file.server, where=self._name)

    @property
    def _name(self) -> str:
        return str(self._file.path or PACKAGED)

    @cached_property
    def _of_server(self) -> frozenset[str]:
        """The voices the file names for its server."""
        pool = [voice.id for voice in self._file.pool.values() if voice.engine == SERVER_ENGINE]
        entries = (self._file.narrator, *self._file.characters.values())
        pinned = [entry.voice for entry in entries if entry.engine == SERVER_ENGINE and entry.voice is not None]
        return frozenset((*pool, *pinned))

    def _known_to(self, engine: str) -> dict[str, AvailableVoice] | None:
        """Return an engine's voices by id: empty if it accepts any id, None if it is not installed."""
        if self._list_voices is None:
            return {}
        if engine not in self._known:
            voices = self._list_voices(engine)
            self._known[engine] = None if voices is None else {voice.id: voice for voice in voices}
        return self._known[engine]

    def _from_engine(self) -> tuple[Voice, ...]:
        """Return a pool of the engine's own voices: the English ones, or all if there are none."""
        engine = self._engine or DEFAULT_ENGINE
        known = self._known_to(engine)
        if known is None:
            more = f": {install_command(engine)}" if engine == BEST_ENGINE else ""
            raise CastError(f"the engine {engine} is not installed here{more}")
        listed_voices = list(known.values())
        english = [voice for voice in listed_voices if voice.language.lower().startswith("en")]
        voices = [
            Voice(
                name=voice.name or voice.id, engine=engine, id=voice.id, rate_wpm=_DEFAULT_RATE_WPM, gender=voice.gender
            )
            for voice in (english or listed_voices)[:_POOL_LIMIT]
        ]
        if engine == SERVER_ENGINE:
            voices = [Voice(name=name, engine=engine, id=name) for name in sorted(self._of_server)]
        if not voices:
            raise no_voices(engine)
        return tuple(voices)


def pool_of(file: CastFile, *, engine: str | None = None, list_voices: ListVoices | None = None) -> tuple[Voice, ...]:
    """Return the voices that automatic casting chooses from."""
    return AvailableVoices(file, engine=engine, list_voices=list_voices).pool
