"""What casting asks of the engines on this machine: their voices, their settings, and what was measured of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from drama import cast as casting
from drama.engines import EngineInfo, is_installed
from drama.model import Ability, Figures, Voice
from drama.production.voice_figures import figures_of

OPTIONAL_ENGINES = frozenset({casting.NATURAL_ENGINE, casting.BEST_ENGINE})
"""Engines the packaged pool has voices of, and which a machine may lack."""


def list_voices(engine: str) -> Sequence[casting.AvailableVoice] | None:
    """Return the voices an engine has got, for the cast to choose from and to check against; None if it is not there.

    Raises :class:`DramaError` for an engine that is none of ours and is not installed.
    """
    return None if engine in OPTIONAL_ENGINES and not is_installed(engine) else EngineInfo(engine).voices


def capabilities_of(engine: str) -> casting.Capabilities:
    """Return what of a voice's settings an engine takes, for the cast to move and to judge by."""
    info = EngineInfo(engine)
    return casting.Capabilities(Ability.PITCH in info.abilities, *info.rates_wpm, figures=figures_of(engine))


def abilities_of(engine: str) -> frozenset[Ability]:
    """Return what an engine can do beyond plain words."""
    return EngineInfo(engine).abilities


def rates_of(engine: str) -> tuple[int, int]:
    """Return the slowest and the fastest rate an engine accepts, in words a minute."""
    return EngineInfo(engine).rates_wpm


def figures_lookup() -> Callable[[Voice], Figures | None]:
    """Return what looks up the figures of any voice: measured here, by its engine's makers, or shipped."""
    of_engine = cache(capabilities_of)

    def figures(voice: Voice) -> Figures | None:
        return of_engine(voice.engine).figures(voice) or casting.shipped(voice)

    return figures
