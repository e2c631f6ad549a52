"""voices.toml -> Cast: load and check the cast file, give every speaker a voice, edit the file and undo.

``load_cast_file`` reads, ``cast_script`` chooses, ``save_cast``, ``recast`` and ``undo_recast`` write.
"""

from drama.cast.castfile.documents import chain_paths as cast_file_chain
from drama.cast.castfile.documents import default_text
from drama.cast.castfile.find import find_cast_file, shared_cast_path, story_cast_path
from drama.cast.castfile.load import CastFile, Entry, hints, load_cast_file, read_cast_text
from drama.cast.castfile.lock import Lock, LockedVoice, lock_path, lock_text, read_lock
from drama.cast.castfile.metadata import checked_metadata
from drama.cast.castfile.schema import is_name
from drama.cast.castfile.season import SeasonTable
from drama.cast.castfile.season_keys import SEASON, web_folder
from drama.cast.castfile.series import SERIES_FILE, SeriesTable
from drama.cast.castfile.voice_files import (
    BEST_ENGINE,
    NATURAL_ENGINE,
    SERVER_ENGINE,
    bare_name,
    engine_of,
    with_server,
)
from drama.cast.casting.available_voices import pool_of
from drama.cast.casting.capabilities import AvailableVoice, Capabilities, CapabilitiesOf, ListVoices
from drama.cast.casting.cast import Clash, VoiceDistance, cast_script, clashes, voice_distances
from drama.cast.casting.choices import VoiceChoice, voice_choices
from drama.cast.casting.locked import Difference, as_locked, differences, held_voices
from drama.cast.casting.tried import check_voice
from drama.cast.casting.voice_distance import MARGIN, SAME_SPEAKER, distance, shipped, speaker_similarity
from drama.cast.describe import Described, describe, try_describe
from drama.cast.edit import NARRATOR, Recast, recast, relative_path, save_cast, undo_recast
from drama.cast.pronounced import Respelt, pronounce
from drama.cast.series_edit import Holding, save_series_file, series_text, series_text_at
from drama.cast.sound_edit import SoundFileEdit, SoundSections, edit_sounds
from drama.cast.tried_voice import tried_voice, whose_lines, with_voice

__all__ = [
    "BEST_ENGINE",
    "MARGIN",
    "NARRATOR",
    "NATURAL_ENGINE",
    "SAME_SPEAKER",
    "SEASON",
    "SERIES_FILE",
    "SERVER_ENGINE",
    "AvailableVoice",
    "Capabilities",
    "CapabilitiesOf",
    "CastFile",
    "Clash",
    "Described",
    "Difference",
    "Entry",
    "Holding",
    "ListVoices",
    "Lock",
    "LockedVoice",
    "Recast",
    "Respelt",
    "SeasonTable",
    "SeriesTable",
    "SoundFileEdit",
    "SoundSections",
    "VoiceChoice",
    "VoiceDistance",
    "as_locked",
    "bare_name",
    "cast_file_chain",
    "cast_script",
    "check_voice",
    "checked_metadata",
    "clashes",
    "default_text",
    "describe",
    "differences",
    "distance",
    "edit_sounds",
    "engine_of",
    "find_cast_file",
    "held_voices",
    "hints",
    "is_name",
    "load_cast_file",
    "lock_path",
    "lock_text",
    "pool_of",
    "pronounce",
    "read_cast_text",
    "read_lock",
    "recast",
    "relative_path",
    "save_cast",
    "save_series_file",
    "series_text",
    "series_text_at",
    "shared_cast_path",
    "shipped",
    "speaker_similarity",
    "story_cast_path",
    "tried_voice",
    "try_describe",
    "undo_recast",
    "voice_choices",
    "voice_distances",
    "web_folder",
    "whose_lines",
    "with_server",
    "with_voice",
]
