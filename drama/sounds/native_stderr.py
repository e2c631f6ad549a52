"""What C libraries say on standard error while they decode, kept from the user's screen.

libsndfile 1.2.2 reads MP3 with libmpg123, which prints what it thinks of a damaged file and offers no way through
libsndfile to be quiet.
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
_TURN = threading.Lock()


@contextlib.contextmanager
def overheard() -> Iterator[list[str]]:
    """Yield a list that holds, once the block ends, the rows libmpg123 has printed on standard error in it.

    What others print there meanwhile is passed on at the end. Blocks of several threads take turns.
    """
    rows: list[str] = []
    with _TURN, tempfile.TemporaryFile() as file:
        try:
            was = os.dup(_ERRORS)
        except OSError:  # it is closed, and nobody hears them
            yield rows
            return
        os.dup2(file.fileno(), _ERRORS)
        try:
            yield rows
        finally:
            os.dup2(was, _ERRORS)
            os.close(was)
            file.seek(0)
            others = []
            for row in file:
                if _MPG123.match(row):
                    rows.append(row.decode(errors="replace").strip())
                else:
                    others.append(row)
            if others:
                os.write(_ERRORS, b"".join(others))
