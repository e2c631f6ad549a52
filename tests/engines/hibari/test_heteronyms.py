"""Words written alike and said otherwise: the words around tell the sense, and the tagger where none of them does."""

from __future__ import annotations

import pytest

from drama.engines import engine_names
from drama.engines.hibari.phonemes import Reader

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("hibari" not in engine_names(), reason="there is no wheel of hibari for this system"),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def phonemes(reader: Reader, text: str) -> str:
    return " ".join(run.phonemes for run in reader.runs(text))


def test_the_tagger_says_what_it_said_before_it_was_made_quick(reader: Reader) -> None:
    tagger = reader._read.tagger
    plain = type(tagger)({"tagdict": {}, "tags": tagger.tags, "vocab": tagger.vocab, "weights": tagger.weights})
    words = ["Xylo", "'s", "old", "boat", ",", "which", "nobody", "had", "rowed", "since", "-5", "BC", ";", "3", "(",
             "all", "white", ")", "cried", "!", "Or", "not"]  # fmt: skip
    for text in (words, words[::-1], words[::2], ["Zzq"], ["?"]):
        seen = tagger.tagdict
        tagger.tagdict = {}
        try:
            assert tagger(text) == plain(text)
        finally:
            tagger.tagdict = seen


@pytest.mark.parametrize(
    ("text", "held"),
    [
        # Tenses of one spelling
        ("Had she read it? She read on. Will they read it?", ("ʃi ɹˈɛd ɪt", "ʃˌi ɹˈɛd", "ðA ɹˈid")),
        ("He let me read it. A well-read man reads.", ("mˌi ɹˈid", "wˌɛlɹˈɛd")),
        # A sound the dictionary does not have
        ("The roof was lined with lead sheets.", ("lˈɛd ʃˈits",)),
        ("He will lead us to the lead mine.", ("lˈid ˌʌs", "lˈɛd mˈIn")),
        ("He made a slow bow. He bows. Bows and arrows.", ("slˈO bˈW", "bˈWz", "bˈOz")),
        ("She tied a bow in her hair.", ("bˈO ɪn",)),
        ("What a row! A row of pegs.", ("ɹˈW", "ɹˈO ʌv")),
        # The verb and the noun
        ("They permit no permit.", ("pəɹmˈɪt", "pˈɜɹmɪt")),
        ("Did you suspect the suspect?", ("səspˈɛkt", "sˈʌspˌɛkt")),
        ("I will escort the escort.", ("ɪskˈɔɹt", "ˈɛskˌɔɹt")),
        ("She objects to objects of glass.", ("əbʤˈɛkts", "ˈɑbʤəkts")),
        ("An elaborate plan. Do not elaborate.", ("əlˈæbəɹət", "əlˈæbəɹˌAt")),
        # The adjective
        ("A live crab. He lives there.", ("lˈIv", "lˈɪvz")),
        ("With minute care. In a minute.", ("mˈɪnət",)),
        ("He was content. The content of it.", ("kəntˈɛnt", "kˈɑntɛnt ʌv")),
        # Capitals that are a name, or none
        ("Polish the bell. A Polish bell.", ("pˈɑlɪʃ", "pˈOlɪʃ")),
        ("We met in Nice. How nice.", ("nˈis.", "nˈIs")),
        # Endings follow the word
        ("Invalids and résumés.", ("ˈɪnvəlɪdz", "ɹˈɛzəmˌAz")),
        ("The wind buffeted them.", ("bˈʌfəTᵻd",)),
    ],
)
def test_the_sense_that_stands_in_the_sentence_is_said(reader: Reader, text: str, held: tuple[str, ...]) -> None:
    said = phonemes(reader, text)
    assert [part for part in held if part not in said] == [], said


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("I saw the W-wind tear it.", "I saw the wind tear it."),
        ("“Shh! I read it last night.”", "I read it last night."),
    ],
)
def test_sounds_in_a_sentence_do_not_hide_its_words_from_the_tagger(reader: Reader, text: str, same_as: str) -> None:
    assert phonemes(reader, text).split()[-3:] == phonemes(reader, same_as).split()[-3:]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("He said no.", "nˈO."),
        ("They watched the Sun. Then Jan. Then Ed.", "sˈʌn. ðˈɛn ʤˈæn. ðˈɛn ˈɛd."),
        ("Gen Oake laughed.", "ʤˈɛn ˈOk"),
        ("Chapter I The Ford", "ʧˈæptəɹ wˈʌn"),
        ("Mark I liked, and Section D I feared.", "mˈɑɹk ˈI lˈIkt, ænd sˈɛkʃən dˈi ˌI"),
    ],
)
def test_words_are_not_taken_for_short_forms_and_numerals(reader: Reader, text: str, held: str) -> None:
    assert held in phonemes(reader, text)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Stop yellin’ and pullin’ my ’air.", ("jˈɛlɪn", "pˈʊlɪn")),
        ("The ’orse is in the ’edge.", ("ˈɔɹs", "ˈɛʤ")),
        ("Colin and Karin and Oren came.", ("kˈɑlɪn", "kˈɑɹɹɪn", "ˈɔɹən")),
    ],
)
def test_letters_that_are_not_said_do_not_hide_a_word(reader: Reader, text: str, held: tuple[str, ...]) -> None:
    said = phonemes(reader, text)
    assert [part for part in held if part not in said] == [], said


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        ("Dhrakk", "dɹˈæk"), ("Mwenye", "mwˈɛnI"), ("Cthaan", "kəθˈɑn"), ("Gdan", "ɡədˈæn"), ("Mbeki", "əmb"),
        ("K’tharr", "kəθˈɑɹ"), ("T’Pell", "təpˈɛl"), ("D’Arcy", "dˈɑɹsi"), ("M’lord", "məlˈɔɹd"), ("T’other", "tˈʌðəɹ"),
        ("D’ever", "dˈɛvəɹ"),
    ],
)  # fmt: skip
def test_names_that_begin_as_no_english_word_are_not_spelled(reader: Reader, printed: str, held: str) -> None:
    assert held in phonemes(reader, f"Ask {printed} now.")


@pytest.mark.parametrize(
    ("printed", "held"),
    [("Kez’s", "kˈɛzᵻz"), ("Dov’s", "dˈɑvz"), ("Tallack’s", "tˈælæks"), ("Oake’ll", "ˈOkəl"), ("Jory’d", "ʤˈɔɹid"),
     ("Podd’d", "pˈɑdᵻd"), ("Nobody’d", "nˈObˌɑdid"), ("BBC’s", "sˈiz"), ("Moss’s", "mˈɔsᵻz")],
)  # fmt: skip
def test_what_hangs_on_a_name_is_said_by_the_sound_it_ends_in(reader: Reader, printed: str, held: str) -> None:
    assert held in phonemes(reader, f"{printed} here.")


def test_a_number_that_the_tagger_takes_for_a_mark_is_said(reader: Reader) -> None:
    assert "mˈInəs tˈɛn" in phonemes(reader, "It was -10°C.")


def test_words_of_other_lands_are_known_with_their_accents_and_without(reader: Reader) -> None:
    for one, other in [("Siobhán", "Siobhan"), ("vis-à-vis", "vis-a-vis"), ("Fräulein", "Fraulein")]:
        assert phonemes(reader, f"Ask {one}.") == phonemes(reader, f"Ask {other}."), one


@pytest.mark.parametrize(
    ("printed", "held"),
    [("Bzzzt!", "bˈzzt"), ("Skrrrt!", "skˈɜɹt"), ("Kssh!", "kˈsʃ"), ("VRRRM!", "vˈɜɹm")],
)
def test_noises_without_a_vowel_are_no_letters(reader: Reader, printed: str, held: str) -> None:
    assert held in phonemes(reader, printed)


@pytest.mark.parametrize(
    ("printed", "held"),
    [("mph", "pˌiˈAʧ"), ("CCTV", "tˌivˈi"), ("Mrs Oake", "mˈɪsɪz"), ("XXL", "ˈɛl"), ("nth", "ˈɛnθ")],
)
def test_what_is_spelled_is_no_noise(reader: Reader, printed: str, held: str) -> None:
    assert held in phonemes(reader, printed)


def test_no_text_is_read_otherwise_for_what_was_read_before_it() -> None:
    """Words that are not in the dictionary are worked out for one text: "'elmet" is a helmet, and Elmet a place."""
    texts = [
        "The barge went down the Ouse.",
        "He was tellin her of the 'ouse.",
        "Kez's boat, and Dhrakk's.",
        "A tellin blow.",
    ]
    fresh = [Reader().runs(text) for text in texts]
    one = Reader()
    for order in (texts, texts[::-1], texts):
        assert {text: one.runs(text) for text in order} == dict(zip(texts, fresh, strict=True))


def test_the_british_reader_is_left_its_own_phonemes() -> None:
    """The tables are in American ones: a British voice would put on an accent for a few words."""
    text = "Siobhan read the résumé over a latte."
    assert "T" not in Reader(british=True).runs(text)[0].phonemes
    assert "ɹˈɛd" in Reader(british=True).runs("She had read it.")[0].phonemes
