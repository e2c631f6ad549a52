"""What a render would do, and what the last one made: the plan, the episode, its files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from starlette.responses import FileResponse, Response

import drama
from drama.model import FRAME_RATE, Plan, StoryFiles
from drama.studio.desk import Desk
from drama.studio.shelf import MissingError
from drama.studio.shown import Row

FORMATS = ("mp3", "m4b", "opus", "flac", "wav")
"""What an episode can be written as."""
_MEDIA_TYPES = {
    ".mp3": "audio/mpeg",
    ".m4b": "audio/mp4",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
}


def plan_shown(desk: Desk) -> Row:
    """Return what a render would record, and why."""
    revision, production = desk.story.revision, desk.story.production
    plan = drama.plan(production)
    times = [cost.time_s for cost in plan.costs]
    return {
        "revision": revision,
        "lines": len(plan.lines),
        "to_record": len(plan.to_record),
        "sound_seconds": round(plan.seconds, 1),
        "seconds": None if None in times else round(sum(time for time in times if time is not None), 1),
        "engines": [
            {
                "name": cost.engine,
                "lines": cost.lines,
                "seconds": None if cost.time_s is None else round(cost.time_s, 1),
                "is_measured": cost.is_measured,
            }
            for cost in plan.costs
        ],
        "scenes": _scenes(plan),
        "groups": _groups(plan),
        "changes": [
            {"line": one.line.number, "before": one.speaker_before, "now": one.line.speaker} for one in plan.changes
        ],
        "uploads": [{"to": one.destination, "lines": one.lines} for one in drama.uploads(production)],
        "formats": FORMATS,
        "documents": [
            {"name": one.name, "about": one.describe, "needs": one.needs or ("stems" if one.needs_stems else None)}
            for one in drama.documents().values()
        ],
    }


def _scenes(plan: Plan) -> list[Row]:
    """Return how many lines each scene has, and how many are recorded already."""
    scenes: dict[int, list[int]] = {}
    missing = {line.number for line in plan.to_record}
    for line in plan.lines:
        counts = scenes.setdefault(line.scene, [0, 0])
        counts[0] += line.number not in missing
        counts[1] += 1
    return [{"number": scene, "done": done, "total": total} for scene, (done, total) in scenes.items()]


def _groups(plan: Plan) -> list[Row]:
    """Return the lines to record by reason and speaker: the reason of most lines first, and who says most of them."""
    groups: defaultdict[str, defaultdict[str | None, list[int]]] = defaultdict(lambda: defaultdict(list))
    for line in plan.to_record:
        groups[plan.reasons[line.number].in_short][line.speaker].append(line.number)

    def size(reason: str) -> int:
        return sum(map(len, groups[reason].values()))

    return [
        {
            "reason": reason,
            "lines": size(reason),
            "speakers": [
                {"name": name, "lines": lines} for name, lines in sorted(groups[reason].items(), key=_most_lines)
            ],
        }
        for reason in sorted(groups, key=lambda reason: -size(reason))
    ]


def _most_lines(entry: tuple[str | None, list[int]]) -> int:
    return -len(entry[1])


# ------------------------------------------------------------------ what the last render made


def last_shown(story: StoryFiles) -> Row | None:
    """Return what the last whole render of a story made; None where there was none, or its episode is gone."""
    rendered = drama.last_render(story)
    if rendered is None or not rendered.episode.path.exists():
        return None
    episode = rendered.episode
    return {
        "file": episode.path.name,
        "folder": str(episode.path.parent),
        "when": rendered.when.isoformat(),
        "seconds": round(episode.duration_s, 2),
        "recorded": episode.recorded,
        "reused": episode.reused,
        "doubtful": episode.doubtful,
        "style": episode.style,
        "warnings": list(episode.warnings),
        "audio": [name for name, path in _files(rendered) if path in _audio(episode)],
        "chapters": [{"title": one.title, "start": round(one.start_frame / FRAME_RATE, 2)} for one in episode.chapters],
        "quality": json.loads(episode.quality) if episode.quality else None,
    }


def files_shown(desk: Desk) -> Row:
    """Return the files that the last render wrote, and that are there still."""
    rendered = drama.last_render(desk.files)
    if rendered is None:
        return {"folder": None, "files": []}
    audio = _audio(rendered.episode)
    rows = [{"name": name, "bytes": path.stat().st_size, "kind": _kind(path, audio)} for name, path in _files(rendered)]
    return {"folder": str(rendered.episode.path.parent), "files": rows}


def file_response(desk: Desk, name: str) -> Response:
    """Return a file of the last render, or the part that is asked for. Raises :class:`MissingError`."""
    rendered = drama.last_render(desk.files)
    found = dict(_files(rendered)) if rendered else {}
    if name not in found:
        raise MissingError(f"the last render wrote no file {name!r} that is there still")
    return sound_file(found[name], download=True)


def sound_file(path: Path, *, download: bool) -> Response:
    """Return a file, whole or the part that a player asks for; what is downloaded is never shown as a page of ours."""
    headers = {"content-encoding": "identity"}  # it is not compressed on its way: players ask for parts of it
    if download:
        headers["content-disposition"] = f"attachment; filename*=utf-8''{quote(path.name, safe='')}"
    media_type = _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
    return FileResponse(path, media_type=media_type, headers=headers)


def _files(rendered: drama.Rendered) -> Iterator[tuple[str, Path]]:
    """Yield what a render wrote and is there still, by name: from the episode's folder on."""
    episode = rendered.episode
    for path in dict.fromkeys((episode.path, *episode.outputs)):
        if path.is_file() and path.is_relative_to(episode.path.parent):
            yield path.relative_to(episode.path.parent).as_posix(), path


def _audio(episode: drama.Episode) -> frozenset[Path]:
    """Return the audio files of an episode: itself, or the chapters in its folder."""
    if not episode.path.is_dir():
        return frozenset({episode.path})
    sounds = {f".{suffix}" for suffix in FORMATS}
    return frozenset(one for one in episode.outputs if one.parent == episode.path and one.suffix.lower() in sounds)


def _kind(path: Path, audio: frozenset[Path]) -> str:
    if path in audio:
        return "episode"
    return "stem" if path.parent.name.endswith(" stems") else "document"
