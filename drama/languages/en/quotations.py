"""Quoted but said by nobody there: words mentioned, titles, signs, what somebody only felt like saying."""

from __future__ import annotations

import re

from drama.languages.base import Language
from drama.languages.patterns import NotSpeechPatterns
from drama.languages.words import words

_NAMED = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|generally|usually|now|then|still|so|what \w+(?: [\w.]+){0,2})"
    r" (?:\w+ly )?call(?:s|ed)?"
    r"|\bcall(?:s|ed|ing)? (?:it|him|her|them|this|that|these|those|itself|himself|herself|themselves)"
    r"|\b(?:named|nicknamed|dubbed|christened|entitled|titled|headed|label?led|inscribed|superscribed|marked|spelled"
    r"|spelt|printed|known as|referred to as|addressed (?:to|as)|charged with|substituting|headlines|letters|one word"
    r"|(?:sign|notice|placard|label|headline|caption|inscription|epitaph|poster|plaque|banner|signpost)s?"
    r"(?: [\w'’]+){0,5} (?:said|says?|read|reads|ran)"
    r"|(?:an?|one|the|this|that|its|his|her|their) (?:\w+ ){0,2}(?:rules?|title|epithets?|nickname|sobriquet"
    r"|inscription|legend|motto|sign|label|notice|placard|headlines?|phrase|term|caption|adage|proverb|saying|expression"
    r"|heading)(?: of)?)"
    r"(?: (?:\w+ly|in (?:\w+ ){1,3}))?)[,:]?$",
    re.IGNORECASE,
)
"""Narration that leads up to a name, a title or something written."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:\w+ )?(?:thought|considered|reckoned|judged)$")
_JOIN = re.compile(r"\s*(?:[,;]|,?\s*(?:and|or|nor|for))?\s*")
_PRONOUN = re.compile(r"(?:I|you|he|she|it|we|they|my|your|this|that)\b|\S*['\u2019]", re.IGNORECASE)
_CARRIES_ON = re.compile(
    r"\s(?:(?:is|are|was|were)\s(?!(?:all|what|how|his|her|their|my|your|our|its)\b"
    r"|(?:the|a|an)\s(?:\w+\s){0,2}(?:answer|reply|response|greeting|cry|shout|whisper|remark|comment|verdict)\b)"
    r"|(?:had|has|of|in|on)\s)"
)
"""The sentence goes on after the quotation as after a noun."""
_SMALL = words("a an the of on in to and or for with at by from as de la")
_FITTED = words(
    "a an the of to in on at by with from for as about like than such his her its their our my your this that these "
    "those no any every some each another and but or so very still become word words term phrase name"
)
"""Last words of narration into which a quotation is fitted as a part of the sentence."""
_ELIDED = words("tis twas twill twould twere em cause til till bout round n ere im er ave ome e is ow ard alf ouse")


def not_speech(language: Language) -> NotSpeechPatterns:
    """Return the patterns of quotations that nobody says where they stand."""
    wished = f"(?:{'|'.join(sorted(language.speech_verbs.wished))})"
    nearly = f"(?:{'|'.join(sorted(language.speech_verbs.nearly))})"
    only_meant = re.compile(
        rf"\b(?:as (?:much as|if|though)(?: \w+)? to {wished}|as who (?:would|should) say"
        r"|(?:felt|feels?) like \w+ing(?: \w+)?|tip of (?:his|her|my|their) tongue to \w+|on (?:his|her|my) lips to \w+"
        rf"|(?:wanted|longed|wished|meant|going|about|tempted|useless|have been (?:easy|hard|impossible)) to {wished}"
        rf"(?: to \w+)?|(?:might|could|would|should) have {nearly}"
        rf"|(?:instead of|without) (?:say|ask|reply|answer|add)ing|(?:nearly|almost) {nearly}"
        r"|(?:look|eyes?|gaze|glance|face|smile|silence|gesture|expression|shrug)s? (?:\w+ly |that |which |only ){0,2}"
        r"(?:said|says?|saying|asked|answered|implied|signified|meant|seemed to \w+)"
        r"|tone that (?:\w+ly )?(?:said|implied)|plainly said)[,:]?$"
    )
    meant_after = re.compile(
        rf"\s*(?:he|she|I|they|it) (?:felt like \w+ing|(?:wanted|longed|seemed) to {wished}|nearly {nearly})\b"
    )
    return NotSpeechPatterns(
        named=_NAMED,
        only_meant=only_meant,
        meant_after=meant_after,
        passive=_PASSIVE,
        joining=_JOIN,
        pronoun=_PRONOUN,
        carries_on=_CARRIES_ON,
        small_in_titles=_SMALL,
        fitted=_FITTED,
        elided=_ELIDED,
    )
