"""Pronouns of people."""

from __future__ import annotations

import re

from drama.languages.words import Pronouns, words

PRONOUNS = Pronouns(
    female=words("she her hers herself"),
    male=words("he him his himself"),
    first_person=words("i me myself my"),
    she="she",
    he="he",
    subjects=words("he she i they we it"),
    single=words("he she i"),
    owners=words("his her my"),
    possessives=words("his her my our"),
    tellers=words("my our"),
    groups=words("they we"),
    things=words("it"),
)

PRONOUN = re.compile(r"\b(he|him|himself|his|she|her|herself|hers|I|me|myself|my|they|them|we|it)\b", re.IGNORECASE)
_NOT_OWNED = (
    "to|and|or|with|in|on|at|for|from|as|that|but|up|down|out|into|onto|by|off|over|again|then|so|a|an|the|when|if|while|"
    "who|whom|away|back|through|towards?|before|after|because|until|till|than|about|of|he|she|they|it|we|you|his|go|come"
)
GENDERED = re.compile(rf"\b(?:he|his|himself|she|herself|her(?= (?!(?:{_NOT_OWNED})\b)\w))\b", re.IGNORECASE)
"""Those that own something or do something: "him" is mostly another than whoever was named last."""
NARRATOR = re.compile(r"\bI\b")
SHE = re.compile(r"\b(?:[Ss]he|[Hh]er|[Hh]ers|[Hh]erself)\b")
HE = re.compile(r"\b(?:[Hh]e|[Hh]is|[Hh]im|[Hh]imself)\b")
