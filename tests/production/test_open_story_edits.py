"""An open story after any edits, its own and those of others: what is prepared from its files anew."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import drama
from drama.errors import DramaError

pytestmark = pytest.mark.slow

_STORY = """The Weir

Ottilie stood on the weir with Mr. Quaile and his daughter Fen. The water was high.

“It will not hold,” said Ottilie. “*Nothing* here holds.”

“It held in the year of the flood,” Mr. Quaile answered.

“And who was there to see it?”

“I was.”

Fen laughed. “You were six years old, and asleep.”

*He was awake,* she thought, *or he would not have told it so badly.*

***

In the evening Uncle Bram came down with the lantern. Chapter IV of his book was wet.

“Who let the sluice down?” he asked.

“Nobody did,” said Fen.

“Then who is that?”

The man by the sluice did not turn around. “Quaile,” he said. “I am Edmund Quaile.”
"""

_PEOPLE = ("Ottilie", "Fen", "Mr. Quaile", "Uncle Bram", "Edmund Quaile", "Quaile", "narrator", "Nobody at All")
_CAST_FILES = (
    "",
    '[characters.Fen]\ngender = "female"\nvoice = "wren"\n',
    '[characters.Ottilie]\ngender = "male"\nage = "old"\naliases = ["the engineer"]\n',
    '[narrator]\nvoice = "crane"\n\n[sound]\nstyle = "drama"\n',
    '[sound]\ntags = "drop"\n\n[pronounce]\nQuaile = "quayle"\n',
    '[metadata]\ntitle = "Another Weir"\nauthor = "Nobody"\n',
    '[characters.Fen]\nvoice = "no such voice"\n',
    "[characters.Fen\n",
)
_CORRECTIONS = (
    "",
    '[[line]]\nwords = "“I was.”"\nspeaker = "Fen"\n',
    '[[line]]\nwords = "And who was there to see it"\ndelivery = "whispered"\n',
    '[characters.Bram]\naliases = ["Uncle Bram"]\n',
    "[[line]]\nwords = 3\n",
)
_STORIES = (_STORY, _STORY.replace("“I was.”", "“I was,” said Fen."), _STORY + "\n“Edmund?” Ottilie said.\n")

_numbers = st.integers(1, 40)
_people = st.sampled_from(_PEOPLE)
_Act = Callable[[drama.OpenStory, Path], object]


def _gestures() -> st.SearchStrategy[_Act]:
    """Return edits that the story itself makes or tries."""
    kinds = st.sampled_from((None, None, None, "dialogue", "thought"))
    made: list[st.SearchStrategy[_Act]] = [
        st.builds(lambda n, p, k: lambda held, _: held.pin(n, p, kind=k), _numbers, _people, kinds),
        st.builds(lambda n, p, k: lambda held, _: held.try_pin(n, p, kind=k), _numbers, _people, kinds),
        st.builds(lambda n: lambda held, _: held.pin(n, "the ferryman", is_new=True), _numbers),
        st.builds(lambda n: lambda held, _: held.leave_out(n), _numbers),
        st.builds(lambda p, q: lambda held, _: held.merge(p, q), _people, _people),
        st.builds(lambda p, q: lambda held, _: held.try_merge(p, q), _people, _people),
        st.builds(lambda p: lambda held, _: held.rename(p, "Somebody"), _people),
        st.builds(lambda p: lambda held, _: held.split(p), _people),
        st.builds(lambda p: lambda held, _: held.recast(p, "robin"), _people),
        st.builds(lambda p: lambda held, _: held.price(p, "crane"), _people),
        st.builds(lambda p: lambda held, _: held.describe(p, gender="female", age="young"), _people),
        st.just(lambda held, _: held.unpin(_pinned(held))),
        st.just(lambda held, _: held.bring_back(_left_out(held))),
    ]
    return st.one_of(made)


def _others() -> st.SearchStrategy[_Act]:
    """Return edits that an editor or the command line makes."""
    return st.one_of(
        st.builds(lambda text: lambda _, story: _write(story, ".voices.toml", text), st.sampled_from(_CAST_FILES)),
        st.builds(lambda text: lambda _, story: _write(story, ".script.toml", text), st.sampled_from(_CORRECTIONS)),
        st.builds(lambda text: lambda _, story: story.write_text(text, encoding="utf-8"), st.sampled_from(_STORIES)),
        st.builds(lambda text: lambda _, story: _write(story.with_name("x"), "", text, "voices.toml"),
                  st.sampled_from(_CAST_FILES)),
        st.builds(lambda n, p: lambda _, story: drama.answer(story, {n: p}, by="somebody"), _numbers, _people),
        st.builds(lambda n, p: lambda _, story: drama.correct(story).pin(n, p), _numbers, _people),
        st.builds(lambda n: lambda _, story: drama.direct_line(story, n, rate=1.2), _numbers),
    )  # fmt: skip


def _write(story: Path, suffix: str, text: str, name: str | None = None) -> None:
    """Write a file beside a story, or delete it for an empty text."""
    path = story.with_name(name or story.name.replace(".txt", suffix))
    if text:
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


def _pinned(held: drama.OpenStory) -> int:
    return next((line.number for line in held.script.lines if line.rule == "pinned"), 1)


def _left_out(held: drama.OpenStory) -> str:
    skipped = (one for one in held.script.unspoken if one.rule == "left out")
    return next((held.script.story.text[one.start : one.end] for one in skipped), "nothing")


@given(acts=st.lists(st.one_of(_gestures(), _gestures(), _others()), min_size=1, max_size=6))
@settings(max_examples=12)
def test_whatever_is_edited_by_whomever_it_is_what_is_prepared_from_the_files_anew(acts: list[_Act]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / "weir.txt"
        story.write_text(_STORY, encoding="utf-8")
        with closing(drama.open_story(story)) as held:
            for act in acts:
                with suppress(DramaError):
                    act(held, story)
                with suppress(DramaError):
                    held.refresh()
                anew, problem = _prepared(story)
                assert str(held.problem) == str(problem)
                assert held.production == anew or problem is not None


def _prepared(story: Path) -> tuple[drama.Production | None, DramaError | None]:
    """Return the story prepared anew, or what is wrong with it."""
    try:
        return drama.prepare(story, language_anyway=True, lock_anyway=True), None
    except DramaError as problem:
        return None, problem
