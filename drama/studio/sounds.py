"""What is heard in the page: a line, a voice that says something; recorded first where it is missing."""

from __future__ import annotations

import hashlib
import re
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.responses import Response

import drama
from drama.errors import DramaError
from drama.studio.desk import Desk
from drama.studio.edits import RequestError
from drama.studio.shelf import MissingError

if TYPE_CHECKING:
    from starlette.requests import Request

_LONGEST_TEXT = 1000
"""Characters that a voice says at most when it is tried."""
_WARM_AFTER_S = 0.3
_SAMPLE = "It was late, and the last train had gone. “Who goes there?” she said. “A friend,” he answered."
"""What a voice says where nothing is asked of it: something told, a question, an answer."""


class Sounds:
    """Sounds of the stories, from a recorder that is kept warm for all of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._recorder: drama.Recorder | None = None
        self._warmed: set[str] = set()
        self._is_closed = False

    @property
    def recorder(self) -> drama.Recorder:
        """The recorder; its processes are started by the first line that is to be recorded."""
        with self._lock:
            if self._recorder is None:
                self._recorder = drama.Recorder()
            return self._recorder

    def warm(self, desk: Desk) -> None:
        """Load what a story's voices need, once, and without waiting: the first line is heard sooner then.

        A moment later, so that the script is on its way to the page before.
        """
        with self._lock:
            if desk.identity in self._warmed:
                return
            self._warmed.add(desk.identity)
        timer = threading.Timer(_WARM_AFTER_S, lambda: self._warm(desk))
        timer.daemon = True
        timer.start()

    def _warm(self, desk: Desk) -> None:
        if not self._is_closed:
            with suppress(DramaError):  # whoever hears a line is told
                self.recorder.warm_up(desk.story.production)

    def close(self) -> None:
        """End the recorder's processes; what was recorded stays."""
        with self._lock:
            recorder, self._recorder, self._is_closed = self._recorder, None, True
        if recorder is not None:
            recorder.close()

    def line(self, desk: Desk, request: Request) -> Response:
        """Return a line as it is heard; ``?voice=`` in another voice, ``?revision=`` says by which script it counts."""
        production, number = asked_line(desk, request)
        heard = self.recorder.hear(production, number, voice=request.query_params.get("voice"))
        return as_wav(heard.wav(), request)

    def voice(self, desk: Desk, request: Request) -> Response:
        """Return a voice that says ``?text=``, or a few words of ours."""
        text = request.query_params.get("text", _SAMPLE)
        if len(text) > _LONGEST_TEXT:
            raise RequestError(f"text has {len(text)} characters; a voice says {_LONGEST_TEXT} at most")
        path = desk.story.production.cast.path
        heard = self.recorder.hear_text(request.path_params["voice"], text, voices=path, engine=desk.setup.engine)
        return as_wav(heard.wav(), request)


def exchange(desk: Desk, request: Request) -> dict[str, tuple[int, ...]]:
    """Return the lines of the exchange around a line."""
    production, number = asked_line(desk, request)
    return {"lines": drama.exchange(production, number)}


def as_wav(content: bytes, request: Request) -> Response:
    """Return a sound, or that the browser has it already, or the part it asks for: what players of audio do."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {
        "etag": tag,
        "cache-control": "private, no-cache",
        "accept-ranges": "bytes",
        "content-encoding": "identity",  # or it is compressed on its way, which sound does not become smaller by
    }
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    asked = re.fullmatch(r"bytes=([0-9]{1,12})-([0-9]{0,12})", request.headers.get("range", ""))
    if asked is None or request.headers.get("if-range", tag) != tag:
        return Response(content, media_type="audio/wav", headers=headers)
    first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
    if first > last:
        return Response(status_code=416, headers=headers | {"content-range": f"bytes */{len(content)}"})
    part = headers | {"content-range": f"bytes {first}-{last}/{len(content)}"}
    return Response(content[first : last + 1], 206, media_type="audio/wav", headers=part)


def asked_line(desk: Desk, request: Request) -> tuple[drama.Production, int]:
    """Return a story and which of its lines is asked for, by the numbers of ``?revision=``."""
    number, base = _number(request.path_params["line"]), request.query_params.get("revision")
    production, here = desk.line(number, None if base is None else _number(base))
    if not 1 <= here <= len(production.script.lines):
        raise MissingError(f"there is no line {here}; there are lines 1 to {len(production.script.lines)}")
    return production, here


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise MissingError(f"there is no line {text[:40]!r}; lines are numbers such as 12")
    return int(text)
