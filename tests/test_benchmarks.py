"""What the benchmarks take from drama is there: they are run by hand, and nobody notices a name that has moved."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

BENCHMARKS = sorted((Path(__file__).parents[1] / "benchmarks").glob("*.py"))


def taken(path: Path) -> list[tuple[str, str]]:
    """Return the names that a file takes from drama, each with its module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    modules = [(node.module, node) for node in froms if (node.module or "").split(".")[0] == "drama"]
    return [(module or "", alias.name) for module, node in modules for alias in node.names]


def is_there(module: str, name: str) -> bool:
    """Tell whether a module has a name, or holds a module of that name."""
    if hasattr(import_module(module), name):
        return True
    try:
        import_module(f"{module}.{name}")
    except ModuleNotFoundError:
        return False
    return True


def test_a_name_that_is_nowhere_is_noticed() -> None:
    assert not is_there("drama.script", "nothing_of_the_kind")


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.name)
def test_a_benchmark_takes_from_drama_what_is_there(path: Path) -> None:
    assert [(module, name) for module, name in taken(path) if not is_there(module, name)] == []
