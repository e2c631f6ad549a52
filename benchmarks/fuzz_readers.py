"""Read thousands of broken files of every format, and see that each is a whole story or one clear error.

    python benchmarks/fuzz_readers.py [--count 10000] [--seed 1] [FORMAT ...]

Files are made of the small ones in ``tests/readers/cases`` (and of any folder named with ``--corpus``), as
``broken_files.py`` has it. Every one is read whole (each character that is not white space stands in a paragraph or a
skip, and the script accounts for each of them), or is refused with a StoryError. A table says how many of each, the
slowest and the memory at most: name one format, and it is that of this format.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from broken_files import mutated, packed

from drama.errors import StoryError
from drama.model import Form, Story
from drama.readers import find_story_files, piped_story, read_files, read_story
from drama.readers.base import check_story
from drama.readers.formats import FORMATS
from drama.script import read_script

CASES = Path(__file__).parents[1] / "tests" / "readers" / "cases"
LARGEST_SEED = 40_000
"""Bytes of a file to start from: what is found is found in small ones too, and in less time."""
SLOW_S = 10.0
"""Seconds of processor time that no small file may take."""
LABELLED = "labelled"
FOLDER = "folder"
FILES = "files"
PIPED = "piped"

Seeds = Sequence[tuple[str, bytes]]
"""Files to start from: their suffixes, and what is in them."""


def seeds(corpus: Path | None) -> dict[str, Seeds]:
    """Return the files to start from, by the usual suffix of their format or what else is fuzzed."""
    usual = {suffix: suffixes[0] for suffixes in FORMATS for suffix in suffixes}
    found: dict[str, list[tuple[str, bytes]]] = {suffixes[0]: [] for suffixes in FORMATS}
    labelled = []
    for folder in filter(None, (CASES, corpus)):
        for path in sorted(folder.rglob("*") if folder != CASES else folder.iterdir()):
            if path.suffix.lower() not in usual:
                continue
            data = path.read_bytes() if path.is_file() else _zipped(path)
            if len(data) > LARGEST_SEED:
                continue
            found[usual[path.suffix.lower()]].append((path.suffix.lower(), data))
            if path.name.startswith((LABELLED, "play-", "messages")):
                labelled.append((path.suffix.lower(), data))
    every = [one for ones in found.values() for one in ones]
    return {**found, LABELLED: labelled, FOLDER: every, FILES: every, PIPED: every}


def _zipped(folder: Path) -> bytes:
    return packed(
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    )


def read_labelled(path: Path) -> list[Story]:
    """Return a file as it is read by its content, and as it is read as a labelled script."""
    return [read_story(path), read_story(path, as_=Form.LABELLED)]


READ: Mapping[str, Callable[[Path], list[Story]]] = {
    LABELLED: read_labelled,
    FOLDER: lambda path: [read_files(find_story_files([path.parent]))],
    FILES: lambda path: [read_files(find_story_files(sorted(path.parent.iterdir())))],
    PIPED: lambda path: [read_files(piped_story(path.read_bytes()))],
}
"""How what is no format of its own is read; each format is read by :func:`read_story`."""


@dataclass
class Tally:
    """What became of the files of one format."""

    whole: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    faults: list[str] = field(default_factory=list)


def attempt(path: Path, tally: Tally, name: str = "") -> None:
    """Read one file, or what stands beside it too, and note what became of it."""
    start = time.process_time()
    try:
        for story in READ.get(name, lambda path: [read_story(path)])(path):
            check_story(story, "the reader")
            read_script(story)
        tally.whole += 1
    except StoryError as error:
        text = str(error)
        if "made no valid story" in text or "\n" in text or len(text) > 1000:
            tally.faults.append(text[:300])
        tally.refused += 1
    except Exception:
        tally.faults.append(traceback.format_exc(limit=-4))
    spent = time.process_time() - start
    if spent > SLOW_S:
        tally.faults.append(f"{spent:.1f} s")
    tally.slowest_s = max(tally.slowest_s, spent)


def files(found: Seeds, count: int, seed: int, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield broken files and their suffixes."""
    for index in range(count):
        rng = random.Random(f"{seed} {name} {index}")
        suffix, data = rng.choice(found)
        other = rng.choice([one for kind, one in found if kind == suffix])
        yield suffix, mutated(rng, data, other)


def _books(found: Seeds, count: int, seed: int, name: str) -> Iterator[list[tuple[str, bytes]]]:
    """Yield the files of which each story is made: one, or some that are bound into a book."""
    if name not in {FOLDER, FILES}:
        yield from ([one] for one in files(found, count, seed, name))
        return
    for index in range(count):
        how_many = random.Random(f"{seed} {index}").randint(1, 4)
        yield list(files(found, how_many, seed, f"{name} {index}"))


def fuzz(name: str, found: Seeds, options: argparse.Namespace) -> Tally:
    """Read the broken files of one format; what fails is told, and kept if that is wanted."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for index, book in enumerate(_books(found, options.count, options.seed, name)):
            paths = [Path(folder) / f"story-{number}{suffix}" for number, (suffix, _) in enumerate(book)]
            for path, (_, data) in zip(paths, book, strict=True):
                path.write_bytes(data)
            before = len(tally.faults)
            attempt(paths[0], tally, name)
            if len(tally.faults) > before:
                print(f"{name} {index}: {tally.faults[-1]}", file=sys.stderr, flush=True)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    for path in paths:
                        shutil.copy(path, options.keep / f"{index}-{path.name}")
            for path in paths:
                path.unlink()
    return tally


def main() -> None:
    """Fuzz the formats named, or all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=f".docx …, {LABELLED}, {FOLDER}, {FILES}, {PIPED}")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="a folder of more files to start from")
    parser.add_argument("--keep", type=Path, help="a folder for the files that fail")
    options = parser.parse_args()
    failed = False
    print("| format | files | whole | refused | slowest | memory |\n|---|--:|--:|--:|--:|--:|", flush=True)
    for name, found in seeds(options.corpus).items():
        if not found or (options.formats and name not in options.formats):
            continue
        tally = fuzz(name, found, options)
        failed = failed or bool(tally.faults)
        memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {name} | {options.count:,} | {tally.whole:,} | {tally.refused:,} | {tally.slowest_s:.1f} s "
            f"| {memory_mb:.0f} MB |",
            flush=True,
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
