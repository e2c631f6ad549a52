"""How a line is spoken: manner, ending, channel, and whether the next line begins before it ends.

Read from the tag, the beat beside the quote and the punctuation, by the word lists in ``data/deliveries.toml``. What
the vocabulary means stands with :class:`drama.model.Manner`, :class:`drama.model.Ending` and
:class:`drama.model.Channel`.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from drama.languages.en.names import NAME
from drama.model import Channel, Delivery, Ending, Manner
from drama.script.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drama.model import Story
    from drama.script.text.spans import Attribution, Passage, Piece, SceneBreak, Tag

_NEAR = 240
"""Characters of narration looked at on either side of a quote."""

_NEGATION = r"(?<!not )(?<!without )(?<!no )(?<!never )"


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists, as patterns in the order in which they decide."""

    verbs: tuple[tuple[Manner, re.Pattern[str]], ...]
    sides: tuple[tuple[Manner, re.Pattern[str]], ...]
    beats: tuple[tuple[Manner, re.Pattern[str]], ...]
    channels: tuple[tuple[Channel, re.Pattern[str]], ...]
    names_speech: re.Pattern[str]
    """Somebody's name and a verb of speech: a tag behind a quote that ends like a sentence."""


@cache
def _words() -> _Words:
    lists = tomllib.loads((files("drama.languages.en") / "data" / "deliveries.toml").read_text(encoding="utf-8"))
    joined = {name: {key: words.replace("\n", "") for key, words in lists[name].items()} for name in lists}

    def compiled(name: str, unless: str = _NEGATION) -> Iterator[tuple[str, re.Pattern[str]]]:
        for key, words in joined[name].items():
            yield key, re.compile(rf"\b{unless}(?:{words})\b", re.IGNORECASE)

    verbs = "|".join(joined["verbs"].values())
    return _Words(
        verbs=tuple((Manner(key), pattern) for key, pattern in compiled("verbs")),
        sides=tuple((Manner(key), pattern) for key, pattern in compiled("sides")),
        beats=tuple((Manner(key), pattern) for key, pattern in compiled("beats")),
        channels=tuple((Channel(key), pattern) for key, pattern in compiled("channels", unless="")),
        names_speech=re.compile(
            rf"(?:{NAME}|[Tt]he \w+(?: [A-Z][\w’'-]*)?) (?:\w+ly |was |were )?(?:said|asked|replied|answered|"
            rf"told|added|agreed|protested|explained|{verbs})\b"
        ),
    )


_HOLDS_IT = re.compile(
    r"\b(?:into|to) (?:the|his|her|my|their) (?:phone|telephone|receiver|radio|microphone|mouthpiece|handset|"
    r"intercom)\b",
    re.IGNORECASE,
)
_PLACES = frozenset({Channel.DOOR, Channel.DISTANCE})
_MOVES = re.compile(
    r"\b(?:com(?:e|es|ing)|came|walk|stepp?|r[au]nn?|burst|leav|left|look|peer|glanc|point|star[ei]|slipp?|go|went|push|"
    r"hurr[iy]|rush|descend|climb|return|emerg|jump|lean|turn|nodd?|gestur|glar|gaz)(?:s|es|ed|ing)?\b[^,;.]*$",
    re.IGNORECASE,
)
"""Somebody goes or looks there: "she said, coming in from the hall"."""
_HANGS_UP = re.compile(
    r"\b(?:hung up|rang off|(?:no|without (?:the|a|his|her)|put down the|dropped the|switched off the|lowered the) "
    r"(?:phone|telephone|receiver|radio|handset|headset|microphone))\b",
    re.IGNORECASE,
)
_WIRED = frozenset({Channel.RADIO, Channel.PHONE, Channel.PA})
_SURE = 0.4
"""Confidence in the speaker from which a line over a wire tells of the speaker's other lines."""
_TALKS_OVER = re.compile(
    r"\b(?:interrupt(?:ed|s|ing)|cut(?:s|ting)? in|br(?:oke|eaks|eaking) in|cut (?:\w+|the \w+) (?:off|short)|"
    r"(?:talk|spoke|speak|shout|talked|talking|speaking|shouting|shouted)(?:ing)? over|over (?:him|her|"
    r"each other|one another)|"
    r"at the same (?:time|moment|instant)|simultaneously)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:at the same (?:time|moment|instant)|simultaneously|over (?:him|her))\W*$", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:they|both|all|we|everyone|everybody|together|the (?:others|twins|two|three|men|women|boys|girls))\b"
)
"""Who speak at the same time as each other, not as whoever spoke before."""


_CLOSING = " \t\r\n\"'”’»›“„*_)"


@dataclass(slots=True)
class _Wires:
    """Who in a scene comes over a wire, and who is there."""

    distant: dict[str, Channel] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)

    def carried(self, delivery: Delivery, attribution: Attribution | None, *, is_over: bool) -> Delivery:
        """Return the delivery of the next quote: whoever comes over a wire does so for the rest of the scene."""
        if attribution is None or attribution.confidence < _SURE:
            return delivery
        speaker = attribution.speaker
        if delivery.channel in _WIRED:
            if speaker not in self.present:
                self.distant[speaker] = delivery.channel
        elif is_over:
            self.distant.pop(speaker, None)
        elif delivery.channel is Channel.DIRECT and speaker in self.distant:
            return replace(delivery, channel=self.distant[speaker])
        else:
            self.present.add(speaker)
        return delivery


def deliveries(
    story: Story, passages: Sequence[Passage], attributions: Sequence[Attribution], breaks: Sequence[SceneBreak]
) -> Mapping[int, Delivery]:
    """Return the delivery of every spoken piece, by where the piece starts."""
    says = {attribution.start: attribution for attribution in attributions}
    scene_starts = [scene.paragraph for scene in breaks]
    found: dict[int, Delivery] = {}
    wires, in_scene = _Wires(), -1
    for at, passage in enumerate(passages):
        following = passages[at + 1] if at + 1 < len(passages) else None
        if (scene := bisect_right(scene_starts, passage.paragraph)) != in_scene:
            wires, in_scene = _Wires(), scene
        for place, piece in enumerate(passage.pieces):
            if not piece.spoken:
                continue
            told = delivery_of(story, passage, place, tag_of=says.get(piece.start))
            is_over = _HANGS_UP.search(_around(story.text, passage, place)) is not None
            delivery = wires.carried(told, says.get(piece.start), is_over=is_over)
            if following and place == len(passage.pieces) - 1 and _talks_over(story, delivery, piece, following, says):
                delivery = replace(delivery, overlaps_next=True)
            found[piece.start] = delivery
    return found


def delivery_of(story: Story, passage: Passage, place: int, *, tag_of: Attribution | None = None) -> Delivery:
    """Return how the spoken piece at a place of a passage is delivered, by itself."""
    piece = passage.pieces[place]
    words = story.text[max(piece.start, piece.end - 40) : piece.end].rstrip(_CLOSING)
    clauses = list(_tag_clauses(story.text, passage, place, tag_of))
    beat = _beat_before(story.text, passage, place)
    channel = _channel(" ".join(clauses), _before(story.text, passage, place), _after(story.text, passage, place))
    return Delivery(_manner(clauses, beat, words), _ending(words), channel)


def delivery_of_thought(words: str) -> Delivery:
    """Return how a thought sounds in the head, by its own marks."""
    words = words[-40:].rstrip(_CLOSING)
    return Delivery(_by_mark(words), _ending(words))


def _tag_clauses(text: str, passage: Passage, place: int, attribution: Attribution | None) -> Iterator[str]:
    """Yield the clauses that say how a piece is spoken, its own before one it shares with the piece before."""
    after = _after(text, passage, place)
    after = "" if _OTHERS_DO.match(after) else _WHILE.split(after, maxsplit=1)[0]
    if has_own := bool(after and (after[0].islower() or _ends_with_comma(text, passage.pieces[place]))):
        yield after
    elif attribution and attribution.tag and attribution.tag.verb and _is_beside(attribution.tag, passage, place):
        yield text[attribution.tag.start : min(attribution.tag.end, attribution.tag.start + _NEAR)]
    elif after and _words().names_speech.match(after):
        yield after
    before = _before(text, passage, place)
    if before.endswith((",", ":")) or (place >= 2 and before and before[0].islower() and not has_own):
        yield before


# What others do meanwhile says nothing about the voice: "he said as the engine roared".
_WHILE = re.compile(
    r";|\b(?:as (?!\w+ly\b|if\b|though\b|soft|loud|low|quiet)|while|when|where|because|until|"
    r"although|who|whose|which)\b"
)
_OTHERS_DO = re.compile(r"and (?:they|the|an?|all|everyone|everybody|it|we)\b")


def _is_beside(tag: Tag, passage: Passage, place: int) -> bool:
    """Whether a tag stands right before or after a piece, or in the paragraph above."""
    low = passage.pieces[place - 1].start if place else passage.start
    high = passage.pieces[place + 1].end if place + 1 < len(passage.pieces) else passage.end
    return tag.place == "above" or low <= tag.start < high


def _ends_with_comma(text: str, piece: Piece) -> bool:
    return text[max(piece.start, piece.end - 4) : piece.end].rstrip(_CLOSING).endswith(",")


def _after(text: str, passage: Passage, place: int) -> str:
    """Return the first sentence narrated right after a piece."""
    if place + 1 >= len(passage.pieces) or passage.pieces[place + 1].spoken:
        return ""
    piece = passage.pieces[place + 1]
    stop = min(piece.end, piece.start + _NEAR)
    first = next(sentences(text, piece.start, stop), None)
    return text[first[0] : first[1]].lstrip(" ,;—–-") if first else ""


def _around(text: str, passage: Passage, place: int) -> str:
    return f"{_before(text, passage, place)} {_after(text, passage, place)}"


def _before(text: str, passage: Passage, place: int) -> str:
    """Return the last sentence narrated right before a piece."""
    if place == 0 or passage.pieces[place - 1].spoken:
        return ""
    piece = passage.pieces[place - 1]
    last = list(sentences(text, max(piece.start, piece.end - _NEAR), piece.end))
    return text[last[-1][0] : last[-1][1]] if last else ""


def _beat_before(text: str, passage: Passage, place: int) -> str:
    """Return a beat of a few words right before a piece: "Anna laughed", and speaks."""
    before = _before(text, passage, place)
    return before if len(before.split()) <= 6 else ""


def _manner(clauses: Sequence[str], beat: str, words: str) -> Manner:
    """Return how words are spoken: as the first clause that tells says, else as the beat before them and their mark."""
    lists = _words()
    asked: Manner | None = None
    for clause in clauses:
        told = _first(lists.verbs, clause)
        if told not in {None, Manner.ASKED, Manner.EXCLAIMED}:
            return told or Manner.PLAIN
        if sided := _first(lists.sides, clause):
            return sided
        asked = asked or told
    if acted := _first(lists.beats, beat):
        return acted
    if asked is Manner.EXCLAIMED or (asked and words[-1:] not in {".", "!", "…"}):
        return asked
    return _by_mark(words)


def _by_mark(words: str) -> Manner:
    if _is_in_capitals(words):
        return Manner.SHOUTED
    if words.endswith("?"):
        return Manner.ASKED
    return Manner.EXCLAIMED if words.endswith("!") else Manner.PLAIN


def _first(table: Sequence[tuple[Manner, re.Pattern[str]]], words: str) -> Manner | None:
    return next((manner for manner, pattern in table if words and pattern.search(words)), None)


def _is_in_capitals(words: str) -> bool:
    """Whether words are set in capitals from end to end: "GET OUT!", not "BBC." or "I."."""
    letters = sum(map(str.isalpha, words))
    return words.isupper() and letters >= 4 and (" " in words.strip() or words.endswith("!"))


def _ending(words: str) -> Ending:
    words = words.rstrip("?!") if words.endswith(("—?", "—!", "–?", "–!", "--?", "--!")) else words
    if words.endswith(("—", "–", "--", "-", "―", "⸺")):
        return Ending.CUT
    return Ending.TRAILING if words.endswith(("…", "...", ". . .")) else Ending.FULL


def _channel(tag: str, before: str, after: str) -> Channel:
    around = f"{before} {after} {tag}"
    if _HOLDS_IT.search(around):
        return Channel.DIRECT
    # Only a tag tells from where somebody speaks, and what somebody says now is not what was just remembered.
    near = {Channel.DOOR: tag, Channel.DISTANCE: tag, Channel.MEMORY: tag or before}
    for channel, pattern in _words().channels:
        found = pattern.search(words := near.get(channel, around))
        if found and not (channel in _PLACES and _MOVES.search(words, max(0, found.start() - 40), found.start())):
            return channel
    return Channel.DIRECT


def _talks_over(
    story: Story, delivery: Delivery, piece: Piece, following: Passage, says: Mapping[int, Attribution]
) -> bool:
    """Whether the text says that the next line begins before this one ends."""
    if not following.pieces or not following.pieces[0].spoken:
        return False
    one, other = says.get(piece.start), says.get(following.pieces[0].start)
    if one is None or other is None or one.speaker == other.speaker:
        return False
    after = _after(story.text, following, 0)
    if delivery.ending is not Ending.CUT and _MANY.search(after):
        return False
    return bool((_TALKS_OVER if delivery.ending is Ending.CUT else _TOGETHER).search(after))
