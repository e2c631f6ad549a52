"""A speech server as others run one, in a process of its own: well-behaved, or with the fault its voice is named after.

Run as a program it prints its port. ``GET /seen`` tells what it was asked, ``GET /most`` how many lines at once.
"""

from __future__ import annotations

import io
import json
import sys
import threading
import time
import wave
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import numpy as np

RATE = 24_000
KEY = "sesame-9981"
"""The key it wants for the voice ``locked``."""


def samples(text: str, voice: str, speed: float, rate: int = RATE) -> Any:
    seconds = max(0.2, len(text) / 15 / speed)
    hertz = 200 + sum(voice.encode()) % 400
    return (9_000 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype("<i2")


def wav(sound: Any, rate: int = RATE, channels: int = 1) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(np.repeat(sound, channels).tobytes())
    return file.getvalue()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[dict[str, Any]]] = []
    tries: ClassVar[Counter[str]] = Counter()
    lock = threading.Lock()
    now = most = 0

    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        what: object = {"/seen": self.seen, "/most": Handler.most}.get(self.path, "")
        self.reply(json.dumps(what).encode(), "application/json")

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        voice = asked["voice"]
        with self.lock:
            self.seen.append({**asked, "path": self.path, "authorization": self.headers["Authorization"]})
            self.tries[voice] += 1
            Handler.now += 1
            Handler.most = max(Handler.most, Handler.now)
        try:
            getattr(self, voice.partition("-")[0], self.speaks)(asked)
        finally:
            with self.lock:
                Handler.now -= 1

    def reply(self, data: bytes, kind: str = "audio/wav", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", headers.pop("length", str(len(data))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def sound(self, asked: dict[str, Any]) -> Any:
        return samples(asked["input"], asked["voice"], asked.get("speed", 1))

    # ------------------------------------------------------------------ how it may behave

    def speaks(self, asked: dict[str, Any]) -> None:
        sound = self.sound(asked)
        self.reply(sound.tobytes() if asked["response_format"] == "pcm" else wav(sound))

    def crowd(self, asked: dict[str, Any]) -> None:
        time.sleep(0.15)  # so that lines sent together are here together
        self.speaks(asked)

    def streamed(self, asked: dict[str, Any]) -> None:
        data = bytearray(wav(self.sound(asked)))
        data[4:8] = data[40:44] = b"\xff\xff\xff\xff"
        self.send_response(200)
        self.send_header("Content-Type", "audio/wav")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in (data[:3_000], data[3_000:], b""):
            self.wfile.write(b"%x\r\n%b\r\n" % (len(part), part))

    def stereo(self, asked: dict[str, Any]) -> None:
        self.reply(wav(self.sound(asked), channels=2))

    def slow(self, asked: dict[str, Any]) -> None:
        self.close_connection = True
        self.reply(b"RIFF", length="100000")
        for _ in range(100):  # a byte now and then: the connection never falls silent
            time.sleep(0.05)
            try:
                self.wfile.write(b"\0")
                self.wfile.flush()
            except OSError:
                return

    def drop(self, asked: dict[str, Any]) -> None:
        self.close_connection = True
        self.connection.close()

    def half(self, asked: dict[str, Any]) -> None:
        data = wav(self.sound(asked))
        self.close_connection = True
        self.reply(data[: len(data) // 2], length=str(len(data)))

    def shortened(self, asked: dict[str, Any]) -> None:
        data = wav(self.sound(asked))
        self.reply(data[: len(data) // 2])

    def once(self, asked: dict[str, Any]) -> None:
        """Fail the first time, and speak the second."""
        if self.tries[asked["voice"]] == 1:
            {"500": self.broken, "429": self.busy, "drop": self.drop, "half": self.half, "shortened": self.shortened}[
                asked["voice"].partition("-")[2]
            ](asked)
        else:
            self.speaks(asked)

    def broken(self, asked: dict[str, Any]) -> None:
        self.reply(b'{"detail": "out of memory"}', "application/json", 500)

    def busy(self, asked: dict[str, Any]) -> None:
        self.reply(b"{}", "application/json", 429, Retry_After="7")

    def closed(self, asked: dict[str, Any]) -> None:
        self.reply(b"{}", "application/json", 503, Retry_After="86400")

    def page(self, asked: dict[str, Any]) -> None:
        self.reply(b"<!doctype html><html><h1>Welcome</h1></html>", "text/html")

    def mp3(self, asked: dict[str, Any]) -> None:
        self.reply(b"ID3\x04" + bytes(500), "audio/mpeg")

    def rubbish(self, asked: dict[str, Any]) -> None:
        self.reply(b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0" + bytes(16) + b"data\x08\0\0\0" + bytes(8))

    def empty(self, asked: dict[str, Any]) -> None:
        self.reply(b"")

    def huge(self, asked: dict[str, Any]) -> None:
        self.close_connection = True
        self.reply(b"RIFF", length="9000000000")

    def endless(self, asked: dict[str, Any]) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "audio/wav")
        self.end_headers()
        try:
            while True:
                self.wfile.write(bytes(1 << 20))
        except OSError:
            return

    def rate(self, asked: dict[str, Any]) -> None:
        self.reply(wav(samples(asked["input"], "rate", 1, 4_000), 4_000))

    def long(self, asked: dict[str, Any]) -> None:
        self.reply(wav(np.tile(self.sound(asked), 60)))

    def away(self, asked: dict[str, Any]) -> None:
        self.reply(b"", "text/plain", 307, Location=f"http://localhost:{self.server.server_address[1]}/v1/elsewhere")

    def seeother(self, asked: dict[str, Any]) -> None:
        self.reply(b"", "text/plain", 302, Location="/elsewhere")

    def near(self, asked: dict[str, Any]) -> None:
        if self.path.endswith("/moved"):
            self.speaks(asked)
        else:
            self.reply(b"", "text/plain", 308, Location=self.path + "/moved")

    def circle(self, asked: dict[str, Any]) -> None:
        self.reply(b"", "text/plain", 307, Location=self.path)

    def locked(self, asked: dict[str, Any]) -> None:
        if self.headers["Authorization"] == f"Bearer {KEY}":
            self.speaks(asked)
        else:
            told = {"error": {"message": f"wrong key: {self.headers['Authorization']}"}}
            self.reply(json.dumps(told).encode(), "application/json", 401)

    def nobody(self, asked: dict[str, Any]) -> None:
        told = {"detail": {"error": "validation_error", "message": "Voice 'nobody' not found"}}
        self.reply(json.dumps(told).encode(), "application/json", 400)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
