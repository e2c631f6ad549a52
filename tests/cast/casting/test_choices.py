"""The voices there are to choose from, and how far each is from those who speak."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from drama.cast import distance, load_cast_file, voice_choices
from drama.model import Cast, Voice


def test_a_voice_is_named_as_a_recast_calls_it_with_who_has_it_and_its_distance_from_everybody() -> None:
    file = load_cast_file(None)
    wren, rook = file.pool["wren"], file.pool["rook"]
    own = Voice("Tuva", "pyttsx3", "en-us+f3")  # pinned by an engine's id, so that it goes by her name
    slow = replace(rook, rate_wpm=120)
    cast = Cast(narrator=wren, voices=MappingProxyType({"Tuva": own, "Odd": slow, "Ravn": rook}))
    choices = {choice.name: choice for choice in voice_choices(cast, file)}
    assert set(file.pool) <= set(choices)
    assert choices["wren"].speaks == (None,)
    assert choices["rook"].speaks == ("Odd", "Ravn")
    assert choices["en-us+f3"].speaks == ("Tuva",)
    assert "Tuva" not in choices
    assert choices["rook"].distances == {
        None: distance(rook, wren),
        "Tuva": distance(rook, own),
        "Odd": distance(rook, slow),
        "Ravn": 0,
    }
    assert choices["rook"].distances["Odd"] > 0, "the same voice, slower"
