"""What only looks like a name is nobody: interjections, verbs and titles with a capital, places, ships, languages."""

from __future__ import annotations

import pytest
from support.who_speaks import characters, sure_speakers

from drama.languages.en.english import ENGLISH
from drama.script.people.name_counts import names_in

TALK = """Ilka stood at the gate with her coat on. Marek came out of the shed and wiped his hands.

“{ilka}” said Ilka.

“{marek}” said Marek.

“{ilka2}” Ilka said.

“{marek2}” Marek answered.
"""

WORDS = [
    ("Goodbye Marek,", "Goodbye Ilka,", "Bye Marek,", "Write to me,"),
    ("Oh Marek,", "Hey Ilka, sit down,", "Damn Marek, you scared me,", "Sorry Ilka,"),
    ("Gosh,", "Golly. Is it real?", "Gosh, I hope so,", "Gosh,"),
    ("Koh. Poor Marek,", "Heh. It hurts,", "Oi! Hold still,", "Tch. Help me up,"),
    ("Hi Marek,", "Thanks Ilka,", "Congratulations Marek,", "Yay,"),
    ("Didn't you hear?", "Couldn't. I was asleep,", "Wouldn't you know it,", "Didn't I hear what?"),
    ("Merry Christmas Marek,", "Happy Birthday Ilka,", "Good Morning Marek,", "It is noon,"),
    ("God, I hate Mondays,", "Heaven help us,", "Jesus, Marek,", "Internet is down,"),
    ("The Plan is simple,", "It Was Not A Good Idea,", "Trust The Plan,", "It Never Works,"),
    ("Say it in Klevish,", "Klevish sounds rude,", "Everything in Klevish does,", "So does Tarnish,"),
    ("Linkbook froze again,", "Use Fotogram,", "Fotogram eats pictures,", "Linkbook eats time,"),
    ("Wow Marek,", "Whoa Ilka,", "Okay Marek, stop,", "Aha,"),
]


@pytest.mark.parametrize("words", WORDS)
def test_words_that_open_speech_are_nobody(words: tuple[str, str, str, str]) -> None:
    told = TALK.format(ilka=words[0], marek=words[1], ilka2=words[2], marek2=words[3])
    speakers = sure_speakers(told)
    assert {one.rstrip("?") for one in speakers} == {"Ilka", "Marek"}
    assert [one for one in speakers if one.endswith("?")] == []
    assert characters(told).keys() - {"Narrator"} == {"Ilka", "Marek"}


NARRATED = [
    "They reached Brinmoor at noon. Brinmoor slept. Nobody in Brinmoor had seen rain, and Brinmoor looked it.",
    "The Hesper lay at the quay. The Hesper was old. The Hesper had carried salt for thirty years, and smelled of it.",
    "Behind them was the Loggia. The Loggia looked on the river, and the river looked back at the Loggia.",
    "Ilka Did not answer. Marek Was tired. Ilka Could see that. Marek Had seen it too.",
    "They spoke Klevish. Klevish has nine cases. Klevish sounded like gravel, and the Klevians liked it so.",
    "It was Not A Good Idea. It Had Never Been One. They called it The Plan, and The Plan worked.",
    "April had been wet. In June the grass died. August was worse, and they had waited since March.",
    "Suddenly Ilka stopped. Slowly Marek turned. However, Ilka said nothing. Presently Marek coughed.",
    "Windy Corner stood on the hill. Windy Corner faced the sea. From Windy Corner one saw the boats.",
    "Linkbook had frozen. Fotogram was full. Internet was slow everywhere, and Earth was a small place.",
    "St. Corvin lay two miles off. In St. Corvin there was a market, and a road went to St. Corvin.",
    "The bells of Graumark rang. Graumark woke. All through Graumark doors opened, and Graumark coughed.",
]


@pytest.mark.parametrize("narrated", NARRATED)
def test_places_things_and_mistaken_capitals_are_nobody(narrated: str) -> None:
    told = f"{narrated}\n\n" + TALK.format(ilka="So,", marek="So what?", ilka2="You know,", marek2="I do not,")
    assert [one.rstrip("?") for one in sure_speakers(told)] == ["Ilka", "Marek", "Ilka", "Marek"]
    assert characters(told).keys() - {"Narrator"} == {"Ilka", "Marek"}


@pytest.mark.parametrize(
    "heading",
    ["Chapter One: The Ford", "Part Two", "Winter Comes", "Ilka Goes To Town", "The Long Way Home", "Monday"],
)
def test_the_words_of_a_heading_are_nobody(heading: str) -> None:
    told = f"# {heading}\n\n" + TALK.format(
        ilka="Read me Chapter One,", marek="Part Two is better,", ilka2="Then Part Two,", marek2="No,"
    )
    assert characters(told).keys() - {"Narrator"} == {"Ilka", "Marek"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Goodbye Tess, and thank you.", ["Tess"]),
        ("Damn Karl anyway.", ["Karl"]),
        ("Oh Mr. Brandt, sit down.", ["Mr. Brandt"]),
        ("Karl Did not know.", ["Karl"]),
        ("Then Karl Said no.", ["Karl"]),
        ("Omar bin Said rose.", ["Omar bin Said"]),
        ("He met Mr. Will there.", ["Mr. Will"]),
        ("He met Piet The Lame there.", ["Piet The Lame"]),
        ("Karl And Tess Were late.", ["Karl", "Tess"]),
        ("Heya Tess! Oi Karl!", ["Tess", "Karl"]),
    ],
)
def test_a_name_is_not_longer_than_it_is(text: str, names: list[str]) -> None:
    assert [name for _, _, name in names_in(text, ENGLISH)] == names


SPEAKING = ["Koh", "Brinmoor", "Hesper", "Mercy", "August", "Storm", "Rook"]


@pytest.mark.parametrize("name", SPEAKING)
def test_who_speaks_and_is_spoken_to_is_somebody_whatever_the_name(name: str) -> None:
    told = f"""{name} stood at the gate with Marek. {name} had lost a glove.

“It is cold,” said {name}.

“Take mine, {name},” said Marek.

“No,” {name} said. “Keep it.”
"""
    assert sure_speakers(told) == [name, "Marek", name, name]


@pytest.mark.parametrize("name", ["Sato-san", "Ilka-chan", "Mori-sensei", "Rin-kun", "Aya-senpai", "Ravi-ji"])
def test_what_politeness_joins_to_a_name_is_no_other_person(name: str) -> None:
    bare = name.partition("-")[0]
    told = f"""{bare} opened the door. {name} was early.

“You are early,” said Marek.

“I ran,” said {bare}. {bare} laughed.

“Sit down,” said Marek, and {name} sat.

“Thank you,” said {name}.
"""
    assert len(set(sure_speakers(told))) == 2
