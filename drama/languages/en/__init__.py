"""English: plain facts of the language, nothing taken from a story."""
