"""Phonemes of names with onsets that no English word has ("Dhrakk", "Mwenye"): hibari's own net would spell them."""

from __future__ import annotations

import re
from collections.abc import Callable

_ENGLISH = re.compile(
    "(?:[bcdfghjklmnpqrstvwxyz]|[bcfgkps]l|[bcdfgkptw]r|[bdf]j|[cgprstw]h|[kgp]n|[dgstw]w|chl|chr|cz|hr|kh|ll|phl|phr|"
    "p[st]|sc|sch|sch[mnw]|scl|scr|shr|s[kmnpqtvz]|skl|skr|sph|spl|spr|squ|str|thr|thw|ts|vl)?"
)
"""Onsets of English, and others that the net has learnt."""
_HEAD = re.compile("[bcdfghjklmnpqrstvwxz]+")
_SOUNDS = {"tch": "ʧ", "zh": "ʒ", "dh": "d", "kh": "k", "gh": "ɡ", "bh": "b", "vh": "v", "th": "θ", "sh": "ʃ",
           "ch": "ʧ", "ph": "f", "xh": "z", "jh": "ʤ", "rh": "ɹ", "hw": "w", "qw": "kw", "hj": "hj", "c": "k",
           "q": "k", "x": "z", "j": "ʤ", "g": "ɡ", "r": "ɹ"}  # fmt: skip
_FIRST = re.compile("|".join([*_SOUNDS, "[a-z]"]))
_OBSTRUENTS = frozenset("pbtdkɡfvszʃʒʧʤθ")


def is_strange(word: str) -> bool:
    """Return whether a lower-case word has an onset that hibari's net cannot read."""
    head = _HEAD.match(word)
    return head is not None and len(head[0]) < len(word) and not _ENGLISH.fullmatch(head[0])


def said(word: str, read: Callable[[str], str]) -> str:
    """Return the phonemes of a word with a strange onset: those of the onset, and ``read`` of the rest."""
    sounds = ""
    while is_strange(word):
        first = _FIRST.match(word)
        assert first is not None
        sound, word = _SOUNDS.get(first[0], first[0]), word[first.end() :]
        follows = _FIRST.match(word)
        is_stop_next = follows is not None and _SOUNDS.get(follows[0], follows[0])[0] in _OBSTRUENTS
        if sound in {"m", "n"} and is_stop_next and not sounds:
            sound = f"ə{sound}"
        elif sound[-1] in _OBSTRUENTS - set("sʃvz") and is_stop_next:
            sound += "ə"
        sounds += sound
    return sounds + read(word)
