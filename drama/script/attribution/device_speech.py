"""Speech that a device gives out: "The radio crackled." before the words, "said the intercom" behind them."""

from __future__ import annotations

from drama.languages.base import Language


def is_device_speech(narration: str, language: Language, *, is_ahead: bool) -> bool:
    """Whether the narration beside a quote says that it comes out of a device, and so from nobody who is present.

    Somebody who talks into a device is present: "she said into the phone". So is whoever answers one that rings, and
    whoever spoke before one crackles: that counts only ahead of the words (``is_ahead``).
    """
    return language.devices.speaks.search(narration) is not None or (
        is_ahead and language.devices.makes_itself_heard.search(narration) is not None
    )
