"""Names: common first names and their short forms, what looks like a name and is none, how a name is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from drama.languages.alternation import any_of
from drama.languages.letters import CAPITAL, CAPITALS, IN_WORD, MARKS, SMALL, without_accents
from drama.languages.titles import Titles
from drama.languages.words import NameWords, words
from drama.model import Gender

_SHORT_FORMS = """
abigail: abby | elizabeth: eliza bess bessie beth betsy betty lizzie liz libby lizzy | alexander: alec alex sandy |
alexandra: alex sandra | albert: al bert bertie | alfred: alf alfie | andrew: andy | anthony: tony | archibald: archie
| barbara: babs | benjamin: ben benny | catherine: cathy kate kitty | katherine: kate kathy kit katie | charles:
charlie charley chuck | christopher: chris kit | daniel: dan danny | david: dave davy | deborah: debbie | dorothy: dot
dolly | edmund: ned ed | edward: ed eddie ned ted teddy | eleanor: nell nellie | ellen: nell nelly | frances: fanny |
francis: frank | frederick: fred freddie freddy | gerald: gerry | gilbert: gil | harriet: hattie | henry: harry hal |
isabella: bella | james: jim jimmy jem jamie | jane: janie | jennifer: jen jenny | john: jack johnny johnnie |
jonathan: jon | joseph: joe joey | josephine: jo josie | joshua: josh | judith: judy | kathleen: kathy | laurence:
larry laurie | leonard: len | margaret: maggie meg peggy madge | matthew: matt | matilda: tilly | michael: mike mick |
millicent: milly | nathaniel: nat nate | nicholas: nick | patricia: pat patsy | patrick: pat paddy | penelope: penny |
peter: pete | philip: phil | rebecca: becky | reginald: reg reggie | richard: dick rick | robert: bob bobby rob robbie
robin | ronald: ron | samantha: sam | samuel: sam sammy | stephen: steve | steven: steve | susan: sue susie |
theodore: ted teddy theo | theresa: tess | thomas: tom tommy | timothy: tim | victoria: vicky | vincent: vince |
virginia: ginny | walter: wally walt | wilhelmina: mina minnie | william: bill billy will willie | winifred: winnie
"""
_NOT_NAMES = """
I I'm I've I'll I'd Oh Ah O God Lord Heaven Heavens Hell Christ Jesus Providence Nature Fate Time Death Life Love
Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February September October November December
Christmas Easter Spring Summer Autumn Winter English French German Italian Spanish Russian American Americans British
Scottish Irish Welsh Dutch Greek Roman Latin Indian Chinese Japanese African European Chapter Book Part Volume Yes No
Well Why What Who Where When How The A An And But Or If So Then There Here This That These Those It He She They We You
His Her Their Our My Your Its Him Them Us Me Not Now Never Ever Always Once Only Even Still Yet After Before While
Until Since Though Although Because As At By For From In Into Of On To With Without Upon Under Over Through Between
Among Others All Some Any Many Much More Most Each Every Both Neither Either One Two Three Four Five Six Seven Eight
Nine Ten Such Same Other Another Just Perhaps Maybe Please Thank Thanks Good Great Come Go Let Look See Say Tell Dear
Christian Christians Catholic Protestant Bible Gospel Parliament Government State States Queen's King's Army Navy TV CD
DVD FBI CIA USA UK US LA L.A Internet Heaven's God's Nobody Somebody Everybody Anybody Everyone Someone Anyone Nothing
Something Everything Anything Hullo Hello However Indeed Lor Hush Ay Aye Bless Alas Hurrah Bravo Good-bye Monsieur's
Sirs Father's Mother's
Alright Okay Ok OK Yeah Yep Yup Nope Nah Hey Hi Hiya Wow Ugh Um Uh Uhm Huh Hm Hmm Mm Eh Er Erm Ow Ouch Oops Whoa Yikes
Yay Aw Aww Ha Haha Psst Shh Gosh Gee Jeez Geez Blimey Damn Damnit Shit Crap Sorry Right Fine Sure Congratulations
Earth World Halloween Thanksgiving Hanukkah Ramadan Xmas Sabbath Google Facebook Instagram Twitter YouTube Netflix
WhatsApp Wi-Fi WiFi Wifi Welcome Excuse Nonsense Honestly Seriously Anyway Anyways Actually Absolutely Exactly
Definitely Certainly Obviously
Basically Technically Frankly Hopefully Luckily Unfortunately Fortunately Quickly Listen Wait Stop Believe Remember
Relax Careful Easy Quiet Quick Enough Today Tomorrow Yesterday Tonight Later Soon Correct Agreed Understood
"""
_INTERJECTIONS = """
Goodbye Good-bye Bye Goodnight Good-night Farewell Hello Hullo Hallo Hi Hiya Hey Heya Yo Oi Ahoy Greetings Welcome
Congratulations Congrats Thanks Cheers Sorry Pardon Damn Damnit Dammit Darn Fuck Shit Crap Gosh Golly Gee Jeez Geez
Crikey Blimey Wow Whoa Woah Yay Ugh Um Umm Uh Uhh Uhm Er Erm Hm Hmm Hmmm Huh Heh Hah Ha Haha Hahaha Tch Tsk Pff Pfft
Psst Shh Shhh Hush Aw Aww Ow Ouch Oops Yikes Yeah Yep Yup Nope Nah Okay Ok OK Alright Ooh Aah Ahh Ohh Ahem Aha Eh Mm Mmm
Bravo Alas Hurrah Hooray Hurray Nonsense Honestly Seriously Anyway Anyhow C'mon Y'know D'you D'ye Dunno Gotcha Nevermind
Lordy Ahoy Egad Phew Sheesh Duh Yuck Eek Eww Argh Aargh Gah Bah Meh Bleh Hooah Huzzah Voila Ciao Adieu
"""
_OPENERS = """
I I'm I've I'll I'd Oh Ah O Yes No Well Why What Who Where When How The A An And But Or If So Then There Here This
That These Those It He She They We You His Her Their Our My Your Its Him Them Us Me Not Now Never Ever Always Once
Only Even Still Yet After Before While Until Till Since Though Although Because As At By For From In Into Of On To
With Without Upon Under Over Through Between Among All Some Any Many Much More Most Each Every Both Neither Either
Such Same Other Another Just Perhaps Maybe Please Thank Thanks Come Go Let Look See Say Tell Ay Aye However Indeed
Besides Beside Is Are Was Were Do Does Did Don't Can Could Will Would Shall Should Must Might Have Has Had Poor
Suddenly Finally Meanwhile Again Dear Nor Ask Asked Said Behind Beyond Across Around Against During Despite Unlike Like
Presently Thus Hence Therefore Instead Whether Wherever Whenever Enter Enters Re-enter Exit Exits Exeunt
"""


_MIXED = """
alex ash ashton avery bailey blair blake cameron charlie chris dakota drew emerson evelyn finley frances francis hadley
harley hayden jamie jessie jordan jules kai kit logan max micah nico parker peyton quinn reese riley river robin rory
rowan sage sam sasha sawyer skyler spencer toby vivian beverly shirley hilary jocelyn valentine noel carol hollis
"""
"""First names of women and men, beside those of ``data/mixed_names.txt``; some of men in older stories only."""


@cache
def _mixed_names() -> frozenset[str]:
    return words(_MIXED) | frozenset(name.lower() for name in _listed("mixed_names.txt"))


@cache
def _rarer_names() -> Mapping[str, Gender]:
    files_of = ((Gender.FEMALE, "rarer_female_names.txt"), (Gender.MALE, "rarer_male_names.txt"))
    return {name.lower(): gender for gender, file in files_of for name in _listed(file)}


def _listed(file: str) -> list[str]:
    return (files("drama.languages.en") / "data" / file).read_text(encoding="utf-8").split()


@cache
def _first_names() -> Mapping[str, Gender]:
    folder = files("drama.languages.en") / "data"
    return {
        without_accents(name.lower()): gender
        for gender, file in ((Gender.FEMALE, "female_names.txt"), (Gender.MALE, "male_names.txt"))
        for name in (folder / file).read_text(encoding="utf-8").split()
    }


@cache
def _long_forms() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in _SHORT_FORMS.split("|"):
        long, shorts = entry.split(":")
        for short in shorts.split():
            found[short] = (*found.get(short, ()), long.strip())
    return found


_PARTICLES = """
de del della di da das dos des du la las le los el von vom van zu zur den der ter bin bint ibn ben abu al ap af y
"""
"""Words inside a name: "Anna van der Tarn", "Omar bin Said"."""
_PREFIXES = "al el ad an ar as ash at az ul ur ud bin ben ibn abd"
"""The same before a hyphen: "al-Kell"."""

STARTS = CAPITALS + "".join(sorted({word[0] for word in (*_PARTICLES.split(), *_PREFIXES.split())}))
"""The inside of a set of characters: what a name begins with. Looked for first, it saves most places in a text from
being read as a name, word of title by word of title."""

NAMES = NameWords(
    first_names=_first_names,
    rarer_names=_rarer_names,
    mixed_names=_mixed_names,
    long_forms=_long_forms,
    not_names=words(_NOT_NAMES + _INTERJECTIONS),
    rare_names=words(
        "Spring Summer Autumn Winter January February September October November December Monday Tuesday Wednesday "
        "Thursday Friday Saturday Sunday Christmas Easter Death Fate Love Life Time Nature Heaven Providence "
        "Two Three Four Five Six Seven Eight Nine Ten English French German Welsh"
    ),
    openers=words(_OPENERS),
    inside=words("The Of A An"),
    adverb=re.compile(r"[a-z]{2}(?:[^l]|[ai]l|ful)ly$"),
    gendered=re.compile(
        r"(?P<male>[^ ](?:ovitch|evitch|ovich|evich)(?= |$)| (?:bin|ibn|ap) |^(?:bin|ibn) )"
        r"|(?P<female>[^ ](?:[oe]vna|ichna|inichna|skaya|skaia|d[oó]ttir)(?= |$)|(?:^| )bint )"
    ),
    peoples=re.compile(r"(?:ians|[^aeiou]ish|ese)$"),
    vowel=re.compile(r"[aeiouy]|[^\x00-\x7f]", re.IGNORECASE),
    interjections=words(_INTERJECTIONS),
    honorifics=words(
        "san kun chan sama sensei senpai sempai kohai kouhai dono tan hime nee nii neesan niisan neechan niichan ssi "
        "nim hyung noona oppa unnie ji jaan"
    ),
    particles=words(_PARTICLES),
    months=words("April May June August"),
    endings=words("I I'm I'll I'd I've"),
    man="mister",
    wife="missus",
    unmarried="miss",
    wives=words("missus madame frau señora senora signora"),
    maidens=words("miss mademoiselle fräulein señorita senorita signorina"),
)
"""Words of names, and words that look like some."""

_ARTICLES = "the a an his her my your our their this that every each no"
_PARTICLE = any_of(_PARTICLES.split())
_PREFIX = rf"(?:{any_of(_PREFIXES.split())}-|[dl]['’])"
_WORD = rf"{_PREFIX}?{CAPITAL}[\w{MARKS}’'-]{{0,40}}"
"""No name is longer; without an end a run of capitals would be read again from each of them."""
_INITIALS = r"(?:[A-HJ-ZÀ-ÖØ-Þ]\.\s?){1,3}(?=\w[^\WA-Z\d_])"
"""Before a surname: "J. R. Tarn", "Anna B. Kell"."""
_CONTRACTED = "(?:ll|re|ve|em|im|er|is|as|un)"
_INSERT = "Y/N"
"""Where readers of fan fiction read their own names."""
_CAPITALISED = (
    rf"(?:{_INSERT}|{CAPITAL}{IN_WORD}*)"
    rf"(?:-{IN_WORD}+|'[A-Z]{IN_WORD}*|'(?!{_CONTRACTED}\b)[^\W\d_]{{2}}{IN_WORD}*)*"
)


def name(titles: Titles) -> str:
    """Return a part of a pattern: a name of up to four words with titles and particles, "Lt. Col. Anna van der Tarn".

    The pattern around it takes care that the name is not cut out of a longer word.
    """
    word = rf"(?:{_PARTICLE}\s+){{0,2}}(?:{_INITIALS})?{_WORD}"
    return rf"{titles.dotted}{word}(?:\s+(?:(?:of|the)\s+)?{titles.dotted}{word}){{0,3}}"


def capitalised_run(titles: Titles) -> str:
    """Return a pattern: a run of capitalised words with titles and particles, in text with straight apostrophes.

    It may hold several names, and words that are none.
    """
    particles = rf"(?:(?:{_PARTICLE}|of the)\s+){{0,2}}"
    return (
        rf"(?=[{CAPITALS}])\b(?:(?:{titles.short}\s+){{1,3}}{particles}{_PREFIX}?)?(?:{_INITIALS})?{_CAPITALISED}"
        rf"(?:\s+{particles}(?:{titles.short}\s+){{0,3}}{_PREFIX}?(?:{_INITIALS})?{_CAPITALISED}){{0,6}}"
    )


def before_name() -> str:
    """Return a pattern: small words that a name begins with, at the end of what stands before its first capital.

    No article stands before them: "the van Anna had hired" is no van Anna.
    """
    articles = "".join(rf"(?<!\b{word} )" for word in _ARTICLES.split())
    alone = rf"(?<![\w{MARKS}'-])"
    return rf"(?:{articles}(?<!'s ){alone}(?:{_PARTICLE}\s+){{1,2}}{_PREFIX}?|{alone}{_PREFIX})$"


def joined_particle() -> str:
    """Return a pattern: what a surname in lower case begins with that may be left out: "al-", "d'"."""
    return rf"{_PREFIX}(?={SMALL})"
