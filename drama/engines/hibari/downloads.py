"""hibari's voices that are separate models: downloads of 8 MB each, on the user's request, into drama's data folder.

hibari-tts would download them without asking when they first speak. Its wheel lists them with sizes and digests.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from drama.engines.hibari.phonemes import assets
from drama.engines.hibari.speakers import PREFIX, Speaker
from drama.errors import EngineError, RequestRefusedError
from drama.files.atomic import staged
from drama.files.folders import data_folder
from drama.model import Gender

LICENSE = "Apache-2.0"
_TIMEOUT_S = 60.0
_MOST_S = 1_800.0
_READ_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class DownloadableVoice:
    """A voice whose model is not in hibari's wheel."""

    name: str
    file: str
    size: int
    """In bytes."""
    sha256: str
    gender: Gender
    language: str
    is_british: bool

    @property
    def path(self) -> Path:
        """The path of its model once it is downloaded."""
        return data_folder() / "hibari" / self.file

    @property
    def is_fetched(self) -> bool:
        """Whether its model is there, by its size: its digest was checked when it was downloaded."""
        try:
            return self.path.stat().st_size == self.size
        except OSError:
            return False

    @property
    def speaker(self) -> Speaker:
        """The speaker of this model, unchanged."""
        return Speaker(self.name, gender=self.gender, model=self.file, is_british=self.is_british)


@lru_cache(maxsize=1)
def downloadable_voices() -> tuple[DownloadableVoice, ...]:
    """Return the voices that are not in the wheel, from hibari's own list."""
    rows = json.loads((assets() / "voices.json").read_text(encoding="utf-8"))
    return tuple(
        DownloadableVoice(
            name,
            row["file"],
            row["bytes"],
            row["sha256"],
            Gender(row["gender"]),
            row["language"].lower(),
            row["british"],
        )
        for name, row in rows.items()
        if not row.get("bundled")
    )


def downloaded_voices() -> tuple[DownloadableVoice, ...]:
    """Return the voices that are downloaded."""
    return tuple(other for other in downloadable_voices() if other.is_fetched)


def speaker_of(voice_id: str) -> Speaker | None:
    """Return the speaker of a downloaded voice by its id; None for any other id."""
    name = voice_id.removeprefix(PREFIX) if voice_id.startswith(PREFIX) else ""
    return next((other.speaker for other in downloaded_voices() if other.name == name), None)


def model_path(speaker: Speaker) -> Path:
    """Return the path of a speaker's own model, checked. Raises :class:`RequestRefusedError` if it is damaged."""
    other = next(other for other in downloadable_voices() if other.file == speaker.model)
    try:
        is_whole = hashlib.sha256(other.path.read_bytes()).hexdigest() == other.sha256
    except OSError as problem:
        raise RequestRefusedError(f"{other.path} cannot be read: {problem.strerror}") from problem
    if not is_whole:
        raise RequestRefusedError(
            f"{other.path} is damaged; remove it, and `drama voices fetch hibari` fetches it anew"
        )
    return other.path


def source() -> str:
    """Return the address that hibari downloads its voices from."""
    from hibari.voices import BASE_URL  # noqa: PLC0415 (0.6 s, for a download only)

    return str(BASE_URL)


def fetch(wanted: Iterable[DownloadableVoice], base_url: str) -> None:
    """Download voices, each checked and written atomically. Raises :class:`EngineError`, leaving nothing behind."""
    for other in wanted:
        folder = other.path.parent
        is_new = not folder.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with staged(other.path, error=EngineError) as part:
                part.write_bytes(_downloaded(other, base_url + other.file))
        except OSError as problem:
            raise EngineError(f"{folder} cannot be made: {problem.strerror}") from problem
        finally:
            if is_new:
                with suppress(OSError):
                    folder.rmdir()  # refuses unless it is empty


def _downloaded(other: DownloadableVoice, url: str) -> bytes:
    """Return a model, checked by size and digest. Raises :class:`EngineError`."""
    by_hand = f"; the file can also be put there by hand, as {other.path}"
    try:
        with urllib.request.build_opener().open(url, timeout=_TIMEOUT_S) as response:
            data = _whole(response, other.size)
    except urllib.error.HTTPError as problem:
        problem.close()
        raise EngineError(f"{url}: the server answers {problem.code}{by_hand}") from problem
    except (OSError, http.client.HTTPException) as problem:
        reason = getattr(problem, "reason", problem)
        problem_text = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        raise EngineError(f"{url} cannot be reached: {problem_text}; is there a network?{by_hand}") from problem
    if len(data) != other.size or hashlib.sha256(data).hexdigest() != other.sha256:
        raise EngineError(
            f"{url} is not what hibari's list says ({len(data):,} of {other.size:,} bytes); it was not kept"
        )
    return data


def _whole(response: http.client.HTTPResponse, most: int) -> bytes:
    """Return a body of at most ``most`` bytes; one byte more if it is too long."""
    deadline = time.monotonic() + _MOST_S
    data = bytearray()
    while len(data) <= most and (block := response.read1(_READ_BYTES)):
        data += block
        if time.monotonic() > deadline:
            raise TimeoutError(f"not done after {_MOST_S / 60:g} minutes")
    return bytes(data[: most + 1])
