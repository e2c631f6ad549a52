"""Draw the site of a season for docs/season.md: both schemes, three widths, in an installed Chromium.

    python benchmarks/draw_site.py [OUTPUT_FOLDER [SITE_FOLDER]]

The season is the stories of seeds/, in tones; the pictures go to docs/pictures/site/ as VIEW-WIDTH-SCHEME.png. With a
SITE_FOLDER the site is left there, to be opened in a browser.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


SEEDS = ("first-light.txt", "a-reasonable-noise.md", "the-last-car-up.txt")
SIZES = ((360, 740), (820, 900), (1400, 900))


def main() -> None:
    """Draw all of them."""
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures" / "site"
    output.mkdir(parents=True, exist_ok=True)
