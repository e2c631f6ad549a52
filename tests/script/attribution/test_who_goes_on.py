"""Whether the speaker of the last line goes on or another answers, by the shape of the paragraphs."""

from __future__ import annotations

import pytest

from drama.model import Kind
from drama.readers import parse_text
from drama.script import read_script


def speakers(text: str) -> list[str | None]:
    return [line.speaker for line in read_script(parse_text(text)).lines if line.kind is Kind.DIALOGUE]


@pytest.mark.parametrize(
    ("story", "wanted"),
    [
        pytest.param(
            "Agnes came in from the yard. Clara was mending a net by the stove.\n\n"
            '"You are late," said Clara.\n\n'
            '"The road was bad," said Agnes. She took off her wet coat, hung it over the back of a chair, and stood '
            "for a while with her hands held out to the stove.\n\n"
            'She shook her head. "And the bridge is gone."\n\n'
            '"Gone?" said Clara.',
            ["Clara", "Agnes", "Agnes", "Clara"],
            id="a beat of the one who spoke, after much narration of her",
        ),
        pytest.param(
            "Bertil stood at the pump. Gustav came across the square with the mail.\n\n"
            '"Anything for me?" asked Gustav.\n\n'
            '"Bills," said Bertil. He wiped his hands on his trousers, one after the other, and looked up at the '
            "sky over the church for longer than he had need to.\n\n"
            '"Rain before night," he said.\n\n'
            '"So they say," said Gustav.',
            ["Gustav", "Bertil", "Bertil", "Gustav"],
            id="a pronoun in the tag, after much narration of him",
        ),
        pytest.param(
            "Ines sat in the back of the van. Peter drove. It was Peter who had borrowed the van.\n\n"
            '"Is that the house?" said Ines.\n\n'
            '"Second on the left."\n\n'
            '"There are lights on."',
            ["Ines", "Peter", "Ines"],
            id="a question is answered by the other",
        ),
        pytest.param(
            "Ruth waited on the platform. Naomi sat on the bench, and Ruth looked at Naomi.\n\n"
            '"Do you think he will know us?" asked Ruth.\n\n'
            "The clock over the ticket window struck nine, and Naomi looked up at it.\n\n"
            '"He has seen the photograph."',
            ["Ruth", "Naomi"],
            id="a question is answered by the other across some narration",
        ),
        pytest.param(
            "Henrik met Tobias at the gate, and the two of them walked up to the barn.\n\n"
            '"You should have told me," said Henrik.\n\n'
            'A slow flush rose under Tobias\'s collar. "I meant to," he said.\n\n'
            '"When?" said Henrik.',
            ["Henrik", "Tobias", "Henrik"],
            id="he is the man whom the paragraph has named",
        ),
        pytest.param(
            "Rosa and Magda shared the bench by the lock.\n\n"
            '"It opens at six," said Rosa.\n\n'
            "Magda turned the key over in her hand and held it to the light. For a moment she did not speak, and "
            'then she said, "It opens when I say so."\n\n'
            '"Then say so," said Rosa.',
            ["Rosa", "Magda", "Rosa"],
            id="she is the woman who acts ahead in the paragraph",
        ),
    ],
)
def test_the_shape_of_the_paragraphs_tells_who_speaks(story: str, wanted: list[str]) -> None:
    assert speakers(story) == wanted


@pytest.mark.parametrize(
    ("who", "name"),
    [("clerk", "Jonas"), ("ferryman", "Petra"), ("old pilot", "Marta"), ("landlady", "Emil"), ("guard", "Sofia")],
)
def test_somebody_who_is_only_described_takes_turns_like_anybody_else(who: str, name: str) -> None:
    text = (
        f"{name} went in and shut the door. The {who} looked up.\n\n"
        f'"What do you want?" asked the {who}.\n\n'
        f'"A bed for the night," said {name}.\n\n'
        '"There are none."\n\n'
        '"I was told there were three."\n\n'
        '"Then you were told wrong."\n\n'
        f'"That is what I feared," said {name}.'
    )
    described = f"The {who}"
    assert speakers(text) == [described, name, described, name, described, name]
