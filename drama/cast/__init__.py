"""voices.toml -> Cast: load and check the cast file, give every speaker a voice, edit the file and undo.

``load_cast_file`` reads, ``cast_script`` chooses, ``save_cast``, ``recast`` and ``undo_recast`` write.
"""

from drama.cast.castfile.documents import default_text
from drama.cast.castfile.find import find_cast_file, shared_cast_path, story_cast_path
from drama.cast.castfile.load import CastFile, Entry, hints, load_cast_file, read_cast_text
from drama.cast.castfile.metadata import checked_metadata
from drama.cast.castfile.series import SERIES_FILE, SeriesTable
from drama.cast.castfile.voice_files import BEST_ENGINE, NATURAL_ENGINE, SERVER_ENGINE, engine_of, with_server
from drama.cast.casting.available_voices import AvailableVoice, ListVoices, pool_of
from drama.cast.casting.capabilities import Capabilities, CapabilitiesOf
from drama.cast.casting.cast import Clash, cast_script, clashes
from drama.cast.casting.voice_distance import MARGIN, SAME_SPEAKER, distance, shipped, speaker_similarity
from drama.cast.edit import NARRATOR, Recast, recast, relative_path, save_cast, undo_recast
from drama.cast.series_edit import Holding, save_series_file, series_text, series_text_at

__all__ = [
    "BEST_ENGINE",
    "MARGIN",
    "NARRATOR",
    "NATURAL_ENGINE",
    "SAME_SPEAKER",
    "SERIES_FILE",
    "SERVER_ENGINE",
    "AvailableVoice",
    "Capabilities",
    "CapabilitiesOf",
    "CastFile",
    "Clash",
    "Entry",
    "Holding",
    "ListVoices",
    "Recast",
    "SeriesTable",
    "cast_script",
    "checked_metadata",
    "clashes",
    "default_text",
    "distance",
    "engine_of",
    "find_cast_file",
    "hints",
    "load_cast_file",
    "pool_of",
    "read_cast_text",
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
    "undo_recast",
    "with_server",
]
