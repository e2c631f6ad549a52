"""A reader of one's own, for files that say who speaks: ``Ilse (whispering): Row.``, one paragraph a line.

A package announces it in its pyproject.toml, by the suffix it reads:

    [project.entry-points."drama.readers"]
    talk = "own_reader:TalkReader"

From then on ``drama render story.talk`` works like any other story.
"""

import re
from pathlib import Path

from drama.errors import StoryError
from drama.model import GivenLine, Manner, Paragraph, Role, Skip, Story
from drama.readers.base import ReadOptions

SPEECH = re.compile(r"(?P<name>[A-Z]\w*(?: [A-Z]\w*)*)(?: \((?P<manner>\w+)\))?: +(?=\S)")
MANNERS = {"whispering": Manner.WHISPERED, "shouting": Manner.SHOUTED, "muttering": Manner.MUTTERED}


class TalkReader:
    name = "talk"
    suffixes = (".talk",)

    def recognizes(self, start: bytes) -> bool:
        rows = start.decode("utf-8", "replace").splitlines()
        return any(SPEECH.match(row) for row in rows)

    def read(self, path: Path, options: ReadOptions) -> Story:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            raise StoryError(f"{path} cannot be read: {problem}") from problem
        paragraphs, skips, given, title = [], [], [], ""
        for row in re.finditer(r"\S(?:.*\S)?", text):
            start, end = row.span()
            if row[0].startswith("# "):
                paragraphs.append(Paragraph(start, end, Role.HEADING, level=1))
                skips.append(Skip(start, start + 1, "markup"))
                title = title or row[0][2:]
                continue
            paragraphs.append(Paragraph(start, end))
            if speech := SPEECH.match(text, start, end):
                manner = MANNERS.get(speech["manner"])
                skips.append(Skip(start, speech.end(), "speaker"))  # the name is not spoken
                given.append(GivenLine(speech.end(), end, speech["name"], manner))
        return Story(text, tuple(paragraphs), tuple(skips), given=tuple(given), title=options.title or title)
