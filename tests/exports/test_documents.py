"""The table of documents, and how they are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.programmes import nasty_programmes, programme

from drama.errors import WriteError
from drama.exports.registry import DOCUMENTS, Document, document_path, write_document

plain = pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "otio"])


def test_every_document_has_a_name_and_a_suffix_of_its_own() -> None:
    assert all(name == document.name for name, document in DOCUMENTS.items())
    assert len({document.suffix for document in DOCUMENTS.values()}) == len(DOCUMENTS)
    assert all(document.suffix.startswith(".") and "/" in document.media_type for document in DOCUMENTS.values())


def test_a_document_stands_beside_its_episode_under_its_name() -> None:
    found = document_path(DOCUMENTS["chapters"], Path("out/the.lamp.mp3"))
    assert found == Path("out/the.lamp.chapters.json")


@plain
def test_a_document_is_written_as_utf_8_and_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a"
    write_document(path, DOCUMENTS[name], programme(title="Die Lampe – 灯"))
    assert path.read_bytes().decode("utf-8") == DOCUMENTS[name].make(programme(title="Die Lampe – 灯"))
    assert list(tmp_path.iterdir()) == [path]


@plain
def test_the_same_programme_makes_the_same_document(name: str) -> None:
    assert DOCUMENTS[name].make(programme()) == DOCUMENTS[name].make(programme())


@plain
def test_any_words_can_be_written(tmp_path: Path, name: str) -> None:
    for number, given in enumerate(nasty_programmes()):
        write_document(tmp_path / str(number), DOCUMENTS[name], given)


@plain
def test_an_empty_programme_makes_a_document(name: str) -> None:
    empty = programme((), title="", author="", scenes=(), chapters=(), cast=(), credits=(), sounds=())
    assert isinstance(DOCUMENTS[name].make(empty), str)


def test_a_document_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    def fail(_: object) -> str:
        raise WriteError("needs something")

    path = tmp_path / "a.vtt"
    path.write_text("old")
    with pytest.raises(WriteError, match="needs something"):
        write_document(path, Document("a", ".a", "text/plain", "", fail), programme())
    assert path.read_text() == "old"
