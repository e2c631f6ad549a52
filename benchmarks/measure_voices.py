"""Measure the voices casting picks from, and write down what was found.

    python benchmarks/measure_voices.py all      # every English eSpeak NG voice -> measured.json of casting (minutes)
    python benchmarks/measure_voices.py pool     # the pool of voices.toml, checked against every claim made of it
    python benchmarks/measure_voices.py pool --write   # the same, into docs/voices.md and docs/voices.png
    python benchmarks/measure_voices.py search   # propose a pool from what was measured

Needs an install of drama on a machine where the engine is eSpeak NG. ``--write`` needs matplotlib, and where
PocketSphinx (BSD licence, carries its own small model) is installed the words are also recognised by machine; both
serve this tool only. ``docs/voices.md`` says what is measured and why.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr
from voice_acoustics import Floats, Spoken, aligned_correlation, measure

from drama.cast import MARGIN, load_cast_file
from drama.cast.casting.voice_distance import SEMITONES_PER_MARGIN, measured
from drama.engines import Engine, get_engine
from drama.errors import EngineError
from drama.model import Gender, Voice

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / "drama" / "cast" / "casting" / "measured.json"
GENERATED = "<!-- what follows is written by benchmarks/measure_voices.py pool --write -->"
SPECIAL = {
    "UniRobot",
    "anikaRobot",
    "Demonic",
    "announcer",
    "whisper",
    "whisperf",
    "croak",
    "fast",
    "Tweaky",
    "robosoft",
}
SPECIAL |= {f"robosoft{number}" for number in range(2, 9)}
"""Voices made for effect: they may be pinned, but nobody is cast with them."""
ACCENTS = ("en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-029")
SENTENCES = (
    "The kettle sang on the stove while rain ran down the window.",
    "Who left the garden gate open all night long?",
    "Seven brown hens walked slowly past the village pond.",
    "I never told him where the old map was hidden.",
    "Bring me the blue chair, and shut the door behind you!",
    "My father used to say that good bread needs a little patience.",
)
UNHEARD = (
    "Give the lantern to your brother before the boat leaves.",
    "Are you quite sure that nobody followed us here?",
    "Cold water dripped from the roof into a tin bucket.",
    "She would rather walk home than wait for another train.",
)
"""Other sentences, to see whether a voice is known again in words it was not measured with."""

TRACT_RATIO = 1.25
"""Vocal tracts this different in length are heard as two people (Gaudrain, Li, Ban and Patterson, Interspeech 2009)."""
SHARE = 0.7
"""Of the distance at which listeners hear another person when one cue alone differs."""
CALIBRATION = ("en-us", "en-gb-x-rp", "en-us+m3", "en-us+f2", "en-us+f4")


# ------------------------------------------------------------------ speaking


def spoken(voice: Voice, sentences: Sequence[str] = SENTENCES) -> list[Spoken]:
    engine = _engine()
    speeches = [engine.speak(sentence, voice) for sentence in sentences]
    return [measure(speech.samples, speech.frame_rate) for speech in speeches]


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return get_engine("pyttsx3")


def voice_of(voice_id: str, *, pitch: int = 50, rate_wpm: int = 165) -> Voice:
    return Voice(name=voice_id, engine="pyttsx3", id=voice_id, pitch=pitch, rate_wpm=rate_wpm)


def pitch_of(figures: Sequence[Spoken]) -> float:
    return float(np.median(np.concatenate([figure.pitch_hz for figure in figures])))


def cepstrum_of(figures: Sequence[Spoken]) -> Floats:
    return np.concatenate([figure.cepstra for figure in figures]).mean(axis=0)


# ------------------------------------------------------------------ all voices


def measure_all() -> None:
    """Measure every accent with every variant and write measured.json."""
    unit = timbre_unit()
    with ProcessPoolExecutor() as workers:
        rows = [row for rows in workers.map(_accent_rows, ACCENTS) for row in rows]
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps([*hertz, *(round(float(c) / unit, 2) for c in cepstrum)])}"
        for name, hertz, cepstrum in rows
    )
    about = (
        "pitch in Hz at settings 50, 20 and 80; 12 mel cepstra in units of the margin; by benchmarks/measure_voices.py"
    )
    text = f'{{"about": {json.dumps(about)}, "timbre_unit_db": {unit:.2f}, "voices": {{\n{lines}\n}}}}\n'
    MEASURED.write_text(text, encoding="utf-8")
    print(f"{len(rows)} voices measured; the unit of timbre is {unit:.2f} dB")


def timbre_unit() -> float:
    """Return the cepstral distance, in dB, that makes up the margin by itself.

    Speech of known voices is spoken lower and slower and played faster: pitch and pace come back, and every resonance
    is moved as a vocal tract of another length would move it. What that does to the cepstra is the measure for timbre.
    """
    apart = []
    for voice_id in CALIBRATION:
        plain = cepstrum_of(spoken(voice_of(voice_id)))
        apart += [np.linalg.norm(_other_tract(voice_id, ratio) - plain) for ratio in (TRACT_RATIO, 1 / TRACT_RATIO)]
    return float(SHARE * np.mean(apart))


def _other_tract(voice_id: str, ratio: float) -> Floats:
    pitch = round(50 - 12 * math.log2(ratio) / 0.165)  # eSpeak NG moves by 0.165 semitones a step
    voice = voice_of(voice_id, pitch=pitch, rate_wpm=round(165 / ratio))
    figures = []
    for sentence in SENTENCES:
        speech = _engine().speak(sentence, voice)
        faster = soxr.resample(speech.samples.astype(np.float32), speech.frame_rate * ratio, speech.frame_rate)
        figures.append(measure(np.clip(faster, -32768, 32767).astype(np.int16), speech.frame_rate))
    return cepstrum_of(figures)


def _accent_rows(accent: str) -> list[tuple[str, list[float], Floats]]:
    names = sorted(voice.id for voice in _engine().voices() if voice.id.partition("+")[0] == accent)
    rows = []
    for name in names:
        try:
            figures = spoken(voice_of(name))
            others = [spoken(voice_of(name, pitch=pitch), SENTENCES[:2]) for pitch in (20, 80)]
        except EngineError:
            continue
        if all(len(figure.pitch_hz) for group in (figures, *others) for figure in group):
            rows.append((name, [round(pitch_of(group), 1) for group in (figures, *others)], cepstrum_of(figures)))
    return rows


# ------------------------------------------------------------------ the pool


def measure_pool() -> list[dict[str, Any]]:
    """Measure every voice of eSpeak NG's pool as it is set there."""
    pool = [voice for voice in load_cast_file().pool.values() if voice.engine == "pyttsx3"]
    with ProcessPoolExecutor() as workers:
        rows = list(workers.map(_named_row, [voice.name for voice in pool]))
    return [{"voice": voice} | row for voice, row in zip(pool, rows, strict=True)]


def _named_row(name: str) -> dict[str, Any]:  # a Voice itself does not travel between processes
    return _row(load_cast_file().pool[name])


def _row(voice: Voice) -> dict[str, Any]:
    figures = spoken(voice)
    plain = spoken(voice_of(voice.id.partition("+")[0], rate_wpm=voice.rate_wpm))
    faster = spoken(replace(voice, rate_wpm=round(voice.rate_wpm * 1.2)))
    slower = spoken(replace(voice, rate_wpm=round(voice.rate_wpm / 1.2)))
    length = sum(figure.duration_s for figure in figures)
    words = sum(len(sentence.split()) for sentence in SENTENCES)
    return {
        "pitch_hz": pitch_of(figures),
        "centroid_hz": float(np.mean([figure.centroid_hz for figure in figures])),
        "tilt": float(np.mean([figure.tilt_db_per_octave for figure in figures])),
        "harmonicity_db": float(np.mean([figure.harmonicity_db for figure in figures])),
        "level_dbfs": float(np.mean([figure.level_dbfs for figure in figures])),
        "clipped": max(figure.clipped for figure in figures),
        "words_a_minute": 60 * words / length,
        "contour": float(
            np.mean([aligned_correlation(a.cepstra, b.cepstra) for a, b in zip(figures, plain, strict=True)])
        ),
        "faster": sum(figure.duration_s for figure in faster) / length,
        "slower": sum(figure.duration_s for figure in slower) / length,
        "cepstrum": cepstrum_of(figures),
        "unheard": [(pitch_of([figure]), cepstrum_of([figure])) for figure in spoken(voice, UNHEARD)],
        "recognised": recognised(voice),
    }


def known_again(rows: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """Return how many single sentences never measured before are nearest to their own voice, and of how many."""

    def place(hertz: float, cepstrum: Floats) -> Floats:
        return np.concatenate([[12 * math.log2(hertz) / SEMITONES_PER_MARGIN], cepstrum / shipped_unit()])

    homes = np.array([place(row["pitch_hz"], row["cepstrum"]) for row in rows])
    heard = [(index, place(*one)) for index, row in enumerate(rows) for one in row["unheard"]]
    right = sum(int(np.linalg.norm(homes - here, axis=1).argmin() == index) for index, here in heard)
    return right, len(heard)


# ------------------------------------------------------------------ words recognised


SLOTS = (
    "anna peter martin susan helen robert laura thomas",
    "found carried painted borrowed wanted noticed counted dropped",
    "two five seven nine twelve thirty eighty many",
    "yellow heavy broken silver narrow cheap wooden purple",
    "bottles ladders windows baskets pictures blankets hammers flowers",
)
"""A matrix sentence test (after Hagerman 1982): any word of each row may follow; one in eight is right by rng."""
MATRIX_SENTENCES = 12


def recognised(voice: Voice) -> float | None:
    """Return the share of words PocketSphinx recognises in a matrix sentence test; None where it is not installed."""
    decoder = _decoder()  # a new one for every voice: it adapts to what it has heard
    if decoder is None:
        return None
    pick = np.random.default_rng(5)
    right = 0
    for _ in range(MATRIX_SENTENCES):
        words = [str(pick.choice(slot.split())) for slot in SLOTS]
        speech = _engine().speak(" ".join(words) + ".", voice)
        sound = soxr.resample(speech.samples.astype(np.float32), speech.frame_rate, 16_000)
        sound = np.pad(sound * 8000 / np.abs(sound).max(), 4000) + pick.normal(0, 5, len(sound) + 8000)
        decoder.start_utt()
        decoder.process_raw(sound.astype(np.int16).tobytes(), full_utt=True)
        decoder.end_utt()
        heard = decoder.hyp().hypstr.split() if decoder.hyp() else []
        right += sum(said == got for said, got in zip(words, heard, strict=False))
    return right / (MATRIX_SENTENCES * len(SLOTS))


def _decoder() -> Any:  # noqa: ANN401 - an optional, untyped library
    try:
        from pocketsphinx import Decoder  # optional, see the module's docstring
    except ImportError:
        return None
    rows = " ".join(f"({' | '.join(slot.split())})" for slot in SLOTS)
    grammar = ROOT / "out" / "matrix.gram"
    grammar.parent.mkdir(exist_ok=True)
    grammar.write_text(f"#JSGF V1.0;\ngrammar matrix;\npublic <sentence> = {rows};\n", encoding="utf-8")
    return Decoder(jsgf=str(grammar), loglevel="FATAL", samprate=16_000)


# ------------------------------------------------------------------ what is claimed


LEAST_RECOGNISED = 0.75
LEAST_HARMONIC_DB = 6.0
MOST_CLIPPED = 5e-4
LEAST_CONTOUR = 0.5


def complaints(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return every claim about the pool that does not hold."""
    found = []
    for row in rows:
        name = row["voice"].name
        if row["recognised"] is not None and row["recognised"] < LEAST_RECOGNISED:
            found.append(f"{name}: only {row['recognised']:.0%} of the words are recognised")
        if row["harmonicity_db"] < LEAST_HARMONIC_DB or row["clipped"] > MOST_CLIPPED or row["contour"] < LEAST_CONTOUR:
            found.append(f"{name}: unclear, clipped, or far from plain speech")
        if not row["faster"] < 0.97 or not row["slower"] > 1.03:
            found.append(f"{name}: another rate makes no difference ({row['faster']:.2f}, {row['slower']:.2f})")
    for one, other in combinations(rows, 2):
        apart = heard_distance(one, other)
        if apart < MARGIN:
            found.append(f"{one['voice'].name} and {other['voice'].name}: measured {apart:.2f} apart")
    return found


def heard_distance(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Return the distance between two voices as just measured, rate left out: it only adds."""
    pitch = 12 * math.log2(one["pitch_hz"] / other["pitch_hz"]) / SEMITONES_PER_MARGIN
    return math.hypot(pitch, float(np.linalg.norm(one["cepstrum"] - other["cepstrum"])) / shipped_unit())


@lru_cache(maxsize=1)
def shipped_unit() -> float:
    """Return the unit of timbre, in dB, that the shipped figures are in."""
    return float(json.loads(MEASURED.read_text(encoding="utf-8"))["timbre_unit_db"])


# ------------------------------------------------------------------ docs


def written(rows: Sequence[dict[str, Any]]) -> None:
    """Write the table, the distances and the picture into docs/."""
    page = ROOT / "docs" / "voices.md"
    head = page.read_text(encoding="utf-8").split(GENERATED)[0]
    page.write_text("\n".join([head.rstrip(), "", GENERATED, "", *_tables(rows), ""]), encoding="utf-8")
    picture(rows, ROOT / "docs" / "voices.png")


def _tables(rows: Sequence[dict[str, Any]]) -> list[str]:
    right, heard = known_again(rows)
    apart = [heard_distance(one, other) for one, other in combinations(rows, 2)]
    headings = "voice|eSpeak NG|rate|pitch|gender|age|F0 Hz|centroid Hz|tilt dB/oct|harmonicity dB|level dBFS"
    headings += "|words/min|faster|contour|recognised"
    summary = (
        f"The unit of timbre is {shipped_unit():.1f} dB. Over all {len(apart)} pairs the smallest distance is "
        f"{min(apart):.2f}, the median {np.median(apart):.2f}. Known again from one sentence not measured with: "
        f"{right} of {heard}.\n"
    )
    lines = [
        summary,
        f"|{headings}|",
        "|---|---|--:|--:|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        voice = row["voice"]
        cells = [voice.name, f"`{voice.id}`", voice.rate_wpm, 50 if voice.pitch is None else voice.pitch]
        cells += [voice.gender, voice.age, f"{row['pitch_hz']:.0f}", f"{row['centroid_hz']:.0f}", f"{row['tilt']:.1f}"]
        cells += [f"{row['harmonicity_db']:.1f}", f"{row['level_dbfs']:.1f}", f"{row['words_a_minute']:.0f}"]
        cells += [f"×{row['faster']:.2f}", f"{row['contour']:.2f}"]
        cells.append("–" if row["recognised"] is None else f"{row['recognised']:.0%}")
        lines.append(f"|{'|'.join(map(str, cells))}|")
    names = [row["voice"].name for row in rows]
    lines += ["", "## Distance of every two", "", "| | " + " | ".join(name[:4] for name in names) + " |"]
    lines.append("|---|" + "--:|" * len(names))
    for index, row in enumerate(rows):
        cells = [f"{heard_distance(row, other):.1f}" if at < index else "" for at, other in enumerate(rows)]
        lines.append(f"| {row['voice'].name} | " + " | ".join(cells) + " |")
    return lines


def picture(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw the pool by pitch and spectral centroid."""
    import matplotlib as mpl  # for --write only

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 6), dpi=100)
    looks = {Gender.FEMALE: ("#b5446e", "o"), Gender.MALE: ("#2f6690", "s"), Gender.NEUTRAL: ("#6b705c", "^")}
    for gender, (colour, marker) in looks.items():
        of_gender = [row for row in rows if row["voice"].gender == gender]
        if of_gender:
            x, y = zip(*((row["pitch_hz"], row["centroid_hz"]) for row in of_gender), strict=True)
            axes.scatter(x, y, c=colour, marker=marker, s=42, label=str(gender))
    # Labels go above and below in turn along the pitch, so that neighbours do not write over each other.
    for turn, row in enumerate(sorted(rows, key=lambda row: row["pitch_hz"])):
        offset = (5, 5) if turn % 2 else (5, -12)
        where, colour = (row["pitch_hz"], row["centroid_hz"]), looks[row["voice"].gender][0]
        axes.annotate(row["voice"].name, where, xytext=offset, textcoords="offset points", fontsize=9, color=colour)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks([60, 80, 100, 130, 160, 200, 250, 300], ["60", "80", "100", "130", "160", "200", "250", "300"])
    axes.set_yticks([300, 400, 500, 700, 1000, 1300], ["300", "400", "500", "700", "1000", "1300"])
    axes.minorticks_off()
    axes.set_xlabel("median pitch, Hz")
    axes.set_ylabel("spectral centroid, Hz")
    axes.set_title("The pool: near in this plane is not near in timbre, which has twelve more dimensions")
    axes.grid(visible=True, alpha=0.25)
    axes.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path)


# ------------------------------------------------------------------ search


def search(wanted: dict[Gender, int], *, tries: int = 200) -> None:
    """Propose a pool: as many voices a gender as wanted, the smallest distance between any two as large as can be had.

    From random starts, each voice in turn the farthest from those chosen; then the closest pair is parted by exchanges.
    A variant may stand twice, at two pitches or in two accents. What is proposed must still pass ``pool``.
    """
    narrator = replace(voice_of("en-us"), gender=Gender.MALE)
    found = [narrator, *(voice for voices in _candidates().values() for voice in voices)]
    places = np.array([_place(voice) for voice in found])
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    genders = np.array([voice.gender for voice in found])
    variants = np.array([voice.id.partition("+")[2] for voice in found])
    best: tuple[float, list[int]] = (0.0, [])
    for seed in range(tries):
        chosen = _one_pool(apart, genders, variants, wanted, np.random.default_rng(seed))
        best = max(best, (_closest(apart, chosen)[0], chosen))
    print(f"smallest distance {best[0]:.2f}")
    for index in best[1]:
        voice = found[index]
        print(f'voice = "{voice.id}"  pitch = {voice.pitch}  gender = "{voice.gender}"')


def _candidates() -> dict[str, list[Voice]]:
    """Return each measured voice at five pitches, with the gender its pitch makes it; those unfit left out."""
    claimed = {voice.id: voice.gender for voice in _engine().voices()}
    found: dict[str, list[Voice]] = {}
    with ProcessPoolExecutor() as workers:
        names = [name for name in measured() if name.partition("+")[2] not in SPECIAL]
        fit = dict(zip(names, workers.map(_is_fit, names, chunksize=8), strict=True))
    for name in (name for name in names if fit[name]):
        for pitch in (30, 40, 50, 60, 70):
            hertz = measured()[name].hz_at(pitch)
            gender = Gender.MALE if hertz <= 145 else Gender.FEMALE if hertz >= 165 else Gender.NEUTRAL
            claim = claimed.get(name, Gender.UNKNOWN)
            is_pitched_up = gender == Gender.FEMALE and claim != Gender.FEMALE
            is_at_odds = gender == Gender.MALE and claim == Gender.FEMALE
            if 62 <= hertz <= 300 and not is_pitched_up and not is_at_odds:
                found.setdefault(name, []).append(replace(voice_of(name, pitch=pitch), gender=gender))
    return found


def _is_fit(name: str) -> bool:
    row = _row(voice_of(name))
    known = row["recognised"] is None or row["recognised"] >= LEAST_RECOGNISED
    clear = row["harmonicity_db"] >= LEAST_HARMONIC_DB and row["clipped"] <= MOST_CLIPPED
    return bool(known and clear and row["contour"] >= LEAST_CONTOUR)


def _place(voice: Voice) -> Floats:
    sound = measured()[voice.id]
    return np.array([12 * math.log2(sound.hz_at(voice.pitch)) / SEMITONES_PER_MARGIN, *sound.timbre])


def _one_pool(
    apart: Floats,
    genders: NDArray[Any],
    variants: NDArray[Any],
    wanted: dict[Gender, int],
    random: np.random.Generator,
) -> list[int]:
    slots = [gender for gender, count in wanted.items() for _ in range(count)]
    chosen = [0]
    for slot in random.permutation(len(slots)):
        scores = apart[chosen].min(axis=0) + 0.2 * random.random(len(apart))
        chosen.append(_pick(scores, chosen, genders == slots[slot], variants))
    for _ in range(80):
        closest, pair = _closest(apart, chosen)
        for index in (index for index in pair if index):
            rest = chosen[:index] + chosen[index + 1 :]
            scores = apart[rest].min(axis=0)
            other = _pick(scores, rest, genders == genders[chosen[index]], variants)
            if scores[other] > closest + 1e-6:
                chosen[index] = other
                break
        else:
            break
    return chosen


def _pick(scores: Floats, chosen: list[int], is_right: NDArray[np.bool_], variants: NDArray[Any]) -> int:
    used, counts = np.unique(variants[chosen], return_counts=True)
    is_free = ~np.isin(variants, used[counts >= 2])
    return int(np.where(is_right & is_free, scores, -1.0).argmax())


def _closest(apart: Floats, chosen: list[int]) -> tuple[float, tuple[int, int]]:
    inner = apart[np.ix_(chosen, chosen)] + 99 * np.eye(len(chosen))
    one, other = np.unravel_index(inner.argmin(), inner.shape)
    return float(inner.min()), (int(one), int(other))


# ------------------------------------------------------------------ the command line


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("all", "pool", "search"))
    parser.add_argument("--write", action="store_true", help="with pool: write docs/voices.md and docs/voices.png")
    chosen = parser.parse_args()
    if chosen.what == "all":
        measure_all()
    elif chosen.what == "search":
        search({Gender.FEMALE: 12, Gender.MALE: 15, Gender.NEUTRAL: 2})
    else:
        rows = measure_pool()
        for row in rows:
            known = "" if row["recognised"] is None else f"  {row['recognised']:.0%} recognised"
            print(
                f"{row['voice'].name:10} {row['pitch_hz']:5.0f} Hz  {row['words_a_minute']:4.0f} words a minute{known}"
            )
        wrong = complaints(rows)
        print("\n".join(wrong) or f"{len(rows)} voices, every claim holds")
        if chosen.write:
            written(rows)
        return bool(wrong)
    return 0


if __name__ == "__main__":
    sys.exit(main())
