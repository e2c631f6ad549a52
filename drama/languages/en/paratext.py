"""What authors and archives of fan fiction write around a story: notes, headers, requests, marks of an end or a break.

Patterns are matched against a paragraph with white space folded and markup left out.
"""

from __future__ import annotations

import re

_AUTHORS = r"(?i:author(?:['’]?s?['’]?)?[\s/-]+(?:end[\s-]?)?notes?|notes?\sfrom\s(?:the\s|your\s)?author)"
_LEAD = r"[\W_]{0,6}"
NOTE_START = re.compile(
    rf"{_LEAD}(?:(?:[Aa]/[Nn]s?|A\.N\.)(?!\w)|(?:AN|{_AUTHORS})[\s\d#]{{0,4}}(?=[:;.!–—)\]*~-]|$))[\s\d#]{{0,4}}[\W_]{{0,6}}"
)
"""What an author's note begins with: ``A/N:``, ``AN -``, ``Author's Note``."""
INLINE_NOTE = re.compile(
    rf"[(\[]\s?(?:(?:[Aa]/[Nn]|{_AUTHORS})(?!\w)|AN(?=\s?[:;–—-]))\s?[:;.,–—-]?(?=\s|\w)[^()\[\]]{{1,800}}[)\]]"
)
"""An author's note in brackets inside a paragraph."""
_STORY_NEXT = (
    r"\b(?:on\s?to the (?:story|chapter|fic|show|fun)|on with the (?:story|chapter|fic|show|fun)"
    r"|without further ado|story time|back to the story|now,? (?:for )?the (?:story|chapter)|happy reading"
    r"|read and enjoy|end (?:of )?(?:a/n|author['’]s note))\b"
)
STORY_NEXT = re.compile(_STORY_NEXT, re.IGNORECASE)
"""What says that the story comes next."""
NOTE_END = re.compile(
    rf"{_STORY_NEXT}|\benjoy(?: (?:it|this|the (?:story|chapter|fic)))?[\s!.:)~*^<3]*$", re.IGNORECASE
)
"""What an author's note before the story ends with."""
LONGEST_NOTE_END = 200
OF_READERS = re.compile(
    r"\b(?:review(?:s|ers?|ed|ing)?|(?:fan)?fics?|fan[\s-]?fiction|chapt?ers?|chappies?|updat(?:e|es|ed|ing)|readers?|canon"
    r"|fandoms?|kudos|comment(?:s|ed|ers)?|feedback|beta(?:['’]?(?:d|ed|s))?|disclaimers?|post(?:ed|ing)|OCs?|AU|OOC"
    r"|one[\s-]?shots?|drabbles?|sequel|tumblr|wattpad|patreon|discord|hiatus|writer['’]s block|the plot|this story"
    r"|my stor(?:y|ies)|writing this|wrote this|i (?:do not|don['’]t) own|belongs? to|for reading|thank you all"
    r"|thanks (?:to|for|so)|enjoy|first (?:story|fic)|rated|warnings?|flames)\b",
    re.IGNORECASE,
)
"""What somebody says of a story, and never in one, or hardly."""

_FIELDS = {
    "title": "title story story|title",
    "author": "author authors by by|author written|by penname pen|name",
    "summary": "summary description blurb chapter|summary story|summary",
    "disclaimer": "disclaimer disclaimers claimer copyright|notice",
    "tags": (
        "rating rated pairing pairings ship ships fandom fandoms warning warnings content|warning content|warnings "
        "trigger|warning trigger|warnings triggers tw cw spoilers spoiler genre genres category categories "
        "relationship relationships characters character main|characters additional|tags tags keywords status "
        "completed chapters words word|count length published updated last|updated packaged reviews favs follows "
        "favorites archive|warning archive|warnings content timeline setting era universe verse crossover crossovers"
    ),
    "series": "series",
    "language": "language",
    "note": (
        "beta betas beta|reader beta|readers beta|by betad|by beta'd|by betaed|by archive archived "
        "feedback distribution notes note dedication dedicated|to prompt prompts written|for requested|by story|url "
        "author|url story|link author|link story|id source original|source url link id publisher email e-mail website "
        "prereader pre-reader"
    ),
}
FIELDS = {name.replace("|", " "): kind for kind, names in _FIELDS.items() for name in names.split()}
"""The lines of a header before a story, by what they are of."""
SURE_FIELDS = frozenset(
    {
        *("disclaimer", "disclaimers", "rating", "rated", "pairing", "pairings", "fandom", "fandoms", "beta", "betas"),
        *("beta reader", "beta by", "betad by", "beta'd by", "spoilers", "content warning", "content warnings"),
        *("trigger warning", "trigger warnings", "tw", "cw", "word count", "story url", "archive warning"),
        *("archive warnings", "additional tags"),
    }
)
"""Those that stand in no story: one of them alone is a header."""
_NAMES = "|".join(sorted((re.escape(name).replace(r"\ ", r"[\s-]") for name in FIELDS), key=len, reverse=True))
FIELD = re.compile(rf"{_LEAD}(?P<name>{_NAMES})s?[\s*_]?[:=][\s*_]*(?P<value>.*)", re.IGNORECASE | re.DOTALL)
"""A line of such a header."""

_REVIEWS = r"(?:reviews?|reviewers|comments?|kudos|feedback|constructive criticism)"
_LIKED = (
    r"(?:love|loved|lovely|appreciated|welcomed?|adored|cherished|treasured|wanted|needed|make my day|makes? me|feed|"
    r"fuel|keep me|inspire|gold|cookies?)"
)
_ASKED = (
    r"(?:please|pl[sz]|don['’]t forget to|remember to|feel free to|be sure to|make sure to|if you liked?[^.!?]{0,40},)"
)
_DO = (
    r"(?:r\s?[&+n]\s?r|(?:read (?:and|&|n) )?review|comment|vote|favou?rite|fave|subscribe|"
    rf"follow (?:me on|this|the story|my)|leave (?:me )?(?:\w+ ){{0,3}}{_REVIEWS})"
)
_ALSO = r"(?:,? ?(?:and|&|,)? (?:review|comment|vote|follow|fave|favou?rite|subscribe|share|rate|please|enjoy|like))"
_WHEN = (
    r"(?:is |will |should |coming|up\b|on |soon|out |tomorrow|today|tonight|may |might |in |by |preview|this |next |"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
REQUEST = re.compile(
    rf"{_LEAD}(?:{_ASKED}[\w\s,'’&+-]{{0,40}}?\b{_DO}\b.*"
    r"|r\s?[&+]\s?r\b.{0,60}|read (?:and|&|n) review\b.{0,80}"
    rf"|(?:review|comment|vote){_ALSO}{{0,4}}\s?[!.~:)<3]*"
    rf"|leave (?:me )?(?:\w+ ){{0,3}}?(?:and )?{_REVIEWS}\b.*"
    rf"|(?:as always,? )?(?:all |any |your |the |more )?(?:\w+ )?(?:and )?{_REVIEWS}\b.{{0,80}}\b{_LIKED}\b.*"
    rf"|(?:the )?next (?:chapter|update|instal?lment|chappie|chap|part)[\s:]{{1,2}}{_WHEN}.{{0,160}}"
    r"|(?:new|more) chapters? (?:every|on|soon|up|coming)\b.{0,80}|updates? (?:every|on|soon)\b.{0,80})",
    re.IGNORECASE | re.DOTALL,
)
"""What an author asks of readers below a chapter, or tells them of the next; all of a short paragraph."""
LIKELY_REQUEST = re.compile(
    rf"{_LEAD}(?:thank(?:s| you| u)\b.{{0,60}}?\b(?:for (?:all )?(?:the |your )?(?:reading|reviewing|kudos|{_REVIEWS})|"
    r"to (?:all )?(?:my |the )?(?:reviewers|readers|beta))\b.*"
    r"|(?:i['’]ll )?(?:see|catch) (?:you|ya|y['’]all)(?: all| guys)? (?:in (?:the )?)?next "
    r"(?:chapter|time|week|update)\b.{0,60}"
    r"|un?til (?:the )?next (?:chapter|update|time)\b.{0,60}|let me know what you (?:think|thought)\b.{0,60}"
    r"|what do you (?:guys )?think\b.{0,60}|(?:i )?hope you (?:all )?(?:enjoyed|liked)\b.{0,100})",
    re.IGNORECASE | re.DOTALL,
)
"""The same in words that a story may end with too: a request only beside another, or after a break."""
EXPORTED = re.compile(
    r"(?:exported|downloaded|created|generated) (?:with (?:the assistance of )?|by |using )\w.{1,80}", re.IGNORECASE
)
"""The last line of the page that FicHub and others put before a work: ``Exported with the assistance of …``."""
LOG_HEADING = re.compile(r"update log", re.IGNORECASE)
"""What heads a downloader's own notes."""
TITLE_BY = re.compile(r"(?P<title>.{1,200}?),? by:? (?P<author>.{1,100})", re.IGNORECASE)
LONGEST_REQUEST = 300
_COUNTED = (
    r"(?:(?:word\s?count|words|length)\s?[:=–—-]?\s?~?\d[\d,.]{0,9}k?(?: words)?"
    r"|(?:\d{1,3},)?\d{3,6} words)"
)
WORD_COUNT = re.compile(rf"{_LEAD}{_COUNTED}[\W_]{{0,6}}", re.IGNORECASE)
_ENDS = (
    r"(?:t\.?\s?b\.?\s?c\.?|to be continued|fin|finis|tbc soon"
    r"|end (?:of )?(?:the )?(?:chapter|part|chap|file)(?: \w+)?)"
)
END_MARK = re.compile(rf"[\W_]*{_ENDS}[\W_]*", re.IGNORECASE)
"""The mark below a chapter: ``TBC``, ``~Fin~``. "The End" is none: that is said."""
_BREAK = (
    r"(?:line|page|scene|section|time|pov|chapter)?[\s-]?(?:breaks?|change|skip|jump|shift|lapse|divider|separator)"
    r"|change of (?:scene|pov)|new scene|ruler|linebreak|hr"
)
MARKED_BREAK = re.compile(
    rf"(?:[(\[<{{*~=_+#|-]|xX|oO)[\W_xXoO]*(?:{_BREAK})[\W_xXoO]*(?:[)\]>}}*~=_+#|-]|Xx|Oo)", re.IGNORECASE
)
"""A break that is told in words between brackets or ornaments: ``[line break]``, ``***scene change***``."""
BARE_BREAK = re.compile(r"(?:LINE|PAGE|SCENE)[\s-]?BREAK|[Ll]ine[\s-]?break|[Pp]age[\s-]?break|[Ss]cene[\s-]?break")
SAYS_WHO_TELLS = re.compile(r"\bP\.?O\.?V\b|point of view", re.IGNORECASE)
"""Of a line below a chapter's heading: it is no title."""
