"""Measure how long 100,000 words take in each format: to be read, and then to be made a script of.

    python benchmarks/reading_speed.py [--words 100000]

The same novel, made of sentences of ours, in every format drama reads; each in a fresh process, by processor time.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

NAMES = ("Ilse", "Brand", "Maret", "Tom", "Renée", "Nell")
VERBS = ("said", "asked", "whispered", "called", "answered")
WORDS = (
    *("lamp", "oar", "quay", "tide", "wick", "road", "salt", "harbour", "keeper"),
    *("rain", "boat", "window", "letter", "morning", "stair", "bell", "rope", "fog"),
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RTF_ITALIC = "{\\i "
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF_ITALIC = '<text:span text:style-name="T1">'
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def novel(words: int) -> list[tuple[str, str]]:
    """Return headings and paragraphs; a word in italics stands between asterisks."""
    rng = random.Random(1)
    made: list[tuple[str, str]] = []
    count = 0
    while count < words:
        if len(made) % 60 == 0:
            made.append(("h", f"Chapter {len(made) // 60 + 1}"))
        if rng.random() < 0.4:
            text = f"“{_sentence(rng)[:-1]},” {rng.choice(VERBS)} {rng.choice(NAMES)}. “{_sentence(rng)}”"
        else:
            text = " ".join(_sentence(rng) for _ in range(rng.randint(2, 6)))
        made.append(("p", text))
        count += len(text.split())
    return made


def _sentence(rng: random.Random) -> str:
    words = [rng.choice(WORDS) for _ in range(rng.randint(5, 14))]
    if rng.random() < 0.2:
        words[2] = f"*{words[2]}*"
    return f"The {' '.join(words)}."


def _marked(text: str, opened: str, closed: str, form: Callable[[str], str] = escape) -> str:
    pieces = text.split("*")
    return "".join(f"{opened}{form(piece)}{closed}" if at % 2 else form(piece) for at, piece in enumerate(pieces))


def write_html(path: Path, made: list[tuple[str, str]]) -> None:
    """Write the novel as a page."""
    body = "\n".join(
        f"<{'h2' if kind == 'h' else 'p'}>{_marked(t, '<i>', '</i>')}</{'h2' if kind == 'h' else 'p'}>"
        for kind, t in made
    )
    path.write_text(
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>A Novel</title></head><body>{body}</body></html>",
        encoding="utf-8",
    )


def write_text(path: Path, made: list[tuple[str, str]]) -> None:
    """Write the novel as Markdown, or as text."""
    heading = "## " if path.suffix == ".md" else ""
    path.write_text("\n\n".join(f"{heading}{t}" if kind == "h" else t for kind, t in made), encoding="utf-8")


def write_fountain(path: Path, made: list[tuple[str, str]]) -> None:
    """Write the novel as a screenplay: its speech under names, the rest as action."""
    rows = []
    for at, (kind, text) in enumerate(made):
        speech = text.startswith("“")
        rows.append(f"INT. SHED {at}" if kind == "h" else f"{NAMES[at % 6].upper()}\n{text}" if speech else text)
    path.write_text("\n\n".join(rows), encoding="utf-8")


def write_labelled(path: Path, made: list[tuple[str, str]]) -> None:
    """Write the novel as a script of labels."""
    path.write_text("\n".join(f"{NAMES[at % 6].upper()}: {t}" for at, (_, t) in enumerate(made)), encoding="utf-8")


def write_fdx(path: Path, made: list[tuple[str, str]]) -> None:
    """Write the novel as Final Draft does."""
    rows = []
    for at, (kind, text) in enumerate(made):
        if kind == "h":
            rows.append(f'<Paragraph Type="Scene Heading"><Text>INT. SHED {at}</Text></Paragraph>')
        elif text.startswith("“"):
            rows.append(f'<Paragraph Type="Character"><Text>{NAMES[at % 6].upper()}</Text></Paragraph>')
            rows.append(f'<Paragraph Type="Dialogue"><Text>{escape(text)}</Text></Paragraph>')
        else:
            rows.append(f'<Paragraph Type="Action"><Text>{escape(text)}</Text></Paragraph>')
    content = f'<FinalDraft DocumentType="Script" Version="5"><Content>{"".join(rows)}</Content></FinalDraft>'
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>{content}', encoding="utf-8")


def write_epub(path: Path, made: list[tuple[str, str]]) -> None:
    """Write the novel as an EPUB of one document a chapter."""
    pages: list[list[str]] = []
    for kind, text in made:
        if kind == "h":
            pages.append([])
        pages[-1].append(
            f"<{'h2' if kind == 'h' else 'p'}>{_marked(text, '<i>', '</i>')}</{'h2' if kind == 'h' else 'p'}>"
        )
    items = "".join(
        f'<item id="c{at}" href="c{at}.xhtml" media-type="application/xhtml+xml"/>' for at in range(len(pages))
    )
    refs = "".join(f'<itemref idref="c{at}"/>' for at in range(len(pages)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="b.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>",
        )
        archive.writestr(
            "b.opf",
            f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>{items}</manifest>'
            f"<spine>{refs}</spine></package>",
        )
        for at, page in enumerate(pages):
            archive.writestr(
                f"c{at}.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{"".join(page)}</body></html>'
            )


def write_docx(path: Path, made: list[tuple[str, str]]) -> None:
    """Write the novel as Word does: a run for each edit, properties in each."""
    rows = []
    for kind, text in made:
        runs = []
        for at, piece in enumerate(text.split("*")):
            look = (
                '<w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/>'
                + ("<w:i/><w:iCs/>" if at % 2 else "")
                + '<w:lang w:val="en-GB"/>'
            )
            runs += (
                f'<w:r w:rsidR="00A77B3E"><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
                for part in piece.replace(". ", ". \0").split("\0")
            )
        style = "Heading1" if kind == "h" else "BodyText"
        rows.append(
            f'<w:p w:rsidR="00A77B3E" w:rsidRDefault="0031"><w:pPr><w:pStyle w:val="{style}"/><w:spacing w:line="480"/>'
            f'<w:rPr><w:lang w:val="en-GB"/></w:rPr></w:pPr>{"".join(runs)}</w:p>'
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{REL}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{"".join(rows)}</w:body></w:document>'
        )


def write_odt(path: Path, made: list[tuple[str, str]]) -> None:
    """Write the novel as Writer does."""
    rows = "".join(
        f'<text:h text:outline-level="1">{escape(t)}</text:h>'
        if kind == "h"
        else f'<text:p text:style-name="P1">{_marked(t, ODF_ITALIC, "</text:span>")}</text:p>'
        for kind, t in made
    )
    spaces = " ".join(
        f'xmlns:{prefix}="{ODF}:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
    )
    style = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{style}</office:automatic-styles>"
            f"<office:body><office:text>{rows}</office:text></office:body></office:document-content>",
        )


def write_rtf(path: Path, made: list[tuple[str, str]]) -> None:
    """Write the novel as Word does: a group for each run."""

    def form(text: str) -> str:
        body = "".join(char if ord(char) < 128 else f"\\u{ord(char)}\\'3f" for char in text)
        return f"{{\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 \\f31506\\insrsid1 {body}}}"

    rows = [
        f"\\pard\\plain \\ltrpar\\s1\\outlinelevel0 {form(t)}\\par\n"
        if kind == "h"
        else f"\\pard\\plain \\ltrpar\\ql {_marked(t, RTF_ITALIC, '}', form)}\\par\n"
        for kind, t in made
    ]
    path.write_text(
        "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0 Times;}}\n" + "".join(rows) + "}", encoding="ascii"
    )


def write_fb2(path: Path, made: list[tuple[str, str]]) -> None:
    """Write the novel as a FictionBook."""
    rows = "".join(
        f"</section><section><title><p>{escape(t)}</p></title>"
        if kind == "h"
        else f"<p>{_marked(t, '<emphasis>', '</emphasis>')}</p>"
        for kind, t in made
    ).removeprefix("</section>")
    path.write_text(
        f'<?xml version="1.0"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description/>'
        f"<body>{rows}</section></body></FictionBook>",
        encoding="utf-8",
    )


WRITERS: dict[str, Callable[[Path, list[tuple[str, str]]], None]] = {
    "novel.txt": write_text,
    "novel.md": write_text,
    "labelled.txt": write_labelled,
    "novel.fountain": write_fountain,
    "novel.fdx": write_fdx,
    "novel.epub": write_epub,
    "novel.docx": write_docx,
    "novel.odt": write_odt,
    "novel.rtf": write_rtf,
    "novel.html": write_html,
    "novel.fb2": write_fb2,
}


def measure(path: Path) -> tuple[int, float, float, float]:
    """Return words, seconds to read, seconds to make a script, and megabytes at most."""
    from drama.readers import read_story
    from drama.script import read_script

    start = time.process_time()
    story = read_story(path)
    read_s = time.process_time() - start
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    read_script(story)
    return len(story.text.split()), read_s, time.process_time() - start, memory_mb


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--words", type=int, default=100_000)
    made = novel(parser.parse_args().words)
    print("| format | size | words | read | memory after reading | script |\n|---|--:|--:|--:|--:|--:|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, write in WRITERS.items():
            path = Path(folder) / name
            write(path, made)
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                words, read_s, script_s, memory_mb = pool.apply(measure, (path,))
            size = f"{path.stat().st_size / 1e6:.1f} MB"
            print(
                f"| {name} | {size} | {words:,} | {read_s:.2f} s | {memory_mb:.0f} MB | {script_s:.1f} s |", flush=True
            )


if __name__ == "__main__":
    main()
