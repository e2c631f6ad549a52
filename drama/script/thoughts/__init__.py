"""Inner speech in narration, and who thinks it."""
