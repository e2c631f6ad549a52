from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from support.reported import bed, cast, play, programme, silence, tone, write

from drama.exports.report import Report, Verdict, as_html, as_json, draw_picture, in_short, make_report, measure
from drama.exports.report.suspects import find_suspects
from drama.model import FRAME_RATE, MIX_PRESETS, Kind, Preset, Segment

if TYPE_CHECKING:
    from pathlib import Path

    from drama.exports.programme import Programme
    from drama.exports.report import Measured

pytestmark = pytest.mark.slow

NASTY = "</title><script>alert(1)</script>\u202e\x07 & \"'"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def told() -> Programme:
    return programme([(None, 0, 4), ("Ilse", 4.5, 8.5), (None, 9, 12)], 12)


@pytest.fixture
def measured(told: Programme, tmp_path: Path) -> Measured:
    parts = (tone(4, -15.8), silence(0.5), tone(4, -15.8), silence(0.5), tone(3, -15.8))
    return measure(write(tmp_path / "lamp.wav", *parts), told)


def report_of(measured: Measured, told: Programme, **more: object) -> Report:
    script, timeline = play(["The lamp went out.", "Who is there?", "Nobody."], [4, 4, 3])
    settled: dict[str, object] = {"script": script, "cast": cast(), "timeline": timeline, **more}
    return make_report(measured, told, **settled)  # type: ignore[arg-type]


def verdicts(report: Report) -> dict[str, Verdict]:
    return {figure.key: figure.verdict for figure in report.figures}


def test_an_episode_as_it_should_be_wants_no_attention(measured: Measured, told: Programme) -> None:
    report = report_of(measured, told)
    assert report.attention == ()
    assert verdicts(report)["loudness_lufs"] is Verdict.PASS
    assert verdicts(report)["loudness_range_lu"] is Verdict.NOTE
    assert in_short([report])[-1] == "nothing wants attention"


def test_each_figure_off_its_target_wants_attention(measured: Measured, told: Programme) -> None:
    off = replace(measured, integrated_lufs=-15.6, true_peak_dbtp=-0.4, plain={"Narrator": -16.0, "Ilse": -17.5})
    doubtful = replace(told, utterances=(*told.utterances[:2], replace(told.utterances[2], doubtful=True)))
    report = report_of(off, doubtful, similar=["Ilse and Marek in scene 1"], missing=["wolf"])
    wanting = {figure.key for figure in report.attention}
    assert wanting == {
        "loudness_lufs",
        "true_peak_dbtp",
        "characters_apart_lu",
        "doubtful_lines",
        "similar_voices",
        "missing_sounds",
    }
    said = in_short([report])
    assert 3 <= len(said) <= 5
    assert "loudness −15.6 LUFS (should be −16 ± 0.3 LUFS)" in said[2]
    assert said[-1].endswith("and 3 more in the report")


def test_a_line_far_louder_than_the_others_is_shown_with_its_words(measured: Measured, told: Programme) -> None:
    script, timeline = play(["The lamp went out.", "Who is there?", "Nobody."], [4, 4, 3])
    chunk = timeline.chunks[0]
    loud = replace(chunk.cues[1], gain_db=16.0)
    shouted = replace(timeline, chunks=(replace(chunk, cues=(chunk.cues[0], loud, chunk.cues[2])),))
    report = report_of(measured, told, script=script, timeline=shouted)
    assert [(note.line, note.text, note.about) for note in report.levels] == [
        (2, "Who is there?", "12 LU louder than most lines")
    ]
    assert [figure.key for figure in report.attention] == ["odd_levels"]
    assert "12 LU louder than most lines" in as_html([(report, "")])


def test_who_says_little_is_not_compared(measured: Measured) -> None:
    brief = programme([(None, 0, 4), ("Ilse", 4.5, 6)], 12)
    off = replace(measured, plain={"Narrator": -16.0, "Ilse": -22.0})
    assert "characters_apart_lu" not in verdicts(report_of(off, brief))


def test_presets_ask_for_what_they_are_for(measured: Measured, told: Programme) -> None:
    book = report_of(measured, told, cast=cast(MIX_PRESETS[Preset.AUDIOBOOK]))
    assert {"rms_dbfs", "floor_dbfs"} <= set(verdicts(book))
    assert verdicts(book)["loudness_lufs"] is Verdict.NOTE
    free = report_of(measured, told, cast=cast(MIX_PRESETS[Preset.NONE]))
    assert verdicts(free)["loudness_lufs"] is Verdict.NOTE


def test_a_long_pause_is_told_with_its_place(measured: Measured) -> None:
    gaping = programme([(None, 0, 2), (None, 9.5, 12)], 12)
    figure = next(one for one in report_of(measured, gaping).figures if one.key == "longest_pause_s")
    assert figure.value == pytest.approx(7.5)
    assert (figure.note, figure.verdict) == ("at 0:02", Verdict.ATTENTION)


@pytest.mark.parametrize(("duck_db", "verdict"), [(-6.0, Verdict.PASS), (0.0, Verdict.ATTENTION)])
def test_speech_is_held_against_the_bed_under_it(
    measured: Measured, told: Programme, duck_db: float, verdict: Verdict
) -> None:
    script, timeline = play(["The lamp went out.", "Who is there?"], [4, 4])
    under = replace(timeline, sounds=(bed(8, gain_db=4.0, duck_db=duck_db),))
    report = report_of(measured, told, script=script, timeline=under)
    figure = next(one for one in report.figures if one.key == "speech_above_bed_lu")
    speech = -23.0 + 10 * math.log10(2) + 4.0  # a take on both channels, and its gain
    assert figure.value == pytest.approx(speech - (-30.0 + 4.0 + duck_db), abs=0.01)
    assert figure.verdict is verdict


def test_digital_silence_counts_under_a_bed_alone(measured: Measured, told: Programme) -> None:
    script, timeline = play(["The lamp went out."], [4])
    assert "dead_in_bed_s" not in verdicts(report_of(measured, told, script=script, timeline=timeline))
    under = replace(timeline, sounds=(bed(12),))
    figure = next(
        one for one in report_of(measured, told, script=script, timeline=under).figures if one.key == "dead_in_bed_s"
    )
    assert figure.value == pytest.approx(1.0, abs=0.21)
    assert figure.verdict is Verdict.ATTENTION


def test_a_take_far_too_long_or_short_for_its_words_is_suspect() -> None:
    texts = ["word " * (3 + n % 7) for n in range(24)]
    seconds = [0.3 + 0.07 * len(text) for text in texts]
    seconds[5] *= 3
    seconds[11] *= 0.2
    _, timeline = play(texts, seconds)
    assert [one.line for one in find_suspects(timeline.cues)] == [6, 12]


def test_takes_that_vary_as_takes_do_are_not_suspect() -> None:
    texts = [*("word " * (1 + n % 9) for n in range(30)), "One. Two. Three. Four. Five.", "In 1984, no."]
    seconds = [(0.2 + 0.07 * len(text)) * (1 + 0.1 * (-1) ** n) for n, text in enumerate(texts)]
    seconds[-2] = 3.3
    _, timeline = play(texts, seconds)
    assert find_suspects(timeline.cues) == []
    assert find_suspects(timeline.cues[:3]) == []


def test_what_is_not_spoken_is_told_by_its_reason(measured: Measured, told: Programme) -> None:
    script, timeline = play(["The lamp went out."], [4])
    text = "The lamp went out. *** [1] [2]"
    unspoken = (
        Segment(19, 22, Kind.BREAK, 1, "break"),
        Segment(23, 26, Kind.SKIP, 1, "note"),
        Segment(27, 30, Kind.SKIP, 1, "note"),
    )
    script = replace(script, story=replace(script.story, text=text), unspoken=unspoken)
    found = report_of(measured, told, script=script, timeline=timeline).unspoken
    assert [(one.reason, one.count, one.characters, one.examples) for one in found] == [
        ("note", 2, 6, ("[1]", "[2]")),
        ("scene break", 1, 3, ("***",)),
    ]


def test_json_is_strict_also_for_silence(told: Programme, tmp_path: Path) -> None:
    quiet = measure(write(tmp_path / "quiet.wav", silence(12)), told)
    data = json.loads(as_json([report_of(quiet, told)]), parse_constant=pytest.fail)
    loudness = next(figure for figure in data["figures"] if figure["key"] == "loudness_lufs")
    assert loudness["value"] is None
    assert loudness["verdict"] == "attention"
    assert data["characters"][0]["loudness_lufs"] is None


def test_no_word_of_a_story_acts_as_markup(measured: Measured, told: Programme) -> None:
    cast_list = tuple(replace(one, name=NASTY if one.name == "Ilse" else one.name) for one in told.cast)
    lines = tuple(replace(one, text=NASTY, doubtful=True) for one in told.utterances)
    scenes = tuple(replace(one, title=NASTY) for one in told.scenes)
    nasty = replace(told, title=NASTY, cast=cast_list, utterances=lines, scenes=scenes)
    picture = draw_picture(nasty, measured)
    html = as_html([(report_of(measured, nasty, similar=[NASTY], missing=[NASTY], warnings=[NASTY]), picture)])
    assert "<script" not in html
    assert "\u202e" not in html
    assert "\x07" not in html
    parser = HTMLParser()
    parser.feed(html)
    parser.close()
    ET.fromstring(picture)  # well-formed, or it raises


def test_the_page_allows_nothing_but_its_own_styles(measured: Measured, told: Programme) -> None:
    html = as_html([(report_of(measured, told), draw_picture(told, measured))])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert policy[1].startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert len(re.findall("sha256-", policy[1])) == html.count("<style>") == 2
    assert " style=" not in html


def test_the_picture_shows_who_speaks_when(measured: Measured, told: Programme) -> None:
    picture = ET.fromstring(draw_picture(told, measured, target_lufs=-16.0))
    width = float(picture.attrib["viewBox"].split()[2])
    assert width == 1_600
    texts = {"".join(one.itertext()) for one in picture.iter(f"{SVG}text")}
    assert {"Narrator", "Ilse", "1 The reeds", "0:00", "0:10", "aim −16"} <= texts
    blocks = [one for one in picture.iter(f"{SVG}rect") if one.attrib.get("fill", "").startswith("#")]
    assert len(blocks) == 3
    (ilse,) = [one for one in blocks if one.attrib["fill"] != blocks[0].attrib["fill"]]
    scale = float(ilse.attrib["width"]) / 4
    assert float(ilse.attrib["x"]) == pytest.approx(170 + 4.5 * scale, abs=0.2)


def test_the_picture_of_a_large_cast_a_long_episode_and_of_sounds_stays_readable(measured: Measured) -> None:
    said = [(f"Person {n}", n * 120.0, n * 120.0 + 90) for n in range(90)]
    told = programme(said, 90 * 120.0, sounds=(bed(5_000),))
    picture = ET.fromstring(draw_picture(told, replace(measured, frames=90 * 120 * FRAME_RATE)))
    texts = ["".join(one.itertext()) for one in picture.iter(f"{SVG}text")]
    assert "61 others" in texts
    assert "rain" in texts
    assert float(picture.attrib["viewBox"].split()[3]) < 1_100


def test_the_chapters_of_an_audiobook_are_one_page(measured: Measured, told: Programme) -> None:
    good = report_of(measured, replace(told, title="One"))
    off = report_of(replace(measured, integrated_lufs=-12.0), replace(told, title="Two"))
    page = as_html([(good, draw_picture(told, measured)), (off, "")], "The lamp <b>")
    assert "<h1><bdi>The lamp &lt;b&gt;</bdi></h1>" in page
    assert [f'href="#chapter-{n}"' in page and f'id="chapter-{n}"' in page for n in (1, 2)] == [True, True]
    assert [one["title"] for one in json.loads(as_json([good, off]))["chapters"]] == ["One", "Two"]
    said = in_short([good, off])
    assert said[0].startswith("loudness −16.0 LUFS to −12.0 LUFS")
    assert said[1].startswith("look at: Two: loudness −12.0 LUFS")
