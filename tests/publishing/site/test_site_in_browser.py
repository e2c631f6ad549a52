"""The site of a season in a real browser: from the disk, and from a web server in a folder of its own."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager, suppress
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from support import axe
from support.chromium import PATIENCE_S, Chromium
from support.chromium_fixture import installed_browser
from support.season_site import publish_marked
from support.seasons import EPISODES, TONES, write_season

import drama

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TIME = "document.getElementById('audio').currentTime"
CURRENT = "document.querySelector('a.line[aria-current]')?.textContent"
MARKED = "[...CSS.highlights.get('word')].map(String).join('|')"
READY = "document.getElementById('audio')?.readyState > 0"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with installed_browser(tmp_path_factory.mktemp("profile"), "the site of a season") as chromium:
        chromium("Network.enable")
        yield chromium


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Iterator[drama.PublishedSeason]:
    """Three episodes and a trailer, in a folder whose name needs quoting."""
    folder = tmp_path_factory.mktemp("season")
    stories = write_season(folder / "stories", series=TONES)
    ferry, lamp, tower = EPISODES
    marks = {ferry: {2: ("trailer", "soundbite"), 4: ("trailer",)}, lamp: {2: ("trailer",)}, tower: {4: ("trailer",)}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAMA_CACHE", str(folder / "store"))
        yield publish_marked(stories, folder / "on the web: 100% #1", marks)


def page_of(season: drama.PublishedSeason, number: int) -> str:
    """Return the name of the page of an episode."""
    return next(one.page.name for one in season.season.episodes if one.number == number and one.page)


def guid_of(season: drama.PublishedSeason, number: int) -> str:
    """Return the GUID of an episode."""
    return next(one.guid for one in season.season.episodes if one.number == number)


class Links(HTMLParser):
    """What a page leads to, and what in it can be led to."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if known.get("rel") != "canonical":
            self.links += [value for key in ("href", "src") if (value := known.get(key))]
        self.ids += [value for value in (known.get("id"),) if value]


@contextmanager
def on_the_web(folder: Path) -> Iterator[str]:
    """Serve a folder two folders deep by the simplest of servers, which sends no parts of files; yield its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix("/shows/harbour"))

        def copyfile(self, source: Any, outputfile: Any) -> None:
            with suppress(ConnectionError):  # the browser has heard enough
                super().copyfile(source, outputfile)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/shows/harbour/"
    finally:
        server.shutdown()
        server.server_close()


def follow(browser: Chromium, selector: str, guid: str) -> None:
    """Click a link, and wait until the page of an episode can play."""
    browser.click(selector)
    here = f"document.body?.dataset.guid === '{guid}' && {READY}"
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        with suppress(AssertionError):  # the page that is asked goes away
            if browser.ask(f"Boolean({here})"):
                return
    raise AssertionError(f"{selector} never led to {guid}")


def test_an_episode_plays_and_marks_the_word_being_said_wherever_the_site_stands(
    browser: Chromium, season: drama.PublishedSeason
) -> None:
    with on_the_web(season.out) as address:
        for base in (season.out.as_uri() + "/", address):
            browser.requests.clear()
            browser.open(f"{base}index.html")
            assert browser.ask("document.querySelector('.hero .art').naturalWidth > 100")
            follow(browser, "#start", guid_of(season, 1))
            browser.ask("document.getElementById('audio').playbackRate = 0.25")  # a busy machine misses no word
            browser.click("#line-2")
            browser.wait(f"{TIME} > 0.3")
            browser.wait(f"{CURRENT}?.includes('Is that the last one?')")
            for word in ("“Is", "that", "the", "last", "one?”"):
                browser.wait(f"{MARKED} === '{word}'")
            browser.press(" ")
            browser.wait("document.getElementById('audio').paused")
            browser.ask("scrollTo(0, document.body.scrollHeight)")  # from under the player
            follow(browser, ".turn .after", guid_of(season, 2))
            browser.press("ArrowRight", "ArrowRight")
            browser.wait(f"{CURRENT}?.includes('Who left the lamp on?')")
            assert browser.complaints == []
            elsewhere = [one for one in browser.requests if not one.startswith((base, "about:", "data:", "blob:"))]
            assert elsewhere == []


def test_a_quote_begins_where_it_is_said_and_what_was_heard_goes_on_there(
    browser: Chromium, season: drama.PublishedSeason
) -> None:
    browser.open((season.out / "index.html").as_uri())
    follow(browser, ".quote a", guid_of(season, 1))
    first = next(one for one in season.season.episodes if one.number == 1)
    browser.wait(f"Math.abs({TIME} - {first.soundbites[0].start_s}) < 0.05")
    assert first.duration_s > 10
    browser.ask(f"localStorage.setItem('drama:{first.guid}', '{first.duration_s - 1:.0f}')")
    browser.open((season.out / "index.html").as_uri())
    shown = "document.querySelector('[data-guid=\"{}\"] .resume')"
    here, other = shown.format(first.guid), shown.format(guid_of(season, 2))
    assert browser.ask(f"!{here}.hidden && {here}.textContent") == "· heard"
    assert browser.ask(f"{other}.hidden")
    browser.ask("localStorage.clear()")


def test_every_link_leads_to_something_that_is_there(season: drama.PublishedSeason) -> None:
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in season.out.rglob("*.html")}
    assert len(pages) == 4
    for path, page in pages.items():
        for link in page.links:
            if link.startswith("podcast://"):
                continue
            target, fragment = urldefrag(urljoin(path.as_uri(), link))
            file = type(path)(unquote(urlsplit(target).path))
            assert file.is_file(), (path.name, link)
            assert file.is_relative_to(season.out)
            if fragment and not fragment.startswith("t="):
                assert fragment in pages[file].ids, (path.name, link)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_it_at_any_width(browser: Chromium, season: drama.PublishedSeason, dark: bool) -> None:
    source = axe.find()
    for name in ("index.html", page_of(season, 2)):
        for width in (360, 820, 1400):
            browser.open((season.out / name).as_uri(), width=width, dark=dark)
            browser.ask("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            assert browser.ask("document.documentElement.scrollWidth <= innerWidth"), (name, width)
            if source:
                assert axe.violations(browser, source) == [], (name, width)
