"""An episode appears whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from support.writer_sounds import Pcm, blocks, in_parts, pausing, sweep, write

from drama.encoders import Part, Tags, check_output
from drama.errors import WriteError

resource = pytest.importorskip("resource") if os.name == "posix" else None

CUTS = blocks(20, 40, 60)
SOUND = pausing(sweep(100_000), CUTS)
formats = pytest.mark.parametrize("suffix", [".mp3", ".wav", ".flac", ".MP3", ".opus", ".m4b"])


class Stop(BaseException):
    """Stands for Ctrl-C and the like."""


def failing(error: BaseException) -> list[Part]:
    def fail() -> Pcm:
        raise error

    parts = in_parts(SOUND, CUTS)
    return [*parts[:2], Part("bad", parts[2].frames, fail), parts[3]]


@formats
@pytest.mark.parametrize("error", [RuntimeError("a bug"), Stop(), KeyboardInterrupt()])
def test_a_failure_in_the_middle_leaves_the_old_file_whole_and_nothing_else(
    tmp_path: Path, suffix: str, error: BaseException
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"the old episode")
    with pytest.raises(type(error)):
        write(path, failing(error))
    assert path.read_bytes() == b"the old episode"
    assert list(tmp_path.iterdir()) == [path]


@formats
def test_a_listener_who_stops_progress_stops_the_writing(tmp_path: Path, suffix: str) -> None:
    def stop(_: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        write(tmp_path / f"a{suffix}", in_parts(SOUND, CUTS), on_progress=stop)
    assert not list(tmp_path.iterdir())


@formats
@pytest.mark.skipif(resource is None, reason="limits on file size are a matter of POSIX")
def test_a_disk_that_takes_no_more_is_one_clear_error(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"the old episode")
    noise = np.random.default_rng(1).normal(0, 3000, (100_000, 2)).astype(np.int16)
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, old[1]))
    try:
        with pytest.raises(WriteError, match=r"cannot be written|cannot write|took only a part") as caught:
            write(path, in_parts(noise))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == b"the old episode"
    assert list(tmp_path.iterdir()) == [path]


@formats
def test_a_disk_that_fails_at_the_last_moment_keeps_the_old_file(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"the old episode")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        write(path, in_parts(SOUND, CUTS))
    assert path.read_bytes() == b"the old episode"
    assert list(tmp_path.iterdir()) == [path]


@formats
def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"the old episode")
    write(path, in_parts(SOUND, CUTS))
    assert path.stat().st_size > 10_000
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_takes_no_files_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write anywhere")
    with pytest.raises(WriteError, match=r"locked.*Permission"):
        write(folder / "a.mp3", in_parts(SOUND, CUTS))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"there is no folder .*nowhere"):
        write(tmp_path / "nowhere" / "a.mp3", in_parts(SOUND, CUTS))


@pytest.mark.parametrize("name", ["a.ogg", "a", "a.mp3.txt"])
def test_an_unknown_suffix_is_refused_with_the_valid_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(WriteError, match=r"valid: \.flac, \.m4a, \.m4b, \.mp3, \.opus, \.wav"):
        write(tmp_path / name, in_parts(SOUND, CUTS))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").mkdir()
    with pytest.raises(WriteError, match="is a folder"):
        check_output(tmp_path / "a.mp3")


@formats
@pytest.mark.parametrize("parts", [[], [Part("a", 0, lambda: np.zeros((0, 2), np.int16))]])
def test_an_episode_without_sound_is_refused(tmp_path: Path, suffix: str, parts: list[Part]) -> None:
    with pytest.raises(WriteError, match="no sound"):
        write(tmp_path / f"a{suffix}", parts)


@formats
def test_a_cover_that_is_no_picture_is_refused_before_any_work(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(WriteError, match="neither a JPEG nor a PNG"):
        write(tmp_path / f"a{suffix}", failing(AssertionError("mixed")), Tags(cover=b"GIF89a"))


def test_a_link_is_followed(tmp_path: Path) -> None:
    target = tmp_path / "real.mp3"
    target.write_bytes(b"the old episode")
    link = tmp_path / "link.mp3"
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("this user may not make links")
    write(link, in_parts(SOUND, CUTS))
    assert link.is_symlink()
    assert target.stat().st_size > 10_000


def test_a_name_as_long_as_names_can_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 120 + ".mp3")
    write(path, in_parts(SOUND, CUTS))
    assert path.exists()


def test_a_folder_that_is_gone_beneath_us_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    try:
        folder.rmdir()
    except OSError:
        pytest.skip("a folder in use cannot be removed here")
    with pytest.raises(WriteError, match=r"a\.mp3"):
        check_output(Path("a.mp3"))
