"""Every view by the rules of axe-core, and by keys alone: the focus is never lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import axe
from support.doubtful_story import STOVE
from support.studio import Client, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NAME = "stove.txt"
FOCUS = "(document.activeElement ?? document.body) !== document.body"
DIALOG = "document.querySelector('dialog[open]')"
CTRL = 2


@pytest.fixture(scope="module")
def rules() -> str:
    """Return axe-core's source."""
    source = axe.find()
    if source is None:
        pytest.skip("NO AXE: the page was not checked by axe-core; install axe-core-python, as the extra [test] does")
    return source


@pytest.fixture
def studio(browser: Chromium, tmp_path: Path) -> Iterator[Client]:
    story = tmp_path / NAME
    story.write_text(STOVE, encoding="utf-8")
    with served(story) as client:
        yield client
        browser.open("about:blank#")


def there(selector: str) -> str:
    return f"document.querySelector({json.dumps(selector)})"


def go(browser: Chromium, view: str, shown: str) -> None:
    browser.ask(f"location.hash = '#{NAME}/{view}'; true")
    browser.wait(there(shown))


def lines(browser: Chromium, look: Callable[[str], None]) -> None:
    go(browser, "lines", ".line.selected")
    look("the script")
    browser.press("w")
    browser.wait(there(".why .side, .why .because"))
    look("why")
    browser.press("Escape", "d", "1")
    browser.wait(there(".consequences b"))
    look("the ripple")
    browser.press("Escape", "n")
    browser.wait(there("#newcomer"))
    look("somebody new")
    browser.press("Escape", "s")
    browser.wait(there(".say"))
    look("say it so")
    browser.press("Escape", "p")
    browser.wait(there(".player"))
    look("the player")
    browser.press("Escape")
    for key in "b?":
        browser.press(key)
        browser.wait(DIALOG)
        look(f"the dialog of {key}")
        browser.press("Escape")
        browser.wait("!document.querySelector('dialog')")
    browser.press("/")
    browser.type("zzz")
    browser.wait(there(".nothing"))
    look("nothing found")
    browser.press("Escape")


def cast(browser: Chromium, look: Callable[[str], None]) -> None:
    go(browser, "cast", ".portrait .gauge")
    look("the cards")
    browser.ask("document.querySelector('[data-who=Tove] [data-card]').focus()")
    browser.press("v", "ArrowDown")
    browser.wait(there(".rail.choosing .offer"))
    look("choosing a voice")
    browser.press("Escape")
    for key in "crmg":
        browser.ask("document.querySelector('[data-who=Tove] [data-card]').focus()")
        browser.press(key)
        browser.wait(DIALOG)
        look(f"the dialog of {key}")
        browser.press("Escape")
        browser.wait("!document.querySelector('dialog')")
    browser.click("[data-who=Tove] .menu button")
    browser.wait(there("[role=menu]"))
    look("the menu")
    browser.press("Escape")


def timeline(browser: Chromium, look: Callable[[str], None]) -> None:
    go(browser, "timeline", ".timeline-view canvas")
    look("the timeline")
    browser.press("e")
    browser.wait(DIALOG)
    look("placing an effect")
    browser.press("Escape")
    browser.wait("!document.querySelector('dialog')")


def render(browser: Chromium, look: Callable[[str], None]) -> None:
    go(browser, "render", ".rendering .main")
    browser.ask("document.querySelectorAll('.rendering details').forEach((one) => (one.open = true)); true")
    look("the plan")


@pytest.mark.parametrize(("width", "dark"), [(1400, False), (360, True)], ids=["wide and light", "narrow and dark"])
def test_axe_finds_nothing(browser: Chromium, studio: Client, rules: str, width: int, dark: bool) -> None:
    found: list[str] = []

    def look(what: str) -> None:
        found.extend(f"{what}: {one}" for one in axe.violations(browser, rules))
        if browser.ask("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{what}: wider than the window")

    browser.open(f"{studio.link}#{NAME}/lines", width=width, dark=dark)
    for view in (lines, cast, timeline, render):
        view(browser, look)
    browser.ask("location.hash = ''; true")
    browser.open(f"{studio.link}#", width=width, dark=dark)
    browser.wait("document.querySelector('.drop, .line')")
    look("the shelf")
    assert found == []


def test_the_focus_is_never_lost(browser: Chromium, studio: Client) -> None:
    lost: list[str] = []

    def check(what: str) -> None:
        browser.ask("new Promise((done) => setTimeout(done, 80))")
        if not browser.ask(FOCUS):
            lost.append(what)

    browser.open(studio.link)
    browser.wait(there(".line.selected"))
    for view, shown in (
        ("C", ".portrait.current .gauge"),
        ("T", "main > *"),
        ("R", ".rendering .main"),
        ("L", ".line"),
    ):
        browser.press(view)
        browser.wait(there(shown))
        check(f"changing to {view}")
    for keys, what in (
        ("?", "the keys"),
        ("b", "what is not spoken"),
        ("n", "somebody new"),
        ("w", "why"),
        ("s", "say"),
    ):
        browser.press(keys)
        check(f"opening {what}")
        browser.press("Escape")
        check(f"closing {what}")
    browser.press("d", "2")
    browser.wait(there(".consequences b"))
    browser.press("Enter")
    browser.wait(there(".toasts p"))
    check("an edit")
    browser.ask("document.querySelector('.toasts button').focus(); true")
    browser.press("Enter")
    check("closing a message")
    for button in ("Undo", "Redo", "Undo"):
        browser.wait(there(f"[aria-label={button}]:not(:disabled)"))
        browser.ask(f"document.querySelector('[aria-label={button}]').focus(); true")
        browser.press("Enter")
        browser.wait(there(f"[aria-label={button}]:disabled"))
        check(f"{button} by its button")
    browser.press("p")
    browser.wait(there(".player"))
    browser.ask("document.querySelector('.player [aria-label=Stop]').focus(); true")
    browser.press("Enter")
    browser.wait(f"!{there('.player')}")
    check("stopping what is heard")
    assert lost == []
    assert browser.complaints == []


def test_the_keys_that_are_shown_are_those_of_what_is_on_the_page(browser: Chromium, studio: Client) -> None:
    browser.open(studio.link)
    browser.wait(there(".line.selected"))
    for view, own in (("L", "Lines"), ("C", "Cast"), ("R", "Render")):
        browser.press(view)
        browser.wait(f"document.querySelector('main').getAttribute('aria-label') === '{own}' && {there('main > div')}")
        browser.press("?")
        browser.wait(DIALOG)
        titles = browser.ask("[...document.querySelectorAll('.keys h3')].map((title) => title.textContent)")
        assert own in titles
        assert "Everywhere" in titles
        assert not {"Lines", "Cast", "Timeline", "Render"} - {own} & set(titles)
        browser.press("?")
        browser.wait("!document.querySelector('dialog')")
