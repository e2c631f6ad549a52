"""How old somebody is, as far as a name tells it."""

from __future__ import annotations

from collections.abc import Sequence

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH


def age_in(name: str, aliases: Sequence[str] = (), language: Language = ENGLISH) -> str:
    """Return ``"young"`` or ``"old"`` as a name says it, or one of the other names that hold it; else nothing.

    A description by itself says less: who is "the girl" to one is a grown woman to another.
    """
    own = name.casefold().split()
    longer = [alias.casefold().split() for alias in aliases]
    words = {*own, *(word for alias in longer if set(own) < set(alias) for word in alias)}
    listed = language.descriptions
    is_young, is_old = bool(words & listed.young), bool(words & (listed.old | listed.old_nouns))
    if is_young is is_old:
        return ""
    return "young" if is_young else "old"
