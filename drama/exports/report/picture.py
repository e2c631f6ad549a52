"""A picture of the episode as SVG: scenes, who speaks when, what sounds around them, loudness over time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from drama.exports.palette import cast_palette
from drama.exports.programme import Programme, name_of
from drama.exports.report.measure import Measured
from drama.files.text import plain, shortened
from drama.model import SoundPart

WIDTH = 1_600
_LEFT = 170
_RIGHT = 64
_ROW = 24
_BAND = 34
_CURVE = 180
_LETTER = 7.2
"""About the width of a letter at 13 px."""
_MOST_ROWS = 30
_LOUDEST, _SOFTEST = -6.0, -42.0
"""The scale of the curve, in LUFS."""
_MARK_STEPS_S = (10, 30, 60, 120, 300, 600, 1_200, 3_600)

STYLE = """
.paper{fill:#fbf9f4}.text{fill:#3c3a36}.faint{fill:#66625a}.rule{stroke:#d9d4c7}
.band{fill:#f1eee6}.odd{fill:#e7e2d5}.bed{fill:#a3a097;opacity:.75}
.curve{stroke:#3c3a36}.area{fill:#3c3a36;opacity:.14}
.target{stroke:#b3261e;stroke-width:2;stroke-dasharray:8 5}.aim{fill:#b3261e}
@media (prefers-color-scheme:dark){
.paper{fill:#15161b}.text{fill:#d6d3cb}.faint{fill:#a3a097}.rule{stroke:#373a44}
.band{fill:#202229}.odd{fill:#2b2e37}
.curve{stroke:#d6d3cb}.area{fill:#d6d3cb;opacity:.16}
.target{stroke:#ff8a80}.aim{fill:#ff8a80}
}
"""


def draw_picture(programme: Programme, measured: Measured, *, target_lufs: float | None = None) -> str:
    """Return the picture, readable at 1,600 pixels, in light and in dark.

    :param target_lufs: the loudness the episode aims at; None draws no line.
    """
    rows = _rows(programme)
    layout = _Layout(programme.frames, len(rows), has_chapters=_has_chapters(programme))
    title = plain(programme.title) or "Untitled"
    label = f"{escape(title)}: scenes, who speaks when, loudness over time"
    look = 'role="img" font-family="system-ui, &quot;DejaVu Sans&quot;, sans-serif" font-size="13"'
    size = f'viewBox="0 0 {WIDTH} {layout.height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {look} aria-label="{label}">',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{layout.height}"/>',
        *_time_axis(layout, programme),
        *_scenes(layout, programme),
        *(shape for number, row in enumerate(rows) for shape in _row_shapes(layout, number, row)),
        *_curve(layout, measured, target_lufs),
        *_chapters(layout, programme),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the picture: a name and when it is heard."""

    name: str
    colour: str | None
    """None for what is no voice."""
    spans: tuple[tuple[int, int, str], ...]
    """(first frame, frame behind the last, what it is)."""
    is_point: bool = False


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where things stand."""

    frames: int
    rows: int
    has_chapters: bool = False

    @property
    def rows_top(self) -> int:
        return 12 + _BAND + 10

    @property
    def curve_top(self) -> int:
        return self.rows_top + self.rows * _ROW + 18

    @property
    def curve_bottom(self) -> int:
        return self.curve_top + _CURVE

    @property
    def height(self) -> int:
        return self.curve_bottom + (60 if self.has_chapters else 34)

    def x(self, frame: float) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * frame / max(self.frames, 1), 1)

    def y(self, lufs: float) -> float:
        share = (_LOUDEST - min(max(lufs, _SOFTEST), _LOUDEST)) / (_LOUDEST - _SOFTEST)
        return round(self.curve_top + _CURVE * share, 1)


def _rows(programme: Programme) -> list[_Row]:
    palette = cast_palette(programme.cast)
    voices = [
        _Row(
            member.name,
            palette[member.name].fill,
            tuple(
                (utterance.start_frame, utterance.end_frame, utterance.text)
                for utterance in programme.utterances
                if name_of(utterance.speaker) == member.name
            ),
        )
        for member in programme.cast
    ]
    if len(voices) > _MOST_ROWS:
        rest = voices[_MOST_ROWS - 1 :]
        spans = tuple(span for row in rest for span in row.spans)
        voices = [*voices[: _MOST_ROWS - 1], _Row(f"{len(rest)} others", rest[0].colour, spans)]
    return [*voices, *_sound_rows(programme)]


def _sound_rows(programme: Programme) -> Iterator[_Row]:
    names = {"Beds": (SoundPart.BED,), "Music": (SoundPart.INTRO, SoundPart.STING, SoundPart.OUTRO)}
    for name, kinds in {**names, "Effects": (SoundPart.EFFECT,)}.items():
        spans = tuple(
            (cue.start_frame, cue.start_frame + cue.frames, cue.asset.name)
            for cue in programme.sounds
            if cue.part in kinds
        )
        if spans:
            yield _Row(name, None, spans, is_point=name == "Effects")


def _row_shapes(layout: _Layout, number: int, row: _Row) -> Iterator[str]:
    top = layout.rows_top + number * _ROW
    yield (
        f'<text class="text" x="{_LEFT - 12}" y="{top + 16}" text-anchor="end">'
        f"{escape(shortened(plain(row.name), 20))}</text>"
    )
    yield f'<path class="rule" d="M{_LEFT} {top + _ROW - 0.5}H{WIDTH - _RIGHT}"/>'
    ends = [*(start for start, *_ in row.spans[1:]), layout.frames][: len(row.spans)]
    for (start, end, text), room_ends in zip(row.spans, ends, strict=True):
        left = layout.x(start)
        width = 3 if row.is_point else max(round(layout.x(end) - left, 1), 1)
        look = f'fill="{row.colour}"' if row.colour else 'class="bed"'
        yield (
            f'<rect {look} x="{left}" y="{top + 4}" width="{width}" height="{_ROW - 8}" rx="1.5">'
            f"<title>{escape(shortened(plain(text), 90))}</title></rect>"
        )
        room = layout.x(room_ends) - left - 10 if row.is_point else min(width, layout.x(room_ends) - left) - 8
        if not row.colour and room > _LETTER * 4:
            label = shortened(plain(text), int(room / _LETTER))
            yield f'<text class="text" x="{left + 6}" y="{top + 16}" font-size="12">{escape(label)}</text>'


def _scenes(layout: _Layout, programme: Programme) -> Iterator[str]:
    edges = [*(scene.start_frame for scene in programme.scenes), programme.frames]
    yield f'<text class="faint" x="{_LEFT - 12}" y="{12 + 22}" text-anchor="end">Scenes</text>'
    for turn, (scene, (start, end)) in enumerate(zip(programme.scenes, pairwise(edges), strict=True)):
        left, right = layout.x(start), layout.x(end)
        label = shortened(f"{scene.number} {plain(scene.title)}".strip(), max(int((right - left - 12) / _LETTER), 1))
        look = "odd" if turn % 2 else "band"
        yield f'<rect class="{look}" x="{left}" y="12" width="{max(right - left, 1):.1f}" height="{_BAND}"><title>'
        yield f"{escape(plain(scene.title) or f'Scene {scene.number}')}</title></rect>"
        if right - left > _LETTER * 2.5:
            yield f'<text class="text" x="{left + 6}" y="{12 + 22}">{escape(label)}</text>'
        if turn:
            yield f'<path class="rule" d="M{left} 12V{layout.curve_bottom}" stroke-dasharray="2 3"/>'


def _curve(layout: _Layout, measured: Measured, target_lufs: float | None) -> Iterator[str]:
    yield f'<text class="faint" x="{_LEFT - 12}" y="{layout.curve_top + 4}" text-anchor="end">Loudness, LUFS</text>'
    for level in range(-12, int(_SOFTEST), -6):
        y = layout.y(level)
        yield f'<path class="rule" d="M{_LEFT} {y}H{WIDTH - _RIGHT}"/>'
        yield f'<text class="faint" x="{_LEFT - 12}" y="{y + 4}" text-anchor="end" font-size="12">−{-level}</text>'
    points = _points(layout, measured.loudness, measured.seconds)
    if points:
        line = " ".join(f"{x} {y}" for x, y in points)
        left, right = points[0][0], points[-1][0]
        yield f'<path class="area" d="M{left} {layout.curve_bottom} L{line} L{right} {layout.curve_bottom}Z"/>'
        yield f'<path class="curve" d="M{line}" fill="none" stroke-width="1.2" stroke-linejoin="round"/>'
    if target_lufs is not None:
        y = layout.y(target_lufs)
        yield f'<path class="target" d="M{_LEFT} {y}H{WIDTH - _RIGHT}"/>'
        label = f"aim {target_lufs:g}".replace("-", "−")
        yield f'<text class="aim" x="{WIDTH - _RIGHT + 4}" y="{y + 4}" font-size="12">{label}</text>'


def _has_chapters(programme: Programme) -> bool:
    """Tell whether there are chapters, and they are not just the scenes."""
    starts = [chapter.start_frame for chapter in programme.chapters]
    return bool(starts) and starts != [scene.start_frame for scene in programme.scenes]


def _points(layout: _Layout, loudness: Sequence[float], seconds: float) -> list[tuple[float, float]]:
    """Return the curve, with at most one point for each pixel and a half; the mean of energies where there are more."""
    width = max(1, -(-len(loudness) // 950))
    groups = [loudness[at : at + width] for at in range(0, len(loudness), width)]
    points = []
    for number, group in enumerate(groups):
        energy = sum(10 ** (level / 10) for level in group if math.isfinite(level)) / len(group)
        middle = min((number + 0.5) * width, seconds)
        x = layout.x(layout.frames * middle / max(seconds, 1e-9))
        points.append((x, layout.y(10 * math.log10(energy) if energy > 0 else _SOFTEST)))
    if not points:
        return []
    return [(layout.x(0), points[0][1]), *points, (layout.x(layout.frames), points[-1][1])]


def _time_axis(layout: _Layout, programme: Programme) -> Iterator[str]:
    seconds = programme.frames / programme.frame_rate
    step = next((step for step in _MARK_STEPS_S if seconds / step <= 20), 7_200)
    for at in range(0, int(seconds) + 1, step):
        x = layout.x(at * programme.frame_rate)
        yield f'<path class="rule" d="M{x} {layout.rows_top}V{layout.curve_bottom + 5}"/>'
        label = f"{at // 60}:{at % 60:02}" if seconds < 7_200 else f"{at // 3600}:{at // 60 % 60:02} h"
        y = layout.curve_bottom + 20
        yield f'<text class="faint" x="{x}" y="{y}" text-anchor="middle" font-size="12">{label}</text>'


def _chapters(layout: _Layout, programme: Programme) -> Iterator[str]:
    y = layout.curve_bottom + 44
    if not layout.has_chapters:
        return
    yield f'<text class="faint" x="{_LEFT - 12}" y="{y}" text-anchor="end">Chapters</text>'
    for chapter in programme.chapters:
        left, right = layout.x(chapter.start_frame), layout.x(chapter.end_frame)
        yield f'<path class="curve" d="M{left} {y - 12}V{y + 4}" stroke-width="1.5"/>'
        if right - left > _LETTER * 3:
            label = shortened(plain(chapter.title), max(int((right - left - 8) / _LETTER), 1))
            yield f'<text class="text" x="{left + 5}" y="{y}">{escape(label)}</text>'
