"""Whom a tag says that the words are said to: they are not the speaker, and they may answer."""

from __future__ import annotations

import pytest
from support.told import dialogue, last_lines

KITCHEN = (
    "Marta Lund came into the kitchen. Otto Brahm was at the stove. Marta sat down, and Otto looked round at her.\n\n"
    "Otto stirred the soup. Marta watched him.\n\n"
)
INN = (
    "The inspector came into the inn with Greta Holm. Jonas Pike sat by the window, and old Mrs. Tarn was knitting.\n\n"
    "Jonas got up. Greta waited, and the boy from the mill stood in the door. Dr. Fenwick was late.\n\n"
)


VERBS = (
    "asked told reminded warned begged assured answered informed advised implored ordered thanked interrupted "
    "greeted commanded urged cautioned reassured corrected teased"
)


@pytest.mark.parametrize("verb", VERBS.split())
def test_whom_a_verb_of_telling_is_followed_by_does_not_speak(verb: str) -> None:
    assert last_lines(KITCHEN + f'Marta {verb} Otto, "It is cold in here."') == [("Marta Lund", True)]
    assert last_lines(KITCHEN + f'"It is cold in here," Otto {verb} Marta.') == [("Otto Brahm", True)]


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ('Marta asked the boy, "Are you cold?"', "Marta Lund"),
        ('Marta asked her brother, "Are you cold?"', "Marta Lund"),
        ('Marta asked him, "Are you cold?"', "Marta Lund"),
        ('"Are you cold?" Marta asked Otto.', "Marta Lund"),
        ('"Are you cold?" asked Marta of Otto.', "Marta Lund"),
        ('"It is cold," said Marta to Otto.', "Marta Lund"),
        ('"It is cold," she said to Otto.', "Marta Lund"),
        ('He asked Marta, "Are you cold?"', "Otto Brahm"),
        ('Marta, who had been listening, asked Otto quietly, "Are you cold?"', "Marta Lund"),
        ('Marta, with a glance at Otto, said, "It is cold."', "Marta Lund"),
        ('Marta, turning to Otto, said, "It is cold."', "Marta Lund"),
        ('Turning to Marta, Otto asked, "Are you cold?"', "Otto Brahm"),
        ('Marta put down her cup and told Otto firmly: "Go."', "Marta Lund"),
        ('Marta kissed Otto and said, "Go."', "Marta Lund"),
        ('Otto was told by Marta, "You are cold."', "Marta Lund"),
        ('"Are you cold?" Otto was asked by Marta.', "Marta Lund"),
        ('Otto heard Marta say, "You are cold."', "Marta Lund"),
        ('Otto heard Marta saying, "You are cold."', "Marta Lund"),
        ('Marta wanted to ask Otto, "Are you cold?"', "Marta Lund"),
        ('It was Marta who told Otto, "Go."', "Marta Lund"),
        ('Otto looked at Marta, who said, "Go."', "Marta Lund"),
        ('Marta turned to Otto and said, "Go."', "Marta Lund"),
        ('Marta asks Otto, "Are you cold?"', "Marta Lund"),
    ],
)
def test_the_subject_speaks_and_not_whom_the_words_are_said_to(paragraph: str, speaker: str) -> None:
    assert last_lines(KITCHEN + paragraph) == [(speaker, True)]


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ('Jonas told the tall inspector, "I was at home."', "Jonas Pike"),
        ('Greta asked the boy sternly: "Are you cold?"', "Greta Holm"),
        ('Jonas, who had kissed Greta, said, "Good night."', "Jonas Pike"),
        ('Jonas, when Greta had gone, said to Mrs. Tarn, "Good night."', "Jonas Pike"),
        ('Jonas (stung) told Greta, "No."', "Jonas Pike"),
        ('Dr. Fenwick, taking off his hat to Mrs. Tarn, begged her, "Forgive me."', "Dr. Fenwick"),
        ('"He is lazy," Greta was informed by Mrs. Tarn.', "Mrs. Tarn"),
        ('Greta and Mrs. Tarn looked at Jonas, who answered, "No."', "Jonas Pike"),
        ('When Greta asked Jonas, "Are you ill?" he shook his head.', "Greta Holm"),
        ('Mrs. Tarn leaned across Greta and begged Dr. Fenwick, "Do not go."', "Mrs. Tarn"),
        ('Without looking at Jonas, Greta asked Mrs. Tarn, "Where is he?"', "Greta Holm"),
        ('Jonas gave Mrs. Tarn his arm and said to her: "Come."', "Jonas Pike"),
    ],
)
def test_among_many_the_subject_speaks(paragraph: str, speaker: str) -> None:
    assert last_lines(INN + paragraph) == [(speaker, True)]


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ('"Well," Marta told Otto, "go."', "Marta Lund"),
        ('"Well," Otto told Marta, "go."', "Otto Brahm"),
        ('"Well," said Marta to Otto, "go."', "Marta Lund"),
        ('"Otto," Marta reminded him, "go."', "Marta Lund"),
        ('"Well," said Marta, as Otto laughed, "go."', "Marta Lund"),
        ('"Well," said Marta, when Otto turned, "go."', "Marta Lund"),
    ],
)
def test_both_parts_of_a_split_speech_are_the_subjects(paragraph: str, speaker: str) -> None:
    assert [who for who, _ in last_lines(KITCHEN + paragraph, 2)] == [speaker, speaker]


@pytest.mark.parametrize(
    "paragraph",
    [
        'Greta said, "Go," and Jonas said, "No."',
        'Greta told Jonas, "Go," and Jonas told Greta, "No."',
        'Greta told Jonas, "Go," but Jonas only answered: "No."',
        '"Go," said Greta, and Jonas answered, "No."',
        '"Go," said Greta; whereupon Jonas cried: "No."',
    ],
)
def test_two_tags_in_one_sentence_have_two_speakers(paragraph: str) -> None:
    assert [who for who, _ in last_lines(INN + paragraph, 2)] == ["Greta Holm", "Jonas Pike"]


@pytest.mark.parametrize(
    "question",
    [
        'Greta asked Jonas, "Where is the boat?"',
        '"Where is the boat?" Greta asked Jonas.',
        '"Where is the boat?" said Greta to Jonas.',
        '"Where is the boat?" asked Greta, turning to Jonas.\n\nGreta asked Jonas whether he knew.',
    ],
)
def test_whom_the_tag_addresses_answers(question: str) -> None:
    others = '"It is late," said Mrs. Tarn.\n\n"Very late," said Dr. Fenwick.\n\n'
    assert dialogue(INN + others + question + '\n\n"At the mill."')[-1].speaker == "Jonas Pike"


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Jonas, going to the window where Mrs. Tarn was sitting, said gently:", "Jonas Pike"),
        ("Dr. Fenwick, with more gravity than he usually permitted himself, replied:", "Dr. Fenwick"),
        ("Mrs. Tarn rose with a sigh, and told Greta:", "Mrs. Tarn"),
        ("Greta (it was she who had seen it first) turned to Jonas and said:", "Greta Holm"),
        ('"It is late," said Mrs. Tarn. Jonas took off his hat, bowed to Greta and said:', "Jonas Pike"),
    ],
)
def test_a_paragraph_that_ends_in_a_colon_names_who_speaks_below(lead: str, speaker: str) -> None:
    assert last_lines(INN + lead + '\n\n"There is a light on the river."') == [(speaker, True)]
