"""What is asked of a voice before somebody is given it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from drama.cast.castfile.load import CastFile, Entry, check_cast_text
from drama.cast.castfile.voice_files import FILE_ENGINE, engine_of
from drama.cast.casting.available_voices import AvailableVoices
from drama.cast.casting.capabilities import ListVoices
from drama.errors import CastError
from drama.files.paths import is_file
from drama.files.toml_edit import toml_string


def entry_with(entry: Entry | None, voice: str) -> Entry:
    """Return the entry of somebody in the cast file with another voice; what tuned the old one does not fit it."""
    return replace(entry or Entry(), voice=voice, engine=None, rate_wpm=None, pitch=None, gain_db=None)


def with_whole_path(voice: str) -> str:
    """Return a voice with the absolute path of its file, if it is one: the cast file may be in another folder."""
    name, hash_, speaker = voice.partition("#")
    return (
        f"{Path(name).absolute()}{hash_}{speaker}" if engine_of(voice) == FILE_ENGINE and is_file(Path(name)) else voice
    )


def check_voice(voice: str, file: CastFile, list_voices: ListVoices | None) -> None:
    """Raise CastError for a voice that cannot be given to anybody, with the nearest that can."""
    text = f"[characters.somebody]\nvoice = {toml_string(voice)}\n"
    available = AvailableVoices(file, engine=None, list_voices=list_voices)
    available.check_is_there(voice)
    try:
        probe = check_cast_text(text, "VOICE", pool=file.pool)
        available.pinned("VOICE", probe.characters["somebody"])
    except CastError as error:
        _, _, reason = str(error).partition(": ")
        raise CastError(reason.replace(' in [characters."somebody"]', "").removeprefix("VOICE: ")) from None
