"""Kokoro: a large neural text-to-speech model with many speakers, offline; slower than hibari.

``weights`` finds the model, ``packs`` the style vectors, ``speakers`` the voices made of them; hibari's reader converts
text to phonemes and ``network`` phonemes to sound; ``engine`` is the interface to drama.
"""
