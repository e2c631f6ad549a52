"""Kill the studio's server at random moments while it edits, and check that no edit it answered is lost.

    python benchmarks/studio_kills.py [TIMES]

Each time a server of its own is started on the same story and given recasts as fast as it takes them; after up to
0.6 s it is killed. Then both files must load, hold every edit that was answered, and undo and redo must work.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from studio.test_at_once import NAME, STORY, assert_whole, edit_until_killed  # noqa: E402


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chance = random.Random(3)
    answered: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        story = Path(folder) / NAME
        story.write_text(STORY, encoding="utf-8")
        for _ in range(times):
            edit_until_killed(story, chance, answered)
            assert_whole(story, answered)
    print(f"killed {times} times while it edited: both files whole, no edit lost that was answered")


if __name__ == "__main__":
    main()
