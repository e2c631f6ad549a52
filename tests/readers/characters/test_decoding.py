"""Old encodings of the West in texts of every length, and texts that an earlier program garbled."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from support.books import package, page, write_book

from drama.errors import StoryError
from drama.readers import read_story
from drama.readers.characters.decoding import decode

PLAIN = (
    "The lamp on the quay was out again, and nobody had gone to see about it, because the rain had come over the point "
    "before the ferry did. Maret counted the boats. There were six of them, which was one too many, and the sixth lay "
    "low in the water with nobody aboard and a kettle still warm on its little stove.\n\n"
)
WITH_SIGNS = (
    "It had cost £5, or was it £7 10s?", "£", "The garçon shrugged.", "ç", "It was 20° out there.", "He drank ½ of it.",
    "© the harbour board", "A fiancée, a naïve one, in the café.", "The señor said: ¿qué?", "Für Elise, very slowly.",
    "Voilà, à la carte.", "Æsir and œuvre", "Point 3² × 2 ÷ 4 ± 1", "50 m² of deck", "the 1º of May", "Zoë",
    "Smørrebrød på Ærø", "ÉTÉ, she wrote.",
)  # fmt: skip
WITH_QUOTES = (
    "“Come in,” she said. ‘Now!’", "“It’s late—don’t…” – no.", "“Zoë’s café,” he said; “it’s £5.”", "• one\n• two",
    "“Élan,” he said, “is what you’ve not got.”",
)  # fmt: skip


ALONE = {"£", "ç", "It was 20° out there.", "Zoë", "the 1º of May", "Für Elise, very slowly."}
"""What alone could be of Windows as well as of a Mac."""


def encodable() -> list[tuple[str, str]]:
    """Return each text with each encoding that has all its signs."""
    return [
        (encoding, f"It’s “{text}" if encoding == "mac_roman" and text in ALONE else text)
        for encoding in ("cp1252", "latin-1", "mac_roman")
        for text in WITH_SIGNS + WITH_QUOTES
        if text.encode(encoding, "ignore").decode(encoding) == text
    ]


@pytest.mark.parametrize(("encoding", "text"), encodable())
@pytest.mark.parametrize("copies", [0, 1, 9, 90])
def test_one_sign_in_any_length_of_english_is_decoded_right(text: str, copies: int, encoding: str) -> None:
    whole = PLAIN * copies + text + "\n" + PLAIN * copies
    assert decode(whole.encode(encoding), name="x").text == whole


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_a_long_story_full_of_accents_is_decoded_right(encoding: str) -> None:
    text = PLAIN + "".join(f"{PLAIN}Zoë’s café, {number} £5 à la crème; naïve.\n\n" for number in range(200))
    text = text.replace("’", "'") if encoding == "cp850" else text
    found = decode(text.encode(encoding), name="x")
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("marked", [True, False])
def test_wide_texts_are_decoded_with_and_without_a_byte_order_mark(encoding: str, marked: bool) -> None:
    text = ("\ufeff" if marked else "") + PLAIN + WITH_QUOTES[0]
    assert decode(text.encode(encoding), name="x").text == text


def test_a_few_bytes_of_another_encoding_do_not_garble_the_rest_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes("“Zoë’s café,” he said.\n".encode() * 9 + "It’s £5.\n".encode("cp1252"))
    story = read_story(path)
    assert story.text == "“Zoë’s café,” he said.\n" * 9 + "It’s £5.\n"
    assert [warning[:26] for warning in story.warnings] == ["2 bytes are not UTF-8 as t"]


def garbled(text: str, encoding: str = "cp1252", times: int = 1) -> str:
    for _ in range(times):
        text = "".join(bytes([b]).decode(encoding, "ignore") or chr(b) for b in text.encode())
    return text


STORY = "One.\n\n“Come in,” said Zoë. “It’s £5 — naïve…”\n\n‘No,’ he said.\n"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman"])
@pytest.mark.parametrize("times", [1, 2])
def test_a_garbled_text_is_put_right_and_told_once(tmp_path: Path, encoding: str, times: int) -> None:
    path = tmp_path / "story.txt"
    path.write_text(garbled(STORY, encoding, times), encoding="utf-8", newline="")
    story = read_story(path)
    assert story.text == STORY
    assert len(story.warnings) == 1
    assert story.warnings[0].startswith("2 lines were garbled by an earlier program and put right (line 3: “")
    assert story.warnings[0].endswith("is ““Come in,” said Zoë. “It”)")


@pytest.mark.parametrize("times", [1, 2])
def test_a_closing_quote_of_which_a_byte_is_gone_is_put_right(times: int) -> None:
    text = "“Come in,” she said. “Now.”\n“Oh,” “no”—“yes”"
    found = decode(garbled(text, times=times).replace("\x9d", "").encode(), name="x")
    assert found.text == text
    assert found.mended.lines == 2


def test_one_garbled_chapter_of_a_right_text_is_put_right() -> None:
    found = decode((STORY + garbled(STORY)).encode(), name="x")
    assert found.text == STORY + STORY
    assert found.mended.example.startswith("line 8:")


def test_quotes_that_were_kept_as_control_characters_are_quotes_again() -> None:
    found = decode("“Oh.”\n\n\x93Come in,\x94 she said. \x91It\x92s late\x97now.\x85".encode(), name="x")
    assert found.text == "“Oh.”\n\n“Come in,” she said. ‘It’s late—now.…"
    assert found.warnings


@pytest.mark.parametrize(
    "text",
    [
        "Ã© is what é looks like when it goes wrong.",
        "voilà « ça » à « Paris »… ÂME, SÃO PAULO, À «",
        "Łódź, Žižkov, ænigma, Ærø, Ðakota, ½ × 3° €5 £6 ¥7 ‚so‘",
        "Где «ключ»? — спросила она…",
        "日本語「はい」。",
        "👩\u200d🚀 “Oh!”",
        "One\x85two\x85three",
        STORY,
    ],
)
def test_a_text_that_is_right_or_may_be_is_left_as_it_is(text: str) -> None:
    assert decode(text.encode(), name="x").text == text


def test_one_doubtful_find_is_left_and_told() -> None:
    (warning,) = decode("Ã© is what é looks like when it goes wrong.".encode(), name="x").warnings
    assert warning.startswith("this looks garbled and was left as it is: line 1: “Ã© is what")


def test_a_book_whose_documents_are_garbled_is_put_right_and_told_once(tmp_path: Path) -> None:
    members = {"book.opf": package(["a.xhtml", "b.xhtml"]), "a.xhtml": page(garbled(f"<p>{STORY}</p>"))}
    book = write_book(tmp_path / "b.epub", {**members, "b.xhtml": members["a.xhtml"]})
    story = read_story(book)
    assert "“Come in,” said Zoë." in story.text
    assert [warning[:22] for warning in story.warnings] == ["4 lines were garbled b"]


def test_bytes_that_fit_no_encoding_of_the_west_are_still_read_as_what_they_are() -> None:
    text = "Марта не ответила и вышла из дома. «Подожди», — сказал он. " * 20
    assert decode(text.encode("cp1251"), name="x").text == text
    assert decode(codecs.BOM_UTF8 + b"Oh.", name="x").text == "\ufeffOh."


SPEECH = (
    "“Who rang?” said Zoë. She’d had no café—not since the façade fell.\n\n‘Renée did,’ said Bo, ‘and she’s naïve…’\n"
)
PLAIN_SPEECH = '"Who rang?" said Zoë. She had no café.\n\n"Renée did," said Bo, "and she is naïve." The bill was £5.\n'


@pytest.mark.parametrize("copies", [1, 9])
@pytest.mark.parametrize("first", ["utf-8", "cp1252", "mac_roman"])
@pytest.mark.parametrize("second", ["utf-8", "cp1252", "mac_roman"])
def test_chapters_of_two_encodings_in_one_file_are_each_read_in_their_own(copies: int, first: str, second: str) -> None:
    text = SPEECH * copies
    found = decode(text.encode(first) + text.encode(second), name="x")
    assert found.text == text * 2
    assert len(found.warnings) == (first != second)


@pytest.mark.parametrize("encoding", ["latin-1", "cp850"])
def test_plain_quotes_of_an_old_encoding_beside_utf_8_are_read_in_theirs(encoding: str) -> None:
    found = decode(SPEECH.encode() + PLAIN_SPEECH.encode(encoding), name="x")
    assert found.text == SPEECH + PLAIN_SPEECH
    assert "(the first in line 4), and read as" in found.warnings[0]


@pytest.mark.parametrize("wide", ["utf-16-le", "utf-16-be"])
def test_a_file_that_is_utf_16_up_to_a_line_is_read_to_its_end(wide: str) -> None:
    marked = ("\ufeff" + SPEECH).encode(wide)
    found = decode(marked + SPEECH.encode(), name="x")
    assert found.text == "\ufeff" + SPEECH * 2
    assert found.warnings == (f"the file is {wide.upper()} up to line 4, and UTF-8 from there",)
    assert decode(SPEECH.encode() + marked, name="x").text == SPEECH + "\ufeff" + SPEECH


@pytest.mark.parametrize(
    "text", ["— Кто там? — спросила Анна. Было уже поздно.\n", "«Ποιος είναι;» ρώτησε η Άννα. Ήταν αργά.\n"]
)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_of_other_letters_needs_no_mark(text: str, encoding: str) -> None:
    assert decode((text * 5).encode(encoding), name="x").text == text * 5


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp437", "cp850"])
@pytest.mark.parametrize("text", [SPEECH, PLAIN_SPEECH], ids=["curly", "plain"])
def test_utf_8_that_was_read_as_another_encoding_is_turned_back(text: str, encoding: str, times: int) -> None:
    found = decode(garbled(text * 3, encoding, times).encode(), name="x")
    assert found.text == text * 3
    (warning,) = found.warnings
    assert warning.startswith("6 lines were garbled by an earlier program and put right (line 1: ")


@pytest.mark.parametrize(
    ("was", "read_as"),
    [("mac_roman", "cp1252"), ("mac_roman", "latin-1"), ("cp1252", "mac_roman"), ("cp1252", "cp850")],
)
def test_text_read_in_the_wrong_one_of_the_old_encodings_is_turned_back(was: str, read_as: str) -> None:
    text = SPEECH.replace("Zoë", "Chloe").replace("é", "e").replace("ç", "c") * 3
    found = decode(text.encode(was).decode(read_as).encode(), name="x")
    assert found.text == text
    assert len(found.warnings) == 1


@pytest.mark.parametrize(
    "text",
    [
        "« Où est-il ? » dit Ève. L’été, l’hôtel était fermé, et Zoé n’avait ni café ni thé à côté du château.\n",
        "Ó Briain came in, and Áine Ní Dhomhnaill with him. “Éist,” said Ó Briain. ÉIRE stood over the door: ÓSTÁN.\n",
        "—¿Quién es? —preguntó Íñigo—. ¡Ya es muy tarde! El niño comió. ÁNGEL Y ÑANDÚ: «Mañana será otro día».\n",
        "Åsa såg Östen på ön. DET VAR FÖR SENT, ÄNDÅ. „Ärger gäbe es später“, sagte Käthe. ÜBER DEM FLUSS.\n",
    ],
)
def test_text_of_many_accents_is_left_as_it_is(text: str) -> None:
    found = decode((text * 20).encode(), name="x")
    assert (found.text, found.warnings) == (text * 20, ())


def test_a_character_whose_end_is_lost_is_told_as_lost() -> None:
    data = SPEECH.encode().replace("ë".encode(), b"\xc3", 1).replace("“".encode(), b"\xe2\x80", 1)
    found = decode(data, name="x")
    assert found.text == SPEECH.replace("ë", "\ufffd", 1).replace("“", "\ufffd", 1)
    assert found.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_marked_file_with_a_damaged_byte_is_read_and_the_damage_told(tmp_path: Path, encoding: str) -> None:
    data = bytearray((SPEECH * 9).encode(encoding))
    data[-1:] = b"\xd8" if encoding != "utf-8-sig" else b"\xe9"
    path = tmp_path / "story.txt"
    path.write_bytes(data)
    story = read_story(path)
    assert story.text.removeprefix("\ufeff")[:-2] == (SPEECH * 9)[:-2]
    assert len(story.warnings) == 1


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE])
def test_a_marked_file_that_is_damaged_all_through_is_refused(mark: bytes) -> None:
    with pytest.raises(StoryError, match=r"^x begins as UTF-\S+ but is damaged all through; save it as UTF-8$"):
        decode(mark + b"\xff\xd8" * 150, name="x")
