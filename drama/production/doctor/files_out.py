"""What goes out: every encoder writes a moment of silence, every export says what it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from drama.encoders import Part, Tags, encoder_of, libraries_of, suffixes, write_episode
from drama.encoders.registry import EXTRAS
from drama.errors import DramaError, install_command
from drama.exports.registry import EXPORTS, Offered
from drama.files.atomic import temporary_folder
from drama.model import FRAME_RATE, Area, Finding, Health, MixSettings

_PLAIN = ".mp3"
_FRAMES = FRAME_RATE // 10


def checks() -> Iterator[tuple[Finding, Callable[[], Iterable[Finding]]]]:
    """Yield the checks: each encoder by itself, and the exports."""
    for suffix in suffixes():
        about = Finding(Area.ENCODERS, suffix, Health.BROKEN, is_needed=suffix == _PLAIN)
        yield about, partial(_encoder, suffix)
    yield Finding(Area.EXPORTS, "exports", Health.BROKEN), _exports


def _encoder(suffix: str) -> Iterator[Finding]:
    import numpy as np  # noqa: PLC0415 (slow to import)

    is_needed = suffix == _PLAIN
    with temporary_folder() as folder:
        path = folder / f"silence{suffix}"
        try:
            encoder_of(path).check(path)
        except DramaError as problem:
            extra = EXTRAS.get(suffix)
            health = Health.ABSENT if extra else Health.BROKEN
            about = "not installed" if extra else str(problem)
            yield Finding(Area.ENCODERS, suffix, health, about, install_command(extra) if extra else "")
            return
        settings = MixSettings()
        silence = np.zeros((_FRAMES, settings.channels), np.int16)
        part = Part("silence", _FRAMES, lambda: silence)
        write_episode(path, [part], Tags(title="Silence"), settings=settings, cache=None, jobs=1)
    told = ", ".join(f"{name} {version}" for name, version in libraries_of(suffix).items())
    yield Finding(Area.ENCODERS, suffix, Health.OK, told, is_needed=is_needed)


def _exports() -> Iterator[Finding]:
    """Yield one finding for all that can be written, and one for each that cannot."""
    offered, well = Offered(), 0
    for name in offered:
        try:
            needs = offered[name].needs
        except DramaError as problem:
            yield Finding(Area.EXPORTS, name, Health.BROKEN, str(problem))
            continue
        if needs:
            remedy = install_command(name) if name in EXPORTS else f"install {needs}"
            yield Finding(Area.EXPORTS, name, Health.ABSENT, f"it needs {needs}", remedy)
        else:
            well += 1
    yield Finding(Area.EXPORTS, "exports", Health.OK, f"{well} of {len(offered)} can be written (--with list)")
