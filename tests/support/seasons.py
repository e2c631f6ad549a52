"""A season of three short episodes, to be read, cast and recorded by the tone engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FERRY = """# The Ferry

“Is that the last one?” Ines asked.

“The last tonight,” said Ulf. “They have stopped the boats.”

Ines put down her bag. “Then I will swim.”
"""

LAMP = """# The Lamp

“Who left the lamp on?” asked Ines.

“I did,” said Marek. “Nobody told me to put it out.”

“Somebody told you,” said Ines. “Twice.”
"""

TOWER = """# The Tower

“It is a long way up,” said Ulf.

“It is longer down,” said Dora.

“Ask Ines,” said Ulf.

“Ask me,” said Ines.
"""

EPISODES: Mapping[str, str] = {"01 ferry.md": FERRY, "02 lamp.md": LAMP, "03 tower.md": TOWER}

TONES = """[series]
title = "Harbour Tales"

[narrator]
engine = "tone"
voice = "tone:200"

[characters.Ines]
engine = "tone"
voice = "tone:440"

[characters.Ulf]
engine = "tone"
voice = "tone:300"
"""
"""A series' file in which the tone engine speaks for all who return."""


def write_season(folder: Path, episodes: Mapping[str, str] = EPISODES, **files: str) -> Path:
    """Write episodes into a folder, and cast files by the first part of their names: ``series=…`` for the series'."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in episodes.items():
        (folder / name).write_text(text, encoding="utf-8")
    for stem, text in files.items():
        (folder / f"{stem}.voices.toml").write_text(text, encoding="utf-8")
    return folder


def own_file(folder: Path, episode: str, text: str, *, extends: bool = True) -> Path:
    """Write the cast file of one episode."""
    path = folder / f"{Path(episode).stem}.voices.toml"
    head = 'extends = "series.voices.toml"\n' if extends else ""
    path.write_text(head + text, encoding="utf-8")
    return path
