"""Words whose full stop does not end a sentence."""

from __future__ import annotations

from drama.languages.base import Language

_ABBREVIATIONS = r"Sr|Jr|No|vs|etc|e\.g|i\.e|[A-Z]"
"""Beside titles; a single capital is an initial."""


def abbreviation(language: Language) -> str:
    """Return a part of a pattern: titles and other words whose full stop does not end a sentence, without it."""
    return f"{language.titles.abbreviations}|{_ABBREVIATIONS}"
