"""What an assistant that is right so often brings: answers drawn from annotated texts, no model asked.

python benchmarks/assistant.py [BELOW] TEXT.txt [TEXT.txt ...]

A text is annotated as for benchmarks/attribution.py: NAME.txt with NAME.json. Every doubtful line is asked about as
``drama script --ask`` does. Who is right picks the annotated speaker, or "somebody else" where that one is not offered;
who is wrong picks another of those offered. BELOW is the confidence below which a line is in doubt (0.6).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from attribution_scores import Names, Scores, Spoken, read_gold, score

from drama.assistant.questions import questions
from drama.model import DOUBTFUL_BELOW, SOMEBODY_ELSE, Advice, DoubtfulLine, Kind, LineAnswer, Script
from drama.production.asking import answer_to
from drama.production.questions import contenders_of
from drama.readers import parse_text
from drama.script import Anchors, explain_lines, read_script
from drama.script.assembly.lines import segments

RIGHT = (1.0, 0.8, 0.6)
WEIGHTS = (2.0, 4.0)


def measured(text: str, gold: Mapping[str, Any], script: Script) -> Scores:
    """Return how well a script says who speaks."""
    spoken = [
        Spoken(one.start, one.end, one.speaker or "", one.confidence, one.kind is Kind.THOUGHT)
        for one in segments(script)
        if one.kind in {Kind.DIALOGUE, Kind.THOUGHT}
    ]
    return score(text, gold, spoken, {character.name: character.gender.value for character in script.characters})


def truth(gold: Mapping[str, Any], names: Names, script: Script, doubt: DoubtfulLine) -> str | None:
    """Return the answer that is right about a line; None for one that is not annotated."""
    span = script.lines[doubt.line - 1].spans[0]
    spans = ((quote["speaker"], *bounds) for quote in gold["quotes"] for bounds in quote["spans"])
    who = next((who for who, start, end in spans if start < span.end and span.start < end), None)
    return next((name for name in doubt.offered if who in names.of(name)), SOMEBODY_ELSE) if who else None


def answers(
    gold: Mapping[str, Any], script: Script, asked: list[DoubtfulLine], right: float, dice: random.Random
) -> Iterator[LineAnswer]:
    """Yield answers of which a share is right."""
    names, anchors = Names(gold["characters"]), Anchors(script.story)
    for doubt in asked:
        said = truth(gold, names, script, doubt)
        others = [name for name in doubt.offered if name != said]
        if said is not None and others and dice.random() >= right:
            said = dice.choice(others)
        if said is not None and (one := answer_to(anchors, doubt, script.lines[doubt.line - 1], said, "oracle")):
            yield one


def main() -> None:
    """Print a table for each text."""
    words = sys.argv[1:]
    below = DOUBTFUL_BELOW if words[0].endswith(".txt") else float(words.pop(0))
    for path in map(Path, words):
        text, gold = read_gold(path)
        story = parse_text(text)
        script, why = explain_lines(story, lambda line, below=below: line.is_doubtful or line.confidence < below)
        found = questions(script, contenders_of(why))
        asked = [line for question in found for line in question.lines]
        before = measured(text, gold, script)
        print(f"\n{path.stem}: {len(asked)} lines in {len(found)} calls, of {len(before.rows)} quotations\n")
        print("| right | weight | alias | voice |\n|---|---|---|---|")
        print(f"| not asked | | {before.share('alias'):.1f} | {before.share('voice'):.1f} |")
        for right in RIGHT:
            advice = Advice(tuple(answers(gold, script, asked, right, random.Random(1))))
            for weight in WEIGHTS:
                after = measured(text, gold, read_script(story, advice=replace(advice, weight=weight)))
                print(
                    f"| {right:.0%} | {weight:g} | {after.share('alias'):.1f} | {after.share('voice'):.1f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
