"""``series.published.toml``: guids and dates stay, whatever becomes of files, titles and texts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.errors import WriteError
from drama.publishing.identities import Found, Identities, identify
from drama.publishing.published import Published, PublishedEpisode, published_text, read_published

GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
_EARLY, _LATE = (datetime(year, 1, 1) for year in (1980, 2100))  # noqa: DTZ001 (hypothesis wants them so)
FIRST = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)

FERRY, LAMP, TOWER = (Found(f"{n}.md", title, f"text of {n}", str(n)) for n, title in
                      ((1, "The Ferry"), (2, "The Lamp"), (3, "The Tower")))  # fmt: skip


def out(*found: Found, before: Published = Published(GUID), now: datetime = FIRST) -> Published:  # noqa: B008 (frozen)
    """Return what is known after some episodes went out."""
    return identify(found, before, now=now).published(before)


def guids(of: Identities | Published) -> dict[str, str]:
    """Return the guid of each episode by its text, or of those that went out."""
    if isinstance(of, Published):
        return {one.story: one.guid for one in of.episodes.values()}
    return {one.episode.story: one.episode.guid for one in of.of}


def test_what_went_out_keeps_guid_date_and_name_and_what_is_new_is_as_ever() -> None:
    once = out(FERRY, LAMP)
    edited = [replace(FERRY, title="The Last Ferry", story="another text"), LAMP, TOWER]
    again = identify(edited, once, now=LATER)
    assert [(one.is_new, one.was) for one in again.of] == [(False, ""), (False, ""), (True, "")]
    for one, key in zip(again.of[:2], ("1.md", "2.md"), strict=True):
        known = once.episodes[key]
        assert (one.episode.guid, one.episode.published, one.episode.name) == (known.guid, known.published, known.name)
    assert again.of[2].episode.published == LATER
    assert again.of[2].episode.guid == out(TOWER).episodes["3.md"].guid
    assert [one.published for one in once.episodes.values()] == [FIRST - timedelta(minutes=1), FIRST]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        pytest.param([replace(LAMP, key="02 lamp.md")], {"text of 2": "2.md"}, id="another name"),
        pytest.param([replace(LAMP, key="02 lamp.md", story="edited")], {"edited": "2.md"}, id="name and text"),
        pytest.param([replace(LAMP, key="1.md"), replace(FERRY, key="2.md")],
                     {"text of 2": "2.md", "text of 1": "1.md"}, id="two change places"),
        pytest.param([replace(TOWER, key="1.md", title="New", story="new"), replace(FERRY, key="2.md"),
                      replace(LAMP, key="3.md")], {"text of 1": "1.md", "text of 2": "2.md"}, id="one more in front"),
        pytest.param([replace(FERRY, key="2.md", story="edited"), replace(LAMP, key="3.md", story="edited too")],
                     {"edited": "1.md", "edited too": "2.md"}, id="numbered anew and edited"),
        pytest.param([replace(FERRY, title="Other", story="other")], {"other": "1.md"}, id="same file, all else new"),
    ],
)  # fmt: skip
def test_a_story_is_known_again_by_text_title_or_file(now: list[Found], told: Mapping[str, str]) -> None:
    once = out(FERRY, LAMP)
    again = identify(now, once, now=LATER)
    assert {story: guids(again)[story] for story in told} == {
        story: once.episodes[was].guid for story, was in told.items()
    }
    after = again.published(once)
    assert len({one.guid for one in after.episodes.values()}) == len(after.episodes)
    assert set(guids(once).values()) <= set(guids(after).values())  # nothing is lost
    assert read_published(published_text(after), "x") == after


def test_a_title_of_any_length_can_be_written_down_and_is_known_again() -> None:
    long = replace(FERRY, title="salt and rope " * 1_000)
    once = read_published(published_text(out(long)), "x")
    (again,) = identify([replace(long, key="other.md", story="edited")], once, now=LATER).of
    assert (again.was, again.episode.guid) == ("1.md", once.episodes["1.md"].guid)


def test_an_episode_that_is_gone_is_told_and_kept_and_its_file_may_be_used_again() -> None:
    once = out(FERRY, LAMP)
    again = identify([FERRY], once, now=LATER)
    assert again.missing == ("2.md",)
    assert again.published(once).episodes["2.md"] == once.episodes["2.md"]
    moved = out(replace(LAMP, key="lamp.md"), before=once)
    fresh = identify([replace(LAMP, key="lamp.md"), replace(TOWER, key="2.md")], moved, now=LATER)
    assert fresh.of[1].is_new
    assert fresh.of[1].episode.guid not in guids(once).values()


def test_a_date_of_the_cast_file_goes_over_that_of_before() -> None:
    once = out(FERRY)
    (one,) = identify([replace(FERRY, published=LATER)], once, now=FIRST).of
    assert one.episode.published == LATER


def test_only_what_goes_out_is_written_down() -> None:
    before = Published(GUID)
    both = identify([FERRY, LAMP], before, now=FIRST)
    assert set(both.published(before, {"1.md"}).episodes) == {"1.md"}


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
            st.datetimes(_EARLY, _LATE),
        ),
        max_size=5,
    )
)
def test_whatever_the_names_are_the_file_reads_as_it_was_written(rows: dict[str, tuple[str, datetime]]) -> None:
    episodes = {
        key: PublishedEpisode(f"guid {at}", when.replace(microsecond=0, tzinfo=UTC), f"e-{at}", title, title)
        for at, (key, (title, when)) in enumerate(rows.items())
    }
    published = Published(GUID, MappingProxyType(episodes))
    text = published_text(published)
    assert read_published(text, "series.published.toml") == published
    assert tomllib.loads(text)["podcast"]["guid"] == GUID


EPISODE = '[episodes."1.md"]\nguid = "a"\npublished = 2026-11-28T18:00:00Z\nname = "01"\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<<<<<<< HEAD", "not valid TOML"),
        ('[podcast]\nguid = "x"', "line 2: the guid of a podcast is a UUID"),
        ("[podcats]", 'line 1: unknown key "podcats"; did you mean "podcast"?'),
        (EPISODE.replace("guid", "giud"), 'line 2: unknown key "giud"; did you mean "guid"?'),
        (EPISODE.replace('guid = "a"\n', ""), "line 1: an episode needs guid"),
        (EPISODE.replace("Z", ""), "line 3: published is a time with its zone"),
        (EPISODE.replace('"01"', '"../01"'), "line 4: name is of a-z"),
        (EPISODE + EPISODE.replace("1.md", "2.md").replace('"01"', '"02"'), '"2.md" and "1.md" have the same guid'),
        ("[episodes]\na = 3", "line 2: a must be a table"),
        ("a = " + "[" * 5_000, "not valid TOML"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(text: str, problem: str) -> None:
    with pytest.raises(WriteError, match=re.escape(problem)) as raised:
        read_published(text, "series.published.toml")
    assert str(raised.value).startswith("series.published.toml")
