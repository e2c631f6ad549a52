"""Which voices there are: the pool as far as the engine has got it, and the voices a file pins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Protocol

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
from drama.cast.casting.abilities import Reach, Reaches
from drama.cast.casting.voice_distance import shipped
from drama.errors import CastError, install_command
from drama.files.messages import listed, nearest, quoted
from drama.model import Figures, Gender, Voice

_DEFAULT_RATE_WPM = 165
_OFFER_LIMIT = 60
"""Engines with hundreds of languages need not all be tried for a pool."""


class Offer(Protocol):
    """One voice an engine offers; what ``Engine.voices()`` returns fits."""

    @property
    def id(self) -> str:
        """The engine's own id."""

    @property
    def name(self) -> str:
        """What a person calls it."""

    @property
    def language(self) -> str:
        """A language tag such as ``en-gb``, or nothing."""

    @property
    def gender(self) -> Gender:
        """The gender the engine claims for it."""


Offers = Callable[[str], Sequence[Offer] | None]
"""Engine name -> the voices it offers; none if it takes any id; None where the engine is not installed."""


def _limits(reach: Reach, setting: str) -> str:
    if setting == "pitch":
        return "has no pitch to set"
    return f"speaks {reach.slowest_wpm} to {reach.fastest_wpm} words a minute"


class Stock:
    """The voices of one cast file under one choice of engine."""

    def __init__(
        self, file: CastFile, *, engine: str | None, offers: Offers | None, reaches: Reaches | None = None
    ) -> None:
        self._file = file
        self._engine = engine
        self._offers = offers
        self._reaches = reaches
        self._known: dict[str, dict[str, Offer] | None] = {}
        self._reach: dict[str, Reach] = {}
        if engine is not None:
            with_server(Voice("", engine, ""), file.server, where=self._name)
        self.notes: dict[str, None] = {}

    @cached_property
    def pool(self) -> tuple[Voice, ...]:
        """The pool's voices that are there, or else the engine's own.

        Of the packaged voices those of one engine: a cast half natural and half not would be heard as such. Among the
        best voices the narrator's may be of another engine, as natural and quicker.
        """
        apart: dict[tuple[str, str, int, int | None], Voice] = {}
        for voice in self._there() or self._from_engine():
            spoken = self._spoken(voice)
            # Of voices that differ only in what the engine does not take, the first stands for all.
            apart.setdefault((spoken.engine, spoken.id, spoken.rate_wpm, spoken.pitch), voice)
        # Under an engine for all, voices are compared by the figures of their own: so the cast is the same with either.
        return tuple(voice if self._engine else self._spoken(voice) for voice in apart.values())

    def _there(self) -> tuple[Voice, ...]:
        """Return the pool's voices that are there, the packaged ones of one engine first."""
        own = [voice for name, voice in self._file.pool.items() if not self._file.is_packaged(name)]
        for engine in dict.fromkeys((self._home, DEFAULT_ENGINE)):
            packaged = [v for name, v in self._file.pool.items() if self._file.is_packaged(name) and v.engine == engine]
            fetched = self._fetched() if engine == NATURAL_ENGINE else []
            if there := tuple(voice for voice in (*packaged, *fetched, *own) if self.has(voice.engine, voice.id)):
                return there
        return ()

    def _fetched(self) -> list[Voice]:
        """Return the natural voices a user has fetched: they are offered, and stand in no packaged pool."""
        offered = (self._known_to(NATURAL_ENGINE) or {}).values()
        known = {voice.id for voice in self._file.pool.values() if voice.engine == NATURAL_ENGINE}
        fetched = [offer for offer in offered if offer.id not in known and engine_of(offer.id) == NATURAL_ENGINE]
        return [
            Voice(offer.name, NATURAL_ENGINE, offer.id, _DEFAULT_RATE_WPM, gender=offer.gender) for offer in fetched
        ]

    @cached_property
    def _home(self) -> str:
        """The engine whose packaged voices are cast."""
        if self._engine is not None:
            return self._engine if self._engine in self._file.packaged_engines else DEFAULT_ENGINE
        named = self._file.named_engine
        if named is not None and not (named == BEST_ENGINE and self._known_to(BEST_ENGINE) is None):
            return named
        if self._offers is None:  # nothing is known of this machine
            return DEFAULT_ENGINE
        if self._known_to(NATURAL_ENGINE) is None:
            self.notes["the natural voices (hibari) are not installed here; eSpeak NG speaks"] = None
            return DEFAULT_ENGINE
        is_open = not self._file.named_engines and self._known_to(BEST_ENGINE) is not None
        return BEST_ENGINE if is_open else NATURAL_ENGINE

    @property
    def is_short_of_an_extra(self) -> bool:
        """Tell whether natural voices are cast, and there would be more with :data:`BEST_ENGINE` installed."""
        return self._offers is not None and self._home == NATURAL_ENGINE and self._known_to(BEST_ENGINE) is None

    def reach(self, voice: Voice) -> Reach:
        """Return what the engine takes that is to speak a voice."""
        engine = self._engine or voice.engine
        if engine not in self._reach:
            self._reach[engine] = Reach() if self._reaches is None else self._reaches(engine)
        return self._reach[engine]

    def figures(self, voice: Voice) -> Figures | None:
        """Return what was measured of a voice as it will be spoken: on this machine, by its engine's makers, by us."""
        return self.reach(voice).figures(voice) or shipped(voice)

    def has(self, engine: str, voice_id: str) -> bool:
        """Tell whether the engine that is to speak a voice has got it; eSpeak NG joins ``voice+variant`` freely."""
        engine = self._engine or engine
        known = self._known_to(engine)
        if known is None:
            return False
        if engine == SERVER_ENGINE:  # a server takes no other engine's ids
            return voice_id in self._of_server
        if engine == FILE_ENGINE and self._offers is not None:
            return is_there(voice_id, known)
        if not known or voice_id in known:
            return True
        base, _, variant = voice_id.partition("+")
        return bool(variant) and base in known and any(name.endswith(f"+{variant}") for name in known)

    def narrator(self, entry: Entry) -> Voice:
        """Return the narrator's voice; the first of the pool where nothing else is there.

        The packaged default's narrator speaks among voices of the same engine, and among the best; among others their
        own does.
        """
        packaged = self._file.pool.get(entry.voice or "")
        is_default = packaged is not None and entry.place.file == PACKAGED
        first = self.pool[0]
        if is_default and packaged is not None and packaged.engine != first.engine in self._file.packaged_engines:
            is_hybrid = self._engine is None and first.engine == BEST_ENGINE and packaged.engine == NATURAL_ENGINE
            if not (is_hybrid and self.has(packaged.engine, packaged.id)):
                return entry.tuned(first)
        found = self.pinned("narrator", entry)
        return entry.tuned(self.pool[0]) if found is None else found

    def pinned(self, name: str, entry: Entry | None) -> Voice | None:
        """Return the voice a file pins for somebody, or None where it pins none.

        Raises CastError if the engine has no such voice. Where the whole cast is moved to another engine, or the file
        names a voice of the pool that this machine has not got, None: a voice is chosen.
        """
        if entry is None or entry.voice is None:
            return None
        voice = self._file.pool.get(entry.voice)
        if voice is None or (entry.engine is not None and entry.engine != voice.engine):
            gender = entry.gender or Gender.UNKNOWN
            voice = Voice(name=name, engine=entry.engine or engine_of(entry.voice), id=entry.voice, gender=gender)
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
                told = f"the engine {self._engine} has no voice {quoted(entry.voice)}"
            elif self._known_to(voice.engine) is None:
                told = self._absent(entry.voice, voice.engine)
            else:
                told = f"the voice {quoted(entry.voice)} is not there"
            self.notes[f"{name}: {told}; another was chosen"] = None
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
        """Return somebody's voice as it will be spoken: by the engine that overrides all, and set as that takes it.

        Raises CastError if the file itself asks an engine for a setting it does not take; a note where the engine is
        another than the file's.
        """
        spoken = self._spoken(voice)
        asked = {} if entry is None else {"pitch": entry.pitch, "rate_wpm": entry.rate_wpm}
        for setting, value in asked.items():
            if value is None or getattr(spoken, setting) == value:
                continue
            told = f"the engine {spoken.engine} {_limits(self.reach(voice), setting)}"
            if self._engine is None and entry is not None:
                raise CastError(f"{entry.place}: {name}: {told}; take out {setting} = {value}")
            self.notes[f"{told}: {setting} = {value} of {name} is not followed"] = None
        return spoken

    def _spoken(self, voice: Voice) -> Voice:
        spoken = self.reach(voice).fitted(replace(voice, engine=self._engine or voice.engine))
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

    def _known_to(self, engine: str) -> dict[str, Offer] | None:
        """Return an engine's voices by id; none if it takes any, None if it is not installed."""
        if self._offers is None:
            return {}
        if engine not in self._known:
            offered = self._offers(engine)
            self._known[engine] = None if offered is None else {offer.id: offer for offer in offered}
        return self._known[engine]

    def _from_engine(self) -> tuple[Voice, ...]:
        """Return a pool made of what the engine offers, English first."""
        engine = self._engine or DEFAULT_ENGINE
        known = self._known_to(engine)
        if known is None:
            more = f": {install_command(engine)}" if engine == BEST_ENGINE else ""
            raise CastError(f"the engine {engine} is not installed here{more}")
        offered = list(known.values())
        english = [offer for offer in offered if offer.language.lower().startswith("en")]
        voices = [
            Voice(
                name=offer.name or offer.id, engine=engine, id=offer.id, rate_wpm=_DEFAULT_RATE_WPM, gender=offer.gender
            )
            for offer in (english or offered)[:_OFFER_LIMIT]
        ]
        if engine == SERVER_ENGINE:
            voices = [Voice(name=name, engine=engine, id=name) for name in sorted(self._of_server)]
        if not voices:
            raise no_voices(engine)
        return tuple(voices)


def pool_of(file: CastFile, *, engine: str | None = None, offers: Offers | None = None) -> tuple[Voice, ...]:
    """Return the voices that automatic casting would pick from."""
    return Stock(file, engine=engine, offers=offers).pool
