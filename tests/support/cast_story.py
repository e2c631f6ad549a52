"""A story of four people to cast, invented for the tests of the studio."""

SALTWORKS = """\
“The pans are dry,” said Old Henning, and kicked the rim of the nearest one.

“Then we fill them before the tide turns,” said Astrid. “Bring the lamp, Pelle.”

“I have only the one lamp,” said Pelle. “It smokes whenever the wind is in the east.”

“It smokes because you never trim it,” said Astrid. She took the lamp from the boy.

“Leave him be,” said Old Henning. “He has carried water since noon, and nobody thanked him for it.”

***

Miss Falk came down the path in her town shoes. “Is this where the salt is made?” asked Miss Falk.

“It was, until this morning,” said Astrid. “Now it is where salt is missed.”

“I was told to count the sacks,” said Miss Falk, and opened her book on the wall.

“There are nine sacks, and a tenth with a hole in it,” said Pelle.
"""
