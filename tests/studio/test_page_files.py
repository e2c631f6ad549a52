"""The files of the page: small, all from here, and those of others as they were published."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from drama.studio.app import PAGE

FILES = sorted(path for path in PAGE.rglob("*") if path.is_file())
OURS = [path for path in FILES if path.parent.name != "vendor" and path.suffix in {".js", ".css", ".html"}]
VENDORED = {
    "hooks.mjs": "e862ab2973aa6455eaa0f77c5d832d2157d6be59a17c8ba546550a575b58c6b4",
    "htm.mjs": "ab33dd3f38059b9be4d5f5350128eefb2356639c4e0bbe9d9e8b3ba75847e9e4",
    "preact.mjs": "bdcbd9abdf2c77c5c45326eab42191e949222d479d0d5f69467387a77040cb55",
    "signals-core.mjs": "0c80bc127d72ecb1496ef116ffddae75079829a3af01e7f417c8e5a6474c68b6",
}
"""SHA-256 of what others made, as published: preact 11.2.0, @preact/signals-core 1.14.5, htm 3.1.1."""
MOST_BYTES = 60_000
"""Of what is loaded to open a view, compressed: the frame, and the modules and the sheet of that view."""
VIEWS = ("lines", "cast", "timeline", "render")
OPENED_LATER = ("people", "say", "texts")
"""Folders of what is loaded when it is first opened, or after the view is there."""


def named(path: Path) -> str:
    return path.relative_to(PAGE).as_posix()


def test_what_others_made_is_as_they_published_it() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (PAGE / "vendor").iterdir()}
    assert found == VENDORED


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_loaded_to_open_a_view_is_small(view: str) -> None:
    others = {PAGE / name for name in (*VIEWS, *OPENED_LATER) if name != view}
    loaded = [path for path in FILES if not others & set(path.parents)]
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in loaded) < MOST_BYTES


@pytest.mark.parametrize("path", OURS, ids=named)
def test_a_file_of_the_page_asks_nothing_of_the_network_and_runs_no_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", re.sub(r'"http://www\.w3\.org/2000/svg"', "", text))
    assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc", text)


@pytest.mark.parametrize("path", [path for path in OURS if path.suffix == ".js"], ids=named)
def test_a_module_imports_only_what_is_there(path: Path) -> None:
    imported = re.findall(r'(?:from|import)\s*\(?"([^"]+)"', path.read_text(encoding="utf-8"))
    known = {"preact", "preact/hooks", "htm", "signals"}
    for name in imported:
        assert name in known or (path.parent / name).resolve().is_file(), name


@pytest.mark.parametrize("path", OURS, ids=named)
def test_a_file_of_the_page_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 330
