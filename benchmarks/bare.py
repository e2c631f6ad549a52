"""The bare pipeline to compare a render with: one voice, whole text → WAV → one single-threaded LAME call.

    python benchmarks/bare.py STORY OUT.mp3 [--quality 5] [--engine hibari]
    python benchmarks/bare.py STORY OUT.mp3 --engine kokoro --model kokoro.onnx --packs voices.npz

eSpeak NG reads, or hibari, or Kokoro by kokoro-onnx 0.6. No cast, no script, no levelling, no pauses: the least that
makes an MP3 of the same format, bit rate, channels and encoder quality out of the same text.
"""

from __future__ import annotations

import argparse
import ctypes
import wave
from pathlib import Path

import espeakng_loader
import lameenc
import numpy as np

RATE_WPM = 165


def speak(text: str, wav: Path) -> int:
    """Speak a text into a mono WAV file with eSpeak NG's own API; return its frame rate."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    frame_rate = library.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0)  # 2: synchronous
    chunks: list[bytes] = []

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    def collect(samples: ctypes._Pointer[ctypes.c_short], frames: int, _events: int) -> int:
        if frames > 0:
            chunks.append(ctypes.string_at(samples, frames * 2))
        return 0

    library.espeak_SetSynthCallback(collect)
    library.espeak_SetVoiceByName(b"en-us")
    library.espeak_SetParameter(1, RATE_WPM, 0)
    data = text.encode()
    library.espeak_Synth(data, len(data) + 1, 0, 0, 0, 1, None, None)  # 1: UTF-8
    with wave.open(str(wav), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(frame_rate)
        file.writeframes(b"".join(chunks))
    return int(frame_rate)


def speak_naturally(text: str, wav: Path) -> int:
    """Speak a text into a mono WAV file with hibari's own API, one voice, sentence by sentence; return its rate."""
    from hibari import Hibari

    with wave.open(str(wav), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(Hibari.sample_rate)
        for sentence in Hibari().stream(text, seed=0):
            file.writeframes((np.clip(sentence, -1, 1) * 32_767).astype("<i2").tobytes())
    return int(Hibari.sample_rate)


def speak_best(text: str, wav: Path, *, model: Path, packs: Path) -> int:
    """Speak a text into a mono WAV file with kokoro-onnx, one voice and its own defaults; return its rate."""
    from kokoro_onnx import Kokoro

    samples, rate = Kokoro(str(model), str(packs)).create(text, voice="af_heart", lang="en-us")
    with wave.open(str(wav), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())
    return int(rate)


def encode(wav: Path, mp3: Path, *, quality: int) -> None:
    """Encode a mono WAV file as 44.1 kHz stereo MP3 at 128 kbit/s, in one call on one core."""
    with wave.open(str(wav)) as file:
        encoder = lameenc.Encoder()
        encoder.set_in_sample_rate(file.getframerate())
        encoder.set_out_sample_rate(44_100)
        encoder.set_channels(2)
        encoder.set_bit_rate(128)
        encoder.set_quality(quality)
        encoder.silence()
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16)
    mp3.write_bytes(bytes(encoder.encode(np.repeat(samples, 2).tobytes())) + bytes(encoder.flush()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--quality", type=int, required=True, help="LAME's quality, the one drama uses")
    parser.add_argument("--engine", choices=["espeak", "hibari", "kokoro"], default="espeak", help="who reads")
    parser.add_argument("--model", type=Path, help="Kokoro's")
    parser.add_argument("--packs", type=Path, help="Kokoro's voices")
    args = parser.parse_args()
    wav = args.output.with_suffix(".wav")
    text = args.story.read_text(encoding="utf-8")
    if args.engine == "kokoro":
        speak_best(text, wav, model=args.model, packs=args.packs)
    else:
        (speak_naturally if args.engine == "hibari" else speak)(text, wav)
    encode(wav, args.output, quality=args.quality)
    wav.unlink()


if __name__ == "__main__":
    main()
