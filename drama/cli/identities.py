"""Who goes by several names, who was merged and who was parted, and the commands that settle it the other way."""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterator
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from drama.cli.terminal import clean

if TYPE_CHECKING:
    from drama.model import Identity, Script

_WIDEST = 100
_NAMES = 8
"""Names shown of one character; more are counted."""
_FIRST_PERSON = "I"
_SUREST = 0.99
"""What is shown of evidence is never certainty."""


def identity_rows(script: Script, story: str) -> Iterator[str]:
    """Yield which other names characters have, then who was merged and parted on evidence, and why.

    ``story`` is the story as it is named on a command line.
    """
    width = min(get_terminal_size((80, 24)).columns, _WIDEST)
    for character in script.characters:
        if names := _other_names(character.name, character.aliases):
            quoted = [f'"{clean(name)}"' for name in names[:_NAMES]]
            more = f", and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
            yield from _wrapped(f"{clean(character.name)} – also {', '.join(quoted)}{more}", width)
    for identity in script.identities:
        yield from _wrapped(_verdict(identity), width)
        yield f"    if not:  {_command(identity, story)}"


def _other_names(name: str, aliases: tuple[str, ...]) -> list[str]:
    """Return names that differ by more than an article or a capital from each other and from the usual one."""
    keys = {_key(name), _key(_FIRST_PERSON)}
    found = []
    for alias in aliases:
        if _key(alias) not in keys:
            keys.add(_key(alias))
            found.append(alias)
    return found


def _key(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _verdict(identity: Identity) -> str:
    name, other = clean(identity.name), clean(identity.other)
    verdict = "taken for one person" if identity.is_one else "taken for two people"
    return f"{name} and {other} – {verdict} ({min(identity.chance, _SUREST):.0%}): {identity.why}"


def _command(identity: Identity, story: str) -> str:
    """Return the command that settles an identity the other way."""
    names = [identity.other] if identity.is_one else [identity.name, identity.other]
    option = "--split" if identity.is_one else "--merge"
    return f"drama pin {story} {option} {clean(shlex.join(names))}"


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent="    ", break_on_hyphens=False)
