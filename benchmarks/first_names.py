"""Make the lists of rarer first names in ``drama/languages/en/data`` from the US census of 1990.

    python benchmarks/first_names.py FOLDER

The folder holds ``dist.female.first`` and ``dist.male.first`` as the Census Bureau published them (a work of the United
States government, in the public domain): a name, the percentage of all women or men who bear it, two more columns.
Names that nine in ten of one gender bear go to that gender, those that fewer do to the mixed ones; what the hand-made
lists have, and names of which a story makes other words ("An", "Long"), are left out.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

DATA = Path(__file__).parent.parent / "drama" / "languages" / "en" / "data"
SURE = 0.9
"""Fraction of a name's bearers."""
MIXED = 0.8
SHORTEST = 3


def read(file: Path) -> dict[str, float]:
    """Return the percentage of each name."""
    rows = (line.split() for line in file.read_text(encoding="ascii").splitlines() if line.strip())
    return {row[0].lower(): float(row[1]) for row in rows}


def main() -> None:
    """Write the lists."""
    folder = Path(sys.argv[1])
    women, men = read(folder / "dist.female.first"), read(folder / "dist.male.first")
    listed = {
        word.lower()
        for file in ("female_names.txt", "male_names.txt")
        for word in (DATA / file).read_text(encoding="utf-8").split()
    }
    female, male, mixed = [], [], []
    for name in sorted(women.keys() | men.keys()):
        share = women.get(name, 0.0) / (women.get(name, 0.0) + men.get(name, 0.0))
        if len(name) >= SHORTEST and 1 - MIXED < share < MIXED:
            mixed.append(name)
        elif len(name) >= SHORTEST and name not in listed and (share > SURE or share < 1 - SURE):
            (female if share > SURE else male).append(name)
    for file, names in (("rarer_female", female), ("rarer_male", male), ("mixed", mixed)):
        text = textwrap.fill(" ".join(name.capitalize() for name in names), 118, break_long_words=False)
        (DATA / f"{file}_names.txt").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
