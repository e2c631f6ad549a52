"""The turns of a conversation: each paragraph's speech with everything the text around it tells about its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drama.languages.base import Language
from drama.languages.final_marks import QUOTATION_MARKS
from drama.model import Gender, Story
from drama.script.attribution.addressed import called_gender
from drama.script.attribution.device_speech import is_device_speech
from drama.script.attribution.speech_tags import Reading, beat_subject, read_after, read_before
from drama.script.people.mentions import Mention, find_mentions, lookup
from drama.script.people.name_counts import names_in, vocatives
from drama.script.people.plain_text import plain, plain_pieces
from drama.script.text.spans import Passage, Piece, Roster, Tag


@dataclass(slots=True)
class Turn:
    """Speech of one speaker: the spoken pieces of a paragraph, or of several where a quotation runs on."""

    passage: int
    """Index into the passages."""
    pieces: list[int] = field(default_factory=list)
    """Starts of the spoken pieces."""
    tag: Tag | None = None
    subject: Mention | None = None
    """Whom the tag names."""
    beat: Mention | None = None
    """Who acts in the narration beside the speech."""
    beat_is_first: bool = False
    """The beat stands before the speech."""
    others: tuple[int, ...] = ()
    """Others the narration of the paragraph names."""
    vocatives: frozenset[int] = frozenset()
    """Who is addressed in the speech."""
    addressed: frozenset[int] = frozenset()
    """Whom the tag says that the words are said to; they stand among the vocatives too."""
    asked: frozenset[int] = frozenset()
    """To whom somebody just spoke in the narration: "Anna asked Tom whether it was cold."."""
    quoted: frozenset[int] = frozenset()
    """Who is named in the speech otherwise."""
    gap: int = 0
    """Narrated paragraphs since the turn before; scene breaks and headings count five."""
    before: tuple[Mention, ...] = ()
    """Mentions in the narration since the turn before, in order."""
    lead: Mention | None = None
    """Whom the paragraph before names as about to speak: it ends in a colon."""
    local: tuple[Mention, ...] = ()
    """Mentions in the paragraph's narration, in order."""
    place: int = 0
    """Index of the paragraph in the story."""
    introduces: int | None = None
    """Who may have just said nothing but the own name: nobody was called that before, and a stranger has come in."""
    is_device_speech: bool = False
    """A device gives the words out: a radio, a telephone, a loudspeaker."""
    calls: Gender = Gender.UNKNOWN
    """Of what gender somebody is who is addressed without a name: "sir", "young lady"."""
    tells: str = ""
    """What the verb of its tag tells of the turn before, a trait of :mod:`drama.languages.verbs`: "answers"."""
    asks: bool = False
    """Its last words are a question."""
    between: int = 0
    """How many of the mentions before, counted from the last, stand in the paragraphs since the turn before."""
    words_between: int = 0
    """Narrated words in the paragraphs since the turn before."""
    words_ahead: int = 0
    """Narrated words in the paragraph ahead of the speech."""
    words_behind: int = 0
    """Narrated words in the paragraph behind the speech."""


def find_turns(story: Story, passages: Sequence[Passage], roster: Roster, breaks: frozenset[int]) -> Iterator[Turn]:
    """Yield the turns in reading order."""
    pending: list[Mention] = []
    """Mentions in the narration since the turn before."""
    gap = words = between = 0
    previous: Turn | None = None
    last_paragraph = -1
    leading_in: Reading | None = None
    """The tag that the paragraph above ends in."""
    known: set[int] = set()
    for index, passage in enumerate(passages):
        here = roster.at(passage.start)
        if passage.paragraph in breaks or passage.paragraph > last_paragraph + 1:
            gap += 5
            leading_in = None
        last_paragraph = passage.paragraph
        if not passage.has_speech:
            carried = len(pending)
            leading_in = _read_narration(story, passage, here, pending)
            between += len(pending) - carried if len(pending) < _MAX_PENDING else _MAX_PENDING
            gap += 1
            words += _word_count(story.text[passage.start : passage.end])
            continue
        if passage.continues_previous and previous is not None and gap == 0:
            pending = _continue(previous, story, passage, index, here, pending)
            continue
        for number, turn in enumerate(_read(story, passage, index, here)):
            if previous is not None:
                _note_known(known, previous)
                yield previous
            turn.gap, turn.words_between = gap, words
            turn.before, turn.between = tuple(pending), min(between, len(pending))
            turn.asked = _asked(turn)
            turn.introduces = _introduced(story, passage, turn, here, known)
            if number == 0 and leading_in is not None and turn.tag is None:
                _lead_in(turn, leading_in)
            previous, pending = turn, list(turn.local)
            gap = words = between = 0
        leading_in = _read_end(story, passage, here)
    if previous is not None:
        yield previous


_MAX_PENDING = 40


def _read_narration(story: Story, passage: Passage, roster: Roster, pending: list[Mention]) -> Reading | None:
    """Add the mentions of a narrated paragraph to the pending ones, and return the tag it ends in, if any."""
    text = plain(story.text[passage.start : passage.end])
    mentions = find_mentions(text, roster, passage.start)
    pending.extend(mentions[-_MAX_PENDING:])
    del pending[:-_MAX_PENDING]
    return (
        read_before(text, passage.start, mentions, roster.language, place="above")
        if text.rstrip()[-1:] in ":,"
        else None
    )


def _read_end(story: Story, passage: Passage, roster: Roster) -> Reading | None:
    """Return the tag that a paragraph with speech ends in, if its last words lead up to the next: "He sighed:"."""
    last = passage.pieces[-1]
    text = plain(story.text[last.start : last.end]).rstrip()
    if last.spoken or not text.endswith(":"):
        return None
    return read_before(text, last.start, find_mentions(text, roster, last.start), roster.language, place="above")


def _lead_in(turn: Turn, reading: Reading) -> None:
    """Note whom the paragraph above makes the speaker of a turn without a tag."""
    is_known = reading.mention.kind != "pronoun" or bool(reading.mention.people)
    if reading.leads_in and is_known and turn.beat is None:
        turn.tag, turn.subject = reading.tag, reading.mention
        turn.addressed = reading.addressed
        turn.vocatives |= reading.addressed
    else:
        turn.lead = reading.mention


def _continue(  # noqa: PLR0917 - what find_turns has at hand
    turn: Turn, story: Story, passage: Passage, index: int, roster: Roster, pending: list[Mention]
) -> list[Mention]:
    """Add a paragraph to the turn whose quotation runs on in it, and return the mentions that are pending then."""
    turn.pieces.extend(piece.start for piece in passage.pieces if piece.spoken)
    _add_speech(turn, story, passage, roster)
    _add_shape([turn], story, passage)
    if all(piece.spoken for piece in passage.pieces):
        return pending
    turns = _read(story, passage, index, roster)
    if turns and turn.tag is None and turns[0].tag is not None:
        turn.tag, turn.subject = turns[0].tag, turns[0].subject
    return [mention for read in turns for mention in read.local]


def _note_known(known: set[int], turn: Turn) -> None:
    """Add everybody whom a turn or the narration before it names."""
    known |= turn.vocatives | turn.quoted
    for mention in (*turn.before, *turn.local):
        known.update(mention.people)


def _introduced(story: Story, passage: Passage, turn: Turn, roster: Roster, known: set[int]) -> int | None:
    """Return who says nothing but an own name that is new, after "a man" has come in: '"Brandt," he said.'."""
    subject = turn.subject
    if subject is None or subject.kind != "pronoun" or subject.gender is Gender.UNKNOWN:
        return None
    strangers = [m for m in turn.before if m.kind == "role" and m.text.lower().startswith(("a ", "an "))]
    if not any(m.gender is subject.gender for m in strangers):
        return None
    piece = next(p for p in passage.pieces if p.start == turn.pieces[0])
    name = plain(story.text[piece.start : piece.end]).strip(_MARKS)
    people = lookup(name, roster) or tuple(
        index for index, who in enumerate(roster.people) if name and not who.is_crowd and who.name.endswith(" " + name)
    )
    named = {p for m in turn.before for p in m.people}
    return people[0] if people and people[0] not in known | named else None


_MARKS = " .,!?;\u2014-" + QUOTATION_MARKS


def _read(story: Story, passage: Passage, index: int, roster: Roster) -> list[Turn]:
    """Return the turns of one paragraph: one, unless two tags name two speakers."""
    pieces = passage.pieces
    texts = enumerate(plain_pieces(story, passage, roster.language))
    narrated = {k: text for k, (piece, text) in texts if not piece.spoken}
    mentions = {k: find_mentions(text, roster, pieces[k].start) for k, text in narrated.items()}
    turns = [Turn(index, place=passage.paragraph)]
    local: list[Mention] = []
    last: Reading | None = None
    for k, piece in enumerate(pieces):
        if not piece.spoken:
            local.extend(mentions[k])
            continue
        reading = _tag_of(story, pieces, k, narrated, mentions, last, roster.language)
        last = reading
        turn = turns[-1]
        if reading is not None and turn.tag is not None and turn.pieces and _differ(turn, reading):
            turn.local = tuple(local)
            turn = Turn(index, place=passage.paragraph)
            turns.append(turn)
            local = []
        if reading is not None and (
            turn.tag is None
            or (turn.subject is not None and turn.subject.kind == "pronoun" and reading.mention.kind != "pronoun")
        ):
            turn.tag, turn.subject, turn.addressed = reading.tag, reading.mention, reading.addressed
        turn.pieces.append(piece.start)
    turns[-1].local = tuple(local)
    for turn in turns:
        turn.vocatives = turn.addressed
        _add_speech(turn, story, passage, roster)
    _add_shape(turns, story, passage)
    for turn in turns:
        turn.tells = _told_by(turn.tag, story, roster.language)
    if len(turns) == 1:
        turns[0].is_device_speech = any(
            is_device_speech(text, roster.language, is_ahead=k == 0) for k, text in narrated.items()
        )
    if turns[0].tag is None:
        _add_beat(turns[0], pieces, narrated, mentions, roster.language)
    return turns


def _asked(turn: Turn) -> frozenset[int]:
    """Return to whom somebody spoke in the narration before a turn, if it told of nobody else since."""
    ahead = turn.local[: next((k for k, m in enumerate(turn.local) if m is turn.subject), 0)]
    mentions = [m for m in (*(turn.before if turn.gap else ()), *ahead) if m.people][-_SOON:]
    return frozenset(m.people[0] for m in mentions if m.is_addressed) - turn.addressed


_SOON = 3
"""Mentions before a turn among which somebody may have been spoken to."""


def _differ(turn: Turn, reading: Reading) -> bool:
    """Whether a second tag in a paragraph names another speaker than the first."""
    first, second = turn.subject, reading.mention
    if first is None or turn.tag is None:
        return False
    if first.kind == "name" and second.kind == "name":
        return not set(first.people) & set(second.people)
    if first.kind == second.kind == "role" and first.people and second.people:
        return not set(first.people) & set(second.people)
    if {first.gender, second.gender} == {Gender.FEMALE, Gender.MALE}:
        return True
    if "other" in (first.kind, second.kind):
        return first.text != second.text
    # "…," she began; and Anna cut in, "…": a name after a pronoun in one piece of narration is somebody new
    overlaps = reading.tag.place == "before" and turn.tag.end >= reading.tag.start - 1 and turn.tag.place != "before"
    return overlaps and first.kind == "pronoun" and second.kind in ("name", "role") and first.text != "I"


def _tag_of(  # noqa: PLR0917 - what _read has at hand
    story: Story,
    pieces: Sequence[Piece],
    k: int,
    narrated: dict[int, str],
    mentions: dict[int, list[Mention]],
    last: Reading | None,
    language: Language,
) -> Reading | None:
    """Return the tag of the spoken piece at an index: one that leads up to it, else after it, else before it.

    ``last`` is the tag of the piece before, which may stand in the same narration.
    """
    before: Reading | None = None
    if k - 1 in narrated:
        before = read_before(narrated[k - 1], pieces[k - 1].start, mentions[k - 1], language)
        if (
            before is not None
            and last is not None
            and not _is_new(before, last, narrated[k - 1], pieces[k - 1].start, language)
        ):
            before = None
        if before is not None and before.leads_in:
            return before
    if k + 1 in narrated and not _leads_on(narrated, k, language):
        inner = story.text[pieces[k].start : pieces[k].end].rstrip(QUOTATION_MARKS + " ")
        place = "between" if k + 2 < len(pieces) else "after"
        reading = read_after(narrated[k + 1], pieces[k + 1].start, mentions[k + 1], inner[-1:], language, place=place)
        if reading is not None:
            return reading
    return before


def _is_new(before: Reading, last: Reading, text: str, offset: int, language: Language) -> bool:
    """Whether a tag before a piece is another than that of the piece before, in whose narration it stands.

    "…," said Anna, when Tom returned, "…" has one; "…," said Anna, and Tom answered, "…" has two.
    """
    if last.tag.start < offset or last.tag.place not in {"between", "after"} or before.tag.start >= last.tag.end:
        return True
    start = before.mention.start
    is_plain = before.leads_in and before.tag.verb in language.speech_verbs.plain
    return is_plain and last.mention.end <= start and not language.mentions.meanwhile.search(text, 0, start)


def _leads_on(narrated: dict[int, str], k: int, language: Language) -> bool:
    """Whether the narration behind a piece only leads up to the next: "…"; and Tom retorted: "…"."""
    text = narrated[k + 1]
    return text.rstrip()[-1:] in {",", ":"} and language.speech_tags.leading_on.match(text) is not None


def _add_beat(
    turn: Turn,
    pieces: Sequence[Piece],
    narrated: dict[int, str],
    mentions: dict[int, list[Mention]],
    language: Language,
) -> None:
    """Note who acts in the narration beside the speech."""
    first = next(k for k, piece in enumerate(pieces) if piece.spoken)
    if first - 1 in narrated:
        turn.beat = beat_subject(narrated[first - 1], mentions[first - 1], language, last=True)
        turn.beat_is_first = turn.beat is not None
    for k in range(first + 1, len(pieces)):
        if turn.beat is not None:
            break
        if k in narrated:
            turn.beat = beat_subject(narrated[k], mentions[k], language, last=False)


def _add_shape(turns: Sequence[Turn], story: Story, passage: Passage) -> None:
    """Note how much is narrated ahead of the speech of a paragraph and behind it, and which turns end in a question."""
    first, last = passage.pieces[0], passage.pieces[-1]
    if not first.spoken:
        turns[0].words_ahead = _word_count(story.text[first.start : first.end])
    turns[-1].words_behind = 0 if last.spoken else _word_count(story.text[last.start : last.end])
    ends = {piece.start: piece.end for piece in passage.pieces}
    for turn in turns:
        start = turn.pieces[-1]
        turn.asks = story.text[start : ends[start]].rstrip(QUOTATION_MARKS + " ").endswith("?")


def _told_by(tag: Tag | None, story: Story, language: Language) -> str:
    """Return what the verb of a tag tells of the turn before: "replied", "went on", "put in"."""
    if tag is None or not tag.verb:
        return ""
    turns = language.speech_verbs.turns
    particle = _PARTICLE.search(story.text, tag.start, tag.end)
    return (turns.get(f"{tag.verb} {particle.group()}", "") if particle else "") or turns.get(tag.verb, "")


_PARTICLE = re.compile(r"\b(?:in|on)\b")


def _word_count(text: str) -> int:
    """Return about how many words a text has."""
    return text.count(" ") + text.count("\n") + 1


def _add_speech(turn: Turn, story: Story, passage: Passage, roster: Roster) -> None:
    """Note who is named in the speech."""
    called: set[int] = set(turn.vocatives)
    named: set[int] = set(turn.quoted)
    starts = set(turn.pieces[-len(passage.pieces) :])  # a quotation may have run on over thousands of paragraphs before
    for piece in passage.pieces:
        if piece.start not in starts:
            continue
        text = plain(story.text[piece.start : piece.end])
        if turn.calls is Gender.UNKNOWN:
            turn.calls = called_gender(text, roster.language)
        for _, name in vocatives(text, roster.language):
            called.update(lookup(name, roster)[:2])
        for _, _, name in names_in(text, roster.language):
            named.update(lookup(name, roster)[:1])
    turn.vocatives = frozenset(called)
    turn.quoted = frozenset(named - called)
