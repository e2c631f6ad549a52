"""Commands in processes of their own in which drama is already loaded: forked from one process that has loaded it.

Loading drama and reading a first story take 1.5 s of processor time, what most commands do 0.1 s. A command started
here has what a new Python would give it: its own arguments, folder, environment and handlers of signals, streams as
encoded and as closed as it was started with, and what is registered for its end. What it does not test is the loading:
a few commands of each kind run in a Python of their own for that, as all do where a system has no fork.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import pkgutil
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

MAIN = "from drama.cli import main\nmain()\n"
"""What ``python -m drama`` runs."""
AS_AT_A_TERMINAL = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
"""
"""What a program begins with that signals must reach: it ignores what the tests were started to ignore (``nohup``)."""
PATIENCE_S = 120.0
_OTHERS = ("charset_normalizer", "click", "ftfy", "iso639", "jinja2", "lameenc", "mutagen", "numpy", "PIL.Image",
           "py3langid", "soundfile", "soxr", "tomlkit")  # fmt: skip
"""What drama imports when it needs it."""


class Running:
    """A command that has been started, much as :class:`subprocess.Popen`."""

    def __init__(self, link: socket.socket, out: IO[bytes], err: IO[bytes]) -> None:
        self._link, self._out, self._err = link, out, err
        self._answers = link.makefile("rb")
        self.pid = int(self._answers.readline())
        self.returncode: int | None = None
        self._written = (b"", b"")

    def poll(self) -> int | None:
        """Return the exit code if the command has ended."""
        if self.returncode is None and select.select([self._link], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self, timeout: float = PATIENCE_S) -> int:
        """Return the exit code once the command has ended."""
        if self.returncode is None:
            if not select.select([self._link], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("drama", timeout)
            self.returncode = int(self._answers.readline())
            self._answers.close()
            self._link.close()
            self._written = (_content(self._out), _content(self._err))
        return self.returncode

    def send_signal(self, kind: int) -> None:
        """Send a signal to the command, if it has not ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):  # it has just ended
                os.kill(self.pid, kind)

    def communicate(self, timeout: float = PATIENCE_S) -> tuple[bytes, bytes]:
        """Return what the command has written to its two streams once it has ended."""
        self.wait(timeout)
        return self._written


class Launcher:
    """Starts commands, each forked from one process that has drama loaded; without a fork, in a Python of its own."""

    def __init__(self, folder: Path, *before: str) -> None:
        """``before`` is a program that starts the process the commands are forked from, and its options."""
        self._address = str(folder / "launcher")
        self._process: subprocess.Popen[bytes] | None = None
        if not hasattr(os, "fork"):
            return
        import drama  # noqa: PLC0415 (this file is also a program that has yet to learn where drama is)

        self._process = subprocess.Popen(
            [*before, sys.executable, __file__, self._address, str(Path(drama.__file__).parents[1])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"ready\n"

    def close(self) -> None:
        """End the process that commands are forked from."""
        if self._process is not None:
            self._process.communicate(timeout=PATIENCE_S)

    def start(
        self, folder: Path, *words: object, code: str = MAIN, shell: str = "", typed: bytes = b"", **settings: str
    ) -> Running:
        """Start a command in a folder; ``shell`` is what a shell would do to its streams."""
        request = {"words": [str(word) for word in words], "folder": str(folder), "code": code, "shell": shell,
                   "env": {**os.environ, **settings}}  # fmt: skip
        text = json.dumps(request).encode("ascii")
        typing, out, err = (tempfile.TemporaryFile() for _ in range(3))  # noqa: SIM115 (closed by wait)
        with typing:
            typing.write(typed)
            typing.seek(0)
            link = socket.socket(socket.AF_UNIX)
            link.connect(self._address)
            socket.send_fds(link, [b"\n"], [typing.fileno(), out.fileno(), err.fileno()])
        link.sendall(text)
        link.shutdown(socket.SHUT_WR)
        return Running(link, out, err)

    def run(self, folder: Path, *words: object, **how: Any) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end, with what :meth:`start` takes."""
        if self._process is None:
            return run_fresh(folder, *words, **how)
        running = self.start(folder, *words, **how)
        out, err = running.communicate()
        assert running.returncode is not None
        return subprocess.CompletedProcess(["drama", *map(str, words)], running.returncode, out, err)


def run_fresh(
    folder: Path, *words: object, code: str = MAIN, shell: str = "", typed: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end in a Python of its own, loading and all; asked for as of :meth:`Launcher.start`."""
    program = ["-m", "drama"] if code == MAIN else ["-c", code]
    command = [sys.executable, *program, *map(str, words)]
    if shell:
        command = ["/bin/sh", "-c", f'exec "$@" {shell}', "sh", *command]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **settings}, input=typed, capture_output=True, timeout=PATIENCE_S,
        check=False,
    )  # fmt: skip


def _content(file: IO[bytes]) -> bytes:
    with file:
        file.seek(0)
        return file.read()


# ------------------------------------------------------------------ in the process that commands are forked from


@dataclass(frozen=True)
class _Request:
    """A command somebody wants, and the streams it is to have."""

    words: Sequence[str]
    folder: str
    code: str
    shell: str
    env: Mapping[str, str]
    streams: Sequence[int]


def _load() -> None:
    """Import all of drama but engines other than the tone engine, which a command that needs one imports itself."""
    import drama  # noqa: PLC0415 (only now does Python know where it is)

    for module in pkgutil.walk_packages(drama.__path__, "drama."):
        parts = module.name.split(".")
        if parts[1] != "engines" and "__main__" not in parts and parts[-1] != "worker":
            importlib.import_module(module.name)
    for name in ("drama.engines.tone", *_OTHERS):
        importlib.import_module(name)
    import warm  # noqa: PLC0415 (as above)

    warm.keep_language_model()
    warm.read_a_story()


def _serve(listener: socket.socket) -> _Request:
    """Fork a process for every command asked for, until standard input ends; return, in that process, the request."""
    while True:
        ready = select.select([listener, 0], [], [], 1)[0]
        with contextlib.suppress(ChildProcessError):  # whoever is not waited for is not counted
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if 0 in ready:
            _end()
        if listener in ready:
            link, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                return _watch(link)
            link.close()


def _end() -> None:
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    sys.exit(0)


def _watch(link: socket.socket) -> _Request:
    """Fork the command, tell its number and then its exit code; return, in its process, the request."""
    _, streams, _, _ = socket.recv_fds(link, 1, 3)
    with link.makefile("rb") as rows:
        request = _Request(**json.loads(rows.read()), streams=streams)
    pid = os.fork()
    if pid == 0:
        link.close()
        return request
    for stream in streams:
        os.close(stream)
    link.sendall(b"%d\n" % pid)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with contextlib.suppress(OSError):  # nobody waits for it any more
        link.sendall(b"%d\n" % code)
    os._exit(0)


def _become(request: _Request) -> None:
    """Give this process what a new Python would have set up for a command."""
    for number, stream in enumerate(request.streams):
        os.dup2(stream, number)
        os.close(stream)
    for word in request.shell.split():
        _redirect(word)
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update(request.env)
    tempfile.tempdir = None
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["drama", *request.words]
    sys.path[:0] = filter(None, request.env.get("PYTHONPATH", "").split(os.pathsep))
    encoding = request.env.get("PYTHONIOENCODING")
    sys.stdin = _stream(0, "r", encoding)
    sys.stdout = sys.__stdout__ = _stream(1, "w", encoding)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(2, "w", encoding)  # type: ignore[misc]


def _redirect(word: str) -> None:
    """Do to a stream what a shell does: ``2>&-`` closes it, ``>/dev/full`` opens something else in its place."""
    at = next(index for index, sign in enumerate(word) if sign in "<>")
    number = int(word[:at] or "<>".index(word[at]))
    target = word[at + 1 :]
    if target == "&-":
        os.close(number)
    else:
        opened = os.open(target, os.O_WRONLY if word[at] == ">" else os.O_RDONLY)
        os.dup2(opened, number)
        os.close(opened)


def _stream(number: int, mode: str, encoding: str | None) -> Any:
    """Return a text stream as Python makes it at its start: none where the number is closed."""
    try:
        os.fstat(number)
    except OSError:
        return None
    raw = io.FileIO(number, mode, closefd=False)
    buffered = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
    errors = "backslashreplace" if number == 2 else "strict"
    return io.TextIOWrapper(buffered, encoding=encoding or "utf-8", errors=errors, line_buffering=number == 2)


def _main() -> str:
    """Return, in the process of a command, what it is to run."""
    if sys.argv[2] not in sys.path:
        sys.path.insert(1, sys.argv[2])
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(kind, signal.SIG_DFL)  # whatever the tests were started to ignore
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen(8)
    _load()
    del sys.path[0]  # this folder
    gc.freeze()
    os.write(1, b"ready\n")
    request = _serve(listener)
    _become(request)
    return request.code


def _run(code: str) -> int:
    """Run a program and return its exit code, as Python does."""
    try:
        exec(compile(code, "<command>", "exec"), {"__name__": "__main__"})
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _leave(code: int) -> None:
    """End as Python does, but without taking apart all that drama has loaded, which takes 0.1 s."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    _leave(_run(_main()))
