"""A pyttsx3 driver for eSpeak NG's synchronous mode: what is said is all there when ``runAndWait`` returns.

pyttsx3 imports its drivers as ``pyttsx3.drivers.<name>``; :func:`register` puts this module there. Its stock eSpeak
driver (2.99) runs the library asynchronously, where changes of voice and rate can arrive after the next line began.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

import espeakng_loader

NAME = "drama_espeak"

_SYNCHRONOUS = 2
_OK = 0
_PARAMETERS = {"rate": 1, "volume": 2, "pitch": 3}
_CHARS_UTF8, _END_PAUSE = 1, 0x1000
"""No SSML (0x10) and no phonemes (0x100): nothing in a text is markup."""


def register() -> None:
    """Make ``pyttsx3.init("drama_espeak")`` find this driver."""
    sys.modules.setdefault(f"pyttsx3.drivers.{NAME}", sys.modules[__name__])


def buildDriver(proxy: Any) -> EspeakDriver:  # noqa: N802 (pyttsx3's name for it)
    """Return the driver for pyttsx3's proxy."""
    return EspeakDriver(proxy)


class EspeakDriver:
    """The driver interface of pyttsx3 (its ``drivers/dummy.py`` documents it) over eSpeak NG."""

    def __init__(self, proxy: Any) -> None:
        # Loaded by full path before pyttsx3 asks for it by name, so that it is the wheel's and never the system's.
        data = espeakng_loader.get_data_path()
        os.environ["ESPEAK_DATA_PATH"] = data
        self._library = ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
        from pyttsx3.drivers import _espeak  # noqa: PLC0415

        self._espeak = _espeak
        self._proxy = proxy
        self._chunks: list[bytes] = []
        self._texts: list[str] = []
        self.frame_rate = int(_espeak.Initialize(_SYNCHRONOUS, 0, data.encode(), 0))
        if self.frame_rate <= 0:
            raise RuntimeError("eSpeak NG does not start")
        _espeak.SetSynthCallback(self._collect)

    def destroy(self) -> None:
        """Let the library be; it ends with the process."""

    def say(self, text: str) -> None:
        """Speak, and keep what was spoken for :meth:`take_spoken`."""
        self._proxy.setBusy(True)
        self._proxy.notify("started-utterance")
        data = text.encode("utf-8", "replace") + b"\0"
        done = self._espeak.cSynth(data, len(data), 0, 1, 0, _CHARS_UTF8 | _END_PAUSE, None, None)
        if done != _OK:
            self._proxy.notify("error", exception=RuntimeError(f"eSpeak NG answered {done} to a text"))
        self._proxy.notify("finished-utterance", completed=done == _OK)
        self._proxy.setBusy(False)

    def take_spoken(self) -> bytes:
        """Return what was spoken since the last call: PCM int16, one channel, at :attr:`frame_rate`."""
        spoken = b"".join(self._chunks)
        self._chunks.clear()
        return spoken

    def _collect(self, samples: Any, frames: int, _events: Any) -> int:
        if frames > 0:
            self._chunks.append(ctypes.string_at(samples, frames * 2))
        return 0

    def getProperty(self, name: str) -> Any:  # noqa: N802
        """Return the rate (words a minute), pitch (0 to 100), volume (0 to 1) or voice in force."""
        if name == "voice":
            voice = self._espeak.GetCurrentVoice()
            return voice.contents.identifier.decode() if voice else None
        value = self._parameter(name)
        return value / 100 if name == "volume" else value

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        """Set a property and check that it took."""
        if name == "voice":
            if self._espeak.SetVoiceByName(str(value).encode()) != _OK:
                raise ValueError(f"eSpeak NG has no voice {value!r}")
            return
        wanted = round(value * 100) if name == "volume" else int(value)
        self._espeak.SetParameter(_PARAMETERS[name], wanted, 0)
        if self._parameter(name) != wanted:
            raise ValueError(f"eSpeak NG did not take {name} {value!r}")

    def _parameter(self, name: str) -> int:
        # pyttsx3 2.99 declares this function without its second argument (1: the value in force).
        return int(self._library.espeak_GetParameter(_PARAMETERS[name], 1))

    def startLoop(self) -> None:  # noqa: N802
        """Run the commands that wait; all are done when it returns."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        """Do nothing: the loop has ended."""

    def iterate(self) -> Any:
        """Run the commands that wait."""
        self._proxy.setBusy(False)
        yield

    def stop(self) -> None:
        """Do nothing: what is said is said."""
