"""Standard input, output and error, put right before anything else: open, and able to hold every letter.

A stream that is closed has its number free, and the next file to be opened would take it: what a C library then says
on standard error would land in the episode. So the numbers are taken first.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import TextIO

from drama.errors import DramaError

_ERRORS = "drama_nearest"
_ASCII = "drama_ascii"
_NEAREST = {
    "─": "-", "–": "-", "—": "--", "−": "-", "·": "-", "→": "->", "…": "...",
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "«": '"', "»": '"', "\xa0": " ", "\u202f": " ",
}  # fmt: skip
"""Signs that stand for others where an encoding lacks them: those drama prints itself, and quotation marks."""


class OutputError(DramaError):
    """Standard output takes no more."""


def put_right() -> None:
    """Make sure that all three streams are there, and that writing text to them cannot fail for its letters.

    What standard output refuses is raised as :class:`OutputError`, but for BrokenPipeError. What standard error
    refuses is lost: there is nobody left to tell, and no reason to stop a render.
    """
    _take_numbers()
    codecs.register(_own_ascii)
    codecs.register_error(_ERRORS, _nearest)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    sys.stdout = _writer(1, sys.stdout, _Output)
    sys.stderr = _writer(2, sys.stderr, _Complaints)


def is_utf_8() -> bool:
    """Tell whether standard output takes every letter as it is, in the encoding of JSON."""
    return codecs.lookup(sys.stdout.encoding).name == "utf-8"


def discard_output() -> None:
    """Let what is still to be written to standard output, by Python as it ends, go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


class _Output(io.FileIO):
    """Standard output as bytes, whose failures are told from those of files."""

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as problem:
            raise OutputError(f"cannot write to standard output: {problem.strerror}") from problem


class _Complaints(io.FileIO):
    """Standard error as bytes, which never fails."""

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        try:
            return super().write(data)
        except OSError:
            return len(data)


def _take_numbers() -> None:
    """Open the null device in the place of each stream that is closed; writing to standard output then fails."""
    for number, how in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, how)  # takes the lowest number that is free


def _writer(number: int, was: TextIO | None, kind: type[io.FileIO]) -> TextIO:
    """Return a text stream to a number, encoded as the stream that ``was`` there."""
    if os.name == "nt" and isinstance(was, io.TextIOWrapper) and was.isatty():
        was.reconfigure(errors=_ERRORS)  # a console of Windows takes letters, not bytes
        return was
    encoding = was.encoding if was is not None else "utf-8"
    if codecs.lookup(encoding).name == "ascii":
        encoding = _ASCII
    raw = kind(number, "wb", closefd=False)
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding=encoding, errors=_ERRORS, line_buffering=True)


def _own_ascii(name: str) -> codecs.CodecInfo | None:
    """Return ASCII by another name: click 8.5 takes a stream in ASCII for a mistake and writes UTF-8 to it."""
    if name != _ASCII:
        return None
    ascii_ = codecs.lookup("ascii")
    return codecs.CodecInfo(
        name=_ASCII,
        encode=ascii_.encode,
        decode=ascii_.decode,
        incrementalencoder=ascii_.incrementalencoder,
        incrementaldecoder=ascii_.incrementaldecoder,
        streamreader=ascii_.streamreader,
        streamwriter=ascii_.streamwriter,
    )


def _nearest(problem: UnicodeError) -> tuple[str, int]:
    """Return what stands for letters an encoding lacks: the nearest sign, else their number, as Python writes it."""
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    lacking = problem.object[problem.start : problem.end]
    shown = (_NEAREST.get(letter) or letter.encode("ascii", "backslashreplace").decode("ascii") for letter in lacking)
    return "".join(shown), problem.end
