"""Sentences that tell of a silence: "Nobody spoke.", "He said and paused."."""

from __future__ import annotations

import re

from drama.languages.base import Language

LONG = re.compile(
    r"\b(?:long(?:er)?|while|minutes?|time|hours?|endless|eternal|eternity|forever|stretched|dragged|dead|total)\b"
)
SHORT = re.compile(
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


def silence(language: Language) -> re.Pattern[str]:
    """Return the pattern of a sentence, all of it, in which nobody says anything for a while."""
    verbs = "|".join(sorted({*language.speech_verbs.dispensable, "began", "started"}))
    silences = (
        (
            rf"(?:then |and |again ){{0,2}}{_LEAD}there (?:was|came|followed|is) "
            rf"(?:only |an? |another |nothing but |a moment of |dead |the )?{_STILL}{_WHERE}{_FOR}"
            r"(?:, rather a \w+ one)?"
        ),
        rf"(?:an? |another |the )?{_STILL}(?: of silence)?{_FOR}",
        rf"(?:an? |another |the )?{_STILL}{_FELL}{_WHO})?{_FOR}",
        rf"{_LEAD}{_NOBODY}{_SPOKE}(?: again)?{_FOR}",
        rf"{_LEAD}{_WHO} {_SAYS_NOTHING}(?: at first| at once| right away| to that)?{_FOR}",
        rf"{_LEAD}{_WHO}(?: \w+ly)? (?:paused|hesitated)(?: again| briefly)?{_FOR}",
        (
            rf"(?:\w+ )?{_WHO} (?:{verbs})(?: \w+ly)?,? (?:and |then ){{1,2}}"
            rf"(?:paused|hesitated|stopped){_FOR}"
        ),
        (
            r"(?:an?|another|one|two|several|some) (?:\w+ )?(?:moments?|seconds?|minutes?|beats?) "
            r"(?:passed|went by|ticked by)"
        ),
    )
    return re.compile(rf"(?:{'|'.join(silences)})[.,;:…—–-]*", re.IGNORECASE)
