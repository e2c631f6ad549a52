"""The view "Timeline" in a real browser: zoomed, heard, effects put and moved, trouble walked, pixels read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.harbour_story import HARBOUR
from support.studio import Client, served

if TYPE_CHECKING:
    from support.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CTRL, SHIFT = 2, 8
STORY = "boat.md"
CASTING = '[sound]\nstyle = "drama"\n'
CANVAS = "document.querySelector('.track canvas')"
SELECTED = "document.querySelector('.track [aria-selected=true]')?.textContent"
FOCUS_IS_ON_THE_TIMELINE = "document.activeElement.matches('.track[role=listbox]')"
WATCH_SOUNDS = """window.sounds = new Set(); (() => { const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () { window.sounds.add(this.src); window.now = this;
    return play.call(this); }; })(); true"""


@pytest.fixture
def boat(browser: Chromium, tmp_path: Path) -> Iterator[tuple[Client, Path]]:
    story, casting = tmp_path / STORY, tmp_path / "boat.voices.toml"
    story.write_text(HARBOUR, encoding="utf-8")
    casting.write_text(CASTING, encoding="utf-8")
    with served(story) as studio:
        yield studio, casting
        browser("Page.navigate", url="about:blank")  # or it asks a server that is gone for events


def opened(browser: Chromium, studio: Client, *, width: int = 1400) -> None:
    browser.open(f"{studio.link}#{STORY}/timeline", width=width)
    browser.wait(f"{CANVAS}?.dataset.scale && document.getElementById('scene-bed')")
    browser.ask(WATCH_SOUNDS)


def timeline(studio: Client) -> Any:
    return studio.of(STORY, "GET", "timeline")


def effects(studio: Client) -> dict[str, bool]:
    return {one["id"]: one["is_muted"] for one in timeline(studio)["effects"]}


def line_of(studio: Client, words: str) -> dict[str, Any]:
    return next(line for line in studio.of(STORY, "GET", "script")["lines"] if words in line["text"])


def drawn(browser: Chromium) -> tuple[float, float]:
    """Return from when on the canvas shows, and how many pixels a second has, once all is drawn."""
    browser.ask("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return tuple(browser.ask(f"[Number({CANVAS}.dataset.from), Number({CANVAS}.dataset.scale)]"))


def lane(browser: Chromium, name: str) -> tuple[float, float]:
    """Return from where to where somebody's lane goes down the canvas."""
    top, bottom = browser.ask(
        f"(() => {{ const box = [...document.querySelectorAll('.gutter p')].find((one) => "
        f"one.textContent === {json.dumps(name)}).getBoundingClientRect(); "
        f"const top = {CANVAS}.getBoundingClientRect().top; return [box.top - top, box.bottom - top]; }})()"
    )
    return top, bottom


def shades(browser: Chromium, x: float, y: float, wide: int, high: int) -> int | None:
    """Return how far the pixels of a part of the canvas are apart, 0 to 255; None where nothing is drawn."""
    return browser.ask(
        f"(() => {{ const {{ data }} = {CANVAS}.getContext('2d').getImageData({round(x)}, {round(y)}, {wide}, {high}); "
        "const found = [[], [], [], []]; for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 0) "
        "for (const part of [0, 1, 2, 3]) found[part].push(data[at + part]); return found[0].length === 0 ? null : "
        "Math.max(...found.map((one) => Math.max(...one) - Math.min(...one))); })()"
    )


def mouse(browser: Chromium, kind: str, x: float, y: float, **more: Any) -> None:
    """Do something with the mouse at a point of the canvas."""
    left, top = browser.ask(
        f"(() => {{ const box = {CANVAS}.getBoundingClientRect(); return [box.left, box.top]; }})()"
    )
    browser("Input.dispatchMouseEvent", type=kind, x=left + x, y=top + y, **more)


def click(browser: Chromium, x: float, y: float) -> None:
    for kind in ("mousePressed", "mouseReleased"):
        mouse(browser, kind, x, y, button="left", clickCount=1)


def held(browser: Chromium, key: str, modifiers: int) -> None:
    """Press a key with others held."""
    codes = {"ArrowLeft": 37, "ArrowRight": 39, "z": 90}
    about = {"key": key, "code": key, "windowsVirtualKeyCode": codes[key], "modifiers": modifiers}
    browser("Input.dispatchKeyEvent", type="keyDown", **about)
    browser("Input.dispatchKeyEvent", type="keyUp", **about)


def go_to(browser: Chromium, line: int) -> None:
    """Select a line by keys."""
    for _ in range(40):
        if f"Line {line}," in browser.ask(SELECTED):
            return
        browser.press("ArrowDown")
    raise AssertionError(f"line {line} is never selected, but {browser.ask(SELECTED)}")


def test_what_is_recorded_is_drawn_otherwise_than_what_is_estimated_and_nothing_where_nobody_speaks(
    browser: Chromium, boat: tuple[Client, Path]
) -> None:
    studio, _ = boat
    asks = line_of(studio, "In this weather")
    assert studio("GET", f"/api/stories/{STORY}/lines/{asks['number']}/sound.wav").status == 200
    opened(browser, studio, width=400)  # narrow, so that the whole episode is drawn without its words
    rows = {row[0]: row for row in timeline(studio)["lines"]}
    other = line_of(studio, "Is the boat")["number"]
    since, scale = drawn(browser)

    def spread(number: int, name: str) -> int | None:
        """Return how far the colours are apart where a line stands, in somebody's lane."""
        _, start, seconds, _ = rows[number]
        top, bottom = lane(browser, name)
        return shades(browser, (start - since) * scale + 2, top + 8, int(seconds * scale) - 4, int(bottom - top) - 16)

    assert (rows[asks["number"]][3], rows[other][3]) == (0, 1)
    assert spread(asks["number"], "Runa") < 12, "what is recorded is full"
    assert spread(other, "Runa") > 60, "what is estimated is hatched"
    assert spread(other, "Oskar") is None
    assert spread(asks["number"], "Oskar") is None
    for _ in range(12):
        browser.press("+")
    browser.wait(f"Number({CANVAS}.dataset.scale) >= 600")
    browser.press("0")
    assert drawn(browser) == (since, scale)
    x, y = (rows[asks["number"]][1] - since) * scale + 3, sum(lane(browser, "Runa")) / 2
    colour = f"[...{CANVAS}.getContext('2d').getImageData({round(x)}, {round(y)}, 1, 1).data].slice(0, 3)"
    light = browser.ask(colour)
    browser("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    drawn(browser)
    assert sum(browser.ask(colour)) > sum(light) + 100, "people's colours are lighter on a dark ground"
    assert browser.complaints == []


def test_a_line_is_selected_and_heard_and_the_episode_is_zoomed_to_a_word(
    browser: Chromium, boat: tuple[Client, Path]
) -> None:
    studio, _ = boat
    opened(browser, studio)
    assert browser.ask(FOCUS_IS_ON_THE_TIMELINE)
    line = line_of(studio, "Then I should like")
    row = next(row for row in timeline(studio)["lines"] if row[0] == line["number"])
    since, scale = drawn(browser)
    top, bottom = lane(browser, "Runa")
    x = (row[1] + row[2] / 2 - since) * scale
    click(browser, x, (top + bottom) / 2)
    browser.wait(f"{SELECTED}?.includes('Then I should like')")
    browser.wait("window.now?.currentTime > 0.05 && document.querySelector('.playhead:not([hidden])')")
    browser.wait("!document.querySelector('.track [aria-selected=true]').textContent.includes('estimated')")
    since, scale = drawn(browser)  # the line is as long as it was recorded now
    mouse(browser, "mouseWheel", x, top + 4, deltaX=0, deltaY=-600)
    browser.wait(f"Number({CANVAS}.dataset.scale) > {scale * 2}")
    now_since, now_scale = drawn(browser)
    assert now_since + x / now_scale == pytest.approx(since + x / scale, abs=0.02), "what is under the pointer stays"
    browser.press("ArrowRight")
    assert drawn(browser)[0] > now_since
    browser.press("0", "Home")
    rain = line_of(studio, "The rain had not stopped")["number"]
    go_to(browser, rain)
    browser.press("Enter")
    browser.wait(f"[...window.sounds].some((sound) => sound.includes('/lines/{rain}/'))")
    browser.press("L")
    browser.wait("document.querySelector('.line.selected .words')?.textContent.includes('The rain')")
    assert browser.complaints == []


def test_an_effect_is_put_moved_muted_and_removed_by_keys_alone_and_all_is_taken_back(
    browser: Chromium, boat: tuple[Client, Path]
) -> None:
    studio, casting = boat
    opened(browser, studio)
    said = effects(studio)
    line = line_of(studio, "It is going")["number"]
    go_to(browser, line)
    browser.press("e")
    browser.wait("document.querySelector('dialog[open] [role=option]')")
    browser.type("knoc")
    browser.wait("document.querySelectorAll('dialog [role=option]').length === 1")
    browser.press("Enter")
    browser.wait(f"document.querySelector('.track').getAttribute('aria-activedescendant') === 'effect-{line}:knock'")
    browser.wait("[...window.sounds].some((sound) => sound.includes('/knock/'))")
    assert browser.ask(FOCUS_IS_ON_THE_TIMELINE)
    held(browser, "ArrowRight", SHIFT)
    held(browser, "ArrowRight", SHIFT)
    browser.wait(
        f"document.querySelector('.track').getAttribute('aria-activedescendant') === 'effect-{line + 2}:knock'"
    )
    browser.press("x")
    browser.wait(f"{SELECTED}?.startsWith('Muted effect knock, before line {line + 2}')")
    assert effects(studio) == {**said, f"{line + 2}:knock": True}
    browser.press("Delete")
    browser.wait(f"{SELECTED}?.includes('Line {line + 2}')")
    assert effects(studio) == said
    shown = "[...document.querySelectorAll('.track [role=option]')].map((one) => one.textContent)"
    browser.wait(f"!{shown}.some((one) => one.includes('knock, before line {line + 2}'))")
    browser.press("]")
    browser.wait(f"{SELECTED}?.startsWith('Effect')")
    browser.press("Delete")
    browser.wait("[...document.querySelectorAll('.toasts p')].some((one) => one.textContent.includes('x mutes it'))")
    assert effects(studio) == said
    undo = "document.querySelector('[aria-label=Undo]').title"
    while browser.ask(undo) != "Nothing to take back":
        before = browser.ask(undo)
        held(browser, "z", CTRL)
        browser.wait(f"{undo} !== {json.dumps(before)}")
    assert casting.read_text(encoding="utf-8") == CASTING
    assert browser.complaints == []


def test_an_effect_is_dragged_before_another_line(browser: Chromium, boat: tuple[Client, Path]) -> None:
    studio, casting = boat
    opened(browser, studio)
    bell = next(one for one in timeline(studio)["effects"] if one["sound"] == "bell")
    sound = next(one for one in timeline(studio)["sounds"] if one["id"] == bell["id"])
    goal = line_of(studio, "late enough")["number"]
    start = next(row[1] for row in timeline(studio)["lines"] if row[0] == goal)
    since, scale = drawn(browser)
    top, bottom = lane(browser, "effects")
    y = (top + bottom) / 2
    mouse(browser, "mousePressed", (sound["start"] - since) * scale, y, button="left", clickCount=1, buttons=1)
    mouse(browser, "mouseMoved", (sound["start"] - since) * scale + 20, y, button="left", buttons=1)
    mouse(browser, "mouseMoved", (start - since) * scale + 1, y, button="left", buttons=1)
    browser.press("Escape")
    mouse(browser, "mouseMoved", (start - since) * scale + 3, y, button="left", buttons=1)
    mouse(browser, "mouseReleased", (start - since) * scale + 3, y, button="left", clickCount=1)
    mouse(browser, "mousePressed", (sound["start"] - since) * scale, y, button="left", clickCount=1, buttons=1)
    mouse(browser, "mouseMoved", (sound["start"] - since) * scale + 20, y, button="left", buttons=1)
    mouse(browser, "mouseMoved", (start - since) * scale + 1, y, button="left", buttons=1)
    assert casting.read_text(encoding="utf-8") == CASTING, "Escape leaves it, and it is not let go yet"
    mouse(browser, "mouseReleased", (start - since) * scale + 1, y, button="left", clickCount=1)
    browser.wait(f"document.querySelector('.track').getAttribute('aria-activedescendant') === 'effect-{goal}:bell'")
    assert effects(studio)[bell["id"]], "the story's own is muted"
    assert browser.complaints == []


def test_a_scene_gets_another_bed_and_room_which_are_heard_and_the_music_too(
    browser: Chromium, boat: tuple[Client, Path]
) -> None:
    studio, _ = boat
    opened(browser, studio)

    def chosen(field: str, value: str) -> None:
        browser.ask(
            f"(() => {{ const one = document.getElementById({json.dumps(field)}); one.focus(); one.value = "
            f"{json.dumps(value)}; one.dispatchEvent(new Event('change', {{bubbles: true}})); }})()"
        )

    browser.press("PageDown", "b")
    browser.wait("document.activeElement.id === 'scene-bed'")
    chosen("scene-bed", "rain")
    browser.wait("[...window.sounds].some((sound) => sound.includes('/sounds/rain/'))")
    assert timeline(studio)["backdrops"][1]["bed"] == "rain"
    assert browser.ask("document.activeElement.id") == "scene-bed"
    chosen("scene-room", "cave")
    browser.wait("[...window.sounds].some((sound) => sound.includes('/lines/'))")
    assert timeline(studio)["backdrops"][1]["room"] == "cave"
    chosen("music-intro", "chime")
    browser.wait("[...window.sounds].some((sound) => sound.includes('/sounds/chime/'))")
    browser.wait("document.getElementById('music-intro').value === 'chime'")
    assert browser.complaints == []


def test_a_plain_reading_offers_to_be_a_drama(browser: Chromium, boat: tuple[Client, Path]) -> None:
    studio, casting = boat
    casting.unlink()
    opened(browser, studio, width=360)
    assert browser.ask("document.documentElement.scrollWidth") <= 360
    assert "the style “reading” does not let them be heard" in browser.ask(
        "document.querySelector('.unheard').innerText"
    )
    browser.click(".unheard button")
    browser.wait("!document.querySelector('.unheard') && document.getElementById('style').value === 'drama'")
    assert 'style = "drama"' in casting.read_text(encoding="utf-8")
    assert browser.complaints == []


def test_trouble_is_walked_and_what_helps_is_offered(browser: Chromium, boat: tuple[Client, Path]) -> None:
    studio, casting = boat
    voice = studio.of(STORY, "GET", "voices")["voices"][0]["name"]
    casting.write_text(
        f'{CASTING}\n[characters.Runa]\nvoice = "{voice}"\n[characters.Oskar]\nvoice = "{voice}"\n'
        '[scenes."The Quay"]\nbed = "nosuch"\n',
        encoding="utf-8",
    )
    opened(browser, studio)
    found = timeline(studio)["trouble"]
    browser.wait(f"document.querySelectorAll('.spot').length === {len(found)}")
    first = min(found, key=lambda one: one["start"])
    since, scale = drawn(browser)
    click(browser, (first["start"] - since) * scale, 24)  # its mark under the times
    browser.wait(f"document.querySelector('.amiss.here')?.textContent.includes({json.dumps(first['about'])})")
    browser.press("Home")
    kinds = []
    for spot in sorted(found, key=lambda one: (one["start"], one["line"])):
        browser.press(".")
        browser.wait(f"document.querySelector('.amiss.here')?.textContent.includes({json.dumps(spot['about'])})")
        assert f"line {spot['line']} " in browser.ask("document.querySelector('.about h2').textContent")
        kinds.append(spot["kind"])
    assert {"clash", "missing sound"} <= set(kinds)
    assert browser.ask(FOCUS_IS_ON_THE_TIMELINE)
    browser.press(".", ",")
    browser.wait("document.querySelector('.spot.here') === [...document.querySelectorAll('.spot')].at(-1)")
    browser.press(".")
    for _ in kinds:
        if "Another voice" not in browser.ask("document.querySelector('.amiss.here').textContent"):
            browser.press(".")
    browser.ask(
        "[...document.querySelectorAll('.amiss.here button')].find((one) => one.textContent === 'Another voice')"
        ".click()"
    )
    browser.wait("location.hash.endsWith('/cast')")
    assert browser.complaints == []


def test_two_fingers_zoom_one_moves_and_a_tap_selects_and_hears(browser: Chromium, boat: tuple[Client, Path]) -> None:
    studio, _ = boat
    opened(browser, studio, width=360)
    browser("Emulation.setTouchEmulationEnabled", enabled=True)
    left, top = browser.ask(
        f"(() => {{ const box = {CANVAS}.getBoundingClientRect(); return [box.left, box.top]; }})()"
    )
    y = top + sum(lane(browser, "Oskar")) / 2

    def touch(kind: str, *places: float) -> None:
        points = [{"x": left + x, "y": y, "id": at} for at, x in enumerate(places)]
        browser("Input.dispatchTouchEvent", type=kind, touchPoints=points)

    since, scale = drawn(browser)
    touch("touchStart", 100)
    touch("touchStart", 100, 140)
    touch("touchMove", 60, 180)
    touch("touchEnd")
    near = drawn(browser)
    assert near[1] == pytest.approx(3 * scale, rel=0.01)
    assert near[0] + 120 / near[1] == pytest.approx(since + 120 / scale, abs=0.05), "what is between the fingers stays"
    touch("touchStart", 150)
    touch("touchMove", 110)
    touch("touchEnd")
    assert drawn(browser)[0] == pytest.approx(near[0] + 40 / near[1], abs=0.05)
    browser.press("0")
    row = next(row for row in timeline(studio)["lines"] if row[0] == line_of(studio, "In every weather")["number"])
    touch("touchStart", (row[1] + row[2] / 2) * scale)
    touch("touchEnd")
    browser.wait(f"{SELECTED}?.includes('In every weather')")
    browser.wait(f"[...window.sounds].some((sound) => sound.includes('/lines/{row[0]}/'))")
    browser("Emulation.setTouchEmulationEnabled", enabled=False)
    assert browser.complaints == []
