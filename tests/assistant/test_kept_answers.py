"""The file of answers: whole, checked when it is read, used by every command, never replaced by an output."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import drama
from drama.assistant.kept import answers_text, parse_answers
from drama.errors import AssistantError, WriteError
from drama.model import Advice, LineAnswer, PeopleAnswer
from drama.production.asking import keep_answers

ANSWER = LineAnswer("Somebody has the key", "", "", ("Tove", "Þóra"), "Þóra", "toy")
PAIR = PeopleAnswer("Rosie", "Rosie May", "one person", "toy")


def test_answers_are_read_back_as_they_were_written() -> None:
    advice = Advice((ANSWER,), (PAIR,))
    text = answers_text(advice)
    assert parse_answers(text, "x") == advice
    assert "Þóra" in text, "a person may read it"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "does not begin with"),
        ('{"drama": "answers", "version": 2}', "does not begin with"),
        ('{"drama": "answers", "version": 1, "lines": {}}', "lines is no list"),
        ('{"drama": "answers", "version": 1, "lines": [{}]}', "lacks one of words, before"),
        (answers_text(Advice((ANSWER,))).replace('"answer": "Þóra"', '"answer": "Odin"'), "none of those"),
        (answers_text(Advice((), (PAIR,))).replace('"answer": "one person"', '"answer": "maybe"'), "neither"),
    ],
)
def test_a_file_that_says_anything_else_is_refused(text: str, why: str) -> None:
    with pytest.raises(AssistantError, match=r"^story\.answers\.json cannot be read: .*delete it") as caught:
        parse_answers(text, "story.answers.json")
    assert why in str(caught.value)


def test_many_answers_at_once_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "story.answers.json"
    answers = [LineAnswer(f"words {n}", "", "", ("Ada",), "Ada", "toy") for n in range(20)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: keep_answers(path, [one]), answers))
    kept = parse_answers(path.read_text(encoding="utf-8"), "x")
    assert sorted(kept.lines, key=str) == sorted(answers, key=str)
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.endswith(".part")] == []


def test_every_command_weighs_what_is_kept_and_asks_nobody(stove: Path) -> None:
    line = next(line for line in drama.read(stove).lines if "Somebody has" in line.text)
    other = next(name for name in ("Signe", "Brekke") if name != line.speaker)
    drama.answer(stove, {line.number: other}, by="toy")
    assert drama.prepare(stove).script.lines[line.number - 1].speaker == other
    assert drama.correct(stove).script.lines[line.number - 1].speaker == other
    assert drama.explain(stove)[0].lines[line.number - 1].speaker == other


def test_an_answer_about_words_or_people_that_are_gone_says_nothing(stove: Path) -> None:
    before = drama.read(stove).lines
    gone = LineAnswer("Words that stood there once", "", "", ("Tove",), "Tove", "toy")
    nobody = LineAnswer("Somebody has the key to the boathouse", "", "", ("Odin",), "Odin", "toy")
    keep_answers(stove.with_name("stove.answers.json"), [gone, nobody], [PAIR])
    assert drama.read(stove).lines == before


def test_an_output_never_replaces_the_answers(stove: Path) -> None:
    path = stove.with_name("stove.answers.json")
    path.write_text(json.dumps({"drama": "answers", "version": 1}))
    with pytest.raises(WriteError, match="is an input, never replaced"):
        drama.write_script(drama.read(stove), path, "anything", overwrite=True)
