"""What an actor reads from: every line with the name of its file, whatever stands in the story."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import drama
from drama.actors import read_sheet
from drama.errors import DramaError, ScriptError
from drama.model import Kind, Line, Span

STORY = """“Hold the lamp higher,” whispered Anna.

“It is high enough,” said Tom over the phone. “It is very high.”

“Hold the lamp higher,” said Anna.

“…” said Tom.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


class Cells(HTMLParser):
    """The text of each cell of a table, and the names of all elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.elements: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def rows(sheet: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet.removeprefix("\ufeff"))))


def test_every_form_names_the_file_of_each_line_with_its_words(story: Path) -> None:
    script = drama.read(story)
    said = [line for line in script.lines if any(map(str.isalnum, line.text))]
    sheet = drama.recording_sheet(script, "csv")
    assert rows(sheet)[0] == ["line", "file", "character", "words", "how", "before"]
    assert [(row[0], row[3]) for row in rows(sheet)[1:]] == [(str(line.number), line.text) for line in said]
    assert rows(sheet)[1] == ["1", "001 Anna.wav", "Anna", "“Hold the lamp higher,”", "whispered", ""]
    plain, page = drama.recording_sheet(script), drama.recording_sheet(script, "html")
    for line in said:
        assert line.text in plain
        assert any(line.text in cell for cell in Cells(page).cells)
        assert f"{line.number:03} {line.speaker or 'narrator'}.wav" in plain
        assert f"{line.number:03} {line.speaker or 'narrator'}.wav" in page


def test_a_part_is_that_characters_lines_each_with_the_words_before_it(story: Path) -> None:
    script = drama.read(story)
    own = rows(drama.recording_sheet(script, "csv", parts="anna"))[1:]
    assert {row[2] for row in own} == {"Anna"}
    assert own[1][5].startswith(("narrator: ", "Tom: "))
    assert len(rows(drama.recording_sheet(script, "csv", parts=["narrator"]))) > 2
    with pytest.raises(ScriptError, match="nobody called Anne"):
        drama.recording_sheet(script, parts=["Anne"])
    with pytest.raises(DramaError, match="txt"):
        drama.recording_sheet(script, "pdf")


def strange(text: str, speaker: str | None, number: int = 1) -> Line:
    return Line(number, 1, Kind.DIALOGUE, speaker, text, (Span(0, len(text)),), 0, "tag", 1.0)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("=cmd|'/c calc'!A1", "Anna"),
        ("@SUM(1)", "-Anna"),
        ('<script>alert("no")</script>', "<b>Anna"),
        ("a\x00b\x0cc\u2028d\ud800e", "An\x00na"),
        ("שלום, " * 2000, "אנה"),
        ("\u202eevil", "\u202eAnna"),
        ("words, “quoted”; with; signs", "../../etc/passwd"),
        ("a word", "n" * 10_000),
    ],
)
def test_no_text_of_a_story_breaks_a_sheet_or_the_name_of_a_file(story: Path, text: str, speaker: str) -> None:
    script = replace(drama.read(story), lines=(strange(text, speaker), strange("Well.", None, 2)))
    sheet = drama.recording_sheet(script, "csv")
    table = rows(sheet)
    assert [len(row) for row in table] == [6, 6, 6]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)
    name = table[1][1]
    assert not set(name) & set('/\\:*?"<>|')
    assert name.isprintable()
    assert len(name) <= 50
    page = drama.recording_sheet(script, "html")
    assert Cells(page).elements.isdisjoint({"script", "b"})
    page.encode("utf-8")
    read = read_sheet(sheet)
    assert read is not None
    found = read[1].line_in(script)
    assert found is not None
    assert found.number == 1


def test_a_sheet_finds_its_lines_in_a_story_that_was_edited(story: Path) -> None:
    sheet = read_sheet(drama.recording_sheet(drama.read(story), "csv"))
    assert sheet is not None
    story.write_text(f"“Who is there?” asked Tom.\n\n{STORY.replace('high enough', 'low')}", encoding="utf-8")
    now = drama.read(story)
    found = {number: row.line_in(now) for number, row in sheet.items()}
    assert found[1] is not None
    assert (found[1].number, found[1].text) == (3, "“Hold the lamp higher,”")
    gone = [row for number, row in sheet.items() if found[number] is None]
    assert [row.words for row in gone] == ["“It is high enough,”"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_that_an_office_saved_again_is_still_one(story: Path, delimiter: str) -> None:
    script = drama.read(story)
    table = io.StringIO()
    writer = csv.writer(table, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([*rows(drama.recording_sheet(script, "csv")), ["", "", "", "", "", ""]])
    read = read_sheet(table.getvalue())
    assert read is not None
    assert len(read) == len(rows(drama.recording_sheet(script, "csv"))) - 1


def test_a_table_of_something_else_is_no_sheet_and_a_damaged_one_is_an_error() -> None:
    assert read_sheet("date,amount\n1,2\n") is None
    assert read_sheet("") is None
    with pytest.raises(ScriptError, match="row 2 of the recording sheet"):
        read_sheet("line,character,words\ntwelve,Anna,Hold\n")
    with pytest.raises(ScriptError, match="row 3"):
        read_sheet("line,character,words\n1,Anna,Hold\n2\n")
