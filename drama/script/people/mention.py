"""A mention of somebody in narration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from drama.model import Gender

MentionKind = Literal["name", "role", "pronoun", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of somebody in a text of narration."""

    start: int
    end: int
    """Offsets into the text."""
    people: tuple[int, ...]
    """Whom it may mean, indexes into the roster; empty for a pronoun or a stranger."""
    gender: Gender
    kind: MentionKind
    """``role`` is a description ("the old captain"), ``other`` somebody who stays open ("a voice")."""
    text: str
    verb: str = ""
    """What the mentioned does, lower-case; empty where the mention is no subject."""
    inverted: bool = False
    """The verb stands before: "said Anna"."""
    move: str = ""
    """``goes``, where the mentioned does that."""
    owner: int | None = None
    """Whose relative the mentioned is, an index into the roster: "her mother"."""
    is_object: bool = False
    """Something is done to the mentioned, or stands to them: "told Anna", "with Anna"."""
    is_addressed: bool = False
    """Somebody speaks to the mentioned: "told Anna", "said to Anna", "Anna heard Tom say"."""
    chance: float = 1.0
    """Chance, 0 to 1, that the name is that of whom it is taken to mean: less where two share it, or where two people
    were found to be one on little evidence."""
    rule: str = ""
    """The rule by which a speaker is known beforehand; empty for a mention that stands in the text."""

    @property
    def is_subject(self) -> bool:
        """Whether it is probably the subject of a verb."""
        return bool(self.verb)
