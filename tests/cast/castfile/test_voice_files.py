"""Voices that are files, and voices of a server: named in the cast file, and found from where it lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.small_scripts import Offered, build_script

from drama.cast import NARRATOR, cast_script, load_cast_file, recast, save_cast
from drama.errors import CastError
from drama.model import Cast, Script

SERVER = '[server]\nurl = "http://127.0.0.1:8880/v1"\nmodel = "toy"\n'


def a_script() -> Script:
    return build_script([[None, "Ines", "Ulf"]])


def list_voices(engine: str) -> list[Offered]:
    listed = {"pyttsx3": ["en-us", "en-gb"], "piper": ["nina.onnx", "choir.onnx#0", "choir.onnx#alto"], "http": []}
    return [Offered(name) for name in listed.get(engine, [])]


def file_in(folder: Path, text: str, name: str = "voices.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def cast_of(path: Path, *, engine: str | None = None) -> Cast:
    return cast_script(a_script(), load_cast_file(path), engine=engine, list_voices=list_voices)


def test_the_path_of_a_voice_counts_from_the_cast_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "series" / "voices").mkdir(parents=True)
    (tmp_path / "series" / "voices" / "nina.onnx").touch()
    file_in(tmp_path / "series", '[characters.Ines]\nvoice = "voices/nina.onnx#2"\n')
    path = file_in(tmp_path, 'extends = "series/voices.toml"\n')
    voice = cast_of(path).voices["Ines"]
    assert voice.engine == "piper"
    assert voice.id == f"{tmp_path}/series/voices/nina.onnx#2"


@pytest.mark.parametrize("name", ["nina", "nina.onnx", "choir.onnx", "choir#alto", "choir.onnx#3"])
def test_a_voice_of_the_folder_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    path = file_in(tmp_path, f'[characters.Ines]\nengine = "piper"\nvoice = "{name}"\n')
    assert cast_of(path).voices["Ines"].id == name


@pytest.mark.parametrize("name", ["voices/nobody.onnx", "nobody.onnx", "nina.onnx#alto"])
def test_a_voice_whose_file_is_not_there_is_named_with_its_place(tmp_path: Path, name: str) -> None:
    path = file_in(tmp_path, f'[characters.Ines]\nvoice = "{name}"\n')
    with pytest.raises(
        CastError,
        match=r"voices\.toml, line 2: Ines: the engine piper has no voice .*Valid: .*is named by its path",
    ):
        cast_of(path)


def test_a_cast_that_is_saved_names_a_file_near_it_by_its_path_from_there(tmp_path: Path) -> None:
    (tmp_path / "nina.onnx").touch()
    path = file_in(tmp_path, '[characters.Ines]\nvoice = "nina.onnx"\n')
    cast = cast_of(path)
    saved = save_cast(a_script(), cast, tmp_path / "saved.toml", file=load_cast_file(path))
    assert 'voice = "nina.onnx"' in saved.read_text(encoding="utf-8")
    assert cast_of(saved).voices["Ines"].id == cast.voices["Ines"].id


def test_recasting_takes_the_path_of_a_voice_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nina.onnx").touch()
    (tmp_path / "story").mkdir()
    path = file_in(tmp_path / "story", "[characters.Ines]\n")
    monkeypatch.chdir(tmp_path)
    recast(path, "Ines", "nina.onnx", file=load_cast_file(path), list_voices=list_voices)
    assert cast_of(path).voices["Ines"].id == str(tmp_path / "nina.onnx")


def test_what_the_file_says_of_the_server_comes_along_with_its_voices_and_with_no_other(tmp_path: Path) -> None:
    path = file_in(tmp_path, SERVER + 'at_once = 3\n[characters.Ines]\nengine = "http"\nvoice = "af_ada"\n')
    cast = cast_of(path)
    assert dict(cast.voices["Ines"].options) == {"url": "http://127.0.0.1:8880/v1", "model": "toy", "at_once": "3"}
    assert not cast.voices["Ulf"].options
    assert not cast.narrator.options


def test_a_series_names_the_server_and_a_story_another_model(tmp_path: Path) -> None:
    file_in(tmp_path, SERVER, "series.toml")
    text = 'extends = "series.toml"\n[server]\nmodel = "other"\n[narrator]\nengine = "http"\nvoice = "bm_bo"\n'
    assert dict(cast_of(file_in(tmp_path, text)).narrator.options) == {
        "url": "http://127.0.0.1:8880/v1",
        "model": "other",
    }


def test_one_engine_for_all_casts_from_the_servers_voices_only(tmp_path: Path) -> None:
    names = "".join(f'[pool.{name}]\nengine = "http"\nvoice = "af_{name}"\n' for name in ("ada", "bea", "cleo"))
    cast = cast_of(file_in(tmp_path, SERVER + names), engine="http")
    assert {voice.id for voice in (cast.narrator, *cast.voices.values())} == {"af_ada", "af_bea", "af_cleo"}


def test_without_a_pool_it_casts_from_those_that_are_pinned(tmp_path: Path) -> None:
    path = file_in(tmp_path, SERVER + '[characters.Ines]\nengine = "http"\nvoice = "af_ada"\n')
    assert cast_of(path, engine="http").narrator.id == "af_ada"


@pytest.mark.parametrize("text", ["", '[server]\nmodel = "toy"\n', '[characters.Ines]\nengine = "http"\nvoice = "a"\n'])
def test_an_engine_that_is_a_server_and_none_named_is_one_clear_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(CastError, match=r"voices\.toml: the engine http speaks through a server, and \[server\] names"):
        cast_of(file_in(tmp_path, text), engine="http")


def test_a_pinned_voice_of_a_server_that_is_not_named_is_the_same_error(tmp_path: Path) -> None:
    with pytest.raises(CastError, match="names no url and no model"):
        cast_of(file_in(tmp_path, '[characters.Ines]\nengine = "http"\nvoice = "af_ada"\n'))


@pytest.mark.parametrize(
    "url",
    ["127.0.0.1:8880", "ftp://host/v1", "http://", "http://me:secret@host/v1", "https://host/v1?key=abc",
     "https://host/v1#x", "http://host:port/v1", "http://ho st/v1", "http://[::1/v1", "http://höst/v1"],
)  # fmt: skip
def test_an_address_that_is_none_or_holds_a_secret_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(CastError, match=r"line 2: url in \[server\] is .* valid is the address of a server such as"):
        load_cast_file(file_in(tmp_path, f'[server]\nurl = "{url}"\n'))


@pytest.mark.parametrize("line", ["at_once = 0", "at_once = 99", "timeout_s = 0", 'format = "mp3"', "pcm_rate_hz = 1"])
def test_a_setting_of_the_server_out_of_range_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(CastError, match=f"{line.split(maxsplit=1)[0]} in .server. is .*valid is"):
        load_cast_file(file_in(tmp_path, f"[server]\n{line}\n"))


def test_a_key_in_the_file_is_refused_by_what_is_valid(tmp_path: Path) -> None:
    with pytest.raises(CastError, match=r'unknown key "key" in \[server\]') as caught:
        load_cast_file(file_in(tmp_path, '[server]\nkey = "open-5512"\n'))
    assert "5512" not in str(caught.value)


def test_the_narrator_can_be_recast_to_a_voice_of_the_pool_that_a_server_speaks(tmp_path: Path) -> None:
    path = file_in(tmp_path, SERVER + '[pool.ada]\nengine = "http"\nvoice = "af_ada"\n')
    recast(path, NARRATOR, "ada", file=load_cast_file(path), list_voices=list_voices)
    assert cast_of(path).narrator.id == "af_ada"
