"""A chat server as others run one (``/v1/chat/completions``), in a thread: well-behaved, or with the fault it is told.

It answers with whatever a function makes of the question. ``asked`` holds the requests as they came.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sesame-4417"

_ITEM = re.compile(r"^(?P<label>\d+): (?P<words>.*)\n   answers: (?P<answers>.*)$", re.MULTILINE)
_PAIR = re.compile(r"^(?P<label>P\d+): (?P<words>.* and .*): one person \| two people$", re.MULTILINE)


@dataclass(frozen=True)
class Item:
    """One thing a request asks."""

    label: str
    words: str
    answers: tuple[str, ...]


def items(request: Mapping[str, Any]) -> list[Item]:
    """Return what a request asks, as a model can read it off the last message."""
    text = request["messages"][-1]["content"]
    found = [Item(m["label"], m["words"], tuple(m["answers"].split(" | "))) for m in _ITEM.finditer(text)]
    return found + [Item(m["label"], m["words"], ("one person", "two people")) for m in _PAIR.finditer(text)]


@dataclass
class ChatServer:
    """A running server."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], object] = lambda _: ""
    """Returns the content of the message; or a :class:`Fault`."""
    usage: Mapping[str, object] | None = field(default_factory=lambda: {"prompt_tokens": 200, "completion_tokens": 9})
    finish: str = "stop"

    def says(self, answers: Mapping[str, str], otherwise: str = "somebody else") -> None:
        """Answer from now on by the words of a line, or of a pair."""
        self.answer = lambda request: "\n".join(
            f"{item.label}: {next((who for words, who in answers.items() if words in item.words), otherwise)}"
            for item in items(request)
        )

    @property
    def labels(self) -> list[str]:
        """What was asked, over all requests."""
        return [item.label for request in self.asked for item in items(request)]

    @property
    def words(self) -> list[str]:
        """The words that were asked about."""
        return [item.words for request in self.asked for item in items(request)]


@dataclass(frozen=True)
class Fault:
    """What a server does instead of answering."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    drops: bool = False
    """It breaks off half-way."""
    waits_s: float = 0.0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    chat: ChatServer

    def log_message(self, *_: object) -> None:
        return

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        request |= {"path": self.path, "authorization": self.headers["Authorization"]}
        self.chat.asked.append(request)
        said = self.chat.answer(request)
        if isinstance(said, Fault):
            self._fail(said)
            return
        choice = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": self.chat.finish}
        body: dict[str, object] = {"id": "1", "model": request["model"], "choices": [choice]}
        if self.chat.usage is not None:
            body["usage"] = self.chat.usage
        self._reply(200, json.dumps(body).encode(), {})

    def _fail(self, fault: Fault) -> None:
        time.sleep(fault.waits_s)
        if fault.drops:
            self.close_connection = True
            self._reply(fault.status, fault.body, {"Content-Length": str(len(fault.body) + 100)})
            self.connection.close()
            return
        self._reply(fault.status, fault.body, fault.headers)

    def _reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        try:
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:  # whoever asked has gone
            self.close_connection = True


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        return


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """Yield a server that listens on this machine."""
    chat = ChatServer()
    server = _Quiet(("127.0.0.1", 0), type("Handler", (_Handler,), {"chat": chat}))
    chat.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
