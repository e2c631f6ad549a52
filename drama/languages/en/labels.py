"""Words of labels: what stands before a colon and names nobody, and how a heading says who tells."""

from __future__ import annotations

import re

from drama.languages.words import LabelWords, words

_WRITTEN = """
sign signs headline headlines title titles subtitle caption captions inscription epitaph legend label motto slogan
notice rule rules subject memo telegram note notes text warning definition translation example moral lesson lessons
proverb quote quotation saying tip hint theme topic placard chapter verse chorus refrain summary nickname postcard
diary poster graffiti card envelope tattoo plaque tombstone gravestone banner billboard whiteboard blackboard spell
chant song poem prayer prophecy riddle toast joke mantra catchphrase tagline hashtag tweet post comment review article
newspaper scroll wish vow oath promise bet offer excuse advice trick secret clue password
"""
"""What is written somewhere, or held up to be: nobody says it there."""
_NOT_SPEAKERS = """
to from date sent cc bcc re fw fwd subject attachment attachments time place location address phone tel fax email
e-mail name names age sex gender height weight hair eyes born died occupation profession status rank species race
class level weapon skills likes dislikes characters cast pairing pairings ship ships fandom fandoms rating warning
warnings tags tag category genre language words chapters published updated completed summary disclaimer author's
authors beta a/n note notes nb n.b ps p.s pps p.p.s important attention caution danger notice reminder tip hint
example examples update edit spoiler spoilers translation definition noun verb meaning result results score total sum
cost price value answer answers question questions problem solution solutions reason reasons rule rules motto slogan
sign signs headline headlines title titles subtitle caption captions inscription epitaph legend label message messages
text texts letter letters telegram memo reply replies response thought thoughts quote quotes quotation saying proverb
moral lesson lessons theme topic verdict conclusion point points fact facts truth lie lies step steps item items
chapter part volume book section scene act episode prologue epilogue interlude day week month year night morning
afternoon evening noon midnight dawn dusk today tomorrow yesterday tonight now then later before after meanwhile
earlier still finally first second third fourth fifth last next lastly once again also or and but so yet thus hence
because if when while where why how what who which whose this that these those it its here there one two three four
five six seven eight nine ten monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december spring summer autumn fall winter christmas easter yes no well
oh ah ok okay alas right wrong true false good bad better worse best worst pro pros con cons plus minus theory
evidence proof plan target mission objective goal task order orders ingredients method directions instructions serves
option options choice case cases exit exits verse chorus bridge refrain intro outro sound sounds music fx sfx effect
effects cut fade dissolve int ext continued end contents index source sources credit credits copyright draft entry log
file files password username user pin code number numbers room floor page line paragraph appendix figure table version
type kind size colour color destination origin flight gate platform track distance speed temperature weather wind tide
forecast latitude longitude speaking silence nothing something everything anything dear placard confession admission
correction clarification addendum postscript p.m a.m hypothesis conversation transcript recording
"""
"""What opens lines of letters, forms, lists, diaries and signs, in lower case."""

_DETERMINERS = "the a an my our his her their your"

_POSSESSED = r"(?P<who>\S[^\n]{0,38}?)(?:['’]s|(?<=s)['’])?\s+"
_POINT_OF_VIEW = r"(?:p\.?\s?o\.?\s?v\.?|point\s+of\s+view|perspective)"
_TELLS = re.compile(
    rf"(?:(?:back\s+to\s+|switch(?:es)?\s+to\s+)?{_POSSESSED}{_POINT_OF_VIEW}"
    rf"|{_POINT_OF_VIEW}\s*(?:of\s+|[:：–—-]\s*)?(?P<who2>\S(?:[^\n]{{0,38}}\S)?))\s*[:.]?",
    re.IGNORECASE,
)
"""A heading that says whose eyes what follows is seen with: "Anna's POV", "POV: Anna", "Tom’s Point of View"."""

_COUNT = r"(?:[0-9]{1,3}|(?-i:[IVXLC]{1,7}))"
_NUMBERED = re.compile(
    rf"(?:(?:chapter|part|section|scene)\s+(?:{_COUNT}|[a-z]{{3,9}}(?:[- ][a-z]{{3,5}})?)|{_COUNT})\s?[.:)–—-]\s*",
    re.IGNORECASE,
)
"""What stands before the name in "Chapter 3: Anna"."""

LABELS = LabelWords(
    not_speakers=words(_NOT_SPEAKERS + _WRITTEN),
    written=words(_WRITTEN),
    own=words("me i myself"),
    determiners=words(_DETERMINERS),
    strangers=words("unknown private blocked withheld"),
    others=words("him her them you they"),
    letters=words("q a"),
    narrators=words("narrator narration"),
    particles=words("of the de von van der la le du di da del"),
    tells=_TELLS,
    numbered=_NUMBERED,
)
"""What stands before a colon and names nobody; how a heading says who tells."""
