"""English, put together of its tables and patterns."""

from __future__ import annotations

from drama.languages.base import Grammar, Language
from drama.languages.en.abbreviations import abbreviation
from drama.languages.en.bare_speech import bare_speech
from drama.languages.en.deliveries import deliveries
from drama.languages.en.descriptions import DESCRIPTIONS
from drama.languages.en.devices import devices
from drama.languages.en.emphasis import emphasis
from drama.languages.en.labels import LABELS
from drama.languages.en.mentions import mentions, roles
from drama.languages.en.names import NAMES, before_name, capitalised_run, joined_particle, name
from drama.languages.en.narration import ACTIONS, is_regular_past, is_regular_present, narration
from drama.languages.en.places import PLACES, scenes
from drama.languages.en.pronouns import PRONOUNS
from drama.languages.en.quotations import not_speech
from drama.languages.en.scripts import scripts
from drama.languages.en.settings import settings
from drama.languages.en.speech_tag import speech_tags
from drama.languages.en.speech_verbs import SPEECH_VERBS
from drama.languages.en.tellers import tellers
from drama.languages.en.thoughts import THOUGHT_VERBS, thoughts
from drama.languages.en.titles import TITLES
from drama.languages.en.written import written

ENGLISH = Language(
    code="en",
    titles=TITLES,
    speech_verbs=SPEECH_VERBS,
    thought_verbs=THOUGHT_VERBS,
    names=NAMES,
    pronouns=PRONOUNS,
    descriptions=DESCRIPTIONS,
    actions=ACTIONS,
    labels=LABELS,
    places=PLACES,
    grammar=Grammar(
        abbreviation=abbreviation,
        name=name,
        capitalised_run=capitalised_run,
        before_name=before_name,
        joined_particle=joined_particle,
        is_regular_past=is_regular_past,
        is_regular_present=is_regular_present,
        speech_tags=speech_tags,
        not_speech=not_speech,
        roles=roles,
        mentions=mentions,
        narration=narration,
        thoughts=thoughts,
        scenes=scenes,
        settings=settings,
        deliveries=deliveries,
        devices=devices,
        emphasis=emphasis,
        scripts=scripts,
        bare_speech=bare_speech,
        tellers=tellers,
        written=written,
    ),
)
"""The tables and patterns of English."""
