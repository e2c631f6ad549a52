"""Figures with targets, and what becomes of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether a figure is as it should be."""

    PASS = "pass"  # noqa: S105 - no password
    ATTENTION = "attention"
    NOTE = "note"
    """There is no target for it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured or counted, and what it should be."""

    key: str
    """For programs."""
    name: str
    """For people."""
    value: float
    unit: str
    target: str
    """In words; nothing where there is none."""
    verdict: Verdict
    note: str = ""

    @property
    def text(self) -> str:
        """The value as people read it."""
        if math.isinf(self.value):
            return "silence" if self.value < 0 else "–"
        number = f"{self.value:.0f}" if float(self.value).is_integer() and not self.unit else f"{self.value:.1f}"
        return f"{number.replace('-', '−')} {self.unit}".strip()


def within(key: str, name: str, value: float, target: float, *, tolerance: float, unit: str) -> Figure:
    """Return a figure that should lie about a target."""
    words = f"{target:g} ± {tolerance:g} {unit}".replace("-", "−")
    return Figure(key, name, value, unit, words, _verdict(is_good=abs(value - target) <= tolerance))


def at_most(key: str, name: str, value: float, limit: float, *, unit: str = "", note: str = "") -> Figure:
    """Return a figure that should not be above a limit; 0.05 are rounding."""
    words = f"at most {limit:g} {unit}".strip().replace("-", "−") if limit else "none"
    return Figure(key, name, value, unit, words, _verdict(is_good=value <= limit + (0.05 if unit else 0.0)), note)


def at_least(key: str, name: str, value: float, limit: float, *, unit: str, note: str = "") -> Figure:
    """Return a figure that should not be below a limit; 0.05 are rounding."""
    words = f"at least {limit:g} {unit}".replace("-", "−")
    return Figure(key, name, value, unit, words, _verdict(is_good=value >= limit - 0.05), note)


def note(key: str, name: str, value: float, *, unit: str = "", words: str = "") -> Figure:
    """Return a figure without a target."""
    return Figure(key, name, value, unit, "", Verdict.NOTE, words)


def _verdict(*, is_good: bool) -> Verdict:
    return Verdict.PASS if is_good else Verdict.ATTENTION
