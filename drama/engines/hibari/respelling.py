"""Respelling of words that hibari's reader would spell out, misread or drop, so that they are said as a person would.

Each entry was found by reading the phonemes of hibari-tts 0.2.1: "MY" came out as "em-why", "Shh" as "ess-aitch-aitch",
"W-what" as "double-u what", "'Tis" with a quotation mark, "Жук" as three guessed letters and "你好" as nothing at all.
Phonemes are its own (the alphabet of Kokoro and misaki), written behind a word as ``[word](/phonemes/)``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from drama.engines.hibari.dictionary import phrases
from drama.languages.en.titles import TITLES
from drama.languages.titles import alternatives

GLUE = "\ue000"
"""Placeholder for a space until hibari has normalized a text, so that it does not join the words on either side."""
GLOTTAL_STOP = "\ue001"
"""Placeholder for ʔ in phonemes, which hibari turns into "t"."""

IsWord = Callable[[str], bool]
"""Returns whether the reader's dictionary has a word, in the letter case given."""

_MARKUP = re.compile(r"[\x00-\x1f\x7f-\x9f\[\]{}<>|\\^~*_`]|&(?:lt|gt|amp|nbsp);")
"""Characters that are not spoken; brackets would begin phonemes."""
_EDGE_APOSTROPHE = re.compile(r"(?<!\w)'(?!em\b)(?=\w)|(?<=\w)'(?!\w)", re.IGNORECASE)
_ROCK_AND_ROLL = re.compile(r"(?<=\w )'n'(?= \w)", re.IGNORECASE)
_SHORTENED = re.compile(r"(?<!\w)(?:(o')|(an')|(wi'))(?= \w)", re.IGNORECASE)
_WHOLE = ("of", "and", "with")
_HAVE = re.compile(r"(?<=['n]t)'(ve)\b|(?<='d)'(ve)\b|(?<='ll)'(ve)\b", re.IGNORECASE)
"""The second contraction of "I'd've" and "shouldn't've"."""
_INVENTED = re.compile(
    r"(?<![\w'\[])(?!(?:C'm|S'p|G'd|M'l|L'|D'[A-Z]|B'g|P'r|N't|Th'|[A-Z]'[aeiouyw]))([B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{0,2})"
    r"'(?=[a-z]{2}|[A-Z][a-z])"
)
"""The onset of invented names such as "K'tharr" and "T'Pell", which must not be spelled as a letter."""
_FRENCH_PREFIX = re.compile(r"(?<![\w\[])([DL])'(?=[A-Z][a-zà-ÿ]|ever\b)")
"""The prefix of D'Arcy and L'Estrange."""

_SOUNDS = (
    (r"m+-?h+m+|m+h+m+", "mhˈʌm"),
    (r"(?:uh|nuh)-uh", f"ˈʌ{GLOTTAL_STOP}ˌʌ"),
    (r"hr+m+", "hɹˈʌm"),
    (r"m*h+mph|m{2,}ph", "hˈʌmf"),
    (r"p+s+h+", "pˈʃʃ"),
    (r"m[wu]+a+h+", "mwˈɑ"),
    (r"(?:m[wu]|b[wu])a+(?:ha+){2,}h*", "mwˌɑhɑhˈɑ"),
    (r"he+h", "hˈɛ"),
    (r"h+m+", "hˈʌmm"),
    (r"m{2,}-m{2,}", "ˈʌmˌʌm"),
    (r"m{2,}", "ˈʌmm"),
    (r"s+h+", "ʃˈʃʃ"),
    (r"p+s+t", "pˈsst"),
    (r"t+s+k+|t+ch", "tˈsk"),
    (r"p+f+t*", "pˈfft"),
    (r"b+r{2,}", "bˈɜɹɹ"),
    (r"g+r{2,}", "ɡˈɜɹɹ"),
    (r"z{2,}", "zˈzz"),
    (r"u+r?gh+", "ˈʌɡ"),
    (r"a+r+g+h+", "ˈɑɹɡ"),
    (r"a{3,}h*|a+h{2,}", "ˈɑ"),
    (r"o{3,}h*", "ˈu"),
    (r"o+h{2,}", "ˈO"),
    (r"a+w{2,}", "ˈɔ"),
    (r"e+w{2,}|e+u+w+", "ˈiju"),
    (r"ph+ew+", "fjˈu"),
)
_SOUND = re.compile(
    r"(?<![\w'\[-])(?:" + "|".join(f"({pattern})" for pattern, _ in _SOUNDS) + r")(?![\w'-])", re.IGNORECASE
)
"""Interjections and onomatopoeia, and the phonemes of each."""

_CONSONANT = "b-df-hj-np-tv-wz"
_VOWELLESS = re.compile(r"(?<![\w'.\[/-])[b-df-hj-np-tv-wz]{3,}(?![\w'-])", re.IGNORECASE)
"""Onomatopoeia without a vowel and with a repeated letter: "Bzzzt", "vrrm", "kssh"; not "mph", not "CCTV"."""
_NOISES = {"sh": "ʃ", "ch": "ʧ", "th": "θ", "ph": "f", "ck": "k", "c": "k", "g": "ɡ", "j": "ʤ", "q": "k", "r": "ɹ",
           "x": "ks"}  # fmt: skip
_NOISE = re.compile("(" + "|".join(_NOISES) + "|[a-z])")
_LASTING = "szʃfvmnlθɹ"

_STAMMER = re.compile(
    r"(?<![\w'])(?!re-|co-|mm)(?:([b-df-hj-np-tv-z]{1,2})-(?=\1)|([a-z])-(?=\2)|([a-z]{2,3})-(?=\3[a-z]))",
    re.IGNORECASE,
)
"""A stammered onset, as in "W-what", "I-I", "Th-the", "wha-what" and "S-s-stop"; not "bye-bye"."""
_HEADS = {"sh": "ʃ", "ch": "ʧ", "th": "ð", "ph": "f", "wh": "w", "kn": "n", "wr": "ɹ", "qu": "kw",
          "zh": "ʒ", "dh": "d", "kh": "k", "gh": "ɡ", "xh": "z", "c": "k", "g": "ɡ",
          "j": "ʤ", "q": "k", "r": "ɹ", "x": "z", "y": "j"}  # fmt: skip
_VOWELS = frozenset("aeiou")
_GLIDES = frozenset("wj")
"""These need a vowel. The others are clearer alone: of 48 words in stammered lines Whisper tiny.en misheard none so,
and five with a vowel, such as "cancer see" for "c-can't s-see"."""
_VOWEL_HEADS = {"a": "æ", "e": "ɛ", "i": "ɪ", "o": "O", "u": "ʌ"}

_CAPITALS = re.compile(r"(?<![\w'])[A-Z][A-Z']*[A-Z](?:'[a-z]+)?(?!\w)")
_SHOUTED_BESIDE = re.compile(r"[A-Z]{2}[^a-z]{0,4}$")
_SHOUTED_BEHIND = re.compile(r"[^a-zA-Z]{0,4}[A-Z]{2}")
_WORDS_ALONE = frozenset(
    {"NO", "OH", "AH", "HE", "ME", "WHO", "IN", "IS", "BE", "AS", "OR", "ON", "HI", "ACT", "ADD", "AID", "CAP", "COO",
     "DAB", "DEW", "DIP", "DOE", "ELF", "OFT", "RIP", "SAT", "SOB", "POW", "MO", "OD"}
)  # fmt: skip
"""Capitalized words that hibari would spell, or take for something else, among lower-case words."""
_WORK = "dep|guy|man|woman|girl|support|team|system|people|person|desk|room|expert|consult|job|work|manager|office"
_MAY_BE_INITIALS = {
    "US": (re.compile(r"\b(?:the|a|an|every|former|other) $", re.IGNORECASE), re.compile(" [A-Z]| (?:dollar|citizen)")),
    "IT": (re.compile(r"\bworks in $"), re.compile(f" (?:{_WORK})")),
}
"""Contexts before and behind in which these are initialisms."""
_INITIALS = re.compile(r"(?<![\w'.])(?:US|IT|ID)(?=s?\b(?!['.]\w))")
_TITLE = alternatives(dict.fromkeys(word for title in TITLES.table for word in (title.word, title.spoken)))
_LETTER_A = re.compile(
    r"(?<![\w'])A(?= [A-Z](?: [A-Z]\b| [A-Z][a-z]))|(?<=\b[A-Z] )A(?= [A-Z][a-z])|"
    rf"(?P<title>\b(?:{_TITLE})\.? )A(?= [A-Z][a-z])"
)
"""An initial, not the article: "A B Oake", "Mr. A Oake"."""
_CODE = re.compile(r"(?<!\w)([A-Z])(\d{1,2})([A-Z])(?!\w)")
_RANGE = re.compile(r"(?<![\w.:/-])(\d{1,4})-(\d{1,4})(?=[.,;:!?]*(?:\s|$))")
_STOP = re.compile(r"\.(?=\s+\D|\s*$)")
_WORD_AT_END = re.compile(r"\w+$")
_NO_ABBREVIATIONS = frozenset(
    {"no", "nos", "ed", "est", "fig", "ch", "vol", "Sun", "Sat", "Mon", "Wed", "Jan", "Mar", "Gen", "Rev", "Hon", "Rep",
     "Pres", "Sen", "Fig", "Ch", "Ed", "Co"}
)  # fmt: skip
"""Words that hibari would expand before a full stop, so that "He said no." ends in "number"; real abbreviations were
expanded by text normalization already."""
_NO_HEAD = re.compile(r" (?=[IVXLCDM]+\b)(?<=[A-Za-z] )(?<!\b[Cc]hapter )(?<!\bCHAPTER )| (?<=\b[GS]en )(?=[A-Z])")
"""Text normalization has found the numerals and titles already; "Section C", "the book I read" and "Gen Oake" are none.
"Prof Oake" without a full stop is left to hibari, which knows it."""


_LEAST_SHOUTED_NAME = 4
"""Least length of an unknown capitalized word among capitals to be read as a word, not spelled."""

_NOT_LATIN = re.compile(r"[^\x00-\x7f]")
_SAID_AS_THEY_ARE = frozenset("‘’“”–—…éèêàâîïôöûüçñäáíóúÉ£€¥¢°½¼¾")
_ACCENTED = re.compile("(?<=[A-Za-z\u00c0-\u017f])[\u00c0-\u017f]|[\u00c0-\u017f](?=[A-Za-z\u00c0-\u017f])")
"""Accented letters within a word, which hibari reads and the dictionary may have: é, ñ, ř."""
_LATIN = {"ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "th", "ı": "i", "ħ": "h"}
"""Latin letters that do not decompose into a base letter and a diacritic."""
_UNSAID = frozenset("♩♪♫♬♭♮♯")
_LETTER = re.compile(r"(?:LETTER|LIGATURE|SYLLABLE) (?:(?:FINAL|MEDIAL|INITIAL|ISOLATED) FORM )?(.+?)(?: WITH .*)?$")


def readable(text: str) -> str:
    """Return a text with words respelled, or marked with phonemes, that the reader would get wrong."""
    text = _MARKUP.sub(" ", text)
    text = _NOT_LATIN.sub(lambda match: match[0] if _ACCENTED.match(text, match.start()) else _named(match[0]), text)
    text = text.replace("’", "'").replace("‘", "'")
    text = phrases(_with_letters(text))
    if "'" in text:
        text = _without_apostrophes(text)
    if "-" in text:
        text = _RANGE.sub(r"\1 to \2", _STAMMER.sub(_head, text))
    text = _SOUND.sub(lambda match: f"[{match[0]}](/{_SOUNDS[(match.lastindex or 1) - 1][1]}/)", text)
    return _VOWELLESS.sub(_noise, text)


def _with_letters(text: str) -> str:
    """Return a text with initialisms marked, so that no letter is taken for a numeral or for a word."""
    text = _INITIALS.sub(
        lambda match: ".".join(match[0]) + (GLUE if text[match.end() :].startswith(".") else "."), text
    )
    if "A " in text:
        text = _LETTER_A.sub(lambda match: f"{match['title'] or ''}[A](/ˈA/)", text)
    text = _NO_HEAD.sub(GLUE, _CODE.sub(r"\1 \2 \3", text))
    return _STOP.sub(_after_a_word, text)


def _after_a_word(match: re.Match[str]) -> str:
    """Return a full stop, separated from the word before it where hibari would take both for an abbreviation."""
    word = _WORD_AT_END.search(match.string, max(0, match.start() - 5), match.start())
    return f"{GLUE}." if word and word[0] in _NO_ABBREVIATIONS else "."


def _without_apostrophes(text: str) -> str:
    """Return a text with only the apostrophes that hibari knows, as in "don't" and "Oren's"."""
    text = _ROCK_AND_ROLL.sub("and", text)
    text = _SHORTENED.sub(lambda match: _WHOLE[(match.lastindex or 1) - 1], text)
    text = _HAVE.sub("[ve](/əv/)", text)
    text = _INVENTED.sub(
        lambda match: f"[{match[1]}](/{_HEADS.get(match[1].lower(), _sounds(match[1].lower()))}ə/)", text
    )
    text = _FRENCH_PREFIX.sub(lambda match: f"[{match[1]}](/{match[1].lower()}/)", text)
    return _EDGE_APOSTROPHE.sub("", text)


def _noise(match: re.Match[str]) -> str:
    """Return a word without a vowel with its phonemes: "bzzzt" has a long z, "vrrm" a vowel before its r."""
    written = match[0].lower()
    most = max(len(run[0]) for run in re.finditer(r"(.)\1*", written))
    if most < (3 if match[0].isupper() else 2):
        return match[0]
    letters = re.sub(r"(.)\1+", r"\1\1", written)
    sounds = _NOISE.sub(lambda sign: _NOISES.get(sign[0], sign[0]), letters).replace("ɹɹ", "ɹ")
    if "ɹ" in sounds:
        sounds = sounds.replace("ɹ", "ˈɜɹ", 1)
    else:
        lasting = next((place for place, sound in enumerate(sounds) if sound in _LASTING), 0)
        sounds = f"{sounds[:lasting]}ˈ{sounds[lasting:]}"
    return f"[{match[0]}](/{sounds}/)"


def _named(sign: str) -> str:
    """Return a character of another script as words: its base letter, its number, or its Unicode name."""
    if sign in _SAID_AS_THEY_ARE:
        return sign
    category, name = unicodedata.category(sign), unicodedata.name(sign, "").lower()
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if part.isascii())
    if bare and bare.isalnum():
        return bare
    if category.startswith("L"):
        return _letter(sign, name)
    if category in {"Nd", "Nl", "No"}:
        return f" {unicodedata.numeric(sign):g} "
    return f" {name} " if category == "So" and sign not in _UNSAID else " "


def _letter(sign: str, name: str) -> str:
    if plain := _LATIN.get(sign.lower()):
        return plain.capitalize() if sign.isupper() else plain
    match = None if "cjk" in name else _LETTER.search(name.upper())
    return " character " if "cjk" in name else f" {match[1].lower()} " if match else f" {name} "


def in_small_letters(text: str, *, is_word: IsWord) -> str:
    """Return a text of the same length with shouted words in lower case; initialisms such as "US" and "TV" stay."""

    def judged(match: re.Match[str]) -> str:
        word, small = match[0], match[0].lower()
        is_shouted = bool(_SHOUTED_BESIDE.search(text[: match.start()]) or _SHOUTED_BEHIND.match(text, match.end()))
        if is_word(small.removesuffix("'s")):
            return small if is_shouted or not is_word(word) or _is_said(match) else word
        looks_like_one = len(word) >= _LEAST_SHOUTED_NAME and bool(_VOWELS & set(small))
        return small.capitalize() if looks_like_one and not is_word(word) and is_shouted else word

    return _CAPITALS.sub(judged, text)


def _is_said(match: re.Match[str]) -> bool:
    """Return whether a possible initialism is a word: "NO.", "that is for US", but not "the US" or "US Navy"."""
    if match[0] in _MAY_BE_INITIALS:
        before, behind = _MAY_BE_INITIALS[match[0]]
        return not (before.search(match.string, 0, match.start()) or behind.match(match.string, match.end()))
    return match[0] in _WORDS_ALONE


def _sounds(letters: str) -> str:
    return _HEADS.get(letters) or "".join(_HEADS.get(letter, letter) for letter in letters)


def _head(match: re.Match[str]) -> str:
    """Return a stammered onset with its phonemes."""
    head = match[0].rstrip("-").lower()
    if _VOWELS & set(head):
        is_pronoun = re.match(r"I\b", match.string[match.end() :])
        sound = None if is_pronoun else _VOWEL_HEADS.get(head)
        return f"[{head}](/{sound}/), " if sound else f"{match[0].rstrip('-')}, "
    behind = match.string[match.end() :].lower()
    if head in {"c", "s"} and behind.startswith("sh"):
        sound = "ʃ"
    elif head == "c" and behind[1:2] in {"e", "i", "y"}:
        sound = "s"
    else:
        sound = _sounds(head)
    return f"[{head}](/{sound}{'ə' if sound[-1] in _GLIDES else ''}/) "
