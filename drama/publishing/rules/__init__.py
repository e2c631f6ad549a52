"""What the directories of podcasts published as their rules, point by point, and whether a feed keeps them."""

from __future__ import annotations

from pathlib import Path

from drama.publishing.rules.base import Breach, Level, Rule, Shown, shown
from drama.publishing.rules.directories import DIRECTORIES
from drama.publishing.rules.podcasting20 import PODCASTING20
from drama.publishing.rules.structure import STRUCTURE, is_well_formed

RULES = (*STRUCTURE, *DIRECTORIES, *PODCASTING20)
"""All of them."""

__all__ = ["RULES", "Breach", "Level", "Rule", "Shown", "broken_rules", "check_folder"]


def broken_rules(feed: Shown) -> tuple[Breach, ...]:
    """Return the rules that a feed and its files break, those first that are required."""
    unreadable = tuple(is_well_formed(feed))
    rules = STRUCTURE[:1] if unreadable else RULES
    found = [Breach(rule, problem) for rule in rules for problem in rule.check(feed)]
    return tuple(sorted(found, key=lambda one: one.rule.level is not Level.REQUIRED))


def check_folder(folder: Path) -> tuple[Breach, ...]:
    """Return the rules that the feed of a folder breaks. Raises :class:`~drama.errors.WriteError` without a feed."""
    return broken_rules(shown(folder))
