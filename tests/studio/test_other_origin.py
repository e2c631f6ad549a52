"""A page of another origin, in the browser that holds the studio's cookie: it reads nothing and changes nothing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.chromium import Chromium as Browser
from support.chromium import find
from support.doubtful_story import STOVE
from support.studio import Client, served

if TYPE_CHECKING:
    from support.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]

NAME = "stove.txt"
EDIT = json.dumps({"edit": {"do": "recast", "character": "Signe", "voice": "wren"}, "anyway": True})
ATTACK = """(async () => {
  const studio = %(studio)s, edits = studio + "/api/stories/stove.txt/edits", edit = %(edit)s, got = {};
  const settled = (promise) => Promise.race([promise, new Promise((done) => setTimeout(() => done("nothing"), 1500))]);
  const read = async (name, path, options) => {
    got[name] = await settled(fetch(studio + path, options).then(async (answer) => (await answer.text()) || "nothing", () => "nothing"));
  };
  await Promise.all([
    read("fetch", "/api/stories"),
    read("with credentials", "/api/stories/stove.txt/script", { credentials: "include" }),
    read("not asked", "/api/stories/stove.txt/script", { credentials: "include", mode: "no-cors" }),
    read("the page", "/", { credentials: "include" }),
    read("json", "/api/stories/stove.txt/edits", { method: "POST", body: edit, credentials: "include", headers: { "content-type": "application/json" } }),
    read("text", "/api/stories/stove.txt/edits", { method: "POST", body: edit, credentials: "include", mode: "no-cors" }),
    read("put", "/api/stories/stove.txt/texts/voices", { method: "PUT", body: "{}", credentials: "include" }),
    read("delete", "/api/stories/stove.txt/render", { method: "DELETE", credentials: "include" }),
  ]);
  const tag = (name, more) => settled(new Promise((done) => {
    const element = Object.assign(document.createElement(name), more);
    element.onload = element.onloadedmetadata = () => done(name + " loaded");
    element.onerror = () => done("nothing");
    document.body.append(element);
  }));
  got.img = await tag("img", { src: studio + "/page/icon.svg" });
  got.script = await tag("script", { src: studio + "/page/keys.js", type: "text/javascript" });
  got.module = await tag("script", { src: studio + "/page/api.js", type: "module" });
  got.sheet = await tag("link", { href: studio + "/page/style.css", rel: "stylesheet" });
  got.audio = await tag("audio", { src: studio + "/api/stories/stove.txt/lines/3/sound.wav" });
  got.events = await settled(new Promise((done) => {
    const source = new EventSource(studio + "/api/events", { withCredentials: true });
    source.onopen = source.onmessage = () => done("open");
    source.onerror = () => (source.close(), done("nothing"));
  }));
  const frame = Object.assign(document.createElement("iframe"), { src: studio + "/", name: "sink" });
  document.body.append(frame);
  await new Promise((done) => setTimeout(done, 400));
  try { got.frame = frame.contentDocument?.body.innerText || "nothing"; } catch { got.frame = "nothing"; }
  for (const enctype of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"]) {
    const form = Object.assign(document.createElement("form"), { action: edits, method: "post", target: "sink", enctype });
    form.append(Object.assign(document.createElement("input"), { name: edit.slice(0, -1) + ', "x": "', value: '"}' }));
    document.body.append(form);
    form.submit();
  }
  const window_of_it = open(studio + "/#stove.txt/lines");
  await new Promise((done) => setTimeout(done, 600));
  window_of_it?.postMessage({ kind: "script", edit }, "*");
  try { got.window = window_of_it?.document.body.innerText || "nothing"; } catch { got.window = "nothing"; }
  window_of_it?.close();
  return got;
})()"""  # noqa: E501


class _Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title><body>")

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[int]:
    """Serve a page of somebody else, and return its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_text(STOVE, encoding="utf-8")
    return path


def standing(studio: Client, story: Path) -> tuple[object, ...]:
    """Return what there is to change: the files of the story, what is recorded, what is shown."""
    files = {path.name: path.read_bytes() for path in story.parent.iterdir() if path.name.startswith("stove")}
    return files, studio.of(NAME, "GET", "plan")["to_record"], studio.of(NAME, "GET", "script")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_elsewhere_reads_nothing_and_changes_nothing(
    browser: Chromium, elsewhere: int, story: Path, host: str
) -> None:
    with served(story) as studio:
        browser.open(studio.link)
        browser.wait("document.querySelector('.line.selected')")
        before = standing(studio, story)
        browser.open(f"http://{host}:{elsewhere}/")
        about = {"studio": json.dumps(f"http://127.0.0.1:{studio.port}"), "edit": json.dumps(EDIT)}
        got = browser.ask(ATTACK % about)
        assert {name: found for name, found in got.items() if found != "nothing"} == {}
        assert standing(studio, story) == before
        browser.open(f"http://127.0.0.1:{studio.port}/#{NAME}/lines")  # the person's own page goes on
        browser.wait("document.querySelector('.line.selected')")
        browser.open("about:blank#")


def test_a_name_that_was_made_to_lead_here_gets_nothing(story: Path, tmp_path: Path) -> None:
    program = find()
    if program is None:
        pytest.skip("NO BROWSER: a name that is bound anew was not tried in one; install Debian's chromium")
    browser = Browser(program, tmp_path / "profile", "--host-resolver-rules=MAP tide.example 127.0.0.1")
    try:
        with served(story) as studio:
            for path in ("/", f"/?token={studio.token}", "/api/stories"):
                browser.open(f"http://tide.example:{studio.port}{path}")
                said = browser.ask("document.body.innerText.trim()")
                assert said == "The studio answers on this machine's own name alone."
            assert not browser.ask("document.cookie")
            read = f"fetch('/api/stories/{NAME}/script', {{ headers: {{ authorization: 'Bearer {studio.token}' }} }})"
            assert browser.ask(f"{read}.then((answer) => answer.status)") == 403
    finally:
        browser.close()


def test_what_this_test_tries_is_possible_from_the_studio_s_own_page(browser: Chromium, story: Path) -> None:
    with served(story) as studio:
        browser.open(studio.link)
        browser.wait("document.querySelector('.line.selected')")
        own = post(browser, studio, "application/json")
        assert own == 200
        assert post(browser, studio, "text/plain") == 415
        browser.open("about:blank#")


def post(browser: Chromium, studio: Client, kind: str) -> int:
    """Make an edit from a page, and return the status."""
    path = f"http://127.0.0.1:{studio.port}/api/stories/{NAME}/edits"
    options = f"{{ method: 'POST', body: {json.dumps(EDIT)}, headers: {{ 'content-type': '{kind}' }} }}"
    return int(browser.ask(f"fetch('{path}', {options}).then((answer) => answer.status)"))
