"""Text normalization: printed text -> what the engine is sent."""
