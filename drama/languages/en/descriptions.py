"""Nouns that mean people, and what they tell: gender, age, kin. A noun added here describes somebody everywhere."""

from __future__ import annotations

from drama.languages.words import DescriptionWords, words

_FEMALE = """
woman girl mamma mama mum mom mummy aunty granny nana niece daughter wife widow maid housemaid parlourmaid chambermaid
maidservant governess hostess landlady ma'am matron nun abbess actress waitress stewardess seamstress witch sorceress
priestess goddess heroine bride girlfriend housekeeper schoolgirl schoolmistress spinster damsel lass lassie maiden
nanny stepmother stepsister goddaughter godmother granddaughter washerwoman charwoman policewoman saleswoman
businesswoman congresswoman spokeswoman horsewoman gentlewoman noblewoman heiress mermaid crone hag beldam dowager
midwife laundress milkmaid shepherdess brunette mare filly lioness tigress vixen huntress enchantress seductress
murderess temptress villainess demoness giantess dragoness succubus banshee siren kunoichi matriarch grandma gran
stepmom mommy cheerleader ballerina diva showgirl cowgirl salesgirl
"""
_MALE = """
man boy gentleman papa dad daddy pa nephew son husband widower butler footman valet coachman policeman fireman postman
milkman salesman businessman spokesman sportsman horseman nobleman clergyman alderman chairman foreman workman seaman
fisherman ploughman woodsman huntsman craftsman tradesman frenchman englishman irishman scotchman scotsman dutchman
welshman monk friar abbot priest bishop vicar curate parson deacon rector knight lad fellow chap bloke guy schoolboy
schoolmaster bachelor host landlord waiter steward actor wizard sorcerer bridegroom groom boyfriend stepfather
stepbrother godfather godson grandson sailor soldier hunchback boatman ferryman cabman beadle undertaker blacksmith
carpenter cobbler gardener gamekeeper gaoler jailer sexton verger hatter stallion colt stag swordsman guardsman
henchman lawman marksman spearman axeman crewman doorman cameraman repairman handyman weatherman caveman cowboy busboy
bellboy bellhop stepdad daddy grandpa gramps warlock incubus patriarch
"""
_NEUTRAL = """
child baby infant physician surgeon dentist lawyer solicitor barrister attorney magistrate clerk teacher tutor student
pupil scholar friend companion neighbour neighbor stranger visitor guest servant cook driver guard guide pilot
minister chancellor secretary assistant manager boss owner keeper shopkeeper innkeeper bartender barman barmaid baker
butcher tailor farmer miller peasant shepherd hunter thief robber pirate outlaw prisoner convict beggar tramp wanderer
traveller traveler passenger porter messenger reporter journalist editor author writer poet artist painter musician
singer player dancer scientist engineer mechanic technician patient victim witness speaker creature monster demon
ghost spirit angel devil vampire werewolf giant dwarf elf fairy ogre troll dragon robot android alien youth teenager
teen preteen tween toddler youngster kid elder person
stableboy apprentice orphan heir operator receptionist coroner recruit sentry watchman gatekeeper doorkeeper caller
listener customer client landowner merchant banker jeweller chemist dealer broker warden consul envoy ranger scout
page herald jester fool hermit monk sage prophet oracle seer healer mage warrior fighter slayer assassin mercenary
gunman sniper bandit rebel spy crowd men women boys girls people children ladies gentlemen soldiers
hero superhero villain supervillain vigilante sidekick nemesis rival opponent champion mutant cyborg hologram bot
golem orc goblin hobgoblin gnome hobbit halfling dryad nymph pixie imp lich zombie skeleton wraith spectre specter
phantom revenant centaur minotaur merman gargoyle genie djinn demigod deity immortal necromancer druid paladin cleric
bard rogue archer alchemist summoner shaman samurai ninja shinobi ronin princeling
blonde blond redhead ginger brunet
barista paramedic medic firefighter cop analyst hacker programmer coder streamer gamer intern
cashier bouncer roommate flatmate housemate classmate schoolmate teammate squadmate crewmate shipmate bandmate
bunkmate deskmate cellmate playmate partner upperclassman underclassman freshman sophomore junior senior
valedictorian headmaster principal librarian janitor custodian counselor counsellor therapist psychiatrist
psychologist professor lecturer researcher archaeologist astronaut cosmonaut trooper stormtrooper marine cadet ensign
gunner helmsman navigator copilot co-pilot mechanic bounty-hunter smuggler courier trader vendor hawker shopper
bystander onlooker passerby passer-by newcomer outsider foreigner villager townsman citizen civilian
captive hostage captor kidnapper attacker assailant intruder burglar mugger thug goon brute bully punk gangster
mobster henchwoman minion lackey underling cultist acolyte disciple novice initiate mentor trainee rookie veteran
chirurgeon herbalist apothecary caretaker babysitter chauffeur chaperone bodyguard masseuse stylist designer
influencer idol celebrity fangirl fanboy nerd geek jock weirdo creep idiot genius
twin triplet half-elf half-orc half-blood halfblood pureblood shapeshifter shifter changeling familiar homunculus
"""
_CREATURES = """
animal beast wolf fox bear rabbit cat dog mouse bird owl horse lion tiger frog toad snake caterpillar pony unicorn
pegasus alicorn griffon griffin gryphon hippogriff kirin phoenix wyvern zebra donkey mule ox cow bull calf goat sheep
ram lamb pig piglet boar badger otter squirrel chipmunk hedgehog weasel ferret stoat raccoon hare deer doe fawn moose
elk panther leopard cheetah jaguar lynx cougar hyena jackal coyote hound puppy pup cub kitten kit tabby tomcat
she-cat she-wolf feline canine equine rodent reptile lizard gecko chameleon turtle tortoise crocodile crocodilian
alligator serpent viper cobra python dolphin porpoise whale shark octopus squid crab lobster fish spider scorpion
beetle bee wasp ant butterfly moth dragonfly grasshopper cricket raven crow jay magpie eagle hawk falcon vulture
sparrow finch pigeon dove parrot penguin duck duckling goose gosling swan rooster cockerel hen chick turkey peacock
kangaroo koala panda monkey ape chimpanzee gorilla baboon elephant rhino rhinoceros hippo hippopotamus giraffe camel
llama sloth mole bat rat hamster vole worm slug snail slime blob tree flower mushroom sword mirror ship
"""
_KIN = """
mother mamma mama mum mom mummy father papa dad daddy pa aunt auntie aunty uncle sister brother grandmother grandma
granny grandfather grandpa niece nephew daughter son wife husband cousin nurse nanny friend companion host hostess
mistress master stepmother stepfather guardian boss captain
"""
_RELATIVES = """
mother mamma mama mum mom mummy mommy mam father papa dad daddy pa aunt auntie aunty uncle sister brother grandmother
grandma granny gran nana grandfather grandpa grandad granddad niece nephew daughter son wife husband cousin stepmother
stepfather stepmom stepdad stepsister stepbrother stepdaughter stepson granddaughter grandson godmother godfather
goddaughter godson mother-in-law father-in-law sister-in-law brother-in-law daughter-in-law son-in-law twin
half-brother half-sister fiance fiancee great-aunt great-uncle great-grandmother great-grandfather widow foster-mother
foster-father
"""
_SAME_RELATIVE = """
mother: mamma mama mum mom mummy mommy mam | father: papa dad daddy pa | aunt: auntie aunty | grandmother: grandma
granny gran nana | grandfather: grandpa grandad granddad | stepmother: stepmom | stepfather: stepdad
"""
_GENERIC = """
man woman girl boy lady gentleman child fellow chap person creature youth lad lass maiden stranger visitor guest friend
companion neighbour neighbor speaker guy kid teenager teen preteen blonde blond brunette brunet redhead ginger twin
"""
_FACES = """
smiled smiles smirked smirks grinned grins nodded nods shrugged shrugs winked winks frowned frowns giggled giggles
chuckled chuckles blushed blushes snickered snickers winced winces scoffed scoffs glared glares gulped gulps pouted
pouts grimaced grimaces blinked blinks
"""
_DEEDS = """
looked looks turned turns leaned leans leant sat sits stood stands knelt kneels crouched crouches stepped steps walked
walks hurried hurries trotted trots kicked kicks picked picks opened opens closed closes shut shuts put puts took takes
lifted lifts held holds pulled pulls pushed pushes threw throws caught catches wiped wipes scratched scratches shook
shakes folded folds crossed crosses raised raises lowered lowers pointed points waved waves hesitated hesitates paused
pauses stared stares glanced glances peered peers swallowed swallows rubbed rubs tapped taps tugged tugs squeezed
squeezes hugged hugs kissed kisses tilted tilts bowed bows clapped claps clutched clutches clenched clenches found finds
grabbed grabs poured pours slapped slaps patted pats nudged nudges cleared clears buried buries dropped drops
"""
_BODY = """
eye eyes face voice hand hands finger fingers fist fists arm arms shoulder shoulders jaw mouth lip lips smile grin
frown gaze cheek cheeks brow brows eyebrow eyebrows ear ears nose chin throat head hair tail wings heart stomach breath
expression smirk scowl
"""
_MATTER = """
rain snow hail wind thunder lightning fog mist smoke steam dust ash sand mud water ice fire flame light darkness shadow
sunlight moonlight daylight dawn dusk night morning silence quiet noise sound music laughter applause traffic blood
death fear panic relief anger rage grief hope time life love fate luck men women children people police cattle sheep
"""
_DEVICES = """
phone telephone radio intercom speaker loudspeaker handset headset earpiece television tv computer laptop recording
machine screen walkie-talkie
"""
_NO_ROLES = """
he she it they i you voice voices other others another someone somebody we time way thing things word words moment day
night morning question questions name truth news same story reply answer matter rest next whole one ones two three first
last latter former hand hands head eyes door sentence tale secret lie him her them who whom what that this which all
both each more most less own nothing something anything everything everyone
"""
_NOT_MODIFIERS = """
of and or to in on at with for from by as that which who was were is had said but so not if than then very too all no
any own next last whole
"""

DESCRIPTIONS = DescriptionWords(
    female=words(_FEMALE),
    male=words(_MALE),
    neutral=words(_NEUTRAL),
    creatures=words(_CREATURES),
    kin=words(_KIN),
    relatives=words(_RELATIVES),
    same={
        short: entry.split(":")[0].strip()
        for entry in _SAME_RELATIVE.split("|")
        for short in entry.split(":")[1].split()
    },
    order=words("younger elder older eldest oldest youngest first second third other late twin half big little"),
    generic=words(_GENERIC),
    faces=words(_FACES),
    deeds=words(_DEEDS),
    arrivals=words("came comes entered enters appeared appears arrived arrives emerged emerges burst bursts"),
    body=words(_BODY),
    matter=words(_MATTER),
    devices=words(_DEVICES),
    newcomers=words("stranger visitor newcomer new-comer caller intruder traveller traveler foreigner"),
    partners=frozenset({"the other"}),
    plural=words("men women boys girls others people children ladies gentlemen soldiers voices crowd"),
    groups=words("all both everyone everybody"),
    epithets=words("old young elder younger little poor dear"),
    kind_words=words("good honest"),
    old=words("old elderly aged older grey-haired gray-haired white-haired"),
    old_nouns=words("grandmother grandfather grandma grandpa granny gran grandad granddad nana elder crone hag beldam"),
    young=words("young younger girl boy child kid teenager teenage lad lass youth little"),
    elder=words("old elder senior sr"),
    younger=words("young younger little junior jr"),
    no_roles=words(_NO_ROLES),
    not_modifiers=words(_NOT_MODIFIERS),
)
"""Nouns that mean people. Titles that describe somebody by themselves ("captain") stand with the titles."""
