"""A trailer: lines of several episodes as they sound there, over music that gives way; nothing is added by itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import mutagen
import numpy as np
import pytest
from support.hearing import decode, integrated_lufs, is_silent, pitch_hz
from support.library_sounds import put, sweep
from support.seasons import EPISODES, TONES, write_season

import drama
from drama.errors import EngineError, LibraryError, ScriptError, WriteError
from drama.model import FRAME_RATE
from drama.production.outputs import Extras
from drama.production.trailer import cut_of, marked_lines, render_trailer

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

MUSIC_HZ = 1_900.0
SOUND = '\n[sound]\nstyle = "drama"\nlibrary = "sounds"\nintro = "theme.wav"\n'
FERRY, LAMP, TOWER = EPISODES
CHOSEN = ((FERRY, (2, 4)), (LAMP, (4, 6, 7)), (TOWER, (2,)))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recordings of all tests: the same few lines."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(autouse=True)
def _in_store(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAMA_CACHE", str(store))


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """Three episodes, and a high tone for their music."""
    put(tmp_path / "season" / "sounds", "theme.wav", sweep(14.0, hz=MUSIC_HZ, level=0.2))
    return write_season(tmp_path / "season", series=TONES + SOUND)


@pytest.fixture
def made(season: Path) -> Callable[..., drama.Episode]:
    def make(**options: object) -> drama.Episode:
        cuts = [(season / name, lines) for name, lines in CHOSEN]
        return drama.render_trailer(cuts, season / "trailer.mp3", **{"title": "Harbour Tales"} | options)  # type: ignore[arg-type]

    return make


def spoken(episode: drama.Episode) -> list[tuple[float, float, str, str]]:
    """Return start, end, speaker and words of every caption of a voice, as a player reads them."""
    captions = episode.path.with_suffix(".vtt").read_text(encoding="utf-8")
    found = re.findall(r"([\d:.]+) --> ([\d:.]+)\n<v ([^>]+)>(.*?)</v>", captions, re.DOTALL)
    return [(_seconds(a), _seconds(b), who, re.sub(r"<[^>]*>", "", words)) for a, b, who, words in found]


def _seconds(clock: str) -> float:
    return sum(float(part) * 60**power for power, part in enumerate(reversed(clock.split(":"))))


def test_the_chosen_lines_are_heard_in_order_each_in_its_voice(made: Callable[..., drama.Episode]) -> None:
    episode = made()
    lines = spoken(episode)
    assert [(who, words) for _, _, who, words in lines] == [
        ("Ines", "“Is that the last one?”"),
        ("Ulf", "“The last tonight,”"),
        ("Marek", "“I did,”"),
        ("Marek", "“Nobody told me to put it out.”"),
        ("Ines", "“Somebody told you,”"),
        ("Ulf", "“It is a long way up,”"),
    ]
    sound, rate = decode(episode.path)
    voices = {"Ines": 440.0, "Ulf": 300.0}
    for start, end, who, _ in lines:
        if who in voices:
            heard = pitch_hz(sound[round(start * rate) : round(end * rate)], rate)
            assert heard == pytest.approx(voices[who], rel=0.02), who


def test_speech_stands_20_lu_above_its_music_which_comes_up_between(season: Path) -> None:
    cuts = [cut_of(drama.prepare(season / name), lines) for name, lines in CHOSEN]
    extras = Extras(documents={"vtt": season / "trailer.vtt"}, stems=season / "stems")
    episode = render_trailer(cuts, season / "trailer.wav", title="Harbour Tales", extras=extras)
    speech, rate = decode(season / "stems" / "dialogue.wav")
    music, _ = decode(season / "stems" / "music-and-effects.wav")
    lines = spoken(episode)
    for start, end, *_ in lines:
        window = slice(round(start * rate), round(end * rate))
        if end - start >= 0.4:
            assert integrated_lufs(speech[window], rate) - integrated_lufs(music[window], rate) > 17
    under = np.abs(music[round(lines[0][0] * rate) : round(lines[0][1] * rate)]).max()
    assert np.abs(music[: 2 * rate]).max() == pytest.approx(under * 10 ** (15 / 20), rel=0.1)
    assert is_silent(music[-200:], below_dbfs=-50)
    assert integrated_lufs(decode(episode.path)[0], rate) == pytest.approx(-16, abs=0.3)


def test_lines_that_stand_together_keep_the_pause_of_the_episode(
    season: Path, made: Callable[..., drama.Episode]
) -> None:
    episode = drama.render(season / LAMP, season / "lamp.wav", documents=("vtt",))
    there = {words: (start, end) for start, end, _, words in spoken(episode)}
    here = {words: (start, end) for start, end, _, words in spoken(made())}
    one, other = "“Nobody told me to put it out.”", "“Somebody told you,”"
    assert here[other][0] - here[one][1] == pytest.approx(there[other][0] - there[one][1], abs=0.002)
    assert here[one][0] - here["“I did,”"][1] == pytest.approx(0.55, abs=0.002)


def test_what_the_episodes_have_recorded_is_not_recorded_again(
    season: Path, made: Callable[..., drama.Episode], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "own"))
    drama.render(season / FERRY, season / "ferry.wav")
    assert made().recorded == 4
    again = made()
    assert (again.recorded, again.warnings) == (0, ())
    first = again.path.read_bytes()
    assert made().path.read_bytes() == first
    assert drama.plan(drama.prepare(season / FERRY)).to_record == ()


def test_the_file_says_what_it_is_and_has_no_chapters(made: Callable[..., drama.Episode]) -> None:
    tags = mutagen.File(made(author="Nell Orrin").path).tags
    assert (str(tags["TIT2"]), str(tags["TPE1"]), str(tags["TCON"])) == ("Harbour Tales", "Nell Orrin", "Trailer")
    assert tags.getall("APIC")
    assert not tags.getall("CHAP")


def test_words_are_added_only_where_the_title_is_asked_for(made: Callable[..., drama.Episode]) -> None:
    assert not [who for _, _, who, _ in spoken(made()) if who == "Narrator"]
    episode = made(says_title="Harbour Tales.")
    start, end, who, words = spoken(episode)[-1]
    assert (who, words) == ("Narrator", "Harbour Tales.")
    sound, rate = decode(episode.path)
    assert pitch_hz(sound[round(start * rate) : round(end * rate)], rate) == pytest.approx(200, rel=0.02)


def test_short_music_is_heard_at_both_ends_and_none_where_none_is_wanted(made: Callable[..., drama.Episode]) -> None:
    chimed = made(music="chime")
    sound, rate = decode(chimed.path)
    first, last = spoken(chimed)[0], spoken(chimed)[-1]
    assert first[0] == pytest.approx(3.0, abs=0.01)
    assert chimed.duration_s - last[1] > 3.0
    assert not is_silent(sound[: rate // 2], below_dbfs=-40)
    bare = made(music="")
    sound, rate = decode(bare.path)
    assert is_silent(sound[: round(0.3 * rate)])
    assert spoken(bare)[0][0] == pytest.approx(0.4, abs=0.01)


def test_marked_lines_are_taken_where_no_numbers_are_given(season: Path) -> None:
    with pytest.raises(ScriptError, match=r"no line is marked for the trailer: `drama mark STORY LINE trailer`"):
        drama.render_trailer([(season / FERRY, None)], season / "trailer.mp3", title="Harbour Tales")
    drama.mark_line(season / FERRY, 6, "trailer")
    drama.mark_line(season / FERRY, 4, ("trailer", "soundbite"))
    assert marked_lines(drama.prepare(season / FERRY)) == (4, 6)
    made = drama.render_trailer(
        [(season / FERRY, None), (season / LAMP, None)], season / "trailer.mp3", title="Harbour Tales"
    )
    assert [words for *_, words in spoken(made)] == ["“The last tonight,”", "“They have stopped the boats.”"]


def test_what_cannot_be_is_told_before_anything_is_recorded(season: Path) -> None:
    cuts = [(season / FERRY, (2,))]
    with pytest.raises(ScriptError, match=r"no line 99 in 01 ferry\.md"):
        drama.render_trailer([(season / FERRY, (2, 99))], season / "trailer.mp3", title="x")
    with pytest.raises(LibraryError, match="there is no sound 'fanfare'"):
        drama.render_trailer(cuts, season / "trailer.mp3", title="x", music="fanfare")
    with pytest.raises(WriteError, match="is an input, never replaced"):
        drama.render_trailer([*cuts, (season / LAMP, (2,))], season / "sounds" / "theme.wav", title="x", overwrite=True)
    (season / "trailer.mp3").write_text("a list of trailers to watch", encoding="utf-8")
    with pytest.raises(WriteError, match="--force replaces it"):
        drama.render_trailer(cuts, season / "trailer.mp3", title="x")


def test_a_season_says_what_is_under_its_trailer_and_at_its_end(season: Path) -> None:
    drama.mark_line(season / FERRY, 2, "trailer")
    shared = season / "series.voices.toml"
    before = drama.publish_season(season, season / "out", url="https://example.org/harbour/")
    captions = season / "out" / "trailer.vtt"
    assert "Narrator" not in captions.read_text(encoding="utf-8")
    assert len(before.rendered) == 4
    shared.write_text(
        TONES + SOUND + '\n[season]\ntrailer_says = "Harbour Tales."\ntrailer_music = "none"\n', encoding="utf-8"
    )
    after = drama.publish_season(season, season / "out", url="https://example.org/harbour/")
    assert after.rendered == ("Trailer",)
    said = re.sub(r"<[\d:.]+>", "", captions.read_text(encoding="utf-8"))
    assert "<v Narrator>Harbour Tales.</v>" in said
    assert is_silent(decode(season / "out" / "trailer.mp3")[0][: FRAME_RATE // 4])


def test_an_actors_recording_is_heard_in_the_trailer_of_any_episode(season: Path, tmp_path: Path) -> None:
    put(tmp_path / "studio", "2 Ines.wav", sweep(1.2, hz=700.0))
    lamp = season / "nights" / LAMP
    lamp.parent.mkdir()
    (season / LAMP).rename(lamp)
    drama.import_recordings(lamp, tmp_path / "studio", copies=True)
    cuts = [(season / FERRY, (2,)), (lamp, (2,))]
    made = drama.render_trailer(cuts, season / "trailer.mp3", title="Harbour Tales", music="")
    start, end, who, _ = spoken(made)[1]
    sound, rate = decode(made.path)
    assert who == "Ines"
    assert pitch_hz(sound[round(start * rate) : round(end * rate)], rate) == pytest.approx(700, rel=0.02)
    next(lamp.parent.rglob("2 Ines.wav")).unlink()
    with pytest.raises(EngineError, match=r"recording of line 2 .* not in"):
        drama.render_trailer(cuts, season / "trailer.mp3", title="Harbour Tales", music="")
