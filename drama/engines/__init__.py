"""Speech engines: words and a voice -> PCM. ``base`` says what one is, ``registry`` finds one by its name."""

from drama.engines.base import Engine, EngineVoice, Schedule
from drama.engines.registry import GROUP, EngineInfo, engine_names, get_engine, is_installed

__all__ = ["GROUP", "Engine", "EngineInfo", "EngineVoice", "Schedule", "engine_names", "get_engine", "is_installed"]
