"""One episode of a season, rendered into the folder that is published, with all that goes out beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

from drama.errors import WriteError
from drama.exports.base import EpisodeFile
from drama.exports.programme import AN_ACTOR, Programme, name_of, programme
from drama.files.atomic import digest_of, write_file
from drama.files.store_folder import default_folder
from drama.files.written import WrittenFiles
from drama.model import Cast, Episode, LineMark, Timeline, Voice
from drama.production.drawn_cover import drawn_cover
from drama.production.manifest_path import MANIFEST_SUFFIX
from drama.production.output_paths import inputs_of
from drama.production.outputs import Extras, spans_of
from drama.production.prepare import Production
from drama.production.render import OnProgress, render
from drama.production.season_facts import EpisodeFacts
from drama.production.season_source import Settings
from drama.production.soundscape import find_sounds
from drama.production.trailer import cut_of, render_trailer
from drama.publishing.artwork import look_at
from drama.recording import request_keys
from drama.recording.store import TakeStore
from drama.timeline import build_timeline

AUDIO = ".mp3"
DOCUMENTS = {"vtt": ".vtt", "transcript-json": ".transcript.json", "chapters": ".chapters.json"}
"""What goes out with each episode, by the name of the export, with its suffix."""
PAGE = ".html"


def file_names(name: str) -> tuple[str, ...]:
    """Return what the files of an episode are called that its render writes under fixed names."""
    return tuple(f"{name}{suffix}" for suffix in (AUDIO, *DOCUMENTS.values(), MANIFEST_SUFFIX))


def render_episode(
    production: Production, out: Path, name: str, *, inputs: str, settings: Settings, on_progress: OnProgress
) -> EpisodeFacts:
    """Render an episode under a name, and return what is known of it then. Raises a :class:`DramaError`."""
    documents = {kind: out / f"{name}{suffix}" for kind, suffix in DOCUMENTS.items()}
    episode = render(
        production,
        out / f"{name}{AUDIO}",
        jobs=settings.jobs,
        extras=Extras(documents=documents, draws_cover=True),
        replaces_any=settings.replaces_any,
        on_progress=on_progress,
    )
    timeline = _timeline(production)
    told = programme(
        production.script, production.cast, timeline, episode.path, spans=spans_of(production, _store())
    )  # fmt: skip
    cover, notes = _write_cover(production, told, out, name, settings)
    file = EpisodeFile(told, episode.path, production.script, production.cast, timeline)
    page = page_parts_of(told, f"./{name}{AUDIO}", file.measured.waveform)
    heard = _heard(((cue.line.speaker, cue.voice) for cue in timeline.cues), production.cast)
    return _facts(
        episode, told, documents, cover, inputs=inputs, page=page, notes=notes, timeline=timeline, heard=heard
    )  # fmt: skip


def render_season_trailer(
    productions: Sequence[Production],
    out: Path,
    name: str,
    *,
    title: str,
    author: str,
    music: str | None,
    says_title: str,
    cover: bytes,
    inputs: str,
    settings: Settings,
    on_progress: OnProgress,
) -> EpisodeFacts:
    """Render the trailer of the lines that are marked for it, and return what is known of it then."""
    documents = {"vtt": out / f"{name}.vtt"}
    episode = render_trailer(
        [cut_of(production) for production in productions],
        out / f"{name}{AUDIO}",
        title=title,
        author=author,
        music=music,
        says_title=says_title,
        cover=cover,
        extras=Extras(documents=documents),
        jobs=settings.jobs,
        replaces_any=settings.replaces_any,
        on_progress=on_progress,
    )
    beside = [path.name for path in (*documents.values(), *filter(None, (episode.manifest,)))]
    files = [episode.path.name, *beside]
    return EpisodeFacts(
        inputs=inputs,
        frames=episode.frames,
        chapters=(),
        cast=tuple(dict.fromkeys(one for of in productions for one in _heard(_trailed(of), of.cast))),
        sounds=(),
        lines=(),
        audio=episode.path.name,
        transcripts=(documents["vtt"].name,),
        digests=MappingProxyType({file: digest_of(out / file) for file in files}),
        notes=tuple(episode.warnings),
    )


def trailer_inputs(inputs: Collection[tuple[str, tuple[int, ...]]], asked: tuple[str, ...], cover: bytes) -> str:
    """Return a digest of everything a trailer hangs on: its episodes and their marked lines, what is asked of it."""
    told = repr((sorted(inputs), asked)).encode() + hashlib.sha256(cover).digest()
    return hashlib.sha256(told).hexdigest()


def _heard(lines: Iterable[tuple[str | None, Voice]], cast: Cast) -> tuple[tuple[str, str, str], ...]:
    """Return who is heard in some lines, by speaker and voice: each with the synthetic voice, the actor, or both."""
    voices: dict[str, str] = {}
    actors: dict[str, str] = {}
    for speaker, voice in lines:
        who = name_of(speaker)
        if voice.is_recording:
            actors[who] = (cast.narrating_actor if speaker is None else cast.actors.get(speaker, "")) or AN_ACTOR
        else:
            voices[who] = voice.name or voice.id
    return tuple((who, voices.get(who, ""), actors.get(who, "")) for who in dict.fromkeys((*voices, *actors)))


def _trailed(production: Production) -> Iterator[tuple[str | None, Voice]]:
    """Yield speaker and voice of the lines that are marked for the trailer."""
    for line, performance in zip(production.script.lines, production.direction.performances, strict=True):
        if LineMark.TRAILER in line.marks:
            yield line.speaker, performance.voice


def page_parts_of(told: Programme, source: str, waveform: Sequence[float]) -> Mapping[str, Any]:
    """Return the parts of the page to read along, as plain values."""
    from drama.exports.page import page_parts  # noqa: PLC0415 (Jinja)

    return MappingProxyType(asdict(page_parts(told, source, waveform)))


def _timeline(production: Production) -> Timeline:
    """Return where everything stands in an episode that has been rendered just now."""
    store = _store()
    takes = [store.get(key) for key in request_keys(production.requests)]
    sounds = find_sounds(production)
    return build_timeline(production.script, production.cast, takes, production.direction, sounds.assets)


def _windows(timeline: Timeline) -> tuple[tuple[int, int, int], ...]:
    return tuple((cue.line.number, cue.start_frame, cue.start_frame + cue.frames) for cue in timeline.cues)


def _write_cover(
    production: Production, told: Programme, out: Path, name: str, settings: Settings
) -> tuple[str, tuple[str, ...]]:
    """Write the cover of an episode, and return its name and what a person should know of it.

    It has a name of its own for each picture: directories load another only under another address (Apple). One that
    the story brings and that directories would not take does not go out by itself.
    """
    image = told.cover or drawn_cover(told.title, told.author, told.cast)
    artwork = look_at(image)
    if artwork.problem:
        return "", (f"the cover of {production.path.name} {artwork.problem}; directories show the podcast's for it",)
    cover = f"{name}-{hashlib.sha256(image).hexdigest()[:8]}{artwork.suffix}"
    inputs = inputs_of(production, find_sounds(production))
    written = WrittenFiles(default_folder(), out / f"{name}{AUDIO}", inputs=inputs, replaces_any=settings.replaces_any)
    written.check(out / cover)
    write_file(out / cover, image, place=written.place)
    return cover, ()


def _facts(
    episode: Episode,
    told: Programme,
    documents: Mapping[str, Path],
    cover: str,
    *,
    inputs: str,
    page: Mapping[str, Any],
    notes: Sequence[str],
    timeline: Timeline,
    heard: tuple[tuple[str, str, str], ...],
) -> EpisodeFacts:
    out, order = episode.path.parent, [member.name for member in told.cast]
    beside = [path.name for path in (*documents.values(), *filter(None, (episode.manifest,)))]
    names = [episode.path.name, *beside, *filter(None, (cover,))]
    try:
        digests = {name: digest_of(out / name) for name in names}
    except OSError as problem:
        raise WriteError(f"{problem.filename} was written and cannot be read: {problem.strerror}") from problem
    return EpisodeFacts(
        inputs=inputs,
        frames=episode.frames,
        chapters=episode.chapters,
        cast=tuple(sorted(heard, key=lambda one: order.index(one[0]))),
        sounds=told.credits,
        lines=_windows(timeline),
        audio=episode.path.name,
        transcripts=(documents["vtt"].name, documents["transcript-json"].name),
        chapters_file=documents["chapters"].name,
        cover=cover,
        digests=MappingProxyType(digests),
        page=page,
        notes=(*episode.warnings, *notes),
    )


def _store() -> TakeStore:
    return TakeStore(default_folder())
