"""The one table of titles: whatever stands in it holds in every stage, for each way of writing each title."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path

import pytest
from support.sources import PACKAGE, strings

from drama.direction.normalization.marked_text import put_together
from drama.direction.normalization.rules import edits_of
from drama.engines.espeak.respelling import respelled
from drama.exports.caption_blocks import caption_blocks
from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.languages.en.titles import TITLES
from drama.languages.titles import Stop, Title, Trait, written
from drama.model import Gender, Kind, Line, Script
from drama.readers import parse_text
from drama.script import read_script
from drama.script.attribution.addressed import called_gender
from drama.script.attribution.speech_tags import sentence_bounds
from drama.script.people.name_counts import names_in
from drama.script.text.sentences import sentences

FORMS = sorted(written(TITLES.table))
DOTTED = [form for form in FORMS if form.endswith(".")]
SHORT = [form for form in FORMS if TITLES.find(form).stop is not Stop.NEVER]  # type: ignore[union-attr]
OPENING = "Ilka Brenn sat in the hut. She was cold, and so was everybody there.\n\n"


def for_each(name: str, values: Sequence[object]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test for each of many values, as one test that names all it fails for."""

    def decorated(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def run(**others: object) -> None:
            failed: dict[str, AssertionError] = {}
            for value in values:
                try:
                    test(**{name: value}, **others)
                except AssertionError as problem:
                    failed[str(value)] = problem
            assert not failed, f"for {', '.join(failed)}: {next(iter(failed.values()))}"

        own = inspect.signature(test)
        run.__signature__ = own.replace(  # type: ignore[attr-defined]
            parameters=[one for one in own.parameters.values() if one.name != name]
        )
        return run

    return decorated


def script(text: str) -> Script:
    return read_script(parse_text(OPENING + text))


def lines(text: str, kind: Kind) -> list[Line]:
    return [line for line in script(text).lines if line.kind is kind]


def titled(form: str) -> Title:
    found = TITLES.find(form)
    assert found is not None
    return found


@for_each("form", FORMS)
@pytest.mark.parametrize(
    "text",
    [
        "“The pass is shut,” said {} Tarn.",
        "“The pass is shut,” {} Tarn said.",
        "{} Tarn said, “The pass is shut.”",
        "“The pass is shut.” {} Tarn nodded.",
        "“The pass,” said {} Tarn, “is shut.”",
        "“The pass is shut, said {} Tarn.\n\nSnow fell.",
        "“The pass is shut, {} Tarn said.\n\nSnow fell.",
    ],
)
@pytest.mark.slow
def test_whoever_has_a_title_speaks(form: str, text: str) -> None:
    found = lines(text.format(form), Kind.DIALOGUE)
    assert {line.speaker for line in found} == {f"{form} Tarn"}
    assert not any("Tarn" in line.text for line in found)


@for_each("form", FORMS)
@pytest.mark.parametrize(
    "text", ["I'm too late, thought {} Tarn.", "I'm too late, {} Tarn thought.", "{} Tarn thought: I'm too late."]
)
@pytest.mark.slow
def test_whoever_has_a_title_thinks(form: str, text: str) -> None:
    found = lines(f"{form} Tarn climbed down. Snow fell on the pass.\n\n" + text.format(form), Kind.THOUGHT)
    assert [(line.speaker, line.text.rstrip(",.")) for line in found] == [(f"{form} Tarn", "I'm too late")]


@for_each("form", FORMS)
@pytest.mark.parametrize("text", ["—The pass is shut, said {} Tarn.", "—The pass is shut, {} Tarn said."])
@pytest.mark.slow
def test_whoever_has_a_title_speaks_after_a_dash(form: str, text: str) -> None:
    found = lines("—Who is there? said Ilka.\n\n—Nobody, said Ilka.\n\n" + text.format(form), Kind.DIALOGUE)
    assert (found[-1].speaker, found[-1].text) == (f"{form} Tarn", "—The pass is shut,")


@for_each("form", FORMS)
@pytest.mark.slow
def test_whoever_is_addressed_by_a_title_does_not_speak(form: str) -> None:
    text = f"{form} Tarn came in with Ilka.\n\n“Good evening, {form} Tarn,” said Ilka.\n\n“Good evening.”"
    assert [line.speaker for line in lines(text, Kind.DIALOGUE)] == ["Ilka Brenn", f"{form} Tarn"]


@for_each("form", FORMS)
def test_a_title_and_its_name_are_one_name(form: str) -> None:
    for name in (f"{form} Tarn", f"{form} Anna Tarn", f"{form} van der Tarn"):
        assert [found for _, _, found in names_in(f"They looked at {name} and left.", ENGLISH)] == [name]


@for_each("form", SHORT)
@pytest.mark.slow
def test_a_short_form_by_itself_becomes_nobody(form: str) -> None:
    people = script(f"“The pass is shut,” said {form} Tarn.\n\n“Is it?” asked {form} Tarn. She looked at {form} Tarn.")
    assert {character.name for character in people.characters} <= {f"{form} Tarn", "Ilka Brenn"}


@for_each("form", FORMS)
@pytest.mark.slow
def test_a_title_tells_the_gender(form: str) -> None:
    told = titled(form).gender
    people = script(f"“The pass is shut,” said {form} Tarn. {form} Tarn shut the door.").characters
    assert {character.gender for character in people if character.name == f"{form} Tarn"} == {told}


@for_each("form", DOTTED)
def test_a_sentence_does_not_end_at_a_title(form: str) -> None:
    text = f"They asked {form} Tarn. Nobody knew."
    assert [text[start:end] for start, end in sentences(text)] == [f"They asked {form} Tarn.", "Nobody knew."]
    assert [text[start:end].strip() for start, end in sentence_bounds(text, ENGLISH)] == [
        f"They asked {form} Tarn.",
        "Nobody knew.",
    ]


@for_each("form", SHORT)
@pytest.mark.slow
def test_the_full_form_of_a_title_means_the_same_person(form: str) -> None:
    spoken = titled(form).spoken
    people = script(f"“The pass is shut,” said {form} Tarn.\n\n“Still?” asked Ilka.\n\n“Still,” said {spoken} Tarn.")
    tarns = [person for person in people.characters if "Tarn" in person.name]
    assert len(tarns) == 1
    assert {tarns[0].name, *tarns[0].aliases} == {f"{form} Tarn", f"{spoken} Tarn"}


ROLES = [title for title in TITLES.table if title.role is not None]


@for_each("title", ROLES)
@pytest.mark.slow
def test_a_title_that_describes_somebody_speaks_without_a_name(title: Title) -> None:
    word = title.word.lower()
    found = lines(f"The {word} came in.\n\n“The pass is shut,” said the {word}.", Kind.DIALOGUE)
    assert [line.speaker for line in found] == [f"The {word}"]


ALSO = {Stop.MAY: r"\.?", Stop.MUST: r"\.", Stop.NEVER: ""}


@for_each("form", SHORT)
def test_a_short_form_is_said_in_full(form: str) -> None:
    title = titled(form)
    text = f"They asked {form} Tarn."
    said, _ = put_together(text, edits_of(text), ())
    is_sure = form.endswith(".") or Trait.NEEDS_NAME in title.traits  # "Gen Tarn" may have a first name
    if Trait.LEFT in title.traits or not is_sure:
        assert said == text
    else:
        assert said == f"They asked {title.spoken} Tarn."


@pytest.mark.parametrize("form", [form for form in DOTTED if titled(form).stop is Stop.MAY])
def test_no_full_stop_of_a_title_reaches_espeak(form: str) -> None:
    said = respelled(f"They asked {form} Tarn.")
    title = titled(form)
    assert said == f"They asked {title.word if Trait.LEFT in title.traits else title.spoken} Tarn."


@for_each("form", DOTTED)
def test_initials_behind_a_title_do_not_end_what_is_said(form: str) -> None:
    text = f"They asked {form} J. Tarn."
    assert put_together(text, edits_of(text), ())[0].endswith(" J Tarn.")


@for_each("form", DOTTED)
def test_captions_do_not_part_a_title_from_its_name(form: str) -> None:
    text = f"Nobody at the harbour had seen {form} Tarn that night at all."
    rows = [row for width in range(24, 44) for block in caption_blocks(text, width=width) for row in block.rows]
    assert not any(row.endswith(form) for row in rows)


@pytest.mark.parametrize("title", TITLES.having(Trait.CALLS), ids=lambda title: title.word)
def test_a_title_that_calls_somebody_tells_the_gender(title: Title) -> None:
    assert called_gender(f"“Yes, {title.word.lower()}.”", ENGLISH) is title.gender


@pytest.mark.parametrize(
    "name", ["Lt. Col. Tarn", "Rev. Dr. Anna Tarn", "Maj. Gen. Tarn", "Lt. Cmdr. de Tarn", "Hon. Mrs. Tarn"]
)
@pytest.mark.parametrize(
    "text", ["“The pass is shut,” said {}.", "“The pass is shut,” {} said.", "I'm too late, thought {}."]
)
def test_titles_may_follow_each_other(name: str, text: str) -> None:
    found = [line for line in script(text.format(name)).lines if line.kind is not Kind.NARRATION]
    assert [line.speaker for line in found] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "They asked the Prof. She knew.",
        "We saw the Capt. He waved.",
        "Agent M. Then he left.",
        "Gen Tarn came.",
    ],
)
def test_what_may_be_no_title_is_said_as_it_is_printed(text: str) -> None:
    assert put_together(text, edits_of(text), ())[0] == text


# ------------------------------------------------------------------ the table


def test_each_way_of_writing_is_in_the_table_once() -> None:
    assert len(FORMS) == sum(1 if title.stop is not Stop.MAY else 2 for title in TITLES.table)


@pytest.mark.parametrize(
    "title", [title for title in TITLES.table if title.stop is not Stop.NEVER], ids=lambda t: t.word
)
def test_a_short_form_agrees_with_its_full_form(title: Title) -> None:
    full = TITLES.find(title.spoken)
    if full is not None:
        assert (full.spoken, full.gender) == (title.spoken, title.gender)
        assert (Trait.GROWN in full.traits) == (Trait.GROWN in title.traits)
        assert (Trait.FAMILIAR in full.traits) == (Trait.FAMILIAR in title.traits)
    assert full is not None or title.spoken in {"Messers", "Mix"}


def test_no_abbreviation_is_longer_than_what_is_looked_at_before_a_full_stop() -> None:
    assert TITLES.longest_abbreviation < 8


ABBREVIATION = re.compile(rf"\b(?:{TITLES.abbreviations})\b")


def _lists(file: Path) -> list[str]:
    """Return the string constants of a module, docstrings left out, that hold three short titles or more."""
    return [text for text in strings(file) if len(set(ABBREVIATION.findall(text))) >= 3]


@pytest.mark.slow
def test_no_other_module_has_a_list_of_titles() -> None:
    modules = [file for file in PACKAGE.rglob("*.py") if file != PACKAGE / "languages" / "en" / "titles.py"]
    assert len(modules) > 100
    assert {file.relative_to(PACKAGE).as_posix(): found for file in modules if (found := _lists(file))} == {}


def test_the_initial_of_a_name_is_no_title() -> None:
    assert [name for _, _, name in names_in("They asked J. M. Tarn about it.", ENGLISH)][-1] == "J. M. Tarn"
    assert [name for _, _, name in names_in("They asked M. Tarn about it.", ENGLISH)] == ["M. Tarn"]


# ------------------------------------------------------------------ a title that is added

ZORVAN = Title("Zorvan", "Zorvan", Gender.FEMALE, role=Gender.FEMALE, traits=frozenset({Trait.CALLS, Trait.GROWN}))
ZV = Title("Zv", "Zorvan", Gender.FEMALE, Stop.MAY, traits=frozenset({Trait.NEEDS_NAME}))
WITH_ZORVAN = replace(ENGLISH, titles=TITLES.adding(ZORVAN, ZV))

ADDED: dict[str, Callable[[Language], bool]] = {
    "a name with it": lambda language: (
        [name for _, _, name in names_in("They saw Zv. Tarn.", language)] == ["Zv. Tarn"]
    ),
    "a full stop that ends nothing": lambda language: (
        len(list(sentences("They saw Zv. Tarn.", language=language))) == 1
    ),
    "the end of a tag's sentence": lambda language: len(sentence_bounds("They saw Zv. Tarn.", language)) == 1,
    "who describes somebody": lambda language: language.noun_genders.get("zorvan") is Gender.FEMALE,
    "who is called": lambda language: called_gender("“Yes, zorvan.”", language) is Gender.FEMALE,
    "who speaks": lambda language: (
        genders("“The pass is shut,” said Zorvan Tarn.", language) == {"Zorvan Tarn": "female"}
    ),
    "who is the same": lambda language: (
        {"Zv. Tarn", "Zorvan Tarn"}
        in known_as("“It is shut,” said Zv. Tarn.\n\n“So it is,” said Zorvan Tarn.", language)
    ),
    "who thinks": lambda language: (
        [
            line.speaker
            for line in read_script(parse_text(OPENING + "I'm too late, thought Zv. Tarn."), language=language).lines
            if line.kind is Kind.THOUGHT
        ]
        == ["Zv. Tarn"]
    ),
}


def genders(text: str, language: Language) -> dict[str, str]:
    people = read_script(parse_text(OPENING + text), language=language).characters
    return {person.name: person.gender.value for person in people if "Tarn" in person.name}


def known_as(text: str, language: Language) -> list[set[str]]:
    people = read_script(parse_text(OPENING + text), language=language).characters
    return [{person.name, *person.aliases} for person in people]


@pytest.mark.parametrize("consumer", ADDED)
def test_a_title_that_is_added_holds(consumer: str) -> None:
    assert ADDED[consumer](WITH_ZORVAN)
    assert not ADDED[consumer](ENGLISH)
