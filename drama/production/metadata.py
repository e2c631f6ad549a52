"""What the files of an episode say of it: what somebody said, else what follows from the episode itself."""

from __future__ import annotations

from drama.encoders import Tags
from drama.exports.programme import NARRATOR, Programme
from drama.exports.transcripts import credits_line

GENRE = "Audio Drama"
_LANGUAGE = "en"
"""What drama speaks; a story in another language says so."""


def episode_tags(told: Programme, *, album: str = "", track: tuple[int, int] | None = None) -> Tags:
    """Return the tags of an episode, or of a chapter that is one ``track`` of an ``album``.

    The album of an episode in one file is the episode: libraries of audiobooks take a book's title from there.
    """
    said = told.metadata
    return Tags(
        title=told.title,
        artist=told.author,
        album=_either(said.album, album or told.title),
        comment=credits_line(told),
        chapters=told.chapters,
        cover=told.cover,
        album_artist=_either(said.album_artist, told.author),
        narrator=_either(said.narrator, _narrating_voice(told)),
        genre=_either(said.genre, GENRE),
        year=said.year or "",
        language=_either(said.language, _LANGUAGE),
        series=said.series or "",
        part=said.part or "",
        subtitle=said.subtitle or "",
        description=said.description or "",
        publisher=said.publisher or "",
        track=track,
    )


def _either(said: str | None, otherwise: str) -> str:
    """Return what was said, be it that there is nothing."""
    return otherwise if said is None else said


def _narrating_voice(told: Programme) -> str:
    """Return the name of the voice that narrates; nothing where it has none but "narrator"."""
    voice = next((member.voice for member in told.cast if member.name == NARRATOR), "")
    return "" if voice.casefold() == NARRATOR.casefold() else voice
