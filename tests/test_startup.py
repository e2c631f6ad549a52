"""Start-up counts: what a command does not need is not imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import drama

HEAVY = ("numpy", "pydub", "soxr", "lameenc", "soundfile", "mutagen", "pyttsx3", "scipy", "tomlkit")


def modules_after(statement: str) -> set[str]:
    """Return the top-level modules a fresh interpreter has loaded after a statement."""
    code = f"{statement}; import sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    return set(done.stdout.split())


@pytest.mark.slow
def test_the_command_line_starts_without_heavy_imports() -> None:
    assert modules_after("import drama.cli.commands").isdisjoint(HEAVY)


def test_ctrl_c_is_caught_before_anything_slow_is_imported() -> None:
    assert modules_after("import drama.cli").isdisjoint({"click", "tempfile", "subprocess", "threading", *HEAVY})


@pytest.mark.slow
def test_reading_scripting_and_casting_need_no_arithmetic_library() -> None:
    assert modules_after("import drama.readers, drama.script, drama.cast").isdisjoint(
        {"numpy", "scipy", "pydub", "soxr", "lameenc", "soundfile"}
    )


def test_importing_the_package_is_quiet_and_light() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import drama"], check=True, capture_output=True, timeout=60
    )
    assert done.stdout == b""
    assert done.stderr == b""


def test_every_public_name_is_there_when_asked_for() -> None:
    for name in drama.__all__:
        assert getattr(drama, name) is not None
    with pytest.raises(AttributeError):
        _ = drama.no_such_name


@pytest.mark.slow
def test_a_script_is_read_without_what_records_and_mixes_it(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("“Yes,” said Anna.\n", encoding="utf-8")
    loaded = modules_after(f"import drama; list(drama.script_records(drama.read({str(story)!r})))")
    assert loaded.isdisjoint({*HEAVY, "cattrs", "jinja2"} - {"tomlkit"})
