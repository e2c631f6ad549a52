"""Engines that go wrong, announced to drama the way other packages do it: by an entry point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced

TROUBLE = '''
import os, pathlib, signal, time
import numpy as np
from drama.engines.base import Schedule, Speech
from drama.errors import EngineError


def changed(what, samples):
    """Return samples as no engine should give them, if that is what is asked for."""
    if what == "float":
        return samples.astype(np.float32)
    if what == "nan":
        return np.full(len(samples), np.nan, np.float32)
    if what == "big-endian":
        return samples.astype(">i2")
    if what == "two":
        return samples[2:4]
    if what == "level":
        return np.full(len(samples), 8000, np.int16)
    if what == "quarter":
        return np.where(np.arange(len(samples)) < len(samples) // 4, samples, np.int16(0))
    return None if what == "none" else samples


class Trouble:
    """Does what the voice's id says; "once-…" only the first time."""

    name = "trouble"
    version = "1"

    def voices(self):
        return ()

    def speak(self, text, voice):
        print("chatter of an engine")
        os.write(1, b"chatter of its library\\n")
        with open(os.environ["TROUBLE_LOG"], "a") as log:
            log.write(f"{os.getpid()} {text}\\n")
        what = voice.id
        if "bad" not in text:
            what = "fine"
        if what.startswith("once-"):
            mark = pathlib.Path(os.environ["TROUBLE_LOG"] + ".once")
            what = "fine" if mark.exists() else what.removeprefix("once-")
            mark.touch()
        if what == "exit":
            os._exit(7)
        if what == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if what == "hang":
            time.sleep(600)
        if what == "raise":
            raise ValueError("the reed is split")
        if what == "refuse":
            raise EngineError("no such voice at all")
        if what == "closed":
            os.close(3)
        seconds = {"short": 0.02, "long": 300.0}.get(what, 0.08 * len(text))
        time_s = np.arange(round(seconds * 8000)) / 8000
        level = 0 if what == "silence" else 8000
        samples = (level * np.sin(2 * np.pi * 300 * time_s)).astype(np.int16)
        if what == "garble":
            os.write(3, b"chatter where answers go\\n")
        if what == "deep":
            os.write(3, b"[" * 100_000 + b"\\n")
        if what in {"garble", "deep"}:
            time.sleep(600)  # what it would say next is not read
        return Speech(changed(what, samples), {"half": 8000.5, "numpy": np.int64(8000)}.get(what, 8000))


class NeedsFresh(Trouble):
    """Wants a process for every line."""

    name = "fresh"
    schedule = Schedule(lines_a_process=1)


class Loads(Trouble):
    """Has something to load: the start of its process counts towards no line's time-out."""

    name = "loads"

    def load(self):
        pass
'''


@pytest.fixture
def trouble_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Announce engines; return where each line they speak leaves its process id."""
    log = tmp_path / "spoken.log"
    log.touch()
    monkeypatch.setenv("TROUBLE_LOG", str(log))
    classes = {"trouble": "Trouble", "fresh": "NeedsFresh", "loads": "Loads", "broken": "No"}
    with announced(tmp_path, monkeypatch, TROUBLE, classes):
        yield log
