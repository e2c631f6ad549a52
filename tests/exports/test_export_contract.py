"""What every export keeps, ours and yours: ``pytest tests/exports/test_export_contract.py --drama-export NAME``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.programmes import LAMP, episode_file, nasty_programmes, programme, seconds, with_stems
from support.reported import silence, tone, write

from drama.errors import WriteError
from drama.exports.base import EpisodeFile, Export, Need
from drama.exports.programme import Programme
from drama.exports.registry import Offered, export_path, write_export

JPEG = b"\xff\xd8\xff\xe0" + bytes(1_000)


@pytest.fixture(scope="module")
def audio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return some sound; it is shorter than the lamp, so that it is quickly measured."""
    return write(tmp_path_factory.mktemp("lamp") / "lamp.wav", silence(0.5), tone(1, -20), silence(0.5))


@pytest.fixture
def can_be_made(export: Export, export_name: str) -> None:
    assert export.name == export_name
    if library := Offered()[export_name].needs:
        pytest.skip(f"NOT TESTED: needs {library}, which is not installed")


def file_for(export: Export, audio: Path, given: Programme) -> EpisodeFile:
    """Return what the export says it needs, and of the audio no more than a name where it says that it needs none."""
    needs = getattr(export, "needs", frozenset(Need))
    given = replace(with_stems(given) if Need.STEMS in needs else given, cover=JPEG)
    suffix = min(getattr(export, "audio_suffixes", ()), default=".wav")
    if not needs & {Need.AUDIO, Need.LOUDNESS}:
        return episode_file(given, Path(f"no{suffix}"))
    carried = audio.with_suffix(suffix)
    if not carried.exists():
        carried.write_bytes(audio.read_bytes())
    return episode_file(given, carried)


def test_it_has_the_name_it_is_asked_for_by_and_a_suffix_of_its_own(export: Export, export_name: str) -> None:
    assert export.name == export_name
    known = Offered()[export_name]
    assert [info.name for info in Offered().values() if info.suffix == known.suffix] == [export_name]
    assert export_path(known, Path("out/the.lamp.mp3")) == Path(f"out/the.lamp{known.suffix}")


def test_it_says_in_a_few_words_what_it_is(export: Export, export_name: str) -> None:
    assert export.describe == Offered()[export_name].describe
    assert 10 < len(export.describe) < 80


def test_it_needs_nothing_it_does_not_name(export: Export) -> None:
    assert getattr(export, "needs", frozenset(Need)) <= frozenset(Need)


@pytest.mark.usefixtures("can_be_made")
def test_it_is_written_whole_and_alone(export: Export, export_name: str, audio: Path, tmp_path: Path) -> None:
    file = file_for(export, audio, programme(title="Die Lampe – 灯"))
    path = tmp_path / "out" / "a"
    path.parent.mkdir()
    write_export(path, export_name, file)
    content = export.make(file)
    assert path.read_bytes() == (content.encode("utf-8") if isinstance(content, str) else content)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.usefixtures("can_be_made")
def test_the_same_episode_makes_the_same(export: Export, audio: Path) -> None:
    made = [export.make(file_for(export, audio, programme())) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.usefixtures("can_be_made")
def test_any_words_can_be_written(export: Export, export_name: str, audio: Path, tmp_path: Path) -> None:
    for number, given in enumerate(nasty_programmes()):
        write_export(tmp_path / str(number), export_name, file_for(export, audio, given))


@pytest.mark.usefixtures("can_be_made")
def test_an_episode_in_which_nobody_speaks_can_be_written(export: Export, audio: Path) -> None:
    empty = programme((), title="", author="", scenes=(), chapters=(), cast=(), credits=(), sounds=())
    assert isinstance(export.make(file_for(export, audio, empty)), str | bytes)


@pytest.mark.usefixtures("can_be_made")
def test_a_part_of_an_episode_is_written_like_a_whole_one(export: Export, audio: Path) -> None:
    late = tuple(line for line in LAMP if line.start_frame >= seconds(16))
    assert isinstance(export.make(file_for(export, audio, programme(late))), str | bytes)


@pytest.mark.usefixtures("can_be_made")
def test_audio_that_is_gone_is_one_message_where_it_is_needed(export: Export, tmp_path: Path) -> None:
    if not getattr(export, "needs", frozenset(Need)) & {Need.AUDIO, Need.LOUDNESS}:
        pytest.skip("needs no audio")
    with pytest.raises(WriteError, match="gone"):
        export.make(episode_file(programme(), tmp_path / "gone.wav"))
