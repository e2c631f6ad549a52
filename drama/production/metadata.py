"""The tags of an episode's files: stated metadata, else what follows from the episode itself."""

from __future__ import annotations

from drama.encoders import Tags
from drama.exports.programme import NARRATOR, Programme
from drama.exports.transcripts import credits_line

GENRE = "Audio Drama"
_LANGUAGE = "en"
"""What drama speaks; a story in another language says so."""


def episode_tags(programme: Programme, *, album: str = "", track: tuple[int, int] | None = None) -> Tags:
    """Return the tags of an episode, or of a chapter that is one ``track`` of an ``album``.

    The album of an episode in one file is the episode: libraries of audiobooks take a book's title from there.
    """
    stated = programme.metadata
    return Tags(
        title=programme.title,
        artist=programme.author,
        album=_either(stated.album, album or programme.title),
        comment=credits_line(programme),
        chapters=programme.chapters,
        cover=programme.cover,
        album_artist=_either(stated.album_artist, programme.author),
        narrator=_either(stated.narrator, _narrating_voice(programme)),
        genre=_either(stated.genre, GENRE),
        year=stated.year or "",
        language=_either(stated.language, _LANGUAGE),
        series=stated.series or "",
        part=stated.part or "",
        subtitle=stated.subtitle or "",
        description=stated.description or "",
        publisher=stated.publisher or "",
        track=track,
    )


def _either(stated: str | None, otherwise: str) -> str:
    """Return what is stated, even if empty; else the alternative."""
    return otherwise if stated is None else stated


def _narrating_voice(programme: Programme) -> str:
    """Return the name of the voice that narrates; nothing where it has none but "narrator"."""
    voice = next((member.voice for member in programme.cast if member.name == NARRATOR), "")
    return "" if voice.casefold() == NARRATOR.casefold() else voice
