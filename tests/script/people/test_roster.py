"""Names become people: joined, told apart, and given a gender."""

from __future__ import annotations

import pytest

from drama.model import Gender
from drama.readers import parse_text
from drama.script.people.hints import Hints
from drama.script.people.roster import build_roster
from drama.script.quotes.quotes import find_passages
from drama.script.text.spans import Person, Roster


def roster(text: str, hints: Hints | None = None) -> Roster:
    story = parse_text(text)
    return build_roster(story, find_passages(story), hints)


def named(people: Roster) -> list[str]:
    return [p.name for p in people.people if not p.is_crowd]


def one(people: Roster, alias: str) -> Person:
    return people.find(alias)[0]


def test_first_name_surname_and_title_join_into_one_person() -> None:
    people = roster(
        'Orla Brandt came in. Orla sat down. "Sit," said Miss Brandt. Orla Brandt smiled. Then Orla left the room.'
    )
    assert one(people, "Orla") == one(people, "Miss Brandt") == one(people, "Orla Brandt")


def test_husband_and_wife_stay_two_people() -> None:
    people = roster('Mr. Brandt came in. "Sit," said Mrs. Brandt. Mr. Brandt sat. Mrs. Brandt smiled.')
    assert one(people, "Mr. Brandt").gender is Gender.MALE
    assert one(people, "Mrs. Brandt").gender is Gender.FEMALE


def test_brothers_with_one_surname_stay_two_people() -> None:
    people = roster("Piet Brandt laughed. Jonas Brandt did not. Piet Brandt said so. Jonas Brandt nodded.")
    assert one(people, "Piet Brandt") != one(people, "Jonas Brandt")


def test_a_short_form_is_its_long_form() -> None:
    people = roster('Thomas Brandt came in. "Hello," said Tom. Thomas nodded. Tom sat down.')
    assert one(people, "Tom") == one(people, "Thomas Brandt")


def test_a_name_only_called_out_joins_the_name_it_shortens() -> None:
    people = roster('Cordula laughed. Cordula ran off. "Wait, Cordy!" cried Piet. Cordula did not. Piet sighed.')
    assert one(people, "Cordy") == one(people, "Cordula")


def test_titles_first_names_and_pronouns_tell_gender() -> None:
    people = roster(
        "Mrs. Ott nodded. Agnes nodded. Zoltrin nodded, and he took his hat. Zoltrin said he would go. "
        "Zoltrin shook his head and said he would not."
    )
    assert one(people, "Mrs. Ott").gender is Gender.FEMALE
    assert one(people, "Agnes").gender is Gender.FEMALE
    assert one(people, "Zoltrin").gender is Gender.MALE


def test_places_are_no_people() -> None:
    people = roster("In Graustadt it rained. Orla lived in Graustadt. Orla said so. Nobody in Graustadt cared.")
    assert "Graustadt" not in named(people)


def test_a_word_that_opens_a_sentence_is_no_name() -> None:
    people = roster('However, Orla went. Suddenly she stopped. "Who?" said Orla. Nobody spoke. However, Orla smiled.')
    assert named(people) == ["Orla"]


def test_words_shouted_between_two_names_are_part_of_neither() -> None:
    people = roster(
        "Orla YANKS OFF Piet's hat. Orla laughed. Piet did not. Orla IS LEAVING. Piet nodded, and sat down."
    )
    assert named(people) == ["Orla", "Piet"]


def test_initials_numbers_and_titles_in_capitals_stay_in_a_name() -> None:
    people = roster("JB Kell sat down. Henry VIII frowned. JB Kell nodded. Henry VIII laughed, and JB Kell left.")
    assert named(people) == ["JB Kell", "Henry VIII"]


@pytest.mark.parametrize("word", ["Alright", "Okay", "Hey", "Yeah", "Wow", "Listen", "Sorry", "Honestly", "Tomorrow"])
def test_a_word_that_opens_speech_is_not_what_the_teller_is_called(word: str) -> None:
    said = f'"{word}, let us go," I said. I took my bag.\n\n"{word}, we are late." I ran to my door.\n\n'
    people = roster(said * 3 + "I slept in my bed, and I woke when it was day.")
    assert named(people) == ["Narrator"]


def test_the_doctor_is_the_only_doctor_with_a_name() -> None:
    people = roster('Dr. Ott came in. "Breathe," said the doctor. Dr. Ott frowned.')
    assert one(people, "the doctor").name == "Dr. Ott"


def test_people_without_a_name_are_crowd() -> None:
    people = roster('"Halt!" called a voice. "Who goes there?" said the sentry.')
    assert one(people, "a voice").is_crowd
    assert one(people, "the sentry").is_crowd


def test_any_noun_that_speaks_is_a_person() -> None:
    people = roster('"Tickets, please," said the emissary.')
    assert people.find("the emissary")


def test_the_teller_of_a_first_person_story_is_a_person() -> None:
    text = "I went out. I saw the sea. I sat down, and I slept. I woke when Orla came.\n\n" * 3
    people = roster(text + '"Sleep," said Orla. I slept.')
    assert people.narrator is not None
    assert people.people[people.narrator].name == "Narrator"


def test_the_teller_is_named_where_others_call_the_name() -> None:
    text = "I went out. I saw the sea. I sat down, and I slept. I woke when Orla came.\n\n" * 3
    called = '"Come here, Jonas," said Orla. I came.\n\n"Jonas, sit." I sat.\n\n"Eat, Jonas," said Orla. I ate.'
    people = roster(text + called)
    assert people.narrator is not None
    assert people.people[people.narrator].name == "Jonas"


def test_a_letter_writer_does_not_make_a_story_first_person() -> None:
    people = roster('Orla read the letter. "I am well," she read. "I miss you." She put it away and wept for an hour.')
    assert people.narrator is None


def test_the_cast_file_merges_names() -> None:
    hints = Hints(aliases={"Orla": ("The Grey Lady",)})
    people = roster('"Sit," said Orla. "Stand," said the Grey Lady. Orla nodded. The Grey Lady smiled.', hints)
    assert one(people, "the grey lady").name == "Orla"


def test_two_on_the_cast_list_are_two_though_their_names_may_be_one_persons() -> None:
    text = "Kell sat down. Kell smiled. Lady Kell laughed. Kell looked up. Lady Kell waited."
    assert {person.name for person in roster(text).people} == {"Kell"}
    people = roster(text, Hints(aliases={"Kell": (), "Lady Kell": ()}))
    assert one(people, "Lady Kell").gender is Gender.FEMALE
    assert one(people, "Kell").gender is not Gender.FEMALE


def test_the_cast_file_pins_a_gender() -> None:
    hints = Hints(genders={"Agnes": Gender.NEUTRAL})
    assert one(roster('"Sit," said Agnes. Agnes smiled.', hints), "Agnes").gender is Gender.NEUTRAL
