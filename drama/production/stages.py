"""Every function of this package under one roof, for those who need them all."""

from drama.production.asking import Asked, ask_in_rounds
from drama.production.audition import audition
from drama.production.batches import Batch, BatchRecord, BatchRecorder, missing_batches, record_batch
from drama.production.belongings import own_cast_path, story_files
from drama.production.books_in import FoundBooks
from drama.production.corrections import CorrectionsEditor
from drama.production.directed_lines import Directed
from drama.production.edited_corrections import Correction, Pinned, Reassigned
from drama.production.engine_facts import capabilities_of, list_voices
from drama.production.exchange import exchange
from drama.production.forecast import envelope, forecast
from drama.production.hear import hear, hear_text
from drama.production.heard_files import write_heard
from drama.production.inputs import production_inputs
from drama.production.journal import Edit, Undone
from drama.production.label import BookLabel, label_of, stated_label
from drama.production.last_episode import Rendered, last_render
from drama.production.open_story import OpenStory
from drama.production.outputs import Extras, beside, documents
from drama.production.plan import forget, plan
from drama.production.prepare import Production, prepare, select_scenes
from drama.production.preview import pieces
from drama.production.price import Price, price
from drama.production.pronunciations import Pronounced
from drama.production.questions import Questions, find_questions
from drama.production.read_series import read_series
from drama.production.reading import explain, read
from drama.production.recast import describe, recast, save_cast, undo_recast
from drama.production.recorder import Recorder
from drama.production.recording_job import RecordingJob, RecordingProgress, SceneRecorded
from drama.production.render import OnProgress, Progress, Recording, render
from drama.production.review import NotTaken, Taken, take_answers, take_review
from drama.production.save_series import SavedSeries, save_series, undo_series
from drama.production.script_files import ScriptForm, script_text, write_script
from drama.production.series import Series, SeriesClash, SeriesEpisode, SeriesPerson, Variation
from drama.production.series_lock import LockedSeries, lock_series, undo_lock
from drama.production.shelf import keep_story, sample_story, stories_in
from drama.production.sound_edits import (
    SoundEdit,
    move_effect,
    mute_effect,
    place_effect,
    remove_effect,
    set_music,
    set_scene_sound,
    set_style,
    soundtrack,
)
from drama.production.soundscape import open_library, write_sound
from drama.production.text_editing import StoryText, TextEdited
from drama.production.together import together
from drama.production.trouble import trouble_spots
from drama.production.uploads import Upload, uploads, uploads_to_hear, uploads_to_measure
from drama.production.verify import read_manifest_of, verify
from drama.production.voice_figures import MeasuredVoice, figures_path, measure_voices, nearest
from drama.production.voices_to_measure import voices_named
from drama.production.warm_up import warm_engine

__all__ = [
    "Asked",
    "Batch",
    "BatchRecord",
    "BatchRecorder",
    "BookLabel",
    "Correction",
    "CorrectionsEditor",
    "Directed",
    "Edit",
    "Extras",
    "FoundBooks",
    "LockedSeries",
    "MeasuredVoice",
    "NotTaken",
    "OnProgress",
    "OpenStory",
    "Pinned",
    "Price",
    "Production",
    "Progress",
    "Pronounced",
    "Questions",
    "Reassigned",
    "Recorder",
    "Recording",
    "RecordingJob",
    "RecordingProgress",
    "Rendered",
    "SavedSeries",
    "SceneRecorded",
    "ScriptForm",
    "Series",
    "SeriesClash",
    "SeriesEpisode",
    "SeriesPerson",
    "SoundEdit",
    "StoryText",
    "Taken",
    "TextEdited",
    "Undone",
    "Upload",
    "Variation",
    "ask_in_rounds",
    "audition",
    "beside",
    "capabilities_of",
    "describe",
    "documents",
    "envelope",
    "exchange",
    "explain",
    "figures_path",
    "find_questions",
    "forecast",
    "forget",
    "hear",
    "hear_text",
    "keep_story",
    "label_of",
    "last_render",
    "list_voices",
    "lock_series",
    "measure_voices",
    "missing_batches",
    "move_effect",
    "mute_effect",
    "nearest",
    "open_library",
    "own_cast_path",
    "pieces",
    "place_effect",
    "plan",
    "prepare",
    "price",
    "production_inputs",
    "read",
    "read_manifest_of",
    "read_series",
    "recast",
    "record_batch",
    "remove_effect",
    "render",
    "sample_story",
    "save_cast",
    "save_series",
    "script_text",
    "select_scenes",
    "set_music",
    "set_scene_sound",
    "set_style",
    "soundtrack",
    "stated_label",
    "stories_in",
    "story_files",
    "take_answers",
    "take_review",
    "together",
    "trouble_spots",
    "undo_lock",
    "undo_recast",
    "undo_series",
    "uploads",
    "uploads_to_hear",
    "uploads_to_measure",
    "verify",
    "voices_named",
    "warm_engine",
    "write_heard",
    "write_script",
    "write_sound",
]
