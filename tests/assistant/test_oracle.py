"""An assistant that is always right mends the lines it is asked about: the seeds, by their golden scripts."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from support.chat_server import ChatServer, Item, items
from test_golden import ROOT, Row, bare, golden

import drama
from drama.model import Kind, Script, Segment
from drama.script.assembly.lines import segments


def judged(story: Path) -> tuple[Script, list[tuple[Row, Segment | None, bool]]]:
    """Return a script, and each golden row of dialogue with its segment and whether the speaker is right."""
    script = drama.read(story)
    rows, names = golden(story.name)
    called = {person.name: {bare(name) for name in (person.name, *person.aliases)} for person in script.characters}
    found, at, result = list(segments(script)), 0, []
    for row in rows:
        at = script.story.text.index(row.text, at)
        middle = at + len(row.text) // 2
        segment = next((one for one in found if one.start <= middle < one.end), None)
        speaker = segment.speaker if segment is not None and segment.kind == row.kind else None
        wanted = {bare(row.speaker), *names.get(row.speaker, ())}
        if row.kind == Kind.DIALOGUE:
            result.append((row, segment, bool(wanted & called.get(speaker or "", set()))))
        at += len(row.text)
    return script, result


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["the-last-car-up.txt", "ten-minutes.txt"])
def test_the_doubtful_lines_of_a_seed_come_right(tmp_path: Path, chat: ChatServer, seed: str) -> None:
    story = Path(shutil.copy(ROOT / "seeds" / seed, tmp_path))
    script, before = judged(story)
    _, names = golden(seed)
    speakers = {segment.line: row.speaker for row, segment, _ in before if segment is not None}
    people = {person.name: {bare(name) for name in (person.name, *person.aliases)} for person in script.characters}

    def right(item: Item) -> str:
        speaker = speakers.get(int(item.label), "")
        wanted = {bare(speaker), *names.get(speaker, ())}
        return next((one for one in item.answers if wanted & ({bare(one)} | people.get(one, set()))), "somebody else")

    asked: dict[int, str] = {}

    def answer(request: dict[str, Any]) -> str:
        found = {one.label: right(one) if one.label.isdigit() else "two people" for one in items(request)}
        asked.update({int(label): who for label, who in found.items() if label.isdigit()})
        return "\n".join(f"{label}: {who}" for label, who in found.items())

    chat.answer = answer
    done = drama.ask(story, chat.url, "oracle").interview
    assert done.answered == done.asked
    left = {line.line for question in drama.questions(story).questions for line in question.lines}
    assert left <= asked.keys(), "what the answers bring into doubt is asked about too"
    _, after = judged(story)
    of_asked = [
        (row.text, is_right)
        for row, segment, is_right in after
        if segment is not None and asked.get(segment.line or 0, "somebody else") != "somebody else"
    ]
    assert len(of_asked) >= 5
    wrong = [words for words, is_right in of_asked if not is_right]
    assert len(wrong) <= len(of_asked) // 10, wrong
    assert sum(one[2] for one in after) >= sum(one[2] for one in before)
