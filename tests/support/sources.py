"""What stands in drama's own modules, for tests that nothing of a kind stands outside its place."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "drama"


@cache
def literals(file: Path) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the line and the strings of every literal of a module, docstrings left out.

    A string is a literal, and so is a set, a list or a tuple with strings in it. The whole package has half a million
    nodes, so it is gone through once for all who ask.
    """
    shown: set[int] = set()
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):  # parents before children
        if isinstance(node, ast.Expr):
            shown.add(id(node.value))
        elif isinstance(node, (ast.Constant, ast.Set, ast.List, ast.Tuple)) and id(node) not in shown:
            parts = [node] if isinstance(node, ast.Constant) else node.elts
            texts = tuple(n.value for n in parts if isinstance(n, ast.Constant) and isinstance(n.value, str))
            if texts:
                found.append((node.lineno, texts))
    return tuple(found)


def strings(file: Path) -> frozenset[str]:
    """Return the string constants of a module, docstrings left out."""
    return frozenset(text for _, texts in literals(file) for text in texts)
