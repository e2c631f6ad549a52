"""A story in three scenes whose lines all differ, long enough to be stopped while it is recorded."""

SCENES = 3
TURNS = 4
TURN = "“Pull, number {0},” said Ada.\n\n“We are at {0} fathoms,” said Brom."

ROPE = "The Rope\n\n" + "\n\n***\n\n".join(
    "\n\n".join(TURN.format(scene * TURNS + turn) for turn in range(TURNS)) for scene in range(SCENES)
)
