"""The view "Lines" in a real browser: a story righted by keys alone, seen before it is kept, found, scrolled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.doubtful_story import STOVE
from support.studio import Client, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]

FOCUS_IS_ON_THE_SCRIPT = "document.activeElement.getAttribute('role') === 'listbox'"
RIPPLE = "document.querySelector('.consequences')?.textContent"
SELECTED = "document.querySelector('.line.selected')"


@pytest.fixture
def stove(browser: Chromium, tmp_path: Path) -> Iterator[tuple[Client, Path]]:
    story = tmp_path / "stove.txt"
    story.write_text(STOVE, encoding="utf-8")
    with served(story) as studio:
        yield studio, tmp_path / "stove.script.toml"
        browser("Page.navigate", url="about:blank")  # a page whose server has gone complains


def opened(browser: Chromium, studio: Client, *, width: int = 1280) -> None:
    browser.open(studio.link, width=width)
    browser.wait(SELECTED)


def selected(browser: Chromium) -> str:
    """Return the words of the selected line."""
    browser.wait(SELECTED)
    return str(browser.ask(f"{SELECTED}.querySelector('.words').textContent"))


def go_to(browser: Chromium, words: str) -> None:
    """Find a line by its words, and show the others again."""
    browser.press("/")
    browser.type(words)
    browser.wait("document.querySelectorAll('.line').length === 1")
    browser.press("Enter")
    assert words in selected(browser)
    browser.press("Escape")


def choices(browser: Chromium) -> list[str]:
    """Return those whom the selected line can be given to, by number."""
    return list(browser.ask("[...document.querySelectorAll('.choice .name')].map((name) => name.textContent)"))


def choose(browser: Chromium, name: str) -> None:
    """Press the number of somebody, and wait for what it would change."""
    browser.press(str(choices(browser).index(name) + 1))
    browser.wait("document.querySelector('.consequences b')")


def test_every_doubtful_line_is_righted_by_keys_alone(browser: Chromium, stove: tuple[Client, Path]) -> None:
    studio, corrections = stove
    opened(browser, studio)
    assert browser.ask("document.querySelector('.doubt').textContent").startswith("3 doubtful lines left")
    browser.press("d")
    for words, name in (("Somebody has the key", "Signe"), ("Was it you", "Signe"), ("It was the wind", "Brekke")):
        assert words in selected(browser)
        choose(browser, name)
        assert not browser.ask(f"{SELECTED}.querySelector('.who').textContent.startsWith('{name}')"), "not kept yet"
        browser.press("Enter")
        browser.wait(f"!{SELECTED}.querySelector('.words').textContent.includes({json.dumps(words)}) "
                     "|| document.querySelector('.doubt.none')")  # fmt: skip
        assert browser.ask(FOCUS_IS_ON_THE_SCRIPT)
    assert "No line is in doubt" in browser.ask("document.querySelector('.doubt').textContent")
    assert corrections.read_text(encoding="utf-8").count("[[line]]") == 3
    speakers = {line["text"]: line["speaker"] for line in studio.of("stove.txt", "GET", "script")["lines"]}
    assert [speakers[words] for words in ("“Somebody has the key to the boathouse.”", "“It was the wind.”")] == [
        "Signe",
        "Brekke",
    ]
    assert browser.complaints == []


def test_what_an_edit_changes_is_shown_before_it_is_kept_and_nothing_is_written_where_it_is_left(
    browser: Chromium, stove: tuple[Client, Path]
) -> None:
    studio, corrections = stove
    opened(browser, studio)
    go_to(browser, "With what")
    choose(browser, "Brekke")
    others = browser.ask(
        "[...document.querySelectorAll('.consequences li')].map((one) => one.innerText.split(/\\s+/).join(' '))"
    )
    assert others == ["12 Brekke → to Halvard “With your head.”"]
    assert browser.ask("document.querySelectorAll('.line.moves').length") == 2
    choose(browser, "Tove")
    browser.press("Escape")
    browser.wait("!document.querySelector('.consequences b')")
    assert browser.ask(FOCUS_IS_ON_THE_SCRIPT)
    assert not corrections.exists()
    choose(browser, "Brekke")
    browser.press(str(choices(browser).index("Brekke") + 1))  # the same again keeps it
    browser.wait("document.querySelector('.line.changed')")
    assert browser.ask("document.querySelectorAll('.line.changed').length") == 2
    assert corrections.exists()
    browser.press("w")
    browser.wait("document.querySelector('.why .side, .why .because')")
    assert browser.ask("document.querySelector('.why .weight').textContent")


def test_lines_become_thoughts_narration_unspoken_and_are_given_to_somebody_new(
    browser: Chromium, stove: tuple[Client, Path]
) -> None:
    studio, _corrections = stove
    opened(browser, studio)

    def line(words: str) -> dict[str, object]:
        found = studio.of("stove.txt", "GET", "script")["lines"]
        return next((line for line in found if words in line["text"]), {})

    def keep() -> None:
        browser.wait("document.querySelector('.consequences b')")
        before = browser.ask("document.querySelector('.toasts').textContent")
        browser.press("Enter")
        browser.wait(f"document.querySelector('.toasts').textContent !== {json.dumps(before)}")

    go_to(browser, "With what")
    browser.press("t")
    keep()
    assert line("With what")["kind"] == "thought"
    go_to(browser, "With your head")
    browser.press("n")
    browser.type("Old Ragna")
    browser.press("Enter")
    keep()
    assert line("With your head")["speaker"] == "Old Ragna"
    go_to(browser, "With your head")  # it had been doubtful, so the next doubt was next
    browser.press("u")
    keep()
    assert line("With your head")["speaker"] != "Old Ragna"
    go_to(browser, "It was the wind")
    browser.press("m")
    keep()
    assert line("It was the wind")["speaker"] is None
    go_to(browser, "Was it you")
    browser.press("x")
    keep()
    assert not line("Was it you")
    browser.click(".tick input")
    browser.wait("document.querySelector('.unspoken .back')")
    browser.press("b")
    browser.wait("document.querySelector('dialog[open] .left button')")
    browser.press("Tab", "Enter")  # past the button that closes it
    browser.wait("!document.querySelector('.unspoken .back')")
    browser.press("Escape")
    browser.wait("!document.querySelector('dialog')")
    assert line("Was it you")["speaker"] == "Tove"
    assert browser.complaints == []


def test_of_a_long_script_only_what_is_seen_is_in_the_document(browser: Chromium, tmp_path: Path) -> None:
    story = tmp_path / "tides.txt"
    told = "\n\n".join(f"“Tide {n} is in,” said {('Ada', 'Bo')[n % 2]}. The gulls were loud." for n in range(700))
    story.write_text(told + "\n\n“And the last one out,” said Ada.\n", encoding="utf-8")
    with served(story) as studio:
        opened(browser, studio)
        total = len(studio.of("tides.txt", "GET", "script")["lines"])
        assert total > 1400
        browser.press("End")
        browser.wait(f"{SELECTED}?.getAttribute('aria-posinset') === '{total}'")
        seen = "(() => { const row = document.querySelector('.line.selected').getBoundingClientRect(), list = document.querySelector('.script').getBoundingClientRect(); return row.top >= list.top && row.bottom <= list.bottom; })()"  # noqa: E501
        browser.wait(seen)
        for _ in range(4):
            browser.press("PageUp")
            browser.wait(seen)
        assert browser.ask("document.querySelectorAll('.line').length") < 90
        browser.ask("document.querySelector('.script').scrollTop = 20000")
        browser.wait("document.querySelector('.line') && document.querySelectorAll('.line').length < 90")
        browser.press("/")
        browser.type("gulls TIDE 35")
        browser.wait("document.querySelector('.count').textContent.startsWith('0 of')")
        browser.press("Escape", "/")
        browser.type("bo tide 35")
        browser.wait("document.querySelectorAll('mark').length > 0")
        found = int(browser.ask("document.querySelector('.count').textContent").split()[0])
        assert found == sum("35" in str(n) and n % 2 == 1 for n in range(700))
        browser("Page.navigate", url="about:blank")
    assert browser.complaints == []


def test_a_line_is_said_otherwise_by_keys_and_by_hand_and_heard_at_once(
    browser: Chromium, stove: tuple[Client, Path]
) -> None:
    studio, _corrections = stove
    opened(browser, studio)
    go_to(browser, "We could break the door")

    def how() -> dict[str, object]:
        found = studio.of("stove.txt", "GET", "script")["lines"]
        return next(line["how"] for line in found if "break the door" in line["text"])

    def decided(words: str) -> None:
        browser.wait(f"[...document.querySelectorAll('.toasts p')].at(-1)?.textContent.includes({json.dumps(words)})")

    browser.press("s")
    browser.wait("document.querySelector('.say')")
    browser.press("2")
    decided("whispered")
    browser.wait("document.querySelector('.player')")  # it is heard at once
    browser.press("-", "-")
    decided("80% of the rate")
    browser.press("]", "]")
    decided("pause of 0.6 s")
    browser.click(".stress .word:last-child")
    decided("stressed: door")
    browser.press("Escape")
    browser.press("s", "o")
    browser.type("We should break the door")
    browser.press("Enter")
    decided("says: We should break the door")
    browser.wait("document.querySelector('.line.selected ins')?.textContent === 'We should break the door'")
    assert browser.ask("document.querySelector('.line.selected s').textContent") == "“We could break the door,”"
    assert how() == {
        "delivery": "whispered",
        "rate": 0.8,
        "pause_after": 600,
        "stress": ["door"],
        "say": "We should break the door",
    }
    x, y = browser.ask(
        "(({left, top, width, height}) => [left + width / 2, top + height / 2])"
        "(document.querySelector('.pausebar b').getBoundingClientRect())"
    )
    for kind, by in (("mousePressed", 0), ("mouseMoved", 45), ("mouseMoved", 90), ("mouseReleased", 90)):
        browser("Input.dispatchMouseEvent", type=kind, x=x + by, y=y, button="left", buttons=1, clickCount=1)
    decided("pause of 1.6 s")
    browser.press("Escape", "s", "r")
    browser.wait("document.querySelector('.pronounce button:last-child').textContent.includes('1 line')")
    assert browser.complaints == []
