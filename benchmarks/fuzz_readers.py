"""Read thousands of broken files of every format, and see that each is a whole story or one clear error.

    python benchmarks/fuzz_readers.py [--count 10000] [--seed 1] [FORMAT ...]

Files are made of the small ones in ``tests/readers/cases`` (and of any folder named with ``--corpus``): bytes turned
over, pieces and whole elements repeated, cut, nested, moved, and mixed with those of another file; in an archive, its
members. Every one is read whole (each character that is not white space stands in a paragraph or a skip, and the script
accounts for each of them), or is refused with a StoryError. A table says how many of each, and the slowest.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import resource
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from drama.errors import StoryError
from drama.readers import read_story
from drama.readers.base import check_story
from drama.readers.formats import FORMATS
from drama.script import read_script

TAG = re.compile(rb"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)[^<>]*?(?P<empty>/?)>")
WORDS = re.compile(rb">[^<>]+<")
SNIPPETS = [
    b"",
    b" ",
    b"\n\n",
    b"* * *",
    b"#",
    b"Chapter One",
    b"INT. A SHED",
    b"ANNA:",
    b"&#160;",
    b"&#173;",
    b"&#8220;Oh,&#8221; she said.",
    b"[pause 2s]",
    b"[SFX: door]",
    b"12",
    b"[1]",
    b"o",
    b"&#128640;",
    b"&#8205;",
    b"A/N: Hi!",
    b"*** START OF THE PROJECT GUTENBERG EBOOK ***",
]
CASES = Path(__file__).parents[1] / "tests" / "readers" / "cases"
LARGEST_SEED = 40_000
"""Bytes of a file to start from: what is found is found in small ones too, and in less time."""
SLOW_S = 10.0
"""Seconds of processor time that no small file may take."""
TOKENS = {
    "markup": [b"<", b">", b"</", b"/>", b"<p>", b"</p>", b"<i>", b"&amp;", b"&", b"<!--", b"-->", b"<![CDATA[", b"\0"],
    "text": [
        b"\n",
        b"\r\n",
        b"\n\n",
        b"#",
        b"*",
        b"_",
        b"[[",
        b"]]",
        b"/*",
        b"*/",
        b"(",
        b")",
        b"ANNA\n",
        b": ",
        b"\xff",
    ],
    "rtf": [
        b"{",
        b"}",
        b"\\par ",
        b"\\'e9",
        b"\\u8220?",
        b"\\bin9 ",
        b"{\\*\\x ",
        b"\\i0 ",
        b"{\\footnote ",
        b"\\uc0 ",
    ],
}
"""Pieces that mean something in the formats."""


def seeds(corpus: Path | None) -> dict[str, list[tuple[str, bytes]]]:
    """Return the files to start from, by the usual suffix of their format."""
    usual = {suffix: suffixes[0] for suffixes in FORMATS for suffix in suffixes}
    found: dict[str, list[tuple[str, bytes]]] = {suffixes[0]: [] for suffixes in FORMATS}
    for folder in filter(None, (CASES, corpus)):
        for path in sorted(folder.rglob("*") if folder != CASES else folder.iterdir()):
            if path.suffix.lower() not in usual:
                continue
            data = path.read_bytes() if path.is_file() else _zipped(path)
            if len(data) <= LARGEST_SEED:
                found[usual[path.suffix.lower()]].append((path.suffix.lower(), data))
    return found


def _zipped(folder: Path) -> bytes:
    members = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return _pack(members)


def _pack(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in sorted(members.items()):
            archive.writestr(name, data)
    return buffer.getvalue()


def mutated(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Return a broken file: of an archive its members are broken, now and then the archive itself."""
    if data[:2] != b"PK" or rng.random() < 0.1:
        return broken(rng, data, other)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    others: dict[str, bytes] = {}
    if other[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(other)) as archive:
            others = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        name = rng.choice(sorted(members))
        kind = rng.random()
        if kind < 0.05 and len(members) > 1:
            del members[name]
        elif kind < 0.1 and others:
            members[name] = others[rng.choice(sorted(others))]
        else:
            members[name] = broken(rng, members[name], others.get(name, members[name]))
    return _pack(members)


def broken(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Return bytes changed in a few places."""
    for _ in range(rng.choice([1, 1, 2, 3, 5, 8])):
        change: Callable[[random.Random, bytes, bytes], bytes] = rng.choice(CHANGES)
        data = change(rng, data, other)[: 2 * LARGEST_SEED]
    return data


def _flip(rng: random.Random, data: bytes, _: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _span(rng: random.Random, data: bytes) -> tuple[int, int]:
    """Return a stretch: from one sign of markup to another, or any."""
    if rng.random() < 0.6:
        marks = [at for at, byte in enumerate(data[:20_000]) if byte in b"<>{}\\\n"]
        if len(marks) > 1:
            one, two = sorted(rng.sample(range(len(marks)), 2))
            return marks[one], marks[min(two, one + rng.choice([1, 2, 4, 30]))]
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice([1, 4, 30, 400]))


def _cut(rng: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _span(rng, data)
    return data[:start] + data[end:]


def _end(rng: random.Random, data: bytes, _: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _repeat(rng: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _span(rng, data)
    return data[:end] + data[start:end] * rng.choice([1, 2, 10, 300]) + data[end:]


def _move(rng: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _span(rng, data)
    rest = data[:start] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _mix(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _span(rng, other)
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def _insert(rng: random.Random, data: bytes, _: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    piece = rng.choice(TOKENS[rng.choice(sorted(TOKENS))])
    return data[:at] + piece * rng.choice([1, 1, 3, 500]) + data[at:]


def _nest(rng: random.Random, data: bytes, _: bytes) -> bytes:
    """Put an element into itself, many times."""
    start, end = _span(rng, data)
    opened, closed = data[start:end], rng.choice([b"", b"}", b"</p>", b"</div>"])
    times = rng.choice([2, 50, 1000])
    return data[:start] + opened * times + closed * times + data[end:]


def _elements(data: bytes) -> list[tuple[int, int]]:
    """Return the stretches of whole elements."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[bytes, int]] = []
    for tag in TAG.finditer(data):
        if tag["empty"]:
            found.append(tag.span())
        elif not tag["end"]:
            opened.append((tag["name"], tag.start()))
        elif opened and opened[-1][0] == tag["name"]:
            found.append((opened.pop()[1], tag.end()))
    return found


def _rebuild(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Repeat, nest, leave out, move or mix whole elements, so that XML stays well-formed."""
    for _ in range(rng.choice([1, 2, 4, 8])):
        own = _elements(data)
        if len(own) < 2:
            return data
        start, end = rng.choice(own)
        at = rng.choice(rng.choice(own))
        kind = rng.randrange(6)
        if kind == 0:
            data = data[:start] + data[end:]
        elif kind == 1:
            data = data[:end] + data[start:end] * rng.choice([1, 3, 50]) + data[end:]
        elif kind == 2 and (at <= start or at >= end):
            data = data[:at] + data[start:end] + data[at:]
        elif kind == 3 and (theirs := _elements(other)):
            first, last = rng.choice(theirs)
            data = data[:at] + other[first:last] + data[at:]
        elif kind == 4 and (opening := TAG.match(data, start)) and not opening["empty"]:
            times = rng.choice([1, 5, 500])
            close = b"</" + opening["name"] + b">"
            data = data[:start] + opening[0] * times + data[start:end] + close * times + data[end:]
        elif kind == 5 and (words := WORDS.search(data, start)):
            data = data[: words.start() + 1] + rng.choice(SNIPPETS) + data[words.end() - 1 :]
    return data


CHANGES = [
    _rebuild,
    _rebuild,
    _rebuild,
    _rebuild,
    _rebuild,
    _rebuild,
    _flip,
    _cut,
    _end,
    _repeat,
    _move,
    _mix,
    _insert,
    _nest,
]


@dataclass
class Tally:
    """What became of the files of one format."""

    whole: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    faults: list[str] = field(default_factory=list)


def attempt(path: Path, tally: Tally) -> None:
    """Read one file, and note what became of it."""
    start = time.process_time()
    try:
        story = read_story(path)
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


def files(found: list[tuple[str, bytes]], count: int, seed: int, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield broken files and their suffixes."""
    for index in range(count):
        rng = random.Random(f"{seed} {name} {index}")
        (suffix, data), (_, other) = rng.choice(found), rng.choice(found)
        yield suffix, mutated(rng, data, other)


def main() -> None:
    """Fuzz the formats named, or all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help="a suffix such as .docx")
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
        tally = Tally()
        with tempfile.TemporaryDirectory() as folder:
            for index, (suffix, data) in enumerate(files(found, options.count, options.seed, name)):
                path = Path(folder) / f"story{suffix}"
                path.write_bytes(data)
                before = len(tally.faults)
                attempt(path, tally)
                if len(tally.faults) > before:
                    failed = True
                    print(f"{name} {index}: {tally.faults[-1]}", file=sys.stderr, flush=True)
                    if options.keep:
                        options.keep.mkdir(parents=True, exist_ok=True)
                        (options.keep / f"{index}{suffix}").write_bytes(data)
        memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {name} | {options.count:,} | {tally.whole:,} | {tally.refused:,} | {tally.slowest_s:.1f} s "
            f"| {memory_mb:.0f} MB |",
            flush=True,
        )
    sys.exit(failed)


if __name__ == "__main__":
    main()
