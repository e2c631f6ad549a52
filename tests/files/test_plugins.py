"""Parts of other packages are found by name, and loaded only when they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.announced import announced

from drama.errors import StoryError, WriteError
from drama.files.plugins import Plugins

GROUP = "drama.lanterns"
LANTERNS = Plugins(GROUP, "lantern", required=("light",), error=StoryError)


def test_names_are_listed_in_order_and_import_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "raise RuntimeError('imported')"
    with announced(tmp_path, monkeypatch, source, {"storm": "Storm", "barn": "Barn"}, group=GROUP):
        assert LANTERNS.names() == ["barn", "storm"]
        (point,) = LANTERNS.points("barn")
        with pytest.raises(StoryError, match=r"^the lantern 'barn' of .*:Barn does not start: RuntimeError: imported$"):
            LANTERNS.load(point)
    assert LANTERNS.points("no such lantern") == []


def test_two_packages_may_use_one_name_and_come_in_the_order_of_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "class Barn:\n    light = 1\n"
    (tmp_path / "b").mkdir()
    (tmp_path / "a").mkdir()
    with (
        announced(tmp_path / "b", monkeypatch, source, {"barn": "Barn"}, group=GROUP),
        announced(tmp_path / "a", monkeypatch, source, {"barn": "Barn"}, group=GROUP),
    ):
        points = LANTERNS.points("barn")
        assert [point.value for point in points] == ["drama_lanterns_a:Barn", "drama_lanterns_b:Barn"]
        assert LANTERNS.load(points[0]).light == 1


def test_what_a_part_raises_of_ours_is_passed_on_and_all_else_becomes_one_error() -> None:
    def ours() -> None:
        raise WriteError("the lantern is out")

    def theirs() -> None:
        raise KeyError("oil")

    with pytest.raises(WriteError, match=r"^the lantern is out$"):
        LANTERNS.attempt("'barn'", "does not burn", ours)
    with pytest.raises(StoryError, match=r"^the lantern 'barn' does not burn: KeyError: 'oil'$"):
        LANTERNS.attempt("'barn'", "does not burn", theirs)
