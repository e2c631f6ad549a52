"""Encoders of other packages: chosen by suffix; of a broken one, one message that names it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced
from support.writer_sounds import in_parts, sweep, write

from drama.encoders import GROUP, check_output, suffixes
from drama.errors import WriteError

STRANGE = """
import sys
from drama.errors import WriteError


class Reed:
    suffixes = (".reed",)

    def check(self, path):
        pass

    def write(self, file, job):
        with job.sounds() as sounds:
            file.write_bytes(b"".join(pcm.tobytes() for pcm in sounds))


class Starts(Reed):
    def __init__(self):
        raise ConnectionError("the reed is not plugged in")


class Lacks:
    suffixes = (".lacks",)


class Checks(Reed):
    def check(self, path):
        raise ConnectionError("the reed is not plugged in")


class Refuses(Reed):
    def check(self, path):
        raise WriteError(f"{path}: needs reeds, which are not installed")


class Raises(Reed):
    def write(self, file, job):
        file.write_bytes(b"half")
        raise KeyError("reed")


class Exits(Reed):
    def write(self, file, job):
        sys.exit(0)


class Empty(Reed):
    def write(self, file, job):
        pass
"""

MESSAGES = {
    "Starts": "does not start: ConnectionError: the reed is not plugged in",
    "Lacks": "is none: it has no check and no write",
    "Checks": "does not tell whether it writes",
    "Raises": "KeyError: 'reed'",
    "Exits": "SystemExit: 0",
    "Empty": "wrote nothing for",
}


@pytest.fixture(autouse=True)
def _strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    classes = {name.lower(): name for name in (*MESSAGES, "Refuses", "Reed")} | {"wav": "Reed"}
    with announced(tmp_path, monkeypatch, STRANGE, classes, group=GROUP):
        yield


@pytest.mark.parametrize("name", MESSAGES)
def test_a_strange_encoder_is_one_message_that_names_it_and_leaves_the_old_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a.{name.lower()}"
    path.write_bytes(b"the old episode")
    with pytest.raises(WriteError, match=f"the encoder '{name.lower()}' of drama_encoders") as caught:
        write(path, in_parts(sweep(2_000)))
    assert MESSAGES[name] in str(caught.value)
    assert path.read_bytes() == b"the old episode"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("name", ["Starts", "Lacks", "Checks"])
def test_a_strange_encoder_is_found_before_any_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError, match=f"the encoder '{name.lower()}' of "):
        check_output(tmp_path / f"a.{name.lower()}")


def test_what_an_encoder_itself_says_is_the_message(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"a\.refuses: needs reeds, which are not installed$"):
        check_output(tmp_path / "a.refuses")


def test_an_announced_encoder_writes_its_suffix_and_ours_keep_theirs(tmp_path: Path) -> None:
    assert write(tmp_path / "a.reed", in_parts(sweep(2_000))).read_bytes() == sweep(2_000).tobytes()
    assert write(tmp_path / "a.wav", in_parts(sweep(2_000))).read_bytes()[:4] == b"RIFF"


def test_announced_suffixes_are_among_those_a_message_lists(tmp_path: Path) -> None:
    assert {".reed", ".mp3"} <= set(suffixes())
    with pytest.raises(WriteError, match=r"no episode format has the suffix '\.rede'; valid: .*\.raises, \.reed, "):
        check_output(tmp_path / "a.rede")
