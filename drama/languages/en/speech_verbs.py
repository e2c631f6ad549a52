"""Verbs of speaking, the one list of them: "said", "whispers", "went on". A verb added here holds everywhere.

Who speaks, what is a quotation, which tags a listener can do without, how a line is spoken: all of it is derived from
this list. No other module has one; ``tests/languages/test_speech_verbs.py`` holds that.
"""

from __future__ import annotations

from drama.languages.verbs import SpeechVerbs, speech_verbs

_TABLE = """
said* says* say         | say     | saying     | bare wished nearly
asked* asks* ask        | ask     | asking     | bare asked wished nearly telling
replied* replies*       | reply   | replying   | bare wished nearly answers
answered* answers*      | answer  | answering  | bare wished nearly telling answers
cried* cries            | cry     | crying cry | exclaimed wished nearly
exclaimed* exclaims     | exclaim | exclaiming | exclaimed wished nearly
whispered* whispers     | whisper | whispering | whispered
murmured* murmurs       | murmur  | murmuring  | muttered
muttered* mutters       | mutter  | muttering  | muttered
shouted* shouts         | shout   | shouting   | shouted wished
called* calls           | call    | calling
returned* returns       |         |            | bare answers
responded* responds     |         |            | bare answers
rejoined*               |         |            | bare answers
retorted* retorts       | retort  |            | wished nearly answers
remarked* remarks       | remark  | remarking  | bare
observed* observes      | observe | observing  | bare
added* adds             | add     | adding     | bare wished nearly goes_on
continued* continues    |         | continuing | bare goes_on
went_on goes_on         |         |            | bare goes_on
inquired* inquires      |         |            | bare asked
enquired*               |         |            | bare asked
demanded* demands       |         |            | exclaimed
declared* declares      |         | declaring
announced* announces    |         | announcing
explained* explains
repeated* repeats       |         | repeating  | goes_on
protested* protests
interrupted* interrupts |         | interrupting | telling interrupts
interposed*             |         |            | interrupts
interjected*            |         |            | interrupts
agreed* agrees          |         |            | answers
insisted* insists
urged* urges            | urge    | urging     | telling
begged* begs            | beg     | begging    | telling
pleaded* pleads
ordered orders          |         | ordering   | exclaimed telling
commanded commands      |         | commanding | exclaimed telling
told* tells             | tell    | telling    | telling
snapped* snaps          |         |            | exclaimed
barked barks            |         |            | shouted
hissed* hisses          |         |            | whispered
roared roars            |         |            | shouted
bellowed bellows        |         |            | shouted
screamed screams        | scream  |            | shouted
shrieked shrieks        |         |            | shouted
yelled* yells           |         |            | shouted
wailed wails            |         |            | crying
sobbed sobs             |         |            | crying
gasped gasps            |         |            | breathless
panted                  |         |            | breathless
breathed breathes       |         |            | whispered
stammered* stammers
mumbled* mumbles        |         |            | muttered
grunted grunts          |         |            | muttered
chuckled chuckles       |         |            | laughing
laughed laughs          |         |            | laughing
giggled                 |         |            | laughing
drawled*
squealed                |         |            | exclaimed
hollered                |         |            | shouted
howled                  |         |            | shouted
ejaculated              |         |            | exclaimed
quoth*
echoed*
mused
thought                 |         |            | nearly
wondered                |         |            | asked
queried                 |         |            | asked
sang                    |         | singing
wrote writes            | write   | writing
texted texts            | text    | texting
typed types             | type    | typing
messaged messages       |         | messaging
spoke                   | speak   | speaking
whimpered               |         |            | crying
wheezed                 |         |            | breathless
grumbled                |         |            | muttered
thundered               |         |            | shouted
bawled                  |         |            | shouted
blurted                 |         |            | exclaimed
boomed                  |         |            | shouted
cackled                 |         |            | laughing
mouthed                 |         |            | whispered
screeched               |         |            | shouted
sniggered               |         |            | laughing
tittered                |         |            | laughing
whooped                 |         |            | shouted
yelped                  |         |            | exclaimed
quoted                  |         |            | nearly
reminded reminds        | remind  | reminding  | telling
warned warns            | warn    | warning    | telling
assured assures         | assure  | assuring   | telling
reassured reassures     | reassure | reassuring | telling
informed informs        | inform  | informing  | telling
advised advises         | advise  | advising   | telling
implored implores       | implore | imploring  | telling
entreated entreats      | entreat | entreating | telling
besought beseeches      | beseech | beseeching | telling
exhorted exhorts        |         | exhorting  | telling
instructed instructs    |         | instructing | telling
thanked                 |         | thanking   | telling
greeted greets          | greet   | greeting   | telling
addressed               |         | addressing | telling
invited invites         |         | inviting   | telling
promised promises       | promise | promising  | telling
corrected corrects      | correct | correcting | telling
encouraged encourages   |         | encouraging | telling
counselled              |         | counselling | telling
cautioned cautions      |         | cautioning | telling
challenged challenges   |         | challenging | telling
coaxed coaxes           |         | coaxing    | telling
cajoled                 |         |            | telling
prompted prompts        |         | prompting  | telling
pressed                 |         |            | telling
questioned questions    |         | questioning | telling
teased teases           | tease   | teasing    | telling
taunted taunts          |         | taunting   | telling
mocked mocks            |         | mocking    | telling
scolded scolds          | scold   | scolding   | telling
chided chides           |         | chiding    | telling
rebuked rebukes         |         | rebuking   | telling
admonished              |         | admonishing | telling
reproached              |         | reproaching | telling
consoled                |         | consoling  | telling
comforted comforts      |         | comforting | telling
soothed soothes         |         | soothing   | telling
congratulated           |         | congratulating | telling
summoned                |         |            | telling
bade                    |         |            | telling
resumed                 |         |            | goes_on
pursued                 |         |            | goes_on
countered               |         |            | answers
put_in                  |         |            | joins
broke_in                |         |            | joins
cut_in                  |         |            | joins
struck_in               |         |            | joins
chimed_in               |         |            | joins
joined_in               |         |            | joins
burst_in                |         |            | joins
"""
"""A verb a line, ``forms in a tag | bare form | forms before a quotation | traits``; what a verb has not is left empty.

A star marks a form that hardly ever means anything else beside a quotation; ``went_on`` is two words. The bare form
stands behind "heard Anna" and "wanted to". The traits are those of :class:`drama.languages.verbs.SpeechVerb`.
"""

_PLAIN = """
suggested suggests admitted admits confessed confesses growled growls snarled snarls moaned moans groaned groans
sighed sighs stuttered faltered sneered sniffed snorted spluttered sputtered squeaked croaked crooned cooed chimed
chirped chanted vociferated concluded conceded commented complained contended claimed finished reflected
pondered objected offered opined pointed persisted proclaimed pronounced proposed quipped ranted read reasoned
recalled reckoned recited rasped related reported requested scoffed spat stated started began begins went
volunteered whined joked jested lamented nodded noted notes burst broke put threatened trilled uttered ventured vowed
acknowledged acquiesced affirmed apologised apologized argued asserted assented averred babbled beamed boasted bragged
burbled choked clarified confided confirmed decided denied dictated directed disagreed divulged elaborated
expostulated extemporised fumed gulped guessed gurgled gushed hazarded hinted huffed intoned jeered lied managed
marvelled mewled moralised nagged narrated parroted piped praised prayed preached prattled predicted purred quavered
rapped raved remonstrated revealed rumbled scowled speculated supplemented supplied swore sympathised trumpeted
twittered warbled welcomed yawned yapped cursed allowed answerd deadpanned exhaled figured hummed hushed nudged
amended chorused clucked cut testified translated
"""
"""Verbs of which nothing else is told than that they stand in a tag."""

SPEECH_VERBS: SpeechVerbs = speech_verbs(_TABLE, _PLAIN)
"""Verbs of speaking, as stories inflect them."""
