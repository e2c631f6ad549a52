"""What languages are called: tags such as ``en-GB``, names such as ``English``, and the codes that tags of files hold.

iso639-lang (MIT) knows the tables of ISO 639; only this module imports it. It takes 0.05 s to load, so it is loaded
where a language is asked for.
"""

from __future__ import annotations

import re

_SUBTAGS = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
"""As in BCP 47, which has hyphens; systems write ``en_GB``."""


def three_letters(language: str) -> str:
    """Return the code of a language in ISO 639-2/T (639-3 for one that is not in it), or nothing if there is none.

    Takes a tag (``en``, ``en-GB``, ``eng``, ``ger``) or the English name of a language, whatever its letter case.
    """
    from iso639 import Lang  # noqa: PLC0415 (slow to load, see above)
    from iso639.exceptions import DeprecatedLanguageValue, InvalidLanguageValue  # noqa: PLC0415

    said = " ".join(language.split())
    is_tag = _SUBTAGS.fullmatch(said) is not None
    for known in (re.split("[-_]", said)[0].lower(), said.title()) if is_tag else (said.title(),):
        try:
            return Lang(known).pt3
        except (InvalidLanguageValue, DeprecatedLanguageValue):
            continue
    return ""


def english_name(language: str) -> str:
    """Return what a language is called in English, from a tag or a name as above, or nothing if there is none."""
    from iso639 import Lang  # noqa: PLC0415 (slow to load, see above)

    code = three_letters(language)
    # The tables say "Modern Greek (1453-)" and "Swahili (macrolanguage)".
    return re.sub(r" \(.*\)$", "", Lang(code).name).removeprefix("Modern ") if code else ""


def language_tag(language: str) -> str:
    """Return the tag (BCP 47) of a language that a tag or a name means, such as ``en-GB``; nothing if there is none.

    A tag is kept, with hyphens; a name becomes the two letters of ISO 639-1, or the three of those that have none.
    """
    from iso639 import Lang  # noqa: PLC0415 (slow to load, see above)

    code, said = three_letters(language), language.strip()
    if not code or len(re.split("[-_]", said)[0]) == 2:
        first, *others = re.split("[-_]", said) if code else ("",)
        return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in others)])
    return Lang(code).pt1 or code
