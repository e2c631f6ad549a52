"""The way of the data has one direction: stages know the nouns, only the conductor knows the stages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1] / "drama"

NOUNS = {"model", "errors"}
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "files": {"errors"},
    "languages": NOUNS,
    "readers": NOUNS | {"files"},
    "script": NOUNS | {"languages"},
    "cast": NOUNS | {"files", "languages"},
    "engines": NOUNS | {"files", "languages"},
    "sound": NOUNS,
    "takes": NOUNS | {"files"},
    "timeline": NOUNS,
    "master": NOUNS | {"sound"},
    "record": NOUNS | {"engines", "takes", "sound"},
    "direction": NOUNS | {"languages"},
    "library": NOUNS | {"sound", "files"},
    "mix": NOUNS | {"takes", "sound", "library"},
    "writers": NOUNS | {"sound", "files", "languages"},
    "report": NOUNS | {"sound", "writers"},
    "page": NOUNS | {"writers"},
    "cover": NOUNS,
    "history": NOUNS | {"files"},
}
"""Which rooms of the house a stage may enter, besides its own."""

FREE = {"produce", "cli", "api", "__init__", "__main__"}
"""The conductor, the command line over it, and the public face."""


def rooms() -> list[str]:
    """Return every stage: a module of the house, or a folder of them."""
    return sorted(path.stem for path in HOUSE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())


def imported_rooms(room: str) -> set[str]:
    """Return the other rooms that a room's modules import, at the top or inside a function."""
    files = (HOUSE / room).rglob("*.py") if (HOUSE / room).is_dir() else [HOUSE / f"{room}.py"]
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                assert not (isinstance(node, ast.ImportFrom) and node.level), f"{file}: write imports in full"
                continue
            found |= {name.split(".")[1] for name in names if name.startswith("drama.")}
    return (found & set(rooms())) - {room}


@pytest.mark.parametrize("room", rooms())
def test_a_stage_imports_no_other_stage(room: str) -> None:
    if room in FREE:
        return
    assert room in ALLOWED, f"{room} is new: say here what it may import"
    assert imported_rooms(room) <= ALLOWED[room]


def test_only_the_conductor_and_the_command_line_know_the_order() -> None:
    knowing = {room for room in rooms() if len(imported_rooms(room) - NOUNS) > 3}
    assert knowing <= FREE
