"""Words that come out of a thing: "The radio crackled." before them, "said the intercom" behind them."""

from __future__ import annotations

from drama.languages.base import Language


def comes_by_wire(narration: str, language: Language, *, is_ahead: bool) -> bool:
    """Whether what is narrated beside some words says that a thing spoke them, and so nobody who is there.

    Somebody who talks into a thing is there: "she said into the phone". So is whoever answers one that rings, and
    whoever spoke before one crackles: that counts only ahead of the words.
    """
    patterns = language.devices
    return patterns.speaks.search(narration) is not None or (
        is_ahead and patterns.makes_itself_heard.search(narration) is not None
    )
