"""Broken files, made of whole ones: rearranged so that a parser still goes through them, or damaged byte by byte.

Most of what a reader does stands behind the parser, so most files are rearranged: elements of XML and HTML, groups and
paragraphs of RTF, lines of text are repeated, nested, moved, left out, mixed with those of another file, and given
other attributes and words, in archives that stay valid.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from html import escape

MOST_BYTES = 80_000
"""Of a broken file, or of a member of an archive: what is found is found in small ones too, and in less time."""
REARRANGED = 0.75
"""Of the files; the others are damaged."""
TAG = re.compile(rb"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*)[^<>]*?(?P<empty>/?)>")
WORDS = re.compile(rb">[^<>]+<")
ATTRIBUTE = re.compile(rb'(?<=\s)(?P<name>[A-Za-z][\w:.-]*)="(?P<value>[^"<>]*)"')
DECLARED = re.compile(rb"xmlns:([\w.-]+)=")
PREFIX = re.compile(rb"[<\s/]([A-Za-z][\w.-]*):[A-Za-z]")
PARAGRAPH_OF_RTF = re.compile(rb"(?<=\\par)(?![a-z])|(?<=\\line)(?![a-z])|(?<=\\cell)(?![a-z])")
VALUES = [b"", b"0", b"1", b"-1", b"9", b"99999999999", b"none", b"on", b"Heading 1", b"Title", b"Character", b"#n1"]
SNIPPETS = [
    *("", " ", "12", "[1]", "o", "\xa0", "\xad", "\u200d", "\U0001f680", "é", "* * *", "#", "*so*", "_Ma", "(beat)"),
    *("“Oh,” she said.", "“Oh", "'Twas", "—Ven —dijo Ana—. Ya.", "Chapter One", "ACT II", "Anna's POV", "Contents"),
    *("INT. A SHED - NIGHT", "ANNA", "ANNA:", "ANNA. Come in.", "Tom: “Never.”", "[12:04] Anna: hi", "CUT TO:", "~la"),
    *("[pause 2s]", "[SFX: door]", "SOUND: RAIN", "[[a note]]", "/* gone", "*/", "A/N: Hi!", "TBC", "Rating: T"),
    *("[Footnote 1: A note.]", "[Illustration]", "*** START OF THE PROJECT GUTENBERG EBOOK A ***", "THE END"),
    *("Translated by Q", "By Anna Berg", "a" * 3_000, "A " * 500, "“" * 200),
]
"""Words that mean something to some reader."""
TOKENS = {
    "markup": [b"<", b">", b"</", b"/>", b"<p>", b"</p>", b"<i>", b"&amp;", b"&", b"<!--", b"-->", b"<![CDATA[", b"\0"],
    "text": [
        *(b"\n", b"\r\n", b"\n\n", b"#", b"*", b"_", b"[[", b"]]", b"/*", b"*/", b"(", b")", b"ANNA\n", b": ", b"\xff"),
        *(b"\r", b"\f", b"\x85", b"\xe2\x80", b"\xfe\xff", b"> ", b"| a | b |\n|--|--|\n", b"---\n", b"~~~\n"),
    ],
    "rtf": [
        *(b"{", b"}", b"\\par ", b"\\'e9", b"\\u8220?", b"\\bin9 ", b"{\\*\\x ", b"\\i0 ", b"{\\footnote ", b"\\uc0 "),
        *(b"\\trowd ", b"\\cell ", b"\\u-10179?", b"\\v ", b"\\plain ", b"\\sect ", b"\\~", b"\\-"),
    ],
}
"""Pieces of bytes that mean something in the formats."""

Change = Callable[[random.Random, bytes, bytes], bytes]


def mutated(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Return a broken file: of an archive its members are broken, now and then the archive itself."""
    change = rearranged if rng.random() < REARRANGED else damaged
    if not data.startswith(b"PK") or (change is damaged and rng.random() < 0.2):
        return change(rng, data, other)
    members, others = unpacked(data), unpacked(other) if other.startswith(b"PK") else {}
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        names = sorted(members)
        name = rng.choices(names, [len(members[name]) + 200 for name in names])[0]
        if change is damaged and rng.random() < 0.2 and len(members) > 1:
            del members[name]
        elif change is damaged and rng.random() < 0.2 and others:
            members[name] = others[rng.choice(sorted(others))]
        else:
            members[name] = change(rng, members[name], others.get(name, members[name]))
    return packed(members)


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the members of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    """Return an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in sorted(members.items(), key=lambda member: (member[0] != "mimetype", member[0])):
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def rearranged(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Return a file of the same parts in another order or number."""
    start = data.lstrip(b"\xef\xbb\xbf \r\n")[:5]
    change = rearranged_elements if start.startswith(b"<") else rearranged_pieces
    for _ in range(rng.choice([1, 1, 2, 4, 8])):
        changed = change(rng, data, other)
        if len(changed) <= MOST_BYTES:
            data = changed
    return data


def rearranged_pieces(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Return the lines of a text, or the paragraphs of an RTF file, in another order or number, or with other words."""
    is_rtf = data.startswith(b"{\\rtf")
    pieces, theirs = (
        PARAGRAPH_OF_RTF.split(text) if is_rtf else text.splitlines(keepends=True) for text in (data, other)
    )
    if len(pieces) < 2 or not theirs:
        return data
    at, count = rng.randrange(len(pieces)), rng.choice([1, 1, 2, 5])
    taken = pieces[at : at + count]
    kind = rng.randrange(7)
    if kind == 0:
        pieces[at : at + count] = []
    elif kind == 1:
        pieces[at:at] = taken * rng.choice([1, 3, 50])
    elif kind == 2:
        to = rng.randrange(len(pieces))
        pieces[to:to] = taken
    elif kind == 3:
        first = rng.randrange(len(theirs))
        pieces[at:at] = theirs[first : first + rng.choice([1, 2, 10])]
    elif kind == 4:
        pieces[at] = pieces[at].rstrip(b"\r\n")
    else:
        words = _in_rtf(rng.choice(SNIPPETS)) if is_rtf else rng.choice(SNIPPETS).encode()
        cut = rng.randrange(len(pieces[at]) + 1) if kind == 5 else 0
        pieces[at] = (
            pieces[at][:cut] + words + (b"" if is_rtf else rng.choice([b" ", b"\n", b"\n\n"])) + pieces[at][cut:]
        )
    return b"".join(pieces)


def _in_rtf(words: str) -> bytes:
    units = words.encode("utf-16-le")
    numbers = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    return b"".join(
        bytes([number]) if 31 < number < 127 and chr(number) not in "\\{}" else b"\\u%d?" % number for number in numbers
    )


def rearranged_elements(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Return XML or HTML with an element repeated, nested, moved, mixed, left out or with other attributes or words.

    XML that was well-formed stays so.
    """
    own = _elements(data)
    if len(own) < 2:
        return data
    change = rng.choice([_leave_out, _unwrap, _repeat_it, _move_it, _move_it, _mix_it, _nest_it, _attribute, _words,
                         _words])  # fmt: skip
    return change(rng, data, other, own)


def _elements(data: bytes) -> list[tuple[int, int]]:
    """Return the stretches of whole elements, but for the one around all others."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[bytes, int]] = []
    for tag in TAG.finditer(data):
        if tag["empty"]:
            found.append(tag.span())
        elif not tag["end"]:
            opened.append((tag["name"], tag.start()))
        elif opened and opened[-1][0] == tag["name"]:
            start = opened.pop()[1]
            if opened:
                found.append((start, tag.end()))
    return found


Spans = list[tuple[int, int]]


def _leave_out(rng: random.Random, data: bytes, _: bytes, own: Spans) -> bytes:
    start, end = rng.choice(own)
    return data[:start] + data[end:]


def _unwrap(rng: random.Random, data: bytes, _: bytes, own: Spans) -> bytes:
    """Take an element's tags away, and leave what is in it."""
    start, end = rng.choice(own)
    opening = TAG.match(data, start)
    if opening is None or opening["empty"]:
        return data
    return data[:start] + data[opening.end() : data.rindex(b"</", start, end)] + data[end:]


def _repeat_it(rng: random.Random, data: bytes, _: bytes, own: Spans) -> bytes:
    start, end = rng.choice(own)
    return data[:end] + data[start:end] * rng.choice([1, 3, 50]) + data[end:]


def _move_it(rng: random.Random, data: bytes, _: bytes, own: Spans) -> bytes:
    start, end = rng.choice(own)
    at = rng.choice(rng.choice(own))
    rest = b"" if rng.random() < 0.5 else data[start:end]
    if start < at < end:
        return data[:at] + data[start:end] + data[at:]
    if at <= start:
        return data[:at] + data[start:end] + data[at:start] + rest + data[end:]
    return data[:start] + rest + data[end:at] + data[start:end] + data[at:]


def _mix_it(rng: random.Random, data: bytes, other: bytes, own: Spans) -> bytes:
    """Put in an element of another file, if what it names is declared."""
    theirs = _elements(other)
    if not theirs:
        return data
    first, last = rng.choice(theirs)
    if not set(PREFIX.findall(other, first, last)) <= {*DECLARED.findall(data), b"xml"}:
        return data
    at = rng.choice(rng.choice(own))
    return data[:at] + other[first:last] + data[at:]


def _nest_it(rng: random.Random, data: bytes, _: bytes, own: Spans) -> bytes:
    """Put an element into itself, or into one named as another is."""
    start, end = rng.choice(own)
    opening = TAG.match(data, rng.choice([start, rng.choice(own)[0]]))
    if opening is None or opening["empty"]:
        return data
    times = rng.choice([1, 1, 1, 5, 500])
    close = b"</" + opening["name"] + b">"
    return data[:start] + opening[0] * times + data[start:end] + close * times + data[end:]


def _attribute(rng: random.Random, data: bytes, _: bytes, own: Spans) -> bytes:
    """Give an attribute the value of another, preferably of the same name, or an odd one; or leave it out."""
    start, end = rng.choice(own)
    found = ATTRIBUTE.search(data, start, max(end, start + 2_000))
    if found is None or found["name"].startswith(b"xmlns"):
        return data
    same = [one["value"] for one in ATTRIBUTE.finditer(data) if one["name"] == found["name"]]
    value = rng.choice([rng.choice(same), rng.choice(same), rng.choice(VALUES)])
    put = b"" if rng.random() < 0.2 else found["name"] + b'="' + value + b'"'
    return data[: found.start()] + put + data[found.end() :]


def _words(rng: random.Random, data: bytes, _: bytes, own: Spans) -> bytes:
    words = WORDS.search(data, rng.choice(own)[0])
    if words is None:
        return data
    snippet = escape(rng.choice(SNIPPETS)).encode("ascii", "xmlcharrefreplace")
    keep = rng.choice([b"", data[words.start() + 1 : words.end() - 1]])
    return data[: words.start() + 1] + snippet + keep + data[words.end() - 1 :]


def damaged(rng: random.Random, data: bytes, other: bytes) -> bytes:
    """Return bytes changed in a few places, without regard to what they mean."""
    for _ in range(rng.choice([1, 1, 2, 3, 5, 8])):
        data = rng.choice(DAMAGE)(rng, data, other)[:MOST_BYTES]
    return data


def _flip(rng: random.Random, data: bytes, _: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _span(rng: random.Random, data: bytes) -> tuple[int, int]:
    """Return a stretch: from one sign of markup to another, or any."""
    if rng.random() < 0.6:
        marks = [at for at, byte in enumerate(data[:20_000]) if byte in b"<>{}\\\n"]
        if len(marks) > 1:
            one, two = sorted(rng.sample(range(len(marks)), 2))
            return marks[one], marks[min(two, one + rng.choice([1, 2, 4, 30]))]
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice([1, 4, 30, 400]))


def _cut(rng: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _span(rng, data)
    return data[:start] + data[end:]


def _end(rng: random.Random, data: bytes, _: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _repeat(rng: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _span(rng, data)
    return data[:end] + data[start:end] * rng.choice([1, 2, 10, 300]) + data[end:]


def _move(rng: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = _span(rng, data)
    rest = data[:start] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _mix(rng: random.Random, data: bytes, other: bytes) -> bytes:
    start, end = _span(rng, other)
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def _insert(rng: random.Random, data: bytes, _: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    piece = rng.choice(TOKENS[rng.choice(sorted(TOKENS))])
    return data[:at] + piece * rng.choice([1, 1, 3, 500]) + data[at:]


def _nest(rng: random.Random, data: bytes, _: bytes) -> bytes:
    """Put a stretch into itself, many times."""
    start, end = _span(rng, data)
    opened, closed = data[start:end], rng.choice([b"", b"}", b"</p>", b"</div>"])
    times = rng.choice([2, 50, 1000])
    return data[:start] + opened * times + closed * times + data[end:]


DAMAGE: list[Change] = [_flip, _cut, _end, _repeat, _move, _mix, _insert, _nest, rearranged]
