"""Draw docs/pictures/architecture.svg: the packages of drama in their layers, and who imports whom.

python benchmarks/draw_architecture.py

The layers and the imports are those that tests/test_direction.py checks.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "pictures" / "architecture.svg"
sys.path.insert(0, str(ROOT / "tests"))

from test_direction import LAYERS, PACKAGE, imported_parts  # noqa: E402

ORDER = [
    "readers",
    "script",
    "assistant",
    "cast",
    "direction",
    "recording",
    "sounds",
    "timeline",
    "mixing",
    "encoders",
    "exports",
]
"""The stages as the data goes through them."""
HIDDEN = {"errors", "version", "model", "__main__"}
"""Everything imports the nouns and the errors: no arrows are drawn to them."""
LABELS = {"__init__": "drama (public face)"}
TEXT = 'font-size="14" text-anchor="middle"'
WIDTH, HEIGHT, GAP = 1280, 40, 74
STAGE = 104


def boxes() -> dict[str, tuple[float, float, float]]:
    """Return the left edge, top edge and width of each package's box, in pixels, the command line on top."""
    found = {}
    rows = [
        sorted(layer - {"__main__"}, key=lambda name: ((*ORDER, name).index(name), name)) for layer in reversed(LAYERS)
    ]
    for number, row in enumerate([row for row in rows if row]):
        width = STAGE if len(row) > 5 else 200.0
        gap = (WIDTH - len(row) * width) / (len(row) + 1)
        for column, name in enumerate(row):
            found[name] = (gap + column * (width + gap), 20 + number * (HEIGHT + GAP), width)
    return found


def svg() -> str:
    """Return the picture."""
    places = boxes()
    height = max(top for _, top, _ in places.values()) + HEIGHT + 50
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" font-family="sans-serif">',
        '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">',
        '<path d="M0 0 8 4 0 8z" fill="#789"/></marker>',
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#fff"/>',
    ]
    for name in places:
        for other in sorted(imported_parts(PACKAGE, name).keys() - HIDDEN):
            (left, top, width), (to_left, to_top, to_width) = places[name], places[other]
            start, end, turn = left + width / 2, to_left + to_width / 2, (top + HEIGHT + to_top) / 2
            rows.append(
                f'<path d="M{start:.0f} {top + HEIGHT}C{start:.0f} {turn:.0f} {end:.0f} {turn:.0f} {end:.0f} {to_top}" '
                'fill="none" stroke="#789" stroke-opacity="0.55" marker-end="url(#tip)"/>'
            )
    for name, (left, top, width) in places.items():
        colour = "#fde9c9" if name in ORDER else "#e3eef9"
        rows.append(
            f'<rect x="{left:.0f}" y="{top}" width="{width:.0f}" height="{HEIGHT}" rx="6" fill="{colour}"/>'
            f'<text x="{left + width / 2:.0f}" y="{top + 25}" {TEXT}>{LABELS.get(name, name)}</text>'
        )
    rows.append(
        f'<text x="{WIDTH / 2:.0f}" y="{height - 16:.0f}" {TEXT}>An arrow points at what is imported. Everything '
        "imports model and errors; no arrow points up or to the side.</text></svg>"
    )
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(svg(), encoding="utf-8")
    print(PICTURE)
