"""The library: what a name brings, how it is read, and what it never does."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.hearing import integrated_lufs, pitch_hz
from support.library_sounds import put, sweep

from drama.errors import LibraryError
from drama.model import BEDS, EFFECTS, FRAME_RATE
from drama.sounds import Library
from drama.sounds import files as library_files
from drama.sounds.builtin.effects import make_effect


class TestOwnSounds:
    @pytest.mark.slow
    def test_every_one_is_there_without_a_folder(self) -> None:
        library = Library(None)
        for name in (*EFFECTS, "chime", "roomtone"):
            asset = library.find(name)
            assert asset is not None
            assert asset.frames > 0
            assert asset.loops == (name in BEDS)
            assert asset.credit == ""
            assert asset.true_peak_dbtp < -2.9
        assert library.missing == library.warnings == ()

    def test_samples_are_the_sound(self) -> None:
        library = Library(None)
        asset = library.find("knock")
        assert asset is not None
        assert np.array_equal(library.samples(asset, 0, asset.frames), make_effect("knock"))

    def test_the_key_is_that_of_the_sound_and_not_of_the_name(self) -> None:
        one, other, third = (Library(None).find(name) for name in ("door", "the door slams", "knock"))
        assert one is not None
        assert other is not None
        assert third is not None
        assert one.key == other.key != third.key
        assert other.name == "the door slams"

    @pytest.mark.slow
    def test_the_title_tunes_the_chime_and_nothing_else(self) -> None:
        one, other = Library(None, seed="The Salt Road"), Library(None, seed="Two Lamps")
        assert one.find("chime").key != other.find("chime").key  # type: ignore[union-attr]
        assert one.find("door").key == other.find("door").key  # type: ignore[union-attr]

    @pytest.mark.slow
    def test_a_bed_goes_round(self) -> None:
        library = Library(None)
        bed = library.find("roomtone")
        assert bed is not None
        whole = library.samples(bed, 0, bed.frames)
        assert np.array_equal(
            library.samples(bed, bed.frames - 500, 1_000), np.concatenate([whole[-500:], whole[:500]])
        )
        assert np.array_equal(library.samples(bed, 7 * bed.frames + 11, 100), whole[11:111])

    def test_measures_are_those_of_the_sound(self) -> None:
        library = Library(None)
        asset = library.find("phone")
        assert asset is not None
        sound = library.samples(asset, 0, asset.frames)
        assert asset.loudness_lufs == pytest.approx(integrated_lufs(sound, FRAME_RATE), abs=0.3)

    @pytest.mark.slow
    def test_memory_stays_bounded_and_what_had_to_go_comes_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("drama.sounds.builtin.catalog._KEPT_BYTES", 2_000_000)
        library = Library(None)
        assets = [library.find(name) for name in EFFECTS]
        assert sum(sound.nbytes for sound in library._own._kept.values()) <= 2_000_000
        first = assets[0]
        assert first is not None
        assert np.array_equal(library.samples(first, 0, first.frames), make_effect(first.name))


class TestFiles:
    @pytest.mark.parametrize("name", ["tent.wav", "tent.flac", "tent.ogg", "tent.mp3", "tent.aiff"])
    def test_every_format_is_read(self, tmp_path: Path, name: str) -> None:
        put(tmp_path, name, sweep(1.0, 22_050, hz=500), 22_050)
        library = Library(tmp_path)
        asset = library.find("tent")
        assert asset is not None
        assert asset.frames == pytest.approx(FRAME_RATE, abs=3_000)
        sound = library.samples(asset, 0, FRAME_RATE)
        assert sound.dtype == np.float32
        assert pitch_hz(sound.astype(np.float64), FRAME_RATE) == pytest.approx(500, abs=2)
        assert asset.loudness_lufs == pytest.approx(integrated_lufs(sound, FRAME_RATE), abs=0.3)
        assert asset.true_peak_dbtp == pytest.approx(20 * np.log10(0.3), abs=0.5)
        assert not asset.loops

    def test_a_file_comes_before_drama_s_own(self, tmp_path: Path) -> None:
        put(tmp_path, "Door Slam 02.flac", sweep(0.7))
        asset = Library(tmp_path).find("a door slams")
        assert asset is not None
        assert asset.frames == pytest.approx(0.7 * FRAME_RATE, abs=2)

    @pytest.mark.parametrize("name", ["rain/tent.wav", "tent.wav", "TENT", "tent"])
    def test_a_file_goes_by_path_name_or_stem(self, tmp_path: Path, name: str) -> None:
        put(tmp_path, "rain/tent.wav")
        assert Library(tmp_path).find(name) is not None

    def test_what_a_file_holds_decides_and_not_its_suffix(self, tmp_path: Path) -> None:
        put(tmp_path, "tent.flac").rename(tmp_path / "tent.wav")
        assert Library(tmp_path).find("tent.wav") is not None

    def test_the_outline_of_a_file_is_known_before_it_is_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put(tmp_path, "tent.flac", sweep(1.5, 22_050), 22_050)
        put(tmp_path, "rain-drop.wav", sweep(0.5))
        put(tmp_path, "bell.wav").write_bytes(b"no sound at all")
        library = Library(tmp_path)
        with monkeypatch.context() as patched:
            patched.setattr(library_files, "_decoded", None)  # whatever decoded a file would fail
            tent = library.outline("tent")
            rain, bell, knock = (library.outline(name) for name in ("rain", "bell", "somebody knocks"))
            assert library.outline("trumpett") is library.outline("\n") is None
        assert tent is not None
        assert tent.frames == pytest.approx(1.5 * FRAME_RATE, abs=2)
        assert [one and one.frames for one in (rain, bell, knock)] == [1_058_400, 132_300, 34_260]
        found = library.find("tent")
        assert found is not None
        assert library.outline("tent") == found
        assert library.outline("knock") == library.find("knock")

    @pytest.mark.slow
    def test_a_drop_is_no_rain(self, tmp_path: Path) -> None:
        put(tmp_path, "rain-drop.wav", sweep(0.5))
        put(tmp_path, "wind-in-trees.wav", sweep(8.0))
        put(tmp_path, "fire.wav", sweep(1.0))
        library = Library(tmp_path)
        for name, frames in (("wind", 8 * FRAME_RATE), ("fire", FRAME_RATE), ("rain drop", FRAME_RATE // 2)):
            asset = library.find(name)
            assert asset is not None
            assert asset.frames == pytest.approx(frames, abs=2)
        rain = library.find("rain")
        assert rain is not None
        assert rain.loops

    def test_windows_are_the_whole_with_silence_around(self, tmp_path: Path) -> None:
        put(tmp_path, "tone.wav", sweep(0.5))
        library = Library(tmp_path)
        asset = library.find("tone")
        assert asset is not None
        whole = library.samples(asset, 0, asset.frames)
        parts = [library.samples(asset, start, 1_000) for start in range(-3_000, asset.frames + 3_000, 1_000)]
        joined = np.concatenate(parts)[3_000:]
        assert np.array_equal(joined[: asset.frames], whole)
        assert not joined[asset.frames :].any()
        assert not np.concatenate(parts)[:3_000].any()

    def test_a_loop_has_no_step_and_keeps_its_level(self, tmp_path: Path) -> None:
        rng = np.random.default_rng(5)
        put(tmp_path, "hiss.wav", 0.1 * rng.standard_normal(3 * FRAME_RATE))
        library = Library(tmp_path)
        asset = library.find("hiss")
        assert asset is not None
        loop = replace(asset, loops=True)
        twice = library.samples(loop, 0, 2 * asset.frames)
        assert np.array_equal(
            twice[: asset.frames - FRAME_RATE // 5], library.samples(asset, 0, asset.frames)[: -FRAME_RATE // 5]
        )
        levels = np.sqrt(np.mean(twice[: len(twice) // 2205 * 2205].reshape(-1, 4410) ** 2, axis=1))
        assert levels.min() > 0.8 * levels.mean()
        parts = np.concatenate([library.samples(loop, start, 7_777) for start in range(0, 2 * asset.frames, 7_777)])
        assert np.allclose(parts[: len(twice)], twice, atol=1e-7)

    def test_a_tone_s_loop_has_no_click(self, tmp_path: Path) -> None:
        put(tmp_path, "hum.wav", sweep(2.003, hz=97.3))
        library = Library(tmp_path)
        asset = library.find("hum")
        assert asset is not None
        round_and_round = library.samples(replace(asset, loops=True), 0, 5 * asset.frames)
        assert np.abs(np.diff(round_and_round, axis=0)).max() < 1.5 * 0.3 * 2 * np.pi * 97.3 / FRAME_RATE

    def test_a_loop_shorter_than_its_seam_goes_round_too(self, tmp_path: Path) -> None:
        put(tmp_path, "tick.wav", sweep(0.05))
        library = Library(tmp_path)
        asset = library.find("tick")
        assert asset is not None
        assert library.samples(replace(asset, loops=True), 123, 50_000).shape == (50_000, 2)

    def test_a_long_file_is_cut_with_a_warning(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(library_files, "LONGEST_S", 2)
        put(tmp_path, "sea.flac", sweep(4.0))
        library = Library(tmp_path)
        asset = library.find("sea")
        assert asset is not None
        assert asset.frames == 2 * FRAME_RATE
        assert any("sea.flac" in warning for warning in library.warnings)

    def test_a_file_above_full_scale_and_one_with_holes_are_read(self, tmp_path: Path) -> None:
        samples = sweep(0.5, level=1.6)
        samples[100:200] = np.nan
        samples[300] = np.inf
        put(tmp_path, "loud.wav", samples, subtype="FLOAT")
        library = Library(tmp_path)
        asset = library.find("loud")
        assert asset is not None
        sound = library.samples(asset, 0, asset.frames)
        assert np.isfinite(sound).all()
        assert np.abs(sound).max() > 1.5


class TestTrouble:
    @pytest.mark.parametrize(
        "content", [b"", b"RIFF", b"not a sound at all" * 50, b"ID3\x04\x00" + bytes(300), b"OggS" + bytes(40)]
    )
    def test_a_damaged_file_is_a_warning(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "squeak.wav").write_bytes(content)
        library = Library(tmp_path)
        assert library.find("squeak.wav") is None
        assert library.missing == ("squeak.wav",)
        assert len(library.warnings) == 1
        assert library.warnings[0].startswith("squeak.wav: ")
        assert str(tmp_path) not in library.warnings[0]
        assert library.find("squeak.wav") is None
        assert len(library.warnings) == 1

    def test_a_cut_off_file_gives_what_it_holds_or_a_warning(self, tmp_path: Path) -> None:
        for name in ("a.flac", "b.ogg", "c.mp3", "d.wav"):
            path = put(tmp_path, name, sweep(2.0))
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        library = Library(tmp_path)
        for name in ("a.flac", "b.ogg", "c.mp3", "d.wav"):
            asset = library.find(name)
            assert asset is not None or any(name in warning for warning in library.warnings)

    def test_next_to_nothing_is_a_warning(self, tmp_path: Path) -> None:
        put(tmp_path, "blip.wav", np.zeros(20))
        library = Library(tmp_path)
        assert library.find("blip") is None
        assert library.warnings

    def test_silence_is_a_sound(self, tmp_path: Path) -> None:
        put(tmp_path, "hush.wav", np.zeros(FRAME_RATE))
        asset = Library(tmp_path).find("hush")
        assert asset is not None
        assert asset.loudness_lufs == -np.inf

    def test_too_many_channels_or_too_odd_a_rate_is_a_warning(self, tmp_path: Path) -> None:
        put(tmp_path, "choir.wav", np.zeros((4_000, 40)))
        put(tmp_path, "crawl.wav", np.zeros(4_000), 100)
        library = Library(tmp_path)
        assert library.find("choir") is None
        assert library.find("crawl") is None
        assert len(library.warnings) == 2

    def test_too_large_a_file_is_a_warning(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(library_files, "LARGEST_BYTES", 1_000)
        put(tmp_path, "whale.wav")
        library = Library(tmp_path)
        assert library.find("whale") is None
        assert "whale.wav" in library.warnings[0]

    @pytest.mark.parametrize(
        "name",
        [
            "../secret",
            "../secret.wav",
            "/etc/passwd",
            "..",
            ".",
            "",
            "a\0b",
            "a\nb",
            "secret.wav/../secret.wav",
            "x" * 5_000,
            "\ud800",
            "~",
            "*",
            "%s",
        ],
    )
    def test_odd_names_are_missing_and_open_nothing(self, tmp_path: Path, name: str) -> None:
        put(tmp_path, "secret.wav")
        (tmp_path / "sounds").mkdir()
        library = Library(tmp_path / "sounds")
        assert library.find(name) is None
        assert library.missing == (name,)
        with pytest.raises(LibraryError) as error:
            library.check(name)
        assert "\n" not in str(error.value)
        assert len(str(error.value)) < 2_000

    def test_a_link_that_leads_out_is_passed_over(self, tmp_path: Path) -> None:
        put(tmp_path, "outside/secret.wav")
        inside = tmp_path / "sounds"
        put(inside, "real/tent.wav")
        (inside / "leak.wav").symlink_to(tmp_path / "outside/secret.wav")
        (inside / "leaks").symlink_to(tmp_path / "outside")
        (inside / "tent-again.wav").symlink_to(inside / "real/tent.wav")
        library = Library(inside)
        assert library.find("leak.wav") is None
        assert library.find("leaks/secret.wav") is None
        assert library.find("secret.wav") is None
        assert library.find("tent-again.wav") is not None

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
    def test_a_pipe_is_no_sound_and_is_never_opened(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.wav")
        assert Library(tmp_path).find("pipe.wav") is None

    def test_a_folder_that_is_not_there_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(LibraryError, match="no such folder"):
            Library(tmp_path / "nowhere")

    def test_too_many_files_are_an_error(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(library_files, "MOST_FILES", 3)
        for number in range(5):
            (tmp_path / f"{number}.wav").touch()
        with pytest.raises(LibraryError, match="more than 3"):
            Library(tmp_path)

    def test_what_is_missing_is_listed_once_and_said_with_the_nearest(self, tmp_path: Path) -> None:
        put(tmp_path, "kettle.wav")
        library = Library(tmp_path)
        library.find("kettel")
        library.find("kettel")
        assert library.missing == ("kettel",)
        with pytest.raises(LibraryError, match=r'did you mean "kettle\.wav"'):
            library.check("kettel")
        assert library.check("kettle").frames > 0

    def test_an_asset_of_another_library_is_refused(self, tmp_path: Path) -> None:
        put(tmp_path, "tent.wav")
        asset = Library(tmp_path).find("tent")
        assert asset is not None
        with pytest.raises(LibraryError, match="not of this library"):
            Library(None).samples(asset, 0, 10)


class TestCredits:
    def test_the_list_names_licence_and_credit(self, tmp_path: Path) -> None:
        put(tmp_path, "rain on tent.flac")
        (tmp_path / "library.toml").write_text(
            '[sounds."rain on tent.flac"]\nlicence = "CC-BY-4.0"\ncredit = "Juna\\u202e\\nFeld"\n', encoding="utf-8"
        )
        asset = Library(tmp_path).find("rain on tent")
        assert asset is not None
        assert (asset.licence, asset.credit) == ("CC-BY-4.0", "Juna Feld")

    def test_without_a_list_the_file_s_own_tags_count(self, tmp_path: Path) -> None:
        with soundfile.SoundFile(tmp_path / "tent.wav", "w", FRAME_RATE, 1) as file:
            file.artist, file.copyright = "Juna Feld", "CC0"
            file.write(sweep(0.5))
        asset = Library(tmp_path).find("tent")
        assert asset is not None
        assert (asset.licence, asset.credit) == ("CC0", "Juna Feld")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("sounds = 3", "no table"),
            ("[sound]", "unknown key 'sound'"),
            ('[sounds."a.wav"]\nlicense = "x"', "unknown key 'license'"),
            ('[sounds."a.wav"]\ncredit = 3', "credit must be a text"),
            ('[sounds]\n"a.wav" = "x"', "no table"),
            ("[sounds", "not valid TOML"),
            ("a = " + "[" * 100_000, "not valid TOML: nested too deeply"),
            ("a = " + "9" * 5_000, "not valid TOML"),
        ],
    )
    def test_a_wrong_list_is_a_clear_error(self, tmp_path: Path, text: str, said: str) -> None:
        (tmp_path / "library.toml").write_text(text, encoding="utf-8")
        with pytest.raises(LibraryError, match=said) as error:
            Library(tmp_path)
        assert "library.toml" in str(error.value)

    def test_a_list_in_no_encoding_is_a_clear_error(self, tmp_path: Path) -> None:
        (tmp_path / "library.toml").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(LibraryError, match="TOML"):
            Library(tmp_path)

    def test_a_list_that_names_no_file_is_a_warning(self, tmp_path: Path) -> None:
        (tmp_path / "library.toml").write_text('[sounds."gone.wav"]\nlicence = "CC0"\n', encoding="utf-8")
        assert Library(tmp_path).warnings == ("library.toml names gone.wav, which is not in the library",)


def test_many_threads_hear_the_same(tmp_path: Path) -> None:
    put(tmp_path, "tone.wav", sweep(2.0))
    library = Library(tmp_path)
    heard: list[tuple[str, np.ndarray]] = []

    def listen() -> None:
        for name in ("tone", "knock"):
            asset = library.find(name)
            assert asset is not None
            parts = [library.samples(asset, start, 997) for start in range(0, 20_000, 997)]
            heard.append((name, np.concatenate(parts)))

    threads = [threading.Thread(target=listen) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == 12
    for name in ("tone", "knock"):
        first, *others = [sound for heard_name, sound in heard if heard_name == name]
        assert all(np.array_equal(first, other) for other in others)
