"""The time a text takes grows with its length, whatever it is made of: eight times the text, not 64 times the time.

A pattern that reads a run of signs again from each of them takes 64 times as long. Process time is compared with
process time, the best of several, so that a busy machine cannot fail these tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from support.growth import assert_in_proportion
from support.small_documents import PARAGRAPHS, paragraph_of, small_document

from drama.direction.normalization.marked_text import put_together, stressed_words
from drama.direction.normalization.pronunciation import Lexicon
from drama.direction.normalization.punctuation import spoken_text
from drama.direction.normalization.rules import edits_of
from drama.model import Form, Kind, Line, Pronunciation, Span
from drama.readers import parse_text, read_story
from drama.readers.documents.extraction import read_document
from drama.script import read_script

pytestmark = pytest.mark.slow

RUNS = {
    "capitals": "A", "letters": "a", "digits": "1", "accents": "e\u0301", "Chinese": "字", "pictures": "☂",
    "capitals and apostrophes": "A'", "capitals and hyphens": "A-", "capitals and full stops": "A.", "initials": "A. ",
    "capitalised words": "Orla ", "words in capitals": "STOP ", "names and commas": "Orla, ", "humps": "OrLa",
    "titles": "Lt. Col. ", "monsieurs": "M. ", "particles": "Orla de la ", "articles": "the ", "pronouns": "I ",
    "descriptions": "the old man ", "adverbs": "softly ",
    "verbs of speech": "said ", "verbs of thought": ", thought ", "tags": "said Orla, ", "thoughts": ", Orla thought ",
    "spaces": " ", "no-break spaces": "\u00a0", "tabs": "\t", "line ends": "\n", "zero width": "\u200b",
    "full stops": ".", "spaced full stops": ". ", "ellipses": "…", "commas": ",", "question marks": "?", "colons": ":",
    "dashes": "—", "hyphens": "-", "spaced hyphens": "- ", "double hyphens": "-- ", "apostrophes": "'",
    "straight marks": '"', "opening marks": "“", "closing marks": "”", "single marks": "‘", "marks in turn": "“”",
    "angle marks": "«", "parentheses": "(", "brackets": "[", "links": "[a](", "stars": "*", "spaced stars": "* ",
    "underscores": "_", "ticks": "`", "bars": "|", "backslashes": "\\", "tildes": "~", "ampersands": "&",
    "tags of HTML": "<p>",
    "comments": "<!--", "drawn out": "Nooo", "amounts": "$1", "fractions": "1/", "times": "1:", "lists": "1, ",
    "Roman numerals": "XIV ", "stresses": "*so* ",
}  # fmt: skip

SHORT, LONG = 2_000, 16_000
"""In characters."""
READING: tuple[Callable[[str], object], ...] = (
    lambda text: parse_text(f"Orla went home. {text} Rain."),
    lambda text: parse_text(f"Orla went home. {text} Rain.", markdown=True),
    lambda text: read_document(f"<p>{text}</p><pre>{text}</pre><a b='{text}'>{text}"),
)


def assert_linear(work: Callable[[str], Callable[[], object]], unit: str) -> None:
    """Assert that eight times as much of a unit is about eight times the work, not sixty-four times."""
    short, long = (work(unit * (size // len(unit))) for size in (SHORT, LONG))
    assert_in_proportion(short, long, times=24)


def test_work_that_grows_with_the_square_is_found_out() -> None:
    def read_from_every_sign(text: str) -> bool:
        return any(sign == "b" for start in range(len(text)) for sign in text[start:])

    short, long = "a" * 500, "a" * 4_000
    with pytest.raises(AssertionError, match=r"s, and \d\.\d+ s for the short one"):
        assert_in_proportion(lambda: read_from_every_sign(short), lambda: read_from_every_sign(long), times=24)


@pytest.mark.parametrize("run", RUNS)
def test_reading_a_run_takes_time_in_proportion(run: str) -> None:
    assert_linear(lambda text: lambda: [read(text) for read in READING], RUNS[run])


@pytest.mark.parametrize("run", RUNS)
def test_reading_a_run_in_a_document_or_a_script_takes_time_in_proportion(tmp_path: Path, run: str) -> None:
    def work(text: str) -> Callable[[], object]:
        documents = [tmp_path / f"{len(text)}{suffix}" for suffix in PARAGRAPHS]
        for path in documents:
            words = "".join(paragraph_of(path.suffix, some) for some in ("Orla went home.", text, f"Rain. {text}"))
            path.write_bytes(small_document(path.suffix, words))
        script = tmp_path / f"{len(text)}.txt"
        script.write_text(f"INT. A SHED\n\nORLA\n{text}\n\nORLA: {text}\n{text}: Rain.\n", encoding="utf-8")
        forms = (Form.FOUNTAIN, Form.LABELLED)
        return lambda: ([read_story(path) for path in documents], [read_story(script, as_=form) for form in forms])

    assert_linear(work, RUNS[run])


@pytest.mark.parametrize("run", RUNS)
def test_who_speaks_in_a_run_is_found_in_time_in_proportion(run: str) -> None:
    def work(text: str) -> Callable[[], object]:
        story = parse_text(
            f"Orla went. {text} she thought.\n\n“No,” {text}.\n\n“No,” said Orla {text}.\n\n“Yes {text},” she said."
        )
        return lambda: read_script(story)

    assert_linear(work, RUNS[run])


def line_of(text: str) -> Line:
    """Return a line with a stress in every hundred characters."""
    line = read_script(parse_text("Orla went home.")).lines[0]
    words = range(0, len(text) - 8, 100)
    return replace(line, text=text, kind=Kind.NARRATION, emphasis=tuple(Span(at, at + 2) for at in words))


@pytest.mark.parametrize("run", RUNS)
def test_a_run_is_put_into_words_in_time_in_proportion(run: str) -> None:
    lexicon = Lexicon((Pronunciation("a", "ay"), Pronunciation("orla", "oorla")))

    def work(text: str) -> Callable[[], object]:
        line = line_of(f"Orla went {text} home.")

        def direct() -> object:
            said = spoken_text(line)
            edits, _ = lexicon.edits(said, "tone", frozenset())
            return put_together(
                said, chain(edits, edits_of(said, heading=line.text, people=("Orla",))), stressed_words(line, said)
            )

        return direct

    assert_linear(work, RUNS[run])
