"""A shelf, rendered: files and tags as players read them, what stands passed over, what changed rendered."""

from __future__ import annotations

import io
import json
import os
import pickle
import platform
from dataclasses import replace
from pathlib import Path

import av
import pytest
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from PIL import Image
from support.shelves import FERRY, TONE, contents, placed_books, shelved, small_shelf, story, write

import drama
import drama.shelf
from drama.shelf import BookSettings, last_failure, last_record, render_book, standing

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("warm_tone")]

LAMP = "Nell Orrin/Harbour Tales/Vol 1 - The Lamp {Ada Voss}"


def test_every_book_goes_to_its_place_with_what_players_read(tmp_path: Path) -> None:
    records = shelved(small_shelf(tmp_path / "s"), tmp_path / "lib", BookSettings(engine="tone", documents=("vtt",)))
    assert {record.book.place for record in records.values()} == {
        "Unknown Author/The Ferry",
        LAMP,
        "Nell Orrin/Harbour Tales/Vol 2 - The Tower {Ada Voss}",
        "Unknown Author/Salt",
    }
    lamp = tmp_path / "lib" / LAMP
    assert {path.name for path in lamp.iterdir()} == {
        *(f"The Lamp{suffix}" for suffix in (".mp3", ".vtt", ".manifest.json")),
        *("cover.jpg", "desc.txt", "drama.json", "metadata.json", "reader.txt"),
    }
    assert (lamp / "reader.txt").read_text(encoding="utf-8") == "Ada Voss\n"
    assert (lamp / "desc.txt").read_text(encoding="utf-8") == "Salt & “tar”.\n"
    tags = ID3(lamp / "The Lamp.mp3")
    assert (str(tags["TALB"]), str(tags["TPE1"]), str(tags["TCOM"]), str(tags["MVIN"])) == (
        "The Lamp", "Nell Orrin", "Ada Voss", "1",
    )  # fmt: skip
    assert tags.getall("APIC")[0].data == (lamp / "cover.jpg").read_bytes()
    assert Image.open(io.BytesIO((lamp / "cover.jpg").read_bytes())).size == (1_400, 1_400)
    record = records["harbour/01 The Lamp.md"]
    assert record == last_record(record.book)
    assert record == pickle.loads(pickle.dumps(record))
    assert (record.host, record.process, record.recorded) == (platform.node(), os.getpid(), 3)
    assert dict(record.versions)["drama"] == drama.__version__
    assert {"engine:tone", "python"} <= set(dict(record.versions))
    assert [file.path for file in record.files] == sorted(
        path.name for path in lamp.iterdir() if path.name != "drama.json"
    )
    assert {Path(file.path).name for file in record.inputs} >= {"01 The Lamp.md", "series.voices.toml"}
    assert json.loads((lamp / "drama.json").read_text(encoding="utf-8"))["host"] == platform.node()


def test_a_book_is_a_file_for_each_chapter_or_one_m4b_with_chapters_inside(tmp_path: Path) -> None:
    source = small_shelf(tmp_path / "s")
    for path in (source / "ferry.txt", source / "harbour/series.voices.toml"):
        path.unlink()
    (source / "harbour/01 The Lamp.md").unlink()
    files = BookSettings(engine="tone", draws_cover=False, format="flac", in_chapters=True)
    record = shelved(source, tmp_path / "lib", files)["salt"]
    salt = tmp_path / "lib" / "Unknown Author" / "Salt"
    chapters = sorted(path.name for path in salt.glob("*.flac"))
    assert chapters == ["01 - Chapter 1.flac", "02 - Chapter 2.flac", "03 - Chapter 10.flac"]
    told = json.loads((salt / "metadata.json").read_text(encoding="utf-8"))["chapters"]
    ends = []
    for name in chapters:
        with av.open(salt / name) as file:
            ends.append((ends[-1] if ends else 0.0) + float(file.duration or 0) / av.time_base)
    assert [row["end"] for row in told] == pytest.approx(ends, abs=0.002)
    assert record.duration_s == pytest.approx(ends[-1], abs=0.002)

    one = shelved(source, tmp_path / "lib", BookSettings(engine="tone", format="m4b", preset="audiobook"))["salt"]
    assert sorted(path.name for path in salt.iterdir() if path.suffix in {".flac", ".m4b"}) == ["Salt.m4b"]
    assert one.is_ok
    with av.open(salt / "Salt.m4b") as file:
        marks = [chapter["metadata"]["title"] for chapter in file.chapters()]
    told = json.loads((salt / "metadata.json").read_text(encoding="utf-8"))["chapters"]
    assert marks == [row["title"] for row in told] == ["Chapter 1", "Chapter 2", "Chapter 10"]
    assert MP4(salt / "Salt.m4b")["\xa9alb"] == ["Salt"]


def test_a_second_run_does_nothing_and_a_third_renders_what_changed(tmp_path: Path) -> None:
    source, library = small_shelf(tmp_path / "s"), tmp_path / "lib"
    first = shelved(source, library)
    made = contents(library)
    second = shelved(source, library)
    assert all(record.is_skipped for record in second.values())
    assert [record.files for record in second.values()] == [record.files for record in first.values()]
    assert contents(library) == made

    os.utime(source / "ferry.txt")  # touched, and not changed
    (source / "harbour/01 The Lamp.md").write_text("# The Lantern\n\n“Light it,” said Ines.\n", encoding="utf-8")
    write(source, {"salt/11.md": "# Chapter 11\n\n“Done,” said Greta.\n", "harbour/02 The Tower.script.toml": ""})
    third = shelved(source, library)
    assert {name for name, record in third.items() if record.is_skipped} == {"ferry.txt"}
    assert not (library / LAMP).exists()
    assert (library / LAMP.replace("Lamp", "Lantern") / "The Lantern.mp3").exists()
    assert third["harbour/01 The Lamp.md"].reused == 2

    (library / "Unknown Author/The Ferry/The Ferry.mp3").unlink()
    assert not shelved(source, library)["ferry.txt"].is_skipped
    whole = contents(library)
    assert set(shelved(source, library, BookSettings(engine="tone", draws_cover=False, style="drama"))) == set(third)
    assert contents(library).keys() == whole.keys()


def test_another_place_of_the_same_shelf_gets_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = small_shelf(tmp_path / "s")
    shelved(source, tmp_path / "one")
    (source / "ferry.txt").write_text(FERRY.replace("Ines", "Ilse"), encoding="utf-8")
    shelved(source, tmp_path / "one")
    monkeypatch.setenv("DRAMA_CACHE", str(tmp_path / "another machine's"))
    shelved(source, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    drama.render(source / "ferry.txt", tmp_path / "plain.mp3", engine="tone", draws_cover=False)
    assert (tmp_path / "plain.mp3").read_bytes() == (
        tmp_path / "one/Unknown Author/The Ferry/The Ferry.mp3"
    ).read_bytes()


def test_one_book_that_fails_is_named_and_the_others_finish(tmp_path: Path) -> None:
    source, library = small_shelf(tmp_path / "s"), tmp_path / "lib"
    write(
        source,
        {"broken.md": "***\n", "voiceless.txt": FERRY, "voiceless.voices.toml": '[narrator]\nvoice = "nobody"\n'},
    )
    (source / "odd.epub").write_bytes(b"PK\x03\x04 no book")
    records = shelved(source, library)
    failed = {name: record.problem for name, record in records.items() if not record.is_ok}
    assert set(failed) == {"broken.md", "voiceless.txt", "odd.epub"}
    assert "no words to read aloud" in failed["broken.md"]
    assert "nobody" in failed["voiceless.txt"]
    assert last_failure(records["broken.md"].book) == records["broken.md"]
    (source / "broken.md").write_text(story("Mended"), encoding="utf-8")
    mended = shelved(source, library)["broken.md"]
    assert mended.is_ok
    assert last_failure(mended.book) is None


def test_books_that_would_stand_in_one_place_are_named_before_work(tmp_path: Path) -> None:
    titles = {"a.md": story("The Lamp"), "b/x.md": story("the  LAMP"), "c.md": story("Fen")}
    inside = {
        "d.md": story("Isle", author="Unknown Author"),
        "e.md": "---\ntitle: In\nseries: Isle\npart: 1\n---\n\n“Go,” said Ulf.\n",
    }
    records = shelved(write(tmp_path / "s", titles | inside), tmp_path / "lib")
    problems = {name: record.problem for name, record in records.items() if not record.is_ok}
    assert set(problems) == {"a.md", "b/x.md", "e.md"}
    assert "as b/x.md would" in problems["a.md"]
    assert "within the folder of d.md" in problems["e.md"]
    assert records["c.md"].is_ok


def test_hostile_titles_and_authors_stay_in_the_library(tmp_path: Path) -> None:
    names = [
        "../../x",
        "CON",
        "😀" * 300,
        "x" * 10_000,
        "\u202egnal",
        "a/b\\c:d*?",
        "…",
        "'\"$(rm -rf)`",
        "a\tb",
        "é",
        "e\u0301x",
    ]
    shelf = {
        f"{number}.md": story(json.dumps(name, ensure_ascii=False), author=json.dumps(name, ensure_ascii=False))
        for number, name in enumerate(names)
    }
    source = write(tmp_path / "s", {f"{number}x/tale.md": text for number, text in enumerate(shelf.values())})
    before = {path for path in tmp_path.rglob("*") if "cache" not in path.parts}
    records = shelved(source, tmp_path / "lib")
    assert [record.problem for record in records.values() if not record.is_ok] == []
    after = {path for path in tmp_path.rglob("*") if "cache" not in path.parts}
    assert all(tmp_path / "lib" in (path, *path.parents) for path in after - before)
    for record in records.values():
        assert json.loads((record.book.folder / "metadata.json").read_text(encoding="utf-8"))["title"]


def test_files_of_others_stay(tmp_path: Path) -> None:
    source, library = small_shelf(tmp_path / "s"), tmp_path / "lib"
    ferry = library / "Unknown Author/The Ferry"
    write(ferry, {"The Ferry.mp3": "mine"})
    assert "drama did not write it" in shelved(source, library)["ferry.txt"].problem
    assert (ferry / "The Ferry.mp3").read_text(encoding="utf-8") == "mine"
    assert shelved(source, library, BookSettings(engine="tone", draws_cover=False, overwrite=True))["ferry.txt"].is_ok

    (ferry / "metadata.json").write_text('{"title": "Mine"}', encoding="utf-8")  # as Audiobookshelf keeps its own
    kept = shelved(source, library)["ferry.txt"]
    assert (kept.is_skipped, kept.warnings) == (True, ("metadata.json was changed since by somebody else: it stays",))
    (source / "ferry.txt").write_text(FERRY.replace("last one", "next one"), encoding="utf-8")
    again = shelved(source, library)["ferry.txt"]
    assert again.is_ok
    assert "metadata.json was changed since" in again.warnings[-1]
    assert "Mine" in (ferry / "metadata.json").read_text(encoding="utf-8")

    (ferry / "The Ferry.mp3").write_bytes(b"edited")
    (source / "ferry.txt").write_text(FERRY, encoding="utf-8")
    assert not shelved(source, library)["ferry.txt"].is_ok
    assert (ferry / "The Ferry.mp3").read_bytes() == b"edited"


@pytest.mark.parametrize(
    ("book", "file", "content"),
    [
        ("ferry.txt", "Unknown Author/The Ferry/The Ferry.flac", b""),
        ("ferry.txt", "Unknown Author/The Ferry/The Ferry.vtt", b"edited"),
        ("ferry.txt", "Unknown Author/The Ferry/The Ferry.manifest.json", "shorter by a byte"),
        ("salt", "Unknown Author/Salt/02 - Chapter 2.flac", "shorter by a byte"),
    ],
)
def test_a_file_that_was_edited_or_damaged_fails_its_book_until_it_is_forced(
    tmp_path: Path, book: str, file: str, content: bytes | str
) -> None:
    source, library = small_shelf(tmp_path / "s"), tmp_path / "lib"
    for name in ("01 The Lamp.md", "02 The Tower.md", "series.voices.toml"):
        (source / "harbour" / name).unlink()
    in_chapters = book == "salt"
    settings = BookSettings(
        engine="tone", draws_cover=False, format="flac", in_chapters=in_chapters, documents=("vtt",)
    )
    assert all(record.is_ok for record in shelved(source, library, settings).values())
    whole, path = contents(library), library / file
    damaged = content if isinstance(content, bytes) else path.read_bytes()[:-1]
    path.write_bytes(damaged)

    records = shelved(source, library, settings)
    assert {name for name, record in records.items() if not record.is_ok} == {book}
    assert path.name in records[book].problem
    assert "--force" in records[book].problem
    assert path.read_bytes() == damaged
    forecast = drama.shelf.foresee(placed_books(source, library, settings)[book])
    assert (forecast.stands, path.name in forecast.problem) == (False, True)

    forced = shelved(source, library, replace(settings, overwrite=True))
    assert {name for name, record in forced.items() if not record.is_skipped} == {book}
    assert contents(library) == whole
    assert all(record.is_skipped for record in shelved(source, library, settings).values())


@pytest.mark.parametrize("name", ["metadata.json", "desc.txt", "reader.txt", "cover.jpg"])
def test_what_a_library_or_its_owner_wrote_anew_stays_until_it_is_forced(tmp_path: Path, name: str) -> None:
    source, library = small_shelf(tmp_path / "s"), tmp_path / "lib"
    for other in ("ferry.txt", "harbour/02 The Tower.md", "salt/1.md", "salt/2.md", "salt/10.md"):
        (source / other).unlink()
    settings = BookSettings(engine="tone")
    shelved(source, library, settings)
    whole, path = contents(library), library / LAMP / name
    path.write_bytes(b"theirs")
    (record,) = shelved(source, library, settings).values()
    assert (record.is_skipped, record.is_ok) == (True, True)
    assert record.warnings == (f"{name} was changed since by somebody else: it stays",)
    assert drama.shelf.foresee(record.book).warnings == record.warnings
    assert path.read_bytes() == b"theirs"
    shelved(source, library, replace(settings, overwrite=True))
    assert contents(library) == whole


def test_a_book_that_is_sent_elsewhere_finds_its_place_itself(tmp_path: Path) -> None:
    book = placed_books(small_shelf(tmp_path / "s"), tmp_path / "lib")["ferry.txt"]
    sent = pickle.loads(pickle.dumps(drama.shelf.Book(book.name, book.source, book.library, TONE)))
    record = render_book(sent, jobs=1, recorded_by=[("tcp://far:1", 2)])
    assert record.book.place == book.place
    assert (record.recorded_by, record.recorded, record.reused) == ((("tcp://far:1", 2),), 7, 0)
    assert standing(book) is not None
