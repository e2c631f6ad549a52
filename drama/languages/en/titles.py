"""Titles before names, the one list of them: "Mr", "Sgt", "Captain", "Aunt". A title added here holds everywhere.

Who is named, who speaks and thinks, where a sentence ends, what an engine is given to say, where a caption may break:
all of it is derived from :data:`TITLES`. No other module has a list of titles; ``tests/languages/test_titles.py`` holds
that.
"""

from __future__ import annotations

from drama.languages.titles import Stop, Title, Titles, Trait
from drama.model import Gender

_F, _M, _BOTH = Gender.FEMALE, Gender.MALE, Gender.UNKNOWN
_BOUND, _POLITE, _FAMILIAR, _GROWN = Trait.NEEDS_NAME, Trait.POLITE, Trait.FAMILIAR, Trait.GROWN
_CALLS, _IN_NAMES, _LEFT = Trait.CALLS, Trait.IN_NAMES, Trait.LEFT


def _short(word: str, spoken: str, gender: Gender, *traits: Trait) -> Title:
    """Return a short form that nobody is called by itself: "Sgt"."""
    return Title(word, spoken, gender, Stop.MAY, traits=frozenset((_BOUND, *traits)))


def _loose(word: str, spoken: str, gender: Gender, *traits: Trait) -> Title:
    """Return a short form that may be a name by itself, or that has the letters of one: "Prof", "Gen"."""
    return Title(word, spoken, gender, Stop.MAY, traits=frozenset(traits))


def _dotted(word: str, spoken: str, gender: Gender, *traits: Trait) -> Title:
    """Return a short form whose letters without the full stop are something else: "Hon"."""
    return Title(word, spoken, gender, Stop.MUST, traits=frozenset(traits))


def _man(word: str, role: Gender | None, *traits: Trait) -> Title:
    return Title(word, word, _M, role=role, traits=frozenset(traits))


def _woman(word: str, role: Gender | None, *traits: Trait) -> Title:
    return Title(word, word, _F, role=role, traits=frozenset(traits))


def _rank(word: str, role: Gender | None, *traits: Trait) -> Title:
    """Return a rank or an office that both may hold; ``role`` is what "the captain" mostly is."""
    return Title(word, word, _BOTH, role=role, traits=frozenset(traits))


# fmt: off
_TABLE: tuple[Title, ...] = (
    # Polite forms
    _short("Mr", "Mister", _M, _POLITE, _GROWN, _LEFT),
    _short("Mrs", "Missus", _F, _POLITE, _GROWN, _LEFT),
    _short("Ms", "Miz", _F, _POLITE),
    _short("Mx", "Mix", _BOTH, _POLITE),
    _short("Messrs", "Messers", _M, _POLITE),
    _short("Mme", "Madame", _F, _POLITE, _GROWN),
    _short("Mlle", "Mademoiselle", _F, _POLITE, _FAMILIAR),
    _dotted("M", "Monsieur", _M, _GROWN, _LEFT),
    _man("Mister", None, _BOUND, _POLITE, _GROWN, _CALLS),
    _woman("Missus", None, _POLITE, _GROWN),
    _woman("Miz", None, _POLITE),
    _woman("Miss", None, _BOUND, _POLITE, _FAMILIAR, _CALLS),
    _man("Sir", _M, _BOUND, _FAMILIAR, _CALLS),
    _woman("Madam", _F, _BOUND, _GROWN, _CALLS),
    _woman("Madame", _F, _POLITE, _GROWN, _CALLS),
    _woman("Mademoiselle", _F, _POLITE, _FAMILIAR, _CALLS),
    _man("Monsieur", _M, _POLITE, _GROWN, _CALLS),
    _man("Master", None, _FAMILIAR), _woman("Mistress", _F),
    _man("Signor", _M, _GROWN), _woman("Signora", None, _GROWN), _woman("Signorina", None, _FAMILIAR),
    _man("Señor", None, _GROWN), _man("Senor", None, _GROWN), _woman("Señora", None, _GROWN),
    _woman("Senora", None, _GROWN), _woman("Señorita", None, _FAMILIAR), _woman("Senorita", None, _FAMILIAR),
    _man("Don", None, _FAMILIAR), _man("Herr", None, _GROWN), _woman("Frau", None, _GROWN),
    _woman("Fräulein", None, _FAMILIAR),
    # Learning and church
    _short("Dr", "Doctor", _BOTH, _LEFT), _rank("Doctor", _BOTH),
    _loose("Prof", "Professor", _BOTH, _GROWN), _rank("Professor", _BOTH, _GROWN),
    _loose("Rev", "Reverend", _M), _short("Revd", "Reverend", _M), _man("Reverend", _M),
    _short("Fr", "Father", _M, _FAMILIAR), _man("Father", _M, _FAMILIAR, _CALLS),
    _dotted("Br", "Brother", _M, _FAMILIAR), _man("Brother", _M, _FAMILIAR),
    _woman("Sister", _F, _FAMILIAR), _woman("Mother", _F, _CALLS),
    _short("Msgr", "Monsignor", _M), _man("Monsignor", _M), _man("Fra", None), _man("Padre", None),
    _rank("Rabbi", _BOTH),
    _short("St", "Saint", _BOTH, _IN_NAMES, _LEFT), _rank("Saint", None, _IN_NAMES),
    # Ranks
    _loose("Gen", "General", _BOTH, _GROWN), _rank("General", _M, _GROWN),
    _dotted("Brig", "Brigadier", _BOTH), _rank("Brigadier", _M),
    _loose("Col", "Colonel", _BOTH, _GROWN), _rank("Colonel", _M, _GROWN),
    _loose("Maj", "Major", _BOTH), _rank("Major", _M),
    _short("Capt", "Captain", _BOTH), _short("Cpt", "Captain", _BOTH), _rank("Captain", _M),
    _short("Lieut", "Lieutenant", _BOTH), _short("Lt", "Lieutenant", _BOTH), _rank("Lieutenant", _M),
    _short("Sgt", "Sergeant", _BOTH), _short("Sergt", "Sergeant", _BOTH), _rank("Sergeant", _M),
    _short("Cpl", "Corporal", _BOTH), _rank("Corporal", _M), _short("Pvt", "Private", _BOTH), _rank("Private", None),
    _short("Adm", "Admiral", _BOTH), _rank("Admiral", _M), _rank("Commodore", _M),
    _short("Cmdr", "Commander", _BOTH), _short("Cdr", "Commander", _BOTH), _rank("Commander", _BOTH),
    # Offices
    _short("Insp", "Inspector", _BOTH), _rank("Inspector", _BOTH), _dotted("Det", "Detective", _BOTH),
    _rank("Detective", _BOTH),
    _short("Supt", "Superintendent", _BOTH), _rank("Superintendent", _BOTH), _rank("Constable", _M),
    _rank("Chief", _BOTH),
    _rank("Sheriff", _BOTH), _rank("Agent", _BOTH), _rank("Officer", _BOTH), _rank("Judge", _BOTH, _GROWN),
    _loose("Gov", "Governor", _BOTH), _rank("Governor", _BOTH), _loose("Sen", "Senator", _BOTH),
    _rank("Senator", _BOTH), _dotted("Pres", "President", _BOTH), _rank("President", _BOTH), _rank("Mayor", _BOTH),
    _dotted("Rep", "Representative", _BOTH), _rank("Representative", _BOTH), _dotted("Amb", "Ambassador", _BOTH),
    _rank("Ambassador", _BOTH), _dotted("Hon", "Honourable", _BOTH), _rank("Honourable", None), _rank("Comrade", None),
    # Nobility
    _man("Lord", _M), _woman("Lady", _F, _FAMILIAR), _woman("Dame", _F, _FAMILIAR), _man("Squire", _M),
    _man("Emperor", _M), _woman("Empress", _F), _man("King", _M, _FAMILIAR),
    _woman("Queen", _F, _FAMILIAR), _man("Prince", _M, _FAMILIAR),
    _woman("Princess", _F, _FAMILIAR), _man("Duke", _M), _woman("Duchess", _F), _man("Earl", _M),
    _man("Count", _M), _woman("Countess", _F), _man("Baron", _M), _woman("Baroness", _F),
    # Kin
    _man("Uncle", _M, _FAMILIAR, _GROWN, _CALLS),
    _woman("Aunt", _F, _FAMILIAR, _GROWN, _CALLS),
    _woman("Auntie", _F, _FAMILIAR, _GROWN, _CALLS), _rank("Cousin", _BOTH, _FAMILIAR),
    _man("Grandpa", _M, _GROWN, _CALLS), _woman("Grandma", _F, _GROWN, _CALLS),
    _man("Grandfather", _M, _GROWN), _woman("Grandmother", _F, _GROWN), _woman("Nurse", _F),
)
# fmt: on

TITLES = Titles(_TABLE)
"""Titles before names."""
