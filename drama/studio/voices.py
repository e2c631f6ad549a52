"""The voices there are for a story: who has them, how far apart those are who meet, and what a recast would cost."""

from __future__ import annotations

import drama
from drama.studio.desk import Desk
from drama.studio.shown import Row

NARRATOR = "narrator"
"""What an edit calls the narrator."""


def voices(desk: Desk) -> Row:
    """Return the voices there are, with their distances from the voices of all people, in the order of ``people``."""
    revision, production = desk.story.revision, desk.story.production
    people = (None, *production.cast.voices)
    place = {who: at for at, who in enumerate(people)}
    return {
        "revision": revision,
        "people": [NARRATOR if who is None else who for who in people],
        "voices": [_voice(choice, people) for choice in drama.voice_choices(production, engine=desk.setup.engine)],
        "meetings": [
            {"one": place[one.one], "other": place[one.other], "distance": round(one.distance, 2), "scenes": one.scenes}
            for one in drama.voice_distances(production)
        ],
    }


def _voice(choice: drama.VoiceChoice, people: tuple[str | None, ...]) -> Row:
    voice = choice.voice
    return {
        "name": choice.name,
        "gender": voice.gender.value,
        "age": voice.age,
        "engine": voice.engine,
        "rate_wpm": voice.rate_wpm,
        "speaks": [people.index(who) for who in choice.speaks],
        "distances": [round(choice.distances[who], 2) for who in people],
    }
