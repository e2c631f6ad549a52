"""The first page in a real browser: a story that is dropped is read, one that cannot be read is told why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.studio import Client, served

if TYPE_CHECKING:
    from support.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]

FERRY = "The Ferry\n\n“Is it late?” asked Nora.\n\n“It is always late,” said Ivo.\n"


@pytest.fixture
def shelf(browser: Chromium, tmp_path: Path) -> Iterator[tuple[Client, Path]]:
    folder = tmp_path / "stories"
    folder.mkdir()
    with served(folder=folder) as studio:
        browser.open(studio.link)
        browser.wait("document.querySelector('.drop')")
        yield studio, folder
        browser("Page.navigate", url="about:blank")  # or it asks a server that is gone for events


def drop(browser: Chromium, *files: Path) -> None:
    """Drag files from another program over the page and let go."""
    x, y = browser.ask(
        "(() => { const box = document.querySelector('.drop').getBoundingClientRect(); "
        "return [box.left + box.width / 2, box.top + 30]; })()"
    )
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver"):
        browser("Input.dispatchDragEvent", type=kind, x=x, y=y, data=data)
    browser.wait("document.querySelector('.welcome.over')")
    browser("Input.dispatchDragEvent", type="drop", x=x, y=y, data=data)


def test_a_story_that_is_dropped_is_copied_and_opened(
    browser: Chromium, shelf: tuple[Client, Path], tmp_path: Path
) -> None:
    _, folder = shelf
    dropped = tmp_path / "ferry.txt"
    dropped.write_text(FERRY, encoding="utf-8")
    drop(browser, dropped)
    browser.wait("location.hash === '#ferry.txt/lines' && document.title.startsWith('The Ferry')")
    assert (folder / "ferry.txt").read_text(encoding="utf-8") == FERRY
    assert browser.complaints == []


def test_what_cannot_be_read_is_told_where_it_was_dropped_and_the_rest_is_taken(
    browser: Chromium, shelf: tuple[Client, Path], tmp_path: Path
) -> None:
    _, folder = shelf
    good, bad = tmp_path / "ferry.txt", tmp_path / "photo.png"
    good.write_text(FERRY, encoding="utf-8")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    drop(browser, bad, good)
    browser.wait("document.querySelector('.untaken li') && document.querySelectorAll('.shelf a').length === 1")
    assert browser.ask("document.querySelector('.untaken').innerText").startswith("photo.png was not taken: ")
    assert [file.name for file in folder.iterdir() if file.is_file()] == ["ferry.txt"]
    (folder / "empty.txt").write_text(" \n", encoding="utf-8")
    browser.ask("location.hash = '#empty.txt/lines'")
    browser.wait("document.querySelector('.unreadable h2')?.textContent === 'empty.txt cannot be read'")
    (folder / "empty.txt").write_text(FERRY, encoding="utf-8")
    browser.click(".unreadable button")
    browser.wait("document.title.startsWith('The Ferry')")
    (folder / "empty.txt").unlink()
    browser.click(".bar .home")
    browser.wait("document.querySelectorAll('.shelf a').length === 1")
    assert browser.ask("document.querySelector('.drop') !== null"), "the page of all stories stays, with one story too"
    assert all("status of 422" in words for words in browser.complaints)


def test_the_sample_is_opened_by_keys_alone(browser: Chromium, shelf: tuple[Client, Path]) -> None:
    for _ in range(12):
        browser.press("Tab")
        if browser.ask("document.activeElement.textContent") == "Open a sample story":
            break
    browser.press("Enter")
    browser.wait("document.querySelector('.bar nav') && !document.title.startsWith('drama')")
    assert browser.complaints == []
