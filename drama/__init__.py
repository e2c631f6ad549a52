"""drama: a prose story in, a full-cast audio drama out.

::

    import drama

    drama.render("story.txt", "story.mp3")

    production = drama.prepare("story.txt")               # read, scripted and cast; nothing recorded
    print(production.script.characters, drama.plan(production).seconds)
    drama.preview(production, 2, "scene2.wav")
    episode = drama.render(production, "story.mp3")       # records only what is missing

:mod:`drama.api` holds all of it, docs/api.md shows it at work. The nouns these take and return stand in
:mod:`drama.model`, the errors they raise in :mod:`drama.errors`. Everything is imported when it is first asked for, so
that ``import drama`` costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing takes longer to import than all the rest

__version__ = "0.2.0"

__all__ = [
    "Correction",
    "Corrections",
    "DramaError",
    "EngineInfo",
    "EngineVoice",
    "Episode",
    "Explanation",
    "Plan",
    "Production",
    "Progress",
    "Recast",
    "Script",
    "Voice",
    "__version__",
    "audition",
    "correct",
    "engine_names",
    "explain",
    "plan",
    "prepare",
    "preview",
    "read",
    "recast",
    "render",
    "select_scenes",
    "undo_recast",
    "voices",
]

if TYPE_CHECKING:
    from drama.api import (
        Correction,
        Corrections,
        EngineInfo,
        EngineVoice,
        Episode,
        Explanation,
        Plan,
        Production,
        Progress,
        Recast,
        Script,
        Voice,
        audition,
        correct,
        engine_names,
        explain,
        plan,
        prepare,
        preview,
        read,
        recast,
        render,
        select_scenes,
        undo_recast,
        voices,
    )
    from drama.errors import DramaError


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name == "DramaError":
        from drama.errors import DramaError  # noqa: PLC0415

        return DramaError
    if name in __all__:
        from drama import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(f"module 'drama' has no attribute {name!r}")
