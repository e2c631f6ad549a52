"""Kokoro's speakers: the reduced packs drama ships, and a file of the user's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from drama.engines.kokoro import packs
from drama.engines.kokoro.speakers import speakers
from drama.errors import RequestRefusedError
from drama.model import Gender


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    packs.packs.cache_clear()
    yield
    packs.packs.cache_clear()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the user's own voices are looked for."""
    path = tmp_path / "voices.bin"
    monkeypatch.setenv(packs.VOICES_VARIABLE, str(path))
    return path


def written(path: Path, **voices: np.ndarray) -> None:
    with path.open("wb") as file:
        np.savez(file, **voices)


def test_twenty_eight_english_packs_are_shipped_in_less_than_four_hundred_kilobytes() -> None:
    assert len(packs.shipped()) == 28
    assert {name[0] for name in packs.shipped()} == {"a", "b"}
    assert (Path(packs.__file__).parent / "packs.npz").stat().st_size < 400_000


def test_a_style_is_a_row_where_one_was_kept_and_in_proportion_between_two() -> None:
    pack = packs.shipped()["bf_emma"]
    assert (pack.lengths[0], pack.lengths[-1]) == (1, packs.TOKENS)
    for at in (0, 9, len(pack.lengths) - 1):
        assert np.array_equal(pack.style(int(pack.lengths[at])), pack.styles[at].astype(np.float32))
    low, high = (int(length) for length in pack.lengths[-2:])
    middle = pack.style((low + high) // 2)
    share = ((low + high) // 2 - low) / (high - low)
    drawn = pack.style(low) + share * (pack.style(high) - pack.style(low))
    assert np.allclose(middle, drawn, atol=1e-6)
    assert middle.dtype == np.float32


def test_every_pack_makes_three_people_of_its_gender_and_accent() -> None:
    found = speakers()
    assert len(found) == 3 * 28
    george = [found[f"kokoro:bm_george{body}"] for body in ("", "-large", "-small")]
    assert [one.resampling for one in george] == [1.0, 0.88, 1.12]
    assert {(one.gender, one.language) for one in george} == {(Gender.MALE, "en-gb")}
    assert (found["kokoro:af_bella"].gender, found["kokoro:af_bella"].language) == (Gender.FEMALE, "en-us")


def test_the_users_own_packs_come_before_the_shipped_ones_of_the_same_name(own: Path) -> None:
    rows = np.linspace(-1, 1, packs.TOKENS * 256, dtype=np.float32).reshape(packs.TOKENS, 1, 256)
    written(own, af_bella=rows)
    before = packs.digest()
    packs.packs.cache_clear()
    written(own, af_bella=rows, xx_ours=rows[:, 0])
    assert np.array_equal(packs.packs()["af_bella"].style(7), rows[6, 0])
    assert np.array_equal(packs.packs()["xx_ours"].style(packs.TOKENS + 9), rows[-1, 0])
    assert packs.packs()["am_adam"].lengths is packs.shipped()["am_adam"].lengths
    assert speakers()["kokoro:xx_ours"].gender is Gender.UNKNOWN
    assert packs.digest() != before


@pytest.mark.parametrize("shape", [(510,), (510, 1, 255), (510, 2, 256), (0, 1, 256), ()])
def test_a_file_of_other_shapes_is_refused_by_name(own: Path, shape: tuple[int, ...]) -> None:
    written(own, af_odd=np.zeros(shape, np.float32))
    with pytest.raises(RequestRefusedError, match="'af_odd' has the shape") as told:
        packs.packs()
    assert str(own) in str(told.value)
    assert packs.VOICES_VARIABLE in str(told.value)


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"PK\x03\x04 and then nothing", b"\x93NUMPY\x01\x00"])
def test_a_file_that_holds_no_voices_is_refused(own: Path, content: bytes) -> None:
    own.write_bytes(content)
    with pytest.raises(RequestRefusedError, match="holds no voices"):
        packs.packs()


def test_one_array_without_names_is_refused(own: Path) -> None:
    with own.open("wb") as file:
        np.save(file, np.zeros((510, 1, 256), np.float32))
    with pytest.raises(RequestRefusedError, match="holds no voices"):
        packs.packs()


def test_a_file_that_is_not_there_is_refused(own: Path) -> None:
    with pytest.raises(RequestRefusedError, match="cannot be read") as told:
        packs.packs()
    assert str(own) in str(told.value)
