"""``drama studio`` from outside: what it refuses before a page is opened."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Drama = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("gone.txt",), 1, "no such file: gone.txt"),
        (("-",), 1, "standard input has no name"),
        (("--folder", "nowhere"), 1, "nowhere is not there; name a folder of stories"),
        (("ferry.txt", "--folder", "nowhere"), 1, "nowhere is not there; name a folder of stories"),
        (("ferry.txt", "--voices", "mine.toml"), 1, 'the cast file "mine.toml" does not exist'),
        (("ferry.txt", "--engine", "trumpet"), 1, "there is no engine 'trumpet' (there are: "),
        (("ferry.txt", "--port", "70000"), 2, "70000 is not in the range"),
    ],
)
def test_what_no_view_of_the_page_could_show_is_told_at_once(
    drama: Drama, story: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    assert story.name == "ferry.txt"
    done = drama("studio", *words, "--no-browser")
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
