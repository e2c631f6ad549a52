"""Loading of the cast file, with everything it extends; it is refused as a whole if anything in it is invalid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from drama.cast.castfile.documents import CAST_FILE, Document, Place, default_text, parse, read, read_chain
from drama.cast.castfile.schema import SECTIONS
from drama.cast.castfile.season import SeasonTable, season_over
from drama.cast.castfile.series import SeriesTable, series_over
from drama.cast.castfile.sounds import SoundFile, laid_over
from drama.cast.castfile.validate import checked, checked_tables
from drama.cast.castfile.voice_files import BEST_ENGINE, NATURAL_ENGINE, as_options, engine_of, located
from drama.errors import CastError
from drama.files.messages import listed, nearest, quoted
from drama.files.toml_positions import KeyPath
from drama.model import MIX_PRESETS, Gender, MixSettings, Pauses, Preset, Voice

PACKAGED = f"packaged {CAST_FILE}"
# A voice of at least this many letters and nothing else is meant as a name from the pool: engines' own ids have digits,
# dashes, dots or slashes, or are language codes. With `engine = …` beside it, it is taken as the engine's.
_WORD = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """The file's entry for the narrator or one character; None for what it does not set."""

    voice: str | None = None
    engine: str | None = None
    rate_wpm: int | None = None
    pitch: int | None = None
    gain_db: float | None = None
    pan: float | None = None
    gender: Gender | None = None
    age: str | None = None
    aliases: tuple[str, ...] = ()
    actor: str | None = None
    """Who recorded what is said, where a person did."""
    place: Place = field(default_factory=Place)
    """The position of its voice, or else of the table."""
    is_inherited: bool = False
    """Whether it comes from a file of several stories: named by ``extends``, that of a series, or the packaged one."""

    def tuned(self, voice: Voice) -> Voice:
        """Return a voice with this entry's rate, pitch, gain and pan."""
        return replace(
            voice,
            rate_wpm=voice.rate_wpm if self.rate_wpm is None else self.rate_wpm,
            pitch=voice.pitch if self.pitch is None else self.pitch,
            gain_db=voice.gain_db if self.gain_db is None else self.gain_db,
            pan=voice.pan if self.pan is None else self.pan,
        )


@dataclass(frozen=True, slots=True)
class CastFile:
    """A validated cast file with everything it extends; the packaged default is below all of them."""

    narrator: Entry
    characters: Mapping[str, Entry]
    pool: Mapping[str, Voice]
    """The voices that automatic casting chooses from, in the order of the files."""
    speaks_for_teller: bool = True
    """Whether whoever tells the story speaks with the narrator's voice, if the file gives that character none."""
    pauses: Pauses = field(default_factory=Pauses)
    mix: MixSettings = field(default_factory=MixSettings)
    sounds: SoundFile = field(default_factory=SoundFile)
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Metadata for the tags, by the names of :data:`drama.cast.castfile.metadata.METADATA`."""
    series: SeriesTable = field(default_factory=SeriesTable)
    season: SeasonTable = field(default_factory=SeasonTable)
    server: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The settings of ``[server]``, as options of each voice of a server."""
    assistant: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """The settings of ``[assistant]``: a chat model that may be asked who speaks, if the user says so."""
    path: Path | None = None
    """None for the packaged default."""
    sources: tuple[Path, ...] = ()
    """The file and those it extends, nearest first."""
    pool_places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    defaults: Mapping[str, Voice] = field(default_factory=lambda: MappingProxyType({}))
    """The packaged default's pool."""

    @property
    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Other names of each character the file mentions."""
        return {name: entry.aliases for name, entry in self.characters.items()}

    @property
    def genders(self) -> Mapping[str, Gender]:
        """The gender of each character, where the file states it."""
        return {name: entry.gender for name, entry in self.characters.items() if entry.gender is not None}

    @property
    def own_voices(self) -> frozenset[str] | None:
        """The names of those with own voices, in lower case; None where whoever tells the story has one in any case."""
        if not self.speaks_for_teller:
            return None
        voiced = ((name, *entry.aliases) for name, entry in self.characters.items() if entry.voice is not None)
        return frozenset(known.casefold() for names in voiced for known in names)

    @property
    def packaged_engines(self) -> frozenset[str]:
        """The engines of the packaged default's voices."""
        return frozenset(voice.engine for voice in self.defaults.values())

    def is_packaged(self, name: str) -> bool:
        """Return whether a voice of the pool is the same as in the packaged default."""
        return self.defaults.get(name) == self.pool[name]

    @property
    def named_engine(self) -> str | None:
        """The engine of the voices that the user's files name: the narrator's, else the only one; None for several.

        A file written for one engine is cast from that engine's voices, whatever was added to the pool since. A file
        that names voices of :data:`BEST_ENGINE` for others than the narrator is cast from those.
        """
        named = self.named_engines
        if self.narrator.voice is not None and self.narrator.place.file != PACKAGED:
            narrates = self._engine_of(self.narrator)
            return BEST_ENGINE if narrates == NATURAL_ENGINE and BEST_ENGINE in named else narrates
        if BEST_ENGINE in named and named <= {BEST_ENGINE, NATURAL_ENGINE}:
            return BEST_ENGINE
        return next(iter(named)) if len(named) == 1 else None

    @property
    def named_engines(self) -> frozenset[str]:
        """The engines with packaged voices that the user's files name, not counting the narrator's."""
        own = [voice.engine for name, voice in self.pool.items() if self.pool_places[name].file != PACKAGED]
        named = {*own, *(self._engine_of(entry) for entry in self.characters.values() if entry.voice is not None)}
        return frozenset(named & self.packaged_engines)

    def _engine_of(self, entry: Entry) -> str:
        assert entry.voice is not None
        known = self.pool.get(entry.voice)
        return entry.engine or (known.engine if known is not None else engine_of(entry.voice))

    def main_name(self, name: str) -> str | None:
        """Return the main name of the character that a name or alias means, ignoring letter case; None if unknown."""
        if name in self.characters:
            return name
        wanted = name.casefold()
        for main, entry in self.characters.items():
            if main.casefold() == wanted or any(alias.casefold() == wanted for alias in entry.aliases):
                return main
        return None


def hints(file: CastFile) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, Gender]]:
    """Return what the script stage needs: aliases and genders by character."""
    return file.aliases, file.genders


def load_cast_file(path: Path | None = None) -> CastFile:
    """Read and check a cast file and everything it extends; the packaged default for None.

    Raises CastError for the first error, with file, line, key, the nearest valid name and what would be valid.
    """
    return _packaged() if path is None else _assembled(path, read(path))


def read_cast_text(text: str, path: Path) -> CastFile:
    """Return the cast file that would stand at a path with this text; errors as for :func:`load_cast_file`."""
    return _assembled(path, text)


def check_cast_text(text: str, name: str, *, pool: Mapping[str, Voice] | None) -> CastFile:
    """Check one cast file by itself, without what it extends; voices only where a pool is given. Raises CastError."""
    base = CastFile(narrator=Entry(), characters=MappingProxyType({}), pool=pool or _packaged().pool)
    file = _overlay(base, None, parse(text, name), is_nearest=True)
    _check_people(file)
    if pool is not None:
        _check_voices(file)
    return file


def _assembled(path: Path, text: str) -> CastFile:
    chain = read_chain(path, text)
    file = _packaged()
    for number, (source, document) in enumerate(reversed(chain), start=1):
        file = _overlay(file, source, document, is_nearest=number == len(chain))
    file = replace(file, path=path, sources=tuple(source for source, _ in chain))
    _check_people(file)
    _check_voices(file)
    return file


def _packaged() -> CastFile:
    return _packaged_of(default_text())


@lru_cache(maxsize=1)  # checking it takes 7 ms, which every load of a small cast file would spend again
def _packaged_of(text: str) -> CastFile:
    empty = CastFile(narrator=Entry(), characters=MappingProxyType({}), pool=MappingProxyType({}))
    document = parse(text, PACKAGED)
    file = _overlay(empty, None, document, is_nearest=False)
    return replace(file, defaults=file.pool)


# ------------------------------------------------------------------ checking


def _overlay(base: CastFile, path: Path | None, document: Document, *, is_nearest: bool) -> CastFile:
    """Return a cast file with one document laid over it, key by key."""
    valid = ("extends", *SECTIONS)
    for section, content in document.data.items():
        if section not in valid:
            hint = nearest(section, valid)
            document.fail((section,), f"unknown section {quoted(section)}{hint} Valid here: {listed(valid)}")
        if section != "extends" and not isinstance(content, dict):
            document.fail((section,), f"{section} must be a table: write [{section}] above its keys")
    series = series_over(base.series, document, path, is_nearest=is_nearest)
    is_shared = not is_nearest or (series.path is not None and series.path == path and not series.number)
    tables = {name: checked_tables(document, name) for name in ("characters", "pool")}
    pool, places = dict(base.pool), dict(base.pool_places)
    folder = None if path is None else path.parent
    for name, table in tables["pool"].items():
        values = located(table, folder)
        pool[name] = _pool_voice(document, name, values, pool.get(name))
        places[name] = document.place("pool", name, "voice")
    narrator = located(checked(document, ("narrator",)), folder)
    speaks_for_teller = narrator.pop("speaks_for_teller", base.speaks_for_teller)
    characters = dict(base.characters)
    for name, table in tables["characters"].items():
        values = located(table, folder)
        old = replace(characters.get(name, Entry()), is_inherited=is_shared)
        characters[name] = _entry(document, ("characters", name), values, old)
    return replace(
        base,
        narrator=_entry(document, ("narrator",), narrator, base.narrator),
        speaks_for_teller=speaks_for_teller,
        characters=MappingProxyType(characters),
        pool=MappingProxyType(pool),
        pool_places=MappingProxyType(places),
        pauses=replace(base.pauses, **checked(document, ("pauses",))),
        mix=_mix(base.mix, checked(document, ("mix",))),
        sounds=laid_over(base.sounds, document, path),
        server=MappingProxyType({**base.server, **as_options(checked(document, ("server",)))}),
        assistant=MappingProxyType({**base.assistant, **checked(document, ("assistant",))}),
        metadata=_metadata(base, series, checked(document, ("metadata",))),
        series=series,
        season=season_over(base.season, document, path, is_nearest=is_nearest),
        path=path,
    )


def _metadata(base: CastFile, series: SeriesTable, stated: Mapping[str, str]) -> Mapping[str, str]:
    """Return the metadata: what the series' table of a document says goes over farther files, ``stated`` over both."""
    known = base.series.metadata
    follows = {name: text for name, text in series.metadata.items() if known.get(name) != text}
    return MappingProxyType({**base.metadata, **follows, **stated})


def _mix(base: MixSettings, values: dict[str, Any]) -> MixSettings:
    """Return the settings of the mix: the preset first, other keys over it."""
    if "preset" in values:
        base = MIX_PRESETS[Preset(values.pop("preset"))]
    return replace(base, **values)


def _entry(document: Document, path: KeyPath, values: dict[str, Any], old: Entry) -> Entry:
    if not values and path not in document.lines:
        return old
    if "gender" in values:
        values["gender"] = Gender(values["gender"])
    if "voice" in values:  # what tuned another voice does not fit this one
        old = replace(old, engine=None, rate_wpm=None, pitch=None, gain_db=None)
    place = document.place(*path, "voice") if "voice" in values or not old.place.file else old.place
    return replace(old, **values, place=place)


def _pool_voice(document: Document, name: str, values: dict[str, Any], old: Voice | None) -> Voice:
    if old is None and "voice" not in values:
        document.fail(("pool", name), f"the pool's {quoted(name)} has no voice: add voice = \"…\", an engine's own id")
    voice = old or Voice(name=name, engine=engine_of(str(values["voice"])), id="")
    if "voice" in values:
        values["id"] = values.pop("voice")
    if "gender" in values:
        values["gender"] = Gender(values["gender"])
    return replace(voice, **values)


def _check_people(file: CastFile) -> None:
    """Raise CastError for a name that would mean two characters."""
    owners: dict[str, str] = {}
    for name in file.characters:
        other = owners.setdefault(name.casefold(), name)
        if other != name:
            raise CastError(
                f"{file.characters[name].place}: {quoted(name)} and {quoted(other)} differ in letter case only"
            )
    for name, entry in file.characters.items():
        for alias in entry.aliases:
            other = owners.setdefault(alias.casefold(), name)
            if other != name:
                raise CastError(
                    f"{entry.place}: the alias {quoted(alias)} of {quoted(name)} also means {quoted(other)}; "
                    "a name may mean one character only",
                )


def _check_voices(file: CastFile) -> None:
    """Raise CastError for a voice that can only be a misspelt name from the pool."""
    entries = {"narrator": file.narrator, **{f"characters.{quoted(n)}": e for n, e in file.characters.items()}}
    for where, entry in entries.items():
        voice = entry.voice
        if voice is None or voice in file.pool or entry.engine is not None:
            continue
        if len(voice) >= _WORD and voice.replace(" ", "").isalpha():
            raise CastError(
                f"{entry.place}: unknown voice {quoted(voice)} in [{where}]{nearest(voice, file.pool)} "
                f'Valid: an engine\'s own id such as "en-us+f3", or a voice of the pool: {listed(file.pool)}',
            )
