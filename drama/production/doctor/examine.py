"""The checks, side by side: each in a thread of its own, and whoever does not answer in time is told as such."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from pathlib import Path

from drama.errors import DramaError
from drama.model import Area, Diagnosis, Finding, Health
from drama.production.doctor import engines, files_out, storage, system

TIMEOUT_S = 10.0
"""How long a check may take; the slowest, a first import of FFmpeg's libraries from a cold disk, took 1.3 s."""

_Look = Callable[[], Iterable[Finding]]


@dataclass(slots=True)
class _Running:
    """A check that runs in a thread; one that hangs is left behind and ends with the process."""

    about: Finding
    look: _Look
    found: list[Finding] = field(default_factory=list)
    thread: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        context = copy_context()  # with the folder of the store that is in use
        self.thread = threading.Thread(target=lambda: context.run(self._run), daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.found = list(self.look())
        except DramaError as problem:
            self.found = [replace(self.about, health=Health.BROKEN, about=str(problem))]
        except (Exception, SystemExit) as problem:  # whatever a library does as it loads is what is wrong with it
            self.found = [replace(self.about, health=Health.BROKEN, about=f"{type(problem).__name__}: {problem}")]


def doctor(*, output: Path | None = None, speak: bool = False, timeout_s: float = TIMEOUT_S) -> Diagnosis:
    """Return what works here, what is not there and what is broken.

    ``output`` is the folder that episodes go to, the current one by default; with ``speak`` every engine also loads
    and speaks, one after the other. A check that takes longer than ``timeout_s`` is told as broken.
    """
    running = [_Running(about, look) for about, look in _checks(output or Path())]
    deadline = time.monotonic() + timeout_s
    found: list[Finding] = []
    for check in running:
        check.thread.join(max(0.0, deadline - time.monotonic()))
        late = replace(check.about, health=Health.BROKEN, about=f"it gave no answer within {timeout_s:g} s")
        found += [late] if check.thread.is_alive() else check.found
    found += engines.speaker_findings(found)
    if speak:
        found += engines.spoken()
    order = list(Area)
    return Diagnosis(tuple(sorted(found, key=lambda finding: order.index(finding.area))))


def _checks(output: Path) -> Sequence[tuple[Finding, _Look]]:
    """Return every check, and what is said of it where it fails as a whole."""
    return (
        *system.checks(),
        *engines.checks(),
        *files_out.checks(),
        *storage.checks(output),
    )
