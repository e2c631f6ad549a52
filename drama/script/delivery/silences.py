"""Silences that the narration tells of: "There was a long beat of silence." gets one.

Only where the silence is the last thing a line of narration tells, so that it falls where the story has it. The
lengths are modest, because the pause that belongs between two lines is there already.
"""

from __future__ import annotations

import re

from drama.script.text.sentences import sentences

SHORT_MS, PLAIN_MS, LONG_MS = 600, 1000, 1500
"""Of "He hesitated.", of "Nobody spoke.", of "There was a long silence."."""

_LOOKED_AT = 200
"""Characters at the end of a line; a silence that takes more words is a story of its own."""
_LONG = re.compile(
    r"\b(?:long(?:er)?|while|minutes?|time|hours?|endless|eternal|eternity|forever|stretched|dragged|dead|total)\b"
)
_SHORT = re.compile(
    r"\b(?:short|brief(?:ly)?|slight|little|half|second|instant|beat|moment|heartbeat|paused?|hesitated)\b"
)
_FOR = (
    r"(?:,? (?:for|in|during|after) (?:an? |some |several |the |what \w+ like an? )?(?:\w+ ){0,2}"
    r"(?:moments?|whiles?|times?|minutes?|seconds?|beats?|instants?|spells?|breaths?|heartbeats?|age|ages|eternity))?"
)
_LEAD = r"(?:and |but |then )?(?:for (?:an?|some|one|several) (?:\w+ )?\w+,? )?"
_WHO = r"(?:[\w’'.-]+ ){0,3}?[\w’'-]+"
_STILL = r"(?:[\w-]+,? ){0,3}?(?:pause|silence|hush|beat|stillness|quiet|lull)"
_WHERE = r"(?: of silence| in the \w+| between them| on the line| at the other end)?"
_FELL = (
    r"(?: \w+ly)? (?:fell|followed|settled|stretched(?: out| on)?|descended|hung|ensued|lengthened|deepened|"
    r"dragged(?: on)?|came down|held|reigned|spread|grew|returned)(?: (?:over|between|in|on|upon|among|across) "
)
_NOBODY = r"(?:nobody|no one|no-one|neither(?: of (?:them|us|the \w+))?|none of (?:them|us))"
_SPOKE = r"(?: (?:spoke|moved|answered|replied|stirred)| said (?:anything|a word|a thing))"
_SAYS_NOTHING = (
    r"(?:said nothing|said no more|made no (?:answer|reply)|gave no (?:answer|reply)|(?:was|were|fell|grew) silent|"
    r"went quiet|did not (?:answer|reply|speak)|didn['’]t (?:answer|reply|speak|say anything))"
)
_SILENCES = (
    (
        rf"(?:then |and |again ){{0,2}}{_LEAD}there (?:was|came|followed|is) "
        rf"(?:only |an? |another |nothing but |a moment of |dead |the )?{_STILL}{_WHERE}{_FOR}(?:, rather a \w+ one)?"
    ),
    rf"(?:an? |another |the )?{_STILL}(?: of silence)?{_FOR}",
    rf"(?:an? |another |the )?{_STILL}{_FELL}{_WHO})?{_FOR}",
    rf"{_LEAD}{_NOBODY}{_SPOKE}(?: again)?{_FOR}",
    rf"{_LEAD}{_WHO} {_SAYS_NOTHING}(?: at first| at once| right away| to that)?{_FOR}",
    rf"{_LEAD}{_WHO}(?: \w+ly)? (?:paused|hesitated)(?: again| briefly)?{_FOR}",
    (
        rf"(?:\w+ )?{_WHO} (?:said|asked|began|started|replied|went on)(?: \w+ly)?,? (?:and |then ){{1,2}}"
        rf"(?:paused|hesitated|stopped){_FOR}"
    ),
    r"(?:an?|another|one|two|several|some) (?:\w+ )?(?:moments?|seconds?|minutes?|beats?) (?:passed|went by|ticked by)",
)
_SILENCE = re.compile(rf"(?:{'|'.join(_SILENCES)})[.,;:…—–-]*", re.IGNORECASE)


def beat_after(text: str) -> int:
    """Return the silence in milliseconds that a line of narration ends in; 0 for none."""
    tail = text[-_LOOKED_AT:]
    found = list(sentences(tail))
    if not found or (found[0][0] == 0 and len(found) == 1 and len(text) > _LOOKED_AT):
        return 0
    last = tail[found[-1][0] : found[-1][1]]
    if not _SILENCE.fullmatch(last):
        return 0
    if _LONG.search(last.lower()):
        return LONG_MS
    return SHORT_MS if _SHORT.search(last.lower()) else PLAIN_MS
