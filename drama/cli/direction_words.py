"""What a person decided of how a line is spoken, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drama import LineDirection


def direction_words(direction: LineDirection) -> Iterator[str]:
    """Yield what a direction says, each in a few words; nothing where it says nothing."""
    if direction.delivery is not None:
        yield direction.delivery.value
    if direction.rate != 1.0:
        yield f"{'faster' if direction.rate > 1 else 'slower'} (rate {direction.rate:g})"
    if direction.gain_db:
        yield f"{'louder' if direction.gain_db > 0 else 'softer'} ({direction.gain_db:+g} dB)".replace("-", "−")
    if direction.stress is not None:
        yield f"stress {', '.join(direction.stress)}" if direction.stress else "no stress"
    for one in direction.pronounce:
        sounds = filter(None, (one.respelling, f"/{one.phonemes}/" if one.phonemes else ""))
        yield f"{one.word} as {' or '.join(sounds)}"
    if direction.say:
        yield f"says “{direction.say}”"
    if direction.pause_after_ms is not None:
        yield f"pause of {direction.pause_after_ms / 1000:g} s"
    if direction.is_locked:
        yield "locked"
