"""WAV and FLAC, 16 bit, through libsndfile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import soundfile

from drama.errors import WriteError
from drama.model import FRAME_RATE, MixSettings
from drama.writers.base import OnProgress, Part, Tags, image_type, printable, rendered
from drama.writers.parallel import in_order
from drama.writers.staging import staged
from drama.writers.tagging import tag_flac

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from drama.writers.base import Pcm

_RF64_BYTES = (1 << 32) - (1 << 20)
"""Data from which on a WAV is RF64 (EBU Tech 3306): sizes in WAV have 32 bits; a MiB is left for the rest."""


def write_pcm(
    path: Path,
    parts: Sequence[Part],
    tags: Tags,
    *,
    settings: MixSettings,
    jobs: int,
    on_progress: OnProgress | None,
    rf64_bytes: int = _RF64_BYTES,
) -> None:
    """Write a WAV or FLAC; see :func:`drama.writers.write_episode`. From ``rf64_bytes`` of data a WAV is RF64."""
    if tags.cover is not None:
        image_type(tags.cover)
    frames = sum(part.frames for part in parts)
    if path.suffix.lower() == ".flac":
        container = "FLAC"
    else:
        container = "WAV" if frames * settings.channels * 2 < rf64_bytes else "RF64"
    with staged(path) as temporary:
        _write_sound(
            temporary, parts, tags, container=container, channels=settings.channels, jobs=jobs, on_progress=on_progress
        )
        if soundfile.info(temporary).frames != frames:
            raise WriteError(f"{path}: the disk took only a part of the episode; is it full?")
        if container == "FLAC":
            tag_flac(temporary, tags)


def _write_sound(
    path: Path,
    parts: Sequence[Part],
    tags: Tags,
    *,
    container: str,
    channels: int,
    jobs: int,
    on_progress: OnProgress | None,
) -> None:
    done = 0
    tasks: list[Callable[[], Pcm]] = [partial(rendered, part, channels) for part in parts]
    with soundfile.SoundFile(
        path, "w", samplerate=FRAME_RATE, channels=channels, subtype="PCM_16", format=container
    ) as file:
        if container != "FLAC":
            file.title, file.artist, file.album, file.comment = map(
                printable, (tags.title, tags.artist, tags.album, tags.comment)
            )
        for pcm in in_order(tasks, jobs=jobs):
            file.write(pcm)
            done += len(pcm)
            if on_progress:
                on_progress(done)
