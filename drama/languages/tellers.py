"""Patterns by which the "I" of a story is known: what tells the name, who is called by it, who says a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

Pattern = re.Pattern[str]


@dataclass(frozen=True, eq=False)
class TellerPatterns:
    """What tells the name of whoever says "I". Text has straight apostrophes."""

    names_self: Pattern
    """Searched for in narration: "My name is Anna", "They call me Anna"; the name is the group."""
    is_self: Pattern
    """The same where a word that is no name may follow: "I am Anna", "I, Anna Berg,"."""
    gives_name: Pattern
    """Searched for in speech: "I'm Anna", "The name's Anna"; the name is the group."""
    recognises: Pattern
    """Searched for in speech: somebody is told or asked who he is: "You're Anna"; the name is the group."""
    asks_name: Pattern
    """Searched for in speech: somebody asks who is there."""
    own_name: Pattern
    """Searched for in narration: "my name" is called."""
    says: Pattern
    """A tag of an "I" at the start of the narration behind a quotation: "I said", "said I"."""
    will_say: Pattern
    """Searched for in the narration before a quotation: its last sentence has an "I" speak."""
    acts: Pattern
    """A sentence that an "I" opens."""
    heeds: Pattern
    """The same where the "I" turns to whoever called."""
    spoken_to: Pattern
    """At the start of the narration behind a quotation: it is said to the "I": "she asked me"."""
    asks_of_another: Pattern
    """A question for a name that may be of somebody else than whoever it is put to; matched: "Who is that?"."""
    of_another: Pattern
    """At the start of speech: it tells of somebody else, and so answers no call: "He cannot hear you"."""
    signs_off: Pattern
    """All of the last words of a letter, or their beginning; the name may follow as the group."""
