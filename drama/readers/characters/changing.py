"""Decode files whose encoding changes on the way: chapters that a program joined as bytes, a pasted line.

UTF-8 with lines of an old encoding of the West, lines of two of those, and UTF-16 before or after UTF-8.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from drama.readers.characters.western import ENCODINGS, MOST_HIGH, odd_characters, western_encoding

_HIGH_BYTES = re.compile(
    rb"(?P<whole>[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})"
    rb"|(?P<cut>\xe2[\x80-\xbf]|[\xc2\xc3](?=[a-z0-9 \t\r\n.,;:!?'\"]))|(?P<stray>[\x80-\xff])"
)
"""A character of UTF-8 (RFC 3629, section 4), the beginning of one whose end is lost, or a byte that is none."""
_LIKELY = re.compile("[\u00a0-\u017f\u2010-\u203a\u20ac\u2122\ufeff]")
"""What texts of the West have in UTF-8. By chance two of their letters make another: “Ä of a Mac is U+048E."""
_SURE = re.compile(b"\xe2\x80[\x90-\xba]")
"""A dash or a quotation mark in UTF-8, which chance hardly makes."""
_WHOLE_A_STRAY = 3
"""Characters of UTF-8 for each byte that is none, from which on such a text is UTF-8, whatever its letters."""
_STRAYS_A_LIKELY = 5
_LEAST_LIKELY = 2
_LITTLE = 0.02
"""Share of odd characters below which nothing is looked for line by line."""
_MOST_LEFT = 0.05
_ASCII = bytes(range(128))
_LOST = "\ufffd"
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (CP850)", "latin_1": "Latin-1"}
_LEAST_TAIL = 40
"""Bytes behind the last NUL of UTF-16 from which on they are another encoding."""
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Changing:
    """A text whose encoding changes."""

    text: str
    encoding: str
    """Of most of it."""
    warning: str = ""


def decode_partly_utf_8(data: bytes) -> Changing | None:
    """Return a text that is UTF-8 but for some bytes or lines; None if it is not such a text."""
    strays = _strays(data)
    if strays is None:
        return None
    encoding = western_encoding(b"\n".join(_without_utf_8(line) for line in _foreign_lines(data))) or "cp1252"
    pieces: list[str] = []
    end, first = 0, -1
    for match in _HIGH_BYTES.finditer(data):
        if match["whole"] is None:
            first = match.start() if first < 0 and match["stray"] else first
            pieces.append(data[end : match.start()].decode("utf-8"))
            pieces.append(_LOST if match["cut"] else match[0].decode(encoding, errors="replace"))
            end = match.end()
    pieces.append(data[end:].decode("utf-8"))
    warning = _told(strays, data.count(b"\n", 0, first) + 1, encoding) if strays else ""
    return Changing("".join(pieces), "utf-8", warning)


def _strays(data: bytes) -> int | None:
    """Return how many bytes of a text that is mostly UTF-8 are of another encoding; None if it is not such a text."""
    whole = likely = strays = cut = 0
    for match in _HIGH_BYTES.finditer(data):
        if match["whole"] is not None:
            whole += 1
            likely += whole <= MOST_HIGH and _LIKELY.match(match[0].decode("utf-8")) is not None
        elif match["cut"] is not None:
            cut += 1
        else:
            strays += 1
            if strays > MOST_HIGH:
                return None
    is_western = likely >= _LEAST_LIKELY and likely * 10 >= min(whole, MOST_HIGH) * 9
    is_partly = is_western and (_SURE.search(data) or likely * _STRAYS_A_LIKELY >= strays)
    return strays if is_partly or whole >= _WHOLE_A_STRAY * (strays + cut) else None


def _told(strays: int, line: int, encoding: str) -> str:
    bytes_are = f"1 byte is not UTF-8 as the rest of the file is (line {line:,})"
    if strays > 1:
        bytes_are = f"{strays:,} bytes are not UTF-8 as the rest of the file is (the first in line {line:,})"
    return f"{bytes_are}, and read as {_NAMES[encoding]}: look at the accents and quotes"


def _foreign_lines(data: bytes) -> list[bytes]:
    return [line for line in data.split(b"\n") if not _is_utf_8(line)]


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _without_utf_8(line: bytes) -> bytes:
    """Return a line with a plain quotation mark in place of each likely character of UTF-8, where it has any."""
    return _HIGH_BYTES.sub(
        lambda match: b'"' if match["whole"] and _LIKELY.match(match[0].decode("utf-8")) else match[0], line
    )


def decode_western(data: bytes) -> Changing | None:
    """Return a text in one of the old encodings of the West, or in two from line to line; None if it is in none."""
    encoding = western_encoding(data)
    if encoding is not None:
        odd, high = odd_characters(data.decode(encoding)[:200_000])
        if odd <= _LITTLE * high:
            return Changing(data.decode(encoding), encoding)
    changed = _by_lines(data, encoding)
    return changed if changed is not None or encoding is None else Changing(data.decode(encoding), encoding)


def _by_lines(data: bytes, encoding: str | None) -> Changing | None:
    """Return a text of which each line is in the encoding in which it is least odd; None where that mends nothing."""
    lines = data.split(b"\n")
    if len(data.translate(None, _ASCII)) > MOST_HIGH:
        return None
    high = [number for number, line in enumerate(lines) if not line.isascii()]
    scores = {number: _scores(lines[number]) for number in high}
    if not scores or not all(scores.values()):
        return None
    totals = {name: sum(score.get(name, 9.0) for score in scores.values()) for name in ENCODINGS}
    most = encoding or min(totals, key=lambda name: totals[name])
    chosen = {number: _best(score, most) for number, score in scores.items()}
    left = sum(score[chosen[number]] for number, score in scores.items())
    others = [number for number, name in chosen.items() if name != most]
    if not others or left > _MOST_LEFT * len(data.translate(None, _ASCII)) + 0.5:
        return None
    text = "\n".join(line.decode(chosen.get(number, most), errors="replace") for number, line in enumerate(lines))
    names = f"{_NAMES[chosen[others[0]]]}, and not {_NAMES[most]} as the rest of the file"
    count = "1 line is" if len(others) == 1 else f"{len(others):,} lines are"
    warning = f"{count} read as {names} (the first is line {others[0] + 1:,}): look at the accents and quotes"
    return Changing(text, most, warning)


def _scores(line: bytes) -> dict[str, float]:
    """Return how odd a line is in each encoding that has all its bytes."""
    found: dict[str, float] = {}
    for encoding in ENCODINGS:
        try:
            found[encoding] = odd_characters(line.decode(encoding))[0]
        except UnicodeDecodeError:
            continue
    return found


def _best(scores: dict[str, float], most: str) -> str:
    """Return the encoding of a line: that of most lines, unless the line is odd in it and in another is not."""
    best = min(scores, key=lambda name: (scores[name], name != most))
    return best if scores[best] + 1 <= scores.get(most, 9.0) else most if most in scores else best


def wide_and_narrow(data: bytes) -> tuple[bytes, bytes] | None:
    """Return a file that is UTF-16 before or behind another encoding, cut in two; None if it is not such a file."""
    if data.startswith(_WIDE_MARKS):
        last = data.rfind(b"\0")
        end = last + 1 + (last % 2 == 0)  # of UTF-16-BE the NUL stands before the letter
        tail = data[end:]
        is_narrow = len(tail) >= _LEAST_TAIL and last > 0 and tail.count(b" ") * 20 >= len(tail)
        return (data[:end], tail) if is_narrow and _is_utf_8(tail) else None
    if b"\0" in data:
        at = min((at for mark in _WIDE_MARKS if (at := data.find(mark)) > 0), default=0)
        if at and b"\0" not in data[:at]:
            return data[:at], data[at:]
    return None
