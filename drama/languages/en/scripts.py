"""Scripts: screenplays, plays, radio scripts. The words that stand where no voice reads them."""

from __future__ import annotations

import re

from drama.languages.base import Language
from drama.languages.late import late
from drama.languages.scripts import ScriptPatterns
from drama.languages.words import words
from drama.model import Channel, Ending, Manner

_PLACE = late(
    r"(?:(?:INT|EXT)\.?[ \t]?/[ \t]?(?:INT|EXT)|I\.?/E|E\.?/I|INT|EXT|EST)(?:\.[ \t]*|[ \t:–—-]+)(?=[^\s.])",
    re.IGNORECASE,
)
_SOUNDS = (
    r"(?:SOUNDS?(?: EFFECTS?| FX)?|SFX|F/?X|MUSIC(?:AL)?(?: CUE| BED| STING)?|STING|GRAMS|SPOT|ATMOS(?:PHERE)?|"
    r"AMBIENCE|WALLA|SILENCE)"
)
_SOUND_CUE = late(rf"{_SOUNDS}(?: ?\#?[0-9]{{1,3}}[A-Z]?)?[ \t]?:[ \t]*(?P<name>\S.*)?", re.DOTALL)
_TRANSITION = late(
    r"(?:(?:[A-Z’'-]+ ){0,4}(?:CUT|FADE|DISSOLVE|WIPE|IRIS|CROSS-?FADE|SEGUE)S?"
    r"(?: (?:TO|IN|OUT|UP|INTO|BACK|THROUGH|FROM|BLACK|WHITE|BETWEEN|MUSIC|SOUND|AND)){0,5}|BACK TO:?(?: SCENE)?|"
    r"(?:\#[ \t]*)?(?:CONTINUED|CONTINUED[: ]\([0-9]{1,3}\)|\(CONTINUED\)|MORE))[.:…]{0,3}(?: \([0-9]{1,3}\))?"
)
_OFF = late(
    r"(?:O\.? ?[SC]\.?|off(?:[- ]?(?:screen|stage|camera|mic(?:rophone)?|set))?|from off|outside|from outside|"
    r"(?:in )?distan(?:t|ce)|(?:from )?(?:afar|far away|far off)|calls|next room|upstairs|downstairs)",
    re.IGNORECASE,
)
_THINKS = late(
    r"(?:(?:his |her |their )?thoughts?|thinks|inner (?:voice|monologue|thoughts?)|internal(?: monologue)?|"
    r"(?:in )?(?:his|her|their|my) (?:head|mind)|to (?:him|her)self,? (?:in thought|silently))",
    re.IGNORECASE,
)
_THE = r"(?:the |an? |his |her |their )?(?:\w+ )?"
_RADIOS = (
    r"(?:radio|walkie(?:[- ]?talkie)?|intercom|comms?|headset|earpiece|transmission|tele-?vision|tv|computer|speakers?)"
)
_PHONES = r"(?:(?:tele|cell)?-?phone|cell|mobile|receiver|answering machine|voice ?mail)"
_SPEAKERS = r"(?:loud-?speakers?|tannoy|(?-i:PA)|p\.a\.?|public address(?: system)?|megaphone|bull-?horn)"
_OVER = rf"(?:(?:on|over|through|from|via|by) {_THE}|on the other end of the )"
_PHONE = rf"{_OVER}?(?:{_PHONES}|line)(?: voice| call| filter)?|filter(?:ed)?|distort(?:ed|s)?|(?:on )?speaker-?phone"
_BEHIND = r"(?:from )?(?:through|behind|outside|beyond|on the other side of)"
_CHANNELS = (
    (Channel.PA, rf"(?:{_OVER}|into {_THE})?{_SPEAKERS}(?: voice| announcement)?"),
    (Channel.RADIO, rf"(?:{_OVER}|into {_THE})?{_RADIOS}(?: voice| filter)?"),
    (Channel.PHONE, _PHONE),
    (Channel.DOOR, rf"{_BEHIND} {_THE}(?:door|wall|hatch|partition)|muffled"),
    (Channel.DISTANCE, r"(?:from|in) (?:the |a )?distance|from (?:afar|another room|the next room|outside)|distant"),
    (Channel.MEMORY, r"(?:in |from )?(?:his |her |their |a )?memory|remembered|echo(?:es|ing)?"),
)
_MANNERS = (
    (Manner.PLAIN, r"plain(?:ly)?|even(?:ly)?|flat(?:ly)?|calm(?:ly)?|matter[- ]of[- ]fact(?:ly)?"),
    (Manner.ASKED, r"asks|asking|questioning|as a question"),
    (Manner.EXCLAIMED, r"exclaims|exclaiming"),
    (Manner.CRYING, r"cries|crying|weep(?:s|ing)|sob(?:s|bing)|in tears|through tears|tearful(?:ly)?"),
    (Manner.BREATHLESS, r"breathless(?:ly)?|out of breath|pant(?:s|ing)|gasp(?:s|ing)|winded|wheezing|breathing hard"),
    (Manner.LAUGHING, r"laugh(?:s|ing)|giggl(?:es|ing)|chuckl(?:es|ing)|amused"),
    (Manner.WHISPERED, r"whisper(?:s|ing|ed)?|sotto(?: voce)?|hushed"),
    (
        Manner.MUTTERED,
        r"(?:mutter|mumble|murmur)(?:s|ing|ed)?|under (?:his|her|their) breath|(?:quiet|soft)(?:ly|er)?|low|hoarse",
    ),
    (Manner.SHOUTED, r"shout(?:s|ing|ed)?|yell(?:s|ing)|scream(?:s|ing)|loud(?:ly)?|call(?:s|ing)(?: out)?|hollers"),
)
_ENDINGS = (
    (Ending.CUT, r"(?:is )?(?:cut|breaks|breaking) off|(?:is )?interrupted"),
    (Ending.TRAILING, r"(?:trails|trailing) off"),
    (Ending.FULL, r"finish(?:es|ing)|to the end"),
)
_CUTS_IN = r"overlap(?:s|ping)?|interrupt(?:s|ing)|cut(?:s|ting) in|over (?:him|her|them)"
_SILENCE = late(
    r"(?:(?:an?|another|one|then|with|after|the|long|short|brief|slight|little|small|tiny|beat) ){0,3}"
    r"(?:beats?|pauses?|silence|hesitat(?:es|ing|ion)|stops)(?: again)?[.…]*",
    re.IGNORECASE,
)
_LONG = late(r"\b(?:long|silence)\b", re.IGNORECASE)
_MOVES = late(
    r"(?:Re-?enters?|Enters?|Exit|Exits|Exeunt|Manet|Manent|Alarums?|Flourish|Sennet|Excursions|Thunder|Curtain|Aside|"
    r"Sings|Singing|Dance|Lights? (?:up|down|fade|out)|Blackout|"
    r"(?:A |The )?(?:curtain|lights) (?:rises?|falls?|fades?)|"
    r"(?:ENTER|EXIT|EXEUNT)S?)\b(?!['’:])"
)
_PEOPLE = late(
    r"(?:dramatis person(?:æ|ae|a|[^\w\s])|"
    r"(?:the |list of )?(?:characters|cast(?: list| of characters)?|persons|personages|people|players|actors|speakers)"
    r"(?: (?:of|in|represented in) the (?:play|drama|comedy|tragedy|story)| represented)?|"
    r"characters in order of appearance)[ :.]*",
    re.IGNORECASE,
)
_BESIDE_PEOPLE = late(
    r"(?:the )?(?:scenes?|time|period|place|setting|synopsis|costumes?|properties|running time|note)s?\b[ \t]*[.:—–-]|"
    r"the (?:\w+ )?(?:action|scene|play|story|curtain|piece|time|period|events?|following)\b|copyright|all rights",
    re.IGNORECASE,
)
_NARRATOR = late(r"(?:the )?narrat(?:or|ion)|voice of the narrator", re.IGNORECASE)
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|last|only"
_ACT = late(
    rf"(?:(?:the )?(?:{_ORDINALS}) (?:act|part|scene)|(?:act|part|scene) (?:the )?(?:{_ORDINALS})|"
    r"(?:act|part|episode) (?:[0-9]{1,3}|[ivxlc]{1,8}|one|two|three|four|five|six|seven)|prologue|epilogue|induction)"
    r"[.:]?(?:[ \t]*[—–-]{1,2}[ \t]*\S.{0,60})?",
    re.IGNORECASE,
)
_ENDS = late(
    r"(?:(?:slow |quick )?curtain|the end|finis|"
    r"end of (?:the )?(?:\w+ )?(?:act|scene|play|episode|part)\b.{0,20})[.!]?",
    re.IGNORECASE,
)


def scripts(_language: Language) -> ScriptPatterns:
    """Return the patterns of scripts."""
    return ScriptPatterns(
        place=_PLACE,
        sound_cue=_SOUND_CUE,
        transition=_TRANSITION,
        off=_OFF,
        thinks=_THINKS,
        channels=tuple((channel, late(said, re.IGNORECASE)) for channel, said in _CHANNELS),
        manners=tuple((manner, late(said, re.IGNORECASE)) for manner, said in _MANNERS),
        endings=tuple((ending, late(said, re.IGNORECASE)) for ending, said in _ENDINGS),
        cuts_in=late(_CUTS_IN, re.IGNORECASE),
        silence=_SILENCE,
        long_silence=_LONG,
        moves=_MOVES,
        people=_PEOPLE,
        beside_people=_BESIDE_PEOPLE,
        act=_ACT,
        ends=_ENDS,
        narrator=_NARRATOR,
        small_in_names=words("of the and or in on at with from for to by de da del der van von la le les du a an"),
        initials=words("dj tv mc pa fbi cia dea nsa nypd lapd ai cpu atm gps ceo er ii iii iv vi vii viii ix xi xii"),
    )
