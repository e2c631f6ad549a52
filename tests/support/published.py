"""A season of two short episodes that is published, by the tone engine, and its feed as a reader finds it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, parse

from PIL import Image

import drama
from drama.publishing.feed import NAMESPACES
from support.seasons import FERRY, LAMP, TONES, write_season

WHEN = datetime(2026, 11, 28, 18, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 5, 18, 0, tzinfo=UTC)

SHARED = f"""{TONES}
[characters.Marek]
engine = "tone"
voice = "tone:620"

[metadata]
author = "Nell Orrin"
language = "en-GB"

[season]
url = "https://example.org/harbour/"
number = 2
title = "Winter"
description = "A harbour, and who comes there by night."
categories = ["Fiction > Drama", "Kids & Family"]
owner = "Lantern House"
email = "radio@example.org"
copyright = "Lantern House"
explicit = false
people = ["Ada Voss, director"]
cover = "cover.png"
"""


def write_episodes(folder: Path, *, shared: str = SHARED) -> Path:
    """Write the folder of the season, with a cover: to draw one takes a second."""
    folder.mkdir(parents=True)
    (folder / "cover.png").write_bytes(picture())
    return write_season(folder, {"01 ferry.md": FERRY, "02 lamp.md": LAMP}, series=shared)


def picture(size: int = 1_400) -> bytes:
    """Return a plain square image."""
    out = io.BytesIO()
    Image.new("RGB", (size, size), "navy").save(out, "PNG")
    return out.getvalue()


def publish(folder: Path, out: Path | None = None, *, now: datetime = WHEN, **more: object) -> drama.PublishedSeason:
    """Publish it, in one process."""
    return drama.publish_season(folder, out, jobs=1, now=now, **more)  # type: ignore[arg-type]


def channel_of(folder: Path) -> Element:
    """Return the channel of the feed in a folder."""
    channel = parse(folder / "feed.xml").getroot().find("channel")
    assert channel is not None
    return channel


def found(parent: Element, path: str) -> list[Element]:
    """Return the elements at a path with the prefixes of the feed."""
    return parent.findall(path, NAMESPACES)


def said(parent: Element, path: str) -> str | None:
    """Return the text of the first element at a path."""
    return parent.findtext(path, None, NAMESPACES)


def items_of(folder: Path) -> dict[str, Element]:
    """Return the episodes of a feed by title."""
    return {said(item, "title") or "": item for item in found(channel_of(folder), "item")}
