"""Draw the site of a season for docs/season-site.md: both schemes, three widths, in an installed Chromium.

    python benchmarks/draw_site.py [OUTPUT_FOLDER [SITE_FOLDER]]

The season is three stories of seeds/ in tones, with a trailer of marked lines; the pictures go to docs/pictures/site/
as VIEW-WIDTH-SCHEME.png. With a SITE_FOLDER the site is left there, to be opened in a browser.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from PIL import Image  # noqa: E402
from support import chromium  # noqa: E402
from support.season_site import publish_marked  # noqa: E402

import drama  # noqa: E402

EPISODES = {
    "01 first-light.txt": ("A parcel that is warm, a lamp that leaks, and nine hundred steps before sunrise.", 3),
    "02 a-reasonable-noise.md": ("There are forty-one dogs on Skerrow Island, and forty of them bark.", 4),
    "03 the-last-car-up.txt": ("A cable car stops above the gorge. A goose says what everyone is thinking.", 5),
}
"""The stories as they are called in the season, with what each is about, and which of its lines is marked."""
SERIES = """[series]
title = "Small Hours"

[season]
url = "https://example.org/small-hours/"
description = "Three stories that happen while everybody else is asleep. Full-cast audio drama for the whole family."
copyright = "the drama authors"
complete = true

[metadata]
author = "the drama authors"

[sound]
style = "drama"
intro = "sea"
"""
SIZES = ((360, 740), (820, 900), (1400, 900))
COLOURS = 64
"""Of each picture: a quarter of its bytes, and no difference to be seen."""


def main() -> None:
    """Draw all of them."""
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures" / "site"
    output.mkdir(parents=True, exist_ok=True)
    program = chromium.find()
    if program is None:
        sys.exit("needs an installed Chromium")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as profile:
        site = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "site"
        season = publish_marked(stories := write_stories(Path(folder) / "stories"), site, chosen(stories))
        episode = next(one for one in season.season.episodes if one.number == 2)
        assert episode.page is not None
        browser = chromium.Chromium(program, Path(profile))
        for view, page in (("season", "index.html"), ("episode", episode.page.name), ("reading", episode.page.name)):
            for width, height in SIZES:
                for is_dark in (False, True):
                    browser.open((site / page).as_uri(), width=width, height=height, dark=is_dark)
                    if view == "reading":
                        play_a_while(browser)
                    picture = output / f"{view}-{width}-{'dark' if is_dark else 'light'}.png"
                    browser.screenshot(picture)
                    shrink(picture)
        browser.close()


def write_stories(folder: Path) -> Path:
    """Write the season's stories and cast files, and return their folder."""
    folder.mkdir()
    (folder / "series.voices.toml").write_text(SERIES, encoding="utf-8")
    for name, (about, _) in EPISODES.items():
        (folder / name).write_bytes((ROOT / "seeds" / name.split(" ", 1)[1]).read_bytes())
        own = f'extends = "series.voices.toml"\n\n[metadata]\ndescription = "{about}"\n'
        (folder / f"{Path(name).stem}.voices.toml").write_text(own, encoding="utf-8")
    return folder


def chosen(folder: Path) -> dict[str, dict[int, tuple[str, ...]]]:
    """Return lines to mark: of each story one that is surely somebody's, and neither short nor long."""
    marks = {}
    for name, (_, at) in EPISODES.items():
        lines = drama.read(folder / name).lines
        fit = [one.number for one in lines if one.speaker and one.confidence > 0.9 and 5 < len(one.text.split()) < 14]
        marks[name] = {fit[at]: ("soundbite", "trailer"), fit[at + 3]: ("trailer",)}
    return marks


def play_a_while(browser: chromium.Chromium) -> None:
    """Play into a conversation, and stop there."""
    browser.wait("document.getElementById('audio')?.readyState > 0")
    browser.ask("document.querySelectorAll('a.line')[21].click()")
    browser.wait("CSS.highlights.get('word').size && document.getElementById('audio').currentTime > 1")
    time.sleep(0.4)


def shrink(picture: Path) -> None:
    """Write a picture in fewer colours."""
    with Image.open(picture) as shot:
        fewer = shot.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    fewer.save(picture, optimize=True)


if __name__ == "__main__":
    main()
