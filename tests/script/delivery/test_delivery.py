"""How lines are spoken, as tag, beat and punctuation tell it."""

from __future__ import annotations

import pytest

from drama.model import Channel, Delivery, Ending, Kind, Manner
from drama.readers import parse_text
from drama.script import read_script

OPENING = "Hanne and Edric stood in the yard. Hanne was his sister, and Edric was her only brother.\n\n"


def first_said(text: str) -> Delivery:
    """Return the delivery of the first line of dialogue in a story about Hanne and Edric."""
    return said(text)[0]


def said(text: str) -> list[Delivery]:
    return [line.delivery for line in read_script(parse_text(OPENING + text)).lines if line.kind is Kind.DIALOGUE]


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ('"It is here," said Hanne.', Manner.PLAIN),
        ('"It is here," whispered Hanne.', Manner.WHISPERED),
        ('"It is here," Hanne said in a whisper.', Manner.WHISPERED),
        ('"It is here," Edric muttered.', Manner.MUTTERED),
        ('"It is here," Edric said under his breath.', Manner.MUTTERED),
        ('"Is it here?" Edric asked quietly.', Manner.MUTTERED),
        ('"It is here!" shouted Edric.', Manner.SHOUTED),
        ('"It is here," Hanne called.', Manner.SHOUTED),
        ('"Is it here?" asked Edric.', Manner.ASKED),
        ('"Is it here?" Edric put down his cup.', Manner.ASKED),
        ('"It is here!" Edric put down his cup.', Manner.EXCLAIMED),
        ('"It is here," cried Hanne.', Manner.EXCLAIMED),
        ('"It is here," Hanne said, laughing.', Manner.LAUGHING),
        ('Hanne laughed. "It is here."', Manner.LAUGHING),
        ('"It is here," sobbed Hanne.', Manner.CRYING),
        ('"It is here," said Hanne through her tears.', Manner.CRYING),
        ('"It is here," Edric said, breathing heavily.', Manner.BREATHLESS),
        ('"It is here," Edric panted.', Manner.BREATHLESS),
        ('"It is here," Edric said faintly.', Manner.MUTTERED),
        ('"It is here," he said, and he burst into tears.', Manner.CRYING),
    ],
)
def test_the_manner_is_read_from_verb_adverb_and_mark(text: str, manner: Manner) -> None:
    assert first_said(text).manner is manner


def test_of_two_tags_in_a_paragraph_each_tells_of_its_own_quote() -> None:
    text = '"It is here," Hanne muttered under her breath. "Is it not?" she shouted at Edric.'
    assert [delivery.manner for delivery in said(text)] == [Manner.MUTTERED, Manner.SHOUTED]
    text = '"It is here," Hanne whispered. "It is, is it not."'
    assert [delivery.manner for delivery in said(text)] == [Manner.WHISPERED, Manner.WHISPERED]


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ('"GET OUT OF HERE!" Edric put down his cup.', Manner.SHOUTED),
        ('"BBC." Edric put down his cup.', Manner.PLAIN),
        ('"OUT," Hanne whispered.', Manner.WHISPERED),
        ('"Leave it!" Hanne was roaring from the roof.', Manner.SHOUTED),
        ('Edric lowered his voice. "It is here."', Manner.MUTTERED),
        ('Edric raised his voice. "It is here."', Manner.SHOUTED),
        ('"It is here," Hanne said, her voice barely above a whisper.', Manner.WHISPERED),
        ('"It is here," Hanne said, her voice thick with tears.', Manner.CRYING),
        ('"It is here," said a man called Edric.', Manner.PLAIN),
        ('"It is here," called Edric.', Manner.SHOUTED),
    ],
)
def test_voice_and_capitals_tell_the_manner_too(text: str, manner: Manner) -> None:
    assert first_said(text).manner is manner


def test_a_thought_ends_and_asks_as_its_marks_say() -> None:
    script = read_script(parse_text(OPENING + "Hanne ran. *What is that? Is it—* she thought. *Run!*"))
    thoughts = [line.delivery for line in script.lines if line.kind is Kind.THOUGHT]
    assert [(thought.manner, thought.ending) for thought in thoughts] == [
        (Manner.PLAIN, Ending.CUT),
        (Manner.EXCLAIMED, Ending.FULL),
    ]


def test_what_others_do_meanwhile_is_not_the_manner() -> None:
    assert first_said('"It is here," said Hanne as the wolves screamed.').manner is Manner.PLAIN
    assert first_said('"It is here," said Hanne, not laughing.').manner is Manner.PLAIN
    assert first_said('"It is here," said Hanne to the dog, who lay panting.').manner is Manner.PLAIN
    assert first_said('Edric said, "It is here," and they all stood round him, panting.').manner is Manner.PLAIN
    assert first_said('Edric looked up with laughing eyes and said, "It is here."').manner is Manner.PLAIN


def test_a_statement_beside_a_question_is_not_asked() -> None:
    question, statement = said('"Is it here?" asked Edric. "I do not see it."')
    assert (question.manner, statement.manner) == (Manner.ASKED, Manner.PLAIN)


def test_both_halves_of_a_split_quote_are_whispered() -> None:
    assert [delivery.manner for delivery in said('"It is," whispered Hanne, "quite near."')] == [Manner.WHISPERED] * 2


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        ("I never", Ending.FULL),
        ("I never—", Ending.CUT),
        ("I never--", Ending.CUT),
        ("I never…", Ending.TRAILING),
        ("I never...", Ending.TRAILING),
        ("I—never.", Ending.FULL),
        ("I never—?", Ending.CUT),
    ],
)
def test_the_ending_is_read_from_the_last_mark(words: str, ending: Ending) -> None:
    assert first_said(f'"{words}"\n\n"Hush," said Hanne.').ending is ending


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ('"It is here," said Hanne.', Channel.DIRECT),
        ('"It is here," said Hanne over the radio.', Channel.RADIO),
        ('The radio crackled. "It is here," said Hanne.', Channel.RADIO),
        ('"It is here," said Hanne on the phone.', Channel.PHONE),
        ('"It is here," Hanne said into the phone.', Channel.DIRECT),
        ('"It is here," Edric said through the door.', Channel.DOOR),
        ('"It is here," Edric called from across the street.', Channel.DISTANCE),
        ('"It is here!" called a voice from behind.', Channel.DISTANCE),
        ('"It is here," said someone at the back.', Channel.DISTANCE),
        ('"It is here," said a voice over the loudspeakers.', Channel.PA),
        ('The tannoy crackled. "It is here," said Hanne.', Channel.PA),
        ('"It is here," Hanne announced over the PA.', Channel.PA),
        ('The announcement came at noon: "It is here."', Channel.PA),
        ('"It is here," said Pa.', Channel.DIRECT),
        ('"It is here," said Hanne, coming in from the hall.', Channel.DIRECT),
        ('"It is here," said Hanne, looking in at the door.', Channel.DIRECT),
        ('Hanne came through the door. "It is here."', Channel.DIRECT),
        ('"It is here," said a voice at the door.', Channel.DOOR),
        ('"It is here," said Hanne without opening the door.', Channel.DOOR),
        ('Hanne remembered him saying, "It is here."', Channel.MEMORY),
        ('"It is here." Her voice echoed in his head.', Channel.MEMORY),
        ('"It is here," said the voice in her head.', Channel.MEMORY),
        ('In the dream Edric said, "It is here."', Channel.MEMORY),
        ('Hanne remembered his words. "It is here," she said.', Channel.DIRECT),
        ('Hanne remembered her keys. "It is here."', Channel.DIRECT),
    ],
)
def test_the_channel_is_read_from_the_words_beside_the_quote(text: str, channel: Channel) -> None:
    assert first_said(text).channel is channel


def test_whoever_comes_over_the_radio_stays_there_until_the_scene_ends() -> None:
    text = (
        '"Bridge to deck," said Hanne over the radio.\n\n"Go on," said Edric.\n\n"Pull it up," said Hanne.\n\n***\n\n'
        'Hanne came down at noon.\n\n"That was well done," said Hanne.'
    )
    assert [delivery.channel for delivery in said(text)] == [
        Channel.RADIO,
        Channel.DIRECT,
        Channel.RADIO,
        Channel.DIRECT,
    ]


def test_somebody_who_is_there_does_not_stay_on_the_radio() -> None:
    text = (
        '"Listen," said Hanne.\n\nThe radio crackled. "Come in," said Hanne.\n\n"Go on," said Edric.\n\n'
        '"Pull it up," said Hanne.'
    )
    assert [delivery.channel for delivery in said(text)] == [
        Channel.DIRECT,
        Channel.RADIO,
        Channel.DIRECT,
        Channel.DIRECT,
    ]


def test_a_line_broken_off_is_not_talked_over_unless_the_text_says_so() -> None:
    plain = said('"If you go out there—" said Edric.\n\n"I will," said Hanne.')
    assert not any(delivery.overlaps_next for delivery in plain)
    over = said('"I only wanted," said Edric, "to—"\n\n"Not now," Hanne interrupted.')
    assert [delivery.overlaps_next for delivery in over] == [False, True, False]


def test_those_who_speak_with_one_voice_do_not_speak_over_another() -> None:
    together = 'Edric said, "It is here."\n\n"It is not," {} at the same time.'
    assert [delivery.overlaps_next for delivery in said(together.format("said Hanne"))] == [True, False]
    assert not any(delivery.overlaps_next for delivery in said(together.format("they said")))


def test_a_long_speech_breaks_off_only_at_its_last_line() -> None:
    speech = "I have told you this before and I will tell you again, for it is true. " * 12
    deliveries = said(f'"{speech}And yet—" said Edric.')
    assert len(deliveries) > 1
    assert [delivery.ending for delivery in deliveries] == [Ending.FULL] * (len(deliveries) - 1) + [Ending.CUT]
