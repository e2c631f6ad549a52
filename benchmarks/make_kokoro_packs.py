"""Reduce Kokoro's English voice packs to what drama ships.

    npm pack kokoro-js@1.2.1 && tar xzf kokoro-js-1.2.1.tgz
    python benchmarks/make_kokoro_packs.py package/voices

A pack holds 510 style vectors of 256 float32, one for each length of an utterance in tokens. Neighbours hardly differ:
24 of them at geometric lengths, as float16, with the others drawn between them, are the same voice. Writes
``drama/engines/kokoro/packs.npz`` (``names``, ``lengths``, ``styles``) and prints how far the reduced rows lie from
the originals, against how far one pack lies from another. The same packs give the same bytes.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from pathlib import Path

import numpy as np

from drama.engines.kokoro.packs import TOKENS, Pack

PACKS = Path(__file__).parents[1] / "drama" / "engines" / "kokoro" / "packs.npz"
ROWS = 24


def lengths() -> np.ndarray:
    """Return the lengths that are kept, in tokens: close together where utterances are short."""
    kept = set(np.round(np.geomspace(1, TOKENS, ROWS)).astype(int).tolist())
    free = (length for length in range(1, TOKENS + 1) if length not in kept)  # rounding made one of two
    while len(kept) < ROWS:
        kept.add(next(free))
    return np.array(sorted(kept), np.int16)


def write(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write arrays as numpy does, with no time of day in the file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), content.getvalue(), compresslevel=9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the voices of npm's kokoro-js 1.2.1")
    asked = parser.parse_args()
    files = sorted(path for path in asked.folder.glob("*.bin") if path.stem[0] in "ab")
    whole = {path.stem: np.fromfile(path, "<f4").reshape(TOKENS, 256) for path in files}
    kept = lengths()
    styles = np.array([pack[kept - 1] for pack in whole.values()]).astype(np.float16)
    write(PACKS, {"names": np.array(list(whole)), "lengths": kept, "styles": styles})
    off, apart = [], []
    packs = list(whole.values())
    for rows, pack in zip(styles, packs, strict=True):
        drawn = np.array([Pack(kept, rows).style(length) for length in range(1, TOKENS + 1)])
        off.append(float(np.abs(drawn - pack).mean()))
        apart.append(min(float(np.abs(pack - other).mean()) for other in packs if other is not pack))
    print(f"{len(packs)} packs, {PACKS.stat().st_size / 1000:.0f} kB")
    print(f"a reduced row is off by {np.mean(off):.4f}; the nearest other pack is {np.mean(apart):.4f} away")


if __name__ == "__main__":
    main()
