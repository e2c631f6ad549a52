"""What Kokoro costs: as an engine of drama, and by the runtime its network is given to.

    python benchmarks/kokoro.py cost STORY [--runs 1]   # hybrid, everything Kokoro, and bare kokoro-onnx, turn by turn
    python benchmarks/kokoro.py runtimes                # onnxruntime and OpenVINO, int8 and float32, in one process

Both need ``drama[kokoro]``. ``cost`` also kokoro-onnx 0.6; it compares wall and processor time with "kokoro-onnx, whole
text, one voice, its own defaults, then one LAME call" (benchmarks/bare.py), and measures the memory of all processes.
``runtimes`` needs onnx, and openvino for its part; it makes the float32 network by undoing the quantization.

Linux only (memory is read from /proc). The ratio of processor time holds on a busy machine, that of wall time does not.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from render import drama, tree_memory

from drama.encoders.mp3 import QUALITY
from drama.engines.hibari.phonemes import Reader
from drama.engines.kokoro import weights
from drama.engines.kokoro.packs import TOKENS, shipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

HERE = Path(__file__).parent
PACK = "af_bella"
SENTENCES = (
    "The kettle sang on the stove while rain ran down the window, and the cat slept through all of it.",
    "No. Not the boat, the other one.",
)

Infer = Callable[[dict[str, "NDArray[Any]"]], "NDArray[np.float32]"]


# ------------------------------------------------------------------ what a render costs


def cost(story: Path, runs: int) -> None:
    """Measure a hybrid render, one with everything in Kokoro, and the bare pipeline, each cold, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "kokoro.onnx").write_bytes(weights.model())
        packs = {
            name: np.array([pack.style(k) for k in range(1, TOKENS + 1)])[:, None] for name, pack in shipped().items()
        }
        np.savez(work / "voices.npz", **packs)
        bare = [sys.executable, HERE / "bare.py", story, work / "b.mp3", "--quality", QUALITY, "--engine", "kokoro",
                "--model", work / "kokoro.onnx", "--packs", work / "voices.npz"]  # fmt: skip
        commands = {
            "bare kokoro-onnx": [str(word) for word in bare],
            "hybrid": drama("render", story, "-o", work / "h.mp3"),
            "everything Kokoro": drama("render", story, "-o", work / "k.mp3", "--engine", "kokoro"),
        }
        took: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
        for index in range(runs):
            for name, command in commands.items():
                took[name].append(timed(command, cache=work / f"cache{index}"))
                shutil.rmtree(work / f"cache{index}", ignore_errors=True)
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| |wall s|÷ bare|processor s|÷ bare|memory MB|\n|---|--:|--:|--:|--:|--:|")
    base = took["bare kokoro-onnx"]
    for name, rows in took.items():
        wall, cpu, peak = (statistics.median(column) for column in zip(*rows, strict=True))
        ratios = [statistics.median(a[k] / b[k] for a, b in zip(rows, base, strict=True)) for k in (0, 1)]
        print(f"|{name}|{wall:.0f}|{ratios[0]:.2f}|{cpu:.0f}|{ratios[1]:.2f}|{peak:.0f}|")


def timed(command: list[str], *, cache: Path) -> tuple[float, float, float]:
    """Run a command; return wall seconds, processor seconds and the peak memory of its processes in MB (PSS)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began, peak = time.monotonic(), 0.0
    process = subprocess.Popen(
        command, env={**os.environ, "DRAMA_CACHE": str(cache)}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    while process.poll() is None:
        peak = max(peak, tree_memory(process.pid))
        time.sleep(0.25)
    if process.returncode:
        raise SystemExit(f"{command}: {process.stderr.read().decode() if process.stderr else ''}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu, peak


# ------------------------------------------------------------------ runtimes


def runtimes() -> None:
    """Speak the same sentences with each runtime, sentence by sentence in turn, and print a table."""
    import onnx
    from kokoro_float32 import float32, fused

    reader = Reader()
    runs = [run.phonemes for text in SENTENCES for run in reader.runs(text)]
    asked = [_inputs(phonemes, reader) for phonemes in runs]
    with tempfile.TemporaryDirectory() as folder:
        whole, single, fast = (Path(folder) / name for name in ("int8.onnx", "float32.onnx", "fused.onnx"))
        whole.write_bytes(weights.model())
        graph = float32(onnx.load(str(whole)))
        onnx.save(graph, str(single))
        onnx.save(fused(graph), str(fast))
        ways = [
            way
            for name, path in (("int8", whole), ("float32", single), ("float32, norms fused", fast))
            for way in _ways(name, path)
        ]
        took = {name: [0.0, 0.0] for name, *_ in ways}
        sounds: dict[str, list[bytes]] = {name: [] for name in took}
        for _ in range(2):
            for inputs in asked:
                for name, _, infer in ways:
                    began = time.process_time()
                    sound = infer(inputs)
                    took[name][0] += time.process_time() - began
                    took[name][1] += len(sound) / 24_000
                    sounds[name].append(hashlib.sha256(sound.tobytes()).digest())
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("|runtime, one thread|sound a processor second|loading, processor s|same bytes twice|\n|---|--:|--:|---|")
    for name, load_s, _ in ways:
        half = len(asked)
        is_same = "yes" if sounds[name][:half] == sounds[name][half:] else "no"
        print(f"|{name}|{took[name][1] / took[name][0]:.2f}|{load_s:.1f}|{is_same}|")


def _inputs(phonemes: str, reader: Reader) -> dict[str, NDArray[Any]]:
    return {
        "tokens": np.array([[0, *(reader.vocabulary[sign] for sign in phonemes), 0]], np.int64),
        "style": shipped()[PACK].style(len(phonemes))[None],
        "speed": np.ones(1, np.float32),
    }


def _ways(name: str, path: Path) -> list[tuple[str, float, Infer]]:
    """Return the ways a model file can be run: what each is called, what loading costs, and a call."""
    import onnxruntime

    ways = []
    levels = {"all": 99, "extended": 2, "basic": 1, "none": 0} if name == "int8" else {"all": 99}
    for level, number in levels.items():
        for has_arena in (False, True) if level == "all" else (False,):
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            options.enable_cpu_mem_arena = has_arena
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel(number)
            began = time.process_time()
            session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            load_s = time.process_time() - began
            told = f"onnxruntime {name}, optimizations: {level}{', arena' if has_arena else ''}"
            ways.append((told, load_s, lambda inputs, session=session: session.run(None, inputs)[0]))
    try:
        import openvino
    except ImportError:
        return ways
    settings = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "INFERENCE_PRECISION_HINT": "f32"}
    began = time.process_time()
    core = openvino.Core()
    compiled = core.compile_model(core.read_model(str(path)), "CPU", settings)
    load_s = time.process_time() - began
    request = compiled.create_infer_request()
    ways.append((f"OpenVINO {name}", load_s, lambda inputs: next(iter(request.infer(inputs).values())).copy()))
    return ways


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["cost", "runtimes"])
    parser.add_argument("story", type=Path, nargs="?")
    parser.add_argument("--runs", type=int, default=1)
    asked = parser.parse_args()
    if asked.what == "runtimes":
        runtimes()
    elif asked.story is None:
        parser.error("cost needs a story")
    else:
        cost(asked.story, asked.runs)


if __name__ == "__main__":
    main()
