"""Files that hold no prose are refused by name, by how they begin, and by how they are set; prose never is."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.books import write_pages

from drama.errors import StoryError
from drama.model import Form
from drama.readers import read_story

TALK = [
    ("Maret", "Did you lock the boathouse when you left it?"),
    ("Oskar", "I thought you had the key, the little brass one."),
    ("Maret", "The key has been in the kettle since the spring."),
    ("Oskar", "Then nobody has had any tea since the spring."),
    ("Old Tove", "Will the two of you come in out of the rain?"),
    ("Maret", "Not before he says where he was last night."),
]
PROSE = (
    "The rain had come over the point before the ferry did, and it stayed. Maret stood at the rail and counted the "
    "lamps along the quay, as she had when she was small. “One is missing,” she said. Nobody on the deck answered, "
    "and the boat went on over the black water as if it had been told to keep quiet about it.\n\n"
    "Oskar came up the stairs with two cups. “It is always the same one,” he said, and gave her the warmer of the two."
)


def write(folder: Path, text: str, name: str = "story.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def scene(*, number: int = 1) -> str:
    rows = [
        f"INT. BOATHOUSE {number} - NIGHT",
        "Rain on the roof. A lamp swings from a beam, and nobody has lit it yet.",
    ]
    return "\n\n".join([*rows, *(f"{name.upper()}\n{words}" for name, words in TALK[:3]), "CUT TO:"])


SCRIPTS = {
    "colons": "\n".join(f"{name.upper()}: {words}" for name, words in TALK),
    "colons with empty lines": "\n\n".join(f"{name}: {words}" for name, words in TALK),
    "colons over the words": "\n\n".join(f"{name}:\n{words}" for name, words in TALK),
    "bold names": "\n\n".join(f"**{name}:** {words}" for name, words in TALK),
    "bold names, colon outside": "\n\n".join(f"**{name.upper()}**: {words}" for name, words in TALK),
    "stage directions": "\n".join(f"{name.upper()} (aside, to the lamp): {words}" for name, words in TALK),
    "time codes": "\n".join(f"[00:0{at}:12] {name}: {words}" for at, (name, words) in enumerate(TALK)),
    "a printed play": "\n\n".join(f"{name.upper()}. {words}" for name, words in TALK),
    "a printed play with dashes": "\n\n".join(f"{name.upper()}.—{words}" for name, words in TALK).replace(".—", ". — "),
    "names in italics": "\n\n".join(f"_{name}_ [turning]. {words}" for name, words in TALK),
    "names above": "\n\n".join(f"{name.upper()}\n{words}" for name, words in TALK),
    "names above, all parted": "\n\n".join(f"{name.upper()}\n\n{words}" for name, words in TALK),
    "indented names": "\n\n".join(f"{'':>20}{name.upper()} (V.O.)\n{'':>10}{words}" for name, words in TALK),
    "a title page": f"Title: The Key\nAuthor: N. Orrin\nDraft date: 3 May\n\n{scene()}",
    "scenes": "\n\n".join(scene(number=number) for number in (1, 2, 3)),
    "scenes without speech": "\n\n".join(f"{where} - DAY\n\nOskar rows. The light goes." for where in (
        "EXT. BAY", "INT./EXT. CABIN", "12 EXT. QUAY")),
    "one scene": scene(),
    "letters of another alphabet": "\n".join(
        f"{name}: {words}" for name, words in (
            ("МАРТА", "Где же ключ от лодки, Осип?"), ("ОСИП", "Он там, где его оставили весной."),
            ("МАРТА", "Весной его тут не было, ты знаешь."), ("ОСИП", "Тогда чаю опять не будет."))),
}  # fmt: skip


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("suffix", [".txt", ".md", ""])
def test_a_text_set_as_a_script_is_read_as_one_whatever_it_is_called(tmp_path: Path, name: str, suffix: str) -> None:
    story = read_story(write(tmp_path, SCRIPTS[name] + "\n", f"story{suffix}"))
    assert story.read_as == ("a Fountain screenplay" if "scene" in name or "title" in name else "a labelled script")
    given = [(line.speaker, story.text[line.start : line.end].rstrip()) for line in story.given if line.speaker]
    spoken = [(who, words) for who, words in TALK if words in SCRIPTS[name]]
    repeated = spoken * (SCRIPTS[name].count(spoken[0][1]) if spoken else 0)
    if "alphabet" not in name:
        assert given == repeated
    else:
        assert [who for who, _ in given] == ["Марта", "Осип", "Марта", "Осип"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_read_when_asked_for_as_prose(tmp_path: Path, name: str) -> None:
    story = read_story(write(tmp_path, SCRIPTS[name]), as_=Form.PROSE)
    assert story.text == SCRIPTS[name]
    assert story.paragraphs


def test_a_book_that_is_a_play_is_read_as_one_too(tmp_path: Path) -> None:
    path = write_pages(tmp_path / "b.epub", "".join(f"<p>{name.upper()}. {words}</p>" for name, words in TALK))
    assert [line.speaker for line in read_story(path).given] == [name for name, _ in TALK]
    assert not read_story(path, as_=Form.PROSE).given


def chat(lines: int) -> str:
    return "\n".join(f"{name}: {words}" for name, words in (TALK * 9)[:lines])


PROSES = {
    "a chat in a story": f"{PROSE}\n\n{chat(5)}\n\n{PROSE}",
    "a chat that opens a story": f"{chat(4)}\n\n{PROSE}\n\n{PROSE}",
    "a play in a story": f"{PROSE}\n\n{SCRIPTS['a printed play']}\n\n{PROSE}\n\n{PROSE}",
    "a screenplay somebody reads in a story": f"{PROSE}\n\n“Listen,” he said, and read:\n\n{scene()}\n\n" + "\n\n".join(
        [PROSE] * 5),
    "chats all through a story": "\n\n".join([PROSE, chat(2)] * 12),
    "letters": "\n\n".join(
        f"To: Maret\nFrom: Oskar\nDate: {day} May\nSubject: The key\n\nDear Maret,\n\nThe key is not in the kettle. I "
        f"have looked there on {day} mornings.\n\nYours,\nOskar" for day in range(1, 7)),
    "a diary": "\n\n".join(
        f"{day}: Rain. Nobody came over from the point, and the lamp is out." for day in ("Monday", "Tuesday") * 4),
    "a diary by times of day": "\n\n".join(
        f"{time}: We rowed out, and the seals came to look at us." for time in ("Morning", "Evening") * 4),
    "a list of things": "Eggs: three, from the brown hen.\nFlour: one cup.\nMilk: what the cat left.\nButter: none.",
    "sheets of figures": "\n\n".join("Strength: 12\nLuck: 3\nHunger: 9" for _ in range(4)),
    "a poem": "\n\n".join(
        f"THE {what}\nThe {what.lower()} is lit, the {what.lower()} is low,\nand nobody has seen it go." for what in (
            "LAMP", "BOAT", "KEY", "TIDE")),
    "a poem with refrains of a word": "\n\n".join(
        f"The tide came in by the harbour wall\nand the lamp on the quay was low,\n{word}\nwhere did the ferry go"
        for word in ("Still", "Slow") * 20),
    "a song": "\n\n".join(["VERSE\nOver the bay, over the bay,\nthe lamp went out on a market day.",
                           "CHORUS\nRow, Oskar, row, for the water is wide."] * 4),
    "chapters headed by who tells them": "\n\n".join(f"{who}\n\n" + "\n\n".join([PROSE] * 3) for who in (
        "MARET", "OSKAR") * 4),
    "the same, a line a paragraph": "\n".join(f"{who}\n" + "\n".join([PROSE.replace("\n\n", "\n")] * 6) for who in (
        "MARET", "OSKAR") * 3),
    "speech without quotation marks": "\n\n".join(
        f"{word}. {rest}" for word, rest in (("Yes", "I know where it is."), ("No", "You do not, Oskar.")) * 8),
    "speech with dashes": "\n\n".join(f"— {words}" for _, words in TALK),
    "short speeches": "\n\n".join(f"“{words}” said {name}." for name, words in TALK),
    "shouting": "\n\n".join(f"“{words.upper()}”\n\nHe put down the oar and listened to it." for _, words in TALK),
    "signs and captions": f"{PROSE}\n\nNO LANDING\n\nTHE QUAY IS CLOSED\n\n{PROSE}",
    "numbered parts": "\n\n".join(f"{part}\n\n{PROSE}" for part in ("I", "II", "III", "IV")),
    "a catalogue of chapters": "\n\n".join(f"CHAPTER {at}. THE KEY\n\n{PROSE}" for at in range(1, 6)),
    "one word": "Maret",
    "one word again and again": "\n\n".join(["Drip. Drip. Drip went the tap."] * 9),
    "a name and a colon": "Maret: a story\n\n" + PROSE,
}  # fmt: skip


@pytest.mark.parametrize("name", PROSES)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_prose_is_never_taken_for_a_script(tmp_path: Path, name: str, suffix: str) -> None:
    assert read_story(write(tmp_path, PROSES[name], f"story{suffix}")).paragraphs


def test_no_story_that_comes_with_drama_is_taken_for_a_script() -> None:
    seeds = [path for path in (Path(__file__).parents[3] / "seeds").iterdir() if path.suffix in {".txt", ".md"}]
    assert seeds
    for path in seeds:
        assert read_story(path).paragraphs


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nCome in.\n", "WebVTT"),
        ("1\n00:00:01,000 --> 00:00:02,000\nCome in.\n", "SubRip"),
        ("0:00:01.000,0:00:02.000\nCome in.\n", "SBV"),
        ("[Script Info]\nTitle: The Key\n", "SubStation"),
        ("{10}{60}Come in.\n", "MicroDVD"),
        ("[ti:The Key]\n[00:12.00]Come in.\n", "LRC"),
        ("<speak>Come in.</speak>", "SSML"),
        ('<?xml version="1.0"?>\n<speak version="1.1">Come in.</speak>', "SSML"),
        ("<html Come in.", "web page"),
        ("% a comment\n\\documentclass{book}\n", "LaTeX"),
        ('{"title": "The Key"}', "JSON"),
    ],
)
def test_a_file_that_begins_as_no_story_does_is_refused_whatever_it_is_called(
    tmp_path: Path, start: str, kind: str
) -> None:
    for name in ("story.txt", "story.md", "story", "story.v2"):
        with pytest.raises(StoryError, match=rf"is no prose: it begins as .*{kind}.*--as prose"):
            read_story(write(tmp_path, "\ufeff" + start, name))
    assert read_story(tmp_path / "story.txt", as_=Form.PROSE).paragraphs


def test_a_piece_of_a_web_page_in_plain_text_is_refused_and_a_tag_or_two_is_not(tmp_path: Path) -> None:
    page = "".join(f"<p>{words}</p>\n" for _, words in TALK)
    with pytest.raises(StoryError, match="12 tags of HTML"):
        read_story(write(tmp_path, page))
    assert read_story(write(tmp_path, page, "story.md")).paragraphs
    assert read_story(write(tmp_path, f"{PROSE}\n<br>\n{PROSE}")).paragraphs


@pytest.mark.parametrize(
    "suffix",
    [".celtx", ".FADEIN", ".srt", ".vtt", ".ass", ".ssml", ".pdf", ".mobi", ".tex",
     ".json", ".toml", ".png", ".zip", ".wav"],
)  # fmt: skip
def test_a_suffix_of_files_that_hold_no_prose_is_refused(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(StoryError, match=r"files.* are not read; a story is \.txt, \.md, .*\.docx.*, so"):
        read_story(write(tmp_path, PROSE, f"story{suffix}"))


@pytest.mark.parametrize("suffix", [".fadein", ".srt", ".ssml", ".tex", ".toml"])
def test_a_text_of_any_suffix_is_read_when_asked_for_as_prose(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path, PROSE, f"story{suffix}")
    with pytest.raises(StoryError, match="--as prose"):
        read_story(path)
    assert read_story(path, as_=Form.PROSE).text == PROSE


@pytest.mark.parametrize(
    ("suffix", "action"),
    [
        (".pdf", "export it as one of these where it was written; if the PDF is all there is, Word opens it"),
        (".doc", r"open it in Word or LibreOffice, and save it as \.docx"),
        (".pages", "export it from Pages"),
        (".mobi", "calibre makes an .epub of it"),
        (".azw3", "calibre makes an .epub of it"),
        (".mht", "save the page as HTML only"),
        (".scriv", "compile it in Scrivener"),
    ],
)
def test_what_to_do_with_a_file_that_is_not_read_is_said(tmp_path: Path, suffix: str, action: str) -> None:
    with pytest.raises(StoryError, match=rf"{suffix} files .* are not read; a story is .*, so {action}"):
        read_story(write(tmp_path, PROSE, f"story{suffix}"))


def test_nothing_makes_a_text_of_a_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "story.doc"
    path.write_bytes(b"\x00\x01\x02 and so on")
    with pytest.raises(StoryError, match="binary file"):
        read_story(path, as_=Form.PROSE)
