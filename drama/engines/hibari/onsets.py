"""Names that begin as no English word does ("Dhrakk", "Mwenye"): hibari's net for unknown words spells them."""

from __future__ import annotations

import re
from collections.abc import Callable

_ENGLISH = re.compile(
    "(?:[bcdfghjklmnpqrstvwxyz]|[bcfgkps]l|[bcdfgkptw]r|[bdf]j|[cgprstw]h|[kgp]n|[dgstw]w|chl|chr|cz|hr|kh|ll|phl|phr|"
    "p[st]|sc|sch|sch[mnw]|scl|scr|shr|s[kmnpqtvz]|skl|skr|sph|spl|spr|squ|str|thr|thw|ts|vl)?"
)
"""Consonants that a word may begin with, and others that the net has learnt."""
_HEAD = re.compile("[bcdfghjklmnpqrstvwxz]+")
_SOUNDS = {"tch": "ʧ", "zh": "ʒ", "dh": "d", "kh": "k", "gh": "ɡ", "bh": "b", "vh": "v", "th": "θ", "sh": "ʃ",
           "ch": "ʧ", "ph": "f", "xh": "z", "jh": "ʤ", "rh": "ɹ", "hw": "w", "qw": "kw", "hj": "hj", "c": "k",
           "q": "k", "x": "z", "j": "ʤ", "g": "ɡ", "r": "ɹ"}  # fmt: skip
_FIRST = re.compile("|".join([*_SOUNDS, "[a-z]"]))
_OBSTRUENTS = frozenset("pbtdkɡfvszʃʒʧʤθ")


def is_strange(word: str) -> bool:
    """Tell whether a word in small letters begins as none does that hibari's net can read."""
    head = _HEAD.match(word)
    return head is not None and len(head[0]) < len(word) and not _ENGLISH.fullmatch(head[0])


def said(word: str, read: Callable[[str], str]) -> str:
    """Return the phonemes of a strange word: its first sounds, and what ``read`` makes of the rest."""
    sounds = ""
    while is_strange(word):
        found = _FIRST.match(word)
        assert found is not None
        sound, word = _SOUNDS.get(found[0], found[0]), word[found.end() :]
        follows = _FIRST.match(word)
        is_stop_next = follows is not None and _SOUNDS.get(follows[0], follows[0])[0] in _OBSTRUENTS
        if sound in {"m", "n"} and is_stop_next and not sounds:
            sound = f"ə{sound}"
        elif sound[-1] in _OBSTRUENTS - set("sʃvz") and is_stop_next:
            sound += "ə"
        sounds += sound
    return sounds + read(word)
