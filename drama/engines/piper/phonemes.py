"""Phonemes for a Piper voice: those of eSpeak NG, clause by clause, with the punctuation between them.

piper-tts makes an utterance of each clause that ends a sentence for eSpeak NG, and "Mr." ends one. Here titles lose
their full stop first, as for eSpeak NG's own voices, and short sentences are spoken in one run: the intonation
continues, and a pause is saved.
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
"""Phonemes up to which sentences share one run."""
_MOST = 400
"""Most phonemes of a run; longer ones are split at a clause, or at a word."""

_SYNCHRONOUS, _CHARS_UTF8, _IPA = 2, 1, 2
_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"[\[\]<>]")
"""Nothing in a story is markup."""
_LANGUAGE = re.compile(r"\([^)]*\)")
"""eSpeak NG's note that it switched to the rules of another language."""
_AHEAD = re.compile(r"(?<=\s)\S\Z")
"""eSpeak NG reads the first sign of the next clause before it ends one."""
_TERMINATOR = re.compile(r"([.!?…,;:—–])[^\w.!?…,;:—–]*\Z")
_MARKS = {"…": ".", "—": ",", "–": ","}
_SENTENCE_ENDS = frozenset(".!?")


def runs(text: str, voice: VoiceFile) -> list[list[int]]:
    """Return the phonemes of a text as runs of ids for the network; empty if nothing is pronounced.

    Raises :class:`RequestRefusedError` for a sound that the voice does not know, and if eSpeak NG is missing.
    """
    if voice.phoneme_type == "text":
        clauses = [unicodedata.normalize("NFD", _UNSPEAKABLE.sub(" ", text))]
        clauses = [letters for letters in clauses if any(sign.isalnum() for sign in letters)]
    else:
        clauses = list(_clauses(_readable(text, voice.language), voice.language))
    packed: list[list[str]] = []
    is_open = False
    for clause in clauses:
        phonemes = _merged(unicodedata.normalize("NFD", clause), voice)
        for part in _split(phonemes):
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
    """Yield the phonemes of each clause, with the punctuation that ends it; punctuation alone yields nothing."""
    with _library(language) as library:
        rest = ctypes.c_char_p(text.encode("utf-8", "replace"))
        while before := rest.value:
            ipa = library.espeak_TextToPhonemes(ctypes.byref(rest), _CHARS_UTF8, _IPA)
            after = rest.value or b""
            read = _AHEAD.sub("", before[: len(before) - len(after)].decode("utf-8", "replace"))
            if not any(sign.isalnum() for sign in read):  # eSpeak NG would name the marks: "exclamation"
                continue
            phonemes = " ".join(_LANGUAGE.sub("", ipa.decode()).replace("\n", " ").split())
            if phonemes:
                ending = _TERMINATOR.search(read)
                yield phonemes + (_MARKS.get(ending[1], ending[1]) if ending else "")


@contextmanager
def _library(language: str) -> Iterator[ctypes.CDLL]:
    """Yield eSpeak NG's library, loaded anew and unloaded afterwards, so that its own voices find it in a fresh state.

    Raises :class:`EngineError` if it does not start, and :class:`RequestRefusedError` for an unknown language.
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
    """Return phonemes one by one; the longest cluster that the voice counts as one phoneme is kept together."""
    longest = max(map(len, voice.clusters), default=1)
    phonemes: list[str] = []
    offset = 0
    while offset < len(signs):
        size = next((n for n in range(longest, 1, -1) if tuple(signs[offset : offset + n]) in voice.clusters), 1)
        phonemes.append(signs[offset : offset + size])
        offset += size
    return phonemes


def _split(phonemes: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield phonemes in parts short enough for the network, split between words where possible."""
    start = 0
    while len(phonemes) - start > _MOST:
        spaces = [index for index in range(start + 1, start + _MOST) if phonemes[index] == " "]
        end = spaces[-1] if spaces else start + _MOST
        yield phonemes[start:end]
        start = end + (phonemes[end] == " ")
    yield phonemes[start:]


def _numbered(phonemes: Sequence[str], voice: VoiceFile) -> list[int]:
    """Return the ids of phonemes, with a pad after each, as the network was trained."""
    numbers = [*voice.numbers[_BEGIN], *voice.numbers[_PAD]]
    for sign in phonemes:
        known = voice.numbers.get(sign)
        if known is None:
            if not sign.isalpha() or unicodedata.category(sign[0]) in {"Lm", "Mn"}:
                continue  # a modifier, or punctuation that the voice does not know
            raise RequestRefusedError(
                f"the voice {voice.path.name} was never taught the sound {sign!r} of {''.join(phonemes)[:60]!r}; "
                "say the word otherwise under [pronounce], or take another voice"
            )
        numbers += [*known, *voice.numbers[_PAD]]
    return [*numbers, *voice.numbers[_END]]
