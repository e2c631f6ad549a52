"""Inner speech: verbs of thinking, tags beside thoughts, what somebody says to nobody."""

from __future__ import annotations

import re

from drama.languages.base import Language
from drama.languages.en.names import STARTS
from drama.languages.en.speech_tag import ACTING
from drama.languages.letters import CAPITAL, CAPITALS
from drama.languages.patterns import ThoughtPatterns
from drama.languages.verbs import ThoughtVerbs
from drama.languages.words import words

_TAGS = """
thought thinks wondered wonders realized realised realizes realises mused muses decided decides reckoned reckons figured
figures reflected reasoned pondered noted marvelled marveled prayed begged vowed
"""
_MINDS = """
felt feels knew knows thought thinks wondered wonders saw sees heard hears noticed notices realized realised realizes
realises remembered remembers wanted wants hoped hopes feared wished believed understood decided guessed sensed
suspected hated loved imagined resisted considered recognized recognised pictured recalled forgot dreaded supposed
longed liked
"""
THOUGHT_VERBS = ThoughtVerbs(
    tags=words(_TAGS),
    inverted=words("thought wondered mused"),
    to_oneself=words("told tells reminded reminds asked asks chided assured warned"),
    minds=words(_MINDS) | {"found that"},
)
"""Verbs of thinking. One that is added to the tags names who thinks; to the minds, whom the narration is with."""

_SELF = r"(?:him|her|my|it|them)(?:self|selves)"
# After a tag's verb these make it a clause of its own: "Anna thought it best", "he realized that".
_OBJECT = re.compile(
    r"\s(?:it|that|of|about|he|she|they|we|you|I|the|a|an|his|her|their|my|there|this|these|those|how|what|"
    r"whether|if|why|"
    rf"where|who|which|no|not|him|them|me|us|nothing|so|to|over|on|upon|up|at|for|more|some|every|each|{CAPITAL}\w*)\b"
)
_LEAD_IN = re.compile(
    r"(?:After|Before|In|On|At|When|While|As|If|By|For|From|With|Without|During|Until|Till|Since|Then|Now|"
    r"Once|Later|Still|Suddenly|"
    r"Finally|Sometimes|Though|Although|Because|Unless|Whenever|Wherever|Here|There|And|But|So|Yet|Thus|"
    r"Hence|Upon|To|Of|Well|"
    r"Instead|Eventually|Meanwhile|Again|Afterwards?|Anyway|However|Besides|Indeed|Often|Always|Looking|"
    r"Watching|Walking|Standing|"
    r"Sitting|Lying|\w+ly)\b(?!['’])"
)
_PARTICIPLE = re.compile(r"(?!(?:[Nn]o|[Ss]ome|[Aa]ny|[Ee]very)thing\b)\w+ing\b")
_GOES_ON = re.compile(r"(?:[,:]|--|[—–]) ?(?=[\"“]|[^\W\d_])")
_TELLS_ON = re.compile(r"(?:\w+ing|his|her|with|as|and|but|when|while|for|not|then)\b")
_QUOTING = re.compile(r"[\"“”«»]|^[(\[{<|]|^['‘]|['’]$")
# Orders people give themselves: enough of them to know one when it stands beside a thought.
_IMPERATIVE = re.compile(
    r"(?:(?:Then|Just|Now|Please|So|Okay|OK|Right|Come on|And|But|Always|Never|Oh|God),? ){0,2}(?:please,? )?"
    r"(?:[Dd]on['’]t|"
    r"[Ff]ind|[Gg]et|[Kk]eep|[Rr]un|[Mm]ove|[Bb]reathe|[Ff]ocus|[Tt]hink|[Ss]top|[Gg]o|[Ss]tay|[Hh]old|"
    r"[Ww]ait|[Ff]ight|[Kk]ill|[Bb]ring|"
    r"[Ll]ook|[Ll]isten|[Ll]et|[Tt]ake|[Tt]ell|[Ss]ay|[Ll]ift|[Pp]ull|[Pp]ush|[Hh]urry|[Rr]emember|[Ff]orget|"
    r"[Cc]alm|[Ss]teady|[Cc]ome|"
    r"[Tt]urn|[Gg]ive|[Ll]eave|[Mm]ake|[Dd]o|[Bb]e|[Ss]mile|[Tt]rust|[Pp]lay|[Ww]atch|[Cc]heck|[Ss]peak|"
    r"[Aa]sk|[Hh]ide|[Ss]wim|[Cc]limb|[Jj]ump|"
    r"[Cc]ount|[Ss]tart|[Oo]pen|[Ww]ork|[Bb]reak|[Ll]ive|[Ss]ave|[Ff]ly|[Ss]it|[Ss]tand|[Ww]alk|[Ff]ace|[Gg]rab|[Dd]rop|[Tt]hrow|[Uu]se|[Cc]atch|[Ww]ake|[Hh]elp)\b(?!['’-])"
)
_NUMBER = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\W*\Z", re.IGNORECASE)
_AND_SO_ON = re.compile(
    r",\s(?:and\s)?(?:find|get|keep|run|kill|bring|take|go|stop|stay|fight|turn|leave|make|find|hold|look|"
    r"tell|pull|push)\b"
)
_AUTHOR = re.compile(r"\b(?:[Rr]eader|hero|heroine|history|narrative|story|chapter|tale|novel|[Dd]ear)\b")

_SOUNDS = words(
    """
    bang boom crack crash click clack thud thump pop snap tick tock knock whoosh ring beep splash smack slam creak hiss
    bam
    """
)
_QUOTED_MATTER = re.compile(
    r"\b(?:said|read|reads|says|wrote|written|sign|note|letter|label|words?|"
    r"title[d]?|called|sang|song|inscription|message|spelled)\b[^.!?]*$"
)


def thoughts(language: Language) -> ThoughtPatterns:
    """Return the patterns of inner speech."""
    verbs = language.thought_verbs
    who = ACTING.format(name=language.name)
    tags, inverted, to_oneself = ("|".join(sorted(some)) for some in (verbs.tags, verbs.inverted, verbs.to_oneself))
    verb = rf"(?:{tags}|(?:{to_oneself}) {_SELF}|told (?:the \w+|it))"
    tag = (
        rf"(?P<mark>[,?!…—–]|\.\.\.)[\"'”’*_]? (?:(?P<who>{who}) (?:\w+ly |then |had |to {_SELF} )?(?P<verb>{verb})|"
        rf"(?P<verb2>{inverted}) (?P<who2>{who})(?=[.,;:!?—–-]| (?:as|with|when|while|in|and|to|again)\b))\b"
        rf"(?P<rest>(?: again| then| to {_SELF}| \w+ly)?)"
    )
    tag_first = (
        rf"(?=[{STARTS}hst])(?<!\w)(?P<who>{who}) (?:\w+ly |then )?(?P<verb>{verb})(?: again| to {_SELF})?"
        rf"(?P<mark>[,:]) (?=[{CAPITALS}“‘\"*_])"
    )
    return ThoughtPatterns(
        tag=re.compile(tag),
        tag_first=re.compile(tag_first),
        object=_OBJECT,
        lead_in=_LEAD_IN,
        participle=_PARTICIPLE,
        goes_on=_GOES_ON,
        tells_on=_TELLS_ON,
        quoting=_QUOTING,
        imperative=_IMPERATIVE,
        number=_NUMBER,
        and_so_on=_AND_SO_ON,
        author=_AUTHOR,
        sounds=_SOUNDS,
        quoted_matter=_QUOTED_MATTER,
    )
