"""The library: every sound except speech, by the name that script and cast file use."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from drama.dsp.measure import loudness_lufs, peak_dbtp
from drama.errors import LibraryError
from drama.files.messages import nearest
from drama.model import BEDS, FRAME_RATE, Asset
from drama.sounds.builtin.catalog import OwnSounds, own_key
from drama.sounds.builtin.facts import FACTS, Facts
from drama.sounds.credits import FILE_NAME, Credit, clean, read_credits
from drama.sounds.files import DecodedSound, length_frames, read_sound, sound_files
from drama.sounds.names import OWN, best_match, own_sound, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEAM_FRAMES = 200 * FRAME_RATE // 1000
"""Length of the crossfade between the end and the beginning of a user's loop."""
SHORTEST_BED_FRAMES = 5 * FRAME_RATE
"""Least length of a bed that is matched by a word of its name: for a scene with rain, ``rain-drop.wav`` is not
meant."""
_NAME_LIMIT = 200
"""Longest name, in characters."""

_USUAL_LUFS, _USUAL_DBTP = -23.0, -3.0
"""Loudness and peak of a file that is not read: broadcasters' programme loudness (EBU R 128), a common ceiling."""

Window = Callable[[int, int], "NDArray[np.float32]"]
"""(first frame, frames) -> that window of a sound, which must lie within it."""


class Library:
    """The user's folder of sounds, and drama's own sounds.

    A name is that of a file (with or without folder and suffix), or words that match a file's name ("door slams":
    ``door-slam.wav``), or one of drama's own sounds (:data:`~drama.sounds.names.OWN`), or words for one of those. Files
    rank first. Nothing outside the folder is ever opened. Thread-safe.
    """

    def __init__(self, folder: Path | None, *, seed: str = "") -> None:
        """``folder`` is the user's, if any; ``seed``, such as the story's title, varies drama's own music.

        Raises :class:`LibraryError` if the folder does not exist or its ``library.toml`` is invalid.
        """
        self._folder = folder
        self._files = sound_files(folder) if folder else ()
        self._words = tuple((file, words_of(Path(file).stem)) for file in self._files)
        self._credits = read_credits(folder) if folder else {}
        self._own = OwnSounds(seed)
        self._seed = seed
        self._lock = threading.RLock()
        self._assets: dict[str, Asset | None] = {}
        self._facts: dict[str, Asset | None] = {}
        self._decoded: dict[str, DecodedSound] = {}
        self._own_names: dict[str, str] = {}
        self._warnings: dict[str, None] = dict.fromkeys(
            f"{FILE_NAME} names {clean(name)}, which is not in the library"
            for name in self._credits
            if name not in self._files
        )

    @property
    def files(self) -> tuple[str, ...]:
        """The user's files, by their paths in the folder."""
        return self._files

    @property
    def used(self) -> tuple[Path, ...]:
        """The user's files that names have resolved to so far, and ``library.toml``."""
        if self._folder is None:
            return ()
        with self._lock:
            return (self._folder / FILE_NAME, *(self._folder / file for file in self._facts))

    @property
    def missing(self) -> tuple[str, ...]:
        """The names that could not be resolved, in order of request."""
        with self._lock:
            return tuple(name for name, asset in self._assets.items() if asset is None)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Problems with files that were requested; one line each."""
        with self._lock:
            return tuple(self._warnings)

    def find(self, name: str) -> Asset | None:
        """Return the sound that a name resolves to, measured; None if there is none (see :attr:`missing`).

        For the user's files ``loops`` is false; a bed is looped with ``replace(asset, loops=True)``.
        """
        with self._lock:
            if name not in self._assets:
                self._assets[name] = self._resolved(name)
            return self._assets[name]

    def outline(self, name: str) -> Asset | None:
        """Return the sound that a name resolves to, as far as it is known without decoding anything; None for none.

        A file of the user's that was not read yet is as long as its head says, and its loudness a guess.
        """
        with self._lock:
            if name in self._assets or not _is_name(name):
                return self._assets.get(name)
            file, own = self._file(name.strip()), own_sound(name)
            if file is None or file in self._facts:
                return self.find(name)
            assert self._folder is not None
            frames = length_frames(self._folder, file)
            if own in BEDS and 0 < frames < SHORTEST_BED_FRAMES and words_of(_stem(file)) != words_of(_stem(name)):
                return replace(self._own_asset(own), name=name)
            if not frames:
                return None if own is None else replace(self._own_asset(own), name=name)
            return Asset(name, "", frames, _USUAL_LUFS, _USUAL_DBTP)

    def check(self, name: str) -> Asset:
        """Return the sound that a name resolves to. Raises :class:`LibraryError` if there is none."""
        asset = self.find(name)
        if asset is None:
            raise self._unknown(name)
        return asset

    def check_name(self, name: str) -> None:
        """Raise :class:`LibraryError` if a name means no file and no sound of drama's own; reads and makes none."""
        if not _is_name(name) or not (self._file(name.strip()) or own_sound(name)):
            raise self._unknown(name)

    def samples(self, asset: Asset, start: int, frames: int) -> NDArray[np.float32]:
        """Return a window of a sound, shape (frames, 2), full scale 1.0.

        ``asset`` is one of :meth:`find`. A looping sound repeats, with a crossfade if it is the user's; any other is
        padded with silence before its beginning and after its end.
        """
        window, length, crossfade = self._source(asset)
        return (
            _looped(window, length, crossfade, start, frames) if asset.loops else _padded(window, length, start, frames)
        )

    # ------------------------------------------------------------------ inside

    def _unknown(self, name: str) -> LibraryError:
        valid = (*self._files, *OWN)
        files = f"files in {self._folder}, " if self._folder else ""
        return LibraryError(f"there is no sound {clean(name)!r}{nearest(name, valid)} Valid: {files}{', '.join(OWN)}")

    def _source(self, asset: Asset) -> tuple[Window, int, int]:
        """Return the source of an asset's frames, their number, and the length of its crossfade."""
        with self._lock:
            decoded, own = self._decoded.get(asset.key), self._own_names.get(asset.key)
        if decoded is not None:
            return decoded.window, decoded.frames, min(SEAM_FRAMES, decoded.frames // 4)
        if own is None:
            raise LibraryError(f"the sound {clean(asset.name)!r} is not of this library")
        sound = self._own.sound(own)
        return partial(_slice, sound), len(sound), 0

    def _resolved(self, name: str) -> Asset | None:
        if not _is_name(name):
            return None
        file = self._file(name.strip())
        asset = self._user_asset(file) if file else None
        if asset and own_sound(name) in BEDS and asset.frames < SHORTEST_BED_FRAMES:
            asset = asset if words_of(_stem(asset.name)) == words_of(_stem(name)) else None
        own = own_sound(name) if asset is None else None
        asset = self._own_asset(own) if own else asset
        return None if asset is None else replace(asset, name=name)

    def _file(self, name: str) -> str | None:
        """Return the user's file that a name means, or None."""
        folded = name.casefold()
        for short_name in (str, _file_name, _stem):
            for file in self._files:
                if short_name(file).casefold() == folded:
                    return file
        return best_match(name, self._words)

    def _user_asset(self, file: str) -> Asset | None:
        if file not in self._facts:
            self._facts[file] = self._read(file)
        return self._facts[file]

    def _read(self, file: str) -> Asset | None:
        assert self._folder is not None
        try:
            loaded = read_sound(self._folder, file)
        except LibraryError as error:
            self._warnings[str(error)] = None
            return None
        self._warnings |= dict.fromkeys(loaded.warnings)
        self._decoded[loaded.key] = loaded.sound
        listed_credit = self._credits.get(file, Credit())
        return Asset(
            file,
            loaded.key,
            loaded.sound.frames,
            loaded.loudness_lufs,
            loaded.true_peak_dbtp,
            licence=listed_credit.licence or loaded.credit.licence,
            credit=listed_credit.credit or loaded.credit.credit,
        )

    def _own_asset(self, name: str) -> Asset:
        if name not in self._facts:
            key = own_key(name, self._seed)
            self._own_names[key] = name
            facts = FACTS.get(name) or self._measured(name)
            figures = (facts.frames, facts.loudness_lufs, facts.true_peak_dbtp)
            self._facts[name] = Asset(name, key, *figures, loops=name in BEDS)
        asset = self._facts[name]
        assert asset is not None
        return asset

    def _measured(self, name: str) -> Facts:
        sound = self._own.sound(name)
        return Facts(len(sound), loudness_lufs(sound), peak_dbtp(sound))


def _is_name(name: str) -> bool:
    return name.isprintable() and 0 < len(name.strip()) <= _NAME_LIMIT


def _file_name(file: str) -> str:
    return file.rpartition("/")[2]


def _stem(file: str) -> str:
    return Path(file).stem


def _slice(sound: NDArray[np.float32], start: int, frames: int) -> NDArray[np.float32]:
    return sound[start : start + frames]


def _padded(window: Window, length: int, start: int, frames: int) -> NDArray[np.float32]:
    """Return a window of a sound that is played once, padded with silence."""
    out = np.zeros((frames, 2), np.float32)
    first, end = max(0, start), min(length, start + frames)
    if first < end:
        out[first - start : end - start] = window(first, end - first)
    return out


def _looped(window: Window, length: int, crossfade: int, start: int, frames: int) -> NDArray[np.float32]:
    """Return a window of a sound that repeats every ``length - crossfade`` frames.

    From the second loop on, its first ``crossfade`` frames are mixed with its last ones, at constant power.
    """
    out = np.empty((frames, 2), np.float32)
    period = length - crossfade
    done = 0
    while done < frames:
        loops, offset = divmod(start + done, period)
        count = min(frames - done, period - offset)
        part = window(offset, count)
        if offset < crossfade and loops > 0:
            over = min(count, crossfade - offset)
            angle = (np.pi / 2 * (offset + np.arange(over) + 0.5) / crossfade).astype(np.float32)[:, None]
            part = part.copy()
            part[:over] = part[:over] * np.sin(angle) + window(period + offset, over) * np.cos(angle)
        out[done : done + count] = part
        done += count
    return out
