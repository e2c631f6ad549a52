"""The episode as data, made of a script and its timeline, against the cue sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drama import timeline
from drama.exports.captions import vtt
from drama.exports.chapters import chapters_json, labels
from drama.exports.cue_sheet import cue_sheet
from drama.exports.in_words import delivery_words, sound_credits
from drama.exports.programme import Programme, programme, spoken_lines
from drama.exports.transcripts import transcript_json
from drama.model import FRAME_RATE, Asset, Channel, Delivery, Ending, Gender, Manner, Take
from drama.production import stages as produce
from drama.production.outputs import spans_of
from drama.recording.store import TakeStore

pytestmark = pytest.mark.usefixtures("warm_tone")

STORY = """# The Lamp

## The stair

Odile climbed to the
lamp room with *both* hands full, and *then*, halfway, she stopped.

“Is it *still* burning?” Odile whispered.

“It burned all night,” said Ruben. “So did—”

“You should have called me,” she said. *He never calls,* she thought.

## The shore

The sand kept his footprints as far as the water.

“Ruben?” Odile called.
"""


@pytest.fixture
def made(tmp_path: Path) -> tuple[Programme, dict, produce.Production]:
    """A programme, the cue sheet of the same timeline, and its production."""
    path = tmp_path / "lamp.md"
    path.write_text(STORY, encoding="utf-8")
    production = produce.prepare(path, engine="tone", author="M. Orrin")
    takes = [Take(str(line.number), 1009 * len(line.text), 24_000, -23.0, -3.0) for line in production.script.lines]
    laid_out = timeline.build_timeline(production.script, production.cast, takes)
    spans = spans_of(production, TakeStore(tmp_path / "store"))
    given = programme(production.script, production.cast, laid_out, Path("out/lamp.mp3"), spans=spans, credits=["x"])
    sheet = cue_sheet(given, recorded=0)
    return given, sheet, production


def test_an_utterance_is_a_cue_of_the_cue_sheet(made: tuple[Programme, dict, produce.Production]) -> None:
    given, sheet, _ = made
    for utterance, cue in zip(given.utterances, sheet["cues"], strict=True):
        for name in ("line", "scene", "speaker", "voice", "start", "end", "start_frame", "frames"):
            assert getattr(utterance, name) == cue[name]
        assert utterance.kind.value == cue["kind"]
        assert utterance.text == " ".join(cue["text"].split())


def test_lines_come_together_again_as_they_were(made: tuple[Programme, dict, produce.Production]) -> None:
    given, _, production = made
    assert any(not utterance.is_spaced for utterance in given.utterances)
    lines = list(spoken_lines(given.utterances))
    assert [line.text for line in lines] == [line.text for line in production.script.lines]
    assert [line.paragraph for line in lines] == [line.paragraph for line in production.script.lines]


def test_a_programme_knows_what_players_show(made: tuple[Programme, dict, produce.Production]) -> None:
    given, sheet, production = made
    assert (given.title, given.author, given.audio) == ("The Lamp", "M. Orrin", "lamp.mp3")
    assert (given.frames, given.frame_rate) == (sheet["frames"], FRAME_RATE)
    assert [(scene.number, scene.start_frame) for scene in given.scenes] == [
        (scene["number"], scene["start_frame"]) for scene in sheet["scenes"]
    ]
    assert given.credits == ("x",)
    assert [member.name for member in given.cast] == ["Narrator", "Odile", "Ruben"]
    assert given.cast[0].voice == production.cast.narrator.name
    assert sum(member.lines for member in given.cast) == len(production.script.lines)
    assert {member.gender for member in given.cast[1:]} <= set(Gender)


def cue_times(sheet: dict) -> list[tuple[float, float]]:
    """Milliseconds of every line of a cue sheet."""
    lines: dict[int, list[dict]] = {}
    for cue in sheet["cues"]:
        lines.setdefault(cue["line"], []).append(cue)
    ms = 1000 / sheet["frame_rate"]
    return [(a[0]["start_frame"] * ms, (a[-1]["start_frame"] + a[-1]["frames"]) * ms) for a in lines.values()]


def vtt_times(given: Programme) -> list[tuple[float, float]]:
    found = re.findall(r"^(\d+)(?:\.\d+)?\n(\S+) --> (\S+)$", vtt(given), re.MULTILINE)
    times: dict[str, list[float]] = {}
    for line, *clocks in found:
        for clock in clocks:
            hours, minutes, seconds = clock.split(":")
            times.setdefault(line, []).append((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)
    return [(all_of_it[0], all_of_it[-1]) for all_of_it in times.values()]


def transcript_times(given: Programme) -> list[tuple[float, float]]:
    return [(s["startTime"] * 1000, s["endTime"] * 1000) for s in json.loads(transcript_json(given))["segments"]]


def label_times(given: Programme) -> list[tuple[float, float]]:
    rows = [row.split("\t") for row in labels(given).splitlines()]
    return [(float(a) * 1000, float(b) * 1000) for a, b, text in rows if not text.startswith("Scene ")]


@pytest.mark.parametrize("times", [vtt_times, transcript_times, label_times])
def test_every_line_is_within_a_millisecond_of_the_cue_sheet(
    made: tuple[Programme, dict, produce.Production], times: Callable[[Programme], list[tuple[float, float]]]
) -> None:
    given, sheet, _ = made
    for (start, end), (start_ms, end_ms) in zip(times(given), cue_times(sheet), strict=True):
        assert abs(start - start_ms) <= 1
        assert abs(end - end_ms) <= 1


def test_every_chapter_is_within_a_millisecond_of_its_scene(made: tuple[Programme, dict, produce.Production]) -> None:
    given, sheet, _ = made
    chapters = json.loads(chapters_json(given))["chapters"]
    assert [chapter["title"] for chapter in chapters] == ["The stair", "The shore"]
    for chapter, scene in zip(chapters, sheet["scenes"], strict=True):
        assert abs(chapter["startTime"] - scene["start_frame"] / FRAME_RATE) <= 0.001


@pytest.mark.parametrize(
    ("delivery", "words"),
    [
        (Delivery(), ()),
        (Delivery(manner=Manner.ASKED, ending=Ending.TRAILING), ()),
        (Delivery(manner=Manner.WHISPERED, channel=Channel.PHONE), ("whispered", "over the phone")),
        (Delivery(manner=Manner.SHOUTED, ending=Ending.CUT), ("shouted", "cut off")),
    ],
)
def test_a_delivery_is_told_in_words_where_the_text_does_not_tell_it(delivery: Delivery, words: tuple[str]) -> None:
    assert delivery_words(delivery) == words


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize("channel", Channel)
def test_every_delivery_can_be_told(manner: Manner, channel: Channel) -> None:
    told = delivery_words(Delivery(manner=manner, channel=channel))
    assert len(told) == (manner not in {Manner.PLAIN, Manner.ASKED, Manner.EXCLAIMED}) + (channel is not Channel.DIRECT)


def test_sounds_are_credited_once_and_only_where_there_is_somebody_to_credit() -> None:
    own = Asset("rain", "0", 1, -20.0, -3.0, licence="CC0-1.0")
    door = Asset("door", "1", 1, -20.0, -3.0, credit="M. Orrin", licence="CC BY 4.0")
    bell = Asset("bell", "2", 1, -20.0, -3.0, licence="CC BY-SA 4.0")
    assert sound_credits([own, door, bell, door]) == ("door: M. Orrin, CC BY 4.0", "bell: CC BY-SA 4.0")


# ------------------------------------------------------------------ words


@pytest.fixture
def timed(tmp_path: Path) -> tuple[Path, produce.Production]:
    """An episode in tones, whose engine times its words, with its documents; and its production."""
    path = tmp_path / "lamp.md"
    path.write_text(STORY, encoding="utf-8")
    production = produce.prepare(path, engine="tone")
    episode = tmp_path / "lamp.mp3"
    documents = produce.beside(episode, ["vtt", "page"])
    produce.render(production, episode, extras=produce.Extras(cues=tmp_path / "cues.json", documents=documents))
    return tmp_path, production


@pytest.mark.slow
def test_the_cue_sheet_has_every_word_in_order_and_in_its_cue(timed: tuple[Path, produce.Production]) -> None:
    folder, production = timed
    text = production.script.story.text
    sheet = json.loads((folder / "cues.json").read_text(encoding="utf-8"))
    for cue in sheet["cues"]:
        said = [text[start:end] for start, end, _, _ in cue["words"]]
        assert said == re.findall(r"\S*\w\S*", cue["text"])
        starts = [frame for _, _, frame, _ in cue["words"]]
        assert starts == sorted(starts)
        assert cue["start_frame"] <= starts[0]
        assert starts[-1] < cue["start_frame"] + cue["frames"]


@pytest.mark.slow
def test_a_cue_sheet_has_a_row_for_each_cue(timed: tuple[Path, produce.Production]) -> None:
    folder, _ = timed
    rows = (folder / "cues.json").read_text(encoding="utf-8").splitlines()
    cues = [row for row in rows if row.startswith('{"line":')]
    assert len(cues) == len(json.loads("\n".join(rows))["cues"])
    assert all(json.loads(row.rstrip(","))["words"] for row in cues)


@pytest.mark.slow
def test_captions_tell_when_each_word_begins_within_its_caption(timed: tuple[Path, produce.Production]) -> None:
    folder, _ = timed
    captions = (folder / "lamp.vtt").read_text(encoding="utf-8")
    stamps = re.findall(r"<(\d\d:\d\d:\d\d\.\d{3})>(\S)", captions)
    assert len(stamps) > 10
    for start, end, text in re.findall(r"^(\S+) --> (\S+)\n((?:.+\n)+)", captions, re.MULTILINE):
        within = re.findall(r"<(\d\d:\d\d:\d\d\.\d{3})>", text)
        assert within == sorted(set(within))
        assert all(start < stamp < end for stamp in within)


@pytest.mark.slow
def test_captions_without_their_timestamps_are_the_same_words(timed: tuple[Path, produce.Production]) -> None:
    folder, production = timed
    captions = (folder / "lamp.vtt").read_text(encoding="utf-8")
    shown = re.sub(r"<[^>]*>", "", captions).replace("\n", " ")
    for line in production.script.lines:
        assert line.text.split()[0] in shown
        assert line.text.split()[-1] in shown


@pytest.mark.slow
def test_the_page_knows_when_each_word_of_each_line_begins(timed: tuple[Path, produce.Production]) -> None:
    folder, production = timed
    page = (folder / "lamp.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert found is not None
    data = json.loads(found[1])
    for words, (start_s, end_s), line in zip(data["words"], data["lines"], production.script.lines, strict=True):
        assert len(words) == len(re.findall(r"\S*\w\S*", line.text))
        assert words == sorted(words)
        assert words[0] >= 0
        assert words[-1] / 1000 < end_s - start_s
