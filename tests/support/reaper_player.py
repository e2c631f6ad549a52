"""A small player of Reaper projects: reads them with rpp, which is not ours, and plays what it finds in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import rpp
import soundfile

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Item:
    """An item of a track."""

    name: str
    file: str
    position_s: float
    length_s: float
    offset_s: float
    gain: float


@dataclass(frozen=True)
class Track:
    """A track, with the gain of the folders it stands in."""

    name: str
    folders: tuple[str, ...]
    colour: int
    gain: float
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Project:
    """A project as it was read."""

    rate: int
    gain: float
    tracks: tuple[Track, ...]
    markers: tuple[tuple[float, str], ...]
    regions: tuple[tuple[float, float, str], ...]


def read(text: str) -> Project:
    """Return a project; what this player could not play as Reaper would is an error."""
    root = rpp.loads(text)
    assert root.tag == "REAPER_PROJECT"
    rate, is_used, _ = _row(root, "SAMPLERATE")
    assert is_used == "1"
    assert float(_row(root, "PANLAW")[0]) == 1, "the middle is not at unity"
    return Project(
        int(rate),
        _gain(_row(root, "MASTER_VOLUME")),
        tuple(_tracks(root)),
        tuple(_markers(root)),
        tuple(_regions(root)),
    )


def play(project: Project, folder: Path, frames: int) -> NDArray[np.float64]:
    """Return what a project plays, from its files in a folder; mono files sound on both channels."""
    played = np.zeros((frames, 2))
    for track in project.tracks:
        for item in track.items:
            start, length, offset = (
                round(seconds * project.rate) for seconds in (item.position_s, item.length_s, item.offset_s)
            )
            sound, rate = soundfile.read(folder / item.file, frames=length, start=offset, always_2d=True)
            assert (rate, len(sound)) == (project.rate, length)
            played[start : start + length] += sound * (item.gain * track.gain * project.gain)
    return played


def _tracks(root: rpp.Element) -> Iterator[Track]:
    folders: list[tuple[str, float]] = []
    for element in root.findall("TRACK"):
        assert _row(element, "MUTESOLO") == ["0", "0", "0"]
        name, gain = _row(element, "NAME")[0], _gain(_row(element, "VOLPAN"))
        whole = gain * float(np.prod([of_folder for _, of_folder in folders]))
        colour = int(_row(element, "PEAKCOL")[0])
        yield Track(name, tuple(one for one, _ in folders), colour, whole, tuple(map(_item, element.findall("ITEM"))))
        steps = int(_row(element, "ISBUS")[1])
        folders = [*folders, (name, gain)] if steps == 1 else folders[: len(folders) + steps]
    assert not folders, "a folder is not closed"


def _item(element: rpp.Element) -> Item:
    assert float(_row(element, "FADEIN")[1]) == float(_row(element, "FADEOUT")[1]) == 0
    assert float(_row(element, "PLAYRATE")[0]) == 1
    assert _row(element, "LOOP") == _row(element, "CHANMODE") == ["0"]
    source = element.find("SOURCE")
    assert source.attrib == ["WAVE"]
    trim, pan, gain, _ = map(float, _row(element, "VOLPAN"))
    assert pan == 0
    position, length, offset = (float(_row(element, key)[0]) for key in ("POSITION", "LENGTH", "SOFFS"))
    return Item(_row(element, "NAME")[0], _row(source, "FILE")[0], position, length, offset, trim * gain)


def _markers(root: rpp.Element) -> Iterator[tuple[float, str]]:
    for _, _, position, name, flags, *_ in root.findall("MARKER"):
        if flags == "0":
            yield float(position), name


def _regions(root: rpp.Element) -> Iterator[tuple[float, float, str]]:
    edges = [row for row in root.findall("MARKER") if row[4] == "1"]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        assert start[1] == end[1]
        assert end[3] == ""
        yield float(start[2]), float(end[2]), start[3]


def _row(element: rpp.Element, key: str) -> list[str]:
    rows = element.findall(key)
    assert len(rows) == 1, f"{key} stands {len(rows)} times in {element.tag}"
    return rows[0][1:]


def _gain(row: list[str]) -> float:
    assert float(row[1]) == 0, "a pan is not in the middle"
    return float(row[0])
