"""Marks inside paragraphs: emphasis, pauses, Markdown."""

from __future__ import annotations

import pytest

from drama.model import EffectMark, PauseMark, Story
from drama.readers import parse_text
from drama.readers.structure.skips import Skips


def emphasized(text: str, *, markdown: bool = False) -> list[str]:
    story = parse_text(text, markdown=markdown)
    return [text[span.start : span.end] for span in story.emphasis]


def spoken(story: Story) -> str:
    """Return the text without its skips, white space folded."""
    return " ".join(Skips(story.text, story.skips).words(0, len(story.text)).split())


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He was *late*.", ["late"]),
        ("He was _late_.", ["late"]),
        ("He was **very late**, she thought.", ["very late"]),
        ("***Now!*** he said.", ["Now!"]),
        ("*Is that you?* she thought. *It is.*", ["Is that you?", "It is."]),
        ("“*Anna!*” he cried.", ["Anna!"]),
        ("*“Go!”* said nobody.", ["“Go!”"]),
        ("The _Grey\nHeron_ sank.", ["Grey\nHeron"]),
        ("*He’s a f***ing liar,* she thought.", ["He’s a f***ing liar,"]),
        ("*a **b** c*", ["a **b** c"]),
        ("abso*bloody*lutely", ["bloody"]),
        ("Was it *his*—or _hers_?", ["his", "hers"]),
    ],
)
def test_what_stands_between_a_pair_of_marks_is_emphasis(text: str, inside: list[str], markdown: bool) -> None:
    assert emphasized(text, markdown=markdown) == inside


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4 is 24, and 2*3*4 too.",
        "A file called snake_case_name and another_one.",
        "The price* was low. No terms.",
        "*See below.",
        "D*mn the sh*t, f*** and s**t.",
        "Mr ____ of M____ Hall",
        "a * b * c",
        "one*",
        "_ and _ and * and *",
        "** **",
        "*** nothing",
    ],
)
def test_a_mark_without_its_fellow_is_text(text: str, markdown: bool) -> None:
    story = parse_text(f"Well: {text}", markdown=markdown)
    assert not story.emphasis
    assert not story.skips


def test_marks_are_skipped_and_the_words_left() -> None:
    story = parse_text("“I *know*,” she _said_.")
    assert spoken(story) == "“I know,” she said."
    assert {skip.reason for skip in story.skips} == {"markup"}


def test_one_pair_of_marks_may_set_a_letter_of_several_paragraphs_in_italics() -> None:
    text = "She read:\n\n*Dear Ilse,\n\nthe lamp is out.\n\nBrannock*\n\nShe put it down."
    assert emphasized(text) == ["Dear Ilse,", "the lamp is out.", "Brannock"]
    assert "*" not in spoken(parse_text(text))


def test_marks_do_not_pair_across_a_break() -> None:
    assert emphasized("*One\n\n---\n\ntwo*") == []


@pytest.mark.parametrize(
    ("mark", "duration_ms"),
    [
        ("[pause]", 1000),
        ("[pause 2s]", 2000),
        ("[pause 500ms]", 500),
        ("[Pause 1.5 seconds]", 1500),
        ("[pause 3]", 3000),
        ("[pause 999999999s]", 60_000),
    ],
)
def test_a_pause_mark_is_a_pause_and_not_spoken(mark: str, duration_ms: int) -> None:
    story = parse_text(f"He waited. {mark} Nothing.")
    assert story.pauses == (PauseMark(11, duration_ms),)
    assert spoken(story) == "He waited. Nothing."
    assert [skip.reason for skip in story.skips] == ["pause mark"]


@pytest.mark.parametrize(
    "mark", ["[pause forever]", "[pauses]", "[pause -2s]", "[pause 99999999999999999999s]", "pause 2s"]
)
def test_what_only_resembles_a_pause_mark_is_text(mark: str) -> None:
    story = parse_text(f"He waited. {mark} Nothing.")
    assert not story.pauses
    assert not story.skips


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("[SFX: door slams]", "door slams"),
        ("[sfx:door]", "door"),
        ("[Sound :  a bell,\n far off ]", "a bell, far off"),
        ("[FX: *thud* (twice)]", "*thud* (twice)"),
    ],
)
def test_an_effect_mark_is_an_effect_and_not_spoken(mark: str, name: str, markdown: bool) -> None:
    story = parse_text(f"He waited. {mark} Nothing.", markdown=markdown)
    assert story.effects == (EffectMark(11, name),)
    assert spoken(story) == "He waited. Nothing."
    assert [skip.reason for skip in story.skips] == ["effect"]


def test_the_name_of_an_effect_is_printable_and_not_long() -> None:
    (effect,) = parse_text(f"He waited. [SFX: a\x1b[31mb] [SFX: \u202e{'bang ' * 40}]").effects
    assert effect.name.startswith("bang bang")
    assert len(effect.name) == 100 - 1
    assert effect.name.isprintable()


@pytest.mark.parametrize("mark", ["[SFX]", "SFX: door", "[SFX: a\n\nb]", "[effects: door]", f"[SFX: {'b' * 400}]"])
def test_what_only_resembles_an_effect_mark_is_text(mark: str) -> None:
    story = parse_text(f"He waited. {mark} Nothing.")
    assert not story.effects
    assert not story.skips


def test_an_effect_mark_without_a_name_is_not_spoken() -> None:
    story = parse_text("He waited. [SFX: ] Nothing.")
    assert not story.effects
    assert spoken(story) == "He waited. Nothing."


def test_an_effect_mark_on_a_line_of_its_own_stands_between_paragraphs() -> None:
    story = parse_text("One.\n\n[SFX: BANG]\n\nTwo.")
    assert [(p.start, p.role, p.blank_lines) for p in story.paragraphs] == [(0, "prose", 0), (19, "prose", 1)]
    assert story.effects == (EffectMark(6, "BANG"),)


def test_a_pause_mark_on_a_line_of_its_own_stands_between_paragraphs() -> None:
    story = parse_text("One.\n\n[pause 2s]\n\nTwo.")
    assert len(story.paragraphs) == 2
    assert story.paragraphs[0].end < story.pauses[0].at < story.paragraphs[1].start


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See [the map](http://x.example/a_(b)) now.", "See the map now."),
        ("Here: ![a map](map.png) there.", "Here: there."),
        ("Type `ls` now.", "Type ls now."),
        (r"\*Not\* this\_one.", "*Not* this_one."),
        ("> He said\n> nothing.", "He said nothing."),
        ("* one\n* two", "one two"),
        ("- “Hello,” he said.", "- “Hello,” he said."),
        ("One.<br>Two <i>three</i>.", "One. Two three."),
        ("One <!-- cut\n\nall this --> two.", "One two."),
        ("One.[^1]\n\n[^1]: A note\nof two lines.\n\nTwo.", "One. Two."),
        ("[map]: http://x.example\n\nOne.", "One."),
        ("```text\nOne.\n```", "One."),
        ("A [sic] and a] b [c](", "A [sic] and a] b [c]("),
        ("2 < 3 and <!-- open", "2 < 3 and <!-- open"),
    ],
)
def test_markdown_around_words_is_skipped(text: str, words: str) -> None:
    assert spoken(parse_text(text, markdown=True)) == words


def test_markdown_marks_are_words_in_plain_text() -> None:
    text = "See [the map](map) and `this`."
    assert spoken(parse_text(text)) == text


def test_items_of_a_list_and_quoted_paragraphs_are_paragraphs() -> None:
    story = parse_text("* one lamp\n* two oars\n\n> first line\n>\n> second\n", markdown=True)
    assert [story.text[p.start : p.end] for p in story.paragraphs] == ["one lamp", "two oars", "first line", "second"]


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("He\u200bllo.", "Hello.", "zero-width"),
        ("co\u00adoperate", "cooperate", "zero-width"),
        ("a\u200db", "ab", "zero-width"),
        ("Hi\x1b[31m there\x07.", "Hi[31m there.", "control character"),
        ("\ufeffHello.", "Hello.", "byte order mark"),
        ("\u202eolleH", "olleH", "zero-width"),
        ("a\ud800b", "ab", "control character"),
    ],
)
def test_what_nobody_can_hear_is_skipped(text: str, words: str, reason: str) -> None:
    story = parse_text(text)
    assert spoken(story) == words
    assert {skip.reason for skip in story.skips} == {reason}


def test_a_joiner_that_shapes_its_neighbours_is_kept() -> None:
    assert not parse_text("She waved. 👩\u200d🚀 क्\u200dष").skips


def test_a_non_breaking_space_is_white_space() -> None:
    assert len(parse_text("One.\n\u00a0\nTwo\u00a0three.").paragraphs) == 2


BASE64 = "iVBORw0KGgoAAAANSUhEUgAA" * 4000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"![][image1]\n\nOne.\n\n[image1]: <data:image/png;base64,{BASE64}>", "One."),
        (f"One ![the bay][Image 1] two.\n\n[image 1]: data:image/png;base64,{BASE64}", "One two."),
        (f"One ![the bay](data:image/png;base64,{BASE64}) two.", "One two."),
        (f"One ![the bay](<data:image/png;base64,{BASE64}> 'The bay') two.", "One two."),
        (f"One <img src='data:image/png;base64,{BASE64}' alt='x'> two.", "One two."),
        (f"One ![bay] two.\n\n[bay]:\n  data:image/png;base64,{BASE64}", "One two."),
        (f"[![][i]](http://x.example)\n\nOne.\n\n[i]: <data:x;base64,{BASE64}>", "One."),
        ("One ![[bay.png]] two.", "One two."),
    ],
)
def test_no_letter_of_a_picture_that_stands_in_the_text_is_spoken(text: str, words: str) -> None:
    story = parse_text(text, markdown=True)
    assert spoken(story) == words
    assert not story.warnings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See [the map][m] now.\n\n[m]: http://x.example 'A map'", "See the map now."),
        ("See [the map][] now.\n\n[The  Map]: <http://x.example>", "See the map now."),
        ("See [the map] now.\n\n[the map]: map.png", "See the map now."),
        ("See [the map][m] now.", "See [the map][m] now."),
        ("[Maret]: Where is the key?", "[Maret]: Where is the key?"),
        ("[Maret]: Gone.", "[Maret]: Gone."),
        ("A [sic] and [b](u) and [see [this] now](u).", "A [sic] and b and see [this] now."),
        ("See [[the map]] and [[map.png|the other]].", "See the map and the other."),
        ("She sat in the [dark]{.smallcaps} a while.", "She sat in the dark a while."),
        ("Here: ![a map](map.png){width=50%} there.", "Here: there."),
        ("Look at <https://x.example/a_b> or <nell@x.example>.", "Look at or ."),
        ("He was ~~terrified~~ concerned.", "He was concerned."),
        ("~~It was late.~~ It was early.", "It was early."),
        ("About ~5 or ~~ and ~~~ and ~fin~", "About ~5 or ~~ and ~~~ and ~fin~"),
        ("It was ==late== by then.", "It was late by then."),
        ("One == two == three.", "One == two == three."),
        ("One\\\ntwo.\\\n\nThree.\\", "One two. Three."),
        ("A path: C:\\\\\nand on.", "A path: C:\\ and on."),
        ("# The Key {#the-key}\n\nOne.", "The Key One."),
        ("# The Key {#the-key .unnumbered} #\n\nOne.", "The Key One."),
        ("The Key {-}\n===\n\nOne.", "The Key One."),
        ("One.\n{: .lead}\n\nTwo.", "One. Two."),
        ("He said {nothing} at all. {#", "He said {nothing} at all. {#"),
        (":::{.letter}\nDear Nell,\n:::\n\nOne.", "Dear Nell, One."),
        ("One.^[A note.] Two.", "One. Two."),
        ("- [ ] oars\n- [x] lamp", "- oars - lamp"),
        ("<style>\np { a: b }\n</style>\n\nOne.", "One."),
        ("<script>\n\nvar a = 1;\n\n</script>\n\nOne.", "One."),
        ("%%\nA comment.\n%%\n\nOne, 100%% sure.", "One, 100%% sure."),
        ("\\newpage\n\n[TOC]\n\n[[_TOC_]]\n\nOne.", "One."),
        ("{{< image x >}}{% include x %}\n\nOne.", "One."),
        (
            "| Tide | Hour |\n|------|:----:|\n| high | six |\n| low | noon |\n\nOne.",
            "Tide Hour high six low noon One.",
        ),
        ("Tide|Hour\n---|---\nhigh|six\n\nOne | two.", "Tide Hour high six One | two."),
        ("> | Tide | Hour |\n> |---|---|\n> | a \\| b | c |", "Tide Hour a | b c"),
        ("+------+------+\n| Tide | Hour |\n+======+======+\n| high | six |\n+------+------+", "Tide Hour high six"),
        ("| one | two |\n\nThree.", "one two Three."),
        ("a | b\nc | d", "a | b c | d"),
    ],
)
def test_marks_that_writing_programs_export_are_not_spoken(text: str, words: str) -> None:
    assert spoken_lines(parse_text(text, markdown=True)) == words


def spoken_lines(story: Story) -> str:
    """Return what is spoken, a space between paragraphs."""
    pieces = []
    for paragraph in story.paragraphs:
        skipped = {at for skip in story.skips for at in range(max(skip.start, paragraph.start), skip.end)}
        pieces += [story.text[at] for at in range(paragraph.start, paragraph.end) if at not in skipped] + [" "]
    return " ".join("".join(pieces).split())


def test_each_cell_of_a_table_is_a_paragraph_and_a_bar_in_a_comment_parts_nothing() -> None:
    text = "|Tide|Hour|\n|---|---|\n|high|six|\nOne <!-- a | b --> two."
    story = parse_text(text, markdown=True)
    words = [text[p.start : p.end] for p in story.paragraphs]
    assert words == ["Tide", "Hour", "high", "six", "One <!-- a | b --> two."]


def test_what_is_struck_out_is_told_as_such() -> None:
    story = parse_text("He was ~~terrified~~ concerned.", markdown=True)
    assert [(story.text[s.start : s.end], s.reason) for s in story.skips] == [("~~terrified~~", "struck out")]


def test_struck_words_and_tables_are_words_in_plain_text() -> None:
    text = "He was ~~late~~.\n\n| a | b |\n|---|---|\n\nEnd\\\nof it."
    assert not parse_text(text).skips
