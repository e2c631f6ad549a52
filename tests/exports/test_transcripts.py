"""Transcripts and credits."""

from __future__ import annotations

import json
import re

import pytest
from support.programmes import LAMP, line_times_ms, nasty_programmes, programme

from drama.exports.programme import Programme, spoken_lines
from drama.exports.transcripts import credits_line, credits_text, transcript_json, transcript_text


def test_a_transcript_reads_like_a_play() -> None:
    assert transcript_text(programme()) == (
        "The Lamp\n"
        "by M. Orrin\n"
        "\n"
        "CAST\n"
        "\n"
        "  Narrator ... linen\n"
        "  Odile ...... coral\n"
        "  Ruben ...... flint\n"
        "\n"
        "\n"
        "SCENE 1: The stair\n"
        "\n"
        "[rain]\n"
        "\n"
        "NARRATOR: The Lamp\n"
        "\n"
        "NARRATOR: Odile climbed to the lamp room with the oil can in both hands, and then stopped.\n"
        "\n"
        "[door]\n"
        "\n"
        "ODILE (whispered, through the door): “Is it still burning?”\n"
        "\n"
        "RUBEN (cut off): “It burned all night, and I should—”\n"
        "\n"
        "ODILE: “You should have called me.”\n"
        "\n"
        "ODILE (thinking): He never calls,\n"
        "\n"
        "NARRATOR: she thought.\n"
        "\n"
        "\n"
        "SCENE 2: The shore\n"
        "\n"
        "NARRATOR: The sand kept his footprints.\n"
        "\n"
        "ODILE: “Ruben?” “Where are you?”\n"
    )


def test_a_podcast_transcript_has_a_segment_a_line_within_a_millisecond() -> None:
    sheet = json.loads(transcript_json(programme()))
    assert sheet["version"] == "1.0.0"
    for segment, line, (start, end) in zip(
        sheet["segments"], spoken_lines(LAMP), line_times_ms(programme()), strict=True
    ):
        assert set(segment) == {"speaker", "startTime", "endTime", "body"}
        assert (segment["speaker"], segment["body"]) == (line.speaker or "Narrator", line.text)
        assert abs(segment["startTime"] * 1000 - start) <= 1
        assert abs(segment["endTime"] * 1000 - end) <= 1


def test_credits_name_the_voices_and_whose_sounds_are_heard() -> None:
    rows = [row.strip() for row in credits_text(programme()).splitlines()]
    assert rows[:2] == ["The Lamp", "by M. Orrin"]
    assert {"Odile ...... coral", "door: M. Orrin, CC BY 4.0", "Made with drama."} <= set(rows)


def test_credits_fit_in_one_line_of_a_tag() -> None:
    assert credits_line(programme()) == (
        "Voices: Narrator: linen; Odile: coral; Ruben: flint. Sounds: door: M. Orrin, CC BY 4.0. Made with drama."
    )
    assert credits_line(programme(cast=(), credits=())) == "Made with drama."


@pytest.mark.parametrize("given", nasty_programmes(), ids=str)
def test_words_that_would_do_something_are_only_words(given: Programme) -> None:
    bad = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
    for text in (transcript_text(given), credits_text(given), credits_line(given)):
        assert not bad.search(text)
    for segment in json.loads(transcript_json(given))["segments"]:
        assert not bad.search(segment["body"])
    assert len(transcript_text(given).splitlines()) == len(transcript_text(programme()).splitlines()) - 2
