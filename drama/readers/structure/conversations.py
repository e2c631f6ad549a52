"""Labelled speech inside prose, read as given lines: ``Tom: "Never."``, chats and text messages.

A label before a quotation counts by itself. Words without quotation marks count only in a run of two or more
messages whose labels are those of people; a single ``Word: text`` is prose. The label is not spoken: the voice says
who speaks. Nothing else about the story changes but that each message becomes a paragraph of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from drama.languages.en.english import ENGLISH
from drama.model import Channel, GivenLine, Manner, Paragraph, Role, Skip, Story
from drama.readers.structure.label_names import LabelNames
from drama.readers.structure.skips import Skips, mask
from drama.readers.structure.speaker_labels import QUOTES, Label, label_above, label_at, lines_of, quotation_end

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from drama.languages.base import Language

SPEAKER_LABEL = "speaker label"
"""Why the name before somebody's words is not spoken."""
TIME_STAMP = "time stamp"
"""Why the time of a message is not spoken."""
_NEAR = 6
"""Paragraphs from a chat within which a single message of somebody in it belongs to it."""
_REACH = 40
"""Characters before a line in which the sentence before it is looked for."""
_SENTENCE_END = re.compile(r"[.!?…:][\"”’'*_)\]]{0,3}\s*\Z")


@dataclass(frozen=True, slots=True)
class _Message:
    """Words behind a label."""

    paragraph: int
    start: int
    end: int
    label: Label
    speaker: str
    is_quoted: bool
    opens_run: bool = False
    """What stands before it in its paragraph is no message."""


def with_labelled_speech(story: Story, names: LabelNames | None = None, language: Language = ENGLISH) -> Story:
    """Return the story with the speech of labels as given lines; as it is if its source states speakers already.

    ``names`` are those of its text, where they have been looked at already.
    """
    if story.given:
        return story
    names = names or LabelNames(mask(story.text, story.skips), language)
    masked = names.text
    messages = list(_messages(story, masked, names))
    if not messages:
        return story
    quoted = Counter(it.speaker for it in messages if it.is_quoted)
    chats = _chats(messages, masked, names)
    kept = [it for it in messages if it in chats or (it.is_quoted and _is_sure(it, quoted, names))]
    return _labelled(story, masked, kept, language) if kept else story


def _messages(story: Story, masked: str, names: LabelNames) -> Iterator[_Message]:
    """Yield everything in paragraphs of prose that stands behind a label somebody may bear, in order."""
    for index, paragraph in enumerate(story.paragraphs):
        if paragraph.role is Role.PROSE:
            found = _in_lines(masked, index, paragraph, names)
            yield from found
            if len(found) == 1 and found[0].is_quoted and not found[0].opens_run:
                yield from _within(masked, index, paragraph.end, found[0], names)


def _in_lines(masked: str, index: int, paragraph: Paragraph, names: LabelNames) -> list[_Message]:
    """Return the messages of a paragraph whose lines open with labels; lines without go on with the one before."""
    lines = list(lines_of(masked, paragraph.start, paragraph.end))
    starts: list[tuple[int, Label, str]] = []
    for number, (start, end) in enumerate(lines):
        is_last = number + 1 == len(lines)
        label = label_at(masked, start, paragraph.end if is_last else end)
        if label is None and not is_last:
            label = label_above(masked, start, end, lines[number + 1][0])
        speaker = names.called(label.name) if label else None
        reach = max(lines[0][0], start - _REACH)
        if label and speaker and (number == 0 or starts or _SENTENCE_END.search(masked, reach, start)):
            starts.append((number, label, speaker))
    if not starts or (starts[0][0] > 0 and len(starts) == 1):
        return []
    found = []
    for place, (_, label, speaker) in enumerate(starts):
        behind = starts[place + 1][1].first if place + 1 < len(starts) else paragraph.end
        end = len(masked[:behind].rstrip()) if behind < paragraph.end else behind
        if masked[label.words : end].strip():
            found.append(_message(masked, index, label, speaker, end, opens_run=place == 0 and starts[0][0] > 0))
    return found


def _message(masked: str, index: int, label: Label, speaker: str, end: int, *, opens_run: bool = False) -> _Message:
    is_quoted = masked[label.words] in QUOTES
    if is_quoted and masked[label.words] == "'":
        is_quoted = quotation_end(masked, label.words, end) > label.words + 1
    return _Message(index, label.words, end, label, speaker, is_quoted, opens_run)


def _within(masked: str, index: int, end: int, message: _Message, names: LabelNames) -> Iterator[_Message]:
    """Yield the labelled quotations that follow the first in its paragraph."""
    at = quotation_end(masked, message.start, end)
    while at < end:
        label = label_at(masked, at, end)
        speaker = names.called(label.name) if label else None
        if label is None or speaker is None or masked[label.words] not in QUOTES:
            return
        yield _message(masked, index, label, speaker, end)
        at = quotation_end(masked, label.words, end)


# ------------------------------------------------------------------ evidence


def _is_sure(message: _Message, quoted: Counter[str], names: LabelNames) -> bool:
    """Whether the label before a quotation is somebody's."""
    name = message.label.name
    if not names.is_written_as_name(name):
        return False
    if names.is_person(name) or message.label.is_marked:
        return True
    if quoted[message.speaker] > 1:
        return not names.is_word(name) or len(quoted) > 1
    return not message.label.is_weak and not names.is_word(name) and not name.split()[-1].isdigit()


def _chats(messages: Sequence[_Message], masked: str, names: LabelNames) -> frozenset[_Message]:
    """Return the messages of chats: of runs that are beyond doubt, and single ones near them by the same people."""
    found: set[_Message] = set()
    for run in _runs(messages):
        if _is_chat(run, masked, names):
            found.update(run)
    if not found:
        return frozenset()
    speakers = {it.speaker for it in found}
    single = frozenset(
        it for it in messages if it.speaker in speakers and not names.is_listed(masked[it.start : it.end])
    )
    for order in (messages, messages[::-1]):
        last: int | None = None
        for message in order:
            if message in found or (message in single and last is not None and abs(message.paragraph - last) <= _NEAR):
                found.add(message)
                last = message.paragraph
    return frozenset(it for it in found if not it.is_quoted)


def _runs(messages: Iterable[_Message]) -> Iterator[list[_Message]]:
    """Yield the messages that follow each other without anything between."""
    run: list[_Message] = []
    for message in messages:
        if run and (message.opens_run or message.paragraph > run[-1].paragraph + 1):
            yield run
            run = []
        run.append(message)
    if run:
        yield run


def _is_chat(run: Sequence[_Message], masked: str, names: LabelNames) -> bool:
    """Whether messages that follow each other are a chat, and no form, list or sheet of points."""
    if sum(not it.is_quoted for it in run) < 2:
        return False
    counts = Counter(it.speaker for it in run)
    if all(it.label.is_marked for it in run):
        return True
    if max(counts.values()) == 1 and all(names.is_listed(masked[it.start : it.end]) for it in run):
        return False
    people = {it.speaker for it in run if names.is_person(it.label.name)}
    if people == set(counts):
        return True
    is_answered = len(counts) > 1 and max(counts.values()) > 1
    strange = [it for it in run if it.speaker not in people]
    return is_answered and not any(names.is_word(it.label.name) and counts[it.speaker] == 1 for it in strange)


# ------------------------------------------------------------------ the story


def _labelled(story: Story, masked: str, messages: Sequence[_Message], language: Language) -> Story:
    """Return the story with some messages as given lines, each in a paragraph of its own."""
    given: list[GivenLine] = []
    skips: list[Skip] = []
    cuts: dict[int, list[int]] = {}
    for message in messages:
        delivery = _delivery(message.label.aside, language)
        end = quotation_end(masked, message.start, message.end) if message.is_quoted else message.end
        end = message.start + len(masked[message.start : end].rstrip())
        speaker = None if message.speaker.lower() in language.labels.narrators else message.speaker
        given.append(GivenLine(message.start, end, speaker, *(delivery or (None, None))))
        if delivery is not None:
            skips += _unspoken(masked, message.label)
        cuts.setdefault(message.paragraph, []).append(message.label.first)
    tidy = Skips(story.text, [*story.skips, *skips])
    paragraphs = [
        part
        for index, paragraph in enumerate(story.paragraphs)
        for part in _cut(masked, paragraph, cuts.get(index, []))
    ]
    return replace(
        story,
        paragraphs=tuple(paragraphs),
        skips=tuple(tidy.tidy),
        emphasis=tuple(tidy.trim(story.emphasis)),
        given=tuple(given),
    )


def _delivery(aside: str, language: Language) -> tuple[Manner | None, Channel | None] | None:
    """Return how words are said, as the brackets behind a name tell it; None if they tell something else."""
    if not aside:
        return None, None
    patterns = language.deliveries
    manner = next((it for it, pattern in (*patterns.verbs, *patterns.sides) if pattern.search(aside)), None)
    channel = next((it for it, pattern in patterns.channels if pattern.search(aside)), None)
    return (manner, channel) if manner or channel else None


def _unspoken(masked: str, label: Label) -> Iterator[Skip]:
    """Yield what is not read out of a label: the mark of a list, a time, the name."""
    if label.first < label.start:
        yield Skip(label.first, label.start, "markup")
    stamp = label.stamp
    if stamp is None:
        yield Skip(label.start, label.end, SPEAKER_LABEL)
    elif stamp.start > label.start:
        yield Skip(label.start, stamp.start - _blanks(masked[label.start : stamp.start][::-1]), SPEAKER_LABEL)
        yield Skip(stamp.start, stamp.end, TIME_STAMP)
    else:
        yield Skip(stamp.start, stamp.end, TIME_STAMP)
        yield Skip(stamp.end + _blanks(masked[stamp.end : label.end]), label.end, SPEAKER_LABEL)


def _blanks(text: str) -> int:
    """Return how many characters of white space a text begins with."""
    return len(text) - len(text.lstrip())


def _cut(masked: str, paragraph: Paragraph, offsets: Sequence[int]) -> Iterator[Paragraph]:
    """Yield a paragraph in parts that begin at some offsets."""
    inner = [offset for offset in offsets if masked[paragraph.start : offset].strip()]
    for start, end in zip([paragraph.start, *inner], [*inner, paragraph.end], strict=True):
        blank_lines = paragraph.blank_lines if start == paragraph.start else 0
        yield replace(paragraph, start=start, end=start + len(masked[start:end].rstrip()), blank_lines=blank_lines)
