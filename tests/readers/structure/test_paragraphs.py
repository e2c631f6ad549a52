"""Lines to paragraphs: however a file sets them, the same paragraphs come out."""

from __future__ import annotations

import textwrap

import pytest

from drama.model import Role, Story
from drama.readers import parse_text

PARAGRAPHS = (
    "The ferry had been late for so many years that the people of Skerry Point set their clocks by how late it was.",
    "“You’re early,” said Brannock, who kept the rope.",
    "“I am not early. I am eleven minutes late, which is early for a Tuesday, and you know it as well as I do.”",
    "Ilse looked at the water. It was the colour of slate, and it was rising.",
    "“Then we had better go,” he said, “before somebody notices.”",
    (
        "Nobody noticed. They had crossed half of the sound before the lamp on the far shore went out, and by then "
        "there was nothing to be done but to row for the place where it had been."
    ),
    "“Row,” said Ilse.",
    "He rowed.",
)


def words(story: Story) -> list[str]:
    """Return the paragraphs, white space folded."""
    return [" ".join(story.text[p.start : p.end].split()) for p in story.paragraphs]


def roles(text: str, *, markdown: bool = False) -> list[tuple[str, int, str]]:
    story = parse_text(text, markdown=markdown)
    return [(p.role.value, p.level, story.text[p.start : p.end]) for p in story.paragraphs]


def fill(paragraph: str, width: int, indent: str = "") -> str:
    return textwrap.fill(paragraph, width, initial_indent=indent, break_on_hyphens=False)


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
@pytest.mark.parametrize(
    "lines",
    [
        "\n\n".join(PARAGRAPHS),
        "\n".join(PARAGRAPHS),
        "\n".join("\t" + paragraph for paragraph in PARAGRAPHS),
        "\n".join(PARAGRAPHS[:4]) + "\n\n\n" + "\n".join(PARAGRAPHS[4:]),
        "\n\n".join(fill(paragraph, 60) for paragraph in PARAGRAPHS),
        "\n\n".join(fill(paragraph, 78) for paragraph in PARAGRAPHS),
        "\n".join(fill(paragraph, 60, "    ") for paragraph in PARAGRAPHS),
        "\n".join(fill(paragraph, 72, "\u3000\u3000") for paragraph in PARAGRAPHS),
        "\f\n\n" + "\n\n\f".join(PARAGRAPHS),
    ],
    ids=[
        "parted",
        "lines",
        "tabs",
        "lost blank lines",
        "wrapped 60",
        "wrapped 78",
        "indented 60",
        "indented 72",
        "pages",
    ],
)
def test_the_same_paragraphs_come_out_of_every_layout(lines: str, end: str, markdown: bool) -> None:
    assert words(parse_text(lines.replace("\n", end), markdown=markdown)) == list(PARAGRAPHS)


def test_a_hard_wrapped_paragraph_is_one_stretch_of_the_source() -> None:
    text = "One two\nthree four.\n\nFive."
    story = parse_text(text)
    assert [text[p.start : p.end] for p in story.paragraphs] == ["One two\nthree four.", "Five."]


def test_a_markdown_file_with_a_sentence_a_line_keeps_its_paragraphs() -> None:
    text = "The lamp went out.\nThe boat went on.\nNobody spoke.\n\nThe shore came up.\nIt was dark.\n"
    assert len(parse_text(text, markdown=True).paragraphs) == 2


def test_two_speeches_on_lines_that_touch_are_two_paragraphs_in_markdown_too() -> None:
    assert len(parse_text("“Row,” said Ilse.\n“I am rowing.”\n", markdown=True).paragraphs) == 2


def test_empty_lines_are_counted_however_they_end() -> None:
    story = parse_text("\n\nOne.\r\n\r\n \t\r\nTwo.\n\nThree.\nFour.")
    assert [paragraph.blank_lines for paragraph in story.paragraphs] == [0, 2, 1, 0]


@pytest.mark.parametrize(
    "mark",
    [
        "***",
        "---",
        "* * *",
        "#",
        "⁂",
        "~~~",
        "•••",
        "-oOo-",
        "oOo",
        "o O o",
        "*",
        "———",
        "_____",
        "- - -",
        "❦",
        "=====",
        "## ",
    ],
)
@pytest.mark.parametrize("around", ["\n\n", "\n"])
def test_a_line_of_ornament_is_a_break(mark: str, around: str) -> None:
    text = around.join((*PARAGRAPHS[:4], mark, *PARAGRAPHS[4:]))
    found = [(p.role, text[p.start : p.end]) for p in parse_text(text).paragraphs]
    assert found[4] == (Role.BREAK, mark.strip())
    assert [role for role, _ in found].count(Role.BREAK) == 1


@pytest.mark.parametrize("line", ["…", ". . .", "“…”", "?!", "Oo", "ooo", "“—”", "* one", "5", "000"])
def test_a_line_that_may_mean_something_is_no_break(line: str) -> None:
    assert Role.BREAK not in {p.role for p in parse_text(f"He waited.\n\n{line}\n\nNothing.").paragraphs}


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Chapter Five", 1),
        ("CHAPTER V", 1),
        ("Chapter 12: The Long Water", 1),
        ("CHAPTER XIV. THE LAMP", 1),
        ("Chapter Twenty-One — In Which Nothing Sinks", 1),
        ("Chapter the First", 1),
        ("PART ONE", 1),
        ("Prologue", 1),
        ("EPILOGUE: ASHORE", 1),
        ("Book II", 1),
        ("Scene 3", 1),
        ("# The Lamp", 1),
        ("The Lamp\n========", 1),
        ("The Lamp\n--------", 1),
    ],
)
def test_a_line_that_names_a_chapter_is_a_heading(line: str, level: int) -> None:
    found = roles(f"He rowed on.\n\n{line}\n\nThe boat went on.")
    assert found[1] == ("heading", level, line.partition("\n")[0])
    assert len(found) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Chapter five was the worst of it.",
        "Part of the rope",
        "Part one of the plan failed.",
        "Act now",
        "Day one: he rowed.",
        "chapter five",
        "I",
        "Chapter",
        "Introductions were made.",
        "#nofilter",
        "Letter two.",
        "He left.\n---",
    ],
)
def test_a_line_that_only_resembles_a_heading_is_none(line: str) -> None:
    assert all(role != "heading" for role, _, _ in roles(f"He rowed on.\n\n{line}\n\nThe boat went on."))


def test_bare_numbers_are_headings_where_they_count_the_chapters() -> None:
    text = "I\n\nHe rowed.\n\nII\n\nShe slept.\n\nIII\n\nThey woke."
    assert [line for role, _, line in roles(text) if role == "heading"] == ["I", "II", "III"]
    assert all(role == "prose" for role, _, _ in roles("He counted.\n\nIV\n\nShe slept.\n\n7\n\nThey woke."))


def test_a_heading_may_touch_the_text_below_it() -> None:
    text = "CHAPTER I\n" + fill(PARAGRAPHS[5], 60) + "\n\n" + fill(PARAGRAPHS[0], 60)
    assert [role for role, _, _ in roles(text)] == ["heading", "prose", "prose"]


def test_heading_levels_are_counted_from_one_without_gaps() -> None:
    text = "Part One\n\nChapter One\n\nHe rowed.\n\nScene 2\n\nShe slept.\n\nChapter Two\n\nThey woke."
    assert [level for role, level, _ in roles(text) if role == "heading"] == [1, 2, 3, 2]
    assert [level for role, level, _ in roles("## A\n\nx y.\n\n#### B\n\nz.", markdown=True) if role == "heading"] == [
        1,
        2,
    ]


def test_an_underline_and_the_marks_of_a_heading_are_skips() -> None:
    story = parse_text("The Lamp\n========\n\n## The Rope ##\n\nHe rowed.", markdown=True)
    assert [story.text[skip.start : skip.end].strip() for skip in story.skips] == ["========", "##", "##"]
