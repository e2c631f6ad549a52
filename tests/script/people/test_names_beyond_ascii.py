"""Names that begin with other capitals than A to Z, or with small words, are names as any other."""

from __future__ import annotations

import unicodedata

import pytest
from support.growth import assert_in_proportion
from support.who_speaks import characters, sure_speakers

from drama.languages.en.english import ENGLISH
from drama.script.people.name_counts import names_in
from drama.script.people.name_parts import split_name

STORY = """{one} came down the stairs of the boarding house. {two} was in the kitchen already, cutting bread.

“You slept,” said {two}.

“A little,” {one} said. “Is there any coffee?”

“There was,” {two} answered.

“Then I'll make some more,” said {one}.

“Use the blue tin,” said {two}.
"""

PAIRS = [
    ("Åsa", "Tom"),
    ("Émile", "Ruth"),
    ("Łukasz", "Þóra"),
    ("Ítalo", "Søren"),
    ("Óscar", "Çelik"),
    ("Thérèse", "Zoë"),
    ("Žofie", "Örjan"),
    ("Élodie Marchand", "Íñigo"),
    ("Ōkuni", "Ürün"),
    ("Йордан", "Θάλεια"),
    ("Señor Ibáñez", "Mrs. Ødegaard"),
    ("al-Rashid", "Omar bin Said"),
    ("van der Berg", "Mina de la Cruz"),
    ("d'Aubrac", "von Stolz"),
    ("D’Aubrac", "ibn Khalil"),
    ("O'Neil-Smith", "McKay"),
    ("MacTavish", "St. Clair"),
    ("J. R. Tarn", "L. Quist"),
    ("T'Vashi", "Ka'el"),
    ("Jean-Marc", "Rosie-May"),
    ("Mary-Anne", "Ana-Lucía"),
]


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_people_with_any_name_speak_their_own_lines(one: str, two: str) -> None:
    told = STORY.format(one=one, two=two).replace("\n\nd'", "\n\nD'").replace("\n\nal-", "\n\nAl-")
    first, second = (name[:1].upper() + name[1:].replace("’", "'") for name in (one, two))
    assert sure_speakers(told) == [second, first, first, second, first, second]


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_people_with_decomposed_names_speak_their_own_lines(one: str, two: str) -> None:
    told = unicodedata.normalize("NFD", STORY.format(one=one, two=two))
    first, second = (name[:1].upper() + name[1:].replace("’", "'") for name in (one, two))
    assert sure_speakers(told) == [second, first, first, second, first, second]


@pytest.mark.parametrize(
    ("tag", "speaker"),
    [
        ("said Étienne", "Étienne"),
        ("Étienne said softly", "Étienne"),
        ("said Mr. van Holt", "Mr. van Holt"),
        ("whispered Ljósa", "Ljósa"),
        ("Ángel cried", "Ángel"),
        ("said al-Karim", "Al-Karim"),
        ("said old Ødegaard", "Ødegaard"),
        ("de la Torre replied", "De la Torre"),
    ],
)
def test_a_tag_names_the_speaker_in_any_letters(tag: str, speaker: str) -> None:
    name = speaker if speaker.startswith("Mr.") else tag.replace("said ", "").replace("whispered ", "")
    name = " ".join(word for word in name.split() if word not in {"softly", "cried", "replied", "said", "old"})
    opens = name[:1].upper() + name[1:]
    told = f"{opens} stood at the rail with Tom. {opens} was cold, and Tom was not.\n\n“Not yet,” {tag}.\n"
    assert sure_speakers(told) == [speaker]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She met Jan van der Berg there.", ["Jan van der Berg"]),
        ("She met van der Berg there.", ["van der Berg"]),
        ("In the van Anna hid a ladder.", ["Anna"]),
        ("Behind her den Tom waited.", ["Tom"]),
        ("Then al-Rashid rose.", ["al-Rashid"]),
        ("The old d'Aubrac saw the al-Rashid.", ["d'Aubrac", "al-Rashid"]),
        ("Zia ul-Haq and Omar bin Said rose.", ["Zia ul-Haq", "Omar bin Said"]),
        ("She met J. R. Tarn there.", ["J. R. Tarn"]),
        ("They chose Plan B. Then Anna left.", ["Plan B", "Anna"]),
        ("She met Anna B. Kell there.", ["Anna B. Kell"]),
        ("He saw d'Aubrac and O'Neil.", ["d'Aubrac", "O'Neil"]),
        ("Didn't Anna know? Couldn't Tom?", ["Anna", "Tom"]),
        ("Why Didn't Anna know?", ["Anna"]),
        ("Ka'el'll come, and Anna'll too.", ["Ka'el", "Anna"]),
        ("It was Thérèse Ståhl.", ["Thérèse Ståhl"]),
    ],
)
def test_a_name_is_found_from_its_first_letter_to_its_last(text: str, names: list[str]) -> None:
    assert [name for _, _, name in names_in(text, ENGLISH)] == names
    assert [text[start:end] for start, end, _ in names_in(text, ENGLISH)] == names


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("José Marín", ("", "jose", "marin")),
        ("Jan van der Berg", ("", "jan", "berg")),
        ("van der Berg", ("", "berg", "")),
        ("Mr. van der Berg", ("mister", "", "berg")),
        ("Omar al-Rashid", ("", "omar", "rashid")),
        ("D'Aubrac", ("", "aubrac", "")),
        ("Señora Núñez", ("senora", "", "nunez")),
        ("Ben Carter", ("", "ben", "carter")),
        ("Al Carter", ("", "al", "carter")),
    ],
)
def test_a_name_is_compared_without_accents_and_particles(name: str, parts: tuple[str, str, str]) -> None:
    assert split_name(name, ENGLISH) == parts


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("José Marín", "Jose"),
        ("Zoe Hale", "Zoë"),
        ("Jan van der Berg", "Berg"),
        ("Omar al-Rashid", "Rashid"),
        ("Paul d'Aubrac", "d'Aubrac"),
        ("Renée Dufour", "Renee"),
    ],
)
def test_a_name_with_and_without_its_accents_or_particles_is_one_person(full: str, short: str) -> None:
    told = (
        f"{full} sat by the fire. {full} was tired.\n\n“I am tired,” said {full}.\n\n“So I am,” {short} said again.\n"
    )
    assert len(characters(told).keys() - {"Narrator"}) == 1


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("José", "male"),
        ("Renée", "female"),
        ("Zoë", "female"),
        ("Chloé", "female"),
        ("André", "male"),
        ("Sofía", "female"),
    ],
)
def test_the_list_of_first_names_is_read_without_accents(name: str, gender: str) -> None:
    told = f"{name} sat by the fire.\n\n“It is late,” said {name}.\n\n{name} yawned.\n"
    assert characters(told)[name] == gender


def test_names_of_any_letters_are_found_in_proportion_to_the_text() -> None:
    text = "Då såg van der Åsa de la al-Ö. J. R. Ö. al al-de la "
    assert_in_proportion(
        lambda: list(names_in(text * 500, ENGLISH)), lambda: list(names_in(text * 4_000, ENGLISH)), times=24
    )
