"""The dialogs "Texts" and "History" in a real browser: merged or chosen side by side; any point gone to by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.cast_story import SALTWORKS
from support.studio import Client, served

if TYPE_CHECKING:
    from support.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CTRL = 2
STORY = "salt.txt"
CAST = '# Voices\n[characters.Astrid]\nvoice = "wren"\n\n[characters.Pelle]\nvoice = "rook"\n'
TOLD = "(document.querySelector('.texts .told')?.textContent ?? '')"


@pytest.fixture
def salt(browser: Chromium, tmp_path: Path) -> Iterator[Client]:
    story = tmp_path / STORY
    story.write_text(SALTWORKS, encoding="utf-8")
    (tmp_path / "salt.voices.toml").write_text(CAST, encoding="utf-8")
    with served(story) as studio:
        browser.open(f"{studio.link}#{STORY}/lines", width=1000)
        browser.wait("document.querySelector('[aria-label=Texts]')")
        yield studio
        browser("Page.navigate", url="about:blank")  # or it asks a server that is gone for events


def open_texts(browser: Chromium) -> None:
    browser.press("E")
    browser.wait("document.querySelector('.texts textarea')?.value.includes('Voices')")


def put_in(browser: Chromium, before: str, text: str) -> None:
    """Type a text before some words."""
    browser.ask(
        f"(() => {{ const field = document.querySelector('.texts textarea'); field.focus(); "
        f"field.selectionStart = field.selectionEnd = field.value.indexOf({before!r}); }})()"
    )
    browser.type(text)


def save(browser: Chromium) -> None:
    about = {"key": "s", "code": "KeyS", "windowsVirtualKeyCode": 83, "modifiers": CTRL}
    browser("Input.dispatchKeyEvent", type="keyDown", **about)
    browser("Input.dispatchKeyEvent", type="keyUp", **about)


def test_a_text_is_merged_with_the_file_and_chosen_side_by_side_where_both_edited_the_same(
    browser: Chromium, salt: Client, tmp_path: Path
) -> None:
    file = tmp_path / "salt.voices.toml"
    open_texts(browser)
    put_in(browser, "wren", "x")
    save(browser)
    browser.wait("document.querySelector('.texts .told.wrong')")
    assert "xwren" in browser.ask(TOLD)
    assert browser.ask("document.querySelector('.texts pre mark').textContent") == "3", "the line that is wrong"
    assert file.read_text(encoding="utf-8") == CAST
    browser.click("dialog .actions button:nth-of-type(2)")  # leave what was typed
    put_in(browser, "# Voices", "# Mine\n")
    file.write_text(CAST.replace("wren", "robin"), encoding="utf-8")
    browser.wait(f"{TOLD}.includes('merges both')")
    save(browser)
    browser.wait(f"{TOLD}.includes('merged')")
    assert file.read_text(encoding="utf-8") == f"# Mine\n{CAST.replace('wren', 'robin')}"
    put_in(browser, "# Voices", "# One\n")
    put_in(browser, "[characters.Pelle]", "# Two\n")
    browser.press("Escape")
    browser.wait("!document.querySelector('dialog')")
    open_texts(browser)
    assert browser.ask("document.querySelector('.texts .unsaved') !== null"), "what was typed is kept"
    theirs = file.read_text(encoding="utf-8").replace("# Mine\n", "# Mine\n# Three\n").replace("rook", "crane")
    file.write_text(theirs, encoding="utf-8")
    save(browser)
    browser.wait("document.querySelector('.against .side')")
    marked = "[...document.querySelectorAll('.place mark')].map((one) => one.textContent)"
    assert browser.ask(marked) == ["One", "Three"]
    browser.press(" ")
    assert browser.ask("document.querySelector('.against .main').disabled") is True
    browser.ask("document.querySelector('.side input').focus()")
    browser.press(" ")
    browser.click(".against .main")
    browser.wait(f"{TOLD}.includes('Saved')")
    text = file.read_text(encoding="utf-8")
    assert text == theirs.replace("# Three", "# One").replace("[characters.P", "# Two\n[characters.P")
    assert all("status of 4" in words for words in browser.complaints)  # refused, and told


def test_the_journal_is_walked_back_and_on_by_keys(browser: Chromium, salt: Client) -> None:
    for voice in ("robin", "hazel", "crane"):
        salt.of(STORY, "POST", "edits", {"edit": {"do": "recast", "character": "Astrid", "voice": voice}})
    rows = "[...document.querySelectorAll('.journal li')].map((row) => row.className)"
    browser.press("h")
    browser.wait("document.activeElement.classList.contains('journal')")
    assert browser.ask(rows) == ["here", "", "", ""]
    browser.press("ArrowDown", "ArrowDown", "Enter")
    browser.wait(f"{rows}.join() === 'undone,undone,here,'")
    people = salt.of(STORY, "GET", "script")["characters"]
    assert next(one["voice"] for one in people if one["name"] == "Astrid") == "robin"
    browser.press("End", "Enter")
    browser.wait(f"{rows}.join() === 'undone,undone,undone,here'")
    browser.press("Home", "Enter")
    browser.wait(f"{rows}.join() === 'here,,,'")
    assert browser.ask("document.activeElement.classList.contains('journal')"), "the focus is where it was"
    browser.press("Escape")
    browser.wait("!document.querySelector('dialog')")
    assert browser.complaints == []
