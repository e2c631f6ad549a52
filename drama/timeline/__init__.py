"""Script, cast, takes and direction -> :class:`~drama.model.Timeline`: the position of every cue, in whole frames."""

from drama.timeline.blocks import tracks_of
from drama.timeline.build import build_timeline
from drama.timeline.cues import cue_of
from drama.timeline.levels import cue_frames, cue_gain_db
from drama.timeline.pauses import to_next
from drama.timeline.words import spoken_spans

__all__ = ["build_timeline", "cue_frames", "cue_gain_db", "cue_of", "spoken_spans", "to_next", "tracks_of"]
