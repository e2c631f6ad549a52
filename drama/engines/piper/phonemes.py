"""A text -> the phonemes a Piper voice was taught with: eSpeak NG's, clause by clause, their punctuation between them.

piper-tts takes each of eSpeak NG's clauses that ends a sentence for an utterance of its own, and "Mr." ends one. Here
titles lose their full stop first, as for eSpeak NG's own voices, and short sentences are spoken in one run: their
melody goes on, and there is a pause less.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from drama.engines.espeak.data import check_contents
from drama.engines.espeak.driver import data_path, library_path, unload
from drama.engines.espeak.respelling import respelled
from drama.engines.piper.files import VoiceFile
from drama.errors import EngineError, RequestRefusedError

_BEGIN, _END, _PAD = "^", "$", "_"
_RUN = 150
"""Phonemes up to which sentences are spoken in one run."""
_MOST = 400
"""Phonemes in a run at the most: what is longer is parted at a clause, or at a word."""

_SYNCHRONOUS, _CHARS_UTF8, _IPA = 2, 1, 2
_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"[\[\]<>]")
"""Nothing in a story is markup."""
_LANGUAGE = re.compile(r"\([^)]*\)")
"""eSpeak NG says so where it goes on by the rules of another language."""
_AHEAD = re.compile(r"(?<=\s)\S\Z")
"""eSpeak NG reads the first sign of the next clause before it ends one."""
_TERMINATOR = re.compile(r"([.!?…,;:—–])[^\w.!?…,;:—–]*\Z")
_MARKS = {"…": ".", "—": ",", "–": ","}
_SENTENCE_ENDS = frozenset(".!?")


def runs(text: str, voice: VoiceFile) -> list[list[int]]:
    """Return what is said of a text as runs of numbers for the network; none where nothing is.

    Raises :class:`RequestRefusedError` for a sound that the voice was never taught, and where there is no eSpeak NG.
    """
    if voice.phoneme_type == "text":
        said = [unicodedata.normalize("NFD", _UNSPEAKABLE.sub(" ", text))]
        said = [letters for letters in said if any(sign.isalnum() for sign in letters)]
    else:
        said = list(_clauses(_readable(text, voice.language), voice.language))
    packed: list[list[str]] = []
    is_open = False
    for clause in said:
        phonemes = _merged(unicodedata.normalize("NFD", clause), voice)
        for part in _parted(phonemes):
            room = _RUN if is_open and packed and packed[-1][-1:] and packed[-1][-1] in _SENTENCE_ENDS else _MOST
            if is_open and len(packed[-1]) + len(part) < room:
                packed[-1] += [" ", *part]
            else:
                packed.append(list(part))
            is_open = True
    return [_numbered(run, voice) for run in packed]


def _readable(text: str, language: str) -> str:
    text = _UNSPEAKABLE.sub(" ", _MARKUP.sub(" ", text))
    return respelled(text) if language.startswith("en") else text


def _clauses(text: str, language: str) -> Iterator[str]:
    """Yield the phonemes of each clause, with the punctuation that ends it; what is punctuation only says nothing."""
    with _library(language) as library:
        rest = ctypes.c_char_p(text.encode("utf-8", "replace"))
        while before := rest.value:
            found = library.espeak_TextToPhonemes(ctypes.byref(rest), _CHARS_UTF8, _IPA)
            after = rest.value or b""
            read = _AHEAD.sub("", before[: len(before) - len(after)].decode("utf-8", "replace"))
            if not any(sign.isalnum() for sign in read):  # eSpeak NG would name the marks: "exclamation"
                continue
            phonemes = " ".join(_LANGUAGE.sub("", found.decode()).replace("\n", " ").split())
            if phonemes:
                ending = _TERMINATOR.search(read)
                yield phonemes + (_MARKS.get(ending[1], ending[1]) if ending else "")


@contextmanager
def _library(language: str) -> Iterator[ctypes.CDLL]:
    """Yield eSpeak NG, loaded anew and let go afterwards, so that its own voices find it as fresh as they need it.

    Raises :class:`EngineError` if it does not start, and :class:`RequestRefusedError` for a language it has not got.
    """
    check_contents("en")
    library = ctypes.CDLL(str(library_path()))
    try:
        if library.espeak_Initialize(_SYNCHRONOUS, 0, data_path().encode(), 0) <= 0:
            raise EngineError("eSpeak NG, which makes the phonemes of Piper's voices, does not start")
        if library.espeak_SetVoiceByName(language.encode()) != 0:
            raise RequestRefusedError(f"eSpeak NG has no language {language!r}, which the Piper voice was taught with")
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
        yield library
    finally:
        library.espeak_Terminate()
        unload(library)


def _merged(signs: str, voice: VoiceFile) -> list[str]:
    """Return phonemes one by one, those together that the voice counts as one, the longest first."""
    longest = max(map(len, voice.clusters), default=1)
    found: list[str] = []
    at = 0
    while at < len(signs):
        size = next((n for n in range(longest, 1, -1) if tuple(signs[at : at + n]) in voice.clusters), 1)
        found.append(signs[at : at + size])
        at += size
    return found


def _parted(phonemes: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield phonemes in parts the network takes at once, parted at words where they can be."""
    at = 0
    while len(phonemes) - at > _MOST:
        spaces = [place for place in range(at + 1, at + _MOST) if phonemes[place] == " "]
        end = spaces[-1] if spaces else at + _MOST
        yield phonemes[at:end]
        at = end + (phonemes[end] == " ")
    yield phonemes[at:]


def _numbered(phonemes: Sequence[str], voice: VoiceFile) -> list[int]:
    """Return the numbers of phonemes, a pad behind each, as the network was taught them."""
    numbers = [*voice.numbers[_BEGIN], *voice.numbers[_PAD]]
    for sign in phonemes:
        known = voice.numbers.get(sign)
        if known is None:
            if not sign.isalpha() or unicodedata.category(sign[0]) in {"Lm", "Mn"}:
                continue  # a shade of a sound, or a mark the voice makes no pause for
            raise RequestRefusedError(
                f"the voice {voice.path.name} was never taught the sound {sign!r} of {''.join(phonemes)[:60]!r}; "
                "say the word otherwise under [pronounce], or take another voice"
            )
        numbers += [*known, *voice.numbers[_PAD]]
    return [*numbers, *voice.numbers[_END]]
