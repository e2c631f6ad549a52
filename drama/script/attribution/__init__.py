"""Who speaks: turns, candidates with features, and the decoder that chooses for a whole conversation."""
