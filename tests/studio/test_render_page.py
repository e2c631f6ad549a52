"""The view "Render" in a real browser: an episode made, stopped, heard and taken along."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.rope_story import ROPE, SCENES
from support.studio import PATIENCE_S, Client, served

if TYPE_CHECKING:
    from support.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]

STORY = "rope.txt"
EPISODE = "document.querySelector('.episode audio')"
WATCH_SOUNDS = """window.sounds = new Set(); (() => { const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () { window.sounds.add(this); return play.call(this); }; })(); true"""


@pytest.fixture
def rope(browser: Chromium, tmp_path: Path) -> Iterator[Client]:
    story = tmp_path / STORY
    story.write_text(ROPE, encoding="utf-8")
    with served(story) as studio:
        yield studio
        browser("Page.navigate", url="about:blank")  # or it asks a server that is gone for events


def opened(browser: Chromium, studio: Client, *, width: int = 1400) -> None:
    browser.open(f"{studio.link}#{STORY}/render", width=width)
    browser.wait("document.querySelectorAll('.block').length")
    browser.ask(WATCH_SOUNDS)


def downloaded(browser: Chromium, path: Path) -> bytes:
    """Return a file once the browser has put it there."""
    end = time.monotonic() + PATIENCE_S
    while not path.exists() or not path.stat().st_size or list(path.parent.glob("*.crdownload")):
        assert time.monotonic() < end, sorted(path.parent.iterdir())
        browser.ask("document.title")
    return path.read_bytes()


def test_an_episode_is_made_by_a_key_played_by_chapter_and_taken_along(
    browser: Chromium, rope: Client, tmp_path: Path
) -> None:
    opened(browser, rope)
    lines = rope.of(STORY, "GET", "plan")["lines"]
    assert browser.ask("document.querySelector('.rendering h2').textContent") == f"{lines} lines to record"
    assert browser.ask("document.querySelector('.planned .reason').innerText") == f"Never recorded {lines} lines"
    browser.click("[title^='A WAV file'] input")  # the stems
    browser.ask("document.querySelector('.big').focus()")
    browser.press("Enter")
    browser.wait("document.querySelector('.bar-of')")
    browser.wait(f"{EPISODE} && document.querySelectorAll('.downloads a').length > 3")
    assert browser.ask("document.querySelector('.rendering h2').textContent") == "Everything is recorded"
    browser.wait("document.activeElement.textContent === 'rope.mp3'")  # the focus goes with what is looked at
    assert browser.ask("document.querySelectorAll('.block.whole').length") == SCENES
    assert "LUFS" in browser.ask("document.querySelector('.report').innerText")
    browser.press("e")
    browser.wait(f"{EPISODE}.currentTime > 0.1")
    browser.click(".chapters li:last-child button")
    last = rope.of(STORY, "GET", "render")["last"]
    browser.wait(f"{EPISODE}.currentTime > {last['chapters'][-1]['start']}")
    browser.wait("document.querySelector('.chapters li:last-child [aria-current]')")
    browser.press("e")
    browser.wait(f"{EPISODE}.paused")
    browser("Page.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path / "taken"))
    browser.click(".downloads a")
    assert downloaded(browser, tmp_path / "taken" / "rope.mp3") == (tmp_path / "rope.mp3").read_bytes()
    browser.ask("location.reload()")
    browser.wait(f"{EPISODE}?.duration > 10 && document.querySelector('[title^=\"A WAV file\"] input').checked")
    assert browser.complaints == []


def test_a_render_is_stopped_and_gone_on_with_while_lines_are_heard(browser: Chromium, rope: Client) -> None:
    opened(browser, rope)
    browser.press("g")
    browser.wait("document.querySelector('.bar-of')")
    browser.press("f")
    browser.press("x")
    browser.wait("document.querySelector('.big')?.textContent.startsWith('Go on')")
    assert "What was recorded is kept" in browser.ask("document.querySelector('.rendering .card').innerText")
    browser.wait("[...window.sounds].some((sound) => sound.currentTime > 0.05)")
    browser.press("g")
    browser.wait(EPISODE)
    browser.press("Escape", "e")
    browser.wait(f"{EPISODE}.currentTime > 0.1")
    assert browser.complaints == []


def test_a_scene_is_chosen_by_keys_and_heard_with_its_whole_sound_on_a_phone(browser: Chromium, rope: Client) -> None:
    opened(browser, rope, width=360)
    assert browser.ask("document.documentElement.scrollWidth") <= 360
    browser.ask("document.querySelector('.block[tabindex=\"0\"]').focus()")
    browser.press("ArrowRight")
    browser.wait("document.activeElement.getAttribute('aria-label')?.startsWith('Scene 2')")
    browser.press("p")
    browser.wait("document.querySelector('.chosen audio')?.currentTime > 0.1")
    assert browser.ask("document.querySelectorAll('.block.whole').length") == 1
    assert browser.ask("document.querySelector('.block.whole').ariaChecked") == "true"
    assert browser.complaints == []


def test_an_audiobook_is_played_file_by_file(browser: Chromium, rope: Client) -> None:
    rope.of(STORY, "PUT", "texts/voices", {"text": '[mix]\npreset = "audiobook"\n', "base": None})
    opened(browser, rope)
    browser.press("g")
    browser.wait(f"{EPISODE} && document.querySelectorAll('.chapters li').length === {SCENES}")
    browser.ask("document.querySelector('.chapters li:last-child button').click()")  # the plan above still comes in
    browser.wait(f"{EPISODE}.src.includes('03%20-%20') && {EPISODE}.currentTime > 0.1")
    browser.click(".chapters li:first-child button")
    browser.wait(f"{EPISODE}.src.includes('01%20-%20') && {EPISODE}.currentTime > 0.1")
    browser.click(".chapters li:first-child button")
    browser.wait(f"{EPISODE}.currentTime > 0.05 && !{EPISODE}.paused")
    assert browser.ask("document.querySelectorAll('.report .chapter').length") == SCENES
    assert browser.complaints == []


def test_a_file_in_the_way_is_told_and_another_name_taken(browser: Chromium, rope: Client, tmp_path: Path) -> None:
    (tmp_path / "rope.mp3").write_bytes(b"mine")
    opened(browser, rope)
    browser.press("g")
    browser.wait("document.activeElement.matches('.occupied input')")  # the name is selected: typing replaces it
    browser.type("The long rope")
    browser.press("Enter")
    browser.wait("document.querySelector('.episode h2')?.textContent === 'The long rope.mp3'")
    assert (tmp_path / "rope.mp3").read_bytes() == b"mine"
    assert browser.complaints == []
