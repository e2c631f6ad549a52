"""Every file appears whole or not at all, and nothing of a killed process stays for long."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from drama.errors import CastError, TakeError, WriteError
from drama.files.atomic import digest_of, is_staged_name, staged, temporary_folder, write_file

posix = pytest.mark.skipif(os.name != "posix", reason="asks whether a process runs as POSIX does")


@pytest.fixture
def ended_process() -> int:
    """Return the number of a process that has ended."""
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    gone.wait()
    return gone.pid


def left_by(process: int, living: Path) -> Path:
    """Return the name that a process would have given to what it staged, beside the staged file of this one."""
    head, _, token = living.name.rpartition(f"-{os.getpid()}-")
    return living.with_name(f"{head}-{process}-{token}")


def test_the_block_sees_an_empty_hidden_file_beside_the_target(tmp_path: Path) -> None:
    target = tmp_path / "episode.mp3"
    with staged(target) as temporary:
        assert temporary.parent == tmp_path
        assert temporary.name.startswith(".")
        assert temporary.read_bytes() == b""
        assert is_staged_name(temporary.name)
        temporary.write_bytes(b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("error", [TakeError, CastError])
def test_a_file_that_cannot_be_replaced_stays_and_the_failure_has_the_callers_class(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    target = tmp_path / "cues.json"
    write_file(target, "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(error, match=r"cues\.json: cannot be written: No space left"):
        write_file(target, "new", error=error)  # type: ignore[arg-type]
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_said_before_the_replacing_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "story.html"
    target.write_text("the old page")

    def refuse(temporary: Path) -> None:
        assert temporary.read_bytes() == b"the new page"
        raise WriteError("not yours")

    with pytest.raises(WriteError, match="not yours"), staged(target, before_replacing=refuse) as temporary:
        temporary.write_bytes(b"the new page")
    assert target.read_text() == "the old page"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed_and_its_target_replaced(tmp_path: Path) -> None:
    target = tmp_path / "real.json"
    target.write_text("old")
    link = tmp_path / "link.json"
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("no links here")
    write_file(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@posix
def test_a_file_keeps_its_permissions_and_a_new_one_gets_what_the_user_gives_new_files(tmp_path: Path) -> None:
    private, fresh = tmp_path / "private.toml", tmp_path / "fresh.toml"
    private.write_text("old")
    private.chmod(0o600)
    old = os.umask(0o027)
    try:
        write_file(private, "new")
        write_file(fresh, "new")
    finally:
        os.umask(old)
    assert private.stat().st_mode & 0o777 == 0o600
    assert fresh.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_device_or_a_pipe_is_written_to_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_file(pipe, "words")
        assert os.read(reader, 100) == b"words"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["n" * 250 + ".json", "声" * 83 + ".json"])
def test_a_name_as_long_as_names_can_be_is_written(tmp_path: Path, name: str) -> None:
    write_file(tmp_path / name, "words")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["words"]


@posix
def test_what_a_killed_process_staged_for_any_file_is_swept_by_the_next_write(
    tmp_path: Path, ended_process: int
) -> None:
    with staged(tmp_path / "page.html") as living:
        left = left_by(ended_process, living)
        left.write_bytes(b"half an episode")
        write_file(tmp_path / "cues.json", "{}")
        assert not left.exists()
        assert living.exists()


def test_what_another_host_staged_is_swept_when_nothing_was_written_to_it_for_an_hour(tmp_path: Path) -> None:
    old, new = (tmp_path / f".drama-0123abcd-{number}-01234567.part" for number in (1, 2))
    for file in (old, new):
        file.touch()
    os.utime(old, (time.time() - 7200,) * 2)
    write_file(tmp_path / "cues.json", "{}")
    assert not old.exists()
    assert new.exists()


@pytest.mark.parametrize("name", [".drama-notes", ".episode.part", "drama-0123abcd-1-01234567.part", ".drama.part"])
def test_a_file_of_the_users_is_never_swept(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("mine")
    os.utime(file, (0, 0))
    write_file(tmp_path / "cues.json", "{}")
    assert file.read_text() == "mine"


@posix
def test_temporary_folders_of_killed_processes_go_and_those_of_living_ones_stay(
    tmp_path: Path, ended_process: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with temporary_folder() as living:
        head, _, token = living.name.partition(f"-{os.getpid()}-")
        left = tmp_path / f"{head}-{ended_process}-{token}"
        left.mkdir()
        (left / "1.wav").write_bytes(b"sound")
        (tmp_path / "drama-club").mkdir()
        with temporary_folder():
            assert not left.exists()
            assert living.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["drama-club"]


def test_the_digest_tells_contents_apart(tmp_path: Path) -> None:
    one, same, other = (tmp_path / name for name in ("one", "same", "other"))
    one.write_bytes(b"a" * 100_000)
    same.write_bytes(b"a" * 100_000)
    other.write_bytes(b"a" * 99_999 + b"b")
    assert digest_of(one) == digest_of(same) != digest_of(other)
