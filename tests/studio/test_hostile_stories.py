"""Stories that were made to do harm, in a real browser: nothing in them is run, and nothing breaks the page."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from support.studio import Client, served

if TYPE_CHECKING:
    from support.chromium import Chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform == "win32", reason="no file of Windows has such a name"),
]

MARKUP = "<img src=x onerror=alert(1)>"
LONG = "Wolfgang" + "amadeus" * 1428
HIDDEN = "Od\u200bi\u200dl\ufeffe"
ACCENTS = "\u0301" * 3000
BACKWARDS = "An\u202enna"
NAME = f"<b onclick=alert(2)>{'kelp' * 40}&amp;.txt"
STORY = f"""<script>alert("title")</script>{"Very" * 3000}

“<script>alert(3)</script>,” said Odile. “</script><svg onload=alert(4)>” She meant it.

“{MARKUP} &lt;script&gt;alert(5)&lt;/script&gt; &#x3C;b&#x3E;” said {LONG}.

“\x1b[31mRed\x1b[0m \x1b]0;owned\x07 {{{{7*7}}}} ${{alert(6)}} javascript:alert(7),” said {LONG}.

“\u202eesrever ni si siht\u202c,” said {BACKWARDS}. “\u200b\u200b\u200b{ACCENTS}”

“{"w" * 12_000}” said {HIDDEN}.

“Where is the tide?” asked Odile.

“{"http://example.org/" + "x" * 400}” said Odile. “Out.”
"""
CAST = f"""[characters.Odile]
voice = "wren"
aliases = [{", ".join(f'"Alias {n} <i>{MARKUP}"' for n in range(1000))}]

[characters.{json.dumps(MARKUP)}]
gender = "female"

[characters.{"Q" * 200}]
age = "old"
"""
VIEWS = {
    "lines": ".line.selected",
    "cast": ".portrait .gauge",
    "timeline": ".timeline-view canvas",
    "render": ".rendering .main",
}
RAN = """window.ran = []; for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = (...said) => { window.ran.push(name + said); };"""  # noqa: E501


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    story = tmp_path / NAME
    story.write_text(STORY, encoding="utf-8")
    story.with_name(f"{story.stem}.voices.toml").write_text(CAST, encoding="utf-8")
    return story


def assert_nothing_ran(browser: Chromium, studio: Client) -> None:
    assert browser.ask("window.ran") == []
    assert browser.complaints == []
    elsewhere = [url for url in browser.requests if not url.startswith((f"http://127.0.0.1:{studio.port}/", "about:"))]
    assert elsewhere == []
    assert not browser.ask("document.querySelector('main :is(script, iframe, img, svg[onload], [onclick], [onerror])')")


@pytest.mark.parametrize("width", [360, 1400])
def test_nothing_in_a_story_or_its_cast_is_run_and_every_view_stays_usable(
    browser: Chromium, hostile: Path, width: int
) -> None:
    browser("Network.enable")
    added = browser("Page.addScriptToEvaluateOnNewDocument", source=RAN)["identifier"]
    with served(hostile) as studio:
        browser.requests.clear()
        browser.open(f"{studio.link}#{quote(NAME, safe='')}/lines", width=width)
        for view, shown in VIEWS.items():
            browser.ask(f"location.hash = '#{quote(NAME, safe='')}/{view}'; true")
            browser.wait(f"document.querySelector({json.dumps(shown)})")
            assert browser.ask("document.documentElement.scrollWidth <= innerWidth"), view
            header = browser.ask("document.querySelector('.bar').getBoundingClientRect().height")
            assert header < 160, "the title leaves room for the view"
            browser.press("?")
            browser.wait("document.querySelector('dialog[open]')")
            browser.press("Escape")
            browser.wait("!document.querySelector('dialog')")
            assert_nothing_ran(browser, studio)
        browser.press("L")
        browser.wait("document.querySelector('.line.selected') && document.activeElement.matches('.script')")
        browser.press("/")
        browser.type("where is the tide")
        browser.wait("document.querySelectorAll('.line').length === 1")
        browser.press("Enter", "w")
        browser.wait("document.querySelector('.why .because, .why .side')")
        browser.press("Escape", "s")
        browser.wait("document.querySelector('.say')")
        assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
        browser.press("Escape", "n")
        browser.wait("document.querySelector('#newcomer')")
        browser.type(MARKUP)
        browser.press("Enter")
        browser.wait("document.querySelector('.consequences b')")
        browser.press("Enter")
        browser.wait("document.querySelector('.toasts p')")
        assert MARKUP in browser.ask("document.querySelector('.toasts').textContent")
        assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
        speakers = [line["speaker"] for line in studio.of(NAME, "GET", "script")["lines"]]
        assert MARKUP in speakers
        assert_nothing_ran(browser, studio)
        browser.open("about:blank#")
    browser("Page.removeScriptToEvaluateOnNewDocument", identifier=added)
    browser("Network.disable")
