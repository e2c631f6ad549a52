"""Word lists the script stages share: plain facts of English, nothing taken from a story."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from drama.languages.en import titles
from drama.languages.en.titles import Trait
from drama.model import Gender


def words(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


SPEECH_VERBS = words("""
said says say asked asks ask replied replies answered answers cried cries exclaimed exclaims whispered whispers
murmured murmurs muttered mutters shouted shouts called calls returned returns responded responds rejoined retorted
retorts remarked remarks observed observes added adds continued continues inquired enquired inquires demanded demands
declared declares announced announces explained explains suggested suggests repeated repeats protested protests
interrupted interrupts interposed interjected agreed agrees admitted admits confessed confesses insisted insists urged
urges begged begs pleaded pleads ordered orders commanded commands warned warns promised promises assured assures told
tells snapped snaps barked barks growled growls snarled snarls hissed hisses roared roars bellowed bellows screamed
screams shrieked shrieks yelled yells wailed wails moaned moans groaned groans sobbed sobs sighed sighs gasped gasps
panted breathed breathes stammered stammers stuttered mumbled mumbles grunted grunts chuckled chuckles laughed laughs
giggled drawled faltered sneered sniffed snorted spluttered sputtered squeaked squealed croaked crooned cooed chimed
chirped chanted hollered howled ejaculated vociferated quoth echoed concluded conceded countered commented complained
corrected coaxed contended cautioned challenged claimed finished mused thought wondered reflected pondered objected
offered opined ordered pointed persisted pressed proclaimed prompted pronounced proposed pursued queried questioned
quipped quoted ranted read reasoned reassured recalled reckoned recited rasped related reminded reported requested
resumed scoffed scolded sang spoke spat stated started began begins went volunteered went whimpered whined wheezed
grumbled greeted joked jested lamented mocked nodded noted burst broke put teased taunted threatened thundered trilled
uttered ventured vowed acknowledged acquiesced advised affirmed apologised apologized argued asserted assented
averred babbled bawled beamed bellowed blurted boasted boomed bragged burbled cackled cajoled choked clarified
confided confirmed congratulated consoled decided denied dictated directed disagreed divulged elaborated encouraged
entreated expostulated extemporised faltered fumed gulped guessed gurgled gushed hazarded hinted huffed implored
informed instructed intoned invited jeered lied managed marvelled mewled moralised mouthed nagged narrated
parroted piped praised prayed preached prattled predicted purred quavered rapped raved remonstrated
replied reproached revealed rumbled scowled screeched sniggered soothed speculated summoned supplemented supplied
swore sympathised tittered trumpeted twittered warbled welcomed whooped yawned yapped yelped cursed allowed
answerd bade counselled deadpanned exhaled figured hummed hushed nudged amended assured chorused clucked
cut testified translated
""")
"""Verbs of speaking that stand in a tag, as stories inflect them."""

STRONG_VERBS = words("""
said says asked asks replied replies answered answers cried exclaimed whispered murmured muttered shouted called
returned
responded rejoined retorted remarked observed added continued inquired enquired demanded declared announced explained
repeated protested interrupted interposed interjected agreed insisted urged begged pleaded snapped hissed yelled
stammered mumbled drawled echoed quoth told
""")
"""Speech verbs that hardly ever mean anything else beside a quotation."""

BASE_SPEECH_VERBS = words(
    "say cry call shout whisper murmur add ask reply exclaim mutter answer remark speak scream observe"
)
SAYING = words(
    "saying crying calling shouting asking answering replying whispering muttering exclaiming adding "
    "remarking murmuring "
    "observing continuing declaring announcing repeating singing speaking say ask cry"
)
"""Other forms of verbs of speaking, before a quotation."""

FEMALE_NOUNS = words("""
woman girl mamma mama mum mom mummy aunty granny nana niece
daughter wife
widow maid housemaid parlourmaid chambermaid maidservant
governess hostess landlady ma'am matron nun abbess actress waitress stewardess
seamstress witch sorceress priestess goddess heroine bride girlfriend housekeeper schoolgirl schoolmistress spinster
damsel lass lassie maiden nanny stepmother stepsister goddaughter godmother granddaughter washerwoman charwoman
policewoman saleswoman businesswoman congresswoman spokeswoman horsewoman gentlewoman noblewoman heiress mermaid
crone hag beldam dowager midwife laundress milkmaid shepherdess
""") | titles.roles(Gender.FEMALE)

MALE_NOUNS = words("""
man boy gentleman papa dad daddy pa nephew son husband widower
butler footman valet coachman policeman fireman postman milkman salesman
businessman spokesman sportsman horseman nobleman clergyman alderman chairman foreman workman seaman fisherman
ploughman woodsman huntsman craftsman tradesman frenchman englishman irishman scotchman scotsman dutchman welshman
monk friar abbot priest bishop vicar curate parson deacon rector knight lad fellow chap
bloke guy schoolboy schoolmaster bachelor host landlord waiter steward actor wizard sorcerer hero bridegroom groom
boyfriend stepfather stepbrother godfather godson grandson
sailor soldier hunchback boatman ferryman cabman beadle undertaker blacksmith carpenter cobbler
gardener gamekeeper gaoler jailer sexton verger hatter
""") | titles.roles(Gender.MALE)

NEUTRAL_NOUNS = words("""
child baby infant physician surgeon dentist lawyer solicitor barrister attorney magistrate clerk
teacher tutor student pupil scholar friend companion neighbour neighbor stranger visitor guest
servant cook driver guard guide pilot minister chancellor
secretary assistant manager boss owner keeper shopkeeper innkeeper bartender barman barmaid baker butcher tailor
farmer miller peasant shepherd hunter thief robber pirate outlaw prisoner convict beggar tramp wanderer traveller
traveler passenger porter messenger reporter journalist editor author writer poet artist painter musician singer
player dancer scientist engineer mechanic technician patient victim witness speaker creature
monster demon ghost spirit angel devil vampire werewolf giant dwarf elf fairy ogre troll dragon robot android
alien wolf fox bear rabbit cat dog mouse bird owl horse lion tiger frog toad snake caterpillar
youth teenager youngster kid elder person stableboy apprentice orphan heir
operator receptionist coroner recruit sentry watchman gatekeeper doorkeeper caller listener customer
client landowner merchant banker jeweller chemist dealer broker warden consul envoy
ranger scout page herald jester fool hermit monk sage prophet oracle seer healer mage warrior
fighter slayer assassin mercenary gunman sniper bandit rebel spy
crowd men women boys girls people children ladies gentlemen soldiers
""") | titles.roles(Gender.UNKNOWN)

PERSON_NOUNS = FEMALE_NOUNS | MALE_NOUNS | NEUTRAL_NOUNS

KIN_NOUNS = words("""
mother mamma mama mum mom mummy father papa dad daddy pa aunt auntie aunty uncle sister brother grandmother grandma
granny
grandfather grandpa niece nephew daughter son wife husband cousin nurse nanny friend companion host hostess mistress
master stepmother stepfather guardian boss captain
""")
"""Nouns that a possessor picks a person with: "her mother"."""

GENERIC_NOUNS = words(
    "man woman girl boy lady gentleman child fellow chap person creature youth lad lass maiden stranger visitor guest "
    "friend companion neighbour neighbor speaker guy kid teenager"
)
"""Nouns that more often point to somebody named than stand for a person of their own."""

DEVICE_NOUNS = words(
    "phone telephone radio intercom speaker loudspeaker handset headset earpiece television tv computer laptop "
    "recording machine screen walkie-talkie"
)
"""Things that speak with a voice nobody present has."""

PLURAL_NOUNS = words("men women boys girls others people children ladies gentlemen soldiers voices crowd")

CROWD_WORDS = words("voice voices someone somebody other another one crowd others people chorus everyone everybody all")

EPITHETS = words("old young little poor dear") | titles.lowered(titles.having(Trait.IN_NAMES))
"""Words that stand before a name like a title but say nothing about who is meant."""
GROWN_TITLES = titles.lowered(titles.having(Trait.GROWN))
"""Titles of people no longer young."""
OLD_WORDS = words("old elderly aged older grey-haired gray-haired white-haired")
OLD_NOUNS = words("grandmother grandfather grandma grandpa granny gran grandad granddad nana elder crone hag beldam")
YOUNG_WORDS = words("young younger girl boy child kid teenager teenage lad lass youth little")

_SHORT_FORMS = """
abigail: abby | elizabeth: eliza bess bessie beth betsy betty lizzie liz libby lizzy | alexander: alec alex sandy |
alexandra: alex sandra | albert: al bert bertie | alfred: alf alfie | andrew: andy | anthony: tony | archibald: archie |
barbara: babs | benjamin: ben benny | catherine: cathy kate kitty | katherine: kate kathy kit katie | charles: charlie
charley chuck | christopher: chris kit | daniel: dan danny | david: dave davy | deborah: debbie | dorothy: dot dolly |
edmund: ned ed | edward: ed eddie ned ted teddy | eleanor: nell nellie | ellen: nell nelly | frances: fanny |
francis: frank | frederick: fred freddie freddy | gerald: gerry | gilbert: gil | harriet: hattie | henry: harry hal |
isabella: bella | james: jim jimmy jem jamie | jane: janie | jennifer: jen jenny | john: jack johnny johnnie |
jonathan: jon | joseph: joe joey | josephine: jo josie | joshua: josh | judith: judy | kathleen: kathy |
laurence: larry laurie | leonard: len | margaret: maggie meg peggy madge | matthew: matt | matilda: tilly |
michael: mike mick | millicent: milly | nathaniel: nat nate | nicholas: nick | patricia: pat patsy | patrick: pat paddy
|
penelope: penny | peter: pete | philip: phil | rebecca: becky | reginald: reg reggie | richard: dick rick | robert: bob
bobby rob robbie robin | ronald: ron | samantha: sam | samuel: sam sammy | stephen: steve | steven: steve |
susan: sue susie | theodore: ted teddy theo | theresa: tess | thomas: tom tommy | timothy: tim | victoria: vicky |
vincent: vince | virginia: ginny | walter: wally walt | wilhelmina: mina minnie | william: bill billy will willie |
winifred: winnie
"""


@cache
def long_forms() -> dict[str, tuple[str, ...]]:
    """Return which full first names a short one may stand for, all lower-case."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in _SHORT_FORMS.split("|"):
        long, shorts = entry.split(":")
        for short in shorts.split():
            found[short] = (*found.get(short, ()), long.strip())
    return found


@cache
def first_names() -> dict[str, Gender]:
    """Return common first names, lower-case, with the gender they mostly go with."""
    folder = files("drama.languages.en") / "data"
    return {
        name.lower(): gender
        for gender, file in ((Gender.FEMALE, "female_names.txt"), (Gender.MALE, "male_names.txt"))
        for name in (folder / file).read_text(encoding="utf-8").split()
    }


_TITLES_ONLY = titles.written(titles.having(Trait.NEEDS_NAME))
"""Titles that nobody is known by without a name."""

NOT_NAMES = (
    words("""
I I'm I've I'll I'd Oh Ah O God Lord Heaven Heavens Hell Christ Jesus Providence Nature Fate Time Death Life Love
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February September
October November December Christmas Easter Spring Summer Autumn Winter English French German Italian Spanish Russian
American Americans British Scottish Irish Welsh Dutch Greek Roman Latin Indian Chinese Japanese African European
England France Germany Italy Spain Russia America Britain Scotland Ireland Wales Holland Greece Rome India China Japan
Africa Europe Asia Australia Canada London Paris Berlin Vienna York Boston Chicago Washington Dublin Edinburgh Street
Road Avenue Square Park House Hall Court Castle Church Station Hotel Inn River Lake Sea Bay Hill Mount Mountain County
City Town University College School Hospital Chapter Book Part Volume Yes No Well Why What Who Where When How The A An
And But Or If So Then There Here This That These Those It He She They We You His Her Their Our My Your Its Him Them Us
Me Not Now Never Ever Always Once Only Even Still Yet After Before While Until Since Though Although Because As At By
For From In Into Of On To With Without Upon Under Over Through Between Among All Some Any Many Much More Most Each
Every Both Neither Either One Two Three Four Five Six Seven Eight Nine Ten Such Same Other Another Just Perhaps Maybe
Please Thank Thanks Good Great Come Go Let Look See Say Tell Dear
Christian Christians Catholic Protestant Bible Gospel Parliament Government State States Church Queen's King's Army
Navy TV CD DVD FBI CIA USA UK US LA L.A Internet Heaven's God's
""")
    | _TITLES_ONLY
)
"""Capitalised words that do not name somebody by themselves."""

NOT_NAMES |= words(
    "Nobody Somebody Everybody Anybody Everyone Someone Anyone Nothing Something Everything Anything "
    "Hullo Hello However Indeed Lor Hush Ay Aye Bless Alas Hurrah Bravo Good-bye Monsieur's Sirs Father's Mother's"
)

OPENERS = words("""
I I'm I've I'll I'd Oh Ah O Yes No Well Why What Who Where When How The A An And But Or If So Then There Here This That
These Those It He She They We You His Her Their Our My Your Its Him Them Us Me Not Now Never Ever Always Once Only Even
Still Yet After Before While Until Till Since Though Although Because As At By For From In Into Of On To With
Without Upon Under
Over Through Between Among All Some Any Many Much More Most Each Every Both Neither Either Such Same Other Another Just
Perhaps Maybe Please Thank Thanks Come Go Let Look See Say Tell Ay Aye However Indeed Besides Beside Is Are Was Were
Do Does Did
Don't Can Could Will Would Shall Should Must Might Have Has Had Poor Suddenly Finally Meanwhile Again Nor Ask Asked Said
Behind Beyond Across Around Against During Despite Unlike Like Presently Thus Hence Therefore Instead Whether
Wherever Whenever
""")
"""Words that open a sentence and are no part of the name after them."""

PLACE_PREPOSITIONS = words("in near through into across throughout outside inside")

PAST_VERBS = words("""
was were is are had has have did does do would could should might must may can will shall went came took gave stood sat
felt saw knew thought ran got held kept let made found left put set shut rose fell met paid read rode shook shot slept
spent spoke spread sprang stole struck swung threw told understood wore won wrote began bent bit blew broke brought
built caught chose clung crept cut dealt drew drank drove ate fought fled flew flung forgot forgave froze grew hid hit
hung hurt knelt laid led leant lent lay lit lost meant rang said sang sank sought sent shone shrank slid sniffed
snatched stuck strode swore swept tore wept woke wound withdrew became bore bought burst held heard leaned leapt lifted
needed nodded smiled laughed looked turned seemed appeared stopped started shrugged sighed frowned grinned winced
blinked stared glanced walks looks turns says asks nods smiles stands sits goes comes takes gives shakes laughs sighs
shrugs knows thinks feels sees hears gets holds leans reaches pulls puts makes runs stops starts grins frowns stares
glances blinks raises opens closes moves steps keeps lets finds leaves sets wants tries hesitates pauses swallows
""")

IRREGULAR_ED = words(
    "red bed shed led need indeed hundred sacred wicked naked aged kindred beloved speed seed deed feed weed reed breed"
)
"""Words in -ed that are no verbs."""


def is_verb(word: str) -> bool:
    """Whether a lower-case word after a name is probably what its bearer does."""
    return (
        word in PAST_VERBS
        or word in SPEECH_VERBS
        or (word.endswith("ed") and word not in IRREGULAR_ED and len(word) > 3)
    )


_NO_PRESENT = words(
    """
    always perhaps besides towards afterwards sometimes upstairs downstairs indoors outdoors across backwards forwards
    onwards upwards downwards inwards outwards sideways lengthways nowadays whereas unless yours hers ours theirs others
    themselves ourselves yourselves does goods news means series species eyes hands lips arms legs feet fingers cheeks
    shoulders words thoughts brothers sisters girls boys men women people ladies gentlemen children parents friends
    """
)


def is_action(word: str) -> bool:
    """Whether a lower-case word right after a name is probably what its bearer does or did: "Anna drops her bag"."""
    return is_verb(word) or (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "ous", "'s"))
        and word not in _NO_PRESENT
    )
