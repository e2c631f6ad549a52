"""What was measured of a recording, against the words of its line: what is wrong with it, and what is odd."""

from __future__ import annotations

from collections.abc import Iterator

from drama.actors.names import quoted_words
from drama.engines.actor import Facts
from drama.model import Line

_LEAST_S_PER_LETTER = 0.015
"""Three to four times as fast as people talk: words are missing. The fastest auctioneers come to 0.02."""
_QUICK_S_PER_LETTER = 0.03
_SLOW_S_PER_LETTER, _SLOW_S = 0.2, 3.0
"""Seconds a letter, and seconds besides, beyond which a recording is odd: 400 and 60 words a minute."""
_TELEPHONE_HZ = 16_000
_CLIPS = 2
"""One flat top may be chance."""
_SOFT_LUFS = -42.0
"""Levelled by more than 25 dB, the room comes up with the voice."""
_NOISY_DB = 20.0
"""Speech this little above its room sounds noisy between the words (ACX asks for about 40)."""


def errors_of(facts: Facts, line: Line) -> Iterator[str]:
    """Yield why a recording cannot be of a line."""
    letters = sum(map(str.isalnum, line.said))
    if facts.speech_s < letters * _LEAST_S_PER_LETTER:
        words = len(line.said.split())
        yield f"{facts.speech_s:.2f} s of speech cannot be all of {quoted_words(line.said)}, {words:,} words"


def warnings_of(facts: Facts, line: Line) -> Iterator[str]:
    """Yield what is odd about a recording that is taken all the same."""
    letters = sum(map(str.isalnum, line.said))
    words = len(line.said.split())
    if facts.speech_s < letters * _QUICK_S_PER_LETTER:
        yield f"{facts.speech_s:.1f} s is short for {words:,} words: is it the right line, and all of it?"
    if facts.speech_s > letters * _SLOW_S_PER_LETTER + _SLOW_S:
        yield f"{facts.speech_s:.1f} s is long for {words:,} words: is it the right line, and no more than it?"
    if facts.clipped >= _CLIPS:
        yield f"clipped in {facts.clipped:,} places, at {_level(facts.peak_dbfs)} dBFS: it was recorded too loud"
    if facts.is_out_of_phase:
        yield "its channels cancel each other (out of phase): only the louder one is used"
    if facts.frame_rate < _TELEPHONE_HZ:
        yield f"{facts.frame_rate / 1000:g} kHz sounds like a telephone; 44.1 or 48 kHz is usual"
    if facts.loudness_lufs < _SOFT_LUFS:
        yield f"very soft ({_level(facts.loudness_lufs, 0)} LUFS): the room is made louder with it"
    if facts.over_noise_db is not None and facts.over_noise_db < _NOISY_DB:
        yield f"noisy: the room is only {facts.over_noise_db:.0f} dB below the voice"


def _level(db: float, decimals: int = 1) -> str:
    """Return a level with the minus sign that the gains beside it have."""
    return f"{db:.{decimals}f}".replace("-", "−")
