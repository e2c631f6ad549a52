"""The documents keep to what the commands are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from drama.cast import load_cast_file
from drama.cli.commands import cli
from drama.readers import read_story

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    """Return a page's fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Return every drama command the pages show in a shell, each once, without its remark."""
    rows = [row for page in PAGES for block in blocks(page, "sh") for row in block.splitlines()]
    return list(dict.fromkeys(row.partition(" #")[0].strip() for row in rows if row.startswith("drama ")))


def placeholders(text: str) -> list[str]:
    """Return the words in capitals of a page that wait for something: alone on a line, or by what they say."""
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(
        r"^[^\w\n|#]*[A-Z][A-Z_ ]{3,}[^\w\n|]*$|\b(?:TODO|TBD|FIXME|XXX+|[A-Z]+_HERE|[A-Z]{2,}TABLE|PLACEHOLDER)\b",
        prose,
        re.MULTILINE,
    )


def test_the_readme_opens_with_two_commands() -> None:
    first = blocks(README, "sh")[0].splitlines()
    assert len(first) == 2
    assert first[0].startswith("pip install . && drama render seeds/")
    assert first[1].endswith("pytest")
    assert (ROOT / shlex.split(first[0])[6]).exists()


@pytest.mark.parametrize("command", commands())
def test_every_command_the_documents_show_parses(command: str) -> None:
    name, *arguments = shlex.split(command)[1:]
    with click.Context(cli) as context:
        found = cli.get_command(context, name)
        assert found is not None
        found.make_context(name, arguments)


def test_every_command_is_shown_somewhere() -> None:
    assert {command.split()[1] for command in commands()} | {"takes"} >= set(cli.commands)


def test_the_readme_can_be_read_in_a_few_minutes() -> None:
    assert len(README.read_text(encoding="utf-8").split()) <= 900


@pytest.mark.parametrize("page", [README, ROOT / "docs" / "cast-file.md"], ids=lambda page: page.name)
def test_the_cast_file_that_is_shown_loads(tmp_path: Path, page: Path) -> None:
    path = tmp_path / "story.voices.toml"
    path.write_text(blocks(page, "toml")[0], encoding="utf-8")
    file = load_cast_file(path)
    assert set(file.characters) >= {"Anna", "Tom"}


@pytest.mark.parametrize("story", sorted((ROOT / "seeds").glob("*.[tm][xd]*"), key=str), ids=lambda path: path.name)
def test_the_stories_that_come_along_have_a_title_and_are_long_enough_to_hear(story: Path) -> None:
    read = read_story(story)
    assert read.title
    assert 1_500 <= len(read.text.split()) <= 4_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_in_the_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert "://" in target or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_modules_that_the_documents_name_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:drama/)?((?:[a-z_0-9]+/)+(?:[a-z_0-9]+\.py)?)`", text))
    ours = {path for path in named if path.split("/")[0] in {part.name for part in (ROOT / "drama").iterdir()}}
    missing = sorted(path for path in ours if not (ROOT / "drama" / path).exists())
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_placeholder_in_capitals_stands_in_the_documents(page: Path) -> None:
    assert not placeholders(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text", ["One.\n\nFUZZTABLE\n\nTwo.", "Seen in VERSION_HERE.", "| a | TBD |", "<!-- TODO: say it -->", "**TABLE**"]
)
def test_a_placeholder_in_capitals_is_found(text: str) -> None:
    assert placeholders(text)
