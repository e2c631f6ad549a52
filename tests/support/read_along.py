"""Books for the tests of books that read along, and their overlays read again by code that is not ours."""

from __future__ import annotations

import io
import json
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

SMIL = "{http://www.w3.org/ns/SMIL}"
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def png() -> bytes:
    """Return a small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80\x90\xa0" * 8 for _ in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def write_zip(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write an EPUB of these members, as they are named."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        for name, data in members.items():
            archive.writestr(name, data)
    return path


_OLD_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>{title}</title>
<meta http-equiv="Content-Type" content="application/xhtml+xml; charset=utf-8"/></head><body>{body}</body></html>"""
OLD_ONE = """<h2>One<br/>The Ferry</h2>
<p class="first"><span class="drop">T</span><small>HE FERRY LEFT AT</small> dusk, and nobody&nbsp;waved. “Is it late?”
asked Oona<a href="#fn1" id="r1"><sup>1</sup></a>, who had <em>never seen it go. Not</em> once.</p>
<p align="center">* * *</p>
<p><a name="quay"></a>The quay was caf&eacute;-warm&mdash;and <b><i>very</i></b> still. “Mar&shy;cus,” said Brand,
“you are <tt>late</tt> again.” “I know,” said Marcus. “So is the ferry.”</p>
<blockquote><p>Dear Oona,<br/>The salt is coming.<br clear="all"/>Yours, B.</p></blockquote>
<p>He read it twice. <img src="../cover.png" alt="a stamp" border="0" width="8"/> Then he burned it.</p>
<p id="fn1"><a href="#r1">1</a> A name from the north.</p>"""
OLD_TWO = """<h2>Two<br/>The Salt</h2><p>In the morning the salt had come. It lay on the roofs, on the boats and on
<a href="one.html#quay">the ferry</a>; it lay on Oona’s hands.</p>
<p><font color="#336633" size="4">“We should go,”</font> she said. “<em>Now?</em>” “Now.” She took 2 &lt; 3 coins,
&amp; went.</p><p>No.</p>"""
_OLD_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" unique-identifier="BookId" version="2.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="BookId" opf:scheme="UUID">urn:uuid:12345678-1234-4234-9234-123456789abc</dc:identifier>
<dc:title>The Ferry &amp; the Salt</dc:title>
<dc:creator opf:role="aut" opf:file-as="Orrin, Nell">Nell Orrin</dc:creator>
<dc:language>en-GB</dc:language><dc:rights></dc:rights>
<dc:date opf:event="publication">1998-03</dc:date><dc:date opf:event="modification">2015-07-02</dc:date>
<meta name="cover" content="cover-img"/></metadata>
<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="cover" href="Text/cover.html" media-type="application/xhtml+xml"/>
<item id="c1" href="Text/one.html" media-type="application/xhtml+xml"/>
<item id="c2" href="Text/two.html" media-type="application/xhtml+xml"/>
<item id="cover-img" href="cover.png" media-type="image/png"/></manifest>
<spine toc="ncx"><itemref idref="cover" linear="no"/><itemref idref="c1"/><itemref idref="c2"/></spine>
<guide><reference type="cover" title="Cover" href="Text/cover.html"/></guide></package>"""
_NCX = """<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>
<meta name="dtb:uid" content="urn:uuid:12345678-1234-4234-9234-123456789abc"/></head>
<docTitle><text>The Ferry</text></docTitle><navMap>
<navPoint id="n1" playOrder="1"><navLabel><text>One: The Ferry</text></navLabel><content src="Text/one.html"/>
<navPoint id="n2" playOrder="2"><navLabel><text>The Quay</text></navLabel>
<content src="Text/one.html#quay"/></navPoint>
</navPoint><navPoint id="n3" playOrder="3"><navLabel><text>Two</text></navLabel>
<content src="Text/two.html"/></navPoint>
</navMap></ncx>"""


def write_old_book(path: Path) -> Path:
    """Write a book of EPUB 2, with what makers of such books do."""
    svg = '<div><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg></div>'
    return write_zip(
        path,
        {
            "OEBPS/book.opf": _OLD_PACKAGE,
            "OEBPS/toc.ncx": _NCX,
            "OEBPS/Text/cover.html": _OLD_HEAD.format(title="Cover", body=svg),
            "OEBPS/Text/one.html": _OLD_HEAD.format(title="One", body=OLD_ONE),
            "OEBPS/Text/two.html": _OLD_HEAD.format(title="Two", body=OLD_TWO),
            "OEBPS/cover.png": png(),
        },
    )


_NEW_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>{title}</title><style>p > span {{ color: inherit }}</style></head>
<body epub:type="bodymatter">{body}</body></html>"""
NEW_ONE = """<section epub:type="chapter"><h1 id="say-1">Chapter One</h1>
<!-- <p>Not a word of this.</p> -->
<p>The bell of <ruby>海<rt>umi</rt></ruby> rang twice. Nobody came.</p>
<p hidden="">A word for the machines.</p>
<p>“Who <i>rang <b>it? You</b></i> did,” said Ferris. “I was <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
<title>asleep</title><text y="8">zzz</text></svg> asleep.”</p>
<table><tr><td>The tide table hung on the wall.</td></tr></table>
<ul><li>Bread was short.</li><li>Salt was not.</li></ul>
<hr/><p>Later, Ada rang the bell herself. It was <abbr title="before noon">a.m.</abbr> still.</p>
<div>She waited <p>for a long time</p> by the rope.</div></section>"""
NEW_TWO = """<section epub:type="chapter"><h1>Chapter Two</h1><p>The bell was gone. “Ferris?” Ada called.
The square of <math xmlns="http://www.w3.org/1998/Math/MathML"><mn>3</mn></math> is nine.</p></section>"""
_NEW_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<opf:package xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0"
 unique-identifier="id"><!-- a note of the maker's -->
<opf:metadata><dc:identifier id="id">urn:isbn:9780000000019</dc:identifier><dc:title>The Bell</dc:title>
<dc:language>en</dc:language><dc:creator id="overlay-001">Ines Okafor</dc:creator>
<opf:meta property="dcterms:modified">2021-05-06T07:08:09Z</opf:meta>
<opf:meta property="media:duration" refines="#mo">0:00:01</opf:meta>
<opf:meta property="media:duration">0:00:01</opf:meta></opf:metadata>
<opf:manifest><opf:item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<opf:item id="one" href="one.xhtml" media-type="application/xhtml+xml" properties="svg" media-overlay="mo"/>
<opf:item id="two" href="two.xhtml" media-type="application/xhtml+xml" properties="mathml"/>
<opf:item id="mo" href="one.smil" media-type="application/smil+xml"/>
<opf:item id="old-sound" href="read-along/old.mp3" media-type="audio/mpeg"/>
<opf:item id="font" href="bell.otf" media-type="font/otf"/></opf:manifest>
<opf:spine><opf:itemref idref="one"/><opf:itemref idref="two"/></opf:spine></opf:package>"""
_NAV = """<nav epub:type="toc"><ol><li><a href="one.xhtml">Chapter One</a></li>
<li><a href="two.xhtml">Chapter Two</a></li></ol></nav>"""
_OVERLAY = """<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body><par><text src="one.xhtml#say-1"/>
<audio src="read-along/old.mp3" clipBegin="0s" clipEnd="1s"/></par></body></smil>"""
_ENCRYPTION = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
<enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>
<enc:CipherData><enc:CipherReference URI="OEBPS/bell.otf"/></enc:CipherData></enc:EncryptedData></encryption>"""


def new_members() -> dict[str, str | bytes]:
    """Return the members of a book of EPUB 3 that has been narrated by another, and hides a font."""
    return {
        "META-INF/encryption.xml": _ENCRYPTION,
        "OEBPS/book.opf": _NEW_PACKAGE,
        "OEBPS/nav.xhtml": _NEW_HEAD.format(title="The Bell", body=_NAV).replace('epub:type="bodymatter"', ""),
        "OEBPS/one.xhtml": _NEW_HEAD.format(title="One", body=NEW_ONE.replace("<p>for a long time</p>", "a long time")),
        "OEBPS/two.xhtml": _NEW_HEAD.format(title="Two", body=NEW_TWO),
        "OEBPS/one.smil": _OVERLAY,
        "OEBPS/read-along/old.mp3": b"\xff\xfb\x90\x00" * 100,
        "OEBPS/bell.otf": bytes(range(256)) * 8,
    }


@dataclass(frozen=True, slots=True)
class Clip:
    """A par of an overlay: words, and when they are heard."""

    document: str
    place: str
    words: str
    audio: str
    begin_s: float
    end_s: float


def read_clips(book: Path) -> list[Clip]:
    """Return every par of a book's overlays in reading order, with the words of the element it points at."""
    with zipfile.ZipFile(book) as archive:
        root = package_of(archive)
        items = {item.attrib["id"]: item.attrib for item in root.iter(f"{OPF}item")}
        order = [items[ref.attrib["idref"]] for ref in root.iter(f"{OPF}itemref")]
        package = next(name for name in archive.namelist() if name.endswith(".opf"))
        overlays = [items[item["media-overlay"]]["href"] for item in order if "media-overlay" in item]
        return [clip for href in overlays for clip in _clips(archive, resolve(package, href))]


def _clips(archive: zipfile.ZipFile, overlay: str) -> Iterator[Clip]:
    for par in ET.fromstring(archive.read(overlay)).iter(f"{SMIL}par"):
        text, audio = par.find(f"{SMIL}text"), par.find(f"{SMIL}audio")
        assert text is not None
        assert audio is not None
        document, _, place = text.attrib["src"].partition("#")
        name = resolve(overlay, document)
        found = [e for e in parsed(archive.read(name)).iter() if e.get("id") == place]
        assert len(found) == 1, (name, place)
        begin, end = (float(audio.attrib[key].removesuffix("s")) for key in ("clipBegin", "clipEnd"))
        yield Clip(name, place, folded("".join(found[0].itertext())), resolve(overlay, audio.attrib["src"]), begin, end)


def resolve(base: str, href: str) -> str:
    """Return the member that a reference means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))


def package_of(archive: zipfile.ZipFile) -> ET.Element:
    """Return the root of a book's package document."""
    name = next(name for name in archive.namelist() if name.endswith(".opf"))
    return ET.fromstring(archive.read(name))


def parsed(document: bytes) -> ET.Element:
    """Return the root of a document; the named characters of XHTML 1.1 are themselves."""
    named = {"nbsp": "\xa0", "eacute": "é", "mdash": "—", "shy": "\xad"}
    text = document.decode("utf-8")
    return ET.parse(io.StringIO(re.sub(r"&(\w+);", lambda m: named.get(m[1], m[0]), text))).getroot()


def words_of_documents(book: Path) -> dict[str, str]:
    """Return the text of every document of a book, white space and all, by its name; that of its style sheets too."""
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if name.endswith((".html", ".xhtml"))]
        return {name: "".join(parsed(archive.read(name)).itertext()) for name in names}


@dataclass(frozen=True, slots=True)
class Heard:
    """A span of a cue sheet."""

    line: int
    text: str
    start_s: float


def utterances(cues: Path) -> list[Heard]:
    """Return what is heard, by a cue sheet."""
    sheet = json.loads(cues.read_text(encoding="utf-8"))
    return [Heard(cue["line"], folded(cue["text"]), cue["start_frame"] / sheet["frame_rate"]) for cue in sheet["cues"]]


def folded(text: str) -> str:
    """Return a text on one line, without marks that show nothing."""
    return " ".join(text.replace("\xad", "").split())
