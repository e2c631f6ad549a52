"""The name above a speech, ``MRS. O'HARA (O.S.) (CONT'D) ^``, taken apart."""

from __future__ import annotations

from functools import lru_cache

from drama.languages.en.english import ENGLISH
from drama.languages.late import late
from drama.languages.letters import CAPITAL, SMALL

_ASIDES = late(r"(?:[ \t]*(?:\([^()\n]{0,200}\)|\[[^\[\]\n]{0,200}\])){0,8}[ \t]*\Z")
_LONGEST = 300
"""Characters of a label that brackets are looked for in: a longer one is no name."""
_ASIDE = late(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_ROMAN = late(r"[IVXLC]+")
_VOWEL = late(r"[AEIOUY]|[^\x00-\x7f]")
_INITIALS = late(r"(?:[^\W\d_]\.)+")
_ORDINAL = late(r"[0-9]{1,4}(?:ST|ND|RD|TH)")
_MAC = late(rf"(Mc|Mac|De|Di|La|Le|Van|Fitz)({CAPITAL}{{2,}})")
_MISTYPED = late(rf"{SMALL}(?:{CAPITAL}{{2,}}|{CAPITAL}\b)")
"""Capitals behind a small letter that slipped in among them: "SpOCK"."""
_SEAM = late(r"((?<=\bO)['’]|(?<=\bD)['’]|[-/.])")


def parted(label: str) -> tuple[str, tuple[str, ...]]:
    """Return the name of a label and what stands in brackets behind it."""
    if len(label) > _LONGEST:
        return " ".join(label.split()), ()
    match = _ASIDES.search(label)
    name = label[: match.start()] if match else label
    asides = tuple(one or other for one, other in _ASIDE.findall(label[len(name) :]))
    return " ".join(name.split()), tuple(aside.strip() for aside in asides if aside.strip())


@lru_cache(maxsize=4096)
def spoken_name(name: str) -> str:
    """Return a name as it is written of a person: ``Mrs. O'Hara`` for ``MRS. O'HARA``.

    A name with small letters in it stays as it is, but for ``McAVOY``.
    """
    words = [word.upper() if _MISTYPED.search(_MAC.sub("", word)) else word for word in name.split()]
    if any(char.islower() for word in words if word not in _small() for char in _MAC.sub("", word)):
        return " ".join(name.split())  # a space that does not break is a space
    return " ".join(_cased(word, is_first=not at, is_only=len(words) == 1) for at, word in enumerate(words))


def _small() -> frozenset[str]:
    return ENGLISH.scripts.small_in_names


def _cased(word: str, *, is_first: bool, is_only: bool) -> str:
    """Return a word of a name with a capital, unless it is spelled, counted, or one of those that are small."""
    patterns = ENGLISH.scripts
    bare = word.strip(".,#&()").lower()
    if mac := _MAC.fullmatch(word):
        return mac[1] + mac[2].capitalize()
    if bare in patterns.small_in_names and not is_first:
        return word.lower()
    if bare in patterns.initials or (not is_only and not is_first and _ROMAN.fullmatch(word)):
        return word
    if _ORDINAL.fullmatch(word):
        return word.lower()
    is_spelled = len(bare) > 1 and not _VOWEL.search(word) and ENGLISH.titles.find(bare) is None
    if is_spelled or any(char.isdigit() for char in word) or _INITIALS.fullmatch(word):
        return word
    return "".join(piece[:1] + piece[1:].lower() for piece in _SEAM.split(word))
