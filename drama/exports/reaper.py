"""The episode as a Reaper project over its stems: a track for everybody, in folders, an item for each line.

Stems have their gains, pans, rooms and the limiter in them, so every fader stands at unity, every pan in the middle,
and the project plays the mix. Items are cut out of the stems where they lie and have no fades, so that they add up.

RPP is a text of nested blocks that Cockos does not specify; what is written here is what projects saved by Reaper
have, as ReaTeam's "State Chunk Definitions" tells it. What is left out, Reaper fills with its defaults.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from drama.errors import WriteError
from drama.exports.palette import cast_palette
from drama.exports.programme import Programme, name_of, spoken_lines
from drama.files.text import plain, shortened
from drama.model.stems import BEDS, EFFECTS, MUSIC, SOUND_STEMS, stem_of

_LONGEST_NAME = 120
_MARKS = "\"'`"
"""What a text may stand in: whichever it does not have."""
_DEFAULT_COLOUR = 16576
"""What Reaper writes where no colour is chosen."""
_HEAD = """\
<REAPER_PROJECT 0.1 "6.0" 0 0
  RIPPLE 0 0
  PANLAW 1
  PANMODE 3
  TIMEMODE 0 5 -1 30 0 0 -1
  TIMELOCKMODE 0
  TEMPOENVLOCKMODE 0
  SAMPLERATE {rate} 1 0
  TEMPO 120 4 4
  MASTER_NCH 2 2
  MASTER_VOLUME 1 0 -1 -1 1
  MASTERMUTESOLO 0
  TITLE {title}
  AUTHOR {author}
"""
_TRACK = """\
  <TRACK
    NAME {name}
    PEAKCOL {colour}
    VOLPAN 1 0 -1 -1 1
    MUTESOLO 0 0 0
    IPHASE 0
    ISBUS {folder}
    NCHAN 2
    MAINSEND 1 0
"""
_ITEM = """\
    <ITEM
      POSITION {position}
      SNAPOFFS 0
      LENGTH {length}
      LOOP 0
      FADEIN 1 0 0 1 0 0 0
      FADEOUT 1 0 0 1 0 0 0
      MUTE 0 0
      NAME {name}
      VOLPAN 1 0 1 -1
      SOFFS {position}
      PLAYRATE 1 1 0 -1 0 0.0025
      CHANMODE 0
      <SOURCE WAVE
        FILE {file}
      >
    >
"""
Placed: TypeAlias = tuple[int, int, str]
"""Start frame, end frame, name."""


def reaper(programme: Programme) -> str:
    """Return the project. Raises WriteError without stems, and for a folder of stems that the format cannot name."""
    if not programme.stems:
        raise WriteError("a Reaper project is made of the stems, and none are written; valid: --stems FOLDER")
    rate = programme.frame_rate
    out = [_HEAD.format(rate=rate, title=_quoted(programme.title), author=_quoted(programme.author))]
    out += _marks(programme)
    out += _folder("Dialogue", _voices(programme), programme)
    out += _folder("Music and effects", _sounds(programme), programme)
    return "".join((*out, ">\n"))


def _marks(programme: Programme) -> Iterator[str]:
    """Yield chapters as markers and scenes as regions; a region is two lines of one number."""
    rate = programme.frame_rate
    for number, chapter in enumerate(programme.chapters, start=1):
        title = plain(chapter.title) or f"Chapter {number}"
        yield f"  MARKER {number} {_seconds(chapter.start_frame, rate)} {_quoted(title)} 0\n"
    for number, (scene, following) in enumerate(zip_longest(programme.scenes, programme.scenes[1:]), start=1):
        end = programme.frames if following is None else following.start_frame
        name = _quoted(f"Scene {scene.number}: {scene.title}")
        yield f"  MARKER {number} {_seconds(scene.start_frame, rate)} {name} 1\n"
        yield f'  MARKER {number} {_seconds(end, rate)} "" 1\n'


def _voices(programme: Programme) -> Iterator[tuple[str, str, int, list[Placed]]]:
    """Yield name, stem, colour and lines of everybody who speaks: the narrator first, then who has most lines."""
    lines, tails = list(spoken_lines(programme.utterances)), programme.tails
    counts = Counter(line.speaker for line in lines)
    colours = cast_palette(programme.cast)
    for speaker, _ in sorted(counts.items(), key=lambda item: (item[0] is not None, -item[1])):
        name = name_of(speaker)
        colour = colours[name].fill if name in colours else ""
        placed = [
            (
                line.start_frame,
                line.end_frame + tails.get(line.number, 0),
                f"{line.number} {name}: {line.text}",
            )
            for line in lines
            if line.speaker == speaker
        ]
        yield name, stem_of(speaker), _colour(colour), placed


def _sounds(programme: Programme) -> Iterator[tuple[str, str, int, list[Placed]]]:
    """Yield name, stem, colour and cues of beds, effects and music, as far as there are some."""
    for name, stem in (("Beds", BEDS), ("Effects", EFFECTS), ("Music", MUSIC)):
        placed = [
            (sound.start_frame, sound.start_frame + sound.frames, sound.asset.name)
            for sound in programme.sounds
            if SOUND_STEMS[sound.part] == stem
        ]
        if placed:
            yield name, stem, _DEFAULT_COLOUR, placed


def _folder(name: str, tracks: Iterable[tuple[str, str, int, list[Placed]]], programme: Programme) -> Iterator[str]:
    """Yield a folder with its tracks; none without tracks."""
    inside = list(tracks)
    if not inside:
        return
    yield _TRACK.format(name=_quoted(name), colour=_DEFAULT_COLOUR, folder="1 1") + "  >\n"
    for index, (track, stem, colour, placed) in enumerate(inside, start=1):
        yield _TRACK.format(name=_quoted(track), colour=colour, folder="2 -1" if index == len(inside) else "0 0")
        file = _file(programme.stems[stem])
        for start, end, words in cut_apart(placed, programme.frames):
            yield _ITEM.format(
                position=_seconds(start, programme.frame_rate),
                length=_seconds(end - start, programme.frame_rate),
                name=_quoted(shortened(plain(words), _LONGEST_NAME)),
                file=file,
            )
        yield "  >\n"


def cut_apart(placed: Sequence[Placed], frames: int) -> Iterator[Placed]:
    """Yield what is placed, each until it ends or the next begins, so that all sound is in one item and in no other.

    What sounds on into the next, such as the reverb of a line, is in the next, which lasts as long as both.
    """
    reach = 0
    names: list[str] = []
    ordered = sorted(placed, key=lambda item: item[0])
    for (start, end, name), following in zip_longest(ordered, ordered[1:]):
        reach = max(reach, end)
        names.append(name)
        cut = min(reach, frames if following is None else following[0])
        if cut > start:
            yield start, cut, " + ".join(names)
            names = []


def _seconds(frame: int, rate: int) -> str:
    """Return a time in seconds, with as many digits as Reaper itself writes: far less than a frame."""
    return f"{frame / rate:.14f}".rstrip("0").rstrip(".") or "0"


def _colour(fill: str) -> int:
    """Return a colour ``#rrggbb`` as Reaper keeps it: blue, green, red, and a bit that says that it is chosen."""
    if not fill:
        return _DEFAULT_COLOUR
    red, green, blue = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return 0x1000000 | blue << 16 | green << 8 | red


def _quoted(text: str) -> str:
    """Return a text of one line in marks it does not have; of one that has all three the last becomes an apostrophe."""
    line = plain(text)
    mark = next((mark for mark in _MARKS if mark not in line), _MARKS[-1])
    return f"{mark}{line.replace(mark, _MARKS[1])}{mark}"


def _file(path: str) -> str:
    """Return the path of a file as it is, in marks. Raises WriteError for one that no line can hold."""
    mark = next((mark for mark in _MARKS if mark not in path), "")
    if not mark or any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in path):
        raise WriteError(f"{path!r}: a Reaper project cannot name this file; valid: stems in a folder of a plain name")
    return f"{mark}{path}{mark}"
