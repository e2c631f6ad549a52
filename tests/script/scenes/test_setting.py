"""What the words of a scene tell of its place and its sound."""

from __future__ import annotations

import pytest

from drama.model import BEDS, ROOMS, Setting
from drama.readers import parse_text
from drama.script import read_script

_TALK = (
    '\n\n"You came," said Odile.\n\n"I said I would." Brannoch looked at her for a while.\n\n"So you did."\n\n'
    "She said nothing more, and neither did he."
)


def setting(text: str) -> Setting:
    (scene,) = read_script(parse_text(text + _TALK)).scenes
    return scene.setting


@pytest.mark.parametrize(
    ("text", "bed"),
    [
        ("Rain hammered on the roof. Odile lit the stove and waited.", "rain"),
        ("It was raining when Brannoch came, and it had been dark for an hour.", "rain"),
        ("It was still raining. Odile pulled her collar up.", "rain"),
        ("They stood in the pouring rain and waited for the last bus.", "rain"),
        ("Brannoch came in out of the rain, swearing. Behind him the gutters overflowed.", "rain"),
        ("Outside, the rain drummed against the windows of the kitchen.", "rain"),
        ("She listened to the patter of rain on the leaves above her.", "rain"),
        ("The rain had not let up since noon, and the yard was a lake.", "rain"),
        ("The wind howled around the hut all night.", "wind"),
        ("Wind whistled through the rigging, and spray flew over the deck.", "wind"),
        ("The gale was blowing harder now. Brannoch leaned against the wind and held his hat.", "wind"),
        ("Waves crashed against the rocks below the lighthouse.", "sea"),
        ("The surf hissed up the beach. Gulls screamed over their heads.", "sea"),
        ("They walked on the beach in silence. Seagulls wheeled above the pier.", "sea"),
        ("Traffic roared past the café, and a bus hooted at a boy on a bicycle.", "city"),
        ("Horns blared. The evening traffic crawled toward the bridge.", "city"),
        ("The pub was packed. A hum of conversation filled the air.", "crowd"),
        ("They pushed into the crowd. Above the babble of voices somebody was playing a fiddle.", "crowd"),
        ("The fire crackled. Odile held her hands out to it.", "fire"),
        ("They sat around the campfire. A log hissed, and the flames snapped at the dark.", "fire"),
        ("Crickets chirped in the long grass. It was too hot to sleep.", "night"),
        ("The ship rolled. Spray burst over the rail.", "sea"),
        ("They had been driving for hours. The wipers slapped back and forth.", "engine"),
        ("Odile stood on the jetty and watched the tide go out. The gulls were quarrelling over a crab.", "sea"),
        ("They came down into the crowd, between the stalls, and the onlookers made way for them.", "crowd"),
        ("The engine droned on. Odile watched the wing dip into the cloud.", "engine"),
        ("Brannoch drove on through the dark. Over the hum of the engine she could hear him breathe.", "engine"),
    ],
)
def test_what_is_said_to_sound_throughout_is_the_bed(text: str, bed: str) -> None:
    found = setting(text)
    assert found.bed == bed
    assert found.bed in BEDS
    assert found.evidence


@pytest.mark.parametrize(
    "text",
    [
        "Odile stood up. There was nothing to be done.",
        "A rain of blows fell on the door. Arrows rained down on the roof.",
        "It would rain before night. The air smelled of rain.",
        "It had rained all morning, but now the sun was out.",
        "There was no rain, and no wind; nothing moved.",
        "The rain had stopped an hour ago. The gutters still dripped.",
        "She remembered the rain hammering on the roof of the old house.",
        "If it was raining on Friday, they would stay at home.",
        "His voice was like the sound of the sea. Her hair was a sea of curls.",
        "A wave of nausea rolled over him. The waves of heat were worse.",
        "He looked out over a sea of faces. Not one of them was kind.",
        "She got wind of it on Monday. By then it was too late to stop them.",
        "Brannoch wound the clock. His second wind had come at last.",
        "Odile opened fire. The fire escape rattled under her boots.",
        "There was fire in his eyes, and a fire burned in her belly.",
        "The engine died. Odile tried the key again.",
        "She cried a river. The silence roared in his ears.",
        '"The rain hammered on the roof all night," he said. "And the wind howled."',
        "A roar of laughter went up. He waited for it to be over.",
        "The tide was out. Odile counted the gulls, and the masts, and the oars.",
        "She put down the umbrella beside the fireplace and picked up the poker and the logs.",
        "In summer the crickets would sing all night. Now it was winter.",
    ],
)
def test_what_is_compared_denied_remembered_or_wished_is_no_bed(text: str) -> None:
    assert setting(text).bed == ""


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("The cathedral was cold. Nobody had lit the candles.", "church"),
        ("The dungeon stank of old straw.", "cellar"),
        ("The throne room was silent. Nobody rose.", "hall"),
        ("Her bell rang on the kitchen table. Odile went on chopping onions.", "room"),
        ("We were in the garden when Brannoch came.", "outdoors"),
        ("Odile sat in the kitchen. The lamp on the table smoked.", "room"),
        ("Brannoch came into the office and sat down behind the desk.", "room"),
        ("The parlour was cold. Odile crossed the carpet and drew the curtains over the window.", "room"),
        ("Rain hammered on the roof of the cabin. In the cabin it was warm, and a chair stood by the stove.", "room"),
        ("They met in the forest, under the trees. Ferns brushed her knees.", "forest"),
        ("She ran through the woods. Branches whipped her face.", "forest"),
        ("Brannoch turned down the alley. A cat ran along the pavement.", "street"),
        ("They walked across the field in the moonlight. The grass was wet.", "outdoors"),
        ("They stood on the beach and watched the gulls. Clouds hung over the horizon.", "outdoors"),
        ("The church was empty. In the church they sat down on a pew near the altar.", "church"),
        ("They climbed down into the cellar. It was dark in the cellar, and it smelled of apples.", "cellar"),
        ("Deep in the cave a drop fell. Stalactites hung over them, and the cavern went on and on.", "cave"),
        ("In the back of the van they sat on boxes. Odile saw her face in the windscreen of the car behind.", "car"),
        ("They waited in the warehouse. Their steps rang across the factory floor, in that great hangar.", "hall"),
    ],
)
def test_where_people_are_said_to_be_is_the_room(text: str, room: str) -> None:
    assert setting(text).room == room
    assert room in ROOMS


@pytest.mark.parametrize(
    "text",
    [
        "Odile waited. It took a long time.",
        "They could see the church from the hill, and the kitchen light in the house.",
        "The starship hung over the moon. On the deck the captain watched the stars.",
        "Odile looked out over the garden and the field beyond.",
        "It was all he could do to table the matter.",
        "She had left the kitchen. She was not in the office, nor in the study.",
        "He dreamed of the forest. In the forest the trees had faces.",
        "It was like a cave in there, like the inside of a church.",
        "They ran out of the house, across the garden, into the kitchen.",
    ],
)
def test_a_room_that_is_not_sure_is_none(text: str) -> None:
    assert setting(text).room == ""


def test_a_sound_goes_on_until_the_words_end_it() -> None:
    on = "It was raining when Brannoch came."
    found = setting(f"{on}\n\n" + "Odile waited.\n\n" * 8 + "The rain had stopped. Odile opened the window.")
    assert (found.bed, found.bed_until) == ("rain", 9)
    soon = setting(f"{on}\n\nOdile waited.\n\nThe rain had stopped. Odile opened the window.")
    assert (soon.bed, soon.bed_until) == ("", None)
    assert setting(on).bed_until is None


def test_rain_may_be_heard_from_within() -> None:
    found = setting("Rain drummed against the window. Odile sat at the table in the kitchen, close to the stove.")
    assert (found.room, found.bed) == ("room", "rain")


def test_rain_on_the_roof_is_no_place_on_the_roof() -> None:
    found = setting("Rain hammered on the roof. The rain beat down on the roof.")
    assert (found.room, found.bed) == ("", "rain")


def test_only_near_the_opening_of_a_scene_is_its_sound_told() -> None:
    late = "Odile waited.\n\n" * 13 + "Rain hammered on the roof. The rain beat down, in the pouring rain."
    assert setting(late).bed == ""


def test_the_words_it_was_told_by_are_kept() -> None:
    assert "Rain hammered" in setting("Rain hammered on the tin roof.").evidence


def test_each_scene_has_its_own_setting() -> None:
    text = "Rain hammered on the roof.\n\n***\n\nThe waves crashed on the rocks.\n\n***\n\nNothing happened."
    assert [scene.setting.bed for scene in read_script(parse_text(text)).scenes] == ["rain", "sea", ""]
