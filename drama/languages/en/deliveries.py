"""How words are spoken, told by the words beside them: the lists of ``data/deliveries.toml`` and what stands by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from drama.languages.base import Language
from drama.languages.en.silences import LONG, SHORT, silence
from drama.languages.patterns import DeliveryPatterns
from drama.model import Channel, Manner

_NEGATION = r"(?<!not )(?<!without )(?<!no )(?<!never )"
_HOLDS_IT = re.compile(
    r"\b(?:into|to) (?:the|his|her|my|their) (?:phone|telephone|receiver|radio|microphone|mouthpiece|handset|"
    r"intercom)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:com(?:e|es|ing)|came|walk|stepp?|r[au]nn?|burst|leav|left|look|peer|glanc|point|star[ei]|slipp?|go|went|push|"
    r"hurr[iy]|rush|descend|climb|return|emerg|jump|lean|turn|nodd?|gestur|glar|gaz)(?:s|es|ed|ing)?\b[^,;.]*$",
    re.IGNORECASE,
)
_HANGS_UP = re.compile(
    r"\b(?:hung up|rang off|(?:no|without (?:the|a|his|her)|put down the|dropped the|switched off the|lowered the) "
    r"(?:phone|telephone|receiver|radio|handset|headset|microphone))\b",
    re.IGNORECASE,
)
_TALKS_OVER = re.compile(
    r"\b(?:interrupt(?:ed|s|ing)|cut(?:s|ting)? in|br(?:oke|eaks|eaking) in|cut (?:\w+|the \w+) (?:off|short)|"
    r"(?:talk|spoke|speak|shout|talked|talking|speaking|shouting|shouted)(?:ing)? over|over (?:him|her|"
    r"each other|one another)|"
    r"at the same (?:time|moment|instant)|simultaneously)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:at the same (?:time|moment|instant)|simultaneously|over (?:him|her))\W*$", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:they|both|all|we|everyone|everybody|together|the (?:others|twins|two|three|men|women|boys|girls))\b"
)
# What others do meanwhile says nothing about the voice: "he said as the engine roared".
_WHILE = re.compile(
    r";|\b(?:as (?!\w+ly\b|if\b|though\b|soft|loud|low|quiet)|while|when|where|because|until|"
    r"although|who|whose|which)\b"
)
_OTHERS_DO = re.compile(r"and (?:they|the|an?|all|everyone|everybody|it|we)\b")


@cache
def load_lists() -> Mapping[str, Mapping[str, str]]:
    """Return the lists, each a part of a pattern, by the manner or channel they tell."""
    lists = tomllib.loads((files("drama.languages.en") / "data" / "deliveries.toml").read_text(encoding="utf-8"))
    return {name: {key: listed.replace("\n", "") for key, listed in lists[name].items()} for name in lists}


def verb_lists(language: Language) -> Mapping[str, str]:
    """Return what tells a manner in a tag: the verbs of speaking that do, and the list of other words."""
    listed = load_lists()["verbs"]
    return {
        manner: "|".join([*sorted(language.speech_verbs.of_manner(Manner(manner))), listed[manner]])
        for manner in listed
    }


def deliveries(language: Language) -> DeliveryPatterns:
    """Return the patterns of how words are spoken, and of silences."""
    lists = load_lists()
    return DeliveryPatterns(
        verbs=tuple((Manner(key), pattern) for key, pattern in _compiled(verb_lists(language))),
        sides=tuple((Manner(key), pattern) for key, pattern in _compiled(lists["sides"])),
        beats=tuple((Manner(key), pattern) for key, pattern in _compiled(lists["beats"])),
        channels=tuple((Channel(key), pattern) for key, pattern in _compiled(lists["channels"], unless="")),
        meanwhile=_WHILE,
        others_do=_OTHERS_DO,
        into_device=_HOLDS_IT,
        moves=_MOVES,
        hangs_up=_HANGS_UP,
        talks_over=_TALKS_OVER,
        together=_TOGETHER,
        many=_MANY,
        silence=silence(language),
        long_silence=LONG,
        short_silence=SHORT,
    )


def _compiled(lists: Mapping[str, str], unless: str = _NEGATION) -> Iterator[tuple[str, re.Pattern[str]]]:
    for key, listed in lists.items():
        yield key, re.compile(rf"\b{unless}(?:{listed})\b", re.IGNORECASE)
