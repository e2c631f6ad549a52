"""Tags that a listener can do without."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.model import Kind, Line, Script, TagKind, TagMode
from drama.readers import parse_text
from drama.script import Corrections, Pin, read_script
from drama.script.assembly import coverage
from drama.script.assembly.lines import DROPPED_TAG

_OPENING = (
    "Odile stood at the stove. Brannoch came in from the yard.\n\n"
    '"Close it," said Odile.\n\n"It is closed," said Brannoch.\n\n'
)
"""Both have spoken."""


def read(text: str, mode: TagMode = TagMode.DROP, *, corrections: Corrections | None = None) -> Script:
    return read_script(parse_text(_OPENING + text), tags=mode, corrections=corrections)


def said(script: Script) -> list[str]:
    """Return the lines behind the opening."""
    return [line.text for line in script.lines if line.paragraph > 2]


def dropped(script: Script) -> list[str]:
    return [script.story.text[s.start : s.end] for s in script.unspoken if s.rule == DROPPED_TAG]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"Why?" said Odile.', TagKind.BARE),
        ('"Why?" she asked.', TagKind.BARE),
        ('"I know," Brannoch replied, "and so do you."', TagKind.BARE),
        ('"I know," she told him.', TagKind.BARE),
        ('Odile said: "Close it again."', TagKind.BARE),
        ('"Why?" whispered Odile.', TagKind.MANNER),
        ('"Why?" she asked quietly.', TagKind.MANNER),
        ('"I know," Odile said in a low voice, "and so do you."', TagKind.MANNER),
        ('"Why?" said Odile, and put the kettle down.', None),
        ('"Why?" said Odile to the cat.', None),
        ('"Why?" said Odile. She put the kettle down.', None),
        ('"Why?" Odile put the kettle down.', None),
        ('"Why?" asked a man in grey.', None),
        ("She said nothing.", None),
    ],
)
def test_a_line_of_narration_that_is_nothing_but_a_tag_says_so(text: str, kind: TagKind | None) -> None:
    found = [line for line in read(text, TagMode.KEEP).lines if line.paragraph > 2 and line.kind is Kind.NARRATION]
    assert [line.tag for line in found] == [kind]


def test_by_default_every_word_is_heard() -> None:
    text = _OPENING + '"Why?" said Odile. "Why now?"'
    assert read_script(parse_text(text)) == read_script(parse_text(text), tags=TagMode.KEEP)
    assert not dropped(read('"Why?" said Odile.', TagMode.KEEP))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('"Why?" said Odile.', ['"Why?"']),
        ('"I know," said Odile. The kettle sang.', ['"I know,".', "The kettle sang."]),
        ('"I know," said Odile, "and so do you."', ['"I know,"', '"and so do you."']),
        ('"I know," said Odile. "And so do you."', ['"I know,".', '"And so do you."']),
        ('"I know," said Odile; "and so do you."', ['"I know,";', '"and so do you."']),
        ('"I know—" said Brannoch— "no, I knew."', ['"I know—"', '"no, I knew."']),
        ('Brannoch said, "I know."', ['"I know."']),
        ('The kettle sang. Brannoch said: "I know."', ["The kettle sang.", '"I know."']),
        ('"I know,"\nsaid Odile. The kettle\nsang.', ['"I know,".', "The kettle sang."]),
    ],
)
def test_a_bare_tag_is_dropped_and_its_stop_goes_to_the_quote_that_needs_it(text: str, lines: list[str]) -> None:
    script = read(text)
    assert said(script) == lines
    assert len(dropped(script)) == 1


@pytest.mark.parametrize("mode", [TagMode.DROP, TagMode.MANNER])
@pytest.mark.parametrize(
    "text",
    [
        '"I know," said Odile, and closed the door.',
        '"I know," said Odile, closing the door.',
        '"I know," whispered Odile.',
        '"I know," said Odile softly.',
        '"I know," said Odile, softly.',
        '"I know," said Odile to the cat.',
        '"I know." Odile put the kettle down.',
        '"I know," thought Odile.',
        "Odile said nothing.",
        '"I know," said Odile [pause 1s].',
        'Odile said, "I know," and left.',
        'Odile said "Yes," again.',
        '"I know," said Odile. And was gone.',
        '"I know," said Odile, "and so do you," and left.',
    ],
)
def test_what_tells_more_than_who_speaks_is_never_dropped(text: str, mode: TagMode) -> None:
    assert not [words for words in dropped(read(text, mode)) if words not in _OPENING]


def test_the_first_tag_of_a_character_is_kept_by_drop_but_not_by_manner() -> None:
    assert dropped(read("", TagMode.DROP)) == []
    assert dropped(read("", TagMode.MANNER)) == ["said Odile", "said Brannoch"]


def test_in_a_new_scene_a_tag_is_kept_until_the_character_has_spoken_or_been_named() -> None:
    later = '***\n\n"Cold," {}.\n\n"Very," said Brannoch.\n\n"Colder," said Odile.'
    assert dropped(read(later.format("said Odile"))) == ["said Odile"]
    named = '***\n\nOdile was late.\n\n"Cold," said Odile.'
    assert dropped(read(named)) == ["said Odile"]


def test_where_nobody_in_particular_speaks_the_tag_is_kept() -> None:
    script = read('"Who goes?" said a voice.\n\n"Who goes there?" said the voice.')
    assert not dropped(script)


def test_dropped_words_are_accounted_for_and_the_speakers_stay() -> None:
    text = '"I know," said Odile. The kettle sang.\n\n"And I," he said.'
    keep, drop = read(text, TagMode.KEEP), read(text)
    coverage.check(drop)
    assert dropped(drop) == ["said Odile", "he said"]

    def by_start(script: Script) -> dict[int, tuple[str | None, float]]:
        return {line.spans[0].start: (line.speaker, line.confidence) for line in script.lines if line.speaker}

    assert by_start(keep) == by_start(drop)


def test_a_pin_holds_where_tags_are_dropped() -> None:
    pins = Corrections(pins=(Pin("I know", speaker="Brannoch", after="said Odile"),))
    script = read('"I know," said Odile. The kettle sang.', corrections=pins)
    assert not script.warnings
    line: Line = next(line for line in script.lines if line.text.startswith('"I know'))
    assert line.speaker == "Brannoch"
    assert not dropped(script)  # the voice does not say the same as the tag


_QUOTES = ['"Oh,"', '"Oh."', '"Oh', "“Oh,”", ' "and', "*", "[pause 1s]", "[SFX: bell]", "\u200b", "x" * 300]
_AROUND = [
    " said Odile",
    " he said",
    "Odile said",
    ".",
    ",",
    ";",
    "—",
    " ",
    "\n",
    "\n\n",
    " quietly",
    " The kettle sang.",
]
_PIECES = st.sampled_from([*_QUOTES, *_AROUND, " and left"])


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join), st.sampled_from(TagMode))
@pytest.mark.slow
def test_whatever_is_dropped_the_ledger_is_whole(text: str, mode: TagMode) -> None:
    script = read(text, mode)
    coverage.check(script)
    assert all(line.text for line in script.lines)
