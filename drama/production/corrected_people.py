"""Edits of who is who in a story: a character renamed, two made one, one made two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from drama.errors import ScriptError
from drama.production.edited_corrections import Correction, EditedCorrections
from drama.script import NARRATOR_NAME
from drama.script.corrections.write import drop_character, table

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


class CorrectedPeople(EditedCorrections):
    """A story's corrections, of which those of people can be edited."""

    def rename(self, old: str, new: str) -> Correction:
        """Call a character by another name. Raises :class:`ScriptError` if somebody has that name already."""
        return self._kept(f"{old} is called {new}", lambda: self._rename(old, new))

    def _rename(self, old: str, new: str) -> Correction:
        name = self._character(old)
        if self._is_character(new) and self._character(new) != name:
            raise ScriptError(f"{new} is somebody else in this story; to make them one person, merge them (--merge)")

        def write(document: TOMLDocument) -> None:
            people = table(document, "characters")
            entry = people.pop(name, {})
            people[new] = {**entry, "aliases": self._in_story([name, *entry.get("aliases", [])], new)}

        return self._edit(write)

    def merge(self, name: str, other: str) -> Correction:
        """Make two characters one person, called by the first name."""
        return self._kept(f"{name} and {other} are one", lambda: self._merge(name, other))

    def _merge(self, name: str, other: str) -> Correction:
        kept, gone = self._character(name), self._character(other)
        if kept == gone:
            raise ScriptError(f"{name} and {other} are one person already: {kept}")

        return self._edit(lambda document: self._join_two(document, kept, gone))

    def _join_two(self, document: TOMLDocument, kept: str, gone: str) -> None:
        """Write that two characters are one, with whoever was found to be one of them: the file settles it all."""
        people = table(document, "characters")
        aliases = [*people.get(kept, {}).get("aliases", []), gone, *people.pop(gone, {}).get("aliases", [])]
        apart = self.corrections.people.keys()
        found = (one.other for one in self.script.identities if one.is_one and one.name in {kept, gone})
        aliases += [name for name in found if name not in apart]
        people.setdefault(kept, {})["aliases"] = self._in_story(aliases, kept)

    def split(self, name: str) -> Correction:
        """Make a name that was taken for somebody's a person of its own."""
        return self._kept(f"{name} is somebody else", lambda: self._split(name))

    def _split(self, name: str) -> Correction:
        if self._is_character(name) and self._character(name) == name:
            raise ScriptError(f"{name} is a character already; to split one, name the other name: an alias of theirs")
        self._character(name)

        def write(document: TOMLDocument) -> None:
            people = table(document, "characters")
            for other, entry in list(people.items()):
                if rest := [alias for alias in entry.get("aliases", []) if alias.casefold() != name.casefold()]:
                    entry["aliases"] = rest
                elif "aliases" in entry:
                    people.pop(other)
            people[name] = {"apart": True}

        return self._edit(write)

    def forget(self, name: str) -> Correction:
        """Remove the corrections of a character from the file. Raises :class:`ScriptError` if there are none."""
        return self._kept(f"{name} is as the story has it", lambda: self._forget(name))

    def _forget(self, name: str) -> Correction:
        known = {one.casefold(): one for one in self.corrections.people}
        if name.casefold() not in known:
            raise ScriptError(
                f"the corrections say nothing of {name}; they name: {', '.join(known.values()) or 'nobody'}"
            )
        return self._edit(lambda document: drop_character(document, known[name.casefold()]))

    def _in_story(self, names: Iterable[str], besides: str) -> list[str]:
        """Return those names, each once, that the story itself has or drama gives to the one who says "I"."""
        kept = dict.fromkeys(str(name) for name in names if name != besides)
        return [name for name in kept if self._anchors.count(name) or name == NARRATOR_NAME]
