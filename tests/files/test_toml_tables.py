"""Tables of a TOML text that are added, called otherwise and removed: what stands around them stays as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from drama.errors import CastError
from drama.files.toml_edit import Edit, edited

PATH = Path("story.voices.toml")

TEXT = """# above
[effects."Who is there?"]   # the door
sound = "knock"  # twice
gain_db = -3

# of the second
  [effects.'It "rained"']
sound = "thunder"

[pauses]
tail = 900
"""


def made(text: str, *edits: Edit) -> str:
    return edited(text, edits, PATH)


def test_a_table_is_removed_with_all_it_holds_and_nothing_else() -> None:
    after = made(TEXT, Edit(("effects", "Who is there?"), {}, is_dropped=True))
    assert after == TEXT.replace(
        '[effects."Who is there?"]   # the door\nsound = "knock"  # twice\ngain_db = -3\n\n', ""
    )
    last = made(TEXT, Edit(("pauses",), {}, is_dropped=True))
    assert last == TEXT.removesuffix("\n[pauses]\ntail = 900\n")
    assert made(last + "\n\n", Edit(("effects", 'It "rained"'), {}, is_dropped=True)).endswith("# of the second\n")


def test_a_table_is_called_otherwise_where_it_stands() -> None:
    edit = Edit(("effects", 'It "rained"'), {"gain_db": 2.0}, removed=("sound",), called="At noon")
    new = TEXT.replace("""'It "rained"'""", '"At noon"').replace('sound = "thunder"', "  gain_db = 2.0")
    assert made(TEXT, edit) == new


def test_keys_are_removed_and_a_level_is_kept_where_no_voice_is_set() -> None:
    after = made(TEXT, Edit(("effects", "Who is there?"), {"muted": True}, removed=("sound", "nothing")))
    assert tomllib.loads(after)["effects"]["Who is there?"] == {"gain_db": -3, "muted": True}
    assert "# the door" in after


def test_what_is_added_and_removed_again_leaves_the_text_as_it_was() -> None:
    for text in (TEXT, TEXT.rstrip(), TEXT.replace("\n", "\r\n")):
        added = made(text, Edit(("effects", "New"), {"sound": "bell", "without": ["a", "b"], "muted": False}))
        assert tomllib.loads(added)["effects"]["New"] == {"sound": "bell", "without": ["a", "b"], "muted": False}
        removed = made(added, Edit(("effects", "New"), {}, is_dropped=True))
        assert removed.rstrip() == text.rstrip()
        assert removed.endswith("\r\n" if "\r\n" in text else "\n")


@pytest.mark.parametrize(
    "text",
    [
        'effects = { "Who is there?" = { sound = "knock" }, b = { sound = "bell" } }\n[pauses]\ntail = 1\n',
        '[effects]\n"Who is there?" = { sound = "knock" }\nb.sound = "bell"\n[pauses]\ntail = 1\n',
        '[effects]\n"Who is there?".sound = "knock"\n\n[pauses]\ntail = 1\n[effects.b]\nsound = "bell"\n',
        "[pauses]\ntail = 1\n['effects'  .  \"Who is there?\"] # x\nsound = 'knock'\n[effects.b]\nsound = 'bell'",
    ],
    ids=["inline", "in a section", "dotted", "spaced"],
)
def test_whatever_the_layout_the_table_goes_and_the_others_stay(text: str) -> None:
    gone = made(text, Edit(("effects", "Who is there?"), {}, is_dropped=True))
    assert tomllib.loads(gone) == {"effects": {"b": {"sound": "bell"}}, "pauses": {"tail": 1}}


def test_a_table_without_a_header_cannot_be_called_otherwise() -> None:
    text = '[effects]\na = { sound = "bell" }\n'
    with pytest.raises(CastError, match="cannot be edited"):
        made(text, Edit(("effects", "a"), {}, called="b"))
