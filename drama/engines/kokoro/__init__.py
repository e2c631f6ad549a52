"""Kokoro: a large neural voice with many speakers, offline; slower than hibari, and most of its people are real ones.

``weights`` finds the model, ``packs`` the speakers, ``people`` whom they and their resampled selves are; ``network``
makes sound of phonemes, which hibari's reader makes of text; ``engine`` is what drama calls.
"""
