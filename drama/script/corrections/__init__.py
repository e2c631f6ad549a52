"""A person's corrections: anchored by words, applied at every stage, kept in a file."""
