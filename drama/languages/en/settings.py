"""Places and sounds of a scene, as narration tells of them: the lists of ``data/settings.toml`` and what stands by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from drama.languages.base import Language
from drama.languages.letters import CAPITAL
from drama.languages.patterns import SettingPatterns


@cache
def load_lists() -> Mapping[str, Any]:
    """Return the word lists."""
    return tomllib.loads((files("drama.languages.en") / "data" / "settings.toml").read_text(encoding="utf-8"))


_IN = r"(?:in|inside|into|around|across|through|entered|filled|throughout|about)"
_ON = r"(?:in|on|into|onto|across|over|through|along|down|up|around|under|at|over|among|between|beneath|by|to)"
_DET = r"(?:the|a|an|his|her|my|their|our|its|this|that|one|another|\w+['’]s?)"
_PART = r"(?:the\s+(?:back|front|middle|centre|center|corner|end|depths|heart|shadow)\s+of\s+)?"
_WALLS = r"(?:walls?|floor|ceiling|middle|centre|center|corner|back|end|depths)\s+of\s+"
_IS_SO = re.compile(
    r"\s+(?:(?:was|were|is|are|grew|felt|fell|had|lay)\s+(?:\w+\s+){0,2}?(?:empty|quiet|silent|still|cold|dark|warm|hot|"
    r"cool|dim|dimly|dusty|damp|stuffy|bright|crowded|packed|full|busy|deserted|noisy|loud|hushed|small|bare|narrow|"
    r"long|large|huge|enormous|no\s+windows?)\b|smell|smelt|stank|reek|dripp|echo|glitter|humm|buzz|swarm|bustl|blaz)\w*",
    re.IGNORECASE,
)
_FITTING = re.compile(r"\s+(?:table|counter|sink|floor|window|bed|desk|chairs?|ceiling|stove|cupboards?|tiles)\b")
_ADJ = r"(?:[\w’'-]+\s+){0,2}?"
_INSIDE = re.compile(rf"\b(?:{_IN}\s+{_PART}{_DET}|{_WALLS}{_DET})\s+{_ADJ}$", re.IGNORECASE)
_UPON = re.compile(rf"\b(?:{_ON}\s+{_PART}{_DET}|{_WALLS}{_DET})\s+{_ADJ}$", re.IGNORECASE)
_OPENS = re.compile(rf"(?:{_DET}\s+{_ADJ})?", re.IGNORECASE)
_THE = re.compile(rf"\b(?:{_DET}|two|three)\s+{_ADJ}$", re.IGNORECASE)
_PASSES = re.compile(r"(?:to|over|by|up|down|between)\s", re.IGNORECASE)
_UNREAL = re.compile(
    r"\b(?:would|used to|years? (?:ago|before)|yesterday|tomorrow|last (?:night|week|year|summer|winter|time)|"
    r"remember\w*|dream\w*|imagin\w*|pictur(?:ed|ing)|if|never|could see|wish\w*|hop(?:ed|ing)|"
    r"every (?:year|summer|day|night|week)|usually|often|sometimes|as a (?:child|boy|girl)|in those days|"
    r"had been (?:raining|pouring|drizzling|blowing)|once upon)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:used to|years? (?:ago|before)|remember(?:ed|ing)?|dream(?:ed|t|ing|s)?|imagin(?:ed|ing)|in those days|"
    r"as a (?:child|boy|girl))\b",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"(?:\b(?:like|as|than|no|not|nor|neither|without|almost|kind of|sort of|smell(?:ed|s|ing)? of|smelt of|promise of|"
    r"threat of|sign of|chance of|left|leaving|leave|out of|from|toward|towards|away from|wasn['’]t|weren['’]t|"
    r"out the|beyond|look(?:ed|s|ing)|fac(?:ed|es|ing)|view|photograph of|"
    r"painting of|picture of|second|got|get|caught)\b|n['’]t)\s*(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_OF = re.compile(rf"\s+of\s+(?!(?:the|an?|his|her|my|their|our|its|this|that)\b|{CAPITAL})")
"""Right behind a noun: "a rain of blows", "a sea of faces"."""
_AGAINST_HOUSE = re.compile(
    r"\b(?:against|on|at|down|outside) (?:the|her|his|their|my) (?:\w+ )?"
    r"(?:window\w*|panes?|glass|roof|tiles|slates|skylight|shutters|chimney)\b",
    re.IGNORECASE,
)
_SEALED = re.compile(
    r"\b(?:spaceships?|starships?|spacecraft|airlocks?|space station|submarine|in orbit|hyperspace|bulkheads?)\b",
    re.IGNORECASE,
)


def settings(_language: Language) -> SettingPatterns:
    """Return the words and patterns of places and sounds."""
    lists = load_lists()
    return SettingPatterns(
        lists=lists,
        inside=_INSIDE,
        upon=_UPON,
        is_so=_IS_SO,
        fitting=_FITTING,
        opens=_OPENS,
        determined=_THE,
        passes=_PASSES,
        unreal=_UNREAL,
        elsewhere=_ELSEWHERE,
        compared=_LIKE,
        of=_OF,
        against_house=_AGAINST_HOUSE,
        sealed=_SEALED,
        stops={bed: re.compile(said, re.IGNORECASE) for bed, said in lists["stops"].items()},
    )
