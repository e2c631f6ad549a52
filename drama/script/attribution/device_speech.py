"""Speech that a device gives out: "The radio crackled." before the words, "said the intercom" behind them."""

from __future__ import annotations

import re

_NEVER_PEOPLE = (
    r"(?:radio|intercom|handset|loudspeakers?|headset|earpiece|walkie-talkie|tannoy|comms?|commlink|communicator|phone|"
    r"telephone)"
)
_THINGS = rf"(?:{_NEVER_PEOPLE}|speakers?|receiver)"
_MAKES_ITSELF_HEARD = re.compile(
    rf"\b{_THINGS}(?: \w+){{0,4}} (?:crackled|spat|hissed|squawked|clicked|coughed|squealed|gave an? \w+|"
    r"came (?:alive|back|on|to life))\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    rf"\b{_NEVER_PEOPLE}(?: \w+){{0,4}} (?:said|boomed|barked|blared)\b|"
    rf"\b(?:said|asked|replied|answered|announced|squawked|crackled|barked) the {_NEVER_PEOPLE}\b|"
    rf"\bvoices?\b[^.!?]{{0,30}}\b(?:over|from|on|in|through|out of) (?:the|his|her|my) "
    rf"(?:\w+ )?(?:{_THINGS}|line|static)\b|"
    r"\bvoice (?:at|from|on) the other end\b|\bthe voice came back\b",
    re.IGNORECASE,
)


def is_device_speech(narration: str, *, is_ahead: bool) -> bool:
    """Whether the narration beside a quote says that it comes out of a device, and so from nobody who is present.

    Somebody who talks into a device is present: "she said into the phone". So is whoever answers one that rings, and
    whoever spoke before one crackles: that counts only ahead of the words (``is_ahead``).
    """
    return _SPEAKS.search(narration) is not None or (is_ahead and _MAKES_ITSELF_HEARD.search(narration) is not None)
