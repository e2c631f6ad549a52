"""How narration is told: who acts, in which person and tense, with whose eyes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drama.languages.alternation import any_of
from drama.languages.base import Language
from drama.languages.en.names import STARTS
from drama.languages.en.pronouns import HE, SHE
from drama.languages.en.speech_tag import ACTING, INVERTED
from drama.languages.letters import CAPITAL, MARKS
from drama.languages.patterns import NarrationPatterns
from drama.languages.words import ActionWords, words

_PAST_VERBS = """
was were is are had has have did does do would could should might must may can will shall went came took gave stood
sat felt saw knew thought ran got held kept let made found left put set shut rose fell met paid read rode shook shot
slept spent spoke spread sprang stole struck swung threw told understood wore won wrote began bent bit blew broke
brought built caught chose clung crept cut dealt drew drank drove ate fought fled flew flung forgot forgave froze grew
hid hit hung hurt knelt laid led leant lent lay lit lost meant rang said sang sank sought sent shone shrank slid
sniffed snatched stuck strode swore swept tore wept woke wound withdrew became bore bought burst held heard leaned
leapt lifted needed nodded smiled laughed looked turned seemed appeared stopped started shrugged sighed frowned
grinned winced blinked stared glanced walks looks turns says asks nods smiles stands sits goes comes takes gives
shakes laughs sighs shrugs knows thinks feels sees hears gets holds leans reaches pulls puts makes runs stops starts
grins frowns stares glances blinks raises opens closes moves steps keeps lets finds leaves sets wants tries hesitates
pauses swallows
"""
_NO_PRESENT = """
always perhaps besides towards afterwards sometimes upstairs downstairs indoors outdoors across backwards forwards
onwards upwards downwards inwards outwards sideways lengthways nowadays whereas unless yours hers ours theirs others
themselves ourselves yourselves does goods news means series species eyes hands lips arms legs feet fingers cheeks
shoulders words thoughts brothers sisters girls boys men women people ladies gentlemen children parents friends
"""
ACTIONS = ActionWords(
    verbs=words(_PAST_VERBS),
    states=words("was were is are had has have did do does would could should might must may can will shall became"),
    not_in_ed=words(
        "red bed shed led need indeed hundred sacred wicked naked aged kindred beloved speed seed deed feed weed reed "
        "breed"
    ),
    not_in_s=words(_NO_PRESENT),
)
"""What people do."""


def is_regular_past(word: str) -> bool:
    """Whether a word ends as verbs in the past do."""
    return word.endswith("ed") and len(word) > 3


def is_regular_present(word: str) -> bool:
    """Whether a word ends as verbs in the present do."""
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous", "'s"))


def _with_both_apostrophes(listed: str) -> list[str]:
    """Return words in both spellings: "isn't" and "isn’t"."""
    return [*listed.split(), *listed.replace("'", "’").split()]


def _behind(words_before: Iterable[str]) -> str:
    """Return a part of a pattern that matches behind one of some words and an apostrophe, or "somebody" and one."""
    return "|".join([
        *(rf"(?<=\b{word}.)" for word in words_before),
        *(rf"(?<=\B{ending}.)" for ending in ("body", "one", "thing")),
    ])  # fmt: skip


_BEFORE_S = ("he", "she", "it", "that", "there", "here", "where", "what", "who", "how")
_PERSON_I = re.compile(r"\b(?:I|me|my|mine|myself)\b|\bI['’]")
_PERSON_WE = re.compile(r"\b(?:[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves)\b")
_PERSON_YOU = re.compile(r"\b[Yy](?:ou|our|ours|ourself)\b")
_PRESENT = re.compile(
    rf"""\b{
        any_of(
            _with_both_apostrophes(
                "am is are isn't aren't ain't has hasn't have haven't do does don't doesn't can can't cannot will "
                "won't shall shan't gotta gonna let's know knows looks think thinks want wants need needs seems "
                "goes comes gets makes says means takes feels hate hates love loves likes hope wonder guess suppose"
            )
        )
    }\b|['’](?:ll|re|m|ve|(?:{_behind(_BEFORE_S)})s)\b"""
)
_PAST = re.compile(
    rf"""\b(?:{
        any_of(
            _with_both_apostrophes(
                "was were wasn't weren't had hadn't did didn't could couldn't would wouldn't might went came said saw "
                "took got gave made knew thought felt found told left kept began stood sat lay ran heard held let "
                "brought turned looked seemed asked became fell rose drew grew spoke wrote read met led lost meant "
                "broke caught threw shook drove struck sank swung flew woke wore bore tore swore hung stuck sprang "
                "slept crept swept wept built sent spent bent paid shot shut put set hit cut bit hid slid rode strode "
                "rang sang drank swam ate forgot chose froze stole shone fought bought taught sought understood backed"
            )
        )
    }|won(?!['’])|(?:must|may|ought to|should) have|\w{{2,}}ed)\b|\b(?:he|she|it|they)['’]d\b"""
)
_NOT_PAST = re.compile(
    r"(?:\b(?:have|has)|['’](?:ve|s))(?: \w+)? \w+ed\b|[^aeiou]eed\b|"
    r"\b(?:red|bed|hundred|sacred|shed|sled|wicked|naked|tired|let|put|read|set|cut|hit|shut)\b"
)
"""Of "need", "indeed", "speed" the ending goes: what is left is no verb."""
_CONTRACTED = re.compile(
    rf"['’](?:(?<=\w.)(?:ll|re|m|ve|t)|(?:{_behind((*_BEFORE_S, *map(str.capitalize, _BEFORE_S), 'let', 'Let'))})s)\b"
)

_OPENERS = (
    r"(?:(?:And|But|So|Then|Now|Still|Yet|Again|Finally|Instead|Meanwhile|Suddenly|Slowly|Quickly|At last|"
    r"For a moment),?\s)?"
)
_OWN = re.compile(r"(?:His|Her|My)\s(?P<next>[\w’']+)")
_BODY = words(
    """
    mind heart mouth stomach throat breath chest spine thoughts skin pulse head ears eyes memory knees hands belly blood
    gut legs mood temper nerves conscience cheeks face arms lungs
    """
)
_LETTER = re.compile(
    r"(?:My |Our )?(?:own |very )?(?:[Dd]ear(?:est)?|[Dd]arling|DEAR|Honou?red|Sir|Madam|"
    r"Beloved)\b[^.!?]{0,60}[,:;—–)-]+\s*"
)


def narration(language: Language) -> NarrationPatterns:
    """Return the patterns of person, tense and subject."""
    actor = ACTING.format(name=language.name)
    minds = "|".join(sorted(language.thought_verbs.minds))
    mind = re.compile(
        rf"""
        (?P<who> \b[Hh]e | \b[Ss]he | \bI | \b(?-x:{language.titles.dotted}){CAPITAL}[\w’'{MARKS}-]* ) \s
        (?: (?: \w+ly | had | still | only | just | never | always | almost ) \s ){{0,2}}
        (?:
            (?-x:{minds})\b
          | could \s (?: \w+ \s )?
            (?: see | feel | hear | tell | smell | taste | imagine | sense | remember | make[ ]out )\b
          | could (?: n['’]t | [ ]not | [ ]only ) \s (?: help | watch | see | believe | stop )\b
        )
        """,
        re.VERBOSE,
    )
    return NarrationPatterns(
        first_person=_PERSON_I,
        plural_person=_PERSON_WE,
        second_person=_PERSON_YOU,
        present=_PRESENT,
        past=_PAST,
        not_past=_NOT_PAST,
        contracted=_CONTRACTED,
        proper=re.compile(rf"(?=[{STARTS}])(?<!\w){language.name}"),
        subject=re.compile(rf"{_OPENERS}(?P<who>{actor})(?P<own>['’]s?(?=\s))?\s(?P<next>[\w’']+)"),
        inverted=re.compile(INVERTED.format(name=language.name)),
        own=_OWN,
        body=_BODY,
        mind=mind,
        she=SHE,
        he=HE,
        letter=_LETTER,
    )
