"""A damaged eSpeak NG says what is wrong with it and how to mend it; it never speaks something else."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.forked import MAIN, Launcher, run_fresh

import drama

pytestmark = pytest.mark.slow

Run = Callable[..., subprocess.CompletedProcess[str]]

espeakng_loader = pytest.importorskip("espeakng_loader")

SPEAK = """
from drama.engines import get_engine
from drama.errors import DramaError
from drama.model import Voice
try:
    engine = get_engine("pyttsx3")
    engine.voices()
    print(len(engine.speak("The kettle is on.", Voice(name="f", engine="pyttsx3", id="en-us+f3")).samples))
except DramaError as problem:
    print(problem)
"""


def gone(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> None:
    data = path.read_bytes()
    path.unlink()  # a link to the real one
    path.write_bytes(change(data))


def halved(path: Path) -> None:
    rewritten(path, lambda data: data[: len(data) // 2])


def emptied(path: Path) -> None:
    rewritten(path, lambda data: b"")


def one_bit_off(path: Path) -> None:
    rewritten(path, lambda data: data[:-1] + bytes([data[-1] ^ 1]))


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The wheel's package again, of links, so that it can be damaged."""
    real = Path(espeakng_loader.__file__).parent
    copy = tmp_path / "house" / "espeakng_loader"
    shutil.copytree(real, copy, copy_function=os.symlink, ignore=shutil.ignore_patterns("__pycache__"))
    # Python finds the folder of a module behind a link.
    (copy / "__init__.py").unlink()
    shutil.copy(real / "__init__.py", copy / "__init__.py")
    # drama beside it, for workers look first where drama is.
    ours = Path(drama.__file__).parent
    (copy.parent / "drama").symlink_to(ours, target_is_directory=True)
    if (ours.parent / "voices.toml").exists():
        (copy.parent / "voices.toml").symlink_to(ours.parent / "voices.toml")
    return copy


@pytest.fixture
def run(wheel: Path, launcher: Launcher) -> Run:
    """Run a command or a program with that wheel; in a Python of its own if it is to be ``fresh``."""

    def run_it(*words: str, code: str = MAIN, is_fresh: bool = False) -> subprocess.CompletedProcess[str]:
        paths = os.pathsep.join(filter(None, [str(wheel.parent), os.environ.get("PYTHONPATH", "")]))
        runs = run_fresh if is_fresh else launcher.run
        done = runs(wheel.parents[1], *words, code=code, PYTHONPATH=paths)
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run_it


@pytest.mark.parametrize("is_fresh", [False, True])
def test_a_whole_one_speaks(run: Run, is_fresh: bool) -> None:
    done = run(code=SPEAK, is_fresh=is_fresh)
    assert int(done.stdout) > 10_000


@pytest.mark.parametrize("damage", [gone, halved, emptied, one_bit_off])
@pytest.mark.parametrize(
    "name",
    ["libespeak-ng.so", *(f"espeak-ng-data/{name}" for name in
     ("phontab", "phonindex", "phondata", "intonations", "en_dict", "voices/!v/f3", "lang/gmw/en-US"))],
)  # fmt: skip
def test_a_damaged_file_is_named_with_the_way_to_mend_it(
    wheel: Path, run: Run, name: str, damage: Callable[[Path], None]
) -> None:
    damage(wheel / name)
    done = run(code=SPEAK)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("eSpeak NG is not whole: ")
    assert f"{wheel / name} is " in done.stdout
    assert "pip install --force-reinstall" in done.stdout
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("name", ["espeak-ng-data", "espeak-ng-data/voices", "espeak-ng-data/voices/!v",
                                  "espeak-ng-data/lang", "espeak-ng-data/lang/gmw"])  # fmt: skip
def test_a_folder_that_is_missing_is_one_message_of_the_command(wheel: Path, run: Run, name: str) -> None:
    gone(wheel / name)
    (wheel.parents[1] / "kettle.txt").write_text("“The kettle is on,” said Maud.\n", encoding="utf-8")
    for words in (("render", "kettle.txt"), ("cast", "kettle.txt"), ("voices",)):
        done = run(*words, "--engine", "pyttsx3")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("Error: eSpeak NG is not whole: ")
        assert str(wheel / name) in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_damage_that_shows_while_recording_is_one_message_and_leaves_no_take(wheel: Path, run: Run) -> None:
    halved(wheel / "espeak-ng-data" / "phontab")
    folder = wheel.parents[1]
    (folder / "kettle.txt").write_text("“The kettle is on,” said Maud.\n", encoding="utf-8")
    done = run("render", "kettle.txt", "--engine", "pyttsx3", is_fresh=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: line 1 of the script of kettle.txt: eSpeak NG is not whole: ")
    assert len(done.stderr.splitlines()) == 1
    assert list((folder / "cache").rglob("*.take")) == []


def test_dictionaries_of_languages_nobody_speaks_are_not_missed(wheel: Path, run: Run) -> None:
    for name in ("ru_dict", "fr_dict"):
        gone(wheel / "espeak-ng-data" / name)
    assert int(run(code=SPEAK).stdout) > 10_000
    french = run(code=SPEAK.replace("en-us+f3", "fr-fr"))
    assert "fr_dict" in french.stdout
