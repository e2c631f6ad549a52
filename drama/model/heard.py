"""One line as it is heard by itself."""

from __future__ import annotations

from dataclasses import dataclass

from drama.model.cast import Voice
from drama.model.sound import WordCue

_SAMPLE_BYTES = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """A line as it sounds in the episode, but for the bed and what else is heard around it."""

    pcm: bytes
    """PCM int16, little-endian, channels interleaved."""
    frame_rate: int
    channels: int
    voice: Voice
    """The voice it was spoken in, with what its delivery does to it."""
    is_new: bool
    """Whether it was recorded for this, or had a recording already."""
    words: tuple[WordCue, ...] = ()
    """When each word is said, in frames from the first, where the engine tells: offsets into the source of the story,
    or into the text that was to be spoken."""
    line: int | None = None
    """The number of the line; None for a text of no story."""

    @property
    def frames(self) -> int:
        """Length in frames."""
        return len(self.pcm) // (_SAMPLE_BYTES * self.channels)

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.frames / self.frame_rate

    def wav(self) -> bytes:
        """Return it as a WAV file."""
        return wav_of((self,))


def wav_of(heard: tuple[Heard, ...], *, gap_frames: int = 0) -> bytes:
    """Return lines one after the other as a WAV file, with silence between; all of one frame rate and channel count."""
    import io  # noqa: PLC0415 - only who writes a file needs them
    import wave  # noqa: PLC0415

    first, gap = heard[0], bytes(gap_frames * _SAMPLE_BYTES * heard[0].channels)
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(first.channels)
        file.setsampwidth(_SAMPLE_BYTES)
        file.setframerate(first.frame_rate)
        file.writeframes(gap.join(one.pcm for one in heard))
    return held.getvalue()
