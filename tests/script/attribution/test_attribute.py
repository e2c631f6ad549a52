"""Who says what: tags, pronouns, beats, turn-taking, decided over whole conversations."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.growth import assert_in_proportion

from drama.errors import StoryError
from drama.languages.en.english import ENGLISH
from drama.readers import parse_text
from drama.script.attribution.attribute import attribute
from drama.script.attribution.device_speech import is_device_speech
from drama.script.people.roster import build_roster
from drama.script.quotes.quotes import find_passages
from drama.script.text.spans import Attribution


def attributions(text: str) -> tuple[Attribution, ...]:
    story = parse_text(text)
    passages = find_passages(story)
    return attribute(story, passages, build_roster(story, passages))


def speakers(text: str) -> list[str]:
    return [a.speaker for a in attributions(text)]


PAIR = "Orla came into the kitchen. Piet was at the stove. Orla sat down at the table, and Piet looked round.\n\n"


@pytest.mark.parametrize(
    "paragraph",
    [
        '"The soup is cold," said Orla.',
        '"The soup is cold," Orla said.',
        '"The soup," said Orla, "is cold."',
        'Orla said, "The soup is cold."',
        'Orla turned to Piet and said: "The soup is cold."',
        '"The soup is cold," Orla quietly observed.',
        '"The soup is cold!" put in Orla.',
        '"The soup is cold," grumbled old Orla.',
        '"The soup is cold," was Orla\'s verdict.',
        '"The soup is cold." It was Orla who spoke.',
        '"The soup is cold," Orla smiled.',
        'Orla pushed the bowl away. "The soup is cold."',
        '"The soup is cold." Orla pushed the bowl away.',
        'Orla\'s voice rose: "The soup is cold."',
    ],
)
def test_the_narration_beside_a_quotation_names_its_speaker(paragraph: str) -> None:
    assert set(speakers(PAIR + paragraph)) == {"Orla"}


def test_a_pronoun_goes_to_the_person_of_its_gender() -> None:
    text = "Agnes came in. George was at the stove.\n\n"
    assert speakers(text + '"Cold," she said.\n\n"It is hot," he said.') == ["Agnes", "George"]


def test_untagged_turns_alternate_between_two_tagged_ones() -> None:
    text = PAIR + '"Cold," said Orla.\n\n"Hot," said Piet.\n\n"Cold."\n\n"Hot."\n\n"Cold."'
    assert speakers(text) == ["Orla", "Piet", "Orla", "Piet", "Orla"]


def test_a_later_tag_settles_the_turns_before_it() -> None:
    text = PAIR + '"Who is there?"\n\n"The postman."\n\n"Let him in," said Orla.'
    assert speakers(text) == ["Orla", "Piet", "Orla"]


def test_the_one_addressed_answers() -> None:
    text = PAIR + 'Jonas came in as well.\n\n"What do you say, Jonas?" said Orla.\n\n"Nothing."'
    assert speakers(text) == ["Orla", "Jonas"]


def test_nobody_addresses_himself() -> None:
    assert speakers(PAIR + '"Sit down, Orla."')[0] != "Orla"


def test_both_halves_of_a_split_quotation_have_one_speaker() -> None:
    found = speakers(PAIR + '"If you go," she said, and Piet shrugged, "go now."')
    assert len(found) == 2
    assert found[0] == found[1]


def test_two_tags_in_one_paragraph_name_two_speakers() -> None:
    text = PAIR + '"Cold," said Orla, and "Hot," said Piet.'
    assert speakers(text) == ["Orla", "Piet"]


def test_a_colon_in_the_paragraph_above_introduces_the_speaker() -> None:
    assert speakers(PAIR + 'At last Orla turned round and said:\n\n"The soup is cold."') == ["Orla"]


def test_speech_that_runs_on_keeps_its_speaker() -> None:
    text = PAIR + '"It was long ago," said Orla, "and it was cold.\n\n"It was colder than today."'
    assert speakers(text) == ["Orla"] * 3


def test_i_is_the_teller() -> None:
    text = "I went out. I saw the sea. I sat down, and I slept. I woke when Orla came.\n\n" * 3
    assert speakers(text + '"Who is it?" I asked.\n\n"Me," said Orla.') == ["Narrator", "Orla"]


def test_a_voice_is_a_speaker_of_its_own() -> None:
    assert speakers(PAIR + '"Halt!" called a voice from outside.') == ["A voice"]


def test_a_description_points_to_the_one_just_named() -> None:
    text = 'Agnes Ott met George in the garden.\n\n"Well?" said George.\n\n"Well what?" said the girl.'
    assert speakers(text) == ["George", "Agnes Ott"]


def test_with_nobody_in_the_story_the_speaker_is_unknown() -> None:
    assert speakers('"Is anybody there?"') == ["Unknown"]


def test_a_named_tag_is_surer_than_a_guess() -> None:
    told, guessed = attributions(PAIR + '"Cold," said Orla.\n\nIt rained. The day went by.\n\n"Hot."')
    assert told.confidence > guessed.confidence
    assert told.rule == "tag"
    assert guessed.runner_up in {"Orla", "Piet"}


def test_the_tag_is_handed_on() -> None:
    (found,) = attributions(PAIR + '"Cold," whispered Orla softly.')
    assert found.tag is not None
    assert (found.tag.verb, found.tag.subject, found.tag.adverbs) == ("whispered", "Orla", ("softly",))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(['"Yes."', "Orla", "said", "he", ".", ",", "the old man", '"No,"', "\n\n", "I", "Mr. Ott", "—"])
    )
)
@pytest.mark.slow
def test_any_text_gets_one_attribution_for_every_spoken_piece(words: list[str]) -> None:
    try:
        story = parse_text(" ".join(words))
    except StoryError:
        return
    passages = find_passages(story)
    spoken = [p.start for passage in passages for p in passage.pieces if p.spoken]
    found = attribute(story, passages, build_roster(story, passages))
    assert [a.start for a in found] == spoken
    assert all(0 <= a.confidence <= 1 and a.speaker for a in found)


@pytest.mark.parametrize("unit", ["Abc ", '"Yes." "No," he said. ', "the old ", "he she "])
@pytest.mark.slow
def test_one_huge_paragraph_takes_linear_time(unit: str) -> None:
    assert_in_proportion(lambda: attributions(unit * 2_000), lambda: attributions(unit * 8_000), times=12)


def test_a_stranger_who_says_a_name_introduces_himself() -> None:
    text = (
        "Agnes sat on the quay with her dog. George was as big as a sofa, and he slept.\n\n"
        "The ferry brought a man in a yellow coat.\n\n"
        '"Vandermolen," he said. "From the bank."\n\n'
        "Agnes looked at Mr. Vandermolen. Mr. Vandermolen coughed."
    )
    assert speakers(text) == ["Mr. Vandermolen"] * 2


def test_a_possessive_description_in_a_tag_is_somebody_of_her_own() -> None:
    text = PAIR + '"Cold," said Orla.\n\n"Hot," said the miller\'s wife.\n\n"Warm," said somebody at the door.'
    assert speakers(text)[1:] == ["The miller's wife", "Somebody at the door"]


def test_a_full_name_joins_a_first_name_to_a_title_and_surname() -> None:
    text = (
        'Sigrun Vale took her hat. "Late," said Sigrun.\n\n"Sit down, Mrs. Vale," said George.\n\n'
        'Mrs. Vale laughed. "Never," said Sigrun.'
    )
    assert speakers(text) == ["Sigrun Vale", "George", "Sigrun Vale"]


def test_a_month_is_nobody() -> None:
    text = PAIR + '"In June," said Orla, "it rains." It had rained in June.\n\n"Yes," said Piet.'
    story = parse_text(text)
    assert "June" not in {person.name for person in build_roster(story, find_passages(story)).people}


def test_a_trade_is_nobody_named_where_one_man_is_named_all_the_time() -> None:
    text = (
        "Mr. Brandt stood at the gate. He had a list.\n\n"
        + '"Too dear," said the blacksmith.\n\n"It is the law," said Mr. Brandt.\n\n' * 2
        + 'The miller looked at Mr. Brandt.\n\n"Whose law?" said the miller.\n\n"Mine," said Mr. Brandt.\n\n'
        + '"Far too dear," said the blacksmith.'
    )
    assert speakers(text)[0] == speakers(text)[-1] == "The blacksmith"


def test_sir_is_said_to_a_man() -> None:
    text = (
        "Agnes and George stood in the hall with the porter. Agnes was cold.\n\n"
        '"May I take your coat, sir?" said the porter.\n\n"Thank you."'
    )
    assert speakers(text)[1] == "George"


def test_they_are_several() -> None:
    text = (
        "George came down the lane and the children ran ahead.\n\n"
        '"Home!" said George.\n\nGeorge sat on the wall, and the children danced around him.\n\n"Not yet!" they sang.'
    )
    assert speakers(text) == ["George", "The children"]


def test_a_pronoun_in_the_narration_keeps_somebody_in_mind() -> None:
    text = (
        "Agnes went up the ladder. Berta held it below, and Klaas watched.\n\n"
        '"Careful," said Klaas.\n\n'
        "Agnes felt for the next rung. She reached the hatch. She put her shoulder to it and pushed.\n\n"
        '"It is stuck," she said.'
    )
    assert speakers(text) == ["Klaas", "Agnes"]


def test_a_phone_speaks_for_nobody_present() -> None:
    text = PAIR + '"Put it on the table," said Orla.\n\nPiet did.\n\n"Hello?" said the phone.\n\n"Hello," said Orla.'
    assert speakers(text)[1] == "The phone"


def test_whoever_went_away_does_not_speak() -> None:
    text = (
        "Agnes, Berta and Klaas sat on the steps.\n\n"
        '"I am for bed," said Agnes.\n\n"Good night," said Berta.\n\n'
        'Agnes went away.\n\n"We could wait for the tram," said Klaas.\n\n"Or walk."\n\n"Or walk."'
    )
    assert speakers(text)[3:] == ["Berta", "Klaas"]


def test_whoever_went_away_stays_away_until_they_do_something_again() -> None:
    text = (
        "Agnes and Berta sat on the steps, and Klaas stood below.\n\n"
        '"Good night," said Agnes.\n\nKlaas blew his nose. "I shall order new brakes," he announced. '
        'And he marched off.\n\n"We could build another one," said Berta.\n\n"Another brake?"\n\n"Another boat."'
    )
    assert speakers(text)[2:] == ["Berta", "Agnes", "Berta"]


def test_a_voice_over_the_radio_is_nobody_who_is_there() -> None:
    text = (
        'Bruno and Tilda sat in the hut.\n\n"Wait," said Bruno.\n\n"For what?" said Tilda.\n\n'
        'The radio over the door crackled. "Base to hut four. How many are you?"\n\n'
        '"Two of us, Ingrid," said Tilda.\n\n"Stay where you are," said the radio.'
    )
    assert speakers(text)[2:] == ["Ingrid", "Tilda", "Ingrid"]


@pytest.mark.parametrize(
    ("narration", "is_given_out"),
    [
        ("The radio over the door crackled.", True),
        ("said the intercom.", True),
        ("A voice from the other end said something. The voice on the line was thin.", True),
        ("The speaker on the wall gave a click.", True),
        ("The speaker said nothing more and sat down.", False),
        ("The phone buzzed.", False),
        ("she said into the radio.", False),
        ("Her voice shook.", False),
    ],
)
def test_only_a_device_that_speaks_makes_device_speech(narration: str, is_given_out: bool) -> None:
    assert is_device_speech(narration, ENGLISH, is_ahead=True) is is_given_out


def test_a_radio_that_crackles_after_the_words_did_not_speak_them() -> None:
    assert not is_device_speech("Then the radio crackled.", ENGLISH, is_ahead=False)
    assert is_device_speech("said the radio.", ENGLISH, is_ahead=False)


def test_whoever_answers_a_phone_that_rings_is_there() -> None:
    text = PAIR + '"Eat," said Orla.\n\n"Later," said Piet.\n\nThe phone buzzed. "Hello?" said Orla into the phone.'
    assert speakers(text)[2] == "Orla"


def test_an_old_woman_is_a_mrs_before_she_is_a_girl() -> None:
    text = (
        "Mrs. Quade sat by the window, and Tilda stood on the bench. Mrs. Quade had a goose. Tilda had a wrench.\n\n"
        '"Sit down," said the old woman.\n\n"In a minute," said the girl.'
    )
    assert speakers(text) == ["Mrs. Quade", "Tilda"]


MODERN = """I get to the diner before Mags does. I always do. Theo is already in our booth, thumbs going on his phone.

"She's late," he says.

"She's always late."

"Not like this." Theo turns the phone around. "Look at that. Four texts."

I look, and I wince. The bell over the door goes, and Mags drops into the seat beside me, soaked.

"Don't," she says. "Don't say anything."

"Wasn't going to." Theo slides her the fries. "Jonah, was I going to?"

"You were thinking it," I say.

Mags eats three fries at once. "The car's gone."

"Gone how?"

"Gone gone. Somebody took it." She wipes her nose. "With the box in it."

Theo puts the phone down. "Tell me you're kidding."

"Do I look like I'm kidding?"

"""
"""Present tense, an I who tells, a third at the table."""


def test_a_modern_scene_of_three() -> None:
    theo, mags, teller = "Theo", "Mags", "Jonah"
    told = [theo, teller, theo, theo, mags, mags, theo, theo, teller, mags, theo, mags, mags, theo, mags]
    found = speakers(MODERN)
    wrong = [at for at, (one, other) in enumerate(zip(found, told, strict=True)) if one != other]
    assert set(wrong) <= {1, 10}, "two may be somebody else's"


@pytest.mark.parametrize("tag", ["stated Ben", "Ben pinned"])
def test_a_verb_that_is_called_as_a_rule_is_a_verb_like_others(tag: str) -> None:
    (found,) = attributions(f"“We lost,” {tag}.")
    assert found.rule == "tag"
    assert found.confidence < 1
