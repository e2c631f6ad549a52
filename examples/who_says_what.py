"""Write a story's lines as a table for a spreadsheet: python examples/who_says_what.py story.txt lines.csv"""

import csv
import sys
from pathlib import Path

import drama

script = drama.read(sys.argv[1])
with Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as file:
    table = csv.writer(file)
    table.writerow(["line", "scene", "speaker", "sure", "words"])
    for line in script.lines:
        table.writerow([line.number, line.scene, line.speaker or "narrator", f"{line.confidence:.2f}", line.text])
