"""The recording sheet: what an actor says, line by line, and what the file of each line is best called."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from drama.actors.names import NARRATOR, file_name
from drama.errors import ScriptError
from drama.files.text import plain
from drama.model import Channel, Line, Manner, Script

_COLUMNS = ("line", "file", "character", "words", "how", "before")
_FORMULA = ("=", "+", "-", "@")
"""What a table calculator takes for a formula at the head of a cell (OWASP, CSV injection)."""
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.5rem;"
    "border-bottom:1px solid #8886}td.words{font-size:1.25rem}td.file{white-space:nowrap;font-family:monospace}"
    "small{display:block;color:GrayText;font-size:.8rem}tr{break-inside:avoid}"
)


class SheetForm(StrEnum):
    """What a recording sheet can be written as."""

    CSV = "csv"
    """A table for any office; kept in the folder of the recordings, an import finds lines by its words."""
    HTML = "html"
    """Pages to read from and to print."""
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line as it was when the sheet was made."""

    number: int
    speaker: str
    words: str

    def line_in(self, script: Script) -> Line | None:
        """Return the line with these words in today's story, this speaker's and the nearest; None if it is gone."""
        wanted = _compared(self.words)
        same = [line for line in script.lines if wanted in (_compared(line.text), _compared(line.said))]
        return min(same, key=self._distance, default=None)

    def _distance(self, line: Line) -> tuple[bool, int]:
        """Return how far a line with the same words is from being the one that is meant."""
        return plain(line.speaker or NARRATOR) != self.speaker, abs(line.number - self.number)


def recording_sheet(script: Script, form: SheetForm = SheetForm.TXT, parts: Collection[str | None] = ()) -> str:
    """Return the lines of some characters, None being the narrator, with the file that each is wanted in."""
    rows = list(_rows(script, parts))
    if form is SheetForm.CSV:
        table = io.StringIO()
        writer = csv.writer(table, lineterminator="\r\n")  # RFC 4180
        writer.writerows([_COLUMNS, *([_cell(value) for value in row] for row in rows)])
        return "\ufeff" + table.getvalue()  # or Excel takes it for the code page of its system
    return _page(script, rows) if form is SheetForm.HTML else _text(script, rows)


def read_sheet(text: str) -> Mapping[int, SheetRow] | None:
    """Return the rows of a sheet by number; None for a table that is no sheet. Raises :class:`ScriptError`."""
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        return None
    head = [name.strip().casefold() for name in rows[0]] if rows else []
    if not {"line", "character", "words"} <= set(head):
        return None
    at = {name: head.index(name) for name in ("line", "character", "words")}
    found: dict[int, SheetRow] = {}
    for place, row in enumerate(rows[1:], 2):
        if not any(map(str.strip, row)):
            continue
        number = row[at["line"]].strip() if len(row) > max(at.values()) else ""
        if not (number.isascii() and number.isdigit() and len(number) < 8):
            raise ScriptError(f"row {place} of the recording sheet has no number of a line")
        speaker = row[at["character"]].strip().removeprefix("'")
        found[int(number)] = SheetRow(int(number), speaker, row[at["words"]])
    return found


def _rows(script: Script, parts: Collection[str | None]) -> Iterator[tuple[str, ...]]:
    before = ""
    for line in script.lines:
        if (not parts or line.speaker in parts) and any(map(str.isalnum, line.text)):
            name = f"{file_name(line, len(script.lines))}.wav"
            yield str(line.number), name, plain(line.speaker or NARRATOR), plain(line.said), _how(line), before
        before = f"{plain(line.speaker or NARRATOR)}: {plain(line.said)}"


def _how(line: Line) -> str:
    delivery = line.delivery
    said = [] if delivery.manner is Manner.PLAIN else [delivery.manner.value]
    via = [] if delivery.channel is Channel.DIRECT else [delivery.channel.value]
    return ", ".join((*said, *via, *(["a thought"] if line.kind.value == "thought" else [])))


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _delimiter(text: str) -> str:
    """Return what parts the columns: offices of many countries save with semicolons."""
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _compared(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _text(script: Script, rows: list[tuple[str, ...]]) -> str:
    head = f"{plain(script.story.title) or 'Untitled'}: {len(rows)} lines to record\n"
    return head + "".join(
        f"\n{file}\n{f'    ({before})' + chr(10) if before else ''}{who}{f' ({how})' if how else ''}: {words}\n"
        for _, file, who, words, how, before in rows
    )


def _page(script: Script, rows: list[tuple[str, ...]]) -> str:
    title = escape(plain(script.story.title) or "Untitled")
    body = "".join(
        f'<tr><td class="file">{escape(file)}</td><td>{escape(who)}<small>{escape(how)}</small></td>'
        f'<td class="words" dir="auto"><small dir="auto">{escape(before)}</small>{escape(words)}</td></tr>\n'
        for _, file, who, words, how, before in rows
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}: lines to record</title><style>{_STYLE}</style></head>\n<body><h1>{title}</h1>"
        f"<p>{len(rows)} lines to record, each in a file of its own under the name beside it.</p>\n"
        f"<table><thead><tr><th>File</th><th>Who</th><th>Words</th></tr></thead>\n<tbody>\n{body}</tbody></table>"
        "</body></html>\n"
    )
