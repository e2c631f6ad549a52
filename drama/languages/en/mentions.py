"""People in running text: described by a noun, meant by a pronoun, addressed, and what stands beside them."""

from __future__ import annotations

import re

from drama.languages.alternation import any_of
from drama.languages.base import Language
from drama.languages.en.pronouns import GENDERED, NARRATOR, PRONOUN
from drama.languages.letters import CAPITALS, NOT_CAPITAL, SMALL
from drama.languages.patterns import MentionPatterns, RolePatterns

_NOUN = f"{NOT_CAPITAL}+(?:-{NOT_CAPITAL}+)*"
_WITH_LISTENER = frozenset({"told", "tells"})
"""Behind them stands a listener, never whoever speaks: "she told the wheel"."""
_MODIFIERS = rf"((?:{_NOUN}(?:'s)? ){{0,2}}?)"
_OTHER = (
    rf"(?:[Aa]|[Tt]he|[Aa]nother) (?:{_NOUN} ){{0,2}}?voices?|[Vv]oices|[Aa]nother|[Tt]he others?"
    r"|[Tt]he (?:first|second|third|last|latter|former|youngest|eldest|oldest)"
    r"|[Ss]ome(?:one|body)(?: (?:at|in|on|from|near|behind) the [a-z]+)?"
    r"|(?:[Oo]ne|[Tt]wo|[Ss]everal|[Ss]ome) of (?:the|them|his|her)(?: [a-z]+)?"
    r"|[Ee]veryone|[Ee]verybody|[Tt]hey all|[Bb]oth"
)
_APPOSITION = re.compile(rf", the ({SMALL}+)(?=[,.;:])")
_APPOSITION_BEFORE = re.compile(rf"\b(?:The|His|Her|My|Their|Our) (?:{SMALL}+ )?({SMALL}+), $")
_APPOSITION_END = re.compile(r"[.;:]|,(?! (?:and|or|but|then)\b)")
_BYNAME = re.compile(rf",? the ({SMALL}+)(?= (?:{SMALL}+ed|had|was|came|sat|stood|went)\b|[,;:])")
_NAMED_BEFORE = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er) (?:{SMALL}+ )?({SMALL}+),? "
    r"(?:whose name was|whose name is|who was called|who was named|who called (?:him|her)self|by the name of|named"
    r"|called|known as|by name) $"
)
_NAMED_AFTER = re.compile(
    r"\s*(?:--|[\u2014\u2013,(])\s*(?:for|as|since|because)? ?(?:that|such|this|so) (?:was|is) the "
    rf"(?:{SMALL}+ )?({SMALL}+)'s name\b"
)
_ALIAS = re.compile(
    r",? (?:alias|a\.?k\.?a\.?|nicknamed|now calling (?:him|her)self|(?:also |better |otherwise |commonly |generally )?"
    r"(?:known|called)(?: (?:to|by) [a-z]+)?(?: as)?|wh(?:o|om) (?:everybody|everyone|they all|we all|all) called"
    r"|who (?:was|is) (?:also |better |otherwise )?(?:called|known as)) (?:the )?"
)
_NEXT_WORD = re.compile(
    r",? ?(?:who )?"
    rf"(?:(?:\w+ly|then|also|only|just|now|again|at once|at last|never|always|still|both|all|had|has) )*({SMALL}+)"
)
_OWN_VOICE = "(?:voice|tone|tones|whisper|shout)"
_VOICE = re.compile(r"(?:'s|')? (?:[a-z]+ ){0,2}?(?:voice|tone|tones|whisper|shout)(?: (?:that )?([a-z]+))?\b")
_LAST_WORD = re.compile(rf"({SMALL}+)(?: \w+ly)? $")
_CLAUSE = re.compile(rf"(?:(?! (?:he|she|they|I|his|her) )[^.!?;{CAPITALS}\"\u201c]){{0,80}}")
_MOVES = re.compile(
    r"\b(?:left(?! (?:hand|arm|foot|leg|eye|side|him|her|them|the [a-z]+ (?:open|on)))"
    r"|went (?:out|away|off|upstairs|downstairs|home)|departed|vanished|disappeared|drove (?:off|away)"
    r"|took (?:his|her) leave|(?:walked|marched|strode|stalked|hurried|ran|rushed|stormed|slipped|rode|sprinted|trotted"
    r"|shuffled|crept|swept|limped|walks|marches|hurries|runs|goes|storms) (?:off|out|away))\b"
)
_PREPOSITIONS = (
    "to|of|at|with|from|by|for|on|in|into|onto|across|through|toward|towards|upon|beside|behind|against|between|among|about|without|like|unlike"
    "|near|under|over|around|past|except|despite"
)
_SUBORDINATE = (
    "when|while|whilst|as|if|because|since|until|till|before|after|though|although|where|whom|whose|which|that|than"
    "|whenever|what|how|whether|who|unless|once"
)
_INVERTING = re.compile(
    r"(?:^|([.,;:!?\u2026\"'\u201d\u2019)\]\u2014\u2013-]) ?)"
    r"(?:(?:and|but|then|so|thus|here|now|again|at last|in|out|up|too|\w+ly) )*$",
    re.IGNORECASE,
)


def roles(language: Language) -> RolePatterns:
    """Return the patterns of people told by a noun. Text has straight apostrophes."""
    nouns, verbs = any_of(language.noun_genders), any_of(language.speech_verbs.strong)
    human = any_of(language.speech_verbs.strong | language.descriptions.faces)
    saying = any_of(language.speech_verbs.strong - _WITH_LISTENER)
    after_verb = (
        rf"\b{saying} (the|an?|this|his|her|my|our|their|another) {_MODIFIERS}"
        rf"({_NOUN}(?:'s (?!{_OWN_VOICE}\b|(?:[a-z]+ ){{0,2}}?{nouns}\b){NOT_CAPITAL}+)?)(?=[,.;:!?\u2014]|--|$"
        r"| (?:with|in|at|to|from|as|who|on|and|after|when|while|by|of|a|her|his|[a-z]+ing|[a-z]+ly)\b)"
    )
    return RolePatterns(
        described=re.compile(
            rf"\b([Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Oo]ur|[Aa]nother) {_MODIFIERS}({nouns})\b"
            rf"(?!'(?!s (?:[a-z]+ ){{0,2}}?(?:{_OWN_VOICE}|{nouns})\b))"
        ),
        after_verb=re.compile(after_verb),
        before_verb=re.compile(
            rf"\b(The|An?|This|His|Her|My|Our|Their) {_MODIFIERS}({_NOUN}) (?=(?:[a-z]+ly )?{human}\b)"
        ),
        others=re.compile(rf"\b(?:{_OTHER})\b"),
        speaking_others=re.compile(rf"\b(?:{verbs} ({_OTHER})|({_OTHER}) (?:\w+ly )?{verbs})\b"),
        apposition=_APPOSITION,
        owned=re.compile(
            rf"'s? {_MODIFIERS}({any_of(language.noun_genders.keys() | language.descriptions.relatives)})\b"
        ),
        owner=re.compile(rf"\b(?:[Tt]he|[Tt]his|[Tt]hat) ({_MODIFIERS}{_NOUN})$"),
        apposition_before=_APPOSITION_BEFORE,
        apposition_end=_APPOSITION_END,
        byname=_BYNAME,
        named_before=_NAMED_BEFORE,
        named_after=_NAMED_AFTER,
        alias=_ALIAS,
    )


def mentions(language: Language) -> MentionPatterns:
    """Return the patterns of what stands beside somebody named. Text has straight apostrophes."""
    epithets = "|".join(sorted(w for w in language.epithets if w.isalpha()))
    praise = "|".join(sorted(language.descriptions.kind_words))
    verbs = language.speech_verbs
    speaking = any_of(verbs.all | verbs.bare_forms | verbs.leading)
    be = r"(?:was|were|is|are|be|been|being)"
    told = any_of(verbs.telling)
    return MentionPatterns(
        pronoun=PRONOUN,
        gendered=GENDERED,
        narrator=NARRATOR,
        vocative=re.compile(
            rf"(?=[{CAPITALS}])"
            r"(?:(?<=, )|(?<=^.)|(?<=[.!?\u2014] )|(?<=\b[Dd]ear )|(?<=\b[Oo]h )|(?<=\b[Yy]es )|(?<=\b[Nn]o ))"
            rf"({language.capitalised_run.pattern})(?=\s?[,.!?;\u2014-])"
        ),
        next_word=_NEXT_WORD,
        last_word=_LAST_WORD,
        voice=_VOICE,
        epithet=re.compile(rf"\b(?:[Tt]he |[Aa] )?(?:(?:{epithets}|{praise}) )?$"),
        clause=_CLAUSE,
        leaving=_MOVES,
        governor=re.compile(
            rf"(?:\b(?P<verb>{speaking})(?: \w+ly| out| back| again| aloud| this)? (?:to|of|at|with)"
            rf"|\b(?:{_PREPOSITIONS})"
            r"|\b(?!morning|evening|nothing|something|everything|anything|king|thing|spring|during)[a-z]+ing(?= \S+,))"
            r" (?:the )?$"
        ),
        to_listener=re.compile(r" (?:\w+ly |aloud |again )?(?:to|of|at) (?:the )?"),
        agent=re.compile(rf"\b{be} (?:\w+ly )?({told}) (?:\w+ly |again )?by (?:the )?$"),
        passive=re.compile(rf",? (?:had |has )?{be} (?:\w+ly )?{told} (?:\w+ly |again )?by "),
        inverting=_INVERTING,
        relative=re.compile(r",? who\b"),
        parenthesis=re.compile(r" ?[,(\u2014\u2013-]| who\b"),
        meanwhile=re.compile(r"\b(?:when|while|whilst|as|before|after|till|until|once) (?:[a-z]+ly |then )?$"),
        subordinate=re.compile(
            rf"(?:\b(?:{_SUBORDINATE})|\b(?:even|only|just) (?:as|when|if)) (?:[a-z]+ly |then |once )?$"
        ),
    )
