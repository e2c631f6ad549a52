"""The view "Cast" in a real browser: voices given by keys, by drag and by taps, seen and heard; people put right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.cast_story import SALTWORKS
from support.studio import Client, served

if TYPE_CHECKING:
    from support.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CTRL, SHIFT = 2, 8
STORY = "salt.txt"
PRICE = "document.querySelector('.offer .price')?.textContent"
HEARD = "[...window.sounds].some((sound) => sound.currentTime > 0.05)"
WATCH_SOUNDS = """window.sounds = new Set(); (() => { const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () { window.sounds.add(this); return play.call(this); }; })(); true"""


@pytest.fixture
def salt(browser: Chromium, tmp_path: Path) -> Iterator[tuple[Client, Path]]:
    story = tmp_path / STORY
    story.write_text(SALTWORKS, encoding="utf-8")
    with served(story) as studio:
        yield studio, tmp_path / "salt.voices.toml"
        browser("Page.navigate", url="about:blank")  # or it asks a server that is gone for events


def opened(browser: Chromium, studio: Client, *, width: int = 1400) -> None:
    browser.open(f"{studio.link}#{STORY}/cast", width=width)
    browser.wait("document.querySelector('.portrait .gauge') && document.querySelector('.portrait.current')")
    browser.ask(WATCH_SOUNDS)


def card(who: str) -> str:
    return f"[data-who={json.dumps(who)}]"


def focus_card(browser: Chromium, who: str) -> None:
    browser.ask(f"document.querySelector('{card(who)} [data-card]').focus()")


def voice_shown(who: str) -> str:
    """Return an expression for the voice on somebody's card."""
    return f"document.querySelector('{card(who)} .chip b').textContent"


def free_voice(studio: Client) -> str:
    voices = studio.of(STORY, "GET", "voices")["voices"]
    return next(voice["name"] for voice in voices if not voice["speaks"])


def option(browser: Chromium, voice: str) -> str:
    """Return the selector of a voice, and have it in sight."""
    found = browser.ask(
        f"(() => {{ const found = [...document.querySelectorAll('.rail .voice')].find((row) => "
        f"row.querySelector('b').textContent === {json.dumps(voice)}); found.scrollIntoView({{block: 'center'}}); "
        "return found.id; })()"
    )
    return f"#{found}"


def middle(browser: Chromium, selector: str, *, block: str = "nearest") -> tuple[float, float]:
    """Return where to press an element, in sight and laid out: cards out of sight have a height that is guessed."""
    x, y = browser.ask(
        f"""(async () => {{
            const found = document.querySelector({json.dumps(selector)});
            for (let frame = 0; frame < 3; frame += 1) {{
                found.scrollIntoView({{ block: {json.dumps(block)} }});
                await new Promise(requestAnimationFrame);
            }}
            const box = found.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + Math.min(20, box.height / 2)];
        }})()"""
    )
    return x, y


def mouse(browser: Chromium, kind: str, at: tuple[float, float], *, held: int = 0) -> None:
    is_down = kind != "mouseReleased"
    browser(
        "Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button="left", clickCount=1, buttons=int(is_down),
        modifiers=held,
    )  # fmt: skip


def drag(browser: Chromium, begin: str, end: str, *, held: int = 0) -> None:
    """Press on one element and move onto another, without letting go."""
    start, goal = middle(browser, begin), middle(browser, end)
    mouse(browser, "mousePressed", start, held=held)
    mouse(browser, "mouseMoved", (start[0] + 9, start[1] + 9), held=held)
    mouse(browser, "mouseMoved", goal, held=held)


def undo(browser: Chromium) -> None:
    about = {"key": "z", "code": "KeyZ", "windowsVirtualKeyCode": 90, "modifiers": CTRL}
    browser("Input.dispatchKeyEvent", type="keyDown", **about)
    browser("Input.dispatchKeyEvent", type="keyUp", **about)


def test_a_voice_is_given_by_keys_alone_and_heard_and_taken_back(browser: Chromium, salt: tuple[Client, Path]) -> None:
    studio, cast_file = salt
    opened(browser, studio)
    before = browser.ask(voice_shown("Astrid"))
    focus_card(browser, "narrator")
    for _ in range(6):
        if browser.ask("document.activeElement.closest('li').dataset.who") == "Astrid":
            break
        browser.press("ArrowRight")
    browser.press("v")
    browser.wait("document.activeElement.id === 'voices'")
    browser.press("Home")
    browser.wait(f"{PRICE}?.startsWith('Records 5 lines in 2 scenes')")
    assert not cast_file.exists()
    chosen = browser.ask("document.querySelector('.rail [aria-selected=true] b').textContent")
    browser.press("Enter")
    browser.wait(f"{voice_shown('Astrid')} === {json.dumps(chosen)}")
    browser.wait(HEARD)
    assert browser.ask("document.activeElement.closest('li').dataset.who") == "Astrid", "the focus is where it was"
    assert f'voice = "{chosen}"' in cast_file.read_text(encoding="utf-8")
    undo(browser)
    browser.wait(f"{voice_shown('Astrid')} === {json.dumps(before)}")
    assert not cast_file.exists()
    assert browser.complaints == []


def test_a_voice_is_dragged_onto_a_card_which_tells_the_price_before_it_is_let_go(
    browser: Chromium, salt: tuple[Client, Path]
) -> None:
    studio, cast_file = salt
    opened(browser, studio)
    voice, before = free_voice(studio), browser.ask(voice_shown("Pelle"))
    drag(browser, option(browser, voice), f"{card('Pelle')} h2")
    browser.wait(f"document.querySelector('{card('Pelle')}.offered') && {PRICE}?.startsWith('Records 3 lines')")
    assert not cast_file.exists()
    browser.press("Escape")
    assert not browser.ask("document.querySelector('.offered, .ghost')")
    mouse(browser, "mouseReleased", middle(browser, f"{card('Pelle')} h2"))
    assert browser.ask(voice_shown("Pelle")) == before
    assert not cast_file.exists(), "Escape puts the voice down"
    drag(browser, option(browser, voice), f"{card('Pelle')} h2")
    browser.wait(f"{PRICE}?.startsWith('Records 3 lines')")
    mouse(browser, "mouseReleased", middle(browser, f"{card('Pelle')} h2"))
    browser.wait(f"{voice_shown('Pelle')} === {json.dumps(voice)}")
    browser.wait(HEARD)
    assert browser.complaints == []


def test_a_voice_is_tapped_and_then_the_card_on_a_phone(browser: Chromium, salt: tuple[Client, Path]) -> None:
    studio, cast_file = salt
    opened(browser, studio, width=360)
    assert browser.ask("document.documentElement.scrollWidth") <= 360
    voice = free_voice(studio)
    browser.click(".tools .open")
    browser.wait("document.querySelector('.rail.open')")
    browser.click(option(browser, voice))
    browser.wait("document.querySelector('.in-hand')")
    browser("Input.dispatchMouseEvent", type="mouseMoved", x=2, y=2)  # a phone has no pointer that rests on a card
    browser("Emulation.setTouchEmulationEnabled", enabled=True)
    for shown in (f"{PRICE}?.startsWith('Records 3 lines')", f"{voice_shown('Old Henning')} === {json.dumps(voice)}"):
        assert not cast_file.exists()
        x, y = middle(browser, f"{card('Old Henning')} h2", block="center")
        browser("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        browser("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        browser.wait(shown)
    browser("Emulation.setTouchEmulationEnabled", enabled=False)
    assert browser.complaints == []


def test_two_who_meet_sound_alike_until_one_gets_the_voice_that_is_suggested(
    browser: Chromium, salt: tuple[Client, Path]
) -> None:
    studio, _ = salt
    voice = free_voice(studio)
    studio.of(STORY, "POST", "edits", {"edit": {"do": "recast", "character": "Pelle", "voice": voice}})
    opened(browser, studio)
    assert not browser.ask("document.querySelector('.clashes')")
    drag(browser, f"{card('Pelle')} .chip", f"{card('Astrid')} h2")
    browser.wait("document.querySelector('.offer .alike')?.textContent.startsWith('Sounds like Pelle')")
    mouse(browser, "mouseReleased", middle(browser, f"{card('Astrid')} h2"))
    browser.wait("document.querySelector('.clashes')")
    assert "Astrid and Pelle sound alike in scenes 1, 2" in browser.ask("document.querySelector('.clashes').innerText")
    browser.ask("window.sounds.clear()")
    browser.click(".clashes button:first-of-type")
    browser.wait("window.sounds.size === 2")  # a line of each
    browser.click(".clashes button:nth-of-type(2)")
    browser.wait("document.querySelector('.rail.choosing .offer .clear')")
    assert "Pelle" in browser.ask("document.querySelector('.rail h2').textContent"), "who says less"
    browser.press("Enter")
    browser.wait("!document.querySelector('.clashes')")
    assert browser.complaints == []


def test_two_who_are_one_are_merged_by_dragging_one_onto_the_other_and_undone(
    browser: Chromium, salt: tuple[Client, Path], tmp_path: Path
) -> None:
    studio, _ = salt
    opened(browser, studio)
    drag(browser, f"{card('Miss Falk')} h2", f"{card('Astrid')} h2", held=SHIFT)
    mouse(browser, "mouseReleased", middle(browser, f"{card('Astrid')} h2"), held=SHIFT)
    browser.wait("document.querySelector('.would ol')")
    assert browser.ask("document.querySelector('.would b').textContent") == "2 lines would change hands"
    corrections = tmp_path / "salt.script.toml"
    assert not corrections.exists()
    browser.press("Enter")
    browser.wait(f"!document.querySelector('{card('Miss Falk')}')")
    browser.wait("document.activeElement.closest('li')?.dataset.who === 'Astrid'")
    assert "Miss Falk" in corrections.read_text(encoding="utf-8")
    undo(browser)
    browser.wait(f"document.querySelector('{card('Miss Falk')}')")
    assert browser.complaints == []


def test_voices_are_compared_in_the_exchange_old_and_new_by_one_key(
    browser: Chromium, salt: tuple[Client, Path]
) -> None:
    studio, cast_file = salt
    opened(browser, studio)
    focus_card(browser, "Astrid")
    old = browser.ask(voice_shown("Astrid"))
    browser.press("c")
    browser.wait("document.querySelectorAll('.exchange li').length > 2")
    chosen = "document.querySelector('.compare [aria-checked=true] b').textContent"
    assert browser.ask(chosen) == old
    browser.press("a")
    browser.wait(HEARD)
    new = browser.ask(chosen)
    assert new != old
    for voice in (old, new):
        browser.press("a")
        browser.wait(f"{chosen} === {json.dumps(voice)}")
    assert not cast_file.exists()
    browser.press("Enter")
    browser.wait(f"{voice_shown('Astrid')} === {json.dumps(new)}")
    assert browser.complaints == []
