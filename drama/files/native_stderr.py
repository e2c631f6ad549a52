"""Capture of what C libraries print on standard error, to keep it from the user's screen.

libsndfile 1.2.2 decodes MP3 with libmpg123, which prints warnings about damaged files and cannot be silenced through
libsndfile.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator

_ERRORS = 2
_MPG123 = re.compile(rb"\[?src/libmpg123|\[?libmpg123|Note: |Warning: |\s*$")
_LOCK = threading.Lock()


@contextlib.contextmanager
def captured_stderr() -> Iterator[list[str]]:
    """Yield a list that is filled, when the block ends, with the rows libmpg123 printed on standard error.

    Other output is passed on at the end of the block. Blocks of several threads run one at a time.
    """
    rows: list[str] = []
    with _LOCK, tempfile.TemporaryFile() as file:
        try:
            original = os.dup(_ERRORS)
        except OSError:  # standard error is closed
            yield rows
            return
        os.dup2(file.fileno(), _ERRORS)
        try:
            yield rows
        finally:
            os.dup2(original, _ERRORS)
            os.close(original)
            file.seek(0)
            others = []
            for row in file:
                if _MPG123.match(row):
                    rows.append(row.decode(errors="replace").strip())
                else:
                    others.append(row)
            if others:
                os.write(_ERRORS, b"".join(others))
