"""An export of one's own: a table of who says what when, for a spreadsheet.

A package announces it in its pyproject.toml, by the name it is asked for by:

    [project.entry-points."drama.exports"]
    lines-csv = "own_export:LinesAsTable"

From then on ``drama render story.txt --with lines-csv`` writes ``story.lines.csv`` beside ``story.mp3``, and
``--with list`` lists it.
"""

import csv
import io

from drama.exports.base import EpisodeFile, Need
from drama.exports.programme import NARRATOR, spoken_lines


class LinesAsTable:
    name = "lines-csv"
    suffix = ".lines.csv"
    describe = "a row for each line: who says it, when, and for how long"
    needs = frozenset({Need.PROGRAMME})

    def make(self, file: EpisodeFile) -> str:
        programme, table = file.programme, io.StringIO()
        rows = csv.writer(table)
        rows.writerow(["line", "speaker", "start_s", "seconds", "words"])
        for line in spoken_lines(programme.utterances):
            start_s = line.start_frame / programme.frame_rate
            seconds = (line.end_frame - line.start_frame) / programme.frame_rate
            rows.writerow([line.number, line.speaker or NARRATOR, f"{start_s:.2f}", f"{seconds:.2f}", line.text])
        return table.getvalue()
