"""The way of the data has one direction: packages know those below them, stages do not know each other."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "drama"

LAYERS: tuple[frozenset[str], ...] = tuple(
    map(
        frozenset,
        (
            {"errors", "version"},
            {"model"},
            {"files", "languages", "dsp", "servers"},
            {"engines"},
            {
                "assistant",
                "readers",
                "script",
                "cast",
                "direction",
                "recording",
                "sounds",
                "timeline",
                "mixing",
                "encoders",
                "exports",
                "publishing",
                "actors",
            },
            {"production"},
            {"api"},
            {"__init__"},
            {"studio", "shelf"},
            {"cli"},
            {"__main__"},
        ),
    )
)
"""Packages and modules of the house, lowest first: each may import what stands below it, and nothing beside it."""

_PUBLIC = frozenset({"__init__", "model", "errors", "files"})
ONLY: Mapping[str, frozenset[str]] = {"cli": _PUBLIC | {"studio", "shelf"}, "studio": _PUBLIC, "shelf": _PUBLIC}
"""What may not import all that stands below it: what the command line can do, Python can, for it has nothing else."""

INSIDE: Mapping[str, tuple[frozenset[str], ...]] = {
    "script": (
        frozenset({"text"}),
        frozenset({"quotes", "people", "scenes", "thoughts", "delivery"}),
        frozenset({"attribution"}),
        frozenset({"corrections", "assembly"}),
        frozenset({"reading"}),
        frozenset({"__init__"}),
    ),
    "cast": (
        frozenset({"castfile"}),
        frozenset({"casting"}),
        frozenset({"edit"}),
        frozenset({"describe", "pronounced", "series_edit", "sound_edit", "tried_voice"}),
        frozenset({"__init__"}),
    ),
}
"""The same for the packages inside a stage."""


def parts(folder: Path) -> list[str]:
    """Return what stands in a folder: its modules and packages."""
    return sorted(path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists())


def imported_modules(file: Path) -> Iterator[str]:
    """Yield the modules of the house that a file imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: write imports in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def imported_parts(folder: Path, part: str) -> dict[str, str]:
    """Return the other parts of a folder that a part imports, and a file that does."""
    package = ".".join(folder.relative_to(PACKAGE.parent).parts)
    files = (folder / part).rglob("*.py") if (folder / part).is_dir() else [folder / f"{part}.py"]
    found = {}
    for file in files:
        for name in imported_modules(file):
            if name == package or name.startswith(f"{package}."):
                first = name.removeprefix(package).removeprefix(".").split(".")[0]
                found[first if first in parts(folder) else "__init__"] = str(file.relative_to(PACKAGE))
    found.pop(part, None)
    return found


FOLDERS = [(PACKAGE, LAYERS), *((PACKAGE / name, layers) for name, layers in INSIDE.items())]
PARTS = [
    pytest.param(folder, layers, part, id=f"{folder.name}-{part}")
    for folder, layers in FOLDERS
    for part in parts(folder)
]


@pytest.mark.parametrize(("folder", "layers", "part"), PARTS)
def test_nothing_imports_what_stands_beside_or_above_it(
    folder: Path, layers: tuple[frozenset[str], ...], part: str
) -> None:
    level = next((number for number, layer in enumerate(layers) if part in layer), None)
    assert level is not None, f"{part} is new: say in which layer it stands"
    below = ONLY[part] if folder == PACKAGE and part in ONLY else frozenset().union(*layers[:level])
    wrong = {name: file for name, file in imported_parts(folder, part).items() if name not in below}
    assert not wrong


@pytest.mark.parametrize(("folder", "layers"), FOLDERS, ids=lambda it: getattr(it, "name", ""))
def test_every_name_of_a_layer_is_there(folder: Path, layers: tuple[frozenset[str], ...]) -> None:
    assert sorted(frozenset().union(*layers)) == parts(folder)


def test_a_wrong_import_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "drama" / "low").mkdir(parents=True)
    (tmp_path / "wrong.py").write_text("def f():\n    from drama.production.render import render\n    import drama\n")
    assert list(imported_modules(tmp_path / "wrong.py")) == ["drama.production.render.render", "drama"]


def test_the_picture_shows_the_imports_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PACKAGE.parent / "benchmarks")
    drawing = importlib.import_module("draw_architecture")
    assert drawing.PICTURE.read_text(encoding="utf-8") == drawing.svg(), "run python benchmarks/draw_architecture.py"
