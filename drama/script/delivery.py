"""How a line is spoken: manner, ending, channel, and whether the next line begins before it ends.

Read from the tag, the beat beside the quote and the punctuation, by word lists. What the vocabulary means stands
with :class:`drama.model.Manner`, :class:`drama.model.Ending` and :class:`drama.model.Channel`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from drama.model import Channel, Delivery, Ending, Manner
from drama.script.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drama.model import Story
    from drama.script.passages import Attribution, Passage, Piece, Tag
    from drama.script.scenes import SceneBreak

_NEAR = 240
"""Characters of narration looked at on either side of a quote."""

_VERBS: tuple[tuple[Manner, str], ...] = (
    (Manner.WHISPERED, r"whisper(?:ed|s|ing)?|hiss(?:ed|es)|breathed|mouthed"),
    (Manner.MUTTERED, r"mutter(?:ed|s|ing)|murmur(?:ed|s|ing)|mumbl(?:ed|es|ing)|grumbl(?:ed|es)|grunted"),
    (
        Manner.SHOUTED,
        (
            r"shout(?:ed|s|ing)|yell(?:ed|s|ing)|scream(?:ed|s|ing)|bellow(?:ed|s|ing)|roar(?:ed|s|ing)|"
            r"holler(?:ed|s|ing)|"
            r"shriek(?:ed|s|ing)|call(?:ed|s|ing)(?: out| back)?|thunder(?:ed|s)|barked|bawled|cried out|hailed"
        ),
    ),
    (
        Manner.LAUGHING,
        (
            r"laugh(?:ed|s|ing)|chuckl(?:ed|es|ing)|giggl(?:ed|es|ing)|snigger(?:ed|s|ing)|snicker(?:ed|s|ing)|"
            r"cackled|tittered"
        ),
    ),
    (Manner.CRYING, r"sobb(?:ed|ing)|sobs|wept|weep(?:s|ing)|wail(?:ed|s|ing)|whimper(?:ed|s|ing)|blubbered"),
    (
        Manner.BREATHLESS,
        (
            r"pant(?:ed|s|ing)|gasp(?:ed|s|ing)|wheez(?:ed|es|ing)|puffed|breathing (?:hard|"
            r"heavily|fast)"
        ),
    ),
    (
        Manner.EXCLAIMED,
        (r"exclaim(?:ed|s)|cried|ejaculated|burst out|blurted(?: out)?|commanded|ordered|snapped|demanded"),
    ),
    (Manner.ASKED, r"ask(?:ed|s)|inquir(?:ed|es)|enquir(?:ed|es)|quer(?:ied|ies)|wondered"),
)
_SIDES: tuple[tuple[Manner, str], ...] = (
    (Manner.LAUGHING, r"laughing|chuckling|giggling|with an? (?:\w+ )?(?:laugh|chuckle|giggle)|between laughs"),
    (
        Manner.CRYING,
        (
            r"sobbing|weeping|crying|tearfully|burst into tears|(?:in|through|near|"
            r"close to) (?:\w+ )?tears|with an? (?:\w+ )?sob|"
            r"between sobs"
        ),
    ),
    (
        Manner.BREATHLESS,
        (
            r"breathless(?:ly)?|panting|gasping|wheezing|breathing (?:hard|heavily|fast)|out of breath|"
            r"short of breath|catching \w+ breath|between breaths"
        ),
    ),
    (
        Manner.WHISPERED,
        (r"whispering|in an? (?:\w+ )?(?:whisper|hush|hushed \w+)|in hushed \w+|barely audibl[ey]|almost inaudibl[ey]"),
    ),
    (
        Manner.MUTTERED,
        (
            r"under \w+ breath|quietly|softly|faintly|weakly|hoarsely|muttering|murmuring|"
            r"in an? (?:\w+ ){0,2}(?:low|quiet|soft|"
            r"small) (?:\w+ )?(?:voice|tone|murmur)|low and \w+|half to (?:him|her|my)self"
        ),
    ),
    (
        Manner.SHOUTED,
        (
            r"loudly|shouting|yelling|screaming|at the top of \w+ (?:voice|lungs)|in a loud voice|"
            r"over the (?:noise|din|roar|wind|engine)"
        ),
    ),
)
_CHANNELS: tuple[tuple[Channel, str], ...] = (
    (
        Channel.RADIO,
        (
            r"(?:over|on|through|from|out of|via) the (?:\w+ )?(?:radio|intercom|speakers?|loudspeaker|tannoy|"
            r"headset|earpiece|comms?|walkie-talkie|static|set)|"
            r"(?:radio|handset|speaker|intercom|headset|earpiece|walkie-talkie)(?: \w+){0,4} (?:crackled|spat|"
            r"hissed|squawked|buzzed|clicked|came|gave a \w+)|"
            r"(?:said|says|asked|called|replied|answered|announced|squawked|crackled) the (?:radio|intercom|"
            r"loudspeaker|speaker|handset|tannoy|walkie-talkie)|\w+ radioed|came the voice (?:over|"
            r"from) the radio|in (?:his|her|my) (?:ear|earpiece)"
        ),
    ),
    (
        Channel.PHONE,
        (
            r"(?:over|on|from|down) the (?:\w+ )?(?:phone|telephone|receiver|line|cell|mobile|answering machine)|"
            r"(?:on|at|from) the other end(?: of the (?:line|phone|wire))?|"
            r"voice (?:on|in|from|over) the (?:phone|telephone|receiver|line)|down the line"
        ),
    ),
    (
        Channel.DOOR,
        (
            r"(?:through|from behind|behind|outside|beyond|at|from the other side of|"
            r"on the other side of) (?:the|a|his|her|my|their) (?:\w+ ){0,2}(?:door|wall|keyhole|letterbox|hatch|"
            r"partition)"
        ),
    ),
    (
        Channel.DISTANCE,
        (
            r"from (?:somewhere|across|behind|below|beneath|above|afar|outside|upstairs|downstairs|far|the far|"
            r"the next room|the other (?:end|side|room|bank)|down|up|over (?:by|there)|the (?:top|bottom|foot|"
            r"back|street|stairs|hall|kitchen|deck|shore|roof|dark|darkness|shadows))\b|"
            r"in the distance|far off|from a distance|(?:at|in) the back|call(?:ed|s|ing)(?: \w+){0,2} from|shout(?:ed|"
            r"s)(?: \w+){0,2} (?:from|across|up|down)"
        ),
    ),
)
_HOLDS_IT = re.compile(
    r"\b(?:into|to) (?:the|his|her|my|their) (?:phone|telephone|receiver|radio|microphone|mouthpiece|handset|"
    r"intercom)\b",
    re.IGNORECASE,
)
_HANGS_UP = re.compile(
    r"\b(?:hung up|rang off|(?:no|without (?:the|a|his|her)|put down the|dropped the|switched off the|lowered the) "
    r"(?:phone|telephone|receiver|radio|handset|headset|microphone))\b",
    re.IGNORECASE,
)
_SURE = 0.4
"""Confidence in the speaker from which a line over a wire tells of the speaker's other lines."""
_TALKS_OVER = re.compile(
    r"\b(?:interrupt(?:ed|s|ing)|cut(?:s|ting)? in|br(?:oke|eaks|eaking) in|cut (?:\w+|the \w+) (?:off|short)|"
    r"(?:talk|spoke|speak|shout|talked|talking|speaking|shouting|shouted)(?:ing)? over|over (?:him|her|"
    r"each other|one another)|"
    r"at the same (?:time|moment|instant)|in unison|simultaneously|all at once|both at once)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:at the same (?:time|moment|instant)|in unison|simultaneously|both at once)\b", re.IGNORECASE
)


def _compiled(table: Sequence[tuple[Manner, str]]) -> tuple[tuple[Manner, re.Pattern[str]], ...]:
    return tuple(
        (manner, re.compile(rf"(?<!not )(?<!without )\b(?:{words})\b", re.IGNORECASE)) for manner, words in table
    )


_VERB_PATTERNS = _compiled(_VERBS)
_SIDE_PATTERNS = _compiled(_SIDES)
_CHANNEL_PATTERNS = tuple((channel, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for channel, words in _CHANNELS)
_CLOSING = " \t\r\n\"'”’»›“„*_)"


def deliveries(
    story: Story, passages: Sequence[Passage], attributions: Sequence[Attribution], breaks: Sequence[SceneBreak]
) -> Mapping[int, Delivery]:
    """Return the delivery of every spoken piece, by where the piece starts."""
    says = {attribution.start: attribution for attribution in attributions}
    scene_starts = [scene.paragraph for scene in breaks]
    found: dict[int, Delivery] = {}
    distant: dict[tuple[int, str], Channel] = {}
    for at, passage in enumerate(passages):
        following = passages[at + 1] if at + 1 < len(passages) else None
        scene = bisect_right(scene_starts, passage.paragraph)
        for place, piece in enumerate(passage.pieces):
            if not piece.spoken:
                continue
            delivery = delivery_of(story, passage, place, tag_of=says.get(piece.start))
            speaker = says[piece.start].speaker if piece.start in says else ""
            is_sure = bool(speaker) and says[piece.start].confidence >= _SURE
            if delivery.channel in {Channel.RADIO, Channel.PHONE} and is_sure:
                distant[scene, speaker] = delivery.channel
            elif _HANGS_UP.search(_around(story.text, passage, place)):
                distant.pop((scene, speaker), None)
            elif is_sure and delivery.channel is Channel.DIRECT and (scene, speaker) in distant:
                # Whoever comes over a wire does so for the rest of the scene.
                delivery = replace(delivery, channel=distant[scene, speaker])
            if following and place == len(passage.pieces) - 1 and _talks_over(story, delivery, piece, following, says):
                delivery = replace(delivery, overlaps_next=True)
            found[piece.start] = delivery
    return found


def delivery_of(story: Story, passage: Passage, place: int, *, tag_of: Attribution | None = None) -> Delivery:
    """Return how the spoken piece at a place of a passage is delivered, by itself."""
    piece = passage.pieces[place]
    words = story.text[max(piece.start, piece.end - 40) : piece.end].rstrip(_CLOSING)
    tag = " ".join(_tag_clauses(story.text, passage, place, tag_of))
    beats = _around(story.text, passage, place)
    return Delivery(
        _manner(tag, _beat_before(story.text, passage, place), words), _ending(words), _channel(tag, f"{beats} {tag}")
    )


def _tag_clauses(text: str, passage: Passage, place: int, attribution: Attribution | None) -> Iterator[str]:
    """Yield the clauses that say how a piece is spoken."""
    after = _after(text, passage, place)
    after = _WHILE.split(after, maxsplit=1)[0]
    if after and (after[0].islower() or _ends_with_comma(text, passage.pieces[place])):
        yield after
    elif attribution and attribution.tag and attribution.tag.verb and _is_beside(attribution.tag, passage, place):
        yield text[attribution.tag.start : min(attribution.tag.end, attribution.tag.start + _NEAR)]
    elif after and _NAMES_SPEECH.match(after):
        yield after
    before = _before(text, passage, place)
    if before.endswith((",", ":")) or (place >= 2 and before and before[0].islower()):
        yield before


# What others do meanwhile says nothing about the voice: "he said as the engine roared".
_WHILE = re.compile(
    r"\b(?:as (?!\w+ly\b|if\b|though\b|soft|loud|low|quiet)|while|when|where|because|until|"
    r"although)\b"
)


def _is_beside(tag: Tag, passage: Passage, place: int) -> bool:
    """Whether a tag stands right before or after a piece, or in the paragraph above."""
    low = passage.pieces[place - 1].start if place else passage.start
    high = passage.pieces[place + 1].end if place + 1 < len(passage.pieces) else passage.end
    return tag.place == "above" or low <= tag.start < high


_NAMES_SPEECH = re.compile(
    r"(?:[A-Z][\w’'.-]*|[Tt]he \w+)(?: [A-Z][\w’'-]*)? (?:\w+ly )?(?:said|asked|replied|answered|told|added|"
    r"agreed|protested|explained|" + "|".join(words for _, words in _VERBS) + r")\b"
)


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


def _manner(tag: str, beat: str, words: str) -> Manner:
    sided = next((manner for manner, pattern in _SIDE_PATTERNS if pattern.search(tag)), None)
    told = next((manner for manner, pattern in _VERB_PATTERNS if pattern.search(tag)), None)
    if told not in {None, Manner.ASKED, Manner.EXCLAIMED}:
        return told or Manner.PLAIN
    if sided:
        return sided
    for manner, pattern in _VERB_PATTERNS:
        if manner in {Manner.LAUGHING, Manner.CRYING} and pattern.search(beat):
            return manner
    if told is Manner.EXCLAIMED or (told and words[-1:] not in {".", "!", "…"}):
        return told
    if words.endswith("?"):
        return Manner.ASKED
    return Manner.EXCLAIMED if words.endswith("!") else Manner.PLAIN


def _ending(words: str) -> Ending:
    if words.endswith(("—", "–", "--", "-", "―", "⸺")):
        return Ending.CUT
    return Ending.TRAILING if words.endswith(("…", "...", ". . .")) else Ending.FULL


def _channel(tag: str, beats: str) -> Channel:
    if _HOLDS_IT.search(beats):
        return Channel.DIRECT
    for channel, pattern in _CHANNEL_PATTERNS:
        near = tag if channel is Channel.DISTANCE else beats
        if pattern.search(near):
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
    return bool((_TALKS_OVER if delivery.ending is Ending.CUT else _TOGETHER).search(after))
