"""Speech engines by name: those drama brings, and those other packages announce under ``drama.engines``."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
from functools import cache
from importlib.metadata import entry_points

from drama.engines.base import Engine, EngineVoice
from drama.errors import EngineError, RequestRefusedError

__all__ = ["GROUP", "Engine", "EngineVoice", "engine_names", "get_engine", "is_installed"]

GROUP = "drama.engines"
"""The entry-point group third parties use: name -> a callable that returns an :class:`Engine`."""

_BUILT_IN = {
    "pyttsx3": "drama.engines.pyttsx3:Pyttsx3Engine",
    "tone": "drama.engines.tone:ToneEngine",
    "hibari": "drama.engines.hibari.engine:HibariEngine",
}
_NEEDED = {"hibari": ("hibari", "onnxruntime")}
"""What one of our engines needs that this machine may lack: there are no wheels of it for every system."""


def engine_names() -> tuple[str, ...]:
    """Return the names of all engines on this machine, our own first."""
    ours = filter(is_installed, _BUILT_IN)
    return (*ours, *sorted({point.name for point in entry_points(group=GROUP)} - set(_BUILT_IN)))


def is_installed(name: str) -> bool:
    """Tell whether an engine could be started here, as far as its packages go; imports none of them."""
    if name in _BUILT_IN:
        return all(importlib.util.find_spec(package) is not None for package in _NEEDED.get(name, ()))
    return bool(entry_points(group=GROUP, name=name))


@cache
def get_engine(name: str) -> Engine:
    """Return an engine, started once a process. Raises :class:`EngineError` if there is none of that name."""
    if name in _BUILT_IN and not is_installed(name):
        packages = " and ".join(_NEEDED[name])
        raise RequestRefusedError(
            f"the engine {name} is not installed here: it needs {packages}, of which pip found no wheel for this "
            f"system when drama was installed (there are: {', '.join(engine_names())})"
        )
    if name in _BUILT_IN:
        module, _, factory = _BUILT_IN[name].partition(":")
        return getattr(importlib.import_module(module), factory)()  # type: ignore[no-any-return]
    found = next(iter(entry_points(group=GROUP, name=name)), None)
    if found is None:
        near = difflib.get_close_matches(name, engine_names(), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise RequestRefusedError(f"there is no engine {name!r}{hint} (there are: {', '.join(engine_names())})")
    try:
        return found.load()()  # type: ignore[no-any-return]
    except Exception as problem:
        raise EngineError(f"the engine {name!r} of {found.value} does not start: {problem}") from problem
