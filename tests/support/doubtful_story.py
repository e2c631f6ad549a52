"""A story some of whose lines could be anybody's, for whoever is asked about it."""

STOVE = """The Stove

Halvard mended a net by the stove. Signe read, Brekke slept with his mouth open, and Tove counted coins,
which Tove had counted before.

“Somebody has the key to the boathouse.”

Signe looked up. So did Tove and Halvard. Brekke snored.

“I gave it back on Monday.”

“Nobody gave me anything,” said Halvard.

“We could break the door,” said Brekke, without opening his eyes.

“With what?” asked Signe.

“With your head.”

***

In the morning the door stood open. Halvard, Brekke, Signe and Tove stood in front of it.

“Was it you?”

Nobody answered. Brekke scratched his beard, Signe yawned, Halvard looked at Tove.

“It was the wind.”

“The wind has no key,” said Tove.
"""
"""Four people in a room, who say some lines without a word of who does."""
