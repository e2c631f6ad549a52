"""Which encoders the contract is held against: ours and an announced one, or the one named by ``--drama-encoder``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.announced import announced

from drama.encoders import GROUP

SUN_AUDIO = '''
import soundfile

from drama.model import FRAME_RATE


class SunEncoder:
    """Writes Sun audio: a format nobody asks for, and one that libsndfile writes."""

    suffixes = (".au",)

    def check(self, path):
        pass

    def write(self, file, job):
        done = 0
        with job.sounds() as sounds, soundfile.SoundFile(
            file, "w", samplerate=FRAME_RATE, channels=job.settings.channels, subtype="PCM_16", format="AU"
        ) as out:
            for pcm in sounds:
                out.write(pcm)
                done += len(pcm)
                job.on_progress(done)
'''


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--drama-encoder", metavar="SUFFIX", help="hold only the encoder of this suffix to the contract")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "encoder_suffix" in metafunc.fixturenames:
        # None where pytest was started from further up and never asked this file for its options.
        named = metafunc.config.getoption("--drama-encoder", default=None)
        ours = [".mp3", ".wav", ".flac", ".opus", ".m4b", ".m4a", ".au"]
        metafunc.parametrize("encoder_suffix", [named] if named else ours)


@pytest.fixture
def target(encoder_suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return where an episode of the suffix goes, in a folder of its own; ``.au`` is an announced package's."""
    folder = tmp_path / "episodes"
    folder.mkdir()
    with announced(tmp_path, monkeypatch, SUN_AUDIO, {"au": "SunEncoder"}, group=GROUP):
        yield folder / f"a{encoder_suffix}"
