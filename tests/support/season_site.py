"""A season published with its site: episodes and a trailer in tones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import drama

WHEN = datetime(2026, 11, 28, 6, tzinfo=UTC)
ADDRESS = "https://example.org/season/"


def publish_marked(
    folder: Path,
    out: Path,
    marks: Mapping[str, Mapping[int, tuple[str, ...]]],
    *,
    engine: str | None = "tone",
) -> drama.PublishedSeason:
    """Publish a folder of episodes, with lines marked: by the episode's file and the line's number."""
    for name, lines in marks.items():
        for number, wanted in lines.items():
            drama.mark_line(folder / name, number, wanted)
    return drama.publish_season(folder, out, url=ADDRESS, engine=engine, now=WHEN)
