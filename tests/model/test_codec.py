from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import drama
from drama.errors import DataError
from drama.model import Cast, Direction, Episode, Plan, Script, Story, Timeline, Voice
from drama.model.codec import KINDS, VERSION, from_json, to_json

st.register_type_strategy(Path, st.text("abc é/._", min_size=1).map(Path))


def small(kind: Any) -> st.SearchStrategy[Any]:
    """Return at most one element a tuple or a mapping: nouns nest six deep."""
    if issubclass(get_origin(kind) or kind, tuple):
        return st.lists(st.from_type(get_args(kind)[0]), max_size=1).map(tuple)
    return st.dictionaries(*map(st.from_type, get_args(kind)), max_size=1).map(MappingProxyType)


st.register_type_strategy(tuple, small)
st.register_type_strategy(Mapping, small)
st.register_type_strategy(str, st.text(max_size=6))
st.register_type_strategy(bytes, st.binary(max_size=6))


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_what_is_written_is_read_again_the_same(kind: type) -> None:
    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_type(kind))
    def comes_back(value: Any) -> None:
        again = from_json(kind, to_json(value))
        assert repr(again) == repr(value)  # not a number is not equal to itself
        assert type(again) is kind

    comes_back()


def test_a_story_goes_through_files_at_every_stage(tmp_path: Path) -> None:
    story = tmp_path / "ferry.txt"
    story.write_text("“Cast off,” said Ines.\n\n“Not yet,” said Bo. He looked at the tide.\n", encoding="utf-8")
    production = drama.prepare(story, engine="tone")
    for noun in (production.script.story, production.script, production.cast, drama.plan(production)):
        text = drama.to_json(noun, indent=1)
        assert drama.from_json(type(noun), text) == noun
        assert json.loads(text)["version"] == VERSION


def test_silence_has_a_loudness_in_json_too() -> None:
    voice = Voice("a", "tone", "low", gain_db=-math.inf)
    text = to_json(Cast(voice, {}))
    assert '"-inf"' in text
    assert from_json(Cast, text).narrator.gain_db == -math.inf


def test_what_cannot_be_written_is_told() -> None:
    with pytest.raises(TypeError, match="a Voice cannot be written as JSON; what can: story, script"):
        to_json(Voice("a", "tone", "low"))


def changed(**fields: Any) -> str:
    document = json.loads(to_json(Cast(Voice("a", "tone", "low"), {})))
    value: Mapping[str, Any] = document["value"] | fields
    return json.dumps(document | {"value": value})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "the cast is no JSON"),
        ("[" * 100_000, "the cast is no JSON"),
        ("[1]", "this JSON holds no cast"),
        ('{"drama": "cast", "version": 1}', "this JSON holds no cast"),
        (to_json(Direction()), "this JSON holds a direction, not a cast"),
        ('{"drama": "cast", "version": 99, "value": {}}', "the cast is of version 99; this drama reads version 1"),
        ('{"drama": "cast", "version": 1, "value": 3}', "the cast is damaged"),
        ('{"drama": "cast", "version": 1, "value": {}}', "narrator"),
        (changed(colour="blue"), "colour"),
        (changed(warnings="a warning"), "warnings"),
        (changed(voices={"Ines": {"name": "a"}}), "engine"),
        (changed(ages={"Ines": 7}), "@ value.ages"),
        (changed(path=7), "path"),
    ],
)
def test_a_damaged_document_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(DataError) as refused:
        from_json(Cast, text)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("kind", [Story, Script, Cast, Direction, Plan, Timeline, Episode])
def test_every_noun_between_stages_can_be_written(kind: type) -> None:
    assert KINDS[kind.__name__.lower()] is kind
