"""What authors write around a story is not spoken, what may be the story is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.model import Role, Story
from drama.readers.structure.headings import is_break
from drama.readers.text import parse_text

TALE = "The lamp went out at noon.\n\n“Row,” said Ilse."


def said(text: str) -> list[str]:
    story = parse_text(text)
    return [_left(story, paragraph.start, paragraph.end) for paragraph in story.paragraphs if _is_said(paragraph.role)]


def _is_said(role: Role) -> bool:
    return role is not Role.BREAK


def _left(story: Story, start: int, end: int) -> str:
    kept = [char if not any(s.start <= at < s.end for s in story.skips) else "" for at, char in enumerate(story.text)]
    return " ".join("".join(kept[start:end]).split())


def reasons(text: str) -> set[str]:
    return {skip.reason for skip in parse_text(text).skips}


@pytest.mark.parametrize(
    "line",
    [
        *("A/N: I wrote this on a train.", "a/n - hello", "AN: Sorry for the wait!", "A.N.: hello", "(A/N: hello)"),
        *("Author's Note: hello", "Authors note - hello", "AUTHOR’S NOTES: hello", "[Author's Note: hello]"),
        "Note from the author: hello",
    ],
)
@pytest.mark.parametrize("place", ["head", "end", "middle"])
def test_an_authors_note_is_not_spoken_wherever_it_stands(line: str, place: str) -> None:
    first, second = TALE.split("\n\n")
    parts = {"head": [line, first, second], "end": [first, second, line], "middle": [first, line, second]}[place]
    text = "\n\n".join(parts)
    assert said(text) == TALE.split("\n\n")
    assert reasons(text) == {"author's note"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("TBC", "end mark"),
        ("To be continued…", "end mark"),
        ("[To be continued]", "end mark"),
        ("~Fin~", "end mark"),
        ("FINIS.", "end mark"),
        ("End of Chapter 3", "end mark"),
        ("Next chapter on Friday!", "request to readers"),
        ("Next update: Monday.", "request to readers"),
        ("Please review!", "request to readers"),
        ("R&R", "request to readers"),
        ("Leave kudos and comments :)", "request to readers"),
        ("Comments and kudos are love!", "request to readers"),
        ("Don't forget to vote and comment!", "request to readers"),
        ("(1,234 words)", "request to readers"),
        ("Word count: 1234", "request to readers"),
        ("Disclaimer: I own nothing.", "disclaimer"),
    ],
)
def test_what_stands_below_a_chapter_is_not_spoken(line: str, why: str) -> None:
    assert said(f"{TALE}\n\n{line}") == TALE.split("\n\n")
    assert reasons(f"{TALE}\n\n{line}") == {why}


@pytest.mark.parametrize(
    "line",
    [
        *("The End", "The end.", "“To be continued.”", '"TBC," said Brand.', "'Please review!'", "Please don't leave."),
        *("Do not follow me.", "Follow me.", "The next chapter of her life began.", "Thank you for reading my letter."),
        *("An, the boy, laughed.", "Finn was the dog.", "Leave the oars.", "He reviewed the oars with love.", "XOXO"),
        *("Author's notes lay on the floor.", "Words failed him.", "Let me know what you think."),
        "Rated the best dog of the Sound.",
    ],
)
def test_what_may_be_the_story_is_spoken(line: str) -> None:
    assert said(f"{TALE}\n\n{line}")[-1] == line
    assert said(f"Chapter 1\n\n{line}\n\n{TALE}")[1] == line


@pytest.mark.parametrize("line", ["“A/N: hello”", '"Rating: poor," said Brand.', "‘Disclaimer: I own nothing.’"])
def test_words_in_quotation_marks_are_spoken(line: str) -> None:
    assert line in said(f"{line}\n\n{TALE}\n\n{line}")


@given(
    st.lists(
        st.sampled_from(["A/N: hi", "“Row,” said Ilse.", "***", "TBC", "Please review!", "It rained."]), max_size=9
    )
)
def test_no_speech_is_lost_among_notes(parts: list[str]) -> None:
    text = "\n\n".join(["It rained.", *parts, "It rained."])
    assert said(text).count("“Row,” said Ilse.") == parts.count("“Row,” said Ilse.")


@pytest.mark.parametrize(
    "line",
    [
        *(
            "oOo",
            "xXxXx",
            "-*-",
            "XOXOX",
            "---xxx---",
            "~~~",
            "<<>>",
            "xxx",
            "x-x-x",
            "-xXx-",
            "oOoOo",
            "o0o0o",
            "=====",
        ),
        *("[line break]", "(line break)", "***scene change***", "~*~ page break ~*~", "LINE BREAK", "xX Line Break Xx"),
    ],
)
def test_a_break_of_any_kind_parts_scenes(line: str) -> None:
    story = parse_text(f"{TALE}\n\n{line}\n\nBrand rowed.")
    assert [paragraph.role for paragraph in story.paragraphs][2] is Role.BREAK


@pytest.mark.parametrize("line", ["XXX", "xoxo", "XOXO", "ooo", "Ooo", "Oxo", "Xx", "XXX.", "0", "000", "OOO"])
def test_letters_that_may_be_words_or_numbers_are_no_break(line: str) -> None:
    assert not is_break(line)


def test_letters_that_come_again_are_breaks() -> None:
    story = parse_text("It rained.\n\nX\n\nIt stopped.\n\nX\n\nIt rained.")
    assert [paragraph.role for paragraph in story.paragraphs].count(Role.BREAK) == 2


def test_a_header_of_fan_fiction_goes_to_the_metadata() -> None:
    story = parse_text(f"Fandom: The Sound\nRating: T\nSummary: A lamp.\nAuthor: Nell\n\n{TALE}")
    assert (story.author, story.metadata.genre, story.metadata.description) == ("Nell", "The Sound", "A lamp.")


def test_what_a_game_says_at_the_head_of_a_chapter_is_spoken() -> None:
    text = f"Chapter 1\n\nCharacter: Ilse\nStatus: wet\nOars: 2\n\n{TALE}"
    assert "Character: Ilse" in " ".join(said(text))


@pytest.mark.parametrize("bracket", ["(AND SO DID I)", "(AN HOUR LATE)", "(ANNA DID)", "[AN OLD MAN]", "(an oar, too)"])
def test_words_in_brackets_that_begin_with_an_are_no_note(bracket: str) -> None:
    assert not parse_text(f"She knew it {bracket} from the start, and said so.").skips


@pytest.mark.parametrize(
    "note", ["(A/N: sorry!)", "(AN: sorry!)", "[AN - sorry]", "(a/n I know)", "(Author's note: no)"]
)
def test_a_note_in_brackets_inside_a_paragraph_is_left_out(note: str) -> None:
    story = parse_text(f"She knew it {note} from the start, and said so.")
    assert [story.text[skip.start : skip.end] for skip in story.skips] == [note]
