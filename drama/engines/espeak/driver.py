"""A pyttsx3 driver for eSpeak NG's synchronous mode, with a library loaded anew for every text.

pyttsx3 imports its drivers as ``pyttsx3.drivers.<name>``; :func:`register` puts this module there. Its stock eSpeak
driver (2.99) runs the library asynchronously, where changes of voice and rate can arrive after the next line began.

A library that has spoken is not what it was: where the flutter of a voice and the noise of its breath stand is kept in
statics of C that no call resets, and moved durations by up to 3 % (eSpeak NG 1.52, short lines above 350 wpm). So each
text is spoken by a library that has just been loaded, with its dice set: the same request gives the same samples. That
takes 2 to 3 ms. Where ``dlclose`` does nothing (musl) the library stays as it is, and so do those 3 %.
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
_RANGE, _PLAIN_RANGE = 4, 50
_CHARS_UTF8, _END_PAUSE = 1, 0x1000
"""Without the flags below nothing in a text is markup."""
_SSML, _PHONEMES = 0x10, 0x100
_SEED = 1
_PATH_LIMIT = 150
_COLLECT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


@cache
def data_path() -> str:
    """Return eSpeak NG's data folder under a name it can hold: from 160 characters on (1.52) it ends the process."""
    path = espeakng_loader.get_data_path()
    if len(os.fsencode(path)) < _PATH_LIMIT:
        return str(path)
    return f"/proc/self/fd/{os.open(path, os.O_PATH | os.O_DIRECTORY)}"  # open for as long as the process lives


def library_path() -> str:
    """Return where the wheel's library is."""
    return str(espeakng_loader.get_library_path())


def unload(library: ctypes.CDLL) -> None:
    """Let a library go: the next one loaded from the same file starts afresh."""
    if sys.platform != "win32":
        _ctypes.dlclose(library._handle)  # noqa: SLF001 (ctypes has no other way)
    else:  # Windows
        _ctypes.FreeLibrary(library._handle)  # noqa: SLF001


class _Proxy(Protocol):
    """What a driver tells pyttsx3."""

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
            "range": _PLAIN_RANGE,
            "markup": 0,
        }
        self._chunks: list[bytes] = []
        self.frame_rate = 0
        """Of what was spoken; 0 until something was."""

    def destroy(self) -> None:
        """Do nothing: nothing stays open."""

    def say(self, text: str) -> None:
        """Speak, and keep what was spoken for :meth:`take_spoken`."""
        self._proxy.setBusy(True)
        self._proxy.notify("started-utterance")
        problem = self._speak(text.encode("utf-8", "replace") + b"\0")
        if problem:
            self._proxy.notify("error", exception=RuntimeError(problem))
        self._proxy.notify("finished-utterance", completed=not problem)
        self._proxy.setBusy(False)

    def take_spoken(self) -> bytes:
        """Return what was spoken since the last call: PCM int16, one channel, at :attr:`frame_rate`."""
        spoken = b"".join(self._chunks)
        self._chunks.clear()
        return spoken

    def _speak(self, data: bytes) -> str:
        """Speak with a library of its own; return what went wrong, or nothing."""
        # By full path and into a scope of its own: the wheel's library, whatever the system has.
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
        """Set dice, voice and parameters, and check that they took; return what did not."""
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
            if library.espeak_GetParameter(number, 1) != wanted:  # 1: the value in force
                return f"eSpeak NG did not take {name} {value!r}"
        if self._properties["range"] != _PLAIN_RANGE:
            library.espeak_SetParameter(_RANGE, round(float(self._properties["range"])), 0)
        return ""

    def _collect(self, samples: int | None, frames: int, _events: int | None) -> int:
        if frames > 0 and samples:
            self._chunks.append(ctypes.string_at(samples, frames * 2))
        return 0

    def getProperty(self, name: str) -> str | float:  # noqa: N802
        """Return the rate (words a minute), pitch and range (0 to 100), volume (0 to 1) or voice in force.

        ``markup`` is 1 where the text is SSML with phonemes in double brackets, and 0 where it is plain.
        """
        return self._properties[name]

    def setProperty(self, name: str, value: str | float) -> None:  # noqa: N802
        """Set a property for the texts to come; :meth:`say` checks that it takes."""
        if name not in self._properties:
            raise KeyError(name)
        self._properties[name] = value

    def startLoop(self) -> None:  # noqa: N802
        """Run the commands that wait; all are done when it returns."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        """Do nothing: the loop has ended."""

    def iterate(self) -> Iterator[None]:
        """Run the commands that wait."""
        self._proxy.setBusy(False)
        yield

    def stop(self) -> None:
        """Do nothing: what is said is said."""
