"""hibari: a small neural voice that speaks English offline, and the people made of it.

``phonemes`` reads the text, ``network`` makes spectral layers of phonemes, ``acting`` and ``people`` change the layers,
``vocoder`` makes sound of them; ``engine`` is what drama calls.
"""
