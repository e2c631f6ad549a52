"""A pyttsx3 driver for eSpeak NG's synchronous mode, with the library loaded anew for every text.

pyttsx3 imports its drivers as ``pyttsx3.drivers.<name>``; :func:`register` puts this module there. Its stock eSpeak
driver (2.99) runs the library asynchronously, and changes of voice and rate can arrive after the next line has begun.

The library keeps state between texts: the phases of flutter and breath noise are in static variables of C that no call
resets, and changed durations by up to 3 % (eSpeak NG 1.52, short lines above 350 wpm). So each text is spoken by a
freshly loaded library with a fixed random seed: the same request gives the same samples. That takes 2 to 3 ms. Where
``dlclose`` does nothing (musl) the state is kept, and so are those 3 %.
"""

from __future__ import annotations

import _ctypes
import ctypes
import os
import sys
from collections.abc import Iterator
from functools import cache
from typing import Protocol

import espeakng_loader

NAME = "drama_espeak"

_SYNCHRONOUS = 2
_OK = 0
_PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3}
_RANGE, _DEFAULT_RANGE = 4, 50
_CHARS_UTF8, _END_PAUSE = 1, 0x1000
"""Without the flags below, nothing in a text is markup."""
_SSML, _PHONEMES = 0x10, 0x100
_SEED = 1
_PATH_LIMIT = 150
_COLLECT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


@cache
def data_path() -> str:
    """Return eSpeak NG's data folder by a short path: from 160 characters on, eSpeak NG 1.52 ends the process."""
    path = espeakng_loader.get_data_path()
    if len(os.fsencode(path)) < _PATH_LIMIT:
        return str(path)
    return f"/proc/self/fd/{os.open(path, os.O_PATH | os.O_DIRECTORY)}"  # open as long as the process runs


def library_path() -> str:
    """Return the path of the wheel's library."""
    return str(espeakng_loader.get_library_path())


def unload(library: ctypes.CDLL) -> None:
    """Unload a library, so that the next one loaded from the same file starts in a fresh state."""
    if sys.platform != "win32":
        _ctypes.dlclose(library._handle)  # noqa: SLF001 (ctypes has no other way)
    else:  # Windows
        _ctypes.FreeLibrary(library._handle)  # noqa: SLF001


class _Proxy(Protocol):
    """The callbacks of pyttsx3 that a driver uses."""

    def setBusy(self, busy: bool) -> None: ...  # noqa: N802, FBT001

    def notify(self, topic: str, **about: object) -> None: ...


def register() -> None:
    """Make ``pyttsx3.init("drama_espeak")`` find this driver."""
    sys.modules.setdefault(f"pyttsx3.drivers.{NAME}", sys.modules[__name__])


def buildDriver(proxy: _Proxy) -> EspeakDriver:  # noqa: N802 (pyttsx3's name for it)
    """Return the driver for pyttsx3's proxy."""
    return EspeakDriver(proxy)


class EspeakDriver:
    """The driver interface of pyttsx3 (its ``drivers/dummy.py`` documents it) over eSpeak NG."""

    def __init__(self, proxy: _Proxy) -> None:
        self._proxy = proxy
        self._properties: dict[str, str | float] = {
            "voice": "en-us",
            "rate": 165,
            "volume": 1.0,
            "pitch": 50,
            "range": _DEFAULT_RANGE,
            "markup": 0,
        }
        self._chunks: list[bytes] = []
        self.frame_rate = 0
        """Frame rate of the speech in Hz; 0 before the first."""

    def destroy(self) -> None:
        """Do nothing: nothing is kept open."""

    def say(self, text: str) -> None:
        """Speak a text, and keep the speech for :meth:`take_spoken`."""
        self._proxy.setBusy(True)
        self._proxy.notify("started-utterance")
        problem = self._speak(text.encode("utf-8", "replace") + b"\0")
        if problem:
            self._proxy.notify("error", exception=RuntimeError(problem))
        self._proxy.notify("finished-utterance", completed=not problem)
        self._proxy.setBusy(False)

    def take_spoken(self) -> bytes:
        """Return the speech since the last call: PCM int16, one channel, at :attr:`frame_rate`."""
        spoken = b"".join(self._chunks)
        self._chunks.clear()
        return spoken

    def _speak(self, data: bytes) -> str:
        """Speak with a freshly loaded library; return an error message, or an empty string."""
        # By full path, with local scope: the wheel's library, not the system's.
        library = ctypes.CDLL(library_path())
        try:
            self.frame_rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data_path().encode(), 0)
            if self.frame_rate <= 0:
                return "eSpeak NG does not start"
            collect = _COLLECT(self._collect)
            library.espeak_SetSynthCallback(collect)
            problem = self._prepare(library)
            if problem:
                return problem
            done = library.espeak_Synth(data, len(data), 0, 1, 0, self._flags(), None, None)
            return "" if done == _OK else f"eSpeak NG answered {done} to a text"
        finally:
            library.espeak_Terminate()
            unload(library)

    def _flags(self) -> int:
        return _CHARS_UTF8 | _END_PAUSE | (_SSML | _PHONEMES if self._properties["markup"] else 0)

    def _prepare(self, library: ctypes.CDLL) -> str:
        """Set random seed, voice and parameters, and check them; return an error message, or an empty string."""
        library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
        ctypes.CDLL(None).srand(_SEED)
        # The voice first: with some variants durations change by 3–5 % if the rate is set before it.
        voice = str(self._properties["voice"])
        if library.espeak_SetVoiceByName(voice.encode()) != _OK:
            return f"eSpeak NG has no voice {voice!r}"
        for name, number in _PARAMETERS.items():
            value = self._properties[name]
            wanted = round(float(value) * (100 if name == "volume" else 1))
            library.espeak_SetParameter(number, wanted, 0)
            if library.espeak_GetParameter(number, 1) != wanted:  # 1: the current value
                return f"eSpeak NG did not take {name} {value!r}"
        if self._properties["range"] != _DEFAULT_RANGE:
            library.espeak_SetParameter(_RANGE, round(float(self._properties["range"])), 0)
        return ""

    def _collect(self, samples: int | None, frames: int, _events: int | None) -> int:
        if frames > 0 and samples:
            self._chunks.append(ctypes.string_at(samples, frames * 2))
        return 0

    def getProperty(self, name: str) -> str | float:  # noqa: N802
        """Return the current rate (words a minute), pitch and range (0 to 100), volume (0 to 1) or voice.

        ``markup`` is 1 if texts are SSML with phonemes in double brackets, and 0 if they are plain.
        """
        return self._properties[name]

    def setProperty(self, name: str, value: str | float) -> None:  # noqa: N802
        """Set a property for the next texts; :meth:`say` checks that eSpeak NG accepts it."""
        if name not in self._properties:
            raise KeyError(name)
        self._properties[name] = value

    def startLoop(self) -> None:  # noqa: N802
        """Run the queued commands; all are done when it returns."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        """Do nothing: the loop has ended."""

    def iterate(self) -> Iterator[None]:
        """Run the queued commands."""
        self._proxy.setBusy(False)
        yield

    def stop(self) -> None:
        """Do nothing: speech is synchronous."""
