"""What :mod:`drama` offers to Python: what the command line can do, with paths as text or path objects."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias, TypeVar

from drama import production as produce
from drama.cast import Recast
from drama.engines import EngineInfo, EngineVoice, engine_names
from drama.errors import DramaError
from drama.model import Episode, Form, Line, Preset, Script, Voice
from drama.production import Correction, Extras, OnProgress, Plan, Production, Progress
from drama.production import Desk as Corrections
from drama.recording.store import kept_in
from drama.script import Explanation

__all__ = [
    "AnyPath",
    "Correction",
    "Corrections",
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

_Choice = TypeVar("_Choice", bound=StrEnum)

AnyPath: TypeAlias = "str | os.PathLike[str]"

select_scenes = produce.select_scenes


def prepare(
    story: AnyPath,
    *,
    voices: AnyPath | None = None,
    engine: str | None = None,
    title: str | None = None,
    author: str | None = None,
    cover: AnyPath | None = None,
    style: str | None = None,
    preset: Preset | str | None = None,
    language_anyway: bool = False,
    metadata: Mapping[str, str] | None = None,
    as_: Form | str | None = None,
) -> Production:
    """Read, script, cast and direct a story; record nothing.

    ``voices`` names the cast file (without it the nearest one is used); ``engine`` goes over the engine of every voice,
    ``style`` and ``preset`` over what the cast file says of the sound; ``title``, ``author``, ``cover``, ``metadata``
    go over what cast file and story say for the tags. Raises :class:`~drama.DramaError` for a story or a cast file in
    error, and for a story that is not in English unless ``language_anyway``.
    """
    return produce.prepare(
        Path(story),
        voices=_path(voices),
        engine=engine,
        title=title,
        author=author,
        cover=_path(cover),
        style=style,
        preset=_chosen(Preset, preset),
        language_anyway=language_anyway,
        metadata=metadata,
        as_=_chosen(Form, as_),
    )


def render(
    story: AnyPath | Production,
    output: AnyPath | None = None,
    *,
    scenes: Collection[int] | None = None,
    jobs: int | None = None,
    documents: Collection[str] | Mapping[str, AnyPath] = (),
    cues: AnyPath | None = None,
    report: AnyPath | None = None,
    stems: AnyPath | None = None,
    is_whole: bool | None = None,
    replaces_any: bool = False,
    store: AnyPath | None = None,
    progress: OnProgress = lambda _: None,
    **settings: object,
) -> Episode:
    """Record what is missing, mix, and write the episode whole or not at all.

    :param story: a file, prepared with ``settings`` as :func:`prepare` takes them, or a production.
    :param output: ``.mp3``, ``.wav``, ``.flac``, ``.opus``, ``.m4b`` or ``.m4a``; the story's name ``.mp3`` beside it.
    :param scenes: the numbers of some, such as ``[2, 3]``; :attr:`Episode.is_part` then tells that the rest is missing.
    :param documents: what goes out beside it, by name (``["vtt", "page"]``; ``drama render --with list`` lists them),
        or by name with the file of each.
    :param cues: the cue sheet's file, ``.json``; ``report`` that of the report, ``stems`` the folder of the stems.
    :param store: the folder recordings are kept in, instead of the user's.
    :param progress: called from this thread now and then. An exception it raises cancels the render: nothing is
        written, what was recorded stays, and the next render goes on from there.

    Raises :class:`~drama.DramaError`; a file that drama did not write is replaced only with ``replaces_any``.
    """
    with _store(store):
        production = story if isinstance(story, Production) else prepare(story, **settings)  # type: ignore[arg-type]
        if isinstance(story, Production) and settings:
            raise TypeError(f"{next(iter(settings))} is a setting of prepare(): the production has been prepared")
        production = produce.select_scenes(production, None if scenes is None else frozenset(scenes))
        path = production.path.with_suffix(".mp3") if output is None else Path(output)
        named = {name: Path(file) for name, file in documents.items()} if isinstance(documents, Mapping) else {}
        extras = Extras(
            cues=_path(cues),
            documents={**produce.beside(path, documents), **named},
            report=_path(report),
            stems=_path(stems),
        )
        return produce.render(
            production,
            path,
            jobs=jobs,
            extras=extras,
            is_whole=scenes is None if is_whole is None else is_whole,
            replaces_any=replaces_any,
            on_progress=progress,
        )


def preview(story: AnyPath | Production, scene: int, output: AnyPath, **options: object) -> Episode:
    """Render one scene, as :func:`render` does."""
    return render(story, output, scenes={scene}, **options)  # type: ignore[arg-type]


def plan(production: Production, *, jobs: int | None = None, store: AnyPath | None = None) -> Plan:
    """Say what a render would record anew, why, and how long that takes."""
    with _store(store):
        return produce.plan(production, jobs=jobs)


def read(story: AnyPath, *, voices: AnyPath | None = None, as_: Form | str | None = None) -> Script:
    """Read a story and work out who says what."""
    return produce.read(Path(story), voices=_path(voices), as_=_chosen(Form, as_))


def explain(
    story: AnyPath, choose: Callable[[Line], bool] = lambda line: line.is_doubtful, *, voices: AnyPath | None = None
) -> tuple[Script, Mapping[int, Explanation]]:
    """Read a story, and say why the lines that ``choose`` picks are whose they are, by number; those in doubt."""
    return produce.explain(Path(story), choose, voices=_path(voices))


def correct(story: AnyPath, *, voices: AnyPath | None = None) -> Corrections:
    """Return the corrections of a story's script, to pin speakers, merge and rename; each edit is written at once."""
    return Corrections(Path(story), voices=_path(voices))


def recast(story: AnyPath, character: str, voice: str, *, voices: AnyPath | None = None) -> Recast:
    """Give a character another voice, in ``voices`` or else in ``STORY.voices.toml``; comments and order are kept."""
    return produce.recast(Path(story), character, voice, voices=_path(voices))


def undo_recast(story: AnyPath, *, voices: AnyPath | None = None) -> Path:
    """Take the last recast back, and return the file it was made in."""
    return produce.undo_recast(Path(story), voices=_path(voices))


def audition(names: Sequence[str], text: str, *, story: AnyPath | None = None, engine: str | None = None) -> Production:
    """Return a production in which each voice speaks the same text, or a character's own first lines."""
    return produce.audition(names, text, story=_path(story), engine=engine)


def voices(engine: str | None = None) -> tuple[EngineVoice, ...]:
    """Return the voices of an engine, or of all engines there are that list theirs."""
    names = engine_names() if engine is None else (engine,)
    return tuple(voice for name in names for voice in EngineInfo(name).voices)


def _chosen(kind: type[_Choice], value: str | None) -> _Choice | None:
    """Return a member of an enumeration by its value. Raises :class:`~drama.DramaError` for what is none."""
    if value is None or value in set(kind):
        return None if value is None else kind(value)
    raise DramaError(f"there is no {kind.__name__.lower()} {value!r} (there are: {', '.join(kind)})")


def _path(path: AnyPath | None) -> Path | None:
    return None if path is None else Path(path)


def _store(folder: AnyPath | None) -> AbstractContextManager[None]:
    return nullcontext() if folder is None else kept_in(Path(folder))
