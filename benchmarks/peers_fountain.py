"""How much of six speeches in Fountain other parsers keep: ``python benchmarks/peers_fountain.py``.

Installs nothing: whichever of the peers can be imported are asked, each in a process of its own. In a fresh virtual
environment, with drama on ``PYTHONPATH``::

    pip install screenplain==0.12.0 jouvence==0.4.2 fountain-parser==0.1.1 screenplay-tools==0.0.10 fountain-py==0.3.0
    pip install --target old fountain==0.1.3          # it has the package name of fountain-py: PYTHONPATH=old:…

A speech is kept if its words, all of them and no others, are given to its speaker.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

TEXT = """\
Title: Six Speeches

INT. HUT - NIGHT

MRS. O'HARA
The kettle [[not the lamp]] is on.

DR. TARN (O.S.)
/* Wait. */
Let me in.

J.P. VOS
(softly)
No.

ÉMILE
Who is
  
there?

@McNair
It is I.

OLD MAN ^
Go away.
"""  # noqa: W293 - two spaces hold a speech together
SPEECHES = [
    ("mrs. o'hara", "The kettle is on."),
    ("dr. tarn", "Let me in."),
    ("j.p. vos", "No."),
    ("émile", "Who is there?"),
    ("mcnair", "It is I."),
    ("old man", "Go away."),
]
_Spoken = Iterator[tuple[str, str]]


def drama() -> _Spoken:
    """Yield what drama reads."""
    from drama.readers.base import ReadOptions
    from drama.readers.fountain.fountain import read_fountain
    from drama.readers.structure.skips import Skips

    story = read_fountain(TEXT, ReadOptions(), path=Path("six.fountain"))
    skips = Skips(story.text, story.skips)
    for line in story.given:
        if line.speaker is not None:
            yield line.speaker, skips.words(line.start, line.end)


def screenplain() -> _Spoken:
    """Yield what screenplain reads."""
    from screenplain.parsers import fountain
    from screenplain.types import Dialog, DualDialog

    for paragraph in fountain.parse(io.StringIO(TEXT)):
        both = isinstance(paragraph, DualDialog)
        for dialog in (paragraph.left, paragraph.right) if both else (paragraph,):
            if isinstance(dialog, Dialog):
                words = (str(text) for is_aside, text in dialog.blocks if not is_aside)
                yield str(dialog.character), " ".join(words)


def fountain() -> _Spoken:
    """Yield what fountain reads, the first package of that name."""
    from fountain.main import Fountain

    for token in Fountain().tokenize(io.StringIO(TEXT)):
        if token["type"] == "dialogue":
            yield token["lines"][0], " ".join(line for line in token["lines"][1:] if not line.startswith("("))


def fountain_py() -> _Spoken:
    """Yield what fountain-py reads."""
    from fountain.parser import FountainParser

    yield from _by_kind(
        (part.type.value, part.text) for element in FountainParser().parse(TEXT).elements for part in _columns(element)
    )


def _columns(element: SimpleNamespace) -> list[SimpleNamespace]:
    if element.type.value != "dual_dialogue":
        return [element]
    left, right = element.dual_dialogue_columns()
    return [*left, *right]


def fountain_parser() -> _Spoken:
    """Yield what fountain-parser reads."""
    from fountain_parser import parse

    for block in parse(TEXT).dialogue_blocks:
        yield block.character.name, block.spoken_text


def jouvence() -> _Spoken:
    """Yield what Jouvence reads."""
    from jouvence.parser import JouvenceParser

    kinds = {2: "character", 3: "dialogue", 4: "parenthetical"}  # its numbers have no public names
    paragraphs = [p for scene in JouvenceParser().parseString(TEXT).scenes for p in scene.paragraphs]
    yield from _by_kind((kinds.get(p.type, "other"), p.text) for p in paragraphs)


def screenplay_tools() -> _Spoken:
    """Yield what screenplay-tools reads."""
    from screenplay_tools.fountain.parser import Parser

    parser = Parser()
    parser.add_text(TEXT)
    yield from _by_kind(
        (element.type.value.lower(), element.name if element.type.value == "CHARACTER" else element.text)
        for element in parser.script.elements
    )


def _by_kind(parts: Iterator[tuple[str, str]]) -> _Spoken:
    """Yield the speeches of characters and what follows each."""
    name, words = "", []
    for kind, text in parts:
        if kind == "character":
            if words:
                yield name, " ".join(words)
            name, words = text, []
        elif kind == "dialogue":
            words.append(text)
        elif kind not in {"parenthetical", "note", "boneyard"} and words:
            yield name, " ".join(words)
            words = []
    if words:
        yield name, " ".join(words)


PEERS: dict[str, Callable[[], _Spoken]] = {
    "drama": drama,
    "fountain-py": fountain_py,
    "screenplay-tools": screenplay_tools,
    "screenplain": screenplain,
    "jouvence": jouvence,
    "fountain-parser": fountain_parser,
    "fountain": fountain,
}


def kept(spoken: list[list[str]]) -> int:
    """Return how many of the six speeches are among those that a parser reads."""
    found: dict[str, str] = {}
    for name, words in spoken:
        key = " ".join(name.lstrip("@").split("(")[0].rstrip("^ ").split()).lower()
        found[key] = " ".join(f"{found.get(key, '')} {words}".split())
    return sum(found.get(name) == words for name, words in SPEECHES)


def main() -> None:
    """Print how many speeches each parser keeps, and what it makes of the others."""
    for name in PEERS:
        done = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=False, timeout=60)
        if done.returncode:
            print(f"{name:<17} {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")
            continue
        spoken = json.loads(done.stdout)
        print(f"{name:<17} {kept(spoken)} of {len(SPEECHES)}  {json.dumps(spoken, ensure_ascii=False)}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps([[name, words] for name, words in PEERS[sys.argv[1]]()]))
    else:
        main()
