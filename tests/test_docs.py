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
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the README's fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Return every drama command the README shows, without its remark."""
    rows = [row for block in blocks("sh") for row in block.splitlines()]
    return [row.partition(" #")[0].strip() for row in rows if row.startswith("drama ")]


def test_the_readme_opens_with_two_commands() -> None:
    first = blocks("sh")[0].splitlines()
    assert len(first) == 2
    assert first[0].startswith("pip install . && drama render seeds/")
    assert first[1].endswith("pytest")
    assert (ROOT / shlex.split(first[0])[6]).exists()


@pytest.mark.parametrize("command", commands())
def test_every_command_in_the_readme_parses(command: str) -> None:
    name, *arguments = shlex.split(command)[1:]
    with click.Context(cli) as context:
        found = cli.get_command(context, name)
        assert found is not None
        found.make_context(name, arguments)


def test_every_command_is_in_the_readme() -> None:
    assert {command.split()[1] for command in commands()} | {"takes", "voices"} >= set(cli.commands)


def test_the_cast_file_of_the_readme_loads(tmp_path: Path) -> None:
    path = tmp_path / "story.voices.toml"
    path.write_text(blocks("toml")[0], encoding="utf-8")
    file = load_cast_file(path)
    assert set(file.characters) >= {"Anna", "Tom"}


@pytest.mark.parametrize("story", sorted((ROOT / "seeds").glob("*.[tm][xd]*"), key=str), ids=lambda path: path.name)
def test_the_stories_that_come_along_have_a_title_and_are_long_enough_to_hear(story: Path) -> None:
    read = read_story(story)
    assert read.title
    assert 1_500 <= len(read.text.split()) <= 4_000


def test_links_in_the_documents_lead_somewhere() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{page}: {target}"
