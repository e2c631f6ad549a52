"""A script out as Fountain, edited by hand, and rendered: nothing is recorded anew but what was changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.hearing import decode

import drama
from drama.errors import DramaError, ScriptError, WriteError

STORY = """\
# The Shed

Rain fell on the boat shed. It had rained all day.

“Is the lamp lit?” whispered Maret. She waited. “Tam?”

“It was lit at noon,” said Old Tam. “Ask the ferryman.”

“Tam lit it,” said the ferryman, and he took off his cap.

[SFX: knock]

“You lit nothing!” shouted Maret.

***

In the morning Maret was gone. “Maret!” called Old Tam.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "shed.md"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def rendered(story: Path) -> Path:
    """Return the screenplay of a story that has been rendered."""
    drama.render(story, story.with_suffix(".wav"), engine="tone", jobs=1, overwrite=True)
    script = drama.read(story)
    return drama.write_script(script, story.with_suffix(".fountain"), drama.export_script(script))


def recorded(screenplay: Path) -> list[str]:
    """Return the words a render would record."""
    production = drama.prepare(screenplay, engine="tone")
    return [line.text for line in drama.plan(production).to_record]


def edited(screenplay: Path, before: str, after: str) -> Path:
    """Edit the screenplay as a writer does."""
    text = screenplay.read_text(encoding="utf-8")
    assert before in text, text
    screenplay.write_text(text.replace(before, after), encoding="utf-8")
    return screenplay


@pytest.mark.slow
@pytest.mark.usefixtures("warm_tone")
def test_a_screenplay_sounds_as_its_story_does(rendered: Path) -> None:
    assert recorded(rendered) == []
    again = drama.render(rendered, rendered.with_name("again.wav"), engine="tone", jobs=1)
    assert again.recorded == 0
    one, other = (decode(rendered.with_name(name))[0] for name in ("shed.wav", "again.wav"))
    assert one.shape == other.shape
    assert (one == other).all(), "the same words, voices and pauses: the same sound, to the sample"


@pytest.mark.slow
@pytest.mark.usefixtures("warm_tone")
@pytest.mark.parametrize(
    ("before", "after", "anew"),
    [
        pytest.param("lit at noon,”", "lit at dusk,”", ["“It was lit at dusk,”"], id="a word"),
        pytest.param("MARET\n(shouting)\n", "OLD TAM\n(shouting)\n", ["“You lit nothing!”"], id="given to another"),
        pytest.param("Rain fell on", "ILSE\nHush.\n\nRain fell on", ["Hush."], id="a line more"),
        pytest.param(" She waited.\n\n", "\n\n", ["whispered Maret."], id="a sentence less"),
        pytest.param("SFX: knock\n\nMARET\n(shouting)\n“You lit nothing!”\n\n", "", [], id="a line less"),
        pytest.param("OLD TAM\n“It was", "SFX: bell\n\nOLD TAM\n“It was", [], id="an effect"),
        pytest.param("(whispering)\n", "", ["“Is the lamp lit?”", "“Tam?”"], id="a delivery"),
        pytest.param("SFX: knock\n\n", "[pause 3s]\n\n", [], id="a pause in place of an effect"),
    ],
)
def test_an_edit_records_what_it_changes(rendered: Path, before: str, after: str, anew: list[str]) -> None:
    assert recorded(edited(rendered, before, after)) == anew


@pytest.mark.slow
@pytest.mark.usefixtures("warm_tone")
def test_a_character_renamed_everywhere_is_cast_anew_and_the_narrator_is_not(rendered: Path) -> None:
    edited(edited(rendered, "MARET", "GRETA"), "    Maret,", "    Greta,")
    lines = drama.read(rendered).lines
    assert sum(line.speaker == "Greta" for line in lines) == 3
    assert not {line.text for line in lines if line.speaker is None} & set(recorded(rendered))


@pytest.mark.slow
@pytest.mark.usefixtures("warm_tone")
def test_a_character_renamed_in_the_cast_file_too_keeps_the_voice(rendered: Path) -> None:
    edited(drama.save_cast(drama.prepare(rendered, engine="tone")), "Maret", "Greta")
    edited(edited(rendered, "MARET", "GRETA"), "    Maret, female", "    Greta, female")
    own = {line.text for line in drama.read(rendered).lines if line.speaker == "Greta"}
    assert len(own) == 3
    assert not own & set(recorded(rendered))


@pytest.mark.slow
@pytest.mark.usefixtures("warm_tone")
def test_dual_dialogue_is_heard_at_once(rendered: Path) -> None:
    edited(rendered, "OLD TAM\n“It was lit at noon,”", "OLD TAM ^\n“It was lit at noon,”")
    production = drama.prepare(rendered, engine="tone")
    (dual,) = [line for line in production.script.lines if line.delivery.is_simultaneous]
    assert dual.text == "“It was lit at noon,”"


# ------------------------------------------------------------------ files


def test_every_form_is_written_and_drama_replaces_what_it_wrote(story: Path) -> None:
    script = drama.read(story)
    for form in ("fountain", "table-read", "jsonl"):
        output = story.with_name(f"out.{form}")
        for _ in range(2):
            drama.write_script(script, output, drama.export_script(script, form))
        assert output.read_text(encoding="utf-8") == drama.export_script(script, form)


def test_what_drama_did_not_write_or_somebody_edited_stays(story: Path) -> None:
    script = drama.read(story)
    output = story.with_suffix(".fountain")
    drama.write_script(script, output, "one")
    output.write_text("mine", encoding="utf-8")
    with pytest.raises(WriteError, match="--force replaces it"):
        drama.write_script(script, output, "two")
    assert output.read_text(encoding="utf-8") == "mine"
    drama.write_script(script, output, "two", overwrite=True)
    assert output.read_text(encoding="utf-8") == "two"


def test_neither_the_story_nor_its_cast_file_is_ever_replaced(story: Path) -> None:
    cast = story.with_name("shed.voices.toml")
    cast.write_text("", encoding="utf-8")
    script = drama.read(story)
    for path in (story, cast):
        with pytest.raises(WriteError, match="input"):
            drama.write_script(script, path, "two", overwrite=True)


def test_a_part_is_asked_for_by_any_of_its_names(story: Path) -> None:
    script = drama.read(story)
    assert 'checked aria-label="Mark the part of Old Tam"' in drama.export_script(script, "table-read", parts="old tam")
    assert 'checked aria-label="Mark the part of Narrator"' in drama.export_script(
        script, "table-read", parts=["narrator"]
    )
    with pytest.raises(ScriptError, match="nobody called Ingrid"):
        drama.export_script(script, "table-read", parts=["Ingrid"])


def test_a_form_there_is_not_is_told_with_those_there_are(story: Path) -> None:
    with pytest.raises(DramaError, match="fountain, table-read, jsonl"):
        drama.export_script(drama.read(story), "pdf")
