"""Captions: WebVTT and SRT, read back by a reader of our own that knows the formats, and by FFmpeg."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.programmes import LAMP, by_ffmpeg, line_times_ms, nasty_programmes, programme, seconds, utterance

from drama.exports.caption_blocks import caption_blocks
from drama.exports.captions import srt, vtt
from drama.exports.programme import Programme, spoken_lines

VTT_CUE = re.compile(
    r"(?P<id>[^\n]+)\n"
    r"(?P<start>\d\d+:[0-5]\d:[0-5]\d\.\d{3}) --> (?P<end>\d\d+:[0-5]\d:[0-5]\d\.\d{3})\n"
    r"(?P<v><v (?P<voice>[^\n<>]+)>)?(?P<i><i>)?(?P<text>[^<>\n]+(?:\n[^<>\n]+)?)(?(i)</i>)(?(v)</v>)"
)
SRT_CUE = re.compile(
    r"(?P<id>\d+)\n"
    r"(?P<start>\d\d+:[0-5]\d:[0-5]\d,\d{3}) --> (?P<end>\d\d+:[0-5]\d:[0-5]\d,\d{3})\n"
    r"(?P<text>[^\n]+(?:\n[^\n]+)?)"
)
LONG = "It was a long way down, and nobody had swept the stair since the winter. " * 6


def in_ms(clock: str) -> int:
    hours, minutes, rest = clock.replace(",", ".").split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(rest)) * 1000)


def read_vtt(text: str) -> list[dict[str, str]]:
    """Every cue of a WebVTT file; fails on anything the standard does not allow."""
    header, *blocks = text.removesuffix("\n").split("\n\n")
    assert header == "WEBVTT"
    cues = []
    for block in blocks:
        assert block.count("-->") == (0 if block.startswith("NOTE ") else 1)
        if not block.startswith("NOTE "):
            found = VTT_CUE.fullmatch(block)
            assert found, block
            assert not re.search("&(?!amp;|lt;|gt;)", found["text"] + (found["voice"] or ""))
            cues.append({name: html.unescape(value or "") for name, value in found.groupdict().items()})
    return cues


def read_srt(text: str) -> list[dict[str, str]]:
    """Every caption of an SRT file; fails on anything a strict reader would stumble over."""
    found = [SRT_CUE.fullmatch(block) for block in text.removesuffix("\n").split("\n\n")]
    assert all(found)
    assert [one["id"] for one in found] == [str(n) for n in range(1, len(found) + 1)]
    return [one.groupdict() for one in found]


def lines_of(cues: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    """Cues of WebVTT by line, in the order of the lines."""
    by_line: dict[int, list[dict[str, str]]] = {}
    for cue in cues:
        if cue["id"].startswith("sound "):
            continue
        by_line.setdefault(int(cue["id"].split(".")[0]), []).append(cue)
    return [by_line[line] for line in sorted(by_line)]


def test_every_line_is_captioned_within_a_millisecond_of_its_sound() -> None:
    lines = lines_of(read_vtt(vtt(programme())))
    heard = [(in_ms(cues[0]["start"]), in_ms(cues[-1]["end"])) for cues in lines]
    for (start, end), (start_ms, end_ms) in zip(heard, line_times_ms(programme()), strict=True):
        assert abs(start - start_ms) <= 1
        assert abs(end - end_ms) <= 1


def test_captions_say_every_word_once_in_the_voice_that_speaks_it() -> None:
    for cues, line in zip(lines_of(read_vtt(vtt(programme()))), spoken_lines(LAMP), strict=True):
        assert " ".join(cue["text"].replace("\n", " ") for cue in cues) == line.text
        assert {cue["voice"] for cue in cues} == {line.speaker or "Narrator"}


def test_thoughts_are_in_italics() -> None:
    assert [cue["text"] for cue in read_vtt(vtt(programme())) if cue["i"]] == ["He never calls,"]


def test_captions_overlap_in_vtt_only_where_voices_do() -> None:
    cues = read_vtt(vtt(programme()))
    starts = [in_ms(cue["start"]) for cue in cues]
    assert starts == sorted(starts)
    late = [cue["voice"] for cue, then in zip(cues, starts[1:], strict=False) if in_ms(cue["end"]) > then]
    assert late == ["Ruben"]


def test_captions_never_overlap_in_srt() -> None:
    cues = read_srt(srt(programme()))
    times = [in_ms(cue[side]) for cue in cues for side in ("start", "end")]
    assert times == sorted(times)
    assert all(in_ms(cue["start"]) < in_ms(cue["end"]) for cue in cues)


def test_a_caption_cut_off_by_the_next_voice_keeps_all_its_words_in_srt() -> None:
    long = utterance(1, "Ruben", LONG.strip(), 0, 20)
    cut = utterance(2, "Odile", "Stop.", 19, 21)
    cues = read_srt(srt(programme((long, cut), sounds=())))
    assert " ".join(cue["text"].replace("\n", " ") for cue in cues) == f"RUBEN: {LONG.strip()} ODILE: Stop."
    assert (cues[-1]["start"], cues[-2]["end"]) == ("00:00:19,000", "00:00:19,000")


def test_a_speaker_is_named_in_srt_where_another_begins() -> None:
    named = [cue["text"].split(":")[0] for cue in read_srt(srt(programme())) if ":" in cue["text"]]
    assert named == ["NARRATOR", "ODILE", "RUBEN", "ODILE", "NARRATOR", "ODILE"]


def test_a_long_line_shares_its_time_by_its_letters() -> None:
    text = LONG.strip()
    cues = read_vtt(vtt(programme((utterance(1, None, text, 1, 41),), sounds=())))
    assert len(cues) > 5
    at = 0
    for cue in cues:
        words = cue["text"].replace("\n", " ")
        at = text.index(words, at)
        assert in_ms(cue["start"]) == pytest.approx(1000 + 40_000 * at / len(text), abs=1)
        at += len(words)
    assert [cue["end"] for cue in cues[:-1]] == [cue["start"] for cue in cues[1:]]


@pytest.mark.parametrize(("make", "width"), [(vtt, 42), (srt, 32)])
def test_a_caption_has_two_rows_of_the_width_its_readers_expect(make: object, width: int) -> None:
    words = utterance(1, "An unusually long name for a harbour master", LONG + "x" * 100, 0, 60)
    text = make(programme((words,), sounds=()))
    cues = read_vtt(text) if make is vtt else read_srt(text)
    assert all(len(row) <= width for cue in cues for row in cue["text"].split("\n"))


def test_words_that_are_markup_are_shown_and_do_nothing() -> None:
    for nasty in nasty_programmes():
        assert read_vtt(vtt(nasty))
        for cue in read_srt(srt(nasty)):
            assert not re.search(r"[<>]|\{\\|-->", cue["text"])


def test_a_sound_is_named_until_somebody_speaks() -> None:
    cues = [cue for cue in read_vtt(vtt(programme())) if not cue["voice"]]
    assert [(cue["text"], cue["start"], cue["end"]) for cue in cues] == [
        ("[rain]", "00:00:00.000", "00:00:00.500"),
        ("[door]", "00:00:06.600", "00:00:07.000"),
    ]
    named = [cue["text"] for cue in read_srt(srt(programme())) if cue["text"].startswith("[")]
    assert named == ["[rain]", "[door]"]


def test_a_sound_under_a_voice_is_not_named() -> None:
    talk = utterance(1, "Odile", "All the while, and long after, I talked and talked.", 1, 8)
    assert "[door]" not in vtt(programme((talk,)))
    assert "[door]" not in srt(programme((talk,)))


def test_an_episode_past_the_hundredth_hour_has_times() -> None:
    assert "100:00:01.000 --> 100:00:02.000" in vtt(programme((utterance(1, None, "Late.", 360_001, 360_002),)))


def test_a_programme_without_words_has_no_captions() -> None:
    assert read_vtt(vtt(programme((), sounds=()))) == []
    assert srt(programme((), sounds=())) == ""


@pytest.mark.parametrize(("make", "suffix"), [(vtt, ".vtt"), (srt, ".srt")])
def test_ffmpeg_reads_the_same_captions(tmp_path: Path, make: object, suffix: str) -> None:
    def sheet(given: Programme) -> None:
        text = make(given)
        cues = read_vtt(text) if suffix == ".vtt" else read_srt(text)
        path = tmp_path / f"a{suffix}"
        path.write_text(text, encoding="utf-8")
        read = by_ffmpeg(path)
        assert [(a, b) for a, b, _ in read] == [(in_ms(cue["start"]), in_ms(cue["end"])) for cue in cues]
        plain = [html.unescape(re.sub("<[^>]*>", "", text)) if suffix == ".vtt" else text for *_, text in read]
        assert [text.split() for text in plain] == [cue["text"].split() for cue in cues]

    sheet(programme())
    for nasty in nasty_programmes():
        sheet(nasty)


@given(st.text(), st.integers(24, 60), st.integers(0, 20))
@pytest.mark.slow
def test_cards_keep_every_word_in_rows_that_fit(text: str, width: int, lead: int) -> None:
    made = caption_blocks(text, width=width, lead=lead)
    assert "".join("".join(row.split()) for block in made for row in block.rows) == "".join(text.split())
    for number, block in enumerate(made):
        assert 1 <= len(block.rows) <= 2
        assert all(len(row) <= width for row in block.rows)
        assert number or len(block.rows[0]) <= width - lead


def test_a_card_breaks_where_a_reader_would_pause() -> None:
    text = "The lamp was out. Nobody had lit it, although the oil stood ready. The boat was late, and so was the tide."
    assert [block.rows for block in caption_blocks(text, width=42)] == [
        ("The lamp was out. Nobody had lit it,", "although the oil stood ready."),
        ("The boat was late, and so was the tide.",),
    ]


def test_a_title_is_not_cut_from_its_name() -> None:
    text = "Nobody at the harbour knew where Mr. Orrin had gone that night, least of all Mrs. Tallow."
    assert not any(row.endswith(("Mr.", "Mrs.")) for block in caption_blocks(text, width=32) for row in block.rows)


def test_a_long_text_is_cut_in_a_moment() -> None:
    assert len(caption_blocks("word " * 20_000, width=42)) > 1000


def test_utterances_of_a_line_are_timed_each_by_itself() -> None:
    slow = utterance(1, None, "Down and down and down the stair they went,", 0, 30)
    quick = utterance(1, None, "two steps at a time, with the oil can between them.", 30, 31)
    first, second = read_vtt(vtt(programme((slow, quick), sounds=())))
    assert (first["end"], second["start"]) == ("00:00:30.000", "00:00:30.000")
    assert seconds(30) == quick.start_frame


def test_a_caption_block_may_end_behind_a_sentence_that_ends_in_one_letter() -> None:
    text = "Somebody had to stay behind and mind the lamp, and that was I. The others went home to their suppers early."
    assert any(block.rows[-1].endswith("that was I.") for block in caption_blocks(text, width=42))


DUAL = (
    utterance(1, None, "Then both spoke.", 0, 1),
    utterance(2, "Odile", "“I never lit it, and I never said I would light it.”", 2, 6),
    utterance(3, "Odile", "“Never.”", 6.3, 7),
    utterance(4, "Ruben", "“You did!”", 2, 3),
    utterance(5, None, "Nobody listened.", 8, 9),
)


def test_in_a_vtt_those_who_speak_together_are_seen_together() -> None:
    cues = read_vtt(vtt(programme(DUAL, sounds=())))
    assert [(one["id"], one["start"], one["end"]) for one in cues if one["voice"] != "Narrator"] == [
        ("2", "00:00:02.000", "00:00:06.000"),
        ("4", "00:00:02.000", "00:00:03.000"),
        ("3", "00:00:06.300", "00:00:07.000"),
    ]


def test_in_an_srt_those_who_speak_together_share_their_time_one_after_the_other() -> None:
    shown = read_srt(srt(programme(DUAL, sounds=())))
    assert [one["text"].split()[0] for one in shown] == ["NARRATOR:", "ODILE:", "“Never.”", "RUBEN:", "NARRATOR:"]
    times = [(in_ms(one["start"]), in_ms(one["end"])) for one in shown]
    assert (times[1][0], times[3][1]) == (2000, 7000)
    assert all(end > start + 500 for start, end in times)
    assert all(one[1] <= other[0] for one, other in pairwise(times))
