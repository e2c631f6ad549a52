"""Captions: WebVTT with voices (W3C WebVTT), and SRT as podcasts want it (podcast namespace, transcripts).

A line of the script becomes one or more blocks; they share its time by their letters, as the cue sheet does. Times are
those of the mix, to the nearest millisecond. Where the engine tells when it says each word, WebVTT's captions carry
timestamps (W3C WebVTT section 5.1). Sounds beside the lines are named in brackets where nobody speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise, zip_longest

from drama.exports.caption_blocks import CaptionBlock, caption_blocks
from drama.exports.in_words import shown_sounds, sound_label
from drama.exports.programme import Programme, Utterance, name_of
from drama.files.text import clock, milliseconds, plain, shortened
from drama.model import Kind

VTT_WIDTH = 42
"""Characters in a row: what broadcasters allow captions."""
SRT_WIDTH = 32
"""Characters in a row (podcast namespace, transcripts)."""
_SOUND_MS = 1500
"""How long the name of a sound is seen at least, where nobody speaks before."""
_MOST_SOUND_MS = 3000
_WORD = re.compile(r"\S+")
_SPOKEN_WORD = re.compile(r"\S*\w\S*")
_LONGEST_NAME = 20
"""Characters of a speaker's name in an SRT: so that words find room beside it."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Rows of text and when they are seen."""

    id: str
    """The number of the line, and of the block in it from the second on: ``12``, ``12.2``; ``sound 3`` for a sound."""
    speaker: str | None
    kind: Kind | None
    """None for a sound."""
    rows: tuple[str, ...]
    start_ms: int
    end_ms: int
    """After the start."""
    words_ms: tuple[tuple[int | None, ...], ...] = ()
    """For each row, when each of its words begins; None for a word that is not timed."""


def vtt(programme: Programme) -> str:
    """Return captions as WebVTT: every cue has an id, all but sounds have a voice; thoughts are in italics.

    Cues overlap only where voices do.
    """
    out = ["WEBVTT", ""]
    if title := _joined(programme.title, programme.author):
        out += [f"NOTE {_escaped(title)}", ""]
    for caption in captions(programme, width=VTT_WIDTH):
        text = "\n".join(_timed_rows(caption))
        text = f"<i>{text}</i>" if caption.kind is Kind.THOUGHT else text
        if caption.kind is not None:
            text = f"<v {_escaped(plain(name_of(caption.speaker)))}>{text}</v>"
        out += [caption.id, f"{clock(caption.start_ms)} --> {clock(caption.end_ms)}", text, ""]
    return "\n".join(out)


def srt(programme: Programme) -> str:
    """Return captions as SRT; the speaker is named in capitals where another begins to speak.

    SRT has no two captions at a time: where voices overlap, the first one ends when the second begins.
    """
    out: list[str] = []
    sheet = _one_at_a_time(captions(programme, width=SRT_WIDTH, overlap=False, name=True))
    for number, caption in enumerate(sheet, start=1):
        times = f"{clock(caption.start_ms, point=',')} --> {clock(caption.end_ms, point=',')}"
        rows = [row.replace("<", "‹").replace(">", "›").replace("{\\", "{ \\") for row in caption.rows]
        out += [str(number), times, *rows, ""]
    return "\n".join(out)


def captions(programme: Programme, *, width: int, overlap: bool = True, name: bool = False) -> list[Caption]:
    """Return the captions of a programme, by start.

    :param overlap: whether a line's captions last as long as it does where the next one begins before; else they end
        there, and lines that begin together share their time one after the other.
    :param name: whether the first caption of a speaker begins with the name in capitals.
    """
    lines = [list(group) for _, group in groupby(programme.utterances, key=lambda u: u.line)]
    made: list[Caption] = []
    speaker: str | None = ""
    windows = [(line[0].start_frame, line[-1].end_frame) for line in lines] if overlap else _windows(lines)
    for line, window in zip(lines, windows, strict=True):
        lead = f"{_label(line[0].speaker)}: " if name and line[0].speaker != speaker else ""
        speaker = line[0].speaker
        made += _line_captions(line, width=width, lead=lead, window=window)
    return sorted((*made, *_sound_captions(programme, lines, width=width)), key=lambda caption: caption.start_ms)


def _windows(lines: Sequence[Sequence[Utterance]]) -> list[tuple[int, int]]:
    """Return the frames from which and until which each line is shown where no two are shown at a time."""
    groups: list[list[int]] = []
    for index, line in enumerate(lines):
        groups.append([index])
        # A line that begins no later than some before it is spoken together with them.
        while len(groups) > 1 and lines[groups[-2][-1]][0].start_frame >= line[0].start_frame:
            groups[-2:] = [groups[-2] + groups[-1]]
    windows: list[tuple[int, int]] = []
    for group, following in zip_longest(groups, groups[1:]):
        start = min(lines[index][0].start_frame for index in group)
        end = max(lines[index][-1].end_frame for index in group)
        if following is not None:
            end = max(start, min(end, lines[following[0]][0].start_frame))
        sizes = [sum(len(utterance.text) for utterance in lines[index]) for index in group]
        shares = [start + (end - start) * done // max(1, sum(sizes)) for done in accumulate(sizes, initial=0)]
        windows += pairwise(shares)
    return windows


def _line_captions(line: Sequence[Utterance], *, width: int, lead: str, window: tuple[int, int]) -> Iterator[Caption]:
    """Yield the captions of one line, which is shown from the first to the second frame of ``window``."""
    text, places = _text_and_places(line)
    blocks = caption_blocks(text, width=width, lead=len(lead))
    first, last = line[0].start_frame, line[-1].end_frame
    for number, block in enumerate(blocks):
        bounds = [
            first if block is blocks[0] else _frame_at(places, block.start),
            last if block is blocks[-1] else _frame_at(places, blocks[number + 1].start),
        ]
        if window != (first, last):
            start, end = window
            bounds = [start + (frame - first) * (end - start) // max(1, last - first) for frame in bounds]
        start_ms, end_ms = map(milliseconds, bounds)
        words_ms = _words_ms(block, text, places) if window == (first, last) else ()
        rows = block.rows if number else (lead + block.rows[0], *block.rows[1:])
        name = f"{line[0].line}.{number + 1}" if number else f"{line[0].line}"
        yield Caption(name, line[0].speaker, line[0].kind, rows, start_ms, max(end_ms, start_ms + 1), words_ms)


def _sound_captions(programme: Programme, lines: Sequence[Sequence[Utterance]], *, width: int) -> Iterator[Caption]:
    """Yield a caption for every sound that begins while nobody speaks; it ends before anybody does."""
    starts = [milliseconds(line[0].start_frame) for line in lines]
    ends = [0, *accumulate((milliseconds(line[-1].end_frame) for line in lines), max)]
    for number, sound in enumerate(shown_sounds(programme.sounds), start=1):
        start_ms = milliseconds(sound.start_frame)
        following = bisect_right(starts, start_ms)
        blocks = caption_blocks(f"[{plain(sound_label(sound))}]", width=width)
        if ends[following] <= start_ms and blocks:
            lasts_ms = min(max(milliseconds(sound.frames), _SOUND_MS), _MOST_SOUND_MS)
            end_ms = min([start_ms + lasts_ms, *starts[following : following + 1]])
            yield Caption(f"sound {number}", None, None, blocks[0].rows, start_ms, end_ms)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an utterance stands in the text of its line."""

    start: int
    end: int
    utterance: Utterance
    words: Mapping[int, int]
    """The frame each timed word begins at, by its offset in the text of the line."""


def _text_and_places(line: Sequence[Utterance]) -> tuple[str, list[_Place]]:
    """Return the text of a line, and for each utterance where its text stands in it."""
    text = ""
    places = []
    for utterance in line:
        words = plain(utterance.text)
        text += " " if text and words and utterance.is_spaced else ""
        places.append(_Place(len(text), len(text) + len(words), utterance, _timed(words, len(text), utterance)))
        text += words
    return text, places


def _timed(text: str, start: int, utterance: Utterance) -> dict[int, int]:
    """Return the frame each word of an utterance begins at, by its offset; nothing where they are not timed."""
    offsets = [start + word.start() for word in _SPOKEN_WORD.finditer(text)]
    if len(offsets) != len(utterance.words):
        return {}
    return {offset: word.start_frame for offset, word in zip(offsets, utterance.words, strict=True)}


def _frame_at(places: Sequence[_Place], offset: int) -> int:
    """Return the frame at which the character at an offset of a line is spoken."""
    place = next(place for place in places if offset < place.end)
    if place.words:
        return next((frame for at, frame in place.words.items() if at >= offset), place.utterance.end_frame)
    utterance = place.utterance
    return utterance.start_frame + utterance.frames * max(0, offset - place.start) // (place.end - place.start)


def _words_ms(block: CaptionBlock, text: str, places: Sequence[_Place]) -> tuple[tuple[int | None, ...], ...]:
    """Return when each word in each row of a block begins; nothing where none is timed, or a word is cut in two."""
    frames = {offset: frame for place in places for offset, frame in place.words.items()}
    words = list(_WORD.finditer(text, block.start, block.end))
    if not frames or [word[0] for word in words] != [word for row in block.rows for word in row.split()]:
        return ()
    starts = iter(frames.get(word.start()) for word in words)
    return tuple(
        tuple(None if (frame := next(starts)) is None else milliseconds(frame) for _ in row.split())
        for row in block.rows
    )


def _timed_rows(caption: Caption) -> Iterator[str]:
    """Yield the rows of a caption as cue text, with a timestamp before each word that begins within it."""
    last_ms = caption.start_ms
    for row, words_ms in zip_longest(caption.rows, caption.words_ms):
        if words_ms is None:
            yield _escaped(row)
            continue
        words = []
        for word, word_ms in zip(row.split(), words_ms, strict=True):
            is_due = word_ms is not None and last_ms < word_ms < caption.end_ms
            words.append(f"<{clock(word_ms)}>{_escaped(word)}" if is_due and word_ms is not None else _escaped(word))
            last_ms = word_ms if is_due and word_ms is not None else last_ms
        yield " ".join(words)


def _one_at_a_time(sheet: Sequence[Caption]) -> Iterator[Caption]:
    free_ms = 0
    for caption, following in zip_longest(sheet, sheet[1:]):
        start_ms = max(caption.start_ms, free_ms)
        end_ms = caption.end_ms if following is None else min(caption.end_ms, following.start_ms)
        free_ms = max(end_ms, start_ms + 1)
        yield replace(caption, start_ms=start_ms, end_ms=free_ms)


def _label(speaker: str | None) -> str:
    return shortened(plain(name_of(speaker)).upper(), _LONGEST_NAME)


def _joined(title: str, author: str) -> str:
    return " – ".join(filter(None, (plain(title), plain(author))))


def _escaped(text: str) -> str:
    """Return a text as WebVTT cue text: ``-->`` cannot stand in it once ``>`` does not."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
