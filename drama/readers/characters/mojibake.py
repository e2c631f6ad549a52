"""Repair text that was decoded wrongly and saved so: ``â€œCome in,â€``.

By ftfy, whose rules for what no text has were learned on years of Twitter: no false alarm on six million characters of
novels, linear in time. A rule of our own for ``â€`` and ``Ã`` would have missed what was garbled twice, by a Mac, or in
one chapter of many. ftfy is loaded only for a text that has such characters side by side.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass

from drama.readers.characters.swapped import unswap
from drama.readers.limits import MAX_LINE_ENDS

_SUSPECT = re.compile(
    r"[\u0080-\u0084\u0086-\u009f]|[ÂÃâðïÅÄÎÐÑ√‚Γãäåàá€├┬╬][^\x00-\x7f]|ÔÇ|[вВГР][\u0080-\u00bf\u2000-\u2122\u0402-\u040f]"
)
_CONTROL_QUOTES = re.compile(r"[\u0091-\u0097]")
_CLOSING_CUT = re.compile(r"(â€|Ã¢â‚¬Â)(?=[ \t\r\n!-~À-ÿ]|\Z)")
"""A closing quotation mark whose last byte, 9D, no sign stands for in Windows-1252 and many programs drop; ftfy 6.3.1
takes the space after it for that byte and makes a dagger."""
_DOS = re.compile("ΓÇ|ÔÇ[£ØÖÜôöªÿúåÓº×]|[├┬╬][^\x00-\x7f]|Ôö[¼£]")
_HIGH = re.compile(r"[^\x00-\x7f]{2,}")
_SURE = 2
"""Characters too many without which a find is a chance one: ``Ã©`` once is left as it is, ``â€™`` is not."""
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Mended:
    """A text, repaired where that was certain."""

    text: str
    lines: int = 0
    """How many were garbled."""
    example: str = ""
    """The first of them, as it was and as it is now."""
    is_left: bool = False
    """It was left as it was, because it may be meant."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know of it."""
        return warnings_of([self])


def mend(text: str) -> Mended:
    """Return a text in which the garbling of an earlier wrong decoding is repaired; the number of lines stays."""
    if text.isascii() or text.count("\n") > MAX_LINE_ENDS:
        return Mended(text)
    turned = unswap(text)
    if not _SUSPECT.search(turned):
        return _mended(text, turned)
    import ftfy  # noqa: PLC0415 - for the few texts that need it

    plain = _from_dos(turned)
    fixed = ftfy.fix_encoding(_CLOSING_CUT.sub("\\1\x9d", plain))
    quotes = 0
    if _CONTROL_QUOTES.search(fixed):
        quotes = sum(1 for _ in _CONTROL_QUOTES.finditer(fixed))
        fixed = ftfy.fixes.fix_c1_controls(fixed)
    is_left = len(text) - len(fixed) + _SURE * quotes < _SURE and not _CONTROL_QUOTES.search(text)
    return _mended(text, fixed, is_left=is_left and turned == text)


def _mended(text: str, fixed: str, *, is_left: bool = False) -> Mended:
    if fixed == text:
        return Mended(text)
    pairs = zip(text.split("\n"), fixed.split("\n"), strict=True)
    changed = [(number, old, new) for number, (old, new) in enumerate(pairs, start=1) if old != new]
    return Mended(text if is_left else fixed, len(changed), _example(*changed[0]), is_left)


def _from_dos(text: str) -> str:
    """Return a text with UTF-8 that was read by DOS turned back, once or twice garbled: ftfy 6.3.1 knows no CP850."""
    for _ in range(2):
        if sum(1 for _ in zip(_DOS.finditer(text), range(_SURE), strict=False)) < _SURE:
            break
        text = _HIGH.sub(_as_utf_8, text)
    return text


def _as_utf_8(match: re.Match[str]) -> str:
    """Return the characters that some garbled ones are in CP850 or CP437; themselves where they are none."""
    for encoding in ("cp850", "cp437"):
        with suppress(UnicodeEncodeError, UnicodeDecodeError):
            return match[0].encode(encoding).decode("utf-8")
    return match[0]


def warnings_of(texts: list[Mended]) -> tuple[str, ...]:
    """Return one warning of all that was repaired in the texts of a book, and one of what was left."""
    warnings = []
    mended = [text for text in texts if text.lines and not text.is_left]
    if mended:
        lines = sum(text.lines for text in mended)
        count = "1 line was" if lines == 1 else f"{lines:,} lines were"
        warnings.append(f"{count} garbled by an earlier program and put right ({mended[0].example})")
    if left := [text for text in texts if text.is_left]:
        warnings.append(f"this looks garbled and was left as it is: {left[0].example}")
    return tuple(warnings)


def _example(number: int, old: str, new: str) -> str:
    """Return where two forms of a line begin to differ, with both."""
    offset = next(
        (offset for offset, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    return f"line {number:,}: “{old[offset : offset + _SHOWN].strip()}” is “{new[offset : offset + _SHOWN].strip()}”"
