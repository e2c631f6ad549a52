"""The document, made of a script: title page, cast, a page for each part, the scenes with numbered lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from drama.exports.table_read.speeches import Part, parts_of, scenes_of
from drama.files.content_security import source_digest
from drama.files.text import plain
from drama.model import Script

if TYPE_CHECKING:
    from jinja2 import Template

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_WORDS_A_MINUTE = 150
"""Of a table read: what is told and what is said, with the breaths between."""


def table_read(script: Script, marked: Collection[str] = ()) -> str:
    """Return the document.

    The part to mark is chosen on the page, without a script in it; ``marked`` are the names of speakers whose parts are
    marked when it opens. Their pages alone then stand before the scenes, else everybody's.
    """
    parts = parts_of(script)
    chosen = tuple(part for part in parts if part.name in {plain(name) for name in marked})
    style = _file("table_read.css") + _marking(parts)
    story = script.story
    words = sum(part.words for part in parts)
    language = story.metadata.language or "en"
    return _template().render(
        policy=f"default-src 'none'; style-src '{source_digest(style)}'; base-uri 'none'; form-action 'none'",
        language=language if _LANGUAGE.fullmatch(language) else "en",
        title=plain(story.title) or "Untitled",
        author=plain(story.author),
        parts=parts,
        chosen=chosen,
        shown=chosen or parts,
        scenes=tuple(scenes_of(script)),
        lines=len(script.lines),
        minutes=max(1, round(words / _WORDS_A_MINUTE)),
        style=style,
    )


def _marking(parts: Sequence[Part]) -> str:
    """Return the rules that mark the speeches of a part while its box is ticked."""
    ticked = ",".join(f"body:has(#mark-{part.number}:checked) .part-{part.number}" for part in parts)
    return f"{ticked}{{background:var(--mark)}}\n" if parts else ""


def _file(name: str) -> str:
    return (files("drama.exports.table_read") / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 (only where a document is made)

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_file("table_read.html.j2"))
