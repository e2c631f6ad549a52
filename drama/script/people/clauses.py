"""Clauses: which of the people that a sentence mentions does something, to whom, and who speaks to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drama.languages.base import Language
from drama.script.people.mention import Mention


def in_clause(text: str, mention: Mention, earlier: Sequence[Mention], language: Language) -> Mention:
    """Return a mention as its clause has it: as an object rather than a subject, as the agent, as one spoken to.

    ``earlier`` are the mentions before it in the text, in order.
    """
    if mention.kind == "pronoun":
        verb_at = text.rindex(mention.verb, 0, mention.start) if mention.inverted else 0
        is_object = mention.inverted and not _inverts(text, verb_at, earlier, language)
        return replace(mention, verb="", inverted=False, is_object=True) if is_object else mention
    found = _in_passive(text, mention, language) or _behind_verb(text, mention, earlier, language)
    found = found or _governed(text, mention, earlier, language) or mention
    is_hearing = found is mention and mention.verb in language.speech_tags.hearing
    return replace(mention, is_addressed=True) if is_hearing else found


def _in_passive(text: str, mention: Mention, language: Language) -> Mention | None:
    """Return a mention as a verb of speaking in the passive has it: "Tom was told by Anna"."""
    patterns = language.mentions
    if agent := patterns.agent.search(text, max(0, mention.start - _BEFORE), mention.start):
        return replace(mention, verb=agent.group(1), inverted=True)
    if patterns.passive.match(text, mention.end):
        return replace(mention, verb="", is_object=True, is_addressed=True)
    return None


def _behind_verb(text: str, mention: Mention, earlier: Sequence[Mention], language: Language) -> Mention | None:
    """Return a mention right behind a verb as its subject ("said Anna") or its object ("Tom told Anna")."""
    ahead = language.mentions.last_word.search(text, max(0, mention.start - _BEFORE), mention.start)
    verb = ahead.group(1) if ahead else ""
    is_told = verb in language.speech_verbs.telling
    is_heard = verb in language.speech_tags.hearing and mention.is_subject
    if ahead is None or is_heard or not (mention.inverted or is_told or language.is_verb(verb)):
        return None
    if mention.kind == "other" and not (mention.inverted or is_told):
        return None
    if _inverts(text, ahead.start(1), earlier, language):
        return mention
    own = _own_verb(text, mention, language)
    return replace(mention, verb=own, inverted=False, is_object=True, is_addressed=is_told)


def _governed(text: str, mention: Mention, earlier: Sequence[Mention], language: Language) -> Mention | None:
    """Return a mention behind a preposition or a participle as the object of it: "said to Anna", "kissing Anna,"."""
    patterns = language.mentions
    governor = patterns.governor.search(text, max(0, mention.start - _BEFORE), mention.start)
    if governor is None:
        return None
    speaker = earlier[-1] if earlier and earlier[-1].inverted else None
    is_told = governor.group("verb") is not None or (
        speaker is not None and patterns.to_listener.fullmatch(text, speaker.end, mention.start) is not None
    )
    keeps_verb = patterns.relative.match(text, mention.end) or text[mention.end : mention.end + 2] == "'s"
    return replace(mention, verb=mention.verb if keeps_verb else "", is_object=True, is_addressed=is_told)


_BEFORE = 40
"""Letters before a mention in which its governor stands."""


def _own_verb(text: str, mention: Mention, language: Language) -> str:
    """Return what the object of a verb does itself: "said Anna was late", "told Anna, who laughed"."""
    if language.mentions.relative.match(text, mention.end):
        return mention.verb
    following = language.mentions.next_word.match(text, mention.end)
    is_own = following is not None and text[mention.end] == " " and language.is_action(following.group(1))
    return following.group(1) if following is not None and is_own else ""


def _inverts(text: str, verb_at: int, earlier: Sequence[Mention], language: Language) -> bool:
    """Whether a verb stands before its subject: it opens the narration or a clause, and nobody else is its subject."""
    opening = language.mentions.inverting.search(text, max(0, verb_at - _BEFORE), verb_at)
    if opening is None:
        return False
    if opening.group(1) not in _INNER_MARKS or not opening.start():
        return True
    here = _sentence_start(text, verb_at, language)
    subjects = language.pronouns.subjects
    return not any(
        m.start > here and (m.is_subject or (not m.is_object and (m.kind != "pronoun" or m.text.lower() in subjects)))
        for m in earlier[-_NEAR:]
    )


def _sentence_start(text: str, at: int, language: Language) -> int:
    """Return the mark before which the sentence that an offset stands in does not begin; less than 0 for none."""
    here = max(at - _SENTENCE, *(text.rfind(mark, 0, at) for mark in "!?"))
    stop = text.rfind(". ", max(0, here), at)
    while stop >= 0 and language.ends_in_title.search(text, max(0, stop - 8), stop + 1):
        stop = text.rfind(". ", max(0, here), stop)
    return max(here, stop)


_SENTENCE = 600
"""Letters: no sentence is taken to be longer."""
_INNER_MARKS = frozenset(",;)]-\u2013\u2014")
"""Marks with which a clause begins and no sentence."""
_NEAR = 6
"""Mentions back among which the subject of a clause stands."""


def subject_of(text: str, mentions: Sequence[Mention], start: int, at: int, language: Language) -> Mention | None:
    """Return who does what the verb at an offset says; ``start`` is where its sentence begins.

    A participle ("saying") goes with the nearest. Else it is whoever has no verb yet and waits for one behind a comma
    ("Anna, who had seen Tom, said"), else the nearest who acts, but for those whom a clause of its own ends with
    ("Anna, when Tom came, said").
    """
    able = [m for m in mentions if start <= m.start < at and _may_act(text, m, language)]
    acting = [m for m in able if m.verb or _waits(text, m, language)]
    if acting and language.speech_tags.participle.match(text, at):
        return next((m for m in reversed(acting) if not _tells_when(text, m, language)), acting[-1])
    if not acting:  # a verb that no list has: "Anna bethought herself of Tom and said"
        return able[0] if able else None
    waiting = next((m for m in reversed(acting) if not m.verb and _waits(text, m, language)), None)
    for index in range(len(acting) - 1, -1, -1):
        mention = acting[index]
        if mention is waiting:
            return mention
        is_inner = _opens_clause(text, mention, language) or mention.is_object
        is_closed = is_inner and "," in text[mention.end : at]
        if not is_closed or (waiting is None and (mention.is_object or not _has_outer(text, acting[:index], language))):
            return mention
    return acting[-1]


def _may_act(text: str, mention: Mention, language: Language) -> bool:
    """Whether a mention can be a subject: no owner, no object."""
    word = mention.text.lower()
    if text.rfind("(", 0, mention.start) > text.rfind(")", 0, mention.start):
        return False
    if mention.kind == "pronoun" and word not in language.pronouns.subjects:
        return mention.is_subject  # "his voice said"
    if word in language.pronouns.things:
        return language.is_action(mention.verb)
    is_owner = text[mention.end : mention.end + 2] in {"'s", "' "}
    return mention.is_subject or not (is_owner or mention.is_object)


def _waits(text: str, mention: Mention, language: Language) -> bool:
    """Whether something stands between a mention and its verb: "Anna, smiling,", "Anna (at the door)"."""
    return language.mentions.parenthesis.match(text, mention.end) is not None


def _opens_clause(text: str, mention: Mention, language: Language) -> bool:
    """Whether a mention is the subject of a clause within the sentence: "when Anna came"."""
    return language.mentions.subordinate.search(text, max(0, mention.start - _REACH), mention.start) is not None


def _tells_when(text: str, mention: Mention, language: Language) -> bool:
    """Whether a mention's clause is one with a relative pronoun or a conjunction of time, "while" left out."""
    before = text[max(0, mention.start - _REACH) : mention.start]
    return _opens_clause(text, mention, language) and not before.lower().rstrip().endswith("while")


def _has_outer(text: str, mentions: Sequence[Mention], language: Language) -> bool:
    """Whether the sentence has a subject of its own among mentions."""
    return any(not _opens_clause(text, mention, language) for mention in mentions)


_REACH = 24
"""Letters before a mention in which a conjunction stands."""
