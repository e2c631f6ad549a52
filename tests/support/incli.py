"""The command line in this process: as a user runs it, without the second that starting Python takes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from drama.cli import commands


def run_drama(folder: Path, *words: object, typed: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder and return what it printed and how it ended; a bug of drama's is raised.

    Its store is the folder's ``cache``, and no program is on the PATH but the folder's own.
    """
    arguments = ["drama", *map(str, words)]
    home = {"DRAMA_CACHE": str(folder / "cache"), "PATH": str(folder), **settings}
    with _streams(typed) as (out, err), _inside(folder), mock.patch.dict(os.environ, home):
        with mock.patch.object(sys, "argv", arguments):
            try:
                code = commands.run()
            except BaseException as problem:
                code = commands.print_error(problem)
        for stream in (out, err):
            stream.flush()
        said = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(arguments, code, *said)


@contextmanager
def _streams(typed: str) -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    """Put files in place of the standard streams."""
    typing = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with mock.patch.multiple(sys, stdin=typing, stdout=out, stderr=err):
        yield out, err


@contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
