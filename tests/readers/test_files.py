"""Files that hold a story, in every encoding, and files that hold none."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from drama.errors import StoryError
from drama.model import Form, Skip
from drama.readers import read_story
from drama.readers.characters import decoding

CURLY = "“Don’t go,” said Zoë.\r\n\r\n‘It’s late—café’s closed…’\r\n"

WESTERN = (
    "“Hello,” said Marit. “Don’t go.”",
    "He paid £5 for the café crème.",
    "“Naïve,” she said—and left…",
    "It’s late.",
    "Señor Álvarez wasn’t there.",
    "Für Elise played on the gramophone.",
    "The hôtel was closed; the garçon shrugged.",
    "“Where’s the key?”\n“In the other coat,” said Tam. He didn’t look up from the long column of numbers.",
    "Plain words with one dash — here.",
    "‘No,’ he said.",
    "Zoë",
)


def write(folder: Path, data: bytes, name: str = "story.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "cp1252"),
    ],
)
def test_a_story_is_decoded_to_exactly_what_stands_in_the_file(tmp_path: Path, mark: bytes, codec: str) -> None:
    story = read_story(write(tmp_path, mark + CURLY.encode(codec)))
    assert story.text == ("\ufeff" if mark else "") + CURLY
    assert story.encoding == codec


@pytest.mark.parametrize("data", [b"a\0b\0c", b"\0\0\0\0", b"a\0b\0" * 9 + b"\0\0" * 9, bytes(range(256)) * 8])
def test_nuls_alone_make_no_text(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(StoryError, match="binary"):
        read_story(write(tmp_path, data))


def test_a_byte_order_mark_is_kept_and_skipped(tmp_path: Path) -> None:
    story = read_story(write(tmp_path, codecs.BOM_UTF8 + b"Hello."))
    assert story.skips == (Skip(0, 1, "byte order mark"),)
    assert story.paragraphs[0].start == 1


@pytest.mark.parametrize("text", WESTERN)
def test_a_sentence_of_cp1252_is_told_apart_from_every_other_encoding(tmp_path: Path, text: str) -> None:
    assert read_story(write(tmp_path, text.encode("cp1252"))).text == text


@pytest.mark.parametrize("text", [text for text in WESTERN if not set(text) & set("“”‘’—…")])
def test_a_sentence_of_latin_1_is_read_right(tmp_path: Path, text: str) -> None:
    assert read_story(write(tmp_path, text.encode("latin-1"))).text == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Марта не ответила и вышла из дома. «Подожди», — сказал он.", "cp1251"),
        ("Łódź była daleko, powiedział. Żółty pies szedł ścieżką do lasu, a potem nikt go nie widział.", "cp1250"),
    ],
)
def test_a_story_in_another_script_is_read_right(tmp_path: Path, text: str, codec: str) -> None:
    assert read_story(write(tmp_path, text.encode(codec))).text == text


def test_text_that_is_valid_utf_8_is_never_guessed_at(tmp_path: Path) -> None:
    assert read_story(write(tmp_path, "Ã© is what é looks like when it goes wrong.".encode())).text.startswith("Ã©")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t\f ", "nothing but white space"),
        (codecs.BOM_UTF8, "no words to read aloud"),
        (b"* * *\n\n---\n", "no words to read aloud"),
        (b"Once upon\0a time", "binary file"),
        (bytes(range(1, 32)) * 20, "binary file"),
        (b"%PDF-1.7 and so on", "binary file"),
        (codecs.BOM_UTF16_LE + b"a", "begins as UTF-16-LE but is damaged all through"),
        (codecs.BOM_UTF8 + b"caf\xe9", "begins as UTF-8 but is damaged all through"),
        (bytes((at * 73) % 224 + 32 for at in range(400)), "cannot be decoded"),
    ],
)
def test_a_file_without_a_story_is_one_clear_error_that_names_it(tmp_path: Path, data: bytes, message: str) -> None:
    path = write(tmp_path, data)
    with pytest.raises(StoryError, match=message) as error:
        read_story(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_and_a_directory_are_told_apart(tmp_path: Path) -> None:
    for name in ("gone.txt", "gone.epub", "gone.docx"):
        with pytest.raises(StoryError, match="no such file"):
            read_story(tmp_path / name)
    (tmp_path / "folder.epub").mkdir()
    for path in (tmp_path, tmp_path / "folder.epub"):
        with pytest.raises(StoryError, match="is a directory"):
            read_story(path)


def test_a_name_no_file_can_have_is_an_error_and_not_a_crash(tmp_path: Path) -> None:
    for name in ("a\0b.txt", "x" * 5000):
        with pytest.raises(StoryError):
            read_story(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read_is_a_clear_error(tmp_path: Path) -> None:
    path = write(tmp_path, b"Hello.")
    path.chmod(0)
    with pytest.raises(StoryError, match="cannot be read"):
        read_story(path)


def test_a_file_too_large_for_a_story_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(decoding.MAX_BYTES + 1)
    with pytest.raises(StoryError, match="too large"):
        read_story(path)


@pytest.mark.parametrize("suffix", [".doc", ".mobi", ".pdf", ".mp3", ".zip"])
def test_a_format_that_is_not_read_is_an_error_naming_those_that_are(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(StoryError, match=r"\.txt, \.md, .*\.docx"):
        read_story(write(tmp_path, b"<p>Hello.</p>", f"story{suffix}"))


@pytest.mark.parametrize("name", ["story", "story.text", "story.v2", "STORY.TXT"])
def test_a_file_of_any_other_suffix_is_read_as_text(tmp_path: Path, name: str) -> None:
    assert read_story(write(tmp_path, b"Hello there.", name)).text == "Hello there."


def test_markdown_is_told_by_its_suffix(tmp_path: Path) -> None:
    data = b"See [the map](map.png)."
    assert not read_story(write(tmp_path, data, "a.txt")).skips
    assert [skip.reason for skip in read_story(write(tmp_path, data, "a.MD")).skips] == ["markup", "link"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("the-salt_road.txt", "The Salt Road"),
        ("The Salt Road.txt", "The Salt Road"),
        ("a_tale_of_the_sea.md", "A Tale of the Sea"),
        ("McKay-s.txt", "McKay s"),
    ],
)
def test_a_story_without_a_title_is_called_after_its_file(tmp_path: Path, name: str, title: str) -> None:
    assert read_story(write(tmp_path, b"He went down to the water.", name)).title == title


def test_a_title_and_an_author_given_go_before_those_found(tmp_path: Path) -> None:
    path = write(tmp_path, b"---\ntitle: Found\nauthor: Nobody\n---\nHe went.\n")
    assert (read_story(path).title, read_story(path).author) == ("Found", "Nobody")
    story = read_story(path, title="Given", author="Nell Orrin")
    assert (story.title, story.author) == ("Given", "Nell Orrin")


def test_a_script_of_nothing_but_sounds_holds_no_words(tmp_path: Path) -> None:
    cues = "".join(f"{number}.  SOUND:  RAIN ON A TIN ROOF. A DOOR.\n\n" for number in range(1, 9))
    with pytest.raises(StoryError, match="holds no words to read aloud"):
        read_story(write(tmp_path, f"THE KETTLE\n\n{cues}".encode(), "story.txt"), as_=Form.LABELLED)
