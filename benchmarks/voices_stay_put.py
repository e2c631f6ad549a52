"""Whether a line comes out the same whatever was spoken before it, and whether the rate is really applied.

Speaks lines in mixed voices, rates and pitches, in random order, through the workers a render uses, and each of
them again alone in a fresh process that has spoken nothing before. Prints how many durations are more than 2 % off.
Then speaks one text faster and faster with every voice of the pool, mixed: each step must be shorter.

    python benchmarks/voices_stay_put.py [--lines 2000] [--seed 1]
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import random
import sys
import tempfile
import time
import tomllib
from pathlib import Path

from drama.engines import get_engine
from drama.model import Voice
from drama.recording import Request, record, request_key
from drama.recording.store import TakeStore
from drama.recording.worker import speech_bounds

PACKAGE = Path(__file__).resolve().parents[1]
TOLERANCE = 0.02
RATES_WPM = (80, 110, 140, 165, 200, 240, 280, 330, 390, 450)
PASSAGE = "The lamp on the quay was lit before seven, and nobody in the harbour could say by whom."
JOBS = 2

Plain = tuple[str, str, int, int | None]
"""Text, voice id, rate, pitch: what travels to another process."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    are_right = stay_put(options.lines, options.seed), faster_is_shorter(options.seed)
    sys.exit(0 if all(are_right) else 1)


def stay_put(count: int, seed: int) -> bool:
    """Compare lines spoken among others with lines spoken alone; print, and return whether all agree."""
    rng = random.Random(seed)
    sentences = story_sentences()
    requests = list(dict.fromkeys(draw(rng, sentences) for _ in range(2 * count)))[:count]
    begun = time.perf_counter()
    among_others = record_all(requests)
    print(f"{len(requests)} lines through {JOBS} workers: {time.perf_counter() - begun:.1f} s")
    by_themselves = speak_each_alone(requests)
    off = sorted(
        ((abs(mixed - alone) / alone, request) for mixed, alone, request in zip(among_others, by_themselves, requests,
                                                                               strict=True)),
        key=lambda found: -found[0],
    )  # fmt: skip
    wrong = [found for found in off if found[0] > TOLERANCE]
    differing = sum(share > 0 for share, _ in off)
    print(f"more than {TOLERANCE:.0%} off: {len(wrong)}; differing at all: {differing}; worst {off[0][0]:.2%}")
    for share, request in off[:5]:
        print(f"  {share:8.3%}  {request[1]} {request[2]} wpm, pitch {request[3]}: {request[0][:60]!r}")
    return not wrong


def faster_is_shorter(seed: int) -> bool:
    """Speak one passage at rising rates with every voice of the pool; print, and return whether all get shorter."""
    pool = sorted(pool_ids())
    requests: list[Plain] = [(PASSAGE, voice, rate, None) for voice in pool for rate in RATES_WPM]
    random.Random(seed).shuffle(requests)
    frames = dict(zip(requests, record_all(requests), strict=True))
    failed = []
    for voice in pool:
        lengths = [frames[PASSAGE, voice, rate, None] for rate in RATES_WPM]
        failed += [voice] if any(a <= b for a, b in itertools.pairwise(lengths)) else []
    print(f"faster is shorter at {len(RATES_WPM)} rates, {RATES_WPM[0]} to {RATES_WPM[-1]} wpm:")
    print(f"  {len(pool) - len(failed)} of {len(pool)} voices{': not ' + ', '.join(failed) if failed else ''}")
    return not failed


def draw(rng: random.Random, sentences: list[str]) -> Plain:
    """Return a line to speak, its voice now of the pool, now any variant."""
    pooled = sorted(pool_ids())
    anything = [voice.id for voice in get_engine("pyttsx3").voices() if voice.language.startswith("en") or
                voice.id.startswith("en")]  # fmt: skip
    return (
        rng.choice(sentences),
        rng.choice(pooled if rng.random() < 0.5 else anything),
        rng.choice((rng.randint(80, 450), rng.randint(130, 200))),
        rng.choice((None, rng.randint(0, 100))),
    )


def record_all(requests: list[Plain]) -> list[int]:
    """Return the frames of each request, recorded in this order by the workers of a render."""
    with tempfile.TemporaryDirectory() as folder:
        asked = [Request(text, _voice(*voice)) for text, *voice in requests]
        assert len({request_key(one) for one in asked}) == len(asked)
        return [done.take.frames for done in record(asked, TakeStore(Path(folder)), jobs=JOBS)]


def speak_each_alone(requests: list[Plain]) -> list[int]:
    """Return the frames of each request, each spoken in a process of its own that loads the library anew."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["drama.engines.pyttsx3", "drama.recording.worker", "pyttsx3"])
    with context.Pool(JOBS, maxtasksperchild=1) as pool:
        return pool.map(speak_alone, requests, chunksize=1)


def speak_alone(request: Plain) -> int:
    text, *voice = request
    speech = get_engine("pyttsx3").speak(text, _voice(*voice))
    start, end = speech_bounds(speech.samples, speech.frame_rate)
    return end - start


def _voice(voice_id: str, rate_wpm: int, pitch: int | None) -> Voice:
    return Voice(name=voice_id, engine="pyttsx3", id=voice_id, rate_wpm=rate_wpm, pitch=pitch)


def pool_ids() -> set[str]:
    """Return eSpeak NG's voices of the pool."""
    pool = tomllib.loads((PACKAGE / "voices.toml").read_text(encoding="utf-8"))["pool"]
    return {entry["voice"] for entry in pool.values() if entry["engine"] == "pyttsx3"}


def story_sentences() -> list[str]:
    """Return what the stories in ``seeds/`` say, in lines of one to four sentences."""
    text = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(PACKAGE.glob("seeds/*.*")))
    sentences = [part.strip() for part in text.replace("? ", "?|").replace("! ", "!|").replace(". ", ".|").split("|")]
    sentences = [sentence for sentence in sentences if any(map(str.isalpha, sentence))]
    return [" ".join(sentences[at : at + 1 + at % 4]) for at in range(len(sentences))]


if __name__ == "__main__":
    main()
