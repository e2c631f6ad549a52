"""drama: a prose story in, a full-cast audio drama out.

::

    from pathlib import Path
    import drama

    production = drama.prepare(Path("story.txt"))         # read, scripted and cast; nothing recorded
    print(production.script.characters, drama.plan(production).seconds)
    scene = drama.select_scenes(production, {2})
    drama.render(scene, Path("scene2.wav"), is_whole=False)
    episode = drama.render(production, Path("story.mp3"))  # records only what is missing

The nouns these take and return stand in :mod:`drama.model`, the errors they raise in :mod:`drama.errors`.
Everything is imported when it is first asked for, so that ``import drama`` costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing takes longer to import than all the rest

__version__ = "0.1.0"

__all__ = ["DramaError", "__version__", "plan", "prepare", "read", "recast", "render", "select_scenes", "undo_recast"]

if TYPE_CHECKING:
    from drama.errors import DramaError
    from drama.produce import plan, prepare, read, recast, render, select_scenes, undo_recast


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name == "DramaError":
        from drama.errors import DramaError  # noqa: PLC0415

        return DramaError
    if name in __all__:
        from drama import produce  # noqa: PLC0415

        return getattr(produce, name)
    raise AttributeError(f"module 'drama' has no attribute {name!r}")
