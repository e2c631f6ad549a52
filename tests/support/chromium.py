"""Drives an installed Chromium through its debugging pipe: real keys, real clicks, real layout. No package needed."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE_S = 60.0
TO_FDS_3_AND_4 = """
import fcntl, os, sys
spare = [fcntl.fcntl(int(fd), fcntl.F_DUPFD, 10) for fd in sys.argv[1:3]]  # 3 and 4 may be one of the two themselves
os.dup2(spare[0], 3), os.dup2(spare[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Puts the pipes where Chromium looks for them: it reads from 3 and writes to 4."""


def find() -> str | None:
    """Return the browser's path, if one is installed."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


_CODES = {
    " ": 32, "Enter": 13, "Tab": 9, "Escape": 27, "PageUp": 33, "PageDown": 34, "End": 35, "Home": 36,
    "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Delete": 46,
}  # fmt: skip
"""Virtual key codes of the keys that type nothing, and of two that do."""


class NoBrowserError(Exception):
    """The browser that is installed does not start on this machine."""


class Pipe:
    """Messages to a browser and from it; what is told of a page goes to that page."""

    def __init__(self, read: int, write: int) -> None:
        self._read, self._write = read, write
        self._unread = b""
        self._number = 0
        self.pages: dict[str, Page] = {}

    def send(self, method: str, params: dict[str, Any], session: str | None) -> int:
        """Send a command of the DevTools protocol, and return its number."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._write, json.dumps(message).encode() + b"\0")
        return self._number

    def ask(self, method: str, params: dict[str, Any], session: str | None = None) -> dict[str, Any]:
        """Send a command and return its result."""
        number = self.send(method, params, session)
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]
            if page := self.pages.get(answer.get("sessionId", "")):
                page.note(answer)

    def close(self) -> None:
        os.close(self._write)
        os.close(self._read)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            got = os.read(self._read, 1 << 20)
            if not got:
                raise ConnectionError("the browser went away")
            self._unread += got
        message, self._unread = self._unread.split(b"\0", 1)
        return json.loads(message)


class Page:
    """A tab of a browser."""

    def __init__(self, pipe: Pipe, target: str) -> None:
        self.target, self._pipe = target, pipe
        self.complaints: list[str] = []
        """What the page logged as an error or let fail, and what it asked in a box of the browser's."""
        self.requests: list[str] = []
        """Addresses the page asked for, since the network was watched: ``page("Network.enable")``."""
        self._session = pipe.ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        pipe.pages[self._session] = self
        for domain in ("Page", "Runtime", "Log"):
            self(f"{domain}.enable")

    def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and return its result."""
        return self._pipe.ask(method, params, self._session)

    def open(self, url: str, *, width: int = 1280, height: int = 900, dark: bool = False, still: bool = True) -> None:
        """Load a page in a window of a size, and wait for its script to have run."""
        self.complaints.clear()
        self("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        features.append({"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"})
        self("Emulation.setEmulatedMedia", media="screen", features=features)
        self("Page.navigate", url="about:blank")
        self("Page.navigate", url=url)
        self.wait("location.href !== 'about:blank' && document.readyState === 'complete'")

    def ask(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, run outside the page's security policy."""
        answer = self("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, condition: str) -> None:
        """Wait until a JavaScript expression is true."""
        end = time.monotonic() + PATIENCE_S
        while not self.ask(f"Boolean({condition})"):
            assert time.monotonic() < end, f"never came true: {condition}"

    def press(self, *keys: str, text: str = "") -> None:
        """Press and release keys, one after another; a key of one sign also types it."""
        for key in keys:
            code = _CODES.get(key) or ord(key.upper())
            about = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": code}
            typed = text or {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
            self("Input.dispatchKeyEvent", type="keyDown", **about, **({"text": typed} if typed else {}))
            self("Input.dispatchKeyEvent", type="keyUp", **about)

    def type(self, text: str) -> None:
        """Put a text where the focus is, as by a keyboard of any language."""
        self("Input.insertText", text=text)

    def click(self, selector: str, *, along: float = 0.5) -> None:
        """Click an element, ``along`` of the way across its first box."""
        box = self.ask(
            f"(() => {{ const one = document.querySelector({json.dumps(selector)}); const boxes = one.getClientRects();"
            "if (boxes[0].top < 0 || boxes[0].bottom > innerHeight) one.scrollIntoView({block: 'center'});"
            "const box = one.getClientRects()[0]; return [box.left, box.top, box.width, box.height]; })()"
        )
        x, y = box[0] + box[2] * along, box[1] + box[3] / 2
        for kind in ("mousePressed", "mouseReleased"):
            self("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def screenshot(self, path: Path, *, whole: bool = False) -> None:
        """Keep a picture of the window, or of the whole page."""
        shot = self("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))

    def note(self, event: dict[str, Any]) -> None:
        """Take in what the browser tells of the page."""
        about = event.get("params", {})
        match event.get("method"):
            case "Log.entryAdded" if about["entry"]["level"] == "error":
                self.complaints.append(about["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(about["exceptionDetails"]))
            case "Page.javascriptDialogOpening":
                self.complaints.append(f"a box: {about['message']}")
                self._pipe.send("Page.handleJavaScriptDialog", {"accept": True}, self._session)
            case "Network.requestWillBeSent":
                self.requests.append(about["request"]["url"])


class Chromium(Page):
    """A headless browser and its first tab. Raises :class:`NoBrowserError` where it does not start."""

    def __init__(self, program: str, profile: Path, *options: str) -> None:
        to_browser, write = os.pipe()
        read, from_browser = os.pipe()

        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", TO_FDS_3_AND_4, str(to_browser), str(from_browser)),
                program,
                "--headless",
                "--remote-debugging-pipe",
                f"--user-data-dir={profile}",
                "--autoplay-policy=no-user-gesture-required",
                "--mute-audio",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                *(["--no-sandbox"] if os.geteuid() == 0 else []),
                *options,
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(to_browser, from_browser),
            env={name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"},
        )
        os.close(to_browser)
        os.close(from_browser)
        self._pipe = Pipe(read, write)
        try:
            super().__init__(self._pipe, self._first())
        except ConnectionError as error:
            self.close()
            raise NoBrowserError(f"{program} ended with status {self._process.returncode} as it was started") from error

    def tab(self) -> Page:
        """Open another tab; both draw and take keys as if each were in front."""
        page = Page(self._pipe, self._pipe.ask("Target.createTarget", {"url": "about:blank"})["targetId"])
        for one in (self, page):
            one("Emulation.setFocusEmulationEnabled", enabled=True)
        return page

    def shut(self, page: Page) -> None:
        """Close a tab."""
        self._pipe.ask("Target.closeTarget", {"targetId": page.target})

    def close(self) -> None:
        """End the browser."""
        self._pipe.close()
        self._process.terminate()
        self._process.wait(timeout=PATIENCE_S)

    def _first(self) -> str:
        while True:
            targets = self._pipe.ask("Target.getTargets", {})["targetInfos"]
            if pages := [target["targetId"] for target in targets if target["type"] == "page"]:
                return pages[0]
