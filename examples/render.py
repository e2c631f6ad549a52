"""Render a story as one MP3: python examples/render.py story.txt story.mp3"""

import sys

import drama

episode = drama.render(sys.argv[1], sys.argv[2])
print(f"{episode.path}: {episode.duration_s:.0f} s, {episode.characters} characters")
for warning in episode.warnings:
    print(f"Warning: {warning}")
