"""What hibari is given to say: nothing spelled that is a word, nothing dropped, nothing that could be markup."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drama.engines import engine_names
from drama.engines.hibari.alphabets import spoken_phonemes, unknown_signs
from drama.engines.hibari.phonemes import Reader, is_speech
from drama.engines.hibari.respelling import in_small_letters, readable

pytestmark = pytest.mark.slow

needs_hibari = pytest.mark.skipif("hibari" not in engine_names(), reason="there is no wheel of hibari for this system")

DICTIONARY = {"my", "hat", "us", "it", "get", "out", "of", "here", "give", "back", "the", "end", "US", "IT", "is", "on"}


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("GIVE BACK MY HAT!", "give back my hat!"),
        ("That is MY hat.", "That is my hat."),
        ("GET US OUT!", "get us out!"),
        ("She asked US twice.", "She asked us twice."),
        ("She fled the US.", "She fled the US."),
        ("He joined the US Navy.", "He joined the US Navy."),
        ("It was on TV.", "It was on TV."),
        ("TV IS ON", "TV is on"),
        ("OREN! GET BACK HERE!", "Oren! get back here!"),
        ("I saw it.", "I saw it."),
        ("GIVE BACK MY HAT'S END", "give back my hat's end"),
    ],
)
def test_shouts_are_words_and_initials_stay_initials(printed: str, said: str) -> None:
    found = in_small_letters(printed, is_word=DICTIONARY.__contains__)
    assert found == said
    assert len(found) == len(printed)


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("W-what now?", "[w](/wə/) what now?"),
        ("S-s-stop", "[s](/s/) [s](/s/) stop"),
        ("Th-the boat", "[th](/ð/) the boat"),
        ("c-cellar, c-cat, sh-she", "[c](/s/) cellar, [c](/k/) cat, [sh](/ʃ/) she"),
        ("I-I don't", "I, I don't"),
        ("wha-what", "wha, what"),
        ("A-and, I-it, I-I'm", "[a](/æ/), and, [i](/ɪ/), it, I, I'm"),
        ("re-read, co-cook, bye-bye, so-so, x-ray", "re-read, co-cook, bye-bye, so-so, x-ray"),
    ],
)
def test_stammers_are_sounds_and_no_letters(printed: str, said: str) -> None:
    assert readable(printed) == said


@pytest.mark.parametrize(
    "printed", ["Shh", "shhhh", "Hmm", "hm", "Mm-hm", "mhm", "Mmm", "Psst", "Tsk", "Pfft", "Brr", "Grrr", "Zzz", "Ugh",
                "Argh", "AAAARGH", "Aaah", "Oooh", "Eww", "Hmph", "Hrm", "Phew", "Mm-mm", "Psh", "Mwah",
                "Bwahaha", "Kssh", "Nngh", "BZZZT"]
)  # fmt: skip
def test_sounds_are_given_as_sounds(printed: str) -> None:
    assert readable(f"{printed}!").startswith(f"[{printed}](/")


@pytest.mark.parametrize("printed", ["shed", "Hum", "push", "ah", "oh", "brrrunch", "Hugh", "though", "Ahmed", "graph"])
def test_words_that_look_like_sounds_stay_words(printed: str) -> None:
    assert readable(printed) == printed


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("’Tis the dogs’ bowl, goin’ cold", "Tis the dogs bowl, goin cold"),
        ("rock ’n’ roll", "rock and roll"),
        ("get ’em", "get 'em"),
        ("She’s Oren’s", "She's Oren's"),
        ("cup o’ tea", "cup of tea"),
    ],
)
def test_apostrophes_are_no_quotation_marks(printed: str, said: str) -> None:
    assert readable(printed) == said


@pytest.mark.parametrize(
    ("printed", "words"),
    [("жар", "zhe a er"), ("ω", "omega"), ("Ł", "L"), ("你", "character"), ("٣", "3"), ("🚢", "ship"), ("ñ", "ñ")],
)
def test_letters_of_other_scripts_are_named_and_not_dropped(printed: str, words: str) -> None:
    assert readable(printed).split() == words.split()


@given(text=st.text(max_size=40))
@settings(deadline=None)
def test_no_text_can_give_phonemes_of_its_own(text: str) -> None:
    # Every bracket in what comes out was put there: each opens before a word and closes before phonemes in slashes.
    said = readable(text.replace("(", "").replace(")", ""))
    assert said.count("[") == said.count("](/") == said.count("/)")


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("ʃɪˈvɔːn", "ʃɪvˈɔn"), ("/ˈkwiːvə/", "kwˈivə"), ("[tʃaʊ]", "ʧW"), ("SIv'O:n", "ʃɪvˈɔn"), ("həlˈO", "həlˈO"),
        ("ˈɲɔki", "njˈɔki"), ("d͡ʒoʊ", "ʤO"), ("ʁɔ̃", "ɹɔ"),
    ],
)  # fmt: skip
def test_phonemes_of_three_alphabets_are_those_of_hibari(written: str, spoken: str) -> None:
    assert spoken_phonemes(written) == spoken
    assert unknown_signs(spoken) == []


@pytest.mark.parametrize("written", ["zürich", "жив", "hello!", "語", "ʘ"])
def test_what_is_no_phoneme_is_told(written: str) -> None:
    assert unknown_signs(spoken_phonemes(written))


@needs_hibari
@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("MY hat", "mI hˈæt"),
        ("W-what", "wə wˌʌt"),
        ("[x](/bˈOt/)", "ˈɛks"),
    ],
)
def test_it_is_read_as_a_person_would(text: str, phonemes: str) -> None:
    runs = Reader().runs(text)
    assert " ".join(run.phonemes for run in runs).startswith(phonemes)


@needs_hibari
def test_a_long_line_is_spoken_in_runs_the_network_can_take_and_loses_no_word() -> None:
    reader = Reader()
    words = "and the tide came over the wall " * 40
    runs = reader.runs(words)
    assert len(runs) > 2
    assert all(len(run.phonemes) <= 400 and is_speech(run.phonemes) for run in runs)
    assert sum(len(run.phonemes.split()) for run in runs) == len(words.split())


@needs_hibari
def test_short_sentences_of_a_line_are_one_run() -> None:
    assert len(Reader().runs("No. Not now. Go home, Oren.")) == 1
