"""Speech in stories that have no quotation marks: what stands there for a tag, and what is talk."""

from __future__ import annotations

import re

from drama.languages.alternation import any_of
from drama.languages.bare_speech import BareSpeechPatterns
from drama.languages.base import Language
from drama.languages.en.speech_tag import ADVERB, GOING_ON, SOMEBODY, SPEAKER

_LOOSE = re.compile(
    r"\b(?:[Dd]ont|[Cc]ant|[Ww]ont|[Dd]idnt|[Dd]oesnt|[Ii]snt|[Ww]asnt|[Aa]int|[Cc]ouldnt|[Ww]ouldnt|[Hh]avent|[Yy]oure"
    r"|[Tt]hats|[Ww]hats|[Ii]ve|[Ii]m|gonna|gotta|lets)\b"
)
_INTERJECTION = re.compile(
    r"(?:Yes|No|Oh|Ah|Well|Okay|OK|Ok|Please|Hello|Hey|Hi|Sure|Right|Thanks|Thank you|Maybe|All right|Alright|Yeah|Nope"
    r"|Aye|Nay|Good|Fine|Sorry|Come|Go|Look|Listen|Goodbye|Good (?:morning|evening|night|day))\b"
)


def bare_speech(language: Language) -> BareSpeechPatterns:
    """Return the patterns of speech that nothing marks."""
    name, strong = language.name, any_of(language.speech_verbs.strong)
    who = f"(?:{SPEAKER.format(name=name)}|{SOMEBODY})"
    tag = (
        rf"(?:{who} {ADVERB}{strong}|{strong} {who}|{GOING_ON} (?:he|she|{name}|{SOMEBODY}))\b"
        r"(?!\s(?:nothing|something|anything|that|it|what|so|how|why|the|an?|his|her|their|no|yes|goodbye|grace)\b)"
    )
    return BareSpeechPatterns(
        tag=re.compile(rf"\s*{tag}"),
        after=re.compile(rf"(?<=[,!?…])\s(?={tag})"),
        inverted=re.compile(rf"\s*(?:{strong}|{GOING_ON}) "),
        ahead=re.compile(
            rf"(?:(?:And|Then) )?(?:[Hh]e|[Ss]he|I|{name}|[Tt]he \w+(?: \w+)?) {ADVERB}{strong}"
            rf"(?: (?:to )?(?:him|her|me|them|us|{name}|{SOMEBODY}))?(?: again| aloud| \w+ly)?[,:](?=\s[A-Z])"
        ),
        loose=_LOOSE,
        interjection=_INTERJECTION,
    )
