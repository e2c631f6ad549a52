"""The page to read along in a real browser: real clicks and keys, the page's own security policy in force."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.chromium_fixture import installed_browser
from support.page_programme import long_programme, programme, write_tone

from drama.exports.page import read_along

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.chromium import Chromium

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CURRENT = "document.querySelector('a.line[aria-current]')?.id"
TIME = "document.getElementById('audio').currentTime"
PLAYING = "!document.getElementById('audio').paused"
FOLLOW_IS_OFFERED = "!document.getElementById('follow').hidden"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with installed_browser(tmp_path_factory.mktemp("profile"), "the page to read along") as chromium:
        yield chromium


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages and their sound: one with the audio inside, one with it beside it, one that scrolls."""
    folder = tmp_path_factory.mktemp("a folder: 100% & #1")
    audio = write_tone(folder / "lamp #1 100%.wav")
    peaks = [0.2 + 0.1 * (n % 7) for n in range(400)]
    (folder / "inside.html").write_text(read_along(programme(), audio, peaks), encoding="utf-8")
    (folder / "beside.html").write_text(read_along(programme(), audio, peaks, inside_bytes=0), encoding="utf-8")
    (folder / "long.html").write_text(read_along(long_programme(), audio, peaks), encoding="utf-8")
    lost = replace(programme(), audio="lost.wav")
    lost_audio = write_tone(folder / "lost.wav")
    (folder / "lost.html").write_text(read_along(lost, lost_audio, inside_bytes=0), encoding="utf-8")
    lost_audio.unlink()
    return folder


@pytest.fixture
def page(browser: Chromium, folder: Path) -> Chromium:
    browser.open((folder / "inside.html").as_uri())
    browser.wait("document.getElementById('audio').readyState > 0")
    return browser


def test_the_page_runs_under_its_own_policy_without_a_complaint(page: Chromium) -> None:
    assert page.complaints == []
    assert page.ask("window.taken") is None
    assert page.ask("document.documentElement.classList.contains('js')")
    assert page.ask("getComputedStyle(document.querySelector('.player')).position") == "fixed"


def test_an_injected_script_does_not_run(page: Chromium) -> None:
    page.ask("document.body.append(Object.assign(document.createElement('script'), {text: 'window.taken = 3'}))")
    page.ask("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.taken = 4\">')")
    page.ask("new Promise((done) => setTimeout(done, 50))")
    assert page.ask("window.taken") is None


def test_a_click_on_a_line_plays_it_and_marks_it(page: Chromium) -> None:
    page.click("#line-4")
    page.wait(PLAYING)
    page.wait(f"{CURRENT} === 'line-4' && {TIME} >= 3.0")
    assert page.ask(f"{TIME} < 4")
    assert page.ask("document.getElementById('speaking').textContent") == "Marek"
    assert page.ask("document.querySelectorAll('a.line[aria-current]').length") == 1


def test_the_mark_goes_along_with_the_sound(page: Chromium) -> None:
    page.click("#line-2")
    page.wait(f"{CURRENT} === 'line-3'")
    assert page.ask(f"Math.abs({TIME} - 2) < 0.5")


MARKED = "[...CSS.highlights.get('word')].map(String).join('|')"


def test_each_word_is_marked_while_it_is_said(page: Chromium) -> None:
    page.click("#line-4")
    for word in ("Nobody", "you", "know."):
        page.wait(f"{MARKED} === '{word}'")
    page.wait(f"{CURRENT} === 'line-5'")
    assert page.ask(MARKED) == ""


def test_no_word_is_marked_in_a_line_whose_words_are_not_timed_or_that_rests(page: Chromium) -> None:
    page.click("#line-3")
    page.wait(f"{PLAYING} && {CURRENT} === 'line-3' && {TIME} > 2.1")
    assert page.ask(MARKED) == ""
    page.wait(f"{MARKED} === 'you'")
    page.press(" ")
    page.wait(f"!({PLAYING}) && {MARKED} === ''")


def test_words_are_found_in_a_line_of_any_signs(page: Chromium) -> None:
    page.click("#line-6")
    page.wait(f"{CURRENT} === 'line-6' && {MARKED} !== ''")
    assert page.ask("window.taken") is None


def test_enter_on_a_line_plays_it(page: Chromium) -> None:
    page.ask("document.getElementById('line-6').focus()")
    page.press("Enter")
    page.wait(f"{PLAYING} && {CURRENT} === 'line-6'")


def test_space_plays_and_pauses_and_does_not_scroll(page: Chromium) -> None:
    page.press(" ")
    page.wait(f"{PLAYING} && document.getElementById('play').getAttribute('aria-label') === 'Pause'")
    page.press(" ")
    page.wait(f"!({PLAYING})")
    assert page.ask("scrollY") == 0


def test_space_on_a_button_presses_the_button_alone(page: Chromium) -> None:
    page.ask("document.querySelector('button.member').focus()")
    page.press(" ")
    assert page.ask("document.querySelector('button.member').getAttribute('aria-pressed')") == "true"
    assert not page.ask(PLAYING)


def test_arrows_go_line_by_line_and_stay_silent_while_paused(page: Chromium) -> None:
    for wanted in ("line-2", "line-3", "line-4"):
        page.press("ArrowRight")
        assert page.ask(CURRENT) == wanted
    page.press("ArrowLeft")
    assert page.ask(CURRENT) == "line-3"
    page.wait(f"Math.abs({TIME} - 2) < 0.05")
    assert not page.ask(PLAYING)


def test_the_keyboards_focus_goes_along_from_line_to_line(page: Chromium) -> None:
    page.ask("document.getElementById('line-1').focus()")
    page.press("ArrowDown")
    page.press("ArrowDown")
    assert page.ask("document.activeElement.id") == "line-3"
    assert page.ask("[...document.querySelectorAll('a.line')].filter((one) => one.tabIndex === 0).length") == 1


def test_a_scene_in_the_list_is_jumped_to(page: Chromium) -> None:
    page.click("a[data-scene='1']")
    page.wait(f"Math.abs({TIME} - 4) < 0.05")
    assert page.ask(CURRENT) == "line-5"
    assert page.ask("document.querySelector('.scenes a[aria-current]').dataset.scene") == "1"
    assert page.ask("document.activeElement.id") == "scene-2-heading"


def test_a_click_on_the_waveform_seeks(page: Chromium) -> None:
    page.click("#position", along=0.8)
    page.wait(f"Math.abs({TIME} - 6.4) < 0.1")
    assert page.ask(CURRENT) == "line-7"


def test_the_position_tells_itself_in_words_and_its_arrows_go_five_seconds(page: Chromium) -> None:
    page.ask("document.getElementById('position').focus()")
    page.press("ArrowRight")
    page.wait(f"Math.abs({TIME} - 5) < 0.05")
    assert page.ask("document.getElementById('position').getAttribute('aria-valuetext')") == "0:05 of 0:08"


def test_a_chosen_character_stands_out_and_arrows_go_among_their_lines(page: Chromium) -> None:
    page.click("button.member[data-who='2']")
    assert page.ask("getComputedStyle(document.getElementById('line-3')).opacity") == "0.45"
    assert page.ask("getComputedStyle(document.getElementById('line-1')).opacity") == "1"  # being spoken
    assert page.ask("getComputedStyle(document.getElementById('line-4')).opacity") == "1"
    page.press("ArrowRight")
    assert page.ask(CURRENT) == "line-4"
    page.press("ArrowRight")
    assert page.ask(CURRENT) == "line-7"
    page.click("#all")
    assert page.ask("getComputedStyle(document.getElementById('line-3')).opacity") == "1"


def test_play_only_these_passes_over_the_others(page: Chromium) -> None:
    page.click("button.member[data-who='2']")
    page.click("#only")
    page.click("#play")
    page.wait(f"{CURRENT} === 'line-4'")
    page.ask("document.getElementById('audio').playbackRate = 4")
    page.wait(f"{CURRENT} === 'line-7'")
    page.wait(f"!({PLAYING})")  # nobody chosen speaks after that


def test_the_speed_can_be_chosen(page: Chromium) -> None:
    page.ask("const one = document.getElementById('speed'); one.value = '1.5'; one.dispatchEvent(new Event('change'))")
    assert page.ask("document.getElementById('audio').playbackRate") == 1.5


def test_audio_beside_the_page_plays_from_a_folder_with_any_name(browser: Chromium, folder: Path) -> None:
    browser.open((folder / "beside.html").as_uri())
    browser.click("#line-3")
    browser.wait(f"{PLAYING} && {TIME} > 2")
    assert browser.complaints == []


def test_audio_that_is_lost_is_told(browser: Chromium, folder: Path) -> None:
    browser.open((folder / "lost.html").as_uri())
    browser.wait("!document.getElementById('trouble').hidden")
    assert "lost.wav" in browser.ask("document.getElementById('trouble').textContent")


def test_an_address_with_a_line_opens_there(browser: Chromium, folder: Path) -> None:
    browser.open((folder / "inside.html").as_uri() + "#line-7")
    browser.wait(f"Math.abs({TIME} - 6) < 0.05")
    assert browser.ask(CURRENT) == "line-7"


@pytest.mark.parametrize("still", [True, False])
def test_the_line_comes_into_view_until_the_reader_scrolls(browser: Chromium, folder: Path, *, still: bool) -> None:
    browser.open((folder / "long.html").as_uri(), height=500, still=still)
    in_view = (
        "(() => { const box = document.querySelector('a.line[aria-current]').getBoundingClientRect();"
        "return box.top >= 0 && box.bottom <= document.querySelector('.player').getBoundingClientRect().top; })()"
    )
    browser.click("#position", along=0.5)
    browser.wait(f"scrollY > 300 && {in_view}")
    browser.press(" ")
    browser.wait(PLAYING)
    browser("Input.dispatchMouseEvent", type="mouseWheel", x=700, y=200, deltaX=0, deltaY=-400)
    browser.wait(FOLLOW_IS_OFFERED)
    browser.click("#follow")
    browser.wait(f"{in_view} && !({FOLLOW_IS_OFFERED})")


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1400, True)])
def test_the_page_fits_narrow_and_wide_in_light_and_dark(
    browser: Chromium, folder: Path, *, width: int, dark: bool
) -> None:
    browser.open((folder / "long.html").as_uri(), width=width, dark=dark)
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    paper = browser.ask("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(21, 22, 27)" if dark else "rgb(251, 249, 244)")


def test_those_who_listen_to_the_page_find_landmarks_names_and_buttons(page: Chromium) -> None:
    page("Accessibility.enable")
    nodes = page("Accessibility.getFullAXTree")["nodes"]
    found = {(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]}
    roles = {role for role, _ in found}
    assert {"main", "navigation", "complementary", "contentinfo", "banner"} <= roles
    assert ("region", "Player") in found
    assert ("button", "Play") in found
    assert ("slider", "Position in the episode") in found
    assert ("link", "Ilse, whispered: Who is there?") in found
    assert ("link", "Narrator: she asked.") in found
    assert not [name for role, name in found if role == "button" and not name]


def test_on_paper_there_is_the_script_alone(page: Chromium) -> None:
    page("Emulation.setEmulatedMedia", media="print")
    assert page.ask("getComputedStyle(document.querySelector('.player')).display") == "none"
    assert page.ask("getComputedStyle(document.querySelector('.side')).display") == "none"
    assert page.ask("document.getElementById('line-1').getClientRects().length") > 0
