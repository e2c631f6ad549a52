"""How scripts are taken for what they are, left without their action, and refused where nothing is left."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from drama.errors import StoryError
from drama.model import Form, Role
from drama.readers import read_story
from drama.script import read_script

SCENE = "INT. HUT - NIGHT\n\nRain.\n\nMARET\nRow.\n\n> THE END <\n"
PLAY = "ANNA: Row.\n\nThe boat turns.\n\nBRAND: Where to?\n\nANNA: Home.\n\nBRAND: Never.\n"


def write(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), [("a.fountain", SCENE), ("a.txt", PLAY)])
def test_without_action_it_is_left_out_as_what_it_is(tmp_path: Path, name: str, text: str) -> None:
    path = write(tmp_path, text, name)
    whole, bare = read_script(read_story(path)), read_script(read_story(path, action=False))
    action = [segment for segment in bare.unspoken if segment.rule == "action"]
    narrated = [line for line in whole.lines if line.speaker is None and not line.is_heading]
    assert len(action) == len(narrated) > 0
    assert [line.text for line in bare.lines] == [line.text for line in whole.lines if line not in narrated]


def test_the_form_a_user_names_goes_over_suffix_and_content(tmp_path: Path) -> None:
    screenplay, play = write(tmp_path, SCENE, "a.fountain"), write(tmp_path, PLAY, "b.txt")
    prose = write(tmp_path, "Anna: one word.\n\nIt was late.", "c.txt")
    assert not read_story(screenplay, as_=Form.PROSE).given
    assert not read_story(play, as_=Form.PROSE).given
    assert read_story(play, as_=Form.FOUNTAIN).read_as == "a Fountain screenplay"
    assert read_story(screenplay, as_=Form.LABELLED).read_as == "a labelled script"
    assert not read_story(prose).read_as
    assert [line.speaker for line in read_story(prose, as_=Form.LABELLED).given] == ["Anna", None]


def test_a_document_of_highland_may_be_plain_text_and_must_hold_one(tmp_path: Path) -> None:
    assert read_story(write(tmp_path, SCENE, "plain.highland")).given
    path = tmp_path / "empty.highland"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/info.json", "{}")
    with pytest.raises(StoryError, match="no document of Highland: there is no text in it"):
        read_story(path)


@pytest.mark.parametrize(
    "text", ["", " \n", "[[only a note]]", "/* nothing */", "Title: Nothing\n", "===\n", "# One\n"]
)
def test_a_screenplay_without_words_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(StoryError, match=r"is empty|no words|nothing but white space"):
        read_story(write(tmp_path, text, "a.fountain"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "is empty"),
        ("<FinalDraft>", "cannot be parsed"),
        ("<Other/>", "its root is 'Other'"),
        ("<FinalDraft><Content/></FinalDraft>", "no words"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><FinalDraft>&b;</FinalDraft>', "defines entities of its own$"),
        ("<FinalDraft>" + "<a>" * 200 + "</a>" * 200 + "</FinalDraft>", "nests more than"),
    ],
)
def test_a_final_draft_document_that_is_none_is_refused(tmp_path: Path, data: str, message: str) -> None:
    with pytest.raises(StoryError, match=message):
        read_story(write(tmp_path, data, "a.fdx"))


def test_headings_of_scenes_give_title_room_and_sound_and_begin_no_chapter(tmp_path: Path) -> None:
    places = [
        "INT. CHURCH - NIGHT",
        "EXT. BEACH - DAY",
        "INT. HOUSE - KITCHEN",
        "EXT. CHURCH",
        "INT./EXT. CAR",
        "EXT. THE POINT",
    ]
    text = "\n\n".join(f"{place}\n\nMARET\nRow." for place in places)
    script = read_script(read_story(write(tmp_path, text, "a.fountain")))
    assert [scene.title for scene in script.scenes] == places
    assert [(scene.setting.room, scene.setting.bed) for scene in script.scenes] == [
        ("church", ""),
        ("outdoors", "sea"),
        ("room", ""),
        ("outdoors", ""),
        ("car", ""),
        ("outdoors", ""),
    ]
    assert {scene.chapter for scene in script.scenes} == {None}
    assert [line.is_heading for line in script.lines] == [True, False] * len(places)
    assert {p.role for p in script.story.paragraphs} == {Role.SCENE_HEADING, Role.PROSE}


def test_two_names_that_the_action_gives_to_one_person_stay_two_people(tmp_path: Path) -> None:
    text = "INT. HUT\n\nAnna Vos sits. Old Anna Vos looks at Vos.\n\nANNA\nOne.\n\nVOS\nTwo.\n\nANNA\nThree.\n"
    script = read_script(read_story(write(tmp_path, text, "a.fountain")))
    assert [line.speaker for line in script.lines if line.speaker] == ["Anna", "Vos", "Anna"]
    assert {line.confidence for line in script.lines if line.speaker} == {1.0}


@pytest.mark.parametrize(
    "paragraph",
    [
        "<Paragraph Type='Action'>He rows <Text>home</Text> at noon.</Paragraph>",
        "<Paragraph Type='Action'>\n<Text>He rows <Text>home</Text></Text>\n<Text> at noon.</Text>\n</Paragraph>",
        "<Paragraph Type='Action'><!-- --><Paragraph><Text>He rows home at noon.</Text></Paragraph></Paragraph>",
    ],
)
def test_words_of_final_draft_are_read_wherever_they_stand_in_a_paragraph(tmp_path: Path, paragraph: str) -> None:
    path = write(tmp_path, f"<FinalDraft><Content>{paragraph}</Content></FinalDraft>", "a.fdx")
    assert [line.text for line in read_script(read_story(path)).lines] == ["He rows home at noon."]


@pytest.mark.parametrize("form", [Form.PROSE, Form.LABELLED, Form.FOUNTAIN])
def test_final_draft_read_as_something_else_is_its_words_and_no_marks(form: Form) -> None:
    case = Path(__file__).parents[1] / "cases" / "final-draft.fdx"
    story = read_story(case, as_=form)
    assert story.title == "THE KETTLE"
    assert "<" not in story.text
    words = [line.text for line in read_script(story).lines]
    assert "Rain on the tin roof." in words


def test_final_draft_read_as_prose_gives_no_line_to_anybody() -> None:
    case = Path(__file__).parents[1] / "cases" / "final-draft.fdx"
    assert read_story(case, as_=Form.PROSE).given == ()
