"""Two tabs of one browser and the command line at once, and a server that goes and comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.doubtful_story import STOVE
from support.studio import served

import drama

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.chromium import Chromium, Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NAME = "stove.txt"
STATE = "[document.activeElement.className, document.querySelector('.script').scrollTop, document.querySelector('.line.selected').id]"  # noqa: E501

DEAF = """window.known = window.fetch; window.fetch = new Proxy(fetch, { apply: (real, _, [path, more]) =>
    path.includes("/script") ? new Promise(() => {}) : real(path, more) }); true"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    told = "\n\n".join(f"“Knot {n} is tied,” said {('Signe', 'Brekke')[n % 2]}." for n in range(60))
    path.write_text(f"{STOVE}\n***\n\n{told}\n", encoding="utf-8")
    return path


@pytest.fixture
def tab(browser: Chromium) -> Iterator[Page]:
    page = browser.tab()
    yield page
    browser.shut(page)


def speaker(words: str) -> str:
    """Return an expression for who says some words, as it is shown."""
    return (
        "[...document.querySelectorAll('.line')].find((line) => line.querySelector('.words').textContent.includes("
        f"{json.dumps(words)}))?.querySelector('.who .name')?.textContent"
    )


def opened(page: Page, link: str) -> None:
    page.open(link, width=1280)
    page.wait("document.querySelector('.line.selected')")


def choose(page: Page, name: str) -> None:
    names = page.ask("[...document.querySelectorAll('.choice .name')].map((name) => name.textContent)")
    page.press(str(names.index(name) + 1))
    page.wait("document.querySelector('.consequences b')")


def settled(page: Page) -> object:
    """Return where the focus, the list and the selection are, once all is drawn."""
    page.ask("new Promise((drawn) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(drawn)), 50))")
    return page.ask(STATE)


def number_of(story: Path, words: str) -> int:
    return next(line.number for line in drama.read(story).lines if words in line.text)


def test_what_one_tab_and_the_command_line_edit_is_shown_in_the_other_which_stays_where_it_is(
    browser: Chromium, tab: Page, story: Path
) -> None:
    with served(story) as studio:
        opened(browser, studio.link)
        opened(tab, studio.link)
        tab.ask("document.querySelector('.script').scrollTop = 300")
        before = settled(tab)
        words = "We could break the door"
        browser.press("/")
        browser.type(words)
        browser.wait("document.querySelectorAll('.line').length === 1")
        browser.press("Enter")
        choose(browser, "Tove")
        tab.ask(
            f"window.shown = new Promise((seen) => {{ const began = performance.now(); (function look() {{"
            f" {speaker(words)} === 'Tove' ? seen(performance.now() - began) : setTimeout(look, 10); }})(); }}); true"
        )
        browser.press("Enter")
        took_ms = tab.ask("window.shown")
        assert took_ms < 10_000, "a second is what it should be; machines that test are busy"
        assert tab.ask(STATE) == before
        drama.correct(story).pin(number_of(story, words), "Halvard")
        for page in (browser, tab):
            page.wait(f"{speaker(words)} === 'Halvard'")
        assert tab.ask(STATE) == before
        assert browser.complaints == tab.complaints == []
        for page in (browser, tab):
            page.open("about:blank#")


def test_of_two_edits_of_one_line_both_are_shown_and_either_can_be_kept(
    browser: Chromium, tab: Page, story: Path
) -> None:
    words = "With your head"
    with served(story) as studio:
        for kept, side in (("Tove", 2), ("Signe", 1)):
            opened(browser, studio.link)
            opened(tab, studio.link)
            for page, name in ((browser, "Tove"), (tab, "Signe")):
                page.press("/")
                page.type(words)
                page.wait("document.querySelectorAll('.line').length === 1")
                page.press("Enter", "Escape")
                if page is browser:  # it hears of nothing any more, as where an event is still on its way
                    page.ask(DEAF)
                choose(page, name)
            tab.press("Enter")
            tab.wait(f"{speaker(words)} === 'Signe'")
            browser.press("Enter")
            browser.wait("document.querySelector('dialog[open] .sides')")
            sides = browser.ask("[...document.querySelectorAll('.sides b')].map((side) => side.textContent)")
            assert sides == ["Signe", "Tove"]
            browser.ask("window.fetch = window.known; true")
            browser.press(*["Tab"] * side, "Enter")
            tab.wait(f"{speaker(words)} === {json.dumps(kept)}")
            browser.wait(f"!document.querySelector('dialog') && {speaker(words)} === {json.dumps(kept)}")
            assert browser.ask("document.activeElement.getAttribute('role')") == "listbox"
            while drama.edits(story):
                if all(edit.is_undone for edit in drama.edits(story)):
                    break
                drama.undo(story)
        for page in (browser, tab):
            page.open("about:blank#")


def test_both_tabs_say_calmly_that_the_server_is_gone_and_go_on_once_it_is_back(
    browser: Chromium, tab: Page, story: Path
) -> None:
    with served(story) as studio:
        for page in (browser, tab):
            opened(page, studio.link)
            page.press("End")
        number = next(line["number"] for line in studio.of(NAME, "GET", "script")["lines"] if line["speaker"])
        for name in ("Tove", "Brekke", "Tove"):  # it counts revisions further than the next server does
            studio.of(NAME, "POST", "edits", {"edit": {"do": "pin", "line": number, "speaker": name}})
        port, states = studio.port, [settled(page) for page in (browser, tab)]
    for page in (browser, tab):
        page.wait("document.querySelector('.away')?.textContent.startsWith('The studio does not answer')")
    assert [page.ask(STATE) for page in (browser, tab)] == states
    browser.press("m")
    browser.press("Enter")
    browser.press("Escape")
    drama.correct(story).pin(number_of(story, "With your head"), "Halvard")
    with served(story, port=port) as again:
        for page in (browser, tab):
            page.wait("document.querySelector('.away')?.textContent.startsWith('The studio was started anew')")
        tab.open(again.link)
        for page in (browser, tab):
            page.wait("document.querySelector('.line.selected') && !document.querySelector('.away')")
        assert browser.ask(STATE) == states[0]
        browser.press("Home")
        browser.wait(f"{speaker('With your head')} === 'Halvard'")
        drama.correct(story).pin(number_of(story, "With what"), "Tove")
        for page in (browser, tab):
            page.wait(f"{speaker('With what')} === 'Tove'")
        for page in (browser, tab):
            page.open("about:blank#")
