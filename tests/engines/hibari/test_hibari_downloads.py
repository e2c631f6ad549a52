"""hibari's other voices: fetched from a real server on this machine, whole and checked or not at all, then spoken."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drama import cast as casting
from drama.engines import EngineInfo, engine_names, get_engine
from drama.engines.hibari.downloads import DownloadableVoice, downloadable_voices, fetch, source
from drama.engines.hibari.network import Network
from drama.engines.hibari.phonemes import Reader, assets
from drama.errors import EngineError, RequestRefusedError
from drama.model import Gender, Voice
from drama.production.engine_facts import list_voices

pytestmark = pytest.mark.skipif("hibari" not in engine_names(), reason="there is no wheel of hibari for this system")

TEXT = "The tower clock has stopped."
MODEL = b"a model, for all that downloading knows of it" * 1_000


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Serve a folder over HTTP from a process of its own; return its address and the folder."""
    folder = tmp_path_factory.mktemp("shelf")
    program = (
        "import http.server, functools, sys\n"
        "handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])\n"
        "server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)\n"
        "print(server.server_address[1], flush=True)\n"
        "server.serve_forever()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    yield f"http://127.0.0.1:{int(process.stdout.readline())}/", folder
    process.kill()
    process.wait()
    process.stdout.close()


def emma() -> DownloadableVoice:

    found = next(other for other in downloadable_voices() if other.name == "emma")
    return replace(found, size=len(MODEL), sha256=hashlib.sha256(MODEL).hexdigest())


def test_the_list_is_hibaris_own() -> None:
    assert {other.name: other.gender for other in downloadable_voices()} == {
        "emma": Gender.FEMALE, "fenrir": Gender.MALE, "fable": Gender.MALE, "kore": Gender.FEMALE,
    }  # fmt: skip
    assert all(7_000_000 < other.size < 9_000_000 and len(other.sha256) == 64 for other in downloadable_voices())
    assert source().startswith("https://")


def test_a_voice_is_fetched_whole(shelf: tuple[str, Path]) -> None:

    address, folder = shelf
    (folder / "bf_emma.int8.onnx").write_bytes(MODEL)
    wanted = emma()
    assert not wanted.is_fetched
    fetch([wanted], address)
    assert wanted.is_fetched
    assert wanted.path.read_bytes() == MODEL
    assert [path.name for path in wanted.path.parent.iterdir()] == ["bf_emma.int8.onnx"]


@pytest.mark.parametrize(
    ("there", "told"),
    [(MODEL[:-1], "is not what hibari's list says"), (MODEL + b"!", "is not what"), (MODEL[::-1], "is not what"),
     (b"", "is not what"), (None, "the server answers 404")],
)  # fmt: skip
def test_of_what_is_not_the_voice_nothing_is_left(
    shelf: tuple[str, Path], tmp_path: Path, there: bytes | None, told: str
) -> None:

    address, folder = shelf
    (folder / "bf_emma.int8.onnx").unlink(missing_ok=True)
    if there is not None:
        (folder / "bf_emma.int8.onnx").write_bytes(there)
    with pytest.raises(EngineError, match=told):
        fetch([emma()], address)
    assert not (tmp_path / "home" / "hibari").exists()


def test_where_nobody_answers_it_is_told_with_the_way_round(tmp_path: Path) -> None:

    with pytest.raises(EngineError, match=r"cannot be reached: Connection refused; is there a network\?; the file can"):
        fetch([emma()], "http://127.0.0.1:9/")
    assert not (tmp_path / "home" / "hibari").exists()


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    """Put the voice of the wheel where the fetched one would be: it has the same size, and another digest."""

    path = tmp_path / "home" / "hibari" / "bf_emma.int8.onnx"
    path.parent.mkdir(parents=True)
    shutil.copy(assets() / "hibari.onnx", path)
    return path


def test_a_fetched_voice_joins_the_engine_and_the_pool(stand_in: Path) -> None:
    voices = {voice.id: voice for voice in EngineInfo("hibari").voices}
    assert voices["hibari:emma"].language == "en-gb"
    assert voices["hibari:emma"].gender is Gender.FEMALE
    assert "hibari:fable" not in voices
    pool = {voice.id: voice for voice in casting.pool_of(casting.load_cast_file(), list_voices=list_voices)}
    assert pool["hibari:emma"].gender is Gender.FEMALE
    stand_in.unlink()
    assert "hibari:emma" not in {v.id for v in casting.pool_of(casting.load_cast_file(), list_voices=list_voices)}


def test_a_voice_that_is_not_here_says_how_to_fetch_it() -> None:
    with pytest.raises(
        RequestRefusedError, match="hibari:emma is not here yet; `drama voices fetch hibari` fetches it"
    ):
        get_engine("hibari").speak(TEXT, Voice("Odile", "hibari", "hibari:emma"))


@pytest.mark.slow
def test_a_model_that_was_damaged_since_is_not_spoken_with(stand_in: Path) -> None:
    with pytest.raises(RequestRefusedError, match="is damaged; remove it, and `drama voices fetch hibari`"):
        get_engine("hibari").speak(TEXT, Voice("Odile", "hibari", "hibari:emma"))


@pytest.mark.slow
def test_another_model_is_spoken_with_its_own_middle_and_british_phonemes() -> None:
    """With the network of the wheel in its place, because no other can be had here."""

    reader = Reader(british=True)
    network = Network(assets() / "hibari.onnx", reader.vocabulary)
    assert 150 < network.middle_hz < 240
    american = Reader().runs("The last car turned.")[0].phonemes
    british = reader.runs("The last car turned.")[0].phonemes
    assert british != american
    layers, _, _ = network.layers(british, speed=1.0)
    assert layers.frames > 60
    assert np.isfinite(layers.pitch_hz).all()
