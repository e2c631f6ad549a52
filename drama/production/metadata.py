"""The tags of an episode's files: stated metadata, else what follows from the episode itself."""

from __future__ import annotations

from dataclasses import replace

from drama.encoders import Tags
from drama.exports.programme import AN_ACTOR, NARRATOR, Programme, narrating_voice
from drama.exports.transcripts import credits_line
from drama.model import Metadata

GENRE = "Audio Drama"
_LANGUAGE = "en"
"""What drama speaks; a story in another language says so."""


def episode_tags(programme: Programme, *, album: str = "", track: tuple[int, int] | None = None) -> Tags:
    """Return the tags of an episode, or of a chapter that is one ``track`` of an ``album``.

    The album of an episode in one file is the episode: libraries of audiobooks take a book's title from there.
    """
    told = completed(
        programme.metadata,
        title=album or programme.title,
        author=programme.author,
        narrating=narrating_voice(programme),
    )
    return Tags(
        title=programme.title,
        artist=programme.author,
        album=told.album or "",
        comment=credits_line(programme),
        chapters=programme.chapters,
        cover=programme.cover,
        album_artist=told.album_artist or "",
        narrator=told.narrator or "",
        genre=told.genre or "",
        year=told.year or "",
        language=told.language or "",
        series=told.series or "",
        part=told.part or "",
        subtitle=told.subtitle or "",
        description=told.description or "",
        publisher=told.publisher or "",
        track=track,
    )


def completed(stated: Metadata, *, title: str, author: str, narrating: str) -> Metadata:
    """Return metadata with what follows from the episode where nothing is stated; an empty text stays.

    ``narrating`` is the name of the voice that narrates, which names nobody where it is "narrator" or "an actor".
    """
    names_nobody = narrating.casefold() in {NARRATOR.casefold(), AN_ACTOR}
    return replace(
        stated,
        album=_either(stated.album, title),
        album_artist=_either(stated.album_artist, author),
        narrator=_either(stated.narrator, "" if names_nobody else narrating),
        genre=_either(stated.genre, GENRE),
        language=_either(stated.language, _LANGUAGE),
    )


def _either(stated: str | None, otherwise: str) -> str:
    """Return what is stated, even if empty; else the alternative."""
    return otherwise if stated is None else stated
