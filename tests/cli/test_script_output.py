"""``drama script -o``: the script as a file, in every form."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.incli import run_drama

STORY = "Rain fell.\n\n“Is the lamp lit?” whispered Maret.\n\n“It was lit at noon,” said Tam.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shed.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("-o out.fountain", "Title: "),
        ("-o out.html", "<!DOCTYPE html>"),
        ("-o out.jsonl", '{"character": '),
        ("-o out.txt", "shed"),
        ("-o out --format fountain", "Title: "),
        ("-o out.txt --format table-read --part maret", "<!DOCTYPE html>"),
    ],
)
def test_a_file_is_written_in_the_form_asked_for_or_that_of_its_suffix(folder: Path, words: str, begins: str) -> None:
    done = run_drama(folder, "script", "shed.txt", *words.split())
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    (written,) = [file for file in folder.iterdir() if file.name.startswith("out")]
    text = written.read_text(encoding="utf-8")
    assert text.casefold().startswith(begins.casefold())
    assert "Is the lamp lit?" in text
    assert "\x1b" not in text


def test_without_a_file_the_screenplay_goes_to_standard_output_and_is_read_back(folder: Path) -> None:
    done = run_drama(folder, "script", "shed.txt", "--format", "fountain")
    assert done.returncode == 0
    (folder / "again.fountain").write_text(done.stdout, encoding="utf-8")
    again = run_drama(folder, "script", "again.fountain", "--format", "fountain")
    assert again.stdout == done.stdout


def test_what_drama_did_not_write_is_replaced_only_by_force(folder: Path) -> None:
    (folder / "out.fountain").write_text("mine", encoding="utf-8")
    refused = run_drama(folder, "script", "shed.txt", "-o", "out.fountain")
    assert refused.returncode == 1
    assert "--force replaces it" in refused.stderr
    assert run_drama(folder, "script", "shed.txt", "-o", "out.fountain", "--force").returncode == 0
    own = run_drama(folder, "script", "shed.txt", "-o", "shed.txt", "--force")
    assert own.returncode == 1
    assert (folder / "shed.txt").read_text(encoding="utf-8") == STORY


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("--part Maret", "--part marks a part in --format table-read"),
        ("--doubtful -o out.txt", "not go with -o"),
        ("--explain 2 --format fountain", "not go with --format fountain"),
    ],
)
def test_options_that_do_not_go_together_are_told(folder: Path, words: str, says: str) -> None:
    done = run_drama(folder, "script", "shed.txt", *words.split())
    assert done.returncode == 2
    assert says in done.stderr


def test_a_part_nobody_has_is_told_with_those_there_are(folder: Path) -> None:
    done = run_drama(folder, "script", "shed.txt", "-o", "out.html", "--part", "Marit")
    assert done.returncode == 1
    assert 'did you mean "Maret"?' in done.stderr


def test_none_of_several_files_of_a_story_is_replaced(folder: Path) -> None:
    (folder / "two.txt").write_text("The lamp went out.\n", encoding="utf-8")
    done = run_drama(folder, "script", "shed.txt", "two.txt", "-o", "two.txt", "--force")
    assert done.returncode == 1
    assert (folder / "two.txt").read_text(encoding="utf-8") == "The lamp went out.\n"
    assert run_drama(folder, "script", "shed.txt", "two.txt", "-o", "both.fountain").returncode == 0
    again = run_drama(folder, "script", "both.fountain").stdout
    assert "Is the lamp lit?" in again
    assert "The lamp went out." in again


def test_a_piped_story_goes_out_too(folder: Path) -> None:
    done = run_drama(folder, "script", "-", "-o", "piped.fountain", typed=STORY)
    assert done.returncode == 0, done.stderr
    assert "MARET\n(whispering)\n" in (folder / "piped.fountain").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["out.docx", "out.pdf", "out"])
def test_a_suffix_of_no_form_is_refused_and_nothing_is_written(folder: Path, name: str) -> None:
    done = run_drama(folder, "script", "shed.txt", "-o", name)
    assert done.returncode == 2
    assert "valid is .fountain, .spmd, .html, .htm, .jsonl, .txt" in done.stderr
    assert not (folder / name).exists()
