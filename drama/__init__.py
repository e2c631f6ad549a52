"""drama: a prose story in, a full-cast audio drama out.

::

    import drama

    drama.render("story.txt", "story.mp3")

    production = drama.prepare("story.txt")               # read, scripted and cast; nothing recorded
    print(production.script.characters, drama.plan(production).seconds)
    drama.preview(production, 2, "scene2.wav")
    episode = drama.render(production, "story.mp3")       # records only what is missing

:mod:`drama.api` holds the functions, docs/api.md shows them at work. The nouns these take and return stand in
:mod:`drama.model`, the errors they raise in :mod:`drama.errors`. Everything is imported when it is first asked for, so
that ``import drama`` costs nothing.
"""

from __future__ import annotations

from drama.version import __version__

TYPE_CHECKING = False  # typing takes longer to import than all the rest

__all__ = [
    "DROPPED_TAG",
    "LEFT_OUT",
    "Cast",
    "Clash",
    "Correction",
    "CorrectionsEditor",
    "Cost",
    "Direction",
    "DramaError",
    "EngineInfo",
    "EngineVoice",
    "Episode",
    "Explanation",
    "Form",
    "Kind",
    "Library",
    "Line",
    "LockedSeries",
    "MeasuredVoice",
    "Plan",
    "Preset",
    "Production",
    "Progress",
    "Recast",
    "SavedSeries",
    "Script",
    "Series",
    "SeriesClash",
    "SeriesEpisode",
    "SeriesPerson",
    "Story",
    "TakeStore",
    "Timeline",
    "Upload",
    "Variation",
    "Voice",
    "VoiceDownload",
    "__version__",
    "audition",
    "clashes",
    "correct",
    "documents",
    "engine_names",
    "explain",
    "export_script",
    "fetch_voices",
    "figures_path",
    "find_voices",
    "forget",
    "from_json",
    "in_words",
    "is_installed",
    "lock_series",
    "measure_voices",
    "plan",
    "prepare",
    "preview",
    "preview_parts",
    "read",
    "read_series",
    "recast",
    "render",
    "save_cast",
    "save_series",
    "script_records",
    "select_scenes",
    "sound_library",
    "takes",
    "to_json",
    "undo_lock",
    "undo_recast",
    "undo_series",
    "uploads",
    "voice_downloads",
    "voice_pool",
    "voices",
    "warm_up",
    "write_script",
    "write_sound",
]

if TYPE_CHECKING:
    from drama.api import (
        DROPPED_TAG,
        LEFT_OUT,
        Cast,
        Clash,
        Correction,
        CorrectionsEditor,
        Cost,
        Direction,
        DramaError,
        EngineInfo,
        EngineVoice,
        Episode,
        Explanation,
        Form,
        Kind,
        Library,
        Line,
        LockedSeries,
        MeasuredVoice,
        Plan,
        Preset,
        Production,
        Progress,
        Recast,
        SavedSeries,
        Script,
        Series,
        SeriesClash,
        SeriesEpisode,
        SeriesPerson,
        Story,
        TakeStore,
        Timeline,
        Upload,
        Variation,
        Voice,
        VoiceDownload,
        audition,
        clashes,
        correct,
        documents,
        engine_names,
        explain,
        export_script,
        fetch_voices,
        figures_path,
        find_voices,
        forget,
        from_json,
        in_words,
        is_installed,
        lock_series,
        measure_voices,
        plan,
        prepare,
        preview,
        preview_parts,
        read,
        read_series,
        recast,
        render,
        save_cast,
        save_series,
        script_records,
        select_scenes,
        sound_library,
        takes,
        to_json,
        undo_lock,
        undo_recast,
        undo_series,
        uploads,
        voice_downloads,
        voice_pool,
        voices,
        warm_up,
        write_script,
        write_sound,
    )


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name in __all__:
        from drama import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(f"module 'drama' has no attribute {name!r}")
