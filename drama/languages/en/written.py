"""Words that nobody thinks or says where they stand: letters, messages, signs, songs, and what stands beside them."""

from __future__ import annotations

import re

from drama.languages.base import Language
from drama.languages.written import WrittenPatterns

_THING = (
    r"(?:letters?|notes?|messages?|texts?|telegrams?|cable|e-?mails?|postcards?|cards?|envelopes?|memos?"
    r"|posters?|signs?"
    r"|signposts?|notices?|placards?|labels?|plaques?|banners?|headlines?|caption|headstones?|tombstones?|gravestones?"
    r"|inscriptions?|epitaph|journals?|diary|diaries|ledgers?|scrolls?|parchment|newspapers?|leaflets?|pamphlets?"
    r"|caption|(?:notice|sign|black|white)boards?|graffiti|tattoos?|(?:slip|scrap|piece|sheet) of paper"
    r"|printout|transcript"
    r"|display|receipt)"
)
_SHOWN = (
    r"(?:screen|phone|mobile|cell|tablet|laptop|monitor|pager|watch|page|paper|wall|stone|door|board|chalkboard|back)"
)
_AIR = (
    r"(?:radio|television|TV|loudspeakers?|speakers?|intercom|tannoy|recording|answering machine|voicemail|announcer"
    r"|newsreader|choir|singers?|gramophone|record|tape|jukebox)"
)
_WRITES = re.compile(
    r"\b(?:wrote|writes?|writing|typed|types|typing|texted|texts back|scrawled|scribbled|penned|printed|painted|carved"
    r"|engraved|chiselled|chiseled|etched|stencilled|spelled|chalked|signed|headed|inscribed|embroidered"
    r"|stitched|tattooed"
    r"|began to (?:sing|hum|read|chant|recite|pray)|started (?:to sing|singing|reading|chanting)|sang|sings|singing"
    r"|hummed|humming|chanted|chanting|recited|reciting|intoned|read(?:s|ing)? (?:aloud|out)|(?:reply|answer"
    r"|response) came|(?:it"
    r"|that|which)"
    r" read|read:|says?:|said:|ran:|went:)\b|\b(?:sign|note|letter|message|text|label|plaque|headline|card"
    r"|poster|screen"
    r"|caption|inscription|telegram|notice)s? (?:\w+ ){0,4}(?:read|reads|said|says|ran)\W*$",
    re.IGNORECASE,
)
_BRINGS = re.compile(
    rf"\b(?:open(?:ed|s)|unfold(?:ed|s)|unroll(?:ed|s)|unseal(?:ed|s)|tore open|slit|broke the seal|found|finds"
    rf"|hand(?:ed|s)|brought"
    rf"|brings|pick(?:ed|s) up|took out|pulled out|came|comes|arriv(?:ed|es)|hung|hangs|stood|stands|was nailed"
    rf"|was pinned"
    rf"|was taped|taped|pinned|left|appeared|appears|read|reads|reading|began|held (?:up|out)|turned over|brushed|wiped"
    rf"|received|got|sent|slid|there (?:was|is|were)|he had written|she had written|lay|lies|showed|shows|it was"
    rf"|was an?)\b"
    rf"[^.!?]*\b{_THING}\b|\b{_THING}\b[^.!?]*\b(?:hung|stood|came|arrived|lay|was|appeared|read|fluttered|slid|fell"
    rf"|above|over|on)\b|\b(?:brushed|wiped|scraped|cleared|traced)\b[^.!?]*\b(?:stone|slab|letters|words)\b"
    rf"|\b{_SHOWN}\b[^.!?]*\b(?:buzz|ping|chim|beep|light|lit|flash|glow|vibrat|blink|flicker|said|says|showed"
    rf"|shows)\w*"
    rf"|\b(?:buzz|ping|chim|beep|vibrat)\w*\b|\bnew message\b|\bwords\b[^.!?]*\b(?:on|across|above|over|in)\b"
    rf"|\b{_AIR}\b|\b(?:voice|words|advice|warning|lesson|saying|motto|lullaby|rhyme|song|verse|hymn|prayer"
    rf"|poem|prophecy"
    rf"|riddle|spell|chant)\b[^.!?]*\b(?:came back|came to|returned|rang|echoed|drifted|floated|rose|in (?:his"
    rf"|her|my|their)"
    rf" (?:head|ears|memory|mind)|was (?:carved|painted|written))\b|\b(?:motto|old song|rhyme|proverb|lyrics|chorus)\b",
    re.IGNORECASE,
)
_MENTIONS = re.compile(rf"\b(?:{_THING}|the (?:screen|page))\b", re.IGNORECASE)
_THINKS = re.compile(
    r"\b(?:thought|thinks?|thinking|wonder\w*|told (?:him|her|my)self|realis\w+|realiz\w+|mind raced|knew|reminded"
    r" (?:him|her|my)self)\b"
)
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec)"
)
_DOCUMENT = re.compile(
    rf"\W*(?:(?:[Mm]y |Our )?(?:own |very )?(?:[Dd]ear(?:est)?|[Dd]arling|Beloved)\s[^.!?]{{1,60}}[,:;—–-]"
    rf"|(?:To (?:the|whom|my|our|all)|P\.? ?(?:P\.? ?)?S\.?)\b[^.!?]|(?:Dear )?(?:Sir|Madam)s?[,:]"
    rf"|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS}"
    rf"|{_MONTHS} \d{{1,4}})"
    rf"|(?:Day|Entry|Log|Item|Exhibit|From|Subject|Re|Attn)\b ?[\w#]*:)"
)
_SIGNATURE = re.compile(
    r"\W*(?:(?:Ever |Always |As ever,? )?(?:[Yy]ours|Your \w+(?: \w+)?|Love|With love|Sincerely|Faithfully|Respectfully"
    r"|Regards|Best(?: wishes)?|xx?x?|XO+)\b[,. ]*(?:[A-Z][\w.]*\s?){0,3}|[-—–~]+ ?[A-Z][\w. ]{0,30})\W*"
)
_WHEN = re.compile(
    r"\W*(?:(?:(?:the|a|an|some|two|three|four|five|six|seven|eight|nine|ten|many|several|few|\d+) ){1,2}?"
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|nights?|mornings?|evenings?|summers?|winters?)"
    r" (?:ago|earlier|later|before|after|since)|(?:later|earlier) (?:that|the same) \w+|(?:that|the (?:next"
    r"|same|previous))"
    r" (?:night|day|morning|evening|afternoon)|meanwhile|now|then|before|after|present day|years? (?:ago"
    r"|earlier|later))\W*",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\b(?:le|la|les|des|du|une?|est|et|mon|ma|mes|vie|je|tu|vous|nous|oui|non|merci|bonne?|c'est|qu\w+|d'\w+"
    r"|l'\w+|s'il"
    r"|der|die|das|und|ist|nicht|ich|ein|eine|mein|meine|nein|ja|danke|bitte|gott|el|los|las|y|es|por|que|qué"
    r"|mi|señor|sí"
    r"|il|gli|di|che|per|una?|signor\w?|bella|ciao|grazie|mio|mia|ad|et|est|non|sunt|pax|in memoriam|da|nyet|moy)\b"
    r"|[àáâãäåæçèéêëìíîïñòóôõöøùúûüýßœšžłąęćńś]",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:the|a|an|and|but|or|of|to|in|on|at|with|from|for|by|is|are|was|were|be|been|am|have|has|had|do|does"
    r"|did|don't"
    r"|can't|won't|it's|that's|i'm|he's|she's|you're|they're|i|you|he|she|we|they|his|her|your|their|this|that|these"
    r"|those|what|who|where|when|why|how|not|no|there|here|so|if|then|now|just|out|up|too|never|it|him|them|us)\b",
    re.IGNORECASE,
)
_SOUNDS = (
    r"(?:bang|boom|crack|crash|click|clack|thud|thump|pop|snap|tick|tock|tap|knock|drip|drop|whoosh|ring|beep"
    r"|splash|smack"
    r"|slam|creak|hiss|bam|clang|clank|ding|dong|whirr?|buzz|scratch|rustle|plop|plink|tinkle|rattle|wham|zap|pow|chime"
    r"|toll|swish|crunch|scrape|squeak|rap|rat|tat|ba-?dum|lub|dub|whump|fizz|sizzle|gurgle|squelch)"
)
_SOUND = re.compile(rf"\W*{_SOUNDS}(?:[\s\W]+{_SOUNDS})*\W*", re.IGNORECASE)
_ARCHAIC = re.compile(
    r"\b(?:thou|thee|thy|thine|ye|o'er|e'er|ne'er|'tis|'twas|hath|doth|hast|dost|shalt|wilt|lo)\b", re.IGNORECASE
)

_WRITTEN_VERB = (
    r"(?:wrote|written|writes|scrawled|scribbled|penned|printed|painted|carved|engraved|typed|texted|chalked|inscribed"
    r"|stencilled|embroidered|telegraphed|wired|cabled)"
)
_ON_SHOW = rf"(?:{_THING}|papers?|screens?|books?|display|banner|package|packet|tin|box)"
_SAYS = r"(?:said|says|read|reads|ran|runs|announced|proclaimed|declared|warned|screamed)"
_WORDS_OF = r"(?:words?|verse|inscription|legend|lines?|motto|message|name)"
_LEADS = re.compile(
    rf"(?:\b{_WRITTEN_VERB}\b[^.!?\"“]{{0,60}}[,:]"
    rf"|\b{_ON_SHOW} (?:\w+ ){{0,4}}{_SAYS}(?: (?:simply|only|as follows|thus|like this))?[,:]?"
    r"|\b(?:there (?:was|is|were)|was|found|hung|lay|came|arrived|contained|containing) (?:only |just )?"
    rf"(?:an?|the|another|this|these|two|three) (?:[\w-]+ ){{0,4}}{_THING}\b[^.!?\"“,]{{0,40}}:"
    rf"|\b{_THING}\b[^.!?\"“]{{0,40}}\b(?:as follows|follows|ran|contents?|contained|in these words|these words)\b"
    rf"[^.!?\"“]{{0,30}}[,:]"
    rf"|\b(?:bore|bearing|displayed|displaying|emblazoned|bears) (?:\w+ ){{0,3}}{_WORDS_OF}[^.!?\"“]{{0,30}}[,:])$",
    re.IGNORECASE,
)
_SHOWN_BEHIND = re.compile(
    rf"[\s,;:—–-]*(?:(?:was|were|had been|stood|hung) (?:\w+ )?(?:written|painted|carved|printed|scrawled|chalked"
    rf"|in (?:\w+"
    rf" ){{0,2}}(?:letters|paint|chalk|capitals|ink|gold)|(?:on|over|above|across) (?:the|a|its|his|her))|{_SAYS}"
    rf" (?:the|an?|its"
    rf"|his|her) (?:\w+ ){{0,2}}{_ON_SHOW}\b|(?:the|an?) (?:\w+ ){{0,2}}{_ON_SHOW} {_SAYS}\b)"
)
_IT_SAYS = re.compile(r"\s*(?:it|the screen|the display) (?:said|read|showed|says|reads|ran)\b")
_ALOUD = re.compile(
    r"\b(?:aloud|out loud|read out|read to|out of the|in a \w+ voice|(?:said|asked|cried|replied|answered"
    r"|whispered|shouted"
    r"|called|murmured|exclaimed|repeated|recited|quoted|dictated|sang|chanted|announced)(?![^.!?]{0,12}$)|began"
    r" reading"
    r"|began to read|started to read|went on reading|(?:this is|this was) what (?:I|he|she) read)\b"
)
_READ_NEXT = re.compile(r"\bthis (?:is|was) what (?:I|he|she|we) read\W*$", re.IGNORECASE)
_DATED = (
    rf"[^.!?]{{0,60}}\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)?,? {_MONTHS}|{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd"
    rf"|th)?)\b[^!?]{{0,14}}"
)
_SALUTES = re.compile(
    rf"\W*(?:(?:[Mm]y |Our )?(?:own |very )?(?:[Dd]ear(?:est)?|DEAR|Honou?red|Respected)\s[^.!?,]{{1,40}}"
    rf"(?:[,:]?\s?(?:--|[—–])|:)|(?:SIR|MADAM|Sir|Madam|Gentlemen),?\s?(?:--|[—–]|:)|{_DATED}$)"
)
_GREETS = re.compile(
    r"\W*(?:(?:[Mm]y |Our )?(?:own |very )?(?:[Dd]ear(?:est)?|DEAR|Darling|Honou?red)(?:\s[\w.'-]+){1,4}|SIR|MADAM|Sir"
    r"|Madam|Gentlemen)[,:—–-]*\W*"
)
_TITLES = re.compile(
    r"\b(?:books?|novels?|poems?|songs?|ballads?|hymns?|stories|plays?|tunes?|films?|movies?|albums?|pamphlets?|essays?"
    r"|chapters?|articles?|paintings?|pictures?|magazines?)(?: of hers| of his)?[,:]?$"
)


def written(language: Language) -> WrittenPatterns:  # noqa: ARG001 - a grammar's functions are all given the language
    """Return the patterns of italics that nobody thinks. Text has straight apostrophes."""
    return WrittenPatterns(
        writes=_WRITES,
        brings=_BRINGS,
        mentions=_MENTIONS,
        reads=re.compile(r"\bread(?:s|ing)?\b"),
        about_others=re.compile(r"\W*(?:[Hh]e|[Ss]he|[Tt]hey)\b"),
        thinks=_THINKS,
        document=_DOCUMENT,
        signed=re.compile(r"[.?!…]\s*[-—–]?\s?(?:[A-Z]{2,3}|xx?x?)\W*$"),
        signature=_SIGNATURE,
        when=_WHEN,
        foreign=_FOREIGN,
        small=_SMALL,
        leads=_LEADS,
        shown=_SHOWN_BEHIND,
        it_says=_IT_SAYS,
        aloud=_ALOUD,
        read_next=_READ_NEXT,
        salutes=_SALUTES,
        dated=re.compile(rf"\W*{_DATED}"),
        greets=_GREETS,
        titles=_TITLES,
        sound=_SOUND,
        archaic=_ARCHAIC,
    )
