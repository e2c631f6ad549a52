"""What ends drama from outside: Ctrl-C, a request to end, a closed terminal. All of them end it the same way.

The first one ends what runs, so that workers end and half-made files go; more of them change nothing. What a process
was started to ignore (``nohup``, a shell's background job) it ignores.
"""

from __future__ import annotations

import _thread
import gc
import os
import signal
import sys
import time

TYPE_CHECKING = False  # typing takes longer to import than all this, and meanwhile Ctrl-C is a traceback
if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

EXIT_CODE = 130
"""What a shell says of a program that Ctrl-C has ended: 128 and the number of the signal."""

_KINDS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SAID = "Interrupted. What was recorded is kept: the same command goes on from here.\n"
_PATIENCE_S = 30.0
"""What tidying up may take; then it is left to the next run."""
_AGAIN_S = 0.02


class Interrupted(BaseException):
    """Somebody has ended this run. Not a KeyboardInterrupt, which click and others make something else of."""


class Interruption:
    """What comes from outside while drama runs, from the moment this is made."""

    def __init__(self) -> None:
        self.has_come = False
        self._is_at_work = False
        kinds = [getattr(signal, name) for name in _KINDS if hasattr(signal, name)]
        self._kinds = [kind for kind in kinds if signal.getsignal(kind) is not signal.SIG_IGN]
        for kind in self._kinds:
            signal.signal(kind, self._come)
        sys.unraisablehook = self._come_again

    def start_work(self) -> None:
        """Let what comes from now on be raised, as :class:`Interrupted`: until now there was nothing to tidy up."""
        self._is_at_work = True

    def end_work(self) -> None:
        """Let nothing that comes from now on change anything: all is done."""
        self.has_come = True
        for kind in self._kinds:
            signal.signal(kind, signal.SIG_IGN)

    def leave(self) -> NoReturn:
        """End the process, once everything that was under way has tidied up."""
        gc.collect()  # generators that were under way end their workers and remove their files
        _leave()

    def _come(self, kind: int, _frame: FrameType | None) -> None:
        if self.has_come:
            return
        self.has_come = True
        if not self._is_at_work:
            _leave()
        self._kind = kind
        # Not a Timer: this may stand in the middle of the code that starts threads, whose lock Timer would wait for.
        _thread.start_new_thread(_lose_patience, ())
        raise Interrupted

    def _come_again(self, problem: sys.UnraisableHookArgs) -> None:
        """Raise again, a little later, what came in a destructor, from which Python lets nothing out."""
        if self.has_come and isinstance(problem.exc_value, OSError) and "race condition" in str(problem.exc_value):
            return  # CPython 3.11 tells of a signal that came while it was being ignored, which is what was wanted
        if not isinstance(problem.exc_value, Interrupted):
            sys.__unraisablehook__(problem)
            return
        self.has_come = False
        _thread.start_new_thread(_press_again, (self._kind,))


def _lose_patience() -> None:
    time.sleep(_PATIENCE_S)
    _leave()


def _press_again(kind: int) -> None:
    time.sleep(_AGAIN_S)
    _thread.interrupt_main(signal.Signals(kind))


def _leave() -> NoReturn:
    """End at once: threads that wait for an engine are not waited for, and workers end with their input."""
    try:  # noqa: SIM105 (contextlib takes longer to import than all this)
        # Not sys.stderr, which may be in the middle of a row itself.
        os.write(2, ("\n" * os.isatty(2) + _SAID).encode("ascii"))
    except OSError:
        pass  # nobody is there to read it
    os._exit(EXIT_CODE)
