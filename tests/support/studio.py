"""A studio that is served for a test: real sockets, in a thread of its own."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import drama
from drama.studio.desk import Setup
from drama.studio.server import Studio

PATIENCE_S = 60.0


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


@dataclass(frozen=True)
class Client:
    """Somebody who talks to a studio, with its token unless told otherwise."""

    port: int
    link: str
    token: str

    def __call__(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        headers: Mapping[str, str] = {},
        is_known: bool = True,
    ) -> Answer:
        """Send a request; ``body`` goes as JSON, bytes as they are. A header of None is not sent."""
        sent = {"Host": f"127.0.0.1:{self.port}"}
        if is_known:
            sent["Authorization"] = f"Bearer {self.token}"
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        if content is not None and not isinstance(body, bytes):
            sent["Content-Type"] = "application/json"
        sent |= headers
        talking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            talking.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                talking.putheader(name, value)
            if content is not None:
                talking.putheader("Content-Length", str(len(content)))
            talking.endheaders(content)
            answer = talking.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            talking.close()

    @contextmanager
    def listening(self) -> Iterator[Iterator[dict[str, Any]]]:
        """Listen to what happens, from now on."""
        talking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            talking.request("GET", "/api/events", headers={"Authorization": f"Bearer {self.token}"})
            stream = talking.getresponse()
            assert stream.readline().startswith(b":")
            yield (json.loads(line[6:]) for line in iter(stream.readline, b"") if line.startswith(b"data: "))
        finally:
            talking.close()

    def of(self, story: str, method: str, path: str, body: object = None) -> Any:
        """Return the JSON that a route of a story answers; the status is 200."""
        answer = self(method, f"/api/stories/{quote(story)}/{path}", body)
        assert answer.status == 200, answer.content
        return answer.json


@contextmanager
def served(*stories: Path, folder: Path | None = None, engine: str | None = "tone", port: int = 0) -> Iterator[Client]:
    """Serve a studio of some stories, each by itself, or of a folder; at a port that is free, or at a certain one."""
    files = tuple(drama.story_files(story) for story in stories)
    studio = Studio(files, folder or Path(), setup=Setup(engine=engine), port=port)
    link: list[str] = []
    answers = threading.Event()

    def opened(found: str) -> None:
        link.append(found)
        answers.set()

    thread = threading.Thread(target=studio.run, args=(opened,), daemon=True)
    thread.start()
    try:
        assert answers.wait(PATIENCE_S), "the studio does not answer"
        yield Client(studio.port, link[0], studio.token)
    finally:
        studio.stop()
        thread.join(PATIENCE_S)
        assert not thread.is_alive(), "the studio does not stop"
