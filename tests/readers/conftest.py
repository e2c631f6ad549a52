"""Which stories the readers' contract is held against: ours, or the one named by ``--drama-story``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced
from support.books import write_pages
from support.case_files import CASES, case_file

from drama.readers import GROUP

EXAMPLE = Path(__file__).parents[2] / "examples" / "own_reader.py"
TALE = "# The Salt Road\n\nThe lamp went out.\n\n“Row,” said Ilse.\n"
TALK = "# The Salt Road\nThe lamp went out.\nIlse (whispering): Row.\nBrand: I am rowing.\n"
SAMPLES = {
    ".docx": "pandoc.docx",
    ".odt": "odt-styles.odt",
    ".fodt": "flat.fodt",
    ".rtf": "word.rtf",
    ".html": "web-page.html",
    ".htm": "word-filtered.htm",
    ".xhtml": "page.xhtml",
    ".fb2": "book.fb2",
    ".fbz": "book.fbz",
}
"""Cases that are the story of their suffix."""
STORIES = ("a.txt", "a.md", "a.markdown", "a.epub", *(f"a{suffix}" for suffix in SAMPLES), "a.talk")
"""One for every suffix; the last is read by an announced package."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--drama-story", metavar="FILE", help="hold only the reader of this story to the contract")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "story_name" in metafunc.fixturenames:
        # None where pytest was started from further up and never asked this file for its options.
        named = metafunc.config.getoption("--drama-story", default=None)
        metafunc.parametrize("story_name", [str(Path(named).resolve())] if named else [*STORIES])


@pytest.fixture
def story_file(story_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the story: the one named, or one written in the format of its suffix."""
    path = tmp_path / story_name
    if path.suffix == ".epub" and not path.exists():
        write_pages(path, "<h1>The Salt Road</h1><p>The lamp went out.</p><p>“Row,” said Ilse.</p>")
    elif path.suffix in SAMPLES and not path.exists():
        folder = tmp_path / "sample"
        folder.mkdir()
        shutil.copy(case_file(CASES / SAMPLES[path.suffix], folder), path)
    elif not path.exists():
        path.write_text(TALK if path.suffix == ".talk" else TALE, encoding="utf-8")
    source = EXAMPLE.read_text(encoding="utf-8")
    with announced(tmp_path, monkeypatch, source, {"talk": "TalkReader"}, group=GROUP):
        yield path
