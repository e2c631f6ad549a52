"""Tags that a listener can do without: "said Anna" beside a quote that Anna's own voice speaks.

A tag line is narration beside a quote, up to the end of a clause, that only says who speaks (bare) or also how
(manner). Whatever tells more is no tag line: an action ("said Anna, and shut the door"), a person spoken to by name,
somebody new ("said a man in grey"). With ``drop`` a bare tag is left out where the voice says the same: its speaker
is known for sure, is nobody of the crowd, and has spoken before in the scene, or earlier in the story and is named in
the scene. With ``manner`` every bare tag is left out but those of nobody in particular.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from drama.languages.final_marks import QUOTATION_MARKS
from drama.languages.letters import CAPITAL, MARKS
from drama.model import DOUBTFUL_BELOW, UNKNOWN, Gender, TagKind, TagMode
from drama.script.text.memory import NOTHING_KEPT, Memory
from drama.script.text.narration import clean_index
from drama.script.text.sentences import sentences
from drama.script.text.spans import TagLine, alias_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drama.languages.base import Language
    from drama.model import Story
    from drama.script.text.narration import Told
    from drama.script.text.spans import Attribution, CleanText, Passage, Piece, Roster, SceneBreak


_LONGEST = 120
"""Characters; a longer clause is no tag line."""
_CLOSING = " \t\r\n*_)" + QUOTATION_MARKS
_ENDS = frozenset(".!?…—–-:;")
"""Marks at the end of a quote that need no other behind them."""


def find_tags(
    story: Story,
    told: Sequence[Told],
    attributions: Sequence[Attribution],
    roster: Roster,
    memory: Memory = NOTHING_KEPT,
) -> tuple[TagLine, ...]:
    """Return the tag lines of a story in reading order."""
    says = {attribution.start: attribution for attribution in attributions}

    def tags(paragraph: Told) -> tuple[TagLine, ...]:
        return tuple(_tags_in(story.text, paragraph.passage, paragraph.clean, says, roster))

    found: list[TagLine] = []
    for paragraph in told:
        if paragraph.spoken:
            said = [says.get(start) for _, start in paragraph.spoken]
            key = ("tags", paragraph.passage.start)
            found.extend(memory.kept(key, (paragraph, said, roster), partial(tags, paragraph)))
    return tuple(found)


def _tags_in(
    text: str, passage: Passage, clean: CleanText, says: Mapping[int, Attribution], roster: Roster
) -> Iterator[TagLine]:
    pieces = passage.pieces
    for at, piece in enumerate(pieces):
        if piece.spoken:
            continue
        low, high = clean_index(clean, piece.start), clean_index(clean, piece.end)
        reached = low
        if at and pieces[at - 1].spoken and (found := _behind(text, clean, (low, high), pieces, at, roster.language)):
            match, tag = found
            if _fits(match, says.get(tag.quote), roster):
                yield tag
                reached = match.end()
        if (
            at + 1 < len(pieces)
            and pieces[at + 1].spoken
            and not _goes_on(text, pieces, at + 1)
            and (found := _ahead(clean, (reached, high), pieces, at, roster.language))
        ):
            match, tag = found
            if _fits(match, says.get(tag.quote), roster):
                yield tag


def _behind(  # noqa: PLR0917 - what _tags_in has at hand
    text: str, clean: CleanText, bounds: tuple[int, int], pieces: Sequence[Piece], at: int, language: Language
) -> tuple[re.Match[str], TagLine] | None:
    """Return the tag line that opens a narrated stretch, if one does, which tells of the quote before."""
    low, high = bounds
    match = language.speech_tags.behind.match(clean.text, low, min(high, low + _LONGEST))
    if match is None or match.end() == low + _LONGEST < high:
        return None
    before, piece = pieces[at - 1], pieces[at]
    stop, rest = match["stop"] or "", clean.text[match.end() : high].strip()
    last = text[max(before.start, before.end - 8) : before.end].rstrip(_CLOSING)[-1:]
    if (rest and (stop != "." or rest.startswith(language.speech_tags.leaning))) or (
        stop == "," and (at + 1 == len(pieces) or _starts_anew(match[0], last) or _goes_on(text, pieces, at + 1))
    ):
        return None
    end = clean.source(match.end() - 1) + 1
    needs_stop = last not in _ENDS if stop in {".", ";", ":"} else stop == "," and last.isalnum()
    mark = clean.source(match.start("stop")) if needs_stop else end
    tag = TagLine(
        before.end, end, mark, _kind(match, language), before.start, piece.start, is_behind=True, is_whole=not rest
    )
    return match, tag


def _goes_on(text: str, pieces: Sequence[Piece], at: int) -> bool:
    """Whether the sentence goes on behind a quote, and so needs the tag before it: Anna said, "Yes," and left."""
    if at + 1 >= len(pieces) or pieces[at + 1].spoken:
        return False
    return text[pieces[at + 1].start : pieces[at + 1].end].lstrip(" \t\r\n,;:—–-*_")[:1].islower()


def _starts_anew(words: str, last: str) -> bool:
    """Whether a tag before a comma belongs to the quote behind it: "Yes." Anna said, "Come in."."""
    head = words.lstrip(" —–-")
    return head[:1].isupper() and last in _ENDS and not head.startswith("I ")


def _ahead(
    clean: CleanText, bounds: tuple[int, int], pieces: Sequence[Piece], at: int, language: Language
) -> tuple[re.Match[str], TagLine] | None:
    """Return the tag line that ends a narrated stretch, if one does, which tells of the quote behind."""
    low, high = bounds
    near = max(low, high - _LONGEST)
    found = list(sentences(clean.text, near, high, language=language))
    if not found or (found[-1][0] == near > low):
        return None
    start, end = found[-1]
    match = language.speech_tags.ahead.fullmatch(clean.text, start, end)
    if match is None:
        return None
    piece, quote = pieces[at], pieces[at + 1]
    is_whole = not clean.text[clean_index(clean, piece.start) : start].strip()
    first, last = clean.source(start), clean.source(end - 1) + 1
    tag = TagLine(
        first, last, last, _kind(match, language), quote.start, piece.start, is_behind=False, is_whole=is_whole
    )
    return match, tag


def _kind(match: re.Match[str], language: Language) -> TagKind:
    found = match.groupdict()
    verb = found.get("verb1") or found["verb2"] or ""
    is_bare = verb in language.speech_verbs.dispensable or (
        verb in language.speech_tags.with_listener and found["told"]
    )
    is_bare = is_bare and not (found["how"] or found["how1"])
    return TagKind.BARE if is_bare else TagKind.MANNER


def _fits(match: re.Match[str], attribution: Attribution | None, roster: Roster) -> bool:
    """Whether whom a tag names can be who speaks the quote."""
    found = match.groupdict()
    who = alias_key(found.get("who1") or found["who2"] or "")
    if attribution is None:
        return False
    speaker = roster.named(attribution.speaker)
    pronouns = roster.language.pronouns
    if who in pronouns.subjects:
        genders = {pronouns.gender(who), speaker.gender if speaker else Gender.UNKNOWN}
        return Gender.UNKNOWN in genders or len(genders) == 1
    if people := roster.find(who):
        return any(person.name == attribution.speaker for person in people)
    return attribution.tag is not None and alias_key(attribution.tag.subject) == who


# ------------------------------------------------------------------ which of them are left out


def dropped_tags(  # noqa: PLR0917 - what each stage found, in their order
    tags: Sequence[TagLine],
    mode: TagMode,
    story: Story,
    passages: Sequence[Passage],
    attributions: Sequence[Attribution],
    breaks: Sequence[SceneBreak],
    roster: Roster,
    *,
    without_voice: str | None = None,
) -> tuple[TagLine, ...]:
    """Return the tag lines that are not spoken, in reading order.

    ``without_voice`` is somebody whom no listener can tell from the narrator: that character's tags stay.
    """
    if mode is TagMode.KEEP:
        return ()
    marks = sorted([mark.at for mark in story.pauses] + [mark.at for mark in story.effects])
    says = {attribution.start: attribution for attribution in attributions}
    known = _known_by_voice(story, passages, says, breaks, roster) if mode is TagMode.DROP else frozenset()
    return tuple(
        tag
        for tag in tags
        if tag.kind is TagKind.BARE
        and says[tag.quote].speaker != without_voice
        and bisect_left(marks, tag.start) == bisect_left(marks, tag.end)
        and (tag.quote in known if mode is TagMode.DROP else says[tag.quote].speaker != UNKNOWN)
    )


@dataclass(slots=True)
class _Heard:
    """Who has been heard and named, in the story and in the scene."""

    ever: set[str] = field(default_factory=set)
    here: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    """Capitalised words of the scene's narration."""


_CAPITALISED = re.compile(rf"\b{CAPITAL}[\w{MARKS}-]+")


def _known_by_voice(
    story: Story,
    passages: Sequence[Passage],
    says: Mapping[int, Attribution],
    breaks: Sequence[SceneBreak],
    roster: Roster,
) -> frozenset[int]:
    """Return the starts of the quotes whose voice tells a listener who speaks."""
    scene_starts = [scene.paragraph for scene in breaks]
    heard, scene = _Heard(), -1
    found: set[int] = set()
    names = {person.name: (person.name, *person.aliases) for person in roster.people if not person.is_crowd}
    for passage in passages:
        if (number := bisect_right(scene_starts, passage.paragraph)) != scene:
            scene, heard = number, _Heard(heard.ever)
        for piece in passage.pieces:
            attribution = says.get(piece.start)
            if not piece.spoken:
                heard.words.update(_CAPITALISED.findall(story.text, piece.start, piece.end))
            elif attribution and attribution.speaker != UNKNOWN:
                speaker = attribution.speaker
                is_sure = attribution.confidence >= DOUBTFUL_BELOW and speaker in names
                is_named = speaker in heard.ever and any(
                    name.split()[-1] in heard.words for name in names.get(speaker, ()) if name.split()
                )
                if is_sure and (speaker in heard.here or is_named):
                    found.add(piece.start)
                heard.here.add(speaker)
                heard.ever.add(speaker)
    return frozenset(found)
