"""How the "I" of a story is named: "My name is Anna", "Call me Anna", '"Anna!" ... I turned', "Your loving sister,"."""

from __future__ import annotations

import re

from drama.languages.alternation import any_of
from drama.languages.base import Language
from drama.languages.tellers import TellerPatterns

_NAMES_SELF = (
    r"(?:\b[Mm]y (?:full |real |own |given |first |Christian |true |proper )?name(?:,[^,.!?]{1,30},)?"
    r" (?:is|was)(?: still| now| then)?(?: called)?"
    r"|\b(?:[Cc]all(?:s|ed|ing)?|named|christened|knew|nicknamed) me(?: just| simply| plain| as)?"
    r"|\bI (?:was|am|had been) (?:\w+ly )?(?:christened|baptised|baptized|named|called|known as)"
    r"|\bI (?:go|went|answer|answered) (?:by|to)(?: the name of)?)"
)
_GIVES_NAME = (
    r"(?:\bI'm|\bI am|\b[Mm]y name(?: is|'s)|\b[Tt]he name(?: is|'s)|\b[Ii]t(?:'s| is) (?:only |just )?me[,.]"
    r"|\b[Cc]all me)"
)
_ASKS_NAME = re.compile(
    r"\b(?:[Ww]ho (?:are you|is it|is that|is there|goes there)|[Ww]ho's (?:there|that)|(?:your|thy|yer|the) name"
    r"|what (?:do|should|shall) (?:they|we|I) call you)\b|^\W*[Nn]ame\?"
)
_HEEDS = (
    r"(?:turned|spun|swung|whirled|wheeled)(?=[.,;:]| "
    r"(?:to|towards?|round|around|about|back|and|at|in|my (?:head|face))\b)"
    r"|looked (?:up|round|around|back|over)|(?:jumped|started|froze|woke|stopped|halted|paused|stood still|stiffened)"
    r"(?=[.,;:]| (?:and|at|up|short|dead|where|mid-\w+)\b)|sat up|opened my eyes|(?:raised|lifted) my (?:head|eyes)"
    r"|glanced (?:up|round|around|back|over)"
)
_SIGNS_OFF = (
    r"(?:(?:[Aa]nd )?(?:I (?:am|remain)|[Bb]elieve me)\b[^.!?]{0,30}?)?"
    r"(?:Ever |Always |Most |As ever,? )?"
    r"(?:(?:[Yy]ours?|Your?s)(?: [a-z-]+){0,4}|(?:With (?:all )?(?:my |best |much |fondest )?|All my |Much |Lots of )?"
    r"(?:[Ll]ove|[Rr]egards|[Ww]ishes|[Rr]espects)(?: always| to all)?|(?:Very )?(?:Sincerely|Faithfully|Truly"
    r"|Affectionately|Respectfully|Cordially)(?: [Yy]ours)?|Best wishes|Kind regards)"
)


def tellers(language: Language) -> TellerPatterns:
    """Return the patterns of how an "I" is named."""
    run = language.capitalised_run.pattern
    verbs = any_of(language.speech_verbs.strong | language.speech_verbs.bare_forms)
    name = rf"({run})"
    return TellerPatterns(
        names_self=re.compile(rf"{_NAMES_SELF} {name}"),
        is_self=re.compile(rf"(?:(?:^|(?<=[.!?] ))I(?: am|'m) {name}(?=[,.;!]| and\b| of\b)|\bI, {name}(?=,))"),
        gives_name=re.compile(rf"{_GIVES_NAME} {name}"),
        recognises=re.compile(rf"\b(?:[Yy]ou(?:'re|'d be| are| must be)|[Aa]re you)(?: the| our)? {name}"),
        asks_name=_ASKS_NAME,
        own_name=re.compile(r"\bmy name\b"),
        says=re.compile(rf"[\s,;:—–-]*(?:I (?:\w+ly |then )?{verbs}|{verbs} I)\b"),
        will_say=re.compile(rf"(?:^|[.!?] )(?:[A-Z]\w+,? )?(?:\w+ )?I\b[^.!?]*\b{verbs}\b[^.!?]{{0,40}}[,:]\s*$"),
        acts=re.compile(r"[\s,;:—–-]*I\b(?!')"),
        heeds=re.compile(rf"[^.!?]*\bI (?:\w+ly )?(?:{_HEEDS})\b"),
        spoken_to=re.compile(rf"[^.!?]{{0,40}}?\b(?:{verbs}|to|at|towards?) me\b"),
        asks_of_another=re.compile(r"[Ww]ho(?:'s| is)\b"),
        of_another=re.compile(r"\W*(?:He|She|They)\b"),
        signs_off=re.compile(rf"\s*[—–-]*\s*{_SIGNS_OFF}[,.—–-]*(?:\s+[—–-]*\s*{name}\.?)?\s*"),
    )
