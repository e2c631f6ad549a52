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
    """The number of the line; None for a text of no story, and for several lines."""
    next_frames: int = 0
    """Frames from its beginning to that of the next line in the episode, but for what effects between them take: where
    the next is heard, if one follows the other. Less than :attr:`frames` where a room or an effect rings on, or the
    next line cuts in."""

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
        import io  # noqa: PLC0415 - only who writes a file needs them
        import wave  # noqa: PLC0415

        held = io.BytesIO()
        with wave.open(held, "wb") as file:
            file.setnchannels(self.channels)
            file.setsampwidth(_SAMPLE_BYTES)
            file.setframerate(self.frame_rate)
            file.writeframes(self.pcm)
        return held.getvalue()
