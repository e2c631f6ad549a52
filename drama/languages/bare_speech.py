"""Patterns of speech in stories that have no quotation marks: "You cold? he said."."""

from __future__ import annotations

import re
from dataclasses import dataclass

Pattern = re.Pattern[str]


@dataclass(frozen=True, eq=False)
class BareSpeechPatterns:
    """Tags that nothing marks, and words that are talk without a tag."""

    tag: Pattern
    """A tag at the start of a sentence: "Tom said."."""
    after: Pattern
    """Searched for: the end of speech before its tag: "You cold? he said."."""
    inverted: Pattern
    """The same tag with its verb first: "said Anna"."""
    ahead: Pattern
    """A tag before speech: "He said to Tom, Come in."."""
    loose: Pattern
    """Searched for: words as loose as speech that no apostrophe tells: "dont"."""
    interjection: Pattern
    """At the start of talk: "Yes", "please"."""
