"""The one list of verbs of speaking: a verb that is added to it holds in every stage, and no stage has its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.sources import PACKAGE, literals

from drama.languages.base import Language
from drama.languages.en.english import ENGLISH
from drama.languages.en.speech_verbs import SPEECH_VERBS
from drama.languages.verbs import BARE, NEARLY, WISHED, SpeechVerb, ThoughtVerbs, speech_verbs
from drama.model import Delivery, Kind, Line, Manner, Script, TagKind, TagMode
from drama.readers import parse_text
from drama.script import read_script
from drama.script.attribution.attribute import attribute
from drama.script.delivery.silences import silence_after
from drama.script.people.mentions import find_mentions
from drama.script.people.name_counts import count_names
from drama.script.people.roster import build_roster
from drama.script.quotes.inch_marks import inch_marks
from drama.script.quotes.quotes import find_passages
from drama.script.text.narration import narration, views

OPENING = "Ilka Brenn sat in the hut. She was cold, and so was everybody there.\n\n“Come in,” said Ilka.\n\n"
VRONK = SpeechVerb(
    forms=("vronk", "vronks", "vronk on"),
    strong=frozenset({"vronk"}),
    bare="vrinker",
    leading=("vronking",),
    traits=frozenset({BARE, WISHED, NEARLY}),
    manner=Manner.WHISPERED,
)
"""A verb that no rule for endings takes for one."""
WITH_VRONK = replace(ENGLISH, speech_verbs=SPEECH_VERBS.adding(VRONK))


def script(text: str, language: Language, tags: TagMode = TagMode.KEEP) -> Script:
    return read_script(parse_text(OPENING + text), language=language, tags=tags)


def spoken(text: str, language: Language) -> list[str]:
    return [line.text for line in script(text, language).lines if line.kind is Kind.DIALOGUE][1:]


def last(text: str, language: Language) -> Line:
    return [line for line in script(text, language).lines if line.kind is Kind.DIALOGUE][-1]


def tag_verb(text: str, language: Language) -> str:
    story = parse_text(OPENING + text)
    passages = find_passages(story, language)
    tag = attribute(story, passages, build_roster(story, passages, language=language))[-1].tag
    return tag.verb if tag is not None else ""


def whole_tag(text: str, language: Language) -> TagKind | None:
    return next(line.tag for line in script(text, language).lines if "vronk" in line.text)


def dropped(text: str, language: Language) -> list[str]:
    found = script(text, language, TagMode.DROP)
    return [found.story.text[s.start : s.end] for s in found.unspoken if "vronk" in found.story.text[s.start : s.end]]


def is_told_as_a_tag(text: str, language: Language) -> bool:
    story = parse_text(OPENING + text)
    passages = find_passages(story, language)
    roster = build_roster(story, passages, language=language)
    return views(narration(story, passages, roster), roster)[-1].sentences[0].is_tag


def verb_of(text: str, language: Language) -> str:
    story = parse_text(OPENING)
    passages = find_passages(story, language)
    return find_mentions(text, build_roster(story, passages, language=language))[-1].verb


CONSUMERS: dict[str, Callable[[Language], bool]] = {
    "the verb stands before whom it belongs to": lambda language: (
        tag_verb("“It is shut”, vronk Ilka.", language) == "vronk"
    ),
    "the verb stands behind whom it belongs to": lambda language: (
        tag_verb("“It is shut.” Old Ilka vronk at last.", language) == "vronk"
    ),
    "a second verb of the subject": lambda language: (
        tag_verb("“It is shut.” Ilka came in from the snow and vronk.", language) == "vronk"
    ),
    "the verb before a quotation": lambda language: tag_verb("Ilka vronk “It is shut.”", language) == "vronk",
    "its form before a quotation": lambda language: (
        tag_verb("Ilka came, vronking “It is shut.”", language) == "vronking"
    ),
    "somebody is heard": lambda language: verb_of("They heard Ilka vrinker.", language) == "vrinker",
    "a name that speaks is counted": lambda language: (
        count_names([("vronk Tarn.", False)], language).names["Tarn"].tagged == 1
    ),
    "any noun speaks beside it": lambda language: (
        last("“It is shut,” vronk the zemstvar.", language).speaker == "The zemstvar"
    ),
    "any noun speaks before it": lambda language: (
        last("The old zemstvar vronk, “It is shut.”", language).speaker == "The old zemstvar"
    ),
    "somebody nobody names": lambda language: last("“It is shut,” vronk a voice.", language).speaker == "A voice",
    "a sentence of a name and the verb": lambda language: (
        last("“It is shut.” Ilka vronk softly to the others.", language).delivery.manner is Manner.WHISPERED
    ),
    "a tag tells the manner": lambda language: (
        last("“It is shut,” vronk Ilka.", language).delivery == Delivery(Manner.WHISPERED)
    ),
    "a forgotten mark": lambda language: spoken("“It is shut, vronk Ilka.\n\nSnow fell.", language) == ["“It is shut,"],
    "speech after a dash": lambda language: (
        read_dashed("—It is shut, vronk Ilka.", language) == ["—Who is there?", "—Nobody,", "—It is shut,"]
    ),
    "inches or speech that ends": lambda language: (
        not inch_marks('"There are 12" my old aunt vronk. Go on."', language)
    ),
    "a small word led in by it": lambda language: (
        spoken("Then she vronk “not yet” and left.", language) == ["“not yet”"]
    ),
    "a small word before it": lambda language: spoken("With “not yet” she vronk and left.", language) == ["“not yet”"],
    "only wished": lambda language: spoken("She wanted to vrinker, “It is shut.”", language) == [],
    "only nearly": lambda language: spoken("She almost vronk, “It is shut.”", language) == [],
    "a tag that can be dropped": lambda language: dropped("“It is shut,” vronk Ilka.", language) == ["vronk Ilka"],
    "a tag of two words": lambda language: dropped("“It is shut,” Ilka vronk on.", language) == ["Ilka vronk on"],
    "a tag that is a line": lambda language: whole_tag("“It is shut,” vronk Ilka.", language) is TagKind.BARE,
    "a sentence that says who speaks": lambda language: is_told_as_a_tag("Ilka vronk to the others.", language),
    "a silence after it": lambda language: silence_after("Then old Ilka Brenn vronk and paused.", language) > 0,
}


def read_dashed(text: str, language: Language) -> list[str]:
    story = parse_text(f"—Who is there? said Ilka.\n\n—Nobody, said Ilka.\n\n{text}")
    return [line.text for line in read_script(story, language=language).lines if line.kind is Kind.DIALOGUE]


@pytest.mark.parametrize("consumer", CONSUMERS)
def test_a_verb_of_speaking_that_is_added_holds(consumer: str) -> None:
    assert CONSUMERS[consumer](WITH_VRONK)


@pytest.mark.parametrize("consumer", CONSUMERS)
def test_the_same_word_means_nothing_before_it_is_added(consumer: str) -> None:
    assert not CONSUMERS[consumer](ENGLISH)


# ------------------------------------------------------------------ verbs of thinking

THOUGHT = ENGLISH.thought_verbs
WITH_GLONK = replace(
    ENGLISH,
    thought_verbs=ThoughtVerbs(
        THOUGHT.tags | {"glonk"},
        THOUGHT.inverted | {"glonk"},
        THOUGHT.to_oneself | {"vronk"},
        THOUGHT.minds | {"glonk"},
    ),
)


def thoughts(text: str, language: Language) -> list[str]:
    return [line.text.rstrip(",.") for line in script(text, language).lines if line.kind is Kind.THOUGHT]


def minds(text: str, language: Language) -> list[str]:
    story = parse_text(OPENING + text)
    passages = find_passages(story, language)
    roster = build_roster(story, passages, language=language)
    return list(views(narration(story, passages, roster), roster)[-1].minds)


@pytest.mark.parametrize(
    "text",
    ["The pass is shut, Ilka glonk.", "The pass is shut, glonk Ilka.", "Ilka glonk: The pass is shut.",
     "The pass is shut, she vronk herself."],
)  # fmt: skip
def test_a_verb_of_thinking_that_is_added_holds(text: str) -> None:
    assert thoughts(text, WITH_GLONK) == ["The pass is shut"]
    assert thoughts(text, ENGLISH) == []


def test_whoever_thinks_by_a_verb_that_is_added_is_whom_the_narration_is_with() -> None:
    assert minds("Ilka glonk of the snow.", WITH_GLONK) == ["Ilka Brenn"]
    assert minds("Ilka glonk of the snow.", ENGLISH) == []


# ------------------------------------------------------------------ the table


def test_a_line_of_the_table_is_a_verb() -> None:
    verbs = speech_verbs("vronk* vronks | vrinker | vronking | bare whispered\nplim_on", "plock")
    assert verbs.verbs == (
        SpeechVerb(
            ("vronk", "vronks"), frozenset({"vronk"}), "vrinker", ("vronking",), frozenset({BARE}), Manner.WHISPERED
        ),
        SpeechVerb(("plim on",)),
        SpeechVerb(("plock",)),
    )
    assert verbs.all == {"vronk", "vronks", "plock"}


def test_a_misspelt_trait_is_an_error() -> None:
    with pytest.raises(ValueError, match="bear"):
        speech_verbs("vronk | | | bear")


def test_each_form_is_in_the_table_once() -> None:
    forms = [form for verb in SPEECH_VERBS.verbs for form in verb.forms]
    assert sorted(forms) == sorted(set(forms))


WORD = re.compile(r"[a-z]+")


def _lists(file: Path) -> list[int]:
    """Return the lines of a module, docstrings left out, with three strong verbs of speaking or more in one literal."""
    strong = SPEECH_VERBS.strong
    return [
        line
        for line, texts in literals(file)
        if len({word for text in texts for word in WORD.findall(text)} & strong) >= 3
    ]


def test_no_module_outside_the_language_has_a_list_of_verbs() -> None:
    modules = [file for file in PACKAGE.rglob("*.py") if PACKAGE / "languages" / "en" not in file.parents]
    assert len(modules) > 100
    assert {file.relative_to(PACKAGE).as_posix(): found for file in modules if (found := _lists(file))} == {}
    assert _lists(PACKAGE / "languages" / "en" / "speech_verbs.py")
