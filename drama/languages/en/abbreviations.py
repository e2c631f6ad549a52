"""Words whose full stop does not end a sentence."""

from __future__ import annotations

from drama.languages.base import Language
from drama.languages.letters import CAPITAL

_ABBREVIATIONS = rf"Sr|Jr|No|vs|etc|e\.g|i\.e|{CAPITAL}"
"""Beside titles; a single capital is an initial."""


def abbreviation(language: Language) -> str:
    """Return a part of a pattern: titles and other words whose full stop does not end a sentence, without it."""
    return f"{language.titles.abbreviations}|{_ABBREVIATIONS}"
