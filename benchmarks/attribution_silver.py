"""Count whose lines change when nothing changes but the names: silver data for who there is, of novels of your own.

    python benchmarks/attribution_silver.py FOLDER [--kind accents|particles|rare|bare ...] [--books N]

The folder holds texts in the public domain (``*.txt``), which stay outside the repository. In each, every name of those
who speak is replaced by another all through the text, the same for the same: ``accents`` by names beyond A to Z,
``particles`` by names such as "al-Karim" and "d'Aubrac", ``rare`` by made-up names that no list has;
``bare`` takes nothing but the accents away from ``accents`` and so tells how much a change of name by itself does. The
script of the changed text must be that of the old one up to the names. Titles stay; genders that only a list of first
names tells are lost with the names, as they are meant to be. Prints, by book and kind, the lines of dialogue, and how
many of them change their speaker, at 0.9 and surer in the one or the other.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from drama.languages.en.english import ENGLISH
from drama.languages.letters import without_accents
from drama.model import Kind, Script
from drama.readers import parse_text, read_story
from drama.script import read_script
from drama.script.people.name_parts import is_title

ACCENTED = [
    "Åsa",
    "Émile",
    "Łukasz",
    "Ítalo",
    "Søren",
    "Þóra",
    "Çelik",
    "Óscar",
    "Žofie",
    "Örjan",
    "Élodie",
    "Íñigo",
    "Ōkuni",
    "Ürün",
    "Ágnes",
    "Štěpán",
    "Øystein",
    "Đorđe",
    "Ängla",
    "Şirin",
    "Țenu",
    "Ålund",
    "Ébert",
    "Łozin",
    "Íris",
    "Ørvik",
    "Þorlak",
    "Çağan",
    "Ódor",
    "Žuna",
    "Öberg",
    "Élan",
    "Ígor",
    "Ōta",
    "Ülo",
    "Ápril",
    "Šana",
    "Ødna",
    "Đuro",
    "Ämari",
]
PARTICLED = [
    "al-Karim",
    "d'Aubrac",
    "al-Sabah",
    "d'Estel",
    "O'Vane",
    "al-Nuri",
    "d'Orme",
    "Mac-Ulla",
    "el-Tarik",
    "d'Ivry",
    "al-Wadi",
    "O'Shan",
    "d'Urle",
    "al-Basir",
    "el-Hadi",
    "d'Anvers",
    "O'Cray",
    "al-Malik",
    "d'Eaux",
    "el-Faraz",
]
SYLLABLES = [
    "ba",
    "bre",
    "cho",
    "dra",
    "fel",
    "gri",
    "hul",
    "jo",
    "kro",
    "lim",
    "mog",
    "nep",
    "ost",
    "pra",
    "quo",
    "rul",
    "ske",
    "tov",
    "ul",
    "vre",
    "wim",
    "yor",
    "zan",
]
KINDS = ("accents", "bare", "particles", "rare")
SURE = 0.9


@dataclass(frozen=True)
class Count:
    """What changes in a text with other names."""

    lines: int
    changed: int
    sure: int
    """Of the changed, those that are called sure in either."""


def words_of_names(script: Script) -> list[str]:
    """Return the words that the names of those who speak are made of, titles left out, most lines first."""
    words: dict[str, None] = {}
    for person in script.characters:
        for name in (person.name, *person.aliases):
            for word in name.split():
                is_name = word[:1].isupper() and len(word) > 1 and word.isalpha()
                if is_name and not is_title(word.lower(), ENGLISH) and word not in ENGLISH.not_names:
                    words[word] = None
    return list(words)


def replacements(kind: str, words: list[str]) -> dict[str, str]:
    """Return another word for each, all of them different."""
    chance = random.Random(len(words))
    if kind in {"accents", "bare"}:
        pool: Iterator[str] = iter([*ACCENTED, *(f"{one}{two.lower()}" for one in ACCENTED for two in ACCENTED)])
        return {
            word: without_accents(name) if kind == "bare" else name for word, name in zip(words, pool, strict=False)
        }
    if kind == "particles":
        pool = iter([*PARTICLED, *(f"{one}{two.lower()}" for one in PARTICLED for two in SYLLABLES)])
        return dict(zip(words, pool, strict=False))
    made: dict[str, str] = {}
    for word in words:
        name = word
        while name in made.values() or name in words or name.lower() in ENGLISH.names.first_names():
            name = "".join(chance.choices(SYLLABLES, k=max(2, len(word) // 2))).capitalize()
        made[word] = name
    return made


def renamed(text: str, names: dict[str, str]) -> str:
    """Return a text with other names; one at the start of a sentence keeps its capital."""
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b")
    return pattern.sub(lambda match: names[match.group()], text)


def compare(old: Script, new: Script, names: dict[str, str]) -> Count:
    """Return how many lines have another speaker, by the voice that a listener would hear for each."""
    pairs = [
        (one.speaker or "", two.speaker or "", max(one.confidence, two.confidence))
        for one, two in zip(
            (line for line in old.lines if line.kind is Kind.DIALOGUE),
            (line for line in new.lines if line.kind is Kind.DIALOGUE),
            strict=False,
        )
    ]
    changed = [confidence for one, two, confidence in pairs if _key(renamed(one, names) if names else one) != _key(two)]
    return Count(len(pairs), len(changed), sum(confidence >= SURE for confidence in changed))


def _key(name: str) -> str:
    return name.casefold().removeprefix("the ")


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--books", type=int)
    asked = parser.parse_args()
    total = {kind: [0, 0, 0] for kind in asked.kind}
    for file in sorted(asked.folder.glob("*.txt"))[: asked.books]:
        story = read_story(file)
        old = read_script(story)
        words = words_of_names(old)
        for kind in asked.kind:
            names = replacements(kind, words)
            new = read_script(parse_text(renamed(story.text, names)))
            count = compare(old, new, names)
            for at, number in enumerate((count.lines, count.changed, count.sure)):
                total[kind][at] += number
            print(f"{file.stem:<16} {kind:<10} {count.lines:>6} lines {count.changed:>5} changed {count.sure:>4} sure")
    for kind, (lines, changed, sure) in total.items():
        share = 100 * changed / max(1, lines)
        print(f"{'all':<16} {kind:<10} {lines:>6} lines {changed:>5} changed {sure:>4} sure  {share:.1f} %")


if __name__ == "__main__":
    main()
