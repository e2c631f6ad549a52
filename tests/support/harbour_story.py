"""A story with weather, effects and a title for each scene: what a timeline has to show."""

HARBOUR = """# The Night Boat

## The Ticket Hall

The rain had not stopped since Friday. [SFX: door slams] Runa stood in the ticket hall and shook out her umbrella.

“Is the boat still going?” asked Runa.

“It is going,” said Oskar. “It always goes.”

“In this weather?” asked Runa.

“In every weather,” said Oskar.

“Then I should like a ticket,” said Runa, “and a cup of tea.”

## The Quay

The wind came off the sea, and the waves beat on the quay.

[SFX: bell]

“That is the bell,” said Oskar.

“So soon?” asked Runa.

“No,” said Oskar. “But it is late enough.”

Runa laughed, and went on board.
"""
