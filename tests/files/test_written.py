"""Only what drama wrote is replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drama.errors import WriteError
from drama.files.written import FOLDER, WrittenFiles


def write(written: WrittenFiles, path: Path, content: str) -> None:
    with written.place(path) as temporary:
        temporary.write_text(content, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of the store."""
    return tmp_path / "store"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The user's folder."""
    made = tmp_path / "user"
    made.mkdir()
    return made


def test_what_drama_wrote_is_replaced_by_later_renders_of_any_output(root: Path, folder: Path) -> None:
    page = folder / "story.html"
    write(WrittenFiles(root, folder / "story.mp3"), page, "first")
    later = WrittenFiles(root, folder / "other.mp3")
    later.check(page)
    write(later, page, "second")
    assert page.read_text(encoding="utf-8") == "second"


@pytest.mark.parametrize("content", ["", "mine", "first"])
def test_what_drama_did_not_write_stays(root: Path, folder: Path, content: str) -> None:
    page = folder / "story.html"
    page.write_text(content, encoding="utf-8")
    written = WrittenFiles(root, folder / "story.mp3")
    for attempt in (lambda: written.check(page), lambda: write(written, page, "first")):
        with pytest.raises(WriteError, match=r"story\.html is there already.*--force"):
            attempt()
    assert page.read_text(encoding="utf-8") == content
    assert list(folder.iterdir()) == [page]


def test_what_was_edited_since_stays(root: Path, folder: Path) -> None:
    captions = folder / "story.vtt"
    written = WrittenFiles(root, folder / "story.mp3")
    write(written, captions, "by drama")
    captions.write_text("by drama, mended by hand", encoding="utf-8")
    with pytest.raises(WriteError, match="edited since"):
        WrittenFiles(root, folder / "story.mp3").check(captions)


def test_a_file_that_appears_while_the_render_works_stays(root: Path, folder: Path) -> None:
    page = folder / "story.html"
    written = WrittenFiles(root, folder / "story.mp3")
    written.check(page)

    def render() -> None:
        with written.place(page) as temporary:
            temporary.write_text("by drama", encoding="utf-8")
            page.write_text("mine", encoding="utf-8")

    with pytest.raises(WriteError, match="is there already"):
        render()
    assert page.read_text(encoding="utf-8") == "mine"
    assert list(folder.iterdir()) == [page]


def test_a_user_who_asks_for_it_replaces_anything_but_an_input(root: Path, folder: Path) -> None:
    page, story = folder / "story.html", folder / "story.txt"
    page.write_text("mine", encoding="utf-8")
    story.write_text("words", encoding="utf-8")
    written = WrittenFiles(root, folder / "story.mp3", inputs=[story], replaces_any=True)
    write(written, page, "by drama")
    assert page.read_text(encoding="utf-8") == "by drama"
    WrittenFiles(root, folder / "story.mp3").check(page)  # known from then on
    with pytest.raises(WriteError, match="is an input"):
        write(written, story, "by drama")


@pytest.mark.parametrize("kind", ["itself", "link", "hard link", "missing"])
def test_an_input_is_known_by_every_name_it_has(root: Path, folder: Path, kind: str) -> None:
    theme = folder / "theme.mp3"
    if kind != "missing":
        theme.write_text("music", encoding="utf-8")
    output = {"itself": theme, "missing": folder / "." / "theme.mp3"}.get(kind, folder / "other.mp3")
    try:
        if kind == "link":
            output.symlink_to(theme)
        elif kind == "hard link":
            output.hardlink_to(theme)
    except OSError:
        pytest.skip("no links here")
    written = WrittenFiles(root, output, inputs=[theme], replaces_any=True)
    with pytest.raises(WriteError, match="is an input"):
        written.check(output)


def test_an_input_that_drama_wrote_itself_is_an_input_all_the_same(root: Path, folder: Path) -> None:
    theme = folder / "theme.mp3"
    write(WrittenFiles(root, theme), theme, "music")
    with pytest.raises(WriteError, match="is an input"):
        WrittenFiles(root, theme, inputs=[theme]).check(theme)


def test_what_is_recorded_before_a_kill_knows_both_the_old_file_and_the_new(root: Path, folder: Path) -> None:
    page = folder / "story.html"
    write(WrittenFiles(root, folder / "story.mp3"), page, "old")

    class Killed(BaseException):
        pass

    def kill(*_: object) -> None:
        raise Killed

    for content in ("newer", "newest", "newest of all"):
        with pytest.MonkeyPatch.context() as patch:
            written = WrittenFiles(root, folder / "story.mp3")
            patch.setattr(written, "_save", lambda record, save=written._save: (save(record), kill()))
            with pytest.raises(Killed):
                write(written, page, content)
        assert page.read_text(encoding="utf-8") == "old"
        WrittenFiles(root, folder / "story.mp3").check(page)
        page.write_text(content, encoding="utf-8")  # the renaming did happen
        WrittenFiles(root, folder / "story.mp3").check(page)
        page.write_text("old", encoding="utf-8")


def test_a_chapter_that_is_gone_goes_and_nothing_else(root: Path, folder: Path) -> None:
    book, other = folder / "book.mp3", folder / "other.mp3"
    chapters = folder / "book"
    stems = chapters / "stems"
    stems.mkdir(parents=True)
    first = WrittenFiles(root, book)
    for path in (
        chapters / "01 - A.mp3",
        chapters / "02 - B.mp3",
        chapters / "03 - C.mp3",
        stems / "a.wav",
        folder / "book.json",
    ):
        write(first, path, path.name)
    write(WrittenFiles(root, other), chapters / "of another.mp3", "other")
    (chapters / "notes.txt").write_text("mine", encoding="utf-8")
    (chapters / "03 - C.mp3").write_text("C, tagged anew", encoding="utf-8")

    second = WrittenFiles(root, book)
    write(second, chapters / "01 - A.mp3", "A again")
    assert set(second.remove_earlier(chapters)) == {chapters / "02 - B.mp3", stems / "a.wav"}
    assert sorted(path.name for path in chapters.iterdir()) == [
        "01 - A.mp3", "03 - C.mp3", "notes.txt", "of another.mp3"
    ]  # fmt: skip
    assert (folder / "book.json").exists()
    assert any("03 - C.mp3" in warning and "edited" in warning for warning in second.warnings)


@pytest.mark.parametrize("damage", ["{", "[]", "\0", "[" * 100_000, '{"path": "x"}', '{"path": 1, "output": 2}'])
def test_a_damaged_record_counts_as_none(root: Path, folder: Path, damage: str) -> None:
    page = folder / "story.html"
    written = WrittenFiles(root, folder / "story.mp3")
    write(written, page, "by drama")
    for record in (root / FOLDER).glob("*.json"):
        record.write_text(damage, encoding="utf-8")
    with pytest.raises(WriteError, match="--force"):
        WrittenFiles(root, folder / "story.mp3").check(page)
    assert WrittenFiles(root, folder / "story.mp3").remove_earlier(folder) == ()


def test_a_record_speaks_for_its_own_path_only(root: Path, folder: Path) -> None:
    page, copy = folder / "story.html", folder / "copy.html"
    written = WrittenFiles(root, folder / "story.mp3")
    write(written, page, "by drama")
    copy.write_text("by drama", encoding="utf-8")
    with pytest.raises(WriteError, match=r"copy\.html is there already"):
        written.check(copy)
    (record,) = (root / FOLDER).glob("*.json")
    assert json.loads(record.read_text(encoding="utf-8"))["path"] == str(page.resolve())


def test_a_store_that_takes_no_records_is_told_once_and_the_file_is_written(root: Path, folder: Path) -> None:
    root.mkdir()
    (root / FOLDER).write_text("a file in the place of the folder", encoding="utf-8")
    written = WrittenFiles(root, folder / "story.mp3")
    write(written, folder / "story.html", "by drama")
    write(written, folder / "story.vtt", "by drama")
    assert (folder / "story.html").read_text(encoding="utf-8") == "by drama"
    assert len(written.warnings) == 1
    assert "--force" in written.warnings[0]
