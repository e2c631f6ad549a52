"""Speakers a tag only describes: somebody else than whoever with a name is at hand there."""

from __future__ import annotations

import pytest
from support.told import last_lines

OPENING = (
    "Anna Tarn came in. Anna Tarn sat down. The surgeon washed his hands. Anna looked up.\n\n"
    '"It is done," said the surgeon.\n\nAnna nodded. The surgeon went out. The nurse sat with Anna Tarn.\n\n'
    "Anna slept. The surgeon came back, and the nurse told him that Anna slept.\n\n* * *\n\n"
    "Gideon Rudd had walked all day. Gideon Rudd was tired, and Rudd was thirsty.\n\n"
    '"I must rest," said Rudd to himself.\n\n'
)
PLACES = [
    ("barman", "Rudd pushed open the door of the inn. The barman was drying a glass."),
    ("croupier", "Rudd went up to the table. The croupier turned the wheel."),
    ("policeman", "Rudd stopped at the corner. A policeman stood there, and the policeman looked at Rudd."),
    ("ferryman", "Rudd came down to the river. The ferryman sat in his boat."),
    ("guard", "Rudd came to the gate. The guard lowered his spear."),
    ("porter", "Rudd reached the station. The porter was asleep."),
    ("bouncer", "Rudd went round to the club. The bouncer folded his arms."),
    ("mechanic", "Rudd left the truck at the garage. The mechanic wiped his hands."),
]


@pytest.mark.parametrize(("noun", "place"), PLACES)
def test_somebody_described_in_one_scene_only_is_not_the_named_person_at_hand(noun: str, place: str) -> None:
    story = OPENING + (
        f'{place}\n\n"Good evening," said the {noun}.\n\n"Good evening," said Rudd. "Is it late?"\n\n'
        f"Rudd looked round. The {noun} said no more, and Rudd sat down.\\n\\n"
        f'Rudd sighed. "Everybody is late," said the {noun}.'
    )
    assert [speaker for speaker, _ in last_lines(story)] == [f"The {noun}"]


@pytest.mark.parametrize(("noun", "place"), PLACES[:4])
def test_whoever_answers_a_named_person_is_another(noun: str, place: str) -> None:
    story = OPENING + (
        f'{place}\n\n"Is it late?" asked Rudd.\n\n"It is," said the {noun}.\n\n"Very late?" asked Rudd.\n\n'
        f'"Very," said the {noun}.'
    )
    assert [speaker for speaker, _ in last_lines(story, 4)] == ["Gideon Rudd", f"The {noun}"] * 2


@pytest.mark.parametrize("noun", ["stationmaster", "ferryman", "innkeeper", "sergeant", "midwife", "stoker"])
def test_a_trade_in_a_tag_is_no_other_trade(noun: str) -> None:
    story = (
        f"The baker came out of his shop. The blacksmith came over the street. The {noun} stood by the well.\n\n"
        '"It will rain," said the baker.\n\n"It will not," said the blacksmith.\n\n"It will," said the baker.\n\n'
        f'"It has!" cried the {noun}.\n\n"So it has," said the blacksmith.\n\n"Told you," said the baker.'
    )
    speakers = [speaker for speaker, _ in last_lines(story, 3)]
    assert speakers == [f"The {noun}", "The blacksmith", "The baker"]
