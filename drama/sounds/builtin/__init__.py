"""Sounds drama makes itself: beds, effects, music. Synthesized, so nothing has to be downloaded or licensed."""
