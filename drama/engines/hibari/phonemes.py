"""Grapheme-to-phoneme conversion: text -> runs of phonemes for hibari's network, with the positions of marked words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from drama.engines.hibari import dictionary, heteronyms
from drama.engines.hibari.alphabets import spoken_phonemes, unknown_signs
from drama.engines.hibari.respelling import GLOTTAL_STOP, GLUE, in_small_letters, readable
from drama.engines.hibari.timing import SpokenWord, said_by
from drama.errors import RequestRefusedError
from drama.model import Mark, MarkKind

_RUN = 180
"""Phonemes up to which sentences of a line share one run: the intonation continues, and a pause is saved."""
_MOST = 380
"""Most phonemes of a run; hibari cuts at 400."""
_CLAUSE = re.compile(r"(?<=[,;:—…])\s+")
_PAUSES = ';:,.!?—…()“”"'
_NO_SPEECH = frozenset(_PAUSES + " ˈˌː")
_VOWELS = "AIOQWYaiuæɑɐɒɔəɛɜɪʊʌᵻ"
_TAGS_OF_MARKS = frozenset({".", ",", "-LRB-", "-RRB-", "``", '""', "''", ":", "NFP"})
_POSSESSIVE = re.compile(r"['’]s\b")


@dataclass(frozen=True, slots=True)
class Run:
    """Phonemes that the network gets at once."""

    phonemes: str
    stressed: tuple[tuple[int, int], ...] = ()
    """Spans of emphasized words, as offsets into the phonemes."""
    words: tuple[SpokenWord, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """A spoken word, with the span of the text it pronounces."""

    phonemes: str
    start: int = 0
    end: int = 0
    is_stressed: bool = False


_END = _Word("\n")
"""The end of a sentence."""


class Reader:
    """hibari's grapheme-to-phoneme converter, loaded on first use: its dictionaries take 96 MB."""

    def __init__(self, *, british: bool = False) -> None:
        self._british = british

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """The index of every phoneme the network knows."""
        indices: dict[str, int] = json.loads((assets() / "vocab.json").read_text(encoding="utf-8"))
        return indices

    @cached_property
    def _read(self) -> Any:  # noqa: ANN401 (hibari has no types)
        from hibari.g2p import G2P  # noqa: PLC0415 (loads what only a worker needs)

        read = G2P(british=self._british)
        if not self._british:  # the tables are in American phonemes
            dictionary.add_to(read.lexicon.golds.d, read.lexicon.silvers.d)
            self._heteronyms.add_to(read.lexicon.golds.d)
        read.lexicon.golds.d = dictionary.Forgetful(read.lexicon.golds.d)
        read.tagger.predict = _quick_predict(read.tagger.weights, read.tagger.predict)
        return read

    @cached_property
    def _heteronyms(self) -> heteronyms.Heteronyms:
        return heteronyms.load()

    def runs(self, text: str, marks: Sequence[Mark] = ()) -> tuple[Run, ...]:
        """Return the phonemes of a text in runs, in order; empty if nothing in it is pronounced.

        Raises :class:`RequestRefusedError` for a mark with invalid phonemes.
        """
        words: list[_Word] = []
        text = in_small_letters(text, is_word=self._is_word)
        for sentence, begin in _sentences(text):
            own = [mark for mark in marks if begin <= mark.start and mark.end <= begin + len(sentence)]
            spoken, stressed = self._sentence(sentence, begin, own)
            spans = said_by(sentence, len(spoken), lambda word: len(self._phonemes(readable(word))))
            words += [
                _Word(phonemes, begin + start, begin + end, index in stressed)
                for index, (phonemes, (start, end)) in enumerate(zip(spoken, spans, strict=True))
            ]
            words.append(_END)
        return tuple(_packed(words))

    def _sentence(self, sentence: str, begin: int, marks: Sequence[Mark]) -> tuple[list[str], set[int]]:
        """Return the words of a sentence as phonemes, and the indices of the emphasized ones."""
        pieces: list[tuple[str, bool]] = []
        at = 0
        for mark in marks:
            start, end = mark.start - begin, mark.end - begin
            pieces.append((readable(sentence[at:start]), False))
            word, at = sentence[start:end], end
            if mark.kind is MarkKind.PHONEMES:
                phonemes = self.checked(mark.phonemes)
                if ending := _POSSESSIVE.match(sentence, at):
                    phonemes, at = phonemes + _possessive(phonemes), ending.end()
                pieces.append((f"[{re.sub(r'[^A-Za-z]', '', word) or 'x'}](/{phonemes}/)", False))
            else:
                pieces.append((readable(word), True))
        pieces.append((readable(sentence[at:]), False))
        whole = self._phonemes("".join(piece for piece, _ in pieces))
        if len(pieces) == 1:
            return whole, set()
        read = [self._phonemes(piece) for piece, _ in pieces]
        if sum(map(len, read)) != len(whole):  # a word crosses the edge of a mark: read each piece separately
            whole = [word for piece in read for word in piece]
        stressed: set[int] = set()
        first = 0
        for (_, is_stressed), piece in zip(pieces, read, strict=True):
            stressed |= set(range(first, first + len(piece))) if is_stressed else set()
            first += len(piece)
        return whole, stressed

    def _phonemes(self, text: str) -> list[str]:
        """Return the words of a text as phonemes; a lone punctuation mark is attached to the word before it."""
        read = self._said(text) if text.strip() else ""
        words: list[str] = []
        for word in "".join(sign for sign in read if sign in self.vocabulary).split():
            if is_speech(word):
                words.append(word)
            elif words:
                words[-1] += word
        return words

    def _said(self, text: str) -> str:
        """Return hibari's phonemes of a text, with heteronyms disambiguated."""
        from hibari.g2p.normalize import normalize  # noqa: PLC0415 (as above)

        tokens = self._read.tokenize(normalize(text).replace(GLUE, " "))
        if any(token.phonemes is not None for token in tokens):  # it has tagged the pieces between them separately
            for token, tag in zip(tokens, self._read.tagger([token.text for token in tokens]), strict=True):
                token.tag = tag if token.phonemes is None else token.tag
        for token in tokens:
            if token.tag in _TAGS_OF_MARKS and token.text[-1].isalnum():  # else silent: "-10" is tagged as punctuation
                token.tag = "CD"
        dictionary.understand(tokens, self._read.lexicon, self._read.oov)
        if not self._british:
            self._heteronyms.disambiguate(tokens, self._read.lexicon.golds.d)
        read = self._read.phonemize_tokens(tokens)
        self._read.lexicon.golds.d.forget()
        said = "".join((token.phonemes or "") + (" " if token.whitespace else "") for token in read)
        return said.strip().replace(GLOTTAL_STOP, "ʔ")

    def _is_word(self, word: str) -> bool:
        lexicon = self._read.lexicon
        return word in lexicon.golds.d or word in lexicon.silvers.d

    def checked(self, phonemes: str) -> str:
        """Return the phonemes of a mark in the network's alphabet. Raises :class:`RequestRefusedError`."""
        converted = spoken_phonemes(phonemes)
        if unknown := unknown_signs(converted):
            raise RequestRefusedError(
                f"{phonemes[:40]!r} are no phonemes of hibari: it knows no {unknown[0]!r}; valid are the IPA, such as "
                "ʃɪˈvɔːn, and eSpeak NG's mnemonics, such as SIv'O:n"
            )
        if not is_speech(converted):
            raise RequestRefusedError(f"{phonemes[:40]!r} are no phonemes of hibari: nothing in them is said")
        return converted


def _quick_predict(
    weights: Mapping[str, Mapping[str, float]], predict: Callable[[Sequence[str]], str]
) -> Callable[[Sequence[str]], str]:
    """Return a function that predicts as hibari's tagger does, in two thirds of the time.

    hibari 0.2.1 compares all its tags; if one has a score above 0, tags without a score cannot win.
    """

    def quick(features: Sequence[str]) -> str:
        scores: dict[str, float] = {}
        score = scores.get
        for feature in features:
            if feature in weights:
                for tag, weight in weights[feature].items():
                    scores[tag] = score(tag, 0) + weight
        best = max(scores.values(), default=0)
        return max(tag for tag in scores if scores[tag] == best) if best > 0 else predict(features)

    return quick


def assets() -> Path:
    """Return the folder of hibari's own files, without importing hibari."""
    import importlib.util  # noqa: PLC0415

    spec = importlib.util.find_spec("hibari")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "assets"


def is_speech(phonemes: str) -> bool:
    """Return whether there is more than punctuation and stress marks."""
    return any(sign not in _NO_SPEECH for sign in phonemes)


def _possessive(phonemes: str) -> str:
    last = phonemes.rstrip("ː")[-1:]
    if last in "szʃʒʧʤ":
        return "ᵻz"
    return "s" if last in "ptkfθ" else "z"


def _sentences(text: str) -> list[tuple[str, int]]:
    """Return the sentences of a text with their offsets; a mark never crosses from one to the next."""
    from hibari.tts import Hibari  # noqa: PLC0415

    sentences, offset = [], 0
    for sentence in Hibari.split_sentences(text):
        offset = text.index(sentence, offset)
        sentences.append((sentence, offset))
        offset += len(sentence)
    return sentences


def _packed(words: Sequence[_Word]) -> list[Run]:
    """Return words in runs: short sentences joined, long ones split between words."""
    runs: list[Run] = []
    line: list[_Word] = []
    sentence: list[_Word] = []

    def length(parts: Sequence[_Word]) -> int:
        return sum(len(word.phonemes) + 1 for word in parts)

    for word in words:
        is_over = length(sentence) + len(word.phonemes) > _MOST
        if word is _END or is_over:
            if line and length(line) + length(sentence) > _RUN:
                runs.append(_run(line))
                line = []
            line += sentence
            sentence = []
        if word is not _END:
            sentence.append(word)
    runs.append(_run([*line, *sentence]))
    return [run for run in runs if is_speech(run.phonemes)]


def _run(parts: Sequence[_Word]) -> Run:
    stressed, words, offset = [], [], 0
    spoken = [_with_stress(word.phonemes) if word.is_stressed else word.phonemes for word in parts]
    for phonemes, word in zip(spoken, parts, strict=True):
        end = offset + len(phonemes.rstrip(_PAUSES))
        if word.is_stressed:
            stressed.append((offset, end))
        words.append(SpokenWord(word.start, word.end, offset, end))
        offset += len(phonemes) + 1
    return Run(" ".join(spoken), tuple(stressed), tuple(words))


def _with_stress(word: str) -> str:
    """Return a word with primary stress: a function word such as "would" has none of its own."""
    if "ˈ" in word:
        return word
    if "ˌ" in word:
        return word.replace("ˌ", "ˈ", 1)
    first = next((place for place, sign in enumerate(word) if sign in _VOWELS), None)
    return word if first is None else f"{word[:first]}ˈ{word[first:]}"
