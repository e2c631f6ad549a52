"""The grammar of "said Anna": every pattern that reads a tag beside a quotation is made of the parts below.

A tag is a verb of speaking and whom it belongs to, in either order: ``said Anna``, ``Anna said``. The patterns differ
in who may stand there, which verbs count and what may stand between, each for a reason given with the part:

=============  =====================================================  ===========================================
pattern        whom                                                   verbs
=============  =====================================================  ===========================================
after          a speaker                                              all: a quotation stands right before
after_inches   a speaker, or somebody described                       all behind a speaker; else the strong ones
inside         a speaker, with any word before the verb               strong: the words may still be speech
after_dash     a speaker, somebody; behind the verb anybody           strong; all where nothing else is in the clause
behind, ahead  the subject of a clause                                all but those of thinking, and "went on"
sentence       somebody named, or "the" and a noun                    strong ones, and those that tell a manner
=============  =====================================================  ===========================================

``tests/languages/test_speech_verbs.py`` shows that a verb that is added to ``speech_verbs.py`` takes effect in each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from drama.languages.alternation import any_of
from drama.languages.base import Language
from drama.languages.en.deliveries import verb_lists
from drama.languages.late import late
from drama.languages.letters import CAPITAL, SMALL
from drama.languages.patterns import SpeechTagPatterns
from drama.languages.words import words

# ------------------------------------------------------------------ who

SPEAKER = rf"(?:he|she|I|they|it|we|{{name}}|the \w+(?: {CAPITAL}\w+)?)"
"""Whoever a tag names beside a quotation: no capital opens a sentence there. "the widow Tarn" is one."""
ACTING = r"(?:[Hh]e|[Ss]he|I|{name}|[Tt]he\s\w+(?:\s\w+)?)"
"""Whoever acts at the start of a sentence, or thinks."""
_SUBJECT = (
    r"(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e|[Ii]t|{name}|"
    rf"(?:[Tt]he|[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir)(?:\s+{SMALL}[\w’'-]*){{{{1,3}}}}?)"
)
"""The subject of a clause that is nothing but a tag: it has to be all of it, "the old man from the quay" is none."""
_DESCRIBED = r"(?:(?:my|your|his|her|our|their|an?|the) (?:\w+ ){{1,2}}|(?:some|every|no)(?:body|one) |{name} )"
"""Somebody with a space behind: a number and a mark may stand before, so pronouns are left to :data:`SPEAKER`."""
SOMEBODY = r"(?:the|an?|his|her|my) (?:[a-z][\w'’-]* ){0,2}[a-z][\w'’-]*"
GOING_ON = r"(?:went on|began|put in|broke in|cut in|chimed in|started|finished|resumed|threw in|burst out)"
"""Verbs that are a tag only where nothing else stands in the clause: "Anna went on"."""
_ANYBODY = r"(?:{speaker}|the|an?|his|her|another)"
_NAMED = rf"(?:{{name}}|[Tt]he \w+(?: {CAPITAL}[\w’'-]*)?)"

# ------------------------------------------------------------------ what stands between and behind

ADVERB = r"(?:\w+ly )?"
_ANY_WORD = r"(?: \w+)?"
_LITTLE = r"(?:then|again|now|in reply|in answer|in turn|in return)"
_HOW = (
    r"(?:\w+ly|aloud|aside|loud|low|hard|(?:\w+ly\s+)?in\s+an?\s+(?:[\w’'-]+\s+){0,3}(?:voice|tone|whisper|murmur"
    r"|breath)|"
    r"under\s+\w+\s+breath|through\s+(?:\w+\s+){1,2}teeth|with\s+an?\s+(?:\w+\s+){0,2}\w+)"
)
_REST = (
    rf"(?P<told>(?:\s+to)?\s+(?:him|her|them|me|us))?(?:\s+{_LITTLE})?"
    rf"(?P<how>(?:,?\s+(?:(?:and|almost|very|rather|so)\s+)?{_HOW}){{0,2}})"
)
_DASH = "--|[—–]"

INVERTED = r"(?P<verb>[a-z]+)\s(?P<who>{name}|[Tt]he\s\w+(?:\s\w+)?)"
"""A verb and who does it, "said Anna", where any word may be the verb."""

# ------------------------------------------------------------------ words beside a tag

_ADVERBS = re.compile(
    r"""
    \b(
        [a-z]+ly | softly | aloud | again | loud | low
      | in[ ]an?[ ] (?: [a-z]+[ ] ){0,2} (?: voice | tone | whisper | murmur )
      | under[ ](?: his | her | my | their )[ ]breath
      | through[ ](?: his | her | gritted )[ ]teeth
      | over[ ](?: the | his | her )[ ](?: phone | radio | telephone | shoulder )
      | with[ ]an?[ ][a-z]+
    )\b
    """,
    re.VERBOSE,
)
_NOT_ADVERBS = words(
    "only early family reply supply apply fly ugly lonely lovely friendly silly holy likely daily elderly"
)
_PARTICLES = words(
    "in out up on off back forth again then so had at last quietly softly aloud over to himself herself myself here of"
)


def speech_tags(language: Language) -> SpeechTagPatterns:
    """Return the patterns of "said Anna"."""
    name, verbs = language.name, language.speech_verbs
    every, strong = any_of(verbs.all), any_of(verbs.strong)
    in_clause = any_of((verbs.all | verbs.dispensable) - language.thought_verbs.inverted)
    speaker, subject = SPEAKER.format(name=name), _SUBJECT.format(name=name)
    named = f"(?:{name}|{SOMEBODY})"
    described, anybody = _DESCRIBED.format(name=name), _ANYBODY.format(speaker=speaker)
    telling = f"{strong}|{'|'.join(verb_lists(language).values())}"
    after = rf"\s*(?:{speaker} {ADVERB}{every}|{every} )\b"
    second = rf"(?P<who2>{subject})(?P<how1>\s+\w+ly)?(?:\s+then)?\s+(?P<verb2>{in_clause})"
    return SpeechTagPatterns(
        after=re.compile(after),
        after_inches=late(rf",? (?:{described}{ADVERB}{strong})\b|,?{after}"),
        inside=re.compile(rf"[,.!?—]\s(?=(?:{speaker}{_ANY_WORD} {strong}|{strong} {speaker})\b)"),
        after_dash=late(
            rf"(?<=[,.!?…])\s(?=(?:(?:{speaker}|{SOMEBODY}) {ADVERB}{strong}|{strong} {anybody})\b"
            rf"|(?:{named} {ADVERB}{every}|(?:he|she|{named}) {ADVERB}{GOING_ON}|{every} {named}"
            rf"|{GOING_ON} (?:he|she|{named}))(?=[.,;:]|\Z))"
        ),
        opening=re.compile(r"\b(?:began|begins|went on|goes on|continued|continues|resumed)[.;:]?\s*\Z"),
        behind=re.compile(
            rf"\s*(?:{_DASH}|-)?\s*(?:(?P<verb1>{in_clause})\s+(?P<who1>{subject})|{second}){_REST}"
            rf"\s*(?P<stop>[.;:,]|{_DASH})?(?=\s|\Z)"
        ),
        ahead=re.compile(rf"(?:(?:And|Then)\s+)?{second}{_REST}\s*(?P<stop>[:,]|{_DASH})"),
        sentence=re.compile(rf"{_NAMED.format(name=name)} (?:\w+ly |was |were )?(?:{telling})\b"),
        attendant=re.compile(r"\w+ing\b|(?:with|without|his|her|my|as|while|who|whom|whose|which)\b"),
        with_listener=words("told tells"),
        leaning=("And ", "But ", "At which", "Which ", "With which"),
        adverb=_ADVERBS,
        not_adverbs=_NOT_ADVERBS,
        particles=_PARTICLES,
        hearing=words("heard hear hears saw"),
        relative=words("the a an that which who whom what where whose"),
        clause_end=re.compile(r"[;:]|, (?:and|but|as|while|who|when)\b"),
        clause_start=re.compile(r"; |: |, (?:and|but|while|so|yet) |—|--"),
        possessive=re.compile(r"\s*(?:was|were|came|is|comes)\b"),
        participle=re.compile(r"[a-z]+ing\b"),
        leading_on=re.compile(r"\s*[,;\u2014-]{0,2}\s*(?:and|but|while|whereupon|to which|at which|on which)\b"),
        capital_behind=_capital_behind(language),
        capital_ahead=re.compile(rf"(?<=\w )({_capitalised(verbs.all)})(?=[,:]? ?\Z)"),
        later_verb=re.compile(r"\b(?:and|then|to|,) (?:\w+ly )?([a-z]+)\b"),
    )


def _capital_behind(language: Language) -> re.Pattern[str]:
    """Return a pattern: a tag right behind a quotation whose verb has a capital, which is its last group.

    "Sang" is a name too: where another verb follows, it is one.
    """
    verbs = _capitalised(language.speech_verbs.all | {"did", "does"})
    does = rf"(?:{any_of(language.speech_verbs.all)}|[a-z]+ed)"
    capital = rf"{CAPITAL}[\w'.-]*"
    inverted = rf"({verbs})(?= (?:the|an?|his|her|my|our|your|this|he|she|I|they|we|{capital}(?! {does}\b)))"
    described = r"(?:[Tt]he|[Hh]is|[Hh]er|[Mm]y)(?: [\w'-]+){1,3}?"
    who = rf"(?:{described}|[Hh]e|[Ss]he|[Tt]hey|{capital}(?: {capital})?)(?: \w+ly)?"
    stop = rf"(?=[.,:;!?\u2014]| {SMALL}|\s*\Z)(?! {does}\b)"
    return re.compile(rf"[\s,;.\u2014\u2013-]*(?:{inverted}|{who} ({verbs}){stop})")


def _capitalised(verbs: Iterable[str]) -> str:
    """Return a part of a pattern: any of some verbs with a capital."""
    return any_of(verb.capitalize() for verb in verbs)
