"""The command line: each command parses, makes one library call, and prints.

One module a command, gathered in ``commands``; ``signals`` and ``streams`` are about what comes from outside, and
``terminal`` is the only one that knows about screens. Libraries that are slow to import are imported inside the
commands that need them, so that ``drama --help`` answers at once.

This module itself imports little: until :func:`main` runs, Ctrl-C is Python's own, and a traceback.
"""

from __future__ import annotations

import sys

from drama.cli.signals import EXIT_CODE, Interrupted, Interruption

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command line.

    Exit codes: 0 done; 1 an error with one clear message; 2 wrong usage; 130 interrupted. A bug keeps its traceback.
    """
    interruption = Interruption()
    try:
        code = _run(interruption)
        interruption.end_work()
    except Interrupted:  # came while an error was printed
        code = EXIT_CODE
    if code == EXIT_CODE:
        interruption.leave()
    sys.exit(code)


def _run(interruption: Interruption) -> int:
    """Run the command line's command and return its exit code."""
    from drama.cli import streams

    streams.put_right()
    from drama.cli import commands

    try:
        interruption.start_work()
        return commands.run()
    except BaseException as problem:
        # Whatever a library made of an interruption that came while it was at work, that is what it was.
        return EXIT_CODE if interruption.has_come else commands.print_error(problem)
