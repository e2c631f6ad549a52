"""How fast, and in how much memory, stories are read and scripted: ``python benchmarks/script_speed.py``.

The stories are made up on the spot: chapters of conversations with tags, pronouns, beats and bare exchanges among a
growing number of people, and texts made to be awkward. Every figure is taken in a process of its own. A story twice as
long should take twice as long; the last column is by how much more it took.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable

WORDS = 100_000
"""Words of the ordinary story; the long one has ten times as many."""

_FIRST = ["Anneke", "Bram", "Corrie", "Dirk", "Elske", "Floris", "Greta", "Hugo", "Ilse", "Joost", "Katrijn", "Lars"]
_LAST = ["Vos", "Kuiper", "Dekker", "Brandt", "Holm", "Zeller", "Quist", "Rademaker", "Sluis", "Tromp"]
_VERBS = ["said", "asked", "answered", "muttered", "called", "whispered", "went on"]
_SAID = [
    "The boats are late again", "I never said that", "You should have told me", "Nobody goes out in this weather",
    "There were four of them on the quay", "Then what do you want", "We have a week", "It is only the wind",
    "Put the lamp out", "I can't find the key anywhere, and I have looked twice",
]  # fmt: skip
_TOLD = [
    "The harbour lay quite still.", "Rain came in from the west and stayed.", "A door banged below.",
    "{he} turned the glass in {his} hand.", "{name} went to the window and looked out at the water.",
    "For a while there was only the clock.", "{name} had never liked the house, and {he} did not like it now.",
]  # fmt: skip


def ordinary(words: int) -> str:
    """Return a story of about so many words."""
    rng = random.Random(words)
    paragraphs: list[str] = []
    count = 0
    chapter = 0
    while count < words:
        chapter += 1
        paragraphs.append(f"Chapter {chapter}")
        people = [f"{rng.choice(_FIRST)} {rng.choice(_LAST)}" for _ in range(3)]
        for _ in range(60):
            paragraphs.append(_paragraph(rng, people))
            count += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def _paragraph(rng: random.Random, people: list[str]) -> str:
    name = rng.choice(people)
    first = name.split()[0]
    he, his = ("she", "her") if first in {"Anneke", "Corrie", "Elske", "Greta", "Ilse", "Katrijn"} else ("he", "his")
    told = rng.choice(_TOLD).format(name=rng.choice([name, first]), he=he.capitalize(), his=his)
    said = rng.choice(_SAID)
    tag = f"{rng.choice(_VERBS)} {rng.choice([first, name])}"
    return rng.choice([
        told + " " + rng.choice(_TOLD).format(name=first, he=he.capitalize(), his=his) + " " + told,
        f"“{said},” {tag}. “{rng.choice(_SAID)}.”",
        f"“{said}, {rng.choice(people).split()[0]}?” {he} {rng.choice(_VERBS)}.",
        f"“{said}.”",
        f"{told} “{said}!”",
    ])  # fmt: skip


_SHORT = ["“No.”", "“Bram?”", "Rain.", "“Yes!”"]

SHAPES: dict[str, Callable[[int], str]] = {
    "ordinary prose": ordinary,
    "one paragraph": lambda words: ordinary(words).replace("\n\n", " "),
    "one-word lines": lambda words: "\n\n".join(_SHORT[n * 7 % 4] for n in range(words)),
    "opening marks only": lambda words: "“so " * words,
    "opening marks, a paragraph each": lambda words: "“so it was\n\n" * (words // 3),
    "straight marks, odd": lambda words: "\"so 'it \" was' " * (words // 4) + '"',
    "apostrophes": lambda words: "'tis th' o' 'em " * (words // 4),
    "as many names as lines": lambda words: "\n\n".join(f"“Hi,” said {_made_up(n)}." for n in range(words // 3)),
    "no end to a sentence": lambda words: "and Bram went on and she " * (words // 6),
    "dashes": lambda words: "— so — Bram — said — " * (words // 4),
    "pronouns only": lambda words: "“So,” he said.\n\n" * (words // 3),
    "one letter": lambda words: "a" * (words * 5),
    "marks only": lambda words: "“”'\"…—" * words,
}  # fmt: skip


def _made_up(number: int) -> str:
    syllables = ["ba", "re", "mi", "to", "lu", "ka", "ne", "so", "vi", "do"]
    return "".join(syllables[int(digit)] for digit in str(number + 1000)).capitalize()


def measure(shape: str, words: int) -> tuple[float, float, int]:
    """Return seconds, peak megabytes and lines for one text, measured in a process of its own."""
    done = subprocess.run([sys.executable, __file__, shape, str(words)], capture_output=True, text=True, check=True)
    seconds, megabytes, lines = done.stdout.split()
    return float(seconds), float(megabytes), int(lines)


def _child(shape: str, words: int) -> None:
    from drama.readers import parse_text
    from drama.script import read_script

    text = SHAPES[shape](words)
    start = time.process_time()
    script = read_script(parse_text(text))
    seconds = time.process_time() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(script.lines))


def main() -> None:
    if len(sys.argv) == 3:
        _child(sys.argv[1], int(sys.argv[2]))
        return
    print(f"{'text':34} {'words':>9} {'lines':>8} {'seconds':>8} {'words/s':>9} {'MB':>6} {'twice':>6}")
    for shape in SHAPES:
        sizes = (WORDS // 2, WORDS, 10 * WORDS) if shape == "ordinary prose" else (WORDS // 2, WORDS)
        before = 0.0
        for words in sizes:
            seconds, megabytes, lines = measure(shape, words)
            ratio = f"{seconds / before:6.2f}" if before and words == WORDS else ""
            print(
                f"{shape:34} {words:9,} {lines:8,} {seconds:8.1f} {words / seconds:9,.0f} {megabytes:6.0f} {ratio}",
                flush=True,
            )
            before = seconds


if __name__ == "__main__":
    main()
