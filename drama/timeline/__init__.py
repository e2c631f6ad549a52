"""Script, cast, takes, direction -> :class:`~drama.model.Timeline`, in whole frames."""

from drama.timeline.build import build_timeline
from drama.timeline.levels import cue_frames
from drama.timeline.words import spoken_spans

__all__ = ["build_timeline", "cue_frames", "spoken_spans"]
