"""Measure who-says-what on annotated novels: every figure of docs/attribution.md.

    python benchmarks/attribution.py measure --gold SET [SET ...] [--quick]

A set is a gold folder, ``FOLDER`` or ``NAME=FOLDER``, or, as ``NAME=FOLDER:LISTS.json``, those of its texts that the
list called NAME in a JSON file names: so one command measures all development sets. A gold folder holds NAME.txt with
NAME.json: ``quotes`` (``spans``: [start, end] offsets into the text; ``speaker``; ``type``: explicit, anaphoric or
implicit, where known) and ``characters`` (``name``, ``aliases``, ``gender``: M or F, ``narrator``: true for the "I",
``category``: major, intermediate or minor, where known). Each set has tables of its own; what the figures mean stands
in ``attribution_scores.py``. ``--quick`` leaves out what takes most of the time: the other designs, the features taken
away, and the choices with each author left out (``attribution_left_out.py``). The stories in seeds/ are measured
against the scripts in tests/golden.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

from attribution_designs import compare
from attribution_left_out import print_left_out
from attribution_scores import Scores, Spoken, read_gold, score

from drama.model import Kind
from drama.readers import parse_text, read_story
from drama.script import read_script
from drama.script.assembly.lines import segments

ROOT = Path(__file__).parents[1]
OTHERS = ("anaphoric", "implicit")
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
SURE = 0.9
_MOST_ROWS = 25
"""Texts that have a row each; of more only the sum is shown."""


def measure(path: Path) -> tuple[Scores, int, float]:
    """Return how well a text is read, its words, and the seconds it took."""
    text, gold = read_gold(path)
    began = time.process_time()
    script = read_script(parse_text(text))  # raises an error if a character of the text is lost or counted twice
    took = time.process_time() - began
    spoken = [
        Spoken(one.start, one.end, one.speaker or "", one.confidence, one.kind is Kind.THOUGHT)
        for one in segments(script)
        if one.kind in {Kind.DIALOGUE, Kind.THOUGHT}
    ]
    genders = {character.name: character.gender.value for character in script.characters}
    return score(text, gold, spoken, genders), len(text.split()), took


def texts_of(named: str) -> tuple[str, list[Path]]:
    """Return the name of a set and its texts: ``FOLDER``, ``NAME=FOLDER`` or ``NAME=FOLDER:LISTS.json``."""
    name, _, place = named.rpartition("=")
    folder, _, lists = place.partition(":")
    paths = sorted(Path(folder).glob("*.txt"))
    if lists:
        wanted = set(json.loads(Path(lists).read_text(encoding="utf-8"))[name])
        paths = [path for path in paths if path.stem in wanted]
    return name or Path(folder).name, paths


def report(name: str, paths: Sequence[Path], pool: ProcessPoolExecutor, *, quick: bool) -> None:
    """Print the tables of a set of annotated texts."""
    total, words, took = Scores(), 0, 0.0
    print(f"\n## {name}: {len(paths)} texts\n")
    print("| text | quotes | found | precision | alias | voice | sure | of these right |\n" + "|---" * 8 + "|")
    for path, (found, count, seconds) in zip(paths, pool.map(measure, paths), strict=True):
        total.add(found)
        words, took = words + count, took + seconds
        if len(paths) <= _MOST_ROWS:
            _row(path.stem, found)
    _row("all", total)
    _details(total)
    print(f"\n{words:,} words, {words / max(took, 1e-9):,.0f} a second\n")
    if not quick:
        _designs(list(pool.map(compare, paths)))


def _row(name: str, scores: Scores) -> None:
    spans = scores.spans
    found, right = 100 * spans["found"] / max(1, spans["gold"]), 100 * spans["right"] / max(1, spans["given"])
    share, correct = scores.sure(SURE)
    figures = (found, right, scores.share("alias"), scores.share("voice"), share, correct)
    print(f"| {name} | {len(scores.rows)} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")


def _details(scores: Scores) -> None:
    spans = scores.spans
    if any(row.kind for row in scores.rows):
        _kinds(scores)
    if any(row.rank for row in scores.rows):
        _ranks(scores)
    print(
        f"\nVoices: {scores.voices} for {scores.people} people, {scores.voices / max(1, scores.people):.2f} for each."
    )
    print(f"\nGender of the voice: {100 * sum(scores.sexes) / max(1, len(scores.sexes)):.1f} %.")
    print(
        f"\nSpans missed: {spans['gold'] - spans['found']} of {spans['gold']}; {spans['inside']} of them inside a ",
        end="",
    )
    print(f"longer one of ours, {spans['narrated']} read as narration.")
    print(
        f"Spans not annotated: {spans['given'] - spans['right']} of our {spans['given']}; {spans['marks only']} of ",
        end="",
    )
    print(f"them marks alone beside an emphasised word, {spans['partly']} annotated in part.")
    worded = 100 * spans["right"] / max(1, spans["given"] - spans["marks only"])
    print(f"Precision of the spans with a letter in them: {worded:.1f} %.")
    print("\n| confidence | share of the quotes | right (alias) |\n|---|---|---|")
    for low, high in pairwise(STEPS):
        share, right = scores.sure(low, high)
        print(f"| {low:.2f} to {min(high, 1):.2f} | {share:.1f} | {right:.1f} |")

    sure = [row for row in scores.rows if row.confidence >= SURE]
    wrong = [row for row in sure if not row.alias]
    print(
        f"\nOf {len(sure)} sure ones {len(wrong)} are wrong, {sum(row.voice for row in wrong)} of these in name alone."
    )


def _kinds(scores: Scores) -> None:
    print("\n| quotes | number | alias | voice |\n|---|---|---|---|")
    for name, kinds in (("explicit", ("explicit",)), *((kind, (kind,)) for kind in OTHERS), ("not explicit", OTHERS)):
        count = sum(row.kind in kinds for row in scores.rows)
        print(f"| {name} | {count} | {scores.share('alias', kinds):.1f} | {scores.share('voice', kinds):.1f} |")


def _ranks(scores: Scores) -> None:
    print("\n| speaker | number | alias | voice |\n|---|---|---|---|")
    for rank in ("major", "intermediate", "minor"):
        count = sum(row.rank == rank for row in scores.rows)
        alias, voice = scores.share("alias", rank=rank), scores.share("voice", rank=rank)
        print(f"| {rank} | {count} | {alias:.1f} | {voice:.1f} |")


def _designs(found: Sequence[dict[str, Scores]]) -> None:
    totals: dict[str, Scores] = {}
    for one in found:
        for name, scores in one.items():
            totals.setdefault(name, Scores()).add(scores)
    print("| design | alias | voice | explicit | others |\n|---|---|---|---|---|")
    for name, scores in totals.items():
        figures = (scores.share("alias"), scores.share("voice"), scores.share("alias", ("explicit",)))
        others = scores.share("alias", OTHERS)
        print(f"| {name} | " + " | ".join(f"{figure:.1f}" for figure in (*figures, others)) + " |")


def stories() -> None:
    """Print how much of the dialogue of the stories in seeds/ has its speaker."""
    print("\n## Our own stories\n\n| story | rows | dialogue right |\n|---|---|---|")
    for golden in sorted((ROOT / "tests" / "golden").glob("*.speakers.tsv")):
        story = next((ROOT / "seeds").glob(golden.name.removesuffix(".speakers.tsv") + ".*"))
        right = _story(story, golden.read_text(encoding="utf-8").splitlines())
        print(f"| {story.stem} | {len(right)} | {100 * sum(right) / max(1, len(right)):.1f} |")


def _story(path: Path, golden: Sequence[str]) -> list[bool]:
    script = read_script(read_story(path))
    found = list(segments(script))
    called = {one.name: {_bare(name) for name in (one.name, *one.aliases)} for one in script.characters}
    names: dict[str, set[str]] = {}
    result, at = [], 0
    for row in golden:
        if row.startswith("# also called:"):
            for entry in row.removeprefix("# also called:").split(";"):
                one, _, others = entry.partition("(")[0].partition("=")
                names[one.strip()] = {_bare(other) for other in others.split(",")}
        if not row or row.startswith("#"):
            continue
        words, kind, speaker = row.split("\t")
        at = script.story.text.index(words, at)
        middle = at + len(words) // 2
        at += len(words)
        held = next((one for one in found if one.start <= middle < one.end), None)
        wanted = {_bare(speaker), *names.get(speaker, ())}
        if kind == Kind.DIALOGUE:
            given = called.get(held.speaker or "", set()) if held is not None and held.kind == kind else set()
            result.append(bool(wanted & given))
    return result


def _bare(name: str) -> str:
    return re.sub(r"^(the|a|an) ", "", name.strip().replace("\u2019", "'").casefold())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["measure"])
    parser.add_argument("--gold", metavar="SET", nargs="+", default=[])
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        sets = dict(texts_of(named) for named in args.gold)
        for name, paths in sets.items():
            report(name, paths, pool, quick=args.quick)
        if sets and not args.quick:
            print_left_out(sets, pool)
    stories()


if __name__ == "__main__":
    main()
