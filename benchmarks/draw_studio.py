"""Draw the studio's views for docs/studio.md: both schemes, three widths, in an installed Chromium.

    python benchmarks/draw_studio.py [OUTPUT_FOLDER]

The story is seeds/ten-minutes.txt, in the style "drama", its first scene recorded; the pictures go to
docs/pictures/studio/ as VIEW-WIDTH-SCHEME.png.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support import chromium  # noqa: E402
from support.studio import served  # noqa: E402

import drama  # noqa: E402

STORY = "ten-minutes.txt"
SIZES = ((360, 740), (820, 900), (1400, 900))
KEY = """((key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))"""
VIEWS = {
    "welcome": ("", []),
    "lines": (f"#{STORY}/lines", ["d", "1"]),
    "say": (f"#{STORY}/lines", ["d", "s"]),
    "cast": (f"#{STORY}/cast", []),
    "timeline": (f"#{STORY}/timeline", []),
    "render": (f"#{STORY}/render", []),
}
"""What is drawn: where it is, and the keys pressed there."""


def main() -> None:
    """Draw all of them."""
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures" / "studio"
    output.mkdir(parents=True, exist_ok=True)
    program = chromium.find()
    if program is None:
        sys.exit("needs an installed Chromium")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as profile:
        shelf = Path(folder) / "stories"
        shelf.mkdir()
        for seed in (ROOT / "seeds").glob("*.txt"):
            (shelf / seed.name).write_bytes(seed.read_bytes())
        story = shelf / STORY
        drama.set_style(story, "drama")
        production = drama.prepare(story, engine="tone")
        drama.preview(production, 1, Path(folder) / "scene.wav")
        browser = chromium.Chromium(program, Path(profile))
        with served(folder=shelf) as client:
            for view, (place, keys) in VIEWS.items():
                for width, height in SIZES:
                    for is_dark in (False, True):
                        draw(browser, client.link + place, keys, width, height, is_dark=is_dark)
                        browser.screenshot(output / f"{view}-{width}-{'dark' if is_dark else 'light'}.png")
        browser.close()


def draw(browser: chromium.Chromium, link: str, keys: list[str], width: int, height: int, *, is_dark: bool) -> None:
    """Open a view, and press keys in it."""
    browser.open(link, width=width, height=height, dark=is_dark)
    browser.wait("document.querySelector('main').textContent.length > 60")
    time.sleep(1.0)
    for key in keys:
        browser.ask(f"{KEY}({json.dumps(key)})")
        time.sleep(0.7)
    if browser.complaints:
        print(link, browser.complaints)


if __name__ == "__main__":
    main()
