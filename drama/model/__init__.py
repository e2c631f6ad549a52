"""The nouns: frozen data every stage takes and returns.

Units stand in the names: ``_ms`` milliseconds, ``_s`` seconds, ``_frames`` or ``_frame`` samples on every
channel at the rate of the thing they belong to, ``_db`` decibels, ``_lufs`` loudness (ITU-R BS.1770-4),
``_wpm`` words a minute. Offsets are Python string indexes into :attr:`Story.text`; ends are exclusive.
"""

import copyreg
from types import MappingProxyType

from drama.model.cast import (
    MIX_PRESETS,
    Cast,
    Figures,
    MixSettings,
    Pauses,
    Placement,
    Preset,
    Pronunciation,
    SceneSound,
    Sound,
    Style,
    Voice,
)
from drama.model.delivery import Channel, Delivery, Ending, Manner
from drama.model.gender import Gender
from drama.model.performance import Ability, Backdrop, Direction, Mark, MarkKind, Performance, SoundPlan, VoiceEffect
from drama.model.plan import Cost, Plan
from drama.model.script import (
    BEDS,
    DOUBTFUL_BELOW,
    EFFECTS,
    ROOM_TONE,
    ROOMS,
    UNKNOWN,
    Character,
    Kind,
    Line,
    Opening,
    Scene,
    Script,
    Segment,
    Setting,
    TagKind,
    TagMode,
)
from drama.model.sound import (
    FRAME_RATE,
    Asset,
    Change,
    Chapter,
    Chunk,
    Cue,
    Episode,
    SceneMark,
    SoundCue,
    SoundPart,
    SpokenSpan,
    Take,
    Timeline,
    WordCue,
    WordTiming,
)
from drama.model.story import (
    LINE_BREAK,
    EffectMark,
    Form,
    GivenLine,
    Metadata,
    Paragraph,
    PauseMark,
    Role,
    Skip,
    Span,
    StatedPerson,
    Story,
)
from drama.model.story_files import PIPED, StoryFiles


def read_only(mapping: dict[object, object]) -> MappingProxyType[object, object]:
    """Return a mapping that cannot be changed, which Python alone cannot make anew of what was pickled."""
    return MappingProxyType(mapping)


copyreg.pickle(MappingProxyType, lambda mapping: (read_only, (dict(mapping),)))

__all__ = [
    "BEDS",
    "DOUBTFUL_BELOW",
    "EFFECTS",
    "FRAME_RATE",
    "LINE_BREAK",
    "MIX_PRESETS",
    "PIPED",
    "ROOMS",
    "ROOM_TONE",
    "UNKNOWN",
    "Ability",
    "Asset",
    "Backdrop",
    "Cast",
    "Change",
    "Channel",
    "Chapter",
    "Character",
    "Chunk",
    "Cost",
    "Cue",
    "Delivery",
    "Direction",
    "EffectMark",
    "Ending",
    "Episode",
    "Figures",
    "Form",
    "Gender",
    "GivenLine",
    "Kind",
    "Line",
    "Manner",
    "Mark",
    "MarkKind",
    "Metadata",
    "MixSettings",
    "Opening",
    "Paragraph",
    "PauseMark",
    "Pauses",
    "Performance",
    "Placement",
    "Plan",
    "Preset",
    "Pronunciation",
    "Role",
    "Scene",
    "SceneMark",
    "SceneSound",
    "Script",
    "Segment",
    "Setting",
    "Skip",
    "Sound",
    "SoundCue",
    "SoundPart",
    "SoundPlan",
    "Span",
    "SpokenSpan",
    "StatedPerson",
    "Story",
    "StoryFiles",
    "Style",
    "TagKind",
    "TagMode",
    "Take",
    "Timeline",
    "Voice",
    "VoiceEffect",
    "WordCue",
    "WordTiming",
]
