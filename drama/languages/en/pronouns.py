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
GENDERED = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
NARRATOR = re.compile(r"\bI\b")
SHE = re.compile(r"\b(?:[Ss]he|[Hh]er|[Hh]ers|[Hh]erself)\b")
HE = re.compile(r"\b(?:[Hh]e|[Hh]is|[Hh]im|[Hh]imself)\b")
