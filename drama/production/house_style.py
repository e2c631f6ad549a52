"""The house style of a series: what of sound and pronunciation is not the same in all its episodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drama.model import Pronunciation
from drama.production.series import SeriesEpisode, Variation, labels

_AS_PRINTED = "as the engine reads it"
_NOTHING = "none"


def variations(episodes: Sequence[SeriesEpisode]) -> Iterator[Variation]:
    """Yield what a listener would hear change from one episode to another: style, loudness, music, pronunciations."""
    traits = [_traits(episode) for episode in episodes]
    for what in traits[0]:
        yield from _variation(what, [(episode, trait[what]) for episode, trait in zip(episodes, traits, strict=True)])
    for word in dict.fromkeys(entry.word for episode in episodes for entry in episode.file.sounds.sound.pronounce):
        printed = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        said = [(one, _said(word, one)) for one in episodes if printed.search(one.script.story.text)]
        yield from _variation(f"the pronunciation of {word}", said)


def _traits(episode: SeriesEpisode) -> dict[str, str]:
    sound, mix = episode.cast.sound, episode.cast.mix
    return {
        "the style": sound.style.name,
        "the loudness": f"{mix.loudness_lufs:g} LUFS",
        "the intro": sound.intro or _NOTHING,
        "the outro": sound.outro or _NOTHING,
        "the sting": sound.sting or _NOTHING,
    }


def _said(word: str, episode: SeriesEpisode) -> str:
    entry = next((one for one in episode.file.sounds.sound.pronounce if one.word == word), Pronunciation(word))
    return entry.respelling or entry.phonemes or _AS_PRINTED


def _variation(what: str, values: Sequence[tuple[SeriesEpisode, str]]) -> Iterator[Variation]:
    """Yield the variation if the values are not all the same."""
    episodes: dict[str, list[SeriesEpisode]] = {}
    for episode, value in values:
        episodes.setdefault(value, []).append(episode)
    if len(episodes) > 1:
        yield Variation(what, tuple((value, labels(those)) for value, those in episodes.items()))
