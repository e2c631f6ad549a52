"""Text normalization: printed text -> spoken text for the engine.

``punctuation`` removes what is not spoken, ``rules`` expands numbers, abbreviations and Roman numerals,
``pronunciation`` applies the cast file's table, ``marked_text`` puts the results together with emphasis and phonemes.
"""
