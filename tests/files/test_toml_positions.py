from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drama.files.toml_positions import key_lines, line_of


def quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
SCALARS = st.one_of(
    st.integers(-99, 99).map(str),
    st.booleans().map(lambda value: str(value).lower()),
    NAMES.map(quote),
    st.sampled_from(
        ["'a # b'", '"""\nx = [1,\n"" \\"""" # "}\n"""', "'''\n[no]\n'''", '""', "''", "1979-05-27T07:32:00Z"]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: '[ # [ { "\n' + ",\n".join(items) + "\n]"),
        st.lists(inner, max_size=3).map(
            lambda items: "{" + ", ".join(f"k{i} = {v}" for i, v in enumerate(items)) + "}"
        ),
    ),
    max_leaves=5,
)


def one_line(value: str) -> bool:
    """Tell whether a value may stand in an inline table, which must not hold line breaks outside strings."""
    try:
        tomllib.loads(f"k = {value}")
    except tomllib.TOMLDecodeError:
        return False
    return True


@given(
    st.lists(st.tuples(NAMES, st.dictionaries(NAMES, VALUES.filter(one_line), max_size=3)), max_size=4), st.booleans()
)
@pytest.mark.slow
def test_every_key_is_found_on_its_line(tables: list[tuple[str, dict[str, str]]], windows: bool) -> None:
    text, expected = "# head\n\n", {}
    for number, (name, pairs) in enumerate(tables):
        path = (f"t{number}", name)
        expected[path[:1]] = expected[path] = text.count("\n") + 1
        text += f"[ t{number} . {quote(name)} ] # [x]\n"
        for key, value in pairs.items():
            expected[(*path, key)] = text.count("\n") + 1
            text += f"  {quote(key)} = {value} # = ]\n\n"
    if windows:
        text = text.replace("\n", "\r\n")
    tomllib.loads(text)
    found = key_lines(text)
    assert {path: found.get(path) for path in expected} == expected


def test_keys_of_inline_tables_and_dotted_keys_are_found() -> None:
    lines = key_lines(
        'characters = { Anna = {voice = "x", pitch = 3}, "B.c" = {} }\nmix.channels = 2\n[[a.b]]\nc = 1\n'
    )
    assert lines["characters", "Anna", "pitch"] == 1
    assert lines["characters", "B.c"] == 1
    assert lines["mix", "channels"] == 2
    assert lines["a", "b", "c"] == 4


def test_an_unknown_key_falls_back_to_the_table_around_it() -> None:
    lines = key_lines("\n[pauses]\nhead = 1\n")
    assert line_of(lines, ("pauses", "nothing")) == 2
    assert line_of(lines, ("nowhere",)) == 1
