"""A story held open: what is taken in of its files and what is not, and what it keeps for the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import drama
from drama.errors import CastError, DramaError, ScriptError
from drama.production import held_story
from drama.production.kept_script import FOLDER
from drama.production.open_story import OpenStory

_STORY = """The Kiln

Aud and Torvald sat by the kiln. Aud stirred the ash.

“It is cold,” said Aud.

“It was never lit.”

“Then who sold the bricks?” Torvald asked.

“Somebody with a kiln,” said Aud.

***

“There is one more kiln,” Torvald said.
"""

_TONES = """[narrator]
engine = "tone"
voice = "tone:110"

[pool.hum]
engine = "tone"
voice = "tone:150"

[pool.buzz]
engine = "tone"
voice = "tone:300"
"""

Hold = Callable[[], OpenStory]

UNSURE = 5
"""The line that nobody is said to speak."""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "kiln.txt"
    path.write_text(_STORY, encoding="utf-8")
    return path


@pytest.fixture
def hold(story: Path) -> Iterator[Hold]:
    """Open the story as often as it is called for, and close it in the end."""
    opened: list[OpenStory] = []

    def hold() -> OpenStory:
        opened.append(drama.open_story(story))
        return opened[-1]

    yield hold
    for held in opened:
        held.close()


def voices_of(story: Path) -> Path:
    return story.with_name("kiln.voices.toml")


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


# ------------------------------------------------------------------ its files


def test_nothing_is_taken_in_where_nothing_has_changed(story: Path, hold: Hold) -> None:
    held = hold()
    before = held.production
    assert not held.refresh()
    story.write_bytes(story.read_bytes())  # other times, the same words
    assert not held.refresh()
    assert held.production is before
    assert held.revision == 1


def test_a_new_cast_file_gives_new_voices_and_leaves_the_script_alone(story: Path, hold: Hold) -> None:
    held = hold()
    script = held.script
    write(voices_of(story), '[characters.Aud]\nvoice = "wren"\n')
    assert held.refresh()
    assert held.production.cast.voices["Aud"].name == "wren"
    assert held.script is script
    assert held.revision == 2


def test_a_cast_file_that_another_extends_is_one_of_its_files(story: Path, hold: Hold) -> None:
    base = story.with_name("base.toml")
    write(base, '[characters.Aud]\nvoice = "wren"\n')
    write(voices_of(story), 'extends = "base.toml"\n')
    held = hold()
    assert {story, voices_of(story), base, story.with_name("kiln.script.toml")} <= set(held.files)
    write(base, '[characters.Aud]\nvoice = "robin"\n')
    assert held.refresh()
    assert held.production.cast.voices["Aud"].name == "robin"


def test_a_file_in_error_is_told_until_it_is_mended_and_the_others_are_taken_in(story: Path, hold: Hold) -> None:
    held = hold()
    before = held.production
    write(voices_of(story), "[characters.Aud\n")
    for _ in range(2):
        with pytest.raises(CastError, match="not valid TOML"):
            held.refresh()
    assert isinstance(held.problem, CastError)
    assert held.production is before
    edited = held.pin(UNSURE, "Torvald")  # the corrections are sound
    assert held.script.lines[UNSURE - 1].rule == "pinned"
    assert held.problem is not None
    write(voices_of(story), '[characters.Aud]\nvoice = "wren"\n')
    assert held.refresh()
    assert held.problem is None
    assert held.production.cast.voices["Aud"].name == "wren"
    assert edited.line == held.script.lines[UNSURE - 1]


def test_a_voice_there_is_not_keeps_nobody_from_editing_the_script(story: Path, hold: Hold) -> None:
    held = hold()
    write(voices_of(story), '[characters.Aud]\nvoice = "hibari:nobody"\n')
    with pytest.raises(CastError, match="nobody"):
        held.refresh()
    held.pin(UNSURE, "Torvald")
    assert held.script.lines[UNSURE - 1].rule == "pinned"
    assert held.problem is not None
    voices_of(story).unlink()
    held.refresh()
    assert held.production == drama.prepare(story)


def test_a_story_that_is_deleted_stays_open_until_it_is_back(story: Path, hold: Hold) -> None:
    held = hold()
    before = held.production
    story.unlink()
    with pytest.raises(DramaError, match="kiln"):
        held.refresh()
    assert held.production is before
    write(story, _STORY)
    held.refresh()
    assert held.problem is None


def test_a_story_in_error_cannot_be_opened(story: Path, hold: Hold) -> None:
    write(voices_of(story), "[nonsense]\n")
    with pytest.raises(CastError, match="nonsense"):
        hold()


# ------------------------------------------------------------------ edits


def test_a_try_changes_nothing_and_the_edit_after_it_reads_nothing_again(
    story: Path, hold: Hold, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = hold()
    files = {path: path.read_bytes() for path in story.parent.iterdir() if path.is_file()}
    before = held.production
    tried = held.try_pin(UNSURE, "Aud")
    assert {path: path.read_bytes() for path in story.parent.iterdir() if path.is_file()} == files
    assert held.production is before

    def fail(*_: object) -> None:
        raise AssertionError("the story is read again")

    monkeypatch.setattr("drama.script.reading.Reading.__init__", fail)
    edited = held.pin(UNSURE, "Aud")
    assert edited.changed == tried.changed
    assert edited.revision == held.revision == 2
    assert held.script.lines[UNSURE - 1].speaker == "Aud"


def test_an_edit_tells_whose_lines_and_whose_voices_it_changes(story: Path, hold: Hold) -> None:
    held = hold()
    merged = held.merge("Aud", "Torvald")
    assert {one.before for one in merged.changed} == {"Torvald"}
    recast = held.recast("Aud", "wren")
    assert [(one.character, one.now.name) for one in recast.revoiced] == [("Aud", "wren")]
    described = held.describe("Aud", gender="male", age="old")
    assert described.described is not None
    assert described.path == voices_of(story)
    assert next(person for person in held.script.characters if person.name == "Aud").gender == "male"
    with pytest.raises(CastError, match="no gender"):
        held.describe("Aud", gender="tall")
    with pytest.raises(ScriptError, match="no line 99"):
        held.pin(99, "Aud")


def test_why_is_what_explain_says(story: Path, hold: Hold) -> None:
    held = hold()
    _, why = drama.explain(story, lambda _: True)
    assert why
    assert {line.number: held.why(line.number) for line in held.script.lines if line.number in why} == why
    assert held.why(1) is None


def test_what_only_looks_goes_on_while_edits_are_made(story: Path, hold: Hold) -> None:
    held = hold()
    spoken = [line for line in held.script.lines if line.speaker is not None]

    def look(_: int) -> bool:
        now = held.production
        held.price("narrator", "robin")
        held.voice_distances()
        return [line.number for line in now.script.lines] == list(range(1, len(now.direction.performances) + 1))

    with ThreadPoolExecutor(4) as pool:
        looks = pool.map(look, range(40))
        for line in spoken:
            held.pin(line.number, "Torvald")
        assert all(looks)
    assert {line.speaker for line in held.script.lines} == {None, "Torvald"}


# ------------------------------------------------------------------ prices


@pytest.mark.slow
def test_a_price_is_what_a_render_would_record_after_the_recast(story: Path, hold: Hold, tmp_path: Path) -> None:
    write(voices_of(story), _TONES)
    held = hold()
    drama.render(held.production, tmp_path / "kiln.wav")
    other = "hum" if held.production.cast.voices["Aud"].name == "buzz" else "buzz"
    price = held.price("Aud", other)
    assert price == drama.price(held.production, "Aud", other)
    assert price.lines
    assert held.production == drama.prepare(story)  # nothing was written
    held.recast("Aud", other)
    to_record = drama.plan(held.production).to_record
    assert price.lines == tuple(line.number for line in to_record)
    assert price.scenes == tuple(dict.fromkeys(line.scene for line in to_record))
    drama.render(held.production, tmp_path / "kiln.wav")
    again = held.price("Aud", other)
    assert (again.lines, again.recorded) == ((), len(price.lines))


# ------------------------------------------------------------------ kept for the next time


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been read, and not taken from what was kept."""
    read: list[str] = []
    make = held_story.read_with

    def noted(*given: object) -> object:
        read.append("script")
        return make(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(held_story, "read_with", noted)
    return read


def test_what_was_kept_is_what_is_read_and_edits_start_from_it(story: Path, hold: Hold, unread: list[str]) -> None:
    hold().close()
    assert unread == ["script"]
    held = hold()
    assert held.production == drama.prepare(story)
    assert unread == ["script"]
    held.pin(UNSURE, "Torvald")
    assert held.production == drama.prepare(story)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".txt", _STORY.replace("cold", "warm")),
        (".script.toml", '[[line]]\nwords = "It was never lit"\nspeaker = "Aud"\n'),
        (".voices.toml", '[characters.Aud]\naliases = ["the girl"]\n'),
        (".voices.toml", '[characters.Aud]\ngender = "male"\n'),
        (".voices.toml", '[sound]\ntags = "drop"\n'),
        (".voices.toml", '[metadata]\ntitle = "Another Kiln"\n'),
        (".answers.json", None),
    ],
)
def test_what_was_kept_is_not_used_once_anything_it_was_made_from_is_otherwise(
    story: Path, hold: Hold, unread: list[str], suffix: str, text: str | None
) -> None:
    hold().close()
    unread.clear()
    if text is None:
        drama.answer(story, {UNSURE: "Torvald"}, by="somebody")
    else:
        write(story.with_name(f"kiln{suffix}"), text)
    assert hold().production == drama.prepare(story)
    assert unread == ["script"]


def test_what_was_kept_by_another_program_is_not_used(
    story: Path, hold: Hold, unread: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hold().close()
    monkeypatch.setattr("drama.production.kept_script.installation_digest", lambda: "another")
    hold()
    assert unread == ["script", "script"]


def test_what_was_kept_and_is_damaged_is_not_used(story: Path, hold: Hold, unread: list[str], tmp_path: Path) -> None:
    hold().close()
    (kept,) = (tmp_path / "cache" / FOLDER).rglob("*.blob")
    whole = kept.read_bytes()
    for damaged in (whole[:-9], whole[:60], b"", whole.replace(whole[-20:], bytes(20))):
        kept.write_bytes(damaged)
        unread.clear()
        held = hold()
        assert unread == ["script"]
        assert held.production == drama.prepare(story)


def test_a_voice_that_changes_leaves_what_was_kept_in_use(story: Path, hold: Hold, unread: list[str]) -> None:
    hold().close()
    write(voices_of(story), '[pronounce]\nkiln = "kill"\n\n[narrator]\nvoice = "crane"\n')
    assert hold().production == drama.prepare(story)
    assert unread == ["script"]


def test_a_closed_story_starts_no_thread_any_more(story: Path, hold: Hold) -> None:
    held = hold()
    held.close()
    write(voices_of(story), '[characters.Aud]\nvoice = "wren"\n')
    held.refresh()
    assert held._later is not None
    held._later.join(5)
    assert not held._later.is_alive()
