"""The take store: whole or not at all, checked when read, and careful with what is not its own."""

from __future__ import annotations

import hashlib
import math
import os
import shutil
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drama.errors import TakeError
from drama.files.store_folder import default_folder
from drama.model import Take
from drama.recording.blob_store import _HEAD, _MAGIC, MARKER, BlobStore
from drama.recording.store import TakeDamaged, TakeStore, limit_bytes

KEY = "ab" * 32
SAMPLES = (8_000 * np.sin(np.arange(2_205) / 7)).astype(np.int16)
TAKE = Take(key=KEY, frames=2_205, frame_rate=22_050, loudness_lufs=-18.25, true_peak_dbtp=-6.5, energies=(0.0123, 0.4))

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")


@pytest.fixture
def store(tmp_path: Path) -> TakeStore:
    return TakeStore(tmp_path / "store")


def kept(store: TakeStore, key: str = KEY) -> Path:
    """Keep a take; return its file."""
    store.put(replace(TAKE, key=key), SAMPLES)
    return store.root / "takes" / key[:2] / f"{key}.take"


def test_a_take_comes_back_as_it_was(store: TakeStore) -> None:
    kept(store)
    assert store.get(KEY) == TAKE
    assert np.array_equal(store.samples(TAKE), SAMPLES)


def test_there_is_no_take_of_an_unknown_key(store: TakeStore) -> None:
    assert store.get(KEY) is None
    assert not store.root.exists()


def test_many_takes_are_found_at_once_and_those_known_are_not_read_again(store: TakeStore) -> None:
    other, damaged, gone = "cd" * 32, "ce" * 32, "ef" * 32
    kept(store)
    kept(store, other)
    kept(store, damaged).write_bytes(b"junk")
    (store.root / "takes" / "stranger.take").write_bytes(b"")
    known = {other: replace(TAKE, key=other, frames=7), gone: replace(TAKE, key=gone)}
    found = store.find([KEY, other, damaged, gone, KEY], known=known)
    assert found == {KEY: TAKE, other: known[other], damaged: None, gone: None}
    assert TakeStore(store.root / "nowhere").find([KEY]) == {KEY: None}


def test_a_take_that_is_gone_is_damaged(store: TakeStore) -> None:
    kept(store).unlink()
    with pytest.raises(TakeDamaged):
        store.samples(TAKE)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_whichever_bit_is_flipped_the_take_is_dropped(store: TakeStore, place: float, bit: int) -> None:
    path = kept(store)
    data = bytearray(path.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    path.write_bytes(data)
    with pytest.raises(TakeDamaged):
        store.samples(store.get(KEY) or TAKE)
    assert not path.exists()


@pytest.mark.parametrize("size", [0, 1, 10, 26, 100, 300, -1])
def test_a_take_cut_short_does_not_count(store: TakeStore, size: int) -> None:
    path = kept(store)
    path.write_bytes(path.read_bytes()[:size])
    assert store.get(KEY) is None
    with pytest.raises(TakeDamaged):
        store.samples(TAKE)
    assert not path.exists()


def test_bytes_after_the_end_do_not_count(store: TakeStore) -> None:
    path = kept(store)
    path.write_bytes(path.read_bytes() + b"\0\0")
    assert store.get(KEY) is None


def test_the_take_of_another_key_is_not_taken_for_this_one(store: TakeStore) -> None:
    other = "cd" * 32
    path = kept(store, other)
    (store.root / "takes" / "ab").mkdir()
    shutil.copy(path, store.root / "takes" / "ab" / f"{KEY}.take")
    assert store.get(KEY) is None
    with pytest.raises(TakeDamaged):
        store.samples(TAKE)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=200))
def test_junk_is_no_take(store: TakeStore, junk: bytes) -> None:
    kept(store).write_bytes(junk)
    assert store.get(KEY) is None


@pytest.mark.parametrize(
    "about",
    [
        {"loudness_lufs": math.nan},
        {"loudness_lufs": -math.inf},
        {"true_peak_dbtp": math.inf},
        {"energies": [0.1, math.nan]},
        {"energies": [0.1, -0.1]},
        {"energies": [0.1, "loud"]},
        {"energies": 3},
        {"frames": 0},
        {"frames": math.inf},
        {"frame_rate": -1},
        {"frame_rate": "fast"},
        {"loudness_lufs": 10**400},
        {"loudness_lufs": None},
    ],
)
def test_figures_that_are_none_do_not_count_even_in_a_take_that_is_whole(
    store: TakeStore, about: dict[str, object]
) -> None:
    whole = {name: value for name, value in asdict(TAKE).items() if name != "key"}
    BlobStore(store.root, "takes", suffix="take").put(KEY, SAMPLES.tobytes(), about={**whole, **about})
    assert store.get(KEY) is None


@pytest.mark.parametrize("header", [b"[" * 100_000, b"[]", b"7", b'"take"', b"null", b"\xff", b"9" * 5_000])
def test_a_header_that_is_whole_and_none_does_not_count(store: TakeStore, header: bytes) -> None:
    path = kept(store)
    path.write_bytes(_HEAD.pack(_MAGIC, len(header), hashlib.blake2b(header, digest_size=16).digest()) + header)
    assert store.get(KEY) is None
    with pytest.raises(TakeDamaged):
        store.samples(TAKE)
    assert not path.exists()


def test_forgotten_takes_are_counted(store: TakeStore) -> None:
    kept(store)
    assert store.forget([KEY, "ef" * 32]) == 1
    assert store.get(KEY) is None


def test_blobs_live_beside_takes_and_are_checked_too(tmp_path: Path) -> None:
    blobs = BlobStore(tmp_path, "stretches")
    blobs.put(KEY, b"mp3", about={"frames": 3})
    assert blobs.get(KEY) == b"mp3"
    assert (blobs.about(KEY) or {})["frames"] == 3
    blobs.path(KEY).write_bytes(blobs.path(KEY).read_bytes()[:-1] + b"4")
    assert blobs.get(KEY) is None
    assert not blobs.path(KEY).exists()


def test_info_counts_takes_and_all_bytes(store: TakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAMA_CACHE_GB", "0.5")
    size = kept(store).stat().st_size
    BlobStore(store.root, "stretches").put(KEY, b"x" * 100)
    info = store.info()
    assert (info.takes, info.folder, info.limit_bytes) == (1, store.root, 500_000_000)
    assert info.size_bytes > size + 100


@pytest.mark.parametrize("named", ["much", "nan", "inf", "-1", "1e400"])
def test_a_limit_that_is_no_size_is_refused(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("DRAMA_CACHE_GB", named)
    with pytest.raises(TakeError, match=f"DRAMA_CACHE_GB is '{named}'; it should be"):
        limit_bytes()


def test_the_folder_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "here"))
    assert default_folder() == tmp_path / "here"
    monkeypatch.delenv("DRAMA_CACHE")
    assert default_folder().name == "drama"


def test_trim_drops_what_was_used_longest_ago(store: TakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [f"{number:02x}" * 32 for number in range(6)]
    paths = [kept(store, key) for key in keys]
    for days, path in zip([6, 5, 4, 3, 2, 10], paths, strict=True):
        os.utime(path, (time.time() - days * 86_400,) * 2)
    store.samples(replace(TAKE, key=keys[5]))  # the oldest, but used just now
    monkeypatch.setenv("DRAMA_CACHE_GB", str(3.5 * paths[0].stat().st_size / 1e9))
    assert store.trim() == 3
    assert [path.exists() for path in paths] == [False, False, False, True, True, True]


def test_trim_drops_half_files_of_killed_processes_and_no_others(store: TakeStore) -> None:
    folder = kept(store).parent
    old, new = (folder / f".drama-0123abcd-{number}-01234567.part" for number in (1, 2))  # of another host
    for path, hours in ((old, 2), (new, 0)):
        path.write_bytes(b"half")
        os.utime(path, (time.time() - hours * 3600,) * 2)
    store.trim()
    assert not old.exists()
    assert new.exists()


def test_clean_removes_what_the_store_made_and_leaves_strangers(store: TakeStore) -> None:
    path = kept(store)
    BlobStore(store.root, "stretches").put(KEY, b"x")
    strangers = [path.parent / "notes.txt", store.root / "takes" / "mine.take", store.root / "holiday.jpg"]
    for stranger in strangers:
        stranger.write_text("mine", encoding="utf-8")
    assert store.clean() == 2
    assert not path.exists()
    assert all(stranger.exists() for stranger in strangers)
    assert not (store.root / "stretches").exists()


def test_clean_refuses_a_folder_that_is_not_the_stores(tmp_path: Path) -> None:
    path = kept(TakeStore(tmp_path / "store"))
    (tmp_path / "store" / MARKER).unlink()
    with pytest.raises(TakeError, match=r"is not drama's: it has no file DRAMA-STORE; nothing was removed"):
        TakeStore(tmp_path / "store").clean()
    assert path.exists()


def test_a_folder_with_strangers_never_becomes_a_store_by_reading(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    TakeStore(tmp_path).get(KEY)
    TakeStore(tmp_path).info()
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_readme_that_stands_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("mine", encoding="utf-8")
    kept(TakeStore(tmp_path))
    assert (tmp_path / "README.txt").read_text(encoding="utf-8") == "mine"


def test_clean_of_nothing_is_nothing(tmp_path: Path) -> None:
    assert TakeStore(tmp_path / "none").clean() == 0


@posix
def test_clean_follows_no_links(store: TakeStore, tmp_path: Path) -> None:
    kept(store)
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "ab").mkdir(parents=True)
    valued = [elsewhere / "ab" / f"{KEY}.take", elsewhere / f"{'cd' * 32}.take"]
    for path in valued:
        path.write_bytes(b"valued")
    (store.root / "stretches").symlink_to(elsewhere)
    (store.root / "takes" / "ff").symlink_to(elsewhere / "ab")
    (store.root / "takes" / "ab" / f"{'ef' * 32}.take").symlink_to(valued[1])
    store.clean()
    assert all(path.read_bytes() == b"valued" for path in valued)


@posix
@pytest.mark.skipif(sys.platform == "linux" and os.geteuid() == 0, reason="nothing is forbidden to root")
def test_an_unwritable_folder_is_one_message(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(TakeError, match="cannot keep recordings in"):
            kept(TakeStore(tmp_path / "store"))
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_is_a_file_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(TakeError, match=r"cannot keep recordings in .*; free some room, or set DRAMA_CACHE"):
        kept(TakeStore(tmp_path / "file"))


def test_a_take_that_was_only_looked_up_counts_as_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = TakeStore(tmp_path)
    looked_up, forgotten = "aa" * 32, "bb" * 32
    for key in (looked_up, forgotten):
        store.put(Take(key, 4, 22_050, -20.0, -3.0), np.ones(4, np.int16))
        os.utime(tmp_path / "takes" / key[:2] / f"{key}.take", (1, 1))
    assert store.get(looked_up) is not None
    monkeypatch.setenv("DRAMA_CACHE_GB", str(store.info().size_bytes * 0.75 / 1e9))
    store.trim()
    assert store.get(looked_up) is not None
    assert store.get(forgotten) is None


def test_a_folder_that_may_not_be_read_is_one_message(store: TakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    kept(store)
    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(TakeError, match=r"takes cannot be read: Permission denied"):
        store.info()
