"""An episode compared with its manifest: its files, what it was made of, what it was made with; and rendered again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from drama.engines import EngineInfo
from drama.errors import CastError, DramaError, StoryError
from drama.files.atomic import temporary_folder
from drama.files.paths import is_folder
from drama.files.store_folder import default_folder, kept_in
from drama.model import (
    Aspect,
    Check,
    Form,
    Manifest,
    Outlook,
    Preset,
    RenderSettings,
    Repeats,
    StoryFiles,
    Verdict,
    Verification,
    Versions,
)
from drama.production.manifest import AUDIO, machine_now, manifest_of, versions_now
from drama.production.manifest_found import FoundManifest, find_manifest
from drama.production.outputs import Extras, beside
from drama.production.prepare import Production, prepare, select_scenes
from drama.production.render import OnProgress, render
from drama.production.soundscape import find_sounds
from drama.production.story_of_episode import find_beside, find_story
from drama.production.verified_files import compared, file_checks
from drama.production.verified_sources import source_checks, version_checks
from drama.recording import request_keys
from drama.recording.store import TakeStore


@dataclass(frozen=True, slots=True)
class _Now:
    """An episode as it would be made now."""

    production: Production
    manifest: Manifest


def verify(
    episode: Path,
    *,
    story: StoryFiles | None = None,
    voices: Path | None = None,
    again: bool = False,
    fresh: bool = False,
    jobs: int | None = None,
    on_progress: OnProgress = lambda _: None,
) -> Verification:
    """Compare an episode with its manifest, and say whether rendering it again gives the same bytes.

    ``story`` and ``voices`` name the story and its cast file where they are not found: one that cannot be read is an
    error; ``again`` renders it once more into a temporary folder and compares, ``fresh`` with every line recorded
    anew. Raises :class:`DataError` where there is no manifest that can be read, and what a render raises.
    """
    found = find_manifest(episode)
    then = found.manifest
    named = ((StoryError,) if story is not None else ()) + ((CastError,) if voices is not None else ())
    story = story or find_story(found.episode, then)
    now, problem = _now(found, story, voices)
    if isinstance(problem, named):  # what was named is wrong, and the episode is not to blame
        raise problem
    lacking = _lacking_engines(then)
    here = _versions(then, now, lacking)
    checks = [*file_checks(found)]
    if now is not None:
        checks += source_checks(then, now.manifest)
    elif problem is not None:
        checks.append(Check(Aspect.SOURCE, "story", Verdict.CHANGED, f"it cannot be made now: {problem}"))
    else:
        checks.append(Check(Aspect.SOURCE, "story", Verdict.UNKNOWN, _not_found(then)))
    checks += version_checks(then, here, lacking)
    if (again or fresh) and now is not None:
        checks += _rendered_again(found, now, fresh=fresh, jobs=jobs, on_progress=on_progress)
    outlook, why = _outlook(then, now, checks)
    found_story = None if story is None else story.path
    return Verification(found.episode, then, found.path, found_story, tuple(checks), outlook, why)


def read_manifest_of(episode: Path) -> Manifest:
    """Return the manifest of an episode. Raises :class:`DataError` where there is none that can be read."""
    return find_manifest(episode).manifest


def _not_found(then: Manifest) -> str:
    if not then.story:
        return "it was piped in, and is not compared; --story names a file that holds it"
    return f"no {then.story[0].name} is found beside the episode or by drama's own notes; --story names it"


def _now(found: FoundManifest, story: StoryFiles | None, voices: Path | None) -> tuple[_Now | None, DramaError | None]:
    """Return the episode as it would be made now, or what keeps it from being made."""
    if story is None:
        return None, None
    then, given = found.manifest, found.manifest.settings.given
    try:
        production = prepare(
            story,
            voices=voices or find_beside(given.get("voices", ""), story, found.episode),
            engine=given.get("engine"),
            title=given.get("title"),
            author=given.get("author"),
            cover=find_beside(given.get("cover", ""), story, found.episode),
            style=given.get("style"),
            preset=Preset(given["preset"]) if given.get("preset") in set(Preset) else None,
            language_anyway=True,
            metadata={name[9:]: text for name, text in given.items() if name.startswith("metadata.")},
            as_=Form(given["as"]) if given.get("as") in set(Form) else None,
            lock_anyway=True,
            action=given.get("action") != "no",
            recordings=given.get("recordings") != "no",
        )
        scenes = then.settings.scenes
        production = select_scenes(production, frozenset(scenes) if scenes else None)
        production = replace(production, given=given)
        output = Path(f"{found.episode.stem}{then.settings.format}")
        extras = _extras_of(then.settings, output)
        made = manifest_of(
            production,
            find_sounds(production),
            output,
            extras,
            gain_db=then.settings.gain_db,
            is_whole=not scenes,
        )
    except DramaError as problem:
        return None, problem
    return _Now(production, made), None


def _lacking_engines(then: Manifest) -> Mapping[str, str]:
    """Return the engines that are not here, and why."""
    lacking = {}
    for name in then.versions.engines:
        try:
            _ = EngineInfo(name).version
        except DramaError as problem:
            lacking[name] = str(problem)
    return lacking


def _versions(then: Manifest, now: _Now | None, lacking: Mapping[str, str]) -> Versions:
    if now is not None:
        here = versions_now(then.versions.engines.keys() - lacking.keys(), then.settings.format)
        return replace(here, engines={**here.engines, **now.manifest.versions.engines})
    return versions_now(then.versions.engines.keys() - lacking.keys(), then.settings.format)


# ------------------------------------------------------------------ rendered again


def _rendered_again(
    found: FoundManifest, now: _Now, *, fresh: bool, jobs: int | None, on_progress: OnProgress
) -> Iterator[Check]:
    """Render an episode once more, and yield how its files compare with what the manifest says of them."""
    then = found.manifest
    with temporary_folder() as folder:
        output = folder / _output_name(found)
        extras = _extras_of(then.settings, output)
        with kept_in(folder / ".store") if fresh else nullcontext():
            render(
                now.production,
                output,
                jobs=jobs,
                extras=extras,
                is_whole=not then.settings.scenes,
                is_kept=False,
                is_remembered=False,
                gain_db=then.settings.gain_db,
                on_progress=on_progress,
            )
        yield from _compared_again(found, folder, output)


def _extras_of(settings: RenderSettings, output: Path) -> Extras:
    """Return what was written beside an episode, to be written beside an output; the stems in a folder below it."""
    stems = PurePosixPath(settings.stems)
    is_inside = stems.parts and not stems.is_absolute() and ".." not in stems.parts
    return Extras(
        documents=beside(output, settings.documents),
        draws_cover=settings.draws_cover,
        in_chapters=settings.in_chapters,
        stems=output.parent / stems if is_inside else None,
    )


def _output_name(found: FoundManifest) -> str:
    """Return what the output was called: of an audiobook in chapters what its folder is called now."""
    settings = found.manifest.settings
    if settings.in_chapters:
        folder = found.episode.resolve() if is_folder(found.episode) else found.episode.resolve().parent
        return f"{folder.name}{settings.format}"
    return Path(found.audio[0][1].path).name if found.audio else found.episode.name


def _compared_again(found: FoundManifest, folder: Path, output: Path) -> Iterator[Check]:
    in_chapters = found.manifest.settings.in_chapters
    made = find_manifest(output.with_suffix("") if in_chapters else output)
    folder = made.path.parent if made.path is not None else folder
    new = {written.path: written for written in made.manifest.files}
    if found.path is None:
        names = {path.name: written for path, written in made.audio}
        audio = names.get(found.episode.name)
        is_same = audio is not None and audio.sound == found.sound
        yield _again(found.episode.name, "its sound" if is_same else "its sound is another", is_same=is_same)
        return
    asked = {written.path for _, written in found.audio}
    for written in found.manifest.files:
        if written.is_elsewhere or written.path not in new or (written.kind == AUDIO and written.path not in asked):
            continue
        check = compared(folder / written.path, written)
        is_same = check.verdict is Verdict.SAME
        is_sound = written.sound and new[written.path].sound == written.sound
        other = "the sound is the same, and its tags are others" if is_sound else "other bytes"
        yield _again(written.path, "the same bytes" if is_same else other, is_same=is_same)


def _again(name: str, about: str, *, is_same: bool) -> Check:
    return Check(Aspect.AGAIN, name, Verdict.SAME if is_same else Verdict.CHANGED, about)


# ------------------------------------------------------------------ what is to be expected


def _outlook(then: Manifest, now: _Now | None, checks: Sequence[Check]) -> tuple[Outlook, str]:
    """Return whether rendering again gives the same bytes, and why."""
    if again := [check for check in checks if check.aspect is Aspect.AGAIN]:
        is_same = all(check.verdict is Verdict.SAME for check in again)
        return (Outlook.YES, "it was done just now") if is_same else (Outlook.NO, "it was tried just now")
    changed = [
        check.what
        for check in checks
        if check.aspect in {Aspect.SOURCE, Aspect.VERSION} and check.verdict in {Verdict.CHANGED, Verdict.MISSING}
    ]
    if changed:
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        return Outlook.NO, f"{', '.join(changed[:3])}{more}: not as it was"
    if now is None:
        return Outlook.UNKNOWN, "the story was not found"
    return _by_engines(then, now.production)


def _by_engines(then: Manifest, production: Production) -> tuple[Outlook, str]:
    """Return what is to be expected where all is as it was: it hangs on the recordings, and on who speaks again."""
    takes = TakeStore(default_folder()).find(request_keys(production.requests))
    if all(take is not None for take in takes.values()):
        return Outlook.YES, "all is as it was, and every line's recording is still in the store"
    unsure = [name for name, engine in then.versions.engines.items() if engine.repeats is Repeats.NOT_PROMISED]
    if unsure:
        return Outlook.NOT_PROMISED, f"recordings are gone, and {', '.join(unsure)} may speak them otherwise"
    if then.machine is not None and then.machine != machine_now():
        return Outlook.NOT_PROMISED, "recordings are gone, and another kind of machine may round otherwise"
    return Outlook.YES, "all is as it was, and the engines speak the same again on such a machine"
