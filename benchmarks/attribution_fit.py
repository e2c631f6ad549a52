"""Fit the weights of the features that tell who says what to texts of your own.

    python benchmarks/attribution_fit.py --texts FOLDER [--gold FOLDER] [--start TABLE.py] -o TABLE.py

A table is a copy of ``drama/script/attribution/features.py`` with other weights; put in its place it takes effect.

``--texts`` holds public-domain novels as plain text. Their explicit tags ("said Anna") are the answer key: some are
hidden, or turned into pronouns, and the model learns to find the speaker all the same. The model is a second-order
conditional random field; its weights climb the likelihood of the known speakers, unknown ones summed over (Lafferty,
McCallum and Pereira 2001), by AdaGrad, drawn towards the weights they start from: those of a table, or those that
ship. A gold folder holds NAME.txt with
NAME.json, as for ``attribution.py``.
"""

from __future__ import annotations

import argparse
import ast
import bisect
import dataclasses
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from drama.model import Gender
from drama.readers import parse_text
from drama.script.attribution import features
from drama.script.attribution.candidates import Candidate, candidates
from drama.script.attribution.context import Context, DiscourseState, explicit
from drama.script.attribution.decoder import NOBODY, path_marginals
from drama.script.attribution.description_links import link_descriptions
from drama.script.attribution.extraction import candidate_features, link_features
from drama.script.attribution.features import FEATURES, WEIGHTS, Feature, Weights
from drama.script.attribution.turns import Turn, find_turns
from drama.script.people.mentions import Mention
from drama.script.people.roster import build_roster
from drama.script.quotes.quotes import find_passages
from drama.script.text.spans import Roster

BLOCK = 120
HIDDEN = 0.5
"""Share of the explicit tags that are hidden."""
AS_PRONOUN = 0.35
"""Share of the hidden ones that become a pronoun."""


@dataclasses.dataclass
class Block:
    """Turns decoded together: candidates' features, and the speakers known."""

    turns: list[Turn]
    options: list[list[tuple[int, tuple[Feature, ...]]]]
    known: list[int | None]
    weight: float


def hide(turn: Turn, roster: Roster, dice: random.Random) -> None:
    """Take a turn's explicit tag away, or leave only a pronoun of it."""
    subject = turn.subject
    assert subject is not None
    gender = roster.people[subject.people[0]].gender
    if dice.random() < AS_PRONOUN and gender in (Gender.MALE, Gender.FEMALE):
        text = "he" if gender is Gender.MALE else "she"
        pronoun = Mention(subject.start, subject.end, (), gender, "pronoun", text, subject.verb, subject.inverted)
        turn.local = tuple(pronoun if m is subject else m for m in turn.local)
        turn.subject = pronoun
    else:
        turn.local = tuple(m for m in turn.local if m is not subject)
        turn.tag = turn.subject = None


def read(path: Path) -> tuple[list[Turn], Roster, str]:
    """Return the turns of a text."""
    text = path.read_text(encoding="utf-8")
    story = parse_text(text)
    passages = find_passages(story)
    roster = build_roster(story, passages)
    return list(find_turns(story, passages, roster, frozenset())), roster, text


def silver(path: Path, dice: random.Random) -> tuple[list[Turn], Roster, list[int | None]]:
    """Return a text's turns with some tags hidden, and the speakers its tags name."""
    turns, roster, _text = read(path)
    known: list[int | None] = []
    for turn in turns:
        people = explicit(turn)
        sure = len(people) == 1 and turn.tag is not None and bool(turn.tag.verb)
        known.append(people[0] if sure else None)
        if sure and dice.random() < HIDDEN and not roster.people[people[0]].is_narrator:
            hide(turn, roster, dice)
    return turns, roster, known


def gold(path: Path) -> tuple[list[Turn], Roster, list[int | None]]:
    """Return a text's turns and their annotated speakers, as far as the roster has them."""
    turns, roster, _text = read(path)
    data = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    aliases = {c["name"]: [c["name"].rsplit("-", 1)[0].replace("_", " "), *c["aliases"]] for c in data["characters"]}
    spans = sorted((a, b, q["speaker"]) for q in data["quotes"] for a, b in q["spans"])
    starts = [a for a, _, _ in spans]
    speakers = []
    for turn in turns:
        at = bisect.bisect_right(starts, turn.pieces[0] + 2) - 1
        hit = at >= 0 and turn.pieces[0] < spans[at][1]
        speakers.append(spans[at][2] if hit else None)
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for turn, speaker in zip(turns, speakers, strict=True):
        if speaker and len(explicit(turn)) == 1:
            votes[speaker][explicit(turn)[0]] += 1
    for speaker, names in aliases.items():
        for name in names:
            for person in roster.by_alias.get(name.lower(), ())[:1]:
                votes[speaker][person] += 1 + (name[:1].isupper())
        if {"i", "me"} & {n.lower() for n in names} and roster.narrator is not None:
            votes[speaker][roster.narrator] += 10
    return turns, roster, [votes[s].most_common(1)[0][0] if s and votes[s] else None for s in speakers]


def blocks(
    turns: list[Turn],
    roster: Roster,
    known: list[int | None],
    links: Mapping[int, Mapping[int, float]],
    weight: float,
) -> Iterator[Block]:
    """Yield the turns in blocks with everybody's features."""
    state = DiscourseState()
    for low in range(0, len(turns), BLOCK):
        block = Block(turns[low : low + BLOCK], [], known[low : low + BLOCK], weight)
        for at in range(low, min(low + BLOCK, len(turns))):
            state.update(turns[at])
            context = Context(turns[max(0, at - 6) : at + 7], min(6, at), state, roster, links)
            options = [(c.person, c.features) for c in candidates(context)]
            speaker = known[at]
            if speaker is not None and options and all(p != speaker for p, _ in options):
                options.append((speaker, tuple(candidate_features(context, speaker))))
            block.options.append(options or [(NOBODY, ())])
        yield block


def expectations(block: Block, weights: Weights, *, clamped: bool) -> tuple[Counter[Feature], list[dict[int, float]]]:
    """Return the expected count of every feature, and each turn's posterior."""
    choices = []
    for options, known in zip(block.options, block.known, strict=True):
        kept = [o for o in options if o[0] == known] if clamped and known is not None else options
        choices.append([Candidate(p, sum(weights[f] for f in found), found) for p, found in kept])

    def links(at: int, speaker: int, newer: int, older: int) -> list[Feature]:
        return list(
            link_features(
                block.turns[at],
                block.turns[at - 1] if at else None,
                block.turns[at - 2] if at > 1 else None,
                speaker,
                newer,
                older,
            )
        )

    paths = path_marginals(choices, lambda *a: sum(weights[f] for f in links(*a)))
    counts: Counter[Feature] = Counter()
    posteriors: list[dict[int, float]] = []
    for at, (options, ways) in enumerate(zip(choices, paths, strict=True)):
        posterior: dict[int, float] = defaultdict(float)
        for (older, newer, speaker), probability in ways.items():
            posterior[speaker] += probability
            if probability > 1e-4:
                for feature in links(at, speaker, newer, older):
                    counts[feature] += probability  # type: ignore[assignment]
        for option in options:
            for feature in option.features:
                counts[feature] += posterior[option.person]  # type: ignore[assignment]
        posteriors.append(dict(posterior))
    return counts, posteriors


def fit(
    data: list[Block], start: Weights, *, epochs: int, rate: float, pull: float, dice: random.Random
) -> dict[Feature, float]:
    """Return fitted weights; ``pull`` draws each towards where it started."""
    weights = dict(start)
    squares: dict[Feature, float] = defaultdict(lambda: 1.0)
    size = sum(b.weight for b in data)
    for epoch in range(epochs):
        dice.shuffle(data)
        right = total = 0
        for block in data:
            free, posteriors = expectations(block, weights, clamped=False)
            held, _ = expectations(block, weights, clamped=True)
            for posterior, known, options in zip(posteriors, block.known, block.options, strict=True):
                if known is not None and len(options) > 1:
                    total += 1
                    right += max(posterior, key=lambda p: posterior[p]) == known
            for feature in free.keys() | held.keys():
                slope = (
                    block.weight * (held[feature] - free[feature])
                    - pull * (weights[feature] - start[feature]) * block.weight / size
                )
                squares[feature] += slope * slope
                weights[feature] += rate * slope / math.sqrt(squares[feature])
        print(f"epoch {epoch + 1}: {100 * right / max(1, total):.1f} % of {total} known turns right", flush=True)
    return weights


def gather(texts: list[Path], golds: list[Path], seed: int) -> list[Block]:
    """Return all the training blocks."""
    dice = random.Random(seed)
    data: list[Block] = []
    for path in texts:
        turns, roster, known = silver(path, dice)
        data += blocks(turns, roster, known, link_descriptions(turns, roster), 1.0)
    for path in golds:
        turns, roster, known = gold(path)
        data += blocks(turns, roster, known, link_descriptions(turns, roster), 3.0)
    return data


def numbers_in(table: str) -> dict[str, ast.expr]:
    """Return where in the source of a table the weight of each feature stands."""
    found: dict[str, ast.expr] = {}
    for call in ast.walk(ast.parse(table)):
        if not isinstance(call, ast.Call) or not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        name = str(call.args[0].value)
        if ast.unparse(call.func) == "Feature":
            found[name] = call.args[1]
        elif ast.unparse(call.func) == "_each":
            found |= {name.format(keyword.arg): keyword.value for keyword in call.keywords}
    return found


def weights_in(table: str) -> dict[Feature, float]:
    """Return the weights in the source of a table."""
    return {FEATURES[name]: float(ast.literal_eval(number)) for name, number in numbers_in(table).items()}


def with_weights(table: str, weights: Weights) -> str:
    """Return the source of a table with other weights in it."""
    lines = [line.encode() for line in table.splitlines(keepends=True)]  # the offsets of ``ast`` count UTF-8 bytes
    numbers = sorted(numbers_in(table).items(), key=lambda item: (item[1].lineno, item[1].col_offset), reverse=True)
    for name, number in numbers:
        line, value = lines[number.lineno - 1], f"{round(weights[FEATURES[name]], 3) + 0.0:g}"
        lines[number.lineno - 1] = line[: number.col_offset] + value.encode() + line[number.end_col_offset :]
    return b"".join(lines).decode()


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--start", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=0.15)
    parser.add_argument("--pull", type=float, default=20.0)
    args = parser.parse_args()
    texts = sorted(args.texts.glob("*.txt")) if args.texts else []
    golds = sorted(args.gold.glob("*.txt")) if args.gold else []
    golds = [path for path in golds if not any(word in path.stem for word in args.leave_out)]
    data = gather(texts, golds, seed=5)
    table = Path(args.start or features.__file__).read_text(encoding="utf-8")
    start = {**WEIGHTS, **weights_in(table)}
    fitted = fit(data, start, epochs=args.epochs, rate=args.rate, pull=args.pull, dice=random.Random(9))
    args.output.write_text(with_weights(table, fitted), encoding="utf-8")


if __name__ == "__main__":
    main()
