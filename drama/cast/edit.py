"""Edits of the cast file: save a whole cast, recast one character. Comments and order are kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from drama.cast.castfile.documents import CAST_FILE
from drama.cast.castfile.load import CastFile, Entry, check_cast_text, read_cast_text
from drama.cast.castfile.schema import is_name
from drama.cast.castfile.voice_files import DEFAULT_ENGINE, beside, engine_of
from drama.cast.casting.capabilities import CapabilitiesOf, ListVoices
from drama.cast.casting.cast import cast_script
from drama.cast.casting.tried import check_voice, with_whole_path
from drama.errors import CastError
from drama.files.messages import listed, nearest, quoted
from drama.files.paths import is_folder
from drama.files.text_edits import TextFile, labelled
from drama.files.toml_edit import Edit, edited, toml_string
from drama.model import Cast, Script, Voice

NARRATOR = "narrator"


@dataclass(frozen=True, slots=True)
class Recast:
    """One edit of a cast file."""

    path: Path
    character: str
    """The main name; ``"narrator"`` for the narrator."""
    voice: str
    before: str | None
    """The voice named in the file before; None if the pool gave one."""
    is_new_file: bool
    pinned: tuple[str, ...] = ()
    """Other characters whose automatic voice would have changed, and who were pinned to it instead."""
    series_file: Path | None = None
    """The file of the series that holds another voice for the other episodes; None where there is none."""
    teller: str | None = None
    """Whoever tells the story, where that character's lines change voice with the narrator's."""
    left_narrator: bool = False
    """Whether the character tells the story and had the narrator's voice before."""


def save_cast(script: Script, cast: Cast, path: Path, *, file: CastFile, overwrite: bool = False) -> Path:
    """Write a cast file with every character of the script pinned to the voice of the cast.

    An existing file is kept unless ``overwrite``: then its comments, order and other keys are kept, and only the voices
    are set, except those changed since ``file`` was read from it. Settings of the file in force are inherited through
    ``extends``, and so are the voices that the file of a series holds. Raises CastError.
    """
    if not is_folder(path.parent):
        raise CastError(f"{quoted(str(path))}: there is no folder {quoted(str(path.parent))}; make it first")
    lines = {character.name: character.lines for character in script.characters}
    told = f"and of {cast.teller}, who tells the story" if cast.teller else None
    is_of_series = _is_of_series(file.narrator, cast.narrator, file, path)
    edits = [] if is_of_series else [pin((NARRATOR,), cast.narrator, file, path, comment=told)]
    for name, voice in cast.voices.items():
        if not is_name(name):
            raise CastError(f"{quoted(name)} is too long for a name in a cast file")
        main = file.main_name(name)
        if name == cast.teller and (main is None or file.characters[main].voice is None):
            continue  # the narrator's voice, whichever that will be
        if main is not None and _is_of_series(file.characters[main], voice, file, path):
            continue
        count = lines.get(name, 0)
        edits.append(pin(("characters", name), voice, file, path, comment=f"{count} line{'' if count == 1 else 's'}"))

    def change(text: str | None) -> str:
        if text is not None and not overwrite:
            raise CastError(
                f"{quoted(str(path))} exists; name another file, or replace it with --force (overwrite=True)"
            )
        recast = _recast_since(text, path, file)
        return edited(begun(path, text, file), [edit for edit in edits if edit.key not in recast], path)

    with labelled("the voices of all are written down"):
        TextFile(path, CastError).edit(change)
    return path


def _is_of_series(entry: Entry, voice: Voice, file: CastFile, path: Path) -> bool:
    """Return whether the file of the series holds a voice, which an episode's own file then leaves to it."""
    if entry.voice is None or _series_file(entry, file, path) is None:
        return False
    held = file.pool.get(entry.voice)
    named = (entry.engine or engine_of(entry.voice), entry.voice) if held is None else (held.engine, held.id)
    return named == (voice.engine, voice.id)


def _series_file(entry: Entry | None, file: CastFile, path: Path) -> Path | None:
    """Return the file of a series, other than the one at ``path``, that holds the voice of an entry; None if none."""
    if entry is None or entry.voice is None or not file.series.title:
        return None
    holding = next((source for source in file.sources if str(source) == entry.place.file), None)
    return None if holding is None or holding.resolve() == path.resolve() else holding


def _recast_since(text: str | None, path: Path, file: CastFile) -> set[tuple[str, ...]]:
    """Return the tables that pin another voice than when ``file`` was read from this path; empty if it was not."""
    if text is None or file.path is None or file.path.resolve() != path.resolve():
        return set()
    now = read_cast_text(text, path)
    names = [name for name, entry in now.characters.items() if _voicing(entry) != _voicing(file.characters.get(name))]
    narrator: set[tuple[str, ...]] = {(NARRATOR,)} if _voicing(now.narrator) != _voicing(file.narrator) else set()
    return narrator | {("characters", name) for name in names}


def _voicing(entry: Entry | None) -> tuple[object, ...]:
    """Return an entry's settings of the voice."""
    entry = entry or Entry()
    return entry.voice, entry.engine, entry.rate_wpm, entry.pitch, entry.gain_db, entry.pan


def undo_recast(path: Path) -> bool:
    """Revert the newest edit of a cast file; return whether the file still exists afterwards.

    Raises CastError if there is no edit to revert, or if the file was edited otherwise since.
    """
    return TextFile(path, CastError).undo()


def recast(
    path: Path,
    character: str,
    voice: str,
    *,
    file: CastFile,
    script: Script | None = None,
    list_voices: ListVoices | None = None,
    capabilities_of: CapabilitiesOf | None = None,
) -> Recast:
    """Give one character (or ``"narrator"``) another voice by one edit of the cast file at ``path``.

    ``file`` is the cast file in force; if there is none at ``path`` yet, a new one extends it. With a script, all other
    characters keep their voices: those who would lose theirs by the edit are pinned to it. Raises CastError for an
    unknown character or voice.
    """
    name = who(character, file, script)
    voice = with_whole_path(voice)
    check_voice(voice, file, list_voices)
    voice = beside(voice, path)
    key = (NARRATOR,) if name == NARRATOR else ("characters", name)
    pinned: tuple[str, ...] = ()
    teller, left_narrator = None, False
    in_force = file

    def change(text: str | None) -> str:
        nonlocal pinned, in_force, teller, left_narrator
        in_force = file if text is None else read_cast_text(text, path)
        after = edited(begun(path, text, file), [Edit(key, {"voice": voice})], path)
        if script is not None:
            before = cast_script(script, in_force, list_voices=list_voices, capabilities_of=capabilities_of)
            teller = before.teller if name == NARRATOR else None
            left_narrator = before.teller is not None and who(before.teller, in_force, script) == name
            after, pinned = _others_held(
                after,
                path,
                name,
                before,
                file=in_force,
                script=script,
                list_voices=list_voices,
                capabilities_of=capabilities_of,
            )
        return after

    with labelled(f"{voice} speaks {name}"):
        text = TextFile(path, CastError).edit(change)
    entry = in_force.narrator if name == NARRATOR else in_force.characters.get(name)
    return Recast(
        path,
        name,
        voice,
        entry.voice if entry else None,
        is_new_file=text is None,
        pinned=pinned,
        series_file=_series_file(entry, in_force, path),
        teller=teller,
        left_narrator=left_narrator,
    )


# ------------------------------------------------------------------ one edit


def who(character: str, file: CastFile, script: Script | None) -> str:
    """Return the main name that a name or alias means; with a script, of one of its characters."""
    if character.casefold() == NARRATOR:
        return NARRATOR
    main = file.main_name(character)
    if script is None and main is not None:
        return main
    people = _names(script) if script is not None else []
    wanted = {name.casefold() for name in (character, *((main, *file.characters[main].aliases) if main else ()))}
    for names in people:
        if wanted & {name.casefold() for name in names}:
            return next((known for name in names if (known := file.main_name(name)) is not None), names[0])
    valid = [names[0] for names in people] if script is not None else list(file.characters)
    known_names = [*(name for names in people for name in names), *valid, NARRATOR]
    raise CastError(
        f"nobody called {quoted(character)} speaks in the story{nearest(character, known_names)} "
        f"Valid: {listed([NARRATOR, *valid])}",
    )


def speakers_of(name: str, file: CastFile, script: Script) -> frozenset[str]:
    """Return the speakers of a script whom a main name means, as :func:`who` returns it."""
    return frozenset(
        names[0]
        for names in _names(script)
        if next((known for one in names if (known := file.main_name(one)) is not None), names[0]) == name
    )


def _names(script: Script) -> list[tuple[str, ...]]:
    """Return the names of all speakers, main name first; the unknown speaker need not be a character."""
    people = {person.name: (person.name, *person.aliases) for person in script.characters}
    speakers = (line.speaker for line in script.lines if line.speaker is not None)
    return list(({speaker: (speaker,) for speaker in speakers} | people).values())


def _others_held(
    text: str,
    path: Path,
    name: str,
    before: Cast,
    *,
    file: CastFile,
    script: Script,
    list_voices: ListVoices | None,
    capabilities_of: CapabilitiesOf | None,
) -> tuple[str, tuple[str, ...]]:
    """Return the text with pins for all characters whose voice the edit would change, and their names."""
    held: dict[str, None] = {}
    if (
        name != NARRATOR
        and cast_script(script, read_cast_text(text, path), list_voices=list_voices).narrator != before.narrator
    ):
        # The file now names voices of one engine only, and would be cast from that engine's.
        text = edited(text, [pin((NARRATOR,), before.narrator, file, path, comment="kept as it was")], path)
        held[NARRATOR] = None
    for _ in range(len(before.voices) + 1):
        after = cast_script(
            script, read_cast_text(text, path), list_voices=list_voices, capabilities_of=capabilities_of
        )
        changed = [
            other
            for other, voice in before.voices.items()
            if after.voices[other] != voice
            and other not in held
            and other != after.teller
            and who(other, file, script) != name
        ]
        if not changed:
            break
        pins = [
            pin(("characters", who(other, file, script)), before.voices[other], file, path, comment="kept as it was")
            for other in changed
        ]
        text = edited(text, pins, path)
        held.update(dict.fromkeys(changed))
    return text, tuple(held)


def pin(key: tuple[str, ...], voice: Voice, file: CastFile, path: Path, *, comment: str | None = None) -> Edit:
    """Return the edit that pins a voice: by its name in the pool if it has one, and the settings that differ."""
    base = file.pool.get(voice.name)
    if base is not None and (base.engine, base.id) == (voice.engine, voice.id):
        values: dict[str, str | int | float | list[str]] = {"voice": voice.name}
    else:
        base = Voice(name="", engine=DEFAULT_ENGINE, id=voice.id)
        values = {"voice": beside(voice.id, path), "engine": voice.engine}
    for setting in ("rate_wpm", "pitch", "gain_db", "pan"):
        value = getattr(voice, setting)
        if value is not None and value != getattr(base, setting):
            values[setting] = value
    return Edit(key, values, comment)


def begun(path: Path, text: str | None, file: CastFile) -> str:
    """Return the text to edit, validated; if there is none, that of a new file that extends the one in force."""
    if text is not None:
        check_cast_text(text, str(path), pool=None)
        return text
    story = path.name.removesuffix(f".{CAST_FILE}")
    head = f"# The voices of {''.join(c if c.isprintable() else '?' for c in story)}.\n"
    return head if file.path is None else f"{head}\nextends = {toml_string(relative_path(file.path, path))}\n"


def relative_path(target: Path, path: Path) -> str:
    """Return a file's path as it is written into a cast file at ``path``: from its folder, where there is a way."""
    try:
        return Path(os.path.relpath(target.absolute(), path.absolute().parent)).as_posix()
    except ValueError:  # another drive on Windows
        return target.absolute().as_posix()
