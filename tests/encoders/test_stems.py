"""Stems: all of them or none, each as long as the episode, under names no file system minds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from drama.encoders.stems import stem_files, write_stems
from drama.errors import WriteError

FRAMES = (1152, 2304, 700)
Block = dict[str, NDArray[np.float32]]


def blocks() -> Iterator[Block]:
    chance = np.random.default_rng(1)
    for index, frames in enumerate(FRAMES):
        sound = chance.uniform(-0.5, 0.5, (frames, 2)).astype(np.float32)
        yield {"dialogue": sound, "Ilse" if index else "Marek": sound}


NAMES = ("dialogue", "music-and-effects", "Ilse", "Marek")


def test_every_stem_is_as_long_as_the_episode_and_silent_where_it_has_nothing(tmp_path: Path) -> None:
    told: list[int] = []
    paths = write_stems(tmp_path / "stems", NAMES, blocks(), frames=FRAMES, channels=2, on_progress=told.append)
    assert [path.name for path in paths] == ["dialogue.wav", "music-and-effects.wav", "Ilse.wav", "Marek.wav"]
    dialogue, beside, ilse, marek = (soundfile.read(path)[0] for path in paths)
    assert {len(dialogue), len(beside), len(ilse), len(marek)} == {sum(FRAMES)}
    assert not beside.any()
    assert not ilse[: FRAMES[0]].any()
    assert np.abs(dialogue - ilse - marek).max() < 2**-22
    assert soundfile.info(paths[0]).subtype == "PCM_24"
    assert told[-1] == sum(FRAMES)
    assert sorted(entry.name for entry in (tmp_path / "stems").iterdir()) == sorted(path.name for path in paths)


def test_a_failure_leaves_the_stems_of_before_and_nothing_else(tmp_path: Path) -> None:
    write_stems(tmp_path, NAMES, blocks(), frames=FRAMES, channels=2)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def breaking() -> Iterator[Block]:
        yield next(blocks())
        raise RuntimeError("a take is gone")

    with pytest.raises(RuntimeError):
        write_stems(tmp_path, NAMES, breaking(), frames=FRAMES, channels=2)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write_stems(tmp_path, NAMES, blocks(), frames=FRAMES, channels=2)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="file"):
        write_stems(tmp_path / "file", NAMES, blocks(), frames=FRAMES, channels=2)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/abs",
        "a\\b",
        "..",
        "",
        "CON",
        "nul.x",
        "x" * 300,
        "a\x00b",
        "tab\t",
        "Jo: “the *?”",
        "\ud800",
    ],
)
def test_any_name_makes_a_file_within_the_folder(name: str, tmp_path: Path) -> None:
    file = stem_files([name])[name]
    assert (tmp_path / file).resolve().parent == tmp_path.resolve()
    assert not set(file) & set('/\\:*?"<>|\x00\t')
    assert len(file.encode()) < 255
    assert not file.casefold().startswith(("con.", "nul."))
    (tmp_path / file).touch()


def test_no_two_names_share_a_file() -> None:
    names = ["dialogue", "Dialogue", "A/B", "A:B", "A_B", "Ärger"]
    files = stem_files(names)
    assert list(files) == names
    assert len({file.casefold() for file in files.values()}) == len(names)


def test_letters_of_any_script_stay() -> None:
    assert stem_files(["Зоя", "Åse", "O'Neil"]) == {"Зоя": "Зоя.wav", "Åse": "Åse.wav", "O'Neil": "O'Neil.wav"}
