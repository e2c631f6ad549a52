"""Shared fixtures: nothing in the test run may touch the user's own folders."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from support.forked import Launcher
from support.warm import keep_language_model

from drama.recording import warm_workers

_FOLDERS = count()
MOST_PROCESSES = 8
"""Each spends 10 to 15 s on finding all the tests before it runs the first."""

settings.register_profile("drama", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("drama")
keep_language_model()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew, on demand only."""
    parser.addoption("--update-golden", action="store_true", help="write the files in tests/golden anew")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the options
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Share the tests out among the processors, unless only some files are asked for or ``-n`` says otherwise.

    A file or two are done before another process has found its tests.
    """
    options = config.option
    is_shared_out = config.pluginmanager.hasplugin("xdist") and not hasattr(config, "workerinput")
    if is_shared_out and options.numprocesses is None and not options.file_or_dir:
        options.numprocesses = "auto"
        options.maxprocesses = options.maxprocesses or MOST_PROCESSES
        options.dist = "worksteal"  # tests of a file stay together, as what they share does, until a process runs out


def pytest_collection_finish() -> None:
    """Keep what collecting made, some 240,000 objects, out of every later look for garbage: 0.1 s each."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _own_cache(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep every test out of the real take store, and out of what the user has fetched and measured.

    A test without a folder of its own gets the name of one: making it, for thousands of tests, costs pytest 20 s.
    """
    if "tmp_path" in request.fixturenames:
        folder: Path = request.getfixturevalue("tmp_path")
    else:
        folder = tmp_path_factory.getbasetemp() / "folders" / str(next(_FOLDERS))
    monkeypatch.setenv("DRAMA_CACHE", str(folder / "cache"))
    monkeypatch.setenv("DRAMA_HOME", str(folder / "home"))


@pytest.fixture(scope="session")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    """Start commands in processes of their own, forked from one that has drama loaded."""
    started = Launcher(tmp_path_factory.mktemp("l"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def warm_tone() -> Iterator[None]:
    """Keep the workers of one render for the next, with the tone engine, which nothing around a worker changes.

    A worker takes 0.2 s of processor time to start, and a small render two of them.
    """
    with warm_workers("tone", 0, are_kept=True):
        yield
