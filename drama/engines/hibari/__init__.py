"""hibari: a small neural text-to-speech model that speaks English offline, and the speakers derived from it.

``phonemes`` converts text to phonemes, ``network`` phonemes to spectral layers; ``prosody``, ``spectral_shaping`` and
``voice_conversion`` change the layers, ``vocoder`` synthesizes sound; ``engine`` is the interface to drama.
"""
