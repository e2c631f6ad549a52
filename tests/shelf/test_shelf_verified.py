"""A book of a library is verified by its own record: where its story stands is in ``drama.json`` beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.shelves import FERRY, TONE, shelved, small_shelf, write

import drama
from drama.errors import DataError
from drama.model import Aspect

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

FERRY_BOOK = "Unknown Author/The Ferry"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of a story and of a book in a file for each chapter."""
    source = small_shelf(tmp_path / "s")
    for path in sorted((source / "harbour").iterdir()):
        path.unlink()
    for name, in_chapters in (("ferry", False), ("salt", True)):
        shelf = write(tmp_path / name, {"ferry.txt": FERRY}) if name == "ferry" else tmp_path / "salts"
        if name == "salt":
            shelf.mkdir()
            (source / "salt").rename(shelf / "salt")
        shelved(shelf, tmp_path / "lib", replace(TONE, in_chapters=in_chapters))
    return tmp_path / "lib"


def story_of(found: drama.model.Verification) -> set[str]:
    """Return the verdicts on the story of an episode."""
    return {check.what for check in found.checks if check.aspect is Aspect.SOURCE and check.verdict == "same"}


def test_its_story_is_found_by_its_file_its_folder_and_its_manifest(library: Path, tmp_path: Path) -> None:
    ferry, salt = library / FERRY_BOOK, library / "Unknown Author/Salt"
    for episode in (ferry / "The Ferry.mp3", ferry, ferry / "The Ferry.manifest.json"):
        found = drama.verify(episode)
        assert (found.story, found.matches) == (tmp_path / "ferry/ferry.txt", True)
        assert "ferry.txt" in " ".join(story_of(found))
    for episode in (salt, salt / "01 - Chapter 1.mp3"):
        found = drama.verify(episode)
        assert (found.story, found.matches) == (tmp_path / "salts/salt", True)
    (tmp_path / "ferry/ferry.txt").write_text(FERRY.replace("last", "next"), encoding="utf-8")
    assert not drama.verify(ferry).matches


@pytest.mark.parametrize(
    "change",
    [
        lambda document, folder: document["book"].update(source=str(folder / "other.txt")),
        lambda document, folder: document["book"].update(source=["ferry.txt"]),
        lambda document, folder: document["book"].update(source=""),
        lambda document, folder: document["book"].update(source="\0"),
        lambda document, folder: document.update(book=[]),
        lambda document, folder: document.update(drama="else"),
    ],
)
def test_a_record_that_somebody_wrote_anew_leads_to_no_other_file(
    library: Path, tmp_path: Path, change: Callable[[dict[str, Any], Path], None]
) -> None:
    write(tmp_path, {"other.txt": FERRY})
    path = library / FERRY_BOOK / "drama.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document, tmp_path)
    path.write_text(json.dumps(document), encoding="utf-8")
    assert drama.verify(library / FERRY_BOOK).story is None


def test_a_folder_with_no_manifest_or_several_is_an_error(library: Path) -> None:
    with pytest.raises(DataError, match=r"there is no audiobook\.manifest\.json in it; name an audio file"):
        drama.verify(library / "Unknown Author")
    folder = library / FERRY_BOOK
    (folder / "copy.manifest.json").write_bytes((folder / "The Ferry.manifest.json").read_bytes())
    with pytest.raises(DataError, match="there are 2 manifests in it; name an audio file"):
        drama.verify(folder)
