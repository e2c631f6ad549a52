"""The "I" of a story is one person with the name that the story gives: said outright, called, answered to, signed."""

from __future__ import annotations

import re

import pytest

from drama.model import Gender, Kind, Line, Script
from drama.readers.structure.teller_headings import with_teller_headings
from drama.readers.text import parse_text
from drama.script import NARRATOR_NAME, read_script

_OWN_TAG = re.compile(r"(?:I (?:said|say|replied)|sa(?:id|ys) I)\b")


def read(text: str) -> Script:
    return read_script(with_teller_headings(parse_text(text, markdown=True)))


def said_by_i(script: Script) -> list[Line]:
    """Return the lines of dialogue that a tag gives to an "I"."""
    after = zip(script.lines, script.lines[1:], strict=False)
    return [line for line, tag in after if line.kind is Kind.DIALOGUE and _OWN_TAG.match(tag.text)]


def assert_teller(text: str, name: str) -> Script:
    """Check that a story's "I" has a name, says with certainty what "I said" stands beside, and is one person."""
    script = read(text)
    own = said_by_i(script)
    assert own
    assert {line.speaker for line in own} == {name}
    assert all(line.confidence >= 0.9 for line in own)
    assert NARRATOR_NAME not in {line.speaker for line in script.lines}
    return script


OUTRIGHT = {
    "Clara Voss": (
        "My name is Clara Voss, and I was eleven when the mill burned.\n\n“Who did this?” asked the miller.\n\n"
        "“I saw nothing,” I said, and I wished it were true."
    ),
    "Benedict": (
        "You may call me Benedict. I keep the light at Skerry, and I have kept it alone.\n\n"
        "“Is there anyone else here?” asked the inspector.\n\n“No, sir,” I said."
    ),
    "Anna Berg": (
        "I, Anna Berg, being of sound mind, set down here what I saw on the third. I was at the window.\n\n"
        "“Come away from there,” said the nurse.\n\n“In a minute,” I said."
    ),
    "Tobias": (
        "I am Tobias, the younger son. I never wanted the farm, and I told them so.\n\n“Who will have it?” asked Rufus."
        "\n\n“You,” I said."
    ),
    "Swift Otter": (
        "I am an old man now. I was called Swift Otter by my father's people.\n\n“Tell me what you see,” said "
        "Hanno.\n\n"
        "“A canoe,” I said."
    ),
    "Tilda": (
        "Everyone in Brackwater knew me as Tilda. I kept the shop, and I kept their secrets.\n\n“Good day,” said "
        "Rolf.\n\n"
        "“It was,” I said."
    ),
    "Arthur": (
        "“What's your name?” asked the boy in the next bed.\n\n“Arthur,” I said. I had not spoken in days.\n\n"
        "“Mine is Simeon,” said the boy."
    ),
    "Robin Hale": (
        "I was then but a lad, and I had never been to sea.\n\n“What is thy name?” says Captain Orme.\n\n"
        "“Robin Hale, sir,” says I.\n\n“Then climb,” says Captain Orme."
    ),
}


@pytest.mark.parametrize("name", OUTRIGHT)
def test_a_teller_who_gives_a_name_has_it(name: str) -> None:
    assert_teller(OUTRIGHT[name], name)


CALLED = {
    "Anna": (
        "I was halfway down the ladder when the lamp went out.\n\n“Anna!” It was Piet. “Anna, are you all right?”\n\n"
        "I turned my face up to the hatch. “I'm fine,” I said.\n\n“Stay there,” said Piet."
    ),
    "Mr. Pell": (
        "I had the honour to attend the Countess that winter. I slept ill.\n\n“Mr. Pell,” said the Countess, “you are "
        "late.”\n\n“Madam, I am,” I replied.\n\n“He is always late,” said Lord Aske.\n\nI bowed. “Not always,” said I."
    ),
    "Paul": (
        "I came down at nine. I was hungry.\n\n“Good morning, Greta,” I said.\n\n“Morning. Tea, Paul?” said Greta.\n\n"
        "“Please,” I said. “Is Otto up?”\n\n“Otto!” Greta shouted. “You are wanted!”"
    ),
    "Sam": (
        "“What do you think, Sam?” Lucy asked me.\n\nI shrugged. I thought nothing.\n\n“He never thinks,” said "
        "Hugo.\n\n"
        "“I do,” I said."
    ),
    "Vera": (
        "I stood outside the door. I could hear them.\n\n“Is Vera coming?” said Klaus.\n\n“She had better,” said "
        "Piet.\n\n"
        "I opened the door. “I'm here,” I said.\n\n“Vera! Finally,” said Klaus."
    ),
    "Nora": (
        "I had not slept. I had walked all night.\n\nHe said my name. “Nora.”\n\n“What?” I said.\n\n"
        "“Listen to me.” Ben took my hand. I let him."
    ),
    "Captain Rourke": (
        "“You're Captain Rourke?” the girl said.\n\n“I am,” I said. I put down my cup.\n\n"
        "“They told me you were tall.”\n\n“I was,” I said, “when I was younger.”"
    ),
    "Ruby Jean Tucker": (
        "I could hear Mama calling from the porch. “Ruby Jean! Ruby Jean Tucker!”\n\n“Coming,” I said. I ran.\n\n"
        "“You get in here this minute,” Mama said."
    ),
}


@pytest.mark.parametrize("name", CALLED)
def test_a_teller_has_the_name_that_others_call_and_that_the_teller_answers_to(name: str) -> None:
    assert_teller(CALLED[name], name)


def test_a_teller_has_the_name_below_the_letter_that_the_story_is() -> None:
    text = (
        "Dear Edith,\n\nI have arrived at last. I shared a coach with a Mr. Finch.\n\n“Do you travel far?” said Mr. "
        "Finch."
        "\n\n“To the coast,” I said.\n\nI slept little.\n\nYour loving sister,\n\nHarriet"
    )
    script = assert_teller(text, "Harriet")
    assert next(person.gender for person in script.characters if person.name == "Harriet") is Gender.FEMALE


def test_two_names_of_one_teller_are_one_person() -> None:
    named = (
        "They call me Red, though I was christened Martin. I don't mind.\n\n“Red,” said Joe, “are you coming?”\n\n"
        "“I'm coming,” I said.\n\n“Hurry up, Martin,” said Joe."
    )
    script = read(named)
    teller = next(person for person in script.characters if "I" in person.aliases)
    assert {teller.name, *teller.aliases} >= {"Red", "Martin"}
    called = (
        "I'm late. I push through the doors.\n\n“Miss Okafor,” says Mr. Reyes. “How kind of you to join us.”\n\n"
        "“Sorry,” I say.\n\n“Sit down, Ada,” whispers Jules.\n\nI sit."
    )
    teller = next(person for person in read(called).characters if "I" in person.aliases)
    assert {teller.name, *teller.aliases} >= {"Ada", "Miss Okafor"}


@pytest.mark.parametrize(
    "text",
    [
        "I never told Rosa. I couldn't.\n\n“Rosa,” I said. “Rosa, listen.”\n\n“Don't,” said Rosa.\n\n“Please,” I said.",
        (
            "I watched the kids on the beach. I had a book.\n\n“Benny, get out of the water!” shouted Mrs. Dunn.\n\n"
            "“Benny! Now!”\n\nI turned a page. “He can't hear you,” I said."
        ),
        "I gave the guard my papers. I smiled.\n\n“Purpose?” said the guard.\n\n“Trade,” I said. I was tired.",
        "I had been in practice a year.\n\n“Doctor,” said Mrs. Hobb, “he is worse.”\n\n“I will come,” I said.",
    ],
)
def test_a_teller_whom_nobody_names_is_the_narrator(text: str) -> None:
    assert {line.speaker for line in said_by_i(read(text))} == {NARRATOR_NAME}


def test_a_name_given_in_a_story_that_no_i_tells_makes_no_teller() -> None:
    text = (
        "Mara went down the hill. She was tired. *I should have stayed*, she thought.\n\n“My name is Mara,” said "
        "Mara to "
        "the guard.\n\n“Go on, then,” said the guard."
    )
    assert [person.aliases for person in read(text).characters if "I" in person.aliases] == []


def test_chapters_that_are_headed_by_first_names_are_told_by_their_bearers() -> None:
    iris = "I hated the boat.\n\n“You'll get used to it,” said Max.\n\n“I won't,” I said.\n\n"
    max_ = "I liked the boat, and I liked her.\n\n“Coffee?” I said. I was shy.\n\n“Please,” said Iris.\n\n"
    script = read(f"# Iris\n\n{iris}# Max\n\n{max_}# Iris\n\n{iris}")
    assert [line.speaker for line in said_by_i(script)] == ["Iris", "Max", "Iris"]


@pytest.mark.parametrize(
    ("reply", "least"),
    [
        ("“Shut it yourself,” says I.", 0.9),
        ("“Shut it yourself,” I says.", 0.9),
        ("“Shut it yourself,” said I, and I meant it.", 0.9),
        ("“Shut it yourself,” my voice said.", 0.9),
        ("“Shut it yourself.” My voice shook.", 0.85),
        ("My voice sounded strange. “Shut it yourself.”", 0.85),
        ("“Shut it yourself,” was my answer.", 0.9),
        ("“Shut it yourself,” I went on.", 0.9),
    ],
)
def test_what_my_voice_says_and_what_i_says_is_the_tellers(reply: str, least: float) -> None:
    text = (
        "I was at the window, and I was cold. Piet came in.\n\n“Shut it,” said Piet. “It is cold, Anna.”\n\n"
        f"“No,” I said.\n\n“Shut it,” said Piet.\n\n{reply}\n\n“You are nearer,” said Piet."
    )
    line = next(line for line in read(text).lines if line.text.startswith("“Shut it yourself"))
    assert line.speaker == "Anna"
    assert line.confidence >= least


def test_somebody_whom_all_speak_of_is_not_the_teller_for_that() -> None:
    talk = "“Vera is a saint,” said Klaus.\n\n“Vera was never here,” said Piet.\n\n"
    text = (
        f"I stirred the soup, and I said nothing.\n\n{talk * 20}“Salt, Nora?” said Klaus.\n\n“Yes,” I said.\n\n"
        "“Nora, sit down,” said Piet.\n\nI sat down."
    )
    assert {line.speaker for line in said_by_i(read(text))} == {"Nora"}
