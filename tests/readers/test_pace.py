"""No text, however hostile, takes time out of proportion to its length."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.growth import assert_in_proportion

from drama.readers import parse_text
from drama.readers.characters.mojibake import mend
from drama.readers.characters.western import western_encoding
from drama.readers.structure.entities import resolve_entities
from drama.readers.structure.screenplay import script_evidence

pytestmark = pytest.mark.slow

PIECES = [
    "|",
    "| a ",
    "|-",
    "a|b\n-|-\n",
    "|-|\n",
    "+-+\n",
    "~~a",
    "~~a~~",
    "==a",
    "{#a",
    "{#a}",
    "{{",
    "{%",
    "[[a|",
    "[[a",
    "![",
    "]",
    "][a",
    "^[",
    "](<",
    "](a(b)",
    "](a '",
    "<a b='",
    "<http:",
    "a@b",
    "<a@",
    "<style>",
    "%%\n",
    "[a]: ",
    "[a]: <b\n",
    ":::\n",
    "- [ ] a\n",
    "\\\n",
    "\\\\",
    "&amp",
    "ANNA: ",
    "ANNA: a\n",
    "ANNA\n",
    "INT. ",
    "(",
    "A b ",
    "_A",
    "*",
    "* ",
    "*a ",
    "**a* ",
    "*a*b",
    "_a",
    "*a **b ***c ",
    "[",
    "](",
    "[a](",
    '](x "',
    "[^1]: a\n",
    "[pause ",
    "[sfx: ",
    "[sfx: a\n",
    "`",
    "`a``b",
    "\\",
    "<!--",
    "<a ",
    "> ",
    "> >\n",
    "```\n",
    "# ",
    "a\n===\n\n",
    "---\n",
    "title: x\n",
    "Chapter ",
    "o",
    "a\r",
    "\u200b a",
    "\x1ba",
    ". ",
    "  a\n a\n",
]


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_and_not_with_its_square(piece: str, markdown: bool) -> None:
    def read(count: int) -> Callable[[], object]:
        return lambda: parse_text("a" + piece * count, markdown=markdown)

    # Eight times the length is eight times the time, or sixty-four times.
    assert_in_proportion(read(2_000), read(16_000), times=24)


LOOKS = {
    "a script": script_evidence,
    "entities": resolve_entities,
    "garbled": mend,
    "an old encoding": lambda text: western_encoding(text.encode("cp1252", "ignore") + b"\xe9"),
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    "piece",
    ["ANNA: ", "ANNA: a\n", "ANNA\n", "A", "A ", "Ab. ", "_A", "_A_. ", "INT. A\n", "IN", "1:11 ", "(", "A (a", "&amp;",
     "&a", "&#1", "â€œ", "Ã©", "Ã", "\x93", "é", "£", "â\n"],
)  # fmt: skip
def test_a_look_at_a_text_takes_time_in_proportion_to_its_length(look: str, piece: str) -> None:
    def looking(count: int) -> Callable[[], object]:
        return lambda: LOOKS[look](piece * count)

    assert_in_proportion(looking(2_000), looking(16_000), times=24)
