"""Places: their names and nouns, and how the first words of a scene tell that it plays at another time or place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from drama.languages.base import Language
from drama.languages.en.settings import load_lists
from drama.languages.letters import CAPITAL, MARKS, SMALL, SMALLS
from drama.languages.patterns import ScenePatterns
from drama.languages.titles import alternatives
from drama.languages.words import Places, words

_NAMES = """
England France Germany Italy Spain Russia America Britain Scotland Ireland Wales Holland Greece Rome India China Japan
Africa Europe Asia Australia Canada London Paris Berlin Vienna York Boston Chicago Washington Dublin Edinburgh Street
Road Avenue Square Park House Hall Court Castle Church Station Hotel Inn River Lake Sea Bay Hill Mount Mountain County
City Town University College School Hospital
"""


@cache
def _rooms() -> Mapping[str, tuple[str, ...]]:
    """Return the nouns of ``data/settings.toml`` by room, those of none under an empty name."""
    lists = load_lists()
    listed = {**lists["places"], "": lists["other_places"]["names"]}
    return {room: tuple(noun.replace("_", " ") for noun in nouns.split()) for room, nouns in listed.items()}


PLACES = Places(
    names=words(_NAMES),
    prepositions=words("in near through into across throughout outside inside"),
    rooms=_rooms,
    adjectives=words("flat plain"),
)
"""Words that tell of a place. A noun is added to ``data/settings.toml``, a name here."""

_TIME = re.compile(
    r"(?:(?:It was|By|On|In|At|Early|Late|Towards?|Just before|Long before|Not until)\s)?(?:(?:the|that|this)\s)?"
    r"(?:(?:next|following|same|very)\s(?:day|morning|night|evening|afternoon|week|month|year|spring|summer|"
    r"autumn|fall|winter|dawn)"
    r"|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|several|some|many|a few|half an|"
    r"a couple of|\d+)\s"
    r"(?:\w+\s)?(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|mornings?|evenings?)\s(?:later|"
    r"after(?:wards?)?|passed|went by|had passed)"
    r"|(?:days?|weeks?|months?|years?|hours?)\s(?:later|passed|went by))\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"It was (?:\w+ ){0,5}?(?:o['’]clock|midnight|noon|midday|dawn|dusk|daybreak|nightfall|morning|evening|"
    r"afternoon)\b(?:,? (?:when|before)\b)"
)
_WEAK_TIME = re.compile(
    r"(?:(?:That|One|Late that|Early that)\s(?:morning|night|evening|afternoon|day|spring|summer|autumn|winter)|"
    r"(?:By|At|After|Before)\s(?:dawn|dusk|noon|midnight|nightfall|sunset|sunrise|lunch|dinner|supper|"
    r"breakfast|the time)|"
    r"It was (?:\w+ ){0,5}?(?:o['’]clock|midnight|noon|midday|dawn|dusk|daybreak|nightfall|morning|evening|"
    r"afternoon|past \w+|to \w+ (?:when|before))\b|"
    r"In the (?:morning|evening|afternoon)|(?:Much |A little |Some time )?[Ll]ater\b|When (?:he|she|they|I|"
    rf"{CAPITAL}\w+) (?:woke|awoke|came to))\b"
)
_MEANWHILE = re.compile(
    r"(?:Meanwhile|Elsewhere|Far away|Miles away|Across town|Back (?:at|in|on|inside|aboard)\s\w+)\b"
)
_ELSEWHERE = re.compile(
    r"(?:(?:On|At|In|To) the (?:other side|far side|far end|opposite side|edge|top|bottom|foot) of|"
    r"(?:Outside|Downstairs|Upstairs|Below decks?|Down below|Up above|Out in the|Down in the|Up in the|"
    r"Up on the|Out on the|Across the|Beyond the|Inside the)\b)"
)
_LEAVES = re.compile(
    r"\b(?:ran|left|fled|departed|sprinted|walked (?:away|out|off|on)|went (?:out|away|home|to bed|to sleep|"
    r"upstairs)|"
    r"stepped (?:\w+ )?(?:out|away|into|toward|back)|drove (?:off|away)|was gone|were gone|fell asleep|"
    r"disappeared|vanished|set off|rode (?:off|away)|never looked back|hurried (?:off|away|out))\b"
)
_REFERS_BACK = re.compile(
    r"(?:\w+ ){0,3}(?:this|these|such|so|thus|therefore|accordingly|here|hereupon|thereupon|whereupon)\b|"
    r"(?:But|And|Yet|Nor|For|Indeed|However|Of course)\b",
    re.IGNORECASE,
)

_NAME = rf"{CAPITAL}[\w{MARKS}’'-]+"


def scenes(language: Language) -> ScenePatterns:
    """Return the patterns of the first words of a scene."""
    no_first_name = alternatives(
        {"The", *(title.word for title in language.titles.table), *(word.capitalize() for word in language.epithets)}
    )
    title_place = re.compile(
        rf"""
        \b (?P<place>
            (?: in | at | inside | outside | aboard | beneath | beyond | across | behind | down | along | through
              | under | into | on ) \s
            (?: the | an? | his | her | their | my | our ) \s (?: [{SMALLS}’'-]+ \s ){{0,2}}
            (?-x:{alternatives(language.places.title_nouns)})
        ) \b (?! ['’] )
        """,
        re.VERBOSE,
    )
    return ScenePatterns(
        time=_TIME,
        clock=_CLOCK,
        weak_time=_WEAK_TIME,
        full_name=re.compile(rf"(?!(?:{no_first_name})\b){_NAME} {_NAME} {SMALL}"),
        meanwhile=_MEANWHILE,
        place=_ELSEWHERE,
        refers_back=_REFERS_BACK,
        leaves=_LEAVES,
        title_place=title_place,
    )
