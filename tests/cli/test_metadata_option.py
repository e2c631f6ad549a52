"""``--metadata`` of ``drama render``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.id3 import ID3


@pytest.mark.slow
def test_render_takes_metadata_as_often_as_it_is_given(drama: Callable, story: Path, tmp_path: Path) -> None:
    given = ("--metadata", "series=Harbour Tales", "--metadata", "part=3", "--metadata", "description=a = b, c")
    done = drama("render", story, "--engine", "tone", *given)
    assert done.returncode == 0, done.stderr
    id3 = ID3(tmp_path / "ferry.mp3")
    assert [str(id3[name]) for name in ("TXXX:SERIES", "MVIN", "TDES")] == ["Harbour Tales", "3", "a = b, c"]


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        ("serie=Harbour Tales", 1, 'Error: there is no metadata "serie"; did you mean "series"?'),
        ("year=soon", 1, 'Error: the metadata year is "soon"; valid is a year of four digits'),
        ("Harbour Tales", 2, "is not a name and a text such as series="),
        ("=Harbour Tales", 2, "is not a name and a text such as series="),
    ],
)
def test_metadata_that_is_not_valid_ends_with_a_message_and_no_file(
    drama: Callable, story: Path, given: str, code: int, told: str
) -> None:
    done = drama("render", story, "--engine", "tone", "--metadata", given)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert told in done.stderr
    assert not story.with_suffix(".mp3").exists()
